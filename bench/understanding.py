"""How well captions are understood: figures for the labelled sets, the time it takes, the confusion matrix.

python bench/understanding.py                      figures and docs/pictures/confusion.png
python bench/understanding.py --fit                the weights for domain/classify/reportness.py
"""

import argparse
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from confusion import draw
from fit import fitted

from domain.classify import Classifier, Understanding
from domain.classify.captions import NONE, Caption, labelled
from domain.classify.model import model_of
from domain.classify.reader import REPORT
from domain.place import read_place
from domain.taxonomy import load

SETS = ("development", "test", "fresh", "unseen", "short", "last")
UNSEEN = SETS[1:]
PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "confusion.png"
GATES = (
    ("is a report: recall", "recall", ">=", 0.97),
    ("chatter let through", "let_through", "<=", 0.03),
    ("sub-category", "category", ">=", 0.90),
    ("among the first three", "top3", ">=", 0.97),
    ("building, unit, floor", "place", ">=", 0.95),
    ("urgency", "urgency", ">=", 0.90),
    ("wrong critical", "wrong_critical", "<=", 0.01),
)


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1. Category, urgency and place are counted over reports, `wrong_critical` over everything."""

    reports: int
    chatter: int
    recall: float
    let_through: float
    category: float
    top3: float
    place: float
    urgency: float
    wrong_critical: float


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="find the weights of reportness instead")
    if parser.parse_args().fit:
        print(fitted())
        return
    began = time.perf_counter()
    taxonomy = load()
    loaded = time.perf_counter()
    model_of(taxonomy)
    trained = time.perf_counter()
    classifier = Classifier(taxonomy)
    print(f"taxonomy read in {loaded - began:.2f} s, trained in {trained - loaded:.2f} s")
    read = {name: read_all(classifier, labelled(name)) for name in SETS}
    print_figures({name: figures(pairs) for name, pairs in read.items()})
    print_speed(classifier, [caption.text for caption, _ in read["test"]])
    unseen = [pair for name in UNSEEN for pair in read[name]]
    print_confidence(unseen)
    taken = [(c.category, found(u)) for c, u in unseen if c.category != NONE]
    PICTURE.parent.mkdir(exist_ok=True)
    draw(list(taxonomy.categories), taken).save(PICTURE)
    print(f"\nconfusion matrix of {' + '.join(UNSEEN)}: {PICTURE}")


Read = list[tuple[Caption, Understanding]]


def read_all(classifier: Classifier, captions: tuple[Caption, ...]) -> Read:
    """Each caption with what was understood."""
    return [(caption, classifier.read(caption.text)) for caption in captions]


def figures(read: Read) -> Figures:
    """The figures of a labelled set."""
    reports = [(caption, understood) for caption, understood in read if caption.category != NONE]
    chatter = [understood for caption, understood in read if caption.category == NONE]
    return Figures(
        reports=len(reports),
        chatter=len(chatter),
        recall=share(u.is_report >= REPORT for _, u in reports),
        let_through=share(u.is_report >= REPORT for u in chatter),
        category=share(found(u) == c.category for c, u in reports),
        top3=share(c.category in dict(u.alternatives) for c, u in reports),
        place=share(said(c.text) == (c.building, c.unit, c.floor) for c, _ in reports),
        urgency=share(u.urgency == c.urgency for c, u in reports),
        wrong_critical=share(u.hazard and c.urgency != "critical" for c, u in read),
    )


def found(understood: Understanding) -> str:
    """The category that the program acts upon: none for what it takes for chatter."""
    return understood.category or NONE if understood.is_report >= REPORT else NONE


def said(text: str) -> tuple[str, str, str]:
    """What of a place is labelled."""
    place = read_place(text)
    return place.building, place.unit, place.floor


def share(held: object) -> float:
    """How many of some truths hold."""
    truths = list(held)  # type: ignore[call-overload]
    return sum(truths) / max(1, len(truths))


def print_figures(by_set: dict[str, Figures]) -> None:
    """One line a figure, one column a set; the gate at the end."""
    print(f"\n{'':24}" + "".join(f"{name:>14}" for name in by_set) + f"{'gate':>12}")
    print(f"{'reports / chatter':24}" + "".join(f"{f'{f.reports} / {f.chatter}':>14}" for f in by_set.values()))
    for title, field, sign, gate in GATES:
        values = "".join(f"{getattr(each, field):>14.3f}" for each in by_set.values())
        print(f"{title:24}{values}{f'{sign} {gate}':>12}")


def print_speed(classifier: Classifier, texts: list[str]) -> None:
    """Microseconds for classify and place together, the best of three runs: a busy machine is not our time."""
    spent = sorted(min(_microseconds(classifier, text) for _ in range(3)) for text in texts)
    late = spent[int(len(spent) * 0.99)]
    print(f"\nclassify + place: median {statistics.median(spent):.0f} us, 99 % within {late:.0f} us")


def _microseconds(classifier: Classifier, text: str) -> float:
    began = time.perf_counter()
    classifier.read(text)
    read_place(text)
    return (time.perf_counter() - began) * 1e6


def print_confidence(read: Read) -> None:
    """Whether a confidence comes true as often as it says."""
    print("\nconfidence said -> how often the category was right (what was not taught)")
    bins: dict[int, Counter[bool]] = {}
    for caption, understood in read:
        if caption.category != NONE and understood.category:
            tenth = min(9, int(understood.confidence * 10))
            bins.setdefault(tenth, Counter())[understood.category == caption.category] += 1
    for number, counts in sorted(bins.items()):
        print(f"  {number / 10:.1f}-{number / 10 + 0.1:.1f}  {counts[True] / counts.total():.2f}  of {counts.total()}")


if __name__ == "__main__":
    main()
