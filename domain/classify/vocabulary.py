"""A number for each run that was ever seen: looked up by it, what is counted is quick and small."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count


class Vocabulary:
    """Runs and their numbers, from 0 without gaps."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def __len__(self) -> int:
        return len(self._numbers)

    def copy(self) -> "Vocabulary":
        """The same numbers, to go on apart."""
        other = Vocabulary()
        other._numbers = defaultdict(count(len(self._numbers)).__next__, self._numbers)
        return other

    def learn(self, found: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the runs; new ones get one."""
        return tuple(map(self._numbers.__getitem__, found))

    def known(self, found: Iterable[str]) -> tuple[int, ...]:
        """The numbers of those runs that were seen before."""
        numbers = self._numbers
        return tuple([numbers[run] for run in found if run in numbers])
