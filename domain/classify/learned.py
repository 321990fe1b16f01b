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
        # What follows is kept until the next `add`.
        self._weights: dict[str, tuple[tuple[int, float], ...]] = {}
        self._odds: dict[tuple[str, str], float] = {}
        self._start: list[float] = []

    def copy(self) -> "Counts":
        """The same counts, to go on counting apart."""
        other = Counts()
        other._by_run = {run: dict(counts) for run, counts in self._by_run.items()}
        other._total = dict(self._total)
        return other

    def add(self, found: Collection[str], label: str, weight: float = 1.0) -> None:
        """Count a text of class `label` once, or as often as `weight` says (a negative one takes it back)."""
        self._weights.clear()
        self._odds.clear()
        self._start.clear()
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
        if not self._start:
            self._start += [math.log1p(total / PRIOR) for total in self._total.values()]
        known = [self._weights.get(run) or self._weigh(run) for run in found if run in self._by_run]
        root = math.sqrt(len(known)) or 1.0
        scores = [-len(known) * start for start in self._start]
        for weights in known:
            for at, weight in weights:
                scores[at] += weight
        return {label: score / root for label, score in zip(self._total, scores, strict=True)}

    def odds_against(self, label: str, found: Iterable[str]) -> float:
        """How much likelier all other classes together make these runs than `label` does, on the scale of `scores`."""
        known = [run for run in found if run in self._by_run]
        odds = sum(self._odds[run, label] if (run, label) in self._odds else self._odd(run, label) for run in known)
        return odds / (math.sqrt(len(known)) or 1.0)

    def _weigh(self, run: str) -> tuple[tuple[int, float], ...]:
        """For each class that had this run, by its place among all classes, what the run says for it."""
        counts = self._by_run[run]
        usual = sum(self._total.values()) / (PRIOR * sum(counts.values()))
        places = {label: at for at, label in enumerate(self._total)}
        weights = self._weights[run] = tuple((places[one], math.log1p(count * usual)) for one, count in counts.items())
        return weights

    def _odd(self, run: str, label: str) -> float:
        own, every = self._total.get(label, 0.0), sum(self._total.values())
        odds = math.log1p(own / PRIOR) - math.log1p((every - own) / PRIOR)
        counts = self._by_run[run]
        often, here = sum(counts.values()), counts.get(label, 0.0)
        if often >= _NEVER:  # else it was taken back
            usual = every / (PRIOR * often)
            odds += math.log1p((often - here) * usual) - math.log1p(here * usual)
        self._odds[run, label] = odds
        return odds
