"""A second learned part: how much each run speaks for a report, found by trying and mending, not by counting.

Logistic regression by stochastic gradient steps. Counting asks how often a run goes with chatter; this asks what tells
the two apart when all the other runs of a caption are there too. The two are wrong about different captions.
"""

import math
import random
from collections.abc import Collection, Iterable

PASSES = 3
STEP = 0.15
_ENOUGH = 0.001  # smaller steps than this change nothing
_LESSON = 8  # so many steps a correction is worth
_SEED = 7  # the same order each time: the same captions give the same weights


class Odds:
    """Weights of runs, which are numbers of a `Vocabulary`. Trained once, then mended by each correction."""

    def __init__(self, known: int = 0) -> None:
        """`known` is how many numbers the vocabulary has already: those that are never taught weigh nothing."""
        self._start = 0.0  # speaks for every caption
        self._weights = [0.0] * known

    def copy(self) -> "Odds":
        """The same weights, to be mended apart."""
        other = Odds()
        other._start, other._weights = self._start, self._weights.copy()
        return other

    def train(self, captions: Iterable[tuple[Collection[int], bool]]) -> None:
        """Find the weights from captions as runs, and whether each is a report."""
        order, chance = list(captions), random.Random(_SEED)  # noqa: S311  an order, not a secret
        self._grow(max((max(found, default=0) for found, _ in order), default=0))
        for number in range(PASSES):
            chance.shuffle(order)
            for found, truth in order:
                self._mend(found, truth, STEP / (1 + number))

    def learn(self, found: Collection[int], *, report: bool) -> None:
        """Take one correction."""
        self._grow(max(found, default=0))
        for _ in range(_LESSON):
            self._mend(found, report, STEP)

    def of(self, found: Iterable[int]) -> float:
        """The logarithm of the odds that the runs are of a report."""
        return self._start + sum(map(self._weights.__getitem__, found))

    def _grow(self, last: int) -> None:
        self._weights += [0.0] * (last + 1 - len(self._weights))

    def _mend(self, found: Collection[int], truth: bool, step: float) -> None:
        """One step towards the truth."""
        weights = self._weights
        odds = self._start + sum(map(weights.__getitem__, found))
        change = (truth - 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))) * step
        if abs(change) >= _ENOUGH:
            self._start += change
            for run in found:
                weights[run] += change
