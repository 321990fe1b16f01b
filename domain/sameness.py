"""Have we heard it before? Compares a new report with open cases by place, category, words and photo."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
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


@dataclass(frozen=True)
class Heard:
    """What is known of an open case: its first report's words, who reported it, its photos as Telegram names them."""

    case_id: int
    area_id: int
    category: str
    filed_at: datetime
    text: str
    reporters: frozenset[int] = frozenset()
    pictures: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Told:
    """A new report."""

    area_id: int
    category: str
    at: datetime
    text: str
    reporter: int
    pictures: frozenset[str] = frozenset()


def compare(new: Told, known: Heard) -> Sameness:
    """Whether a new report is about a case that is known."""
    if new.pictures & known.pictures and new.reporter in known.reporters:
        return Sameness.SURE
    if new.area_id != known.area_id or new.at - known.filed_at > FRESH or _elsewhere(new.text, known.text):
        return Sameness.NO
    alike = same_words(new.text, known.text)
    same_category = new.category == known.category
    soon = new.at - known.filed_at < timedelta(days=1)
    if same_category and (alike >= SAME_WORDS or (soon and alike >= SAME_DAY_WORDS)):
        return Sameness.SURE
    if same_category:
        return Sameness.LIKELY
    return Sameness.LIKELY if alike >= SAME_WORDS else Sameness.NO


def best(new: Told, known: Iterable[Heard]) -> tuple[Sameness, Heard | None]:
    """The case that a new report is most surely about, the youngest of equals; (`no`, None) when there is none."""
    order = [Sameness.NO, Sameness.LIKELY, Sameness.SURE]
    found: tuple[Sameness, Heard | None] = (Sameness.NO, None)
    rank = (0, 0.0, datetime.min.replace(tzinfo=new.at.tzinfo))
    for one in known:
        how = compare(new, one)
        here = (order.index(how), same_words(new.text, one.text), one.filed_at)
        if how is not Sameness.NO and here > rank:
            found, rank = (how, one), here
    return found


def same_words(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: Dice's coefficient over pairs of letters, without spaces and signs."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def distance(one: int, other: int) -> int:
    """By how many of 64 bits two photos' likenesses (signed or not) differ."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()


def _pairs(text: str) -> set[str]:
    letters = [letter for letter in normalise(text) if letter.isalnum()]
    return {first + second for first, second in pairwise(letters)}


def _elsewhere(one: str, other: str) -> bool:
    """Both say where in the building, and not the same: 2单元 is not 3单元."""
    first, second = read_place(one), read_place(other)
    return any(_differ(first, second, part) for part in ("unit", "floor", "room", "gate", "garage"))


def _differ(first: Place, second: Place, part: str) -> bool:
    here, there = getattr(first, part), getattr(second, part)
    return bool(here and there and here != there)
