"""The learned part: how often short runs of characters go with each class, counted from labelled captions.

A naive Bayes model with the whole set's frequencies as prior for each class, so a run that a class never had costs
every class the same and only the runs that were seen are looked up. Training is counting: it takes a fraction of a
second at start, and a correction is one more count.
"""

import math
import re
import struct
from collections import Counter
from collections.abc import Collection
from itertools import chain
from operator import add

PRIOR = 30.0  # how much the whole set's frequencies weigh against a class's own, in runs
_NEVER = 1e-9
_LANE = 8  # bytes of a class in a run's weights
_ONE = 1 << 30  # the number 1 in a lane
_PIECE = re.compile(r"[a-z']+|[\u4e00-\u9fff]+|[^\sa-z0-9\u4e00-\u9fff,。!?;:、.()\[\]#*\-/+=@'\"]")


def runs(text: str) -> set[str]:
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
            found.update(map(add, edged, edged[1:]))
            before = ""
            continue
        found.add(piece)
        if before:
            found.add(f"{before} {piece}")
        before = piece
    return found


class Counts:
    """How often each run was seen in texts of each class. Runs are numbers of a `Vocabulary`."""

    def __init__(self) -> None:
        self._by_label: dict[str, Counter[int]] = {}
        self._often: Counter[int] = Counter()  # in all classes together
        self._total: dict[str, float] = {}
        # What follows is kept until the next `add`.
        self._weights: dict[int, int] = {}
        self._odds: dict[tuple[int, str], float] = {}
        self._start: list[float] = []

    def copy(self) -> "Counts":
        """The same counts, to go on counting apart."""
        other = Counts()
        other._by_label = {label: counts.copy() for label, counts in self._by_label.items()}
        other._often, other._total = self._often.copy(), dict(self._total)
        return other

    def add(self, texts: Collection[Collection[int]], label: str, weight: float = 1.0) -> None:
        """Count texts of class `label` once, or as often as `weight` says (a negative one takes them back)."""
        for counts in (self._by_label.setdefault(label, Counter()), self._often):
            if weight == 1.0:
                counts.update(chain.from_iterable(texts))
                continue
            for run in chain.from_iterable(texts):
                counts[run] = counts.get(run, 0) + weight  # type: ignore[assignment]  # parts of a count are as good
        self._total[label] = self._total.get(label, 0.0) + weight * sum(map(len, texts))
        self._weights.clear()
        self._odds.clear()
        self._start.clear()

    def scores(self, found: Collection[int]) -> dict[str, float]:
        """For each class, how much likelier than by chance it makes these runs.

        Logarithms, divided by the root of the number of runs.
        """
        if not self._start:
            self._start += [math.log1p(total / PRIOR) for total in self._total.values()]
        root, often, classes = math.sqrt(len(found)) or 1.0, len(found), len(self._total)
        known = self._weights
        lanes = sum([known[run] if run in known else self._weigh(run) for run in found])
        said = struct.unpack(f"<{classes}q", lanes.to_bytes(classes * _LANE, "little"))
        unit = root * _ONE
        return {
            label: score / unit - often * start / root
            for label, score, start in zip(self._total, said, self._start, strict=True)
        }

    def odds_against(self, label: str, found: Collection[int]) -> float:
        """How much likelier all other classes together make these runs than `label` does, on the scale of `scores`."""
        odds = sum([self._odds[run, label] if (run, label) in self._odds else self._odd(run, label) for run in found])
        return odds / (math.sqrt(len(found)) or 1.0)

    def _weigh(self, run: int) -> int:
        """What the run says for each class, in the order of the classes, as lanes of one number.

        To add such numbers is to add all their lanes at once: a caption's thirty runs say something of eighty classes.
        """
        usual = sum(self._total.values()) / (PRIOR * self._often[run])
        counts = [self._by_label[label].get(run) for label in self._total]
        weights = [round(math.log1p(count * usual) * _ONE) if count else 0 for count in counts]
        lanes = self._weights[run] = int.from_bytes(struct.pack(f"<{len(weights)}q", *weights), "little")
        return lanes

    def _odd(self, run: int, label: str) -> float:
        own, every = self._total[label], sum(self._total.values())
        odds = math.log1p(own / PRIOR) - math.log1p((every - own) / PRIOR)
        often, here = self._often[run], self._by_label[label].get(run, 0)
        if often >= _NEVER:  # else it was taken back
            usual = every / (PRIOR * often)
            odds += math.log1p((often - here) * usual) - math.log1p(here * usual)
        self._odds[run, label] = odds
        return odds
