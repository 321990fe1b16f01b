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
    """Weights of runs. Trained once on labelled captions, then mended by each correction."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}
        self._weights: list[float] = [0.0]  # the first speaks for every caption

    def copy(self) -> "Odds":
        """The same weights, to be mended apart."""
        other = Odds()
        other._place, other._weights = dict(self._place), list(self._weights)
        return other

    def train(self, captions: Iterable[tuple[Collection[str], bool]]) -> None:
        """Find the weights from captions as runs, and whether each is a report."""
        texts = [(self._placed(found), truth) for found, truth in captions]
        order, chance = list(range(len(texts))), random.Random(_SEED)  # noqa: S311  an order, not a secret
        for number in range(PASSES):
            chance.shuffle(order)
            for at in order:
                self._mend(*texts[at], STEP / (1 + number))

    def learn(self, found: Collection[str], *, report: bool) -> None:
        """Take one correction."""
        places = self._placed(found)
        for _ in range(_LESSON):
            self._mend(places, report, STEP)

    def of(self, found: Iterable[str]) -> float:
        """The logarithm of the odds that the runs are of a report."""
        place, weights = self._place, self._weights
        return weights[0] + sum([weights[place[run]] for run in found if run in place])

    def _placed(self, found: Iterable[str]) -> tuple[int, ...]:
        """Where the weights of the runs stand; new ones get a place."""
        place, weights = self._place, self._weights
        for run in found:
            if run not in place:
                place[run] = len(weights)
                weights.append(0.0)
        return (0, *(place[run] for run in found))

    def _mend(self, places: tuple[int, ...], truth: bool, step: float) -> None:
        weights = self._weights
        odds = sum([weights[one] for one in places])
        change = (truth - 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))) * step
        if abs(change) >= _ENOUGH:
            for one in places:
                weights[one] += change
