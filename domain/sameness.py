"""Have we heard it before? Compares a new report with open cases by place, category, words and photo."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from domain.normalise import normalise
from domain.place import Place, read_place

FRESH = timedelta(days=14)
"""An open case older than this is asked about only for the same photo."""
SAME_WORDS = 0.62
SAME_DAY_WORDS = 0.45
PHOTO_DISTANCE = 8
"""Bits of 64 by which two copies of one photo may differ; bench/likeness.py says how many strangers do."""


class Sameness(StrEnum):
    """`sure` joins at once, `likely` is one question, `no` is a case of its own."""

    SURE = "sure"
    LIKELY = "likely"
    NO = "no"


class _Words:
    """The words of a report, looked at once however often they are compared."""

    text: str

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Its letters in twos."""
        return _pairs(self.text)

    @cached_property
    def place(self) -> Place:
        """Where it says that it is."""
        return read_place(self.text)


@dataclass(frozen=True)
class Heard(_Words):
    """What is known of an open case: where, what, and its first report's words."""

    case_id: int
    area_id: int
    category: str
    filed_at: datetime
    text: str
    hazard: bool = False


@dataclass(frozen=True)
class Told(_Words):
    """A new report."""

    area_id: int
    category: str
    at: datetime
    text: str
    hazard: bool = False


def compare(new: Told, known: Heard) -> Sameness:
    """Whether a new report is about a case that is known."""
    return _compared(new, known)[0]


def best(new: Told, known: Iterable[Heard]) -> tuple[Sameness, Heard | None]:
    """The case that a new report is most surely about, the youngest of equals; (`no`, None) when there is none."""
    order = [Sameness.NO, Sameness.LIKELY, Sameness.SURE]
    found: tuple[Sameness, Heard | None] = (Sameness.NO, None)
    rank = (0, 0.0, datetime.min.replace(tzinfo=new.at.tzinfo))
    for one in known:
        how, alike = _compared(new, one)
        here = (order.index(how), alike, one.filed_at)
        if how is not Sameness.NO and here > rank:
            found, rank = (how, one), here
    return found


def same_words(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: Dice's coefficient over pairs of letters, without spaces and signs."""
    return _alike(_pairs(one), _pairs(other))


def distance(one: int, other: int) -> int:
    """By how many of 64 bits two photos' likenesses (signed or not) differ."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()


def _compared(new: Told, known: Heard) -> tuple[Sameness, float]:
    """Whether they are the same, and how alike their words are. A danger to life is never something milder."""
    if new.hazard and not known.hazard:
        return Sameness.NO, 0.0
    if new.area_id != known.area_id or new.at - known.filed_at > FRESH:
        return Sameness.NO, 0.0
    alike, same_category = _alike(new.pairs, known.pairs), new.category == known.category
    if (not same_category and alike < SAME_WORDS) or _elsewhere(new.place, known.place):
        return Sameness.NO, alike
    soon = new.at - known.filed_at < timedelta(days=1)
    sure = same_category and (alike >= SAME_WORDS or (soon and alike >= SAME_DAY_WORDS))
    return (Sameness.SURE if sure else Sameness.LIKELY), alike


def _alike(first: frozenset[str], second: frozenset[str]) -> float:
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _pairs(text: str) -> frozenset[str]:
    letters = [letter for letter in normalise(text) if letter.isalnum()]
    return frozenset(first + second for first, second in pairwise(letters))


def _elsewhere(first: Place, second: Place) -> bool:
    """Both say where in the building, and not the same: 2单元 is not 3单元."""
    return any(_differ(first, second, part) for part in ("unit", "floor", "room", "gate", "garage"))


def _differ(first: Place, second: Place, part: str) -> bool:
    here, there = getattr(first, part), getattr(second, part)
    return bool(here and there and here != there)
