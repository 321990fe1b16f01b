"""Parts of a whole and spreads of durations, with the counts that they are of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from statistics import median

ENOUGH = 30
"""Fewer cases than this say nothing as a percentage."""


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`."""

    part: int = 0
    whole: int = 0

    @property
    def enough(self) -> bool:
        """Whether there are enough cases for a percentage."""
        return self.whole >= ENOUGH

    @property
    def percent(self) -> int:
        """Rounded, but 100 only when it is all and 0 only when it is none. `whole` must not be 0."""
        rounded = round(100 * self.part / self.whole)
        if self.part < self.whole:
            rounded = min(rounded, 99)
        return max(rounded, 1) if self.part else rounded


@dataclass(frozen=True)
class Spread:
    """How long something took: half were done within `median`, nine in ten within `p90`, of `count`."""

    count: int = 0
    median: timedelta = timedelta(0)
    p90: timedelta = timedelta(0)


def spread(durations: Iterable[timedelta]) -> Spread:
    """The median and the 90th percentile (the nearest that occurs)."""
    sorted_up = sorted(durations)
    if not sorted_up:
        return Spread()
    ninth = sorted_up[ceil(0.9 * len(sorted_up)) - 1]
    middle = timedelta(seconds=median(one.total_seconds() for one in sorted_up))
    return Spread(len(sorted_up), middle, ninth)
