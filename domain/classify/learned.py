"""The learned part: how often short runs of characters go with each class, counted from labelled captions.

A naive Bayes model with the whole set's frequencies as prior for each class, so a run that a class never had costs
every class the same and only the runs that were seen are looked up. Training is counting: it takes a fraction of a
second at start, and a correction is one more count.
"""

import math
import re
from collections.abc import Collection, Iterable

PRIOR = 30.0  # how much the whole set's frequencies weigh against a class's own, in runs
_NEVER = 1e-9
_PIECE = re.compile(r"[a-z']+|[\u4e00-\u9fff]+|[^\sa-z0-9\u4e00-\u9fff,。!?;:、.()\[\]#*\-/+=@'\"]")


def runs(text: str) -> frozenset[str]:
    """What of a normalised text is counted: one or two Chinese characters in a row, words, pairs of words, signs.

    `^` and `$` mark the ends of a row: a caption often begins with its thing and ends with its fault.
    """
    found: set[str] = set()
    before = ""
    for match in _PIECE.finditer(text):
        piece = match[0]
        if "\u4e00" <= piece[0] <= "\u9fff":
            edged = f"^{piece}$"
            found.update(piece)
            found.update(edged[at : at + 2] for at in range(len(piece) + 1))
            before = ""
            continue
        found.add(piece)
        if before:
            found.add(f"{before} {piece}")
        before = piece
    return frozenset(found)


class Counts:
    """How often each run was seen in texts of each class."""

    def __init__(self) -> None:
        self._by_run: dict[str, dict[str, float]] = {}
        self._total: dict[str, float] = {}
        self._weights: dict[str, tuple[tuple[str, float], ...]] = {}  # kept by `scores` until the next `add`

    def copy(self) -> "Counts":
        """The same counts, to go on counting apart."""
        other = Counts()
        other._by_run = {run: dict(counts) for run, counts in self._by_run.items()}
        other._total = dict(self._total)
        return other

    def add(self, found: Collection[str], label: str, weight: float = 1.0) -> None:
        """Count a text of class `label` once, or as often as `weight` says (a negative one takes it back)."""
        self._weights.clear()
        by_run = self._by_run
        for run in found:
            counts = by_run.get(run)
            if counts is None:
                by_run[run] = {label: weight}
            else:
                counts[label] = counts.get(label, 0.0) + weight
        self._total[label] = self._total.get(label, 0.0) + weight * len(found)

    def scores(self, found: Iterable[str]) -> dict[str, float]:
        """For each class, how much likelier than by chance it makes these runs.

        Logarithms, divided by the root of the number of runs that were ever seen.
        """
        known = [self._weights.get(run) or self._weigh(run) for run in found if run in self._by_run]
        root = math.sqrt(len(known)) or 1.0
        scores = {label: -len(known) * math.log1p(total / PRIOR) for label, total in self._total.items()}
        for weights in known:
            for label, weight in weights:
                scores[label] += weight
        return {label: score / root for label, score in scores.items()}

    def odds_against(self, label: str, found: Iterable[str]) -> float:
        """How much likelier all other classes together make these runs than `label` does, on the scale of `scores`."""
        own, every = self._total.get(label, 0.0), sum(self._total.values())
        known = [counts for run in found if (counts := self._by_run.get(run))]
        odds = len(known) * (math.log1p(own / PRIOR) - math.log1p((every - own) / PRIOR))
        for counts in known:
            often, here = sum(counts.values()), counts.get(label, 0.0)
            if often < _NEVER:  # taken back
                continue
            usual = every / (PRIOR * often)
            odds += math.log1p((often - here) * usual) - math.log1p(here * usual)
        return odds / (math.sqrt(len(known)) or 1.0)

    def _weigh(self, run: str) -> tuple[tuple[str, float], ...]:
        counts = self._by_run[run]
        usual = sum(self._total.values()) / (PRIOR * sum(counts.values()))
        weights = self._weights[run] = tuple((label, math.log1p(count * usual)) for label, count in counts.items())
        return weights
