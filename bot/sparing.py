"""Says what happens again and again once a minute, with how often it was: an operator's log stays readable."""

from collections import Counter
from collections.abc import Callable

EVERY = 60.0
"""Seconds between two lines about the same."""


class Sparing:
    """Counts what is not said, by what it is about; `seconds` only ever grow."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._said: dict[str, float] = {}
        self._times: Counter[str] = Counter()

    def times(self, about: str) -> int:
        """It happened once more: how often since it was said last, this time included; 0 when it is too soon to say."""
        now, self._times[about] = self._seconds(), self._times[about] + 1
        if now - self._said.get(about, -EVERY) < EVERY:
            return 0
        self._said[about] = now
        return self._times.pop(about)
