"""Understanding as a table, for an operator who tries a taxonomy before using it."""

from collections.abc import Iterable, Iterator

from domain.classify import Classifier
from domain.classify.captions import NONE
from domain.classify.reader import REPORT
from domain.place import read_place

HEADER = (
    "is_report", "kind", "category", "confidence", "urgency", "building", "unit", "floor", "room", "spot", "why",
)  # fmt: skip

LONGEST = 8192
"""Of a longer line only the beginning is read: no message is half as long."""


def text_of(line: bytes) -> str:
    """A line of a file as text: UTF-8, or what spreadsheets in China write, or UTF-8 with signs for what is neither."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode(errors="replace")


def rows(lines: Iterable[str], classifier: Classifier) -> Iterator[tuple[str, ...]]:
    """One row of `HEADER`'s columns for each line, in order; an empty line is chatter."""
    for line in lines:
        text = line.rstrip("\r\n").lstrip("\ufeff")[:LONGEST]
        understood, place = classifier.read(text), read_place(text)
        category = understood.category if understood.is_report >= REPORT else None
        yield (
            "1" if category else "0",
            understood.kind.value if category else NONE,
            category or NONE,
            f"{understood.confidence if category else 1 - understood.is_report:.2f}",
            understood.urgency.value if category and understood.urgency else NONE,
            place.building,
            place.unit,
            place.floor,
            place.room,
            _cell(place.spot),
            _cell(" ".join(understood.why)),
        )


def _cell(text: str) -> str:
    """`text` on one line and in one column."""
    return " ".join(text.split())
