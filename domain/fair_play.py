"""What looks unfair in a month of reports: found, with the evidence, and never judged here. No I/O."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

ENOUGH = 3
"""So many times are no accident."""
WEEK = timedelta(days=7)
SOON = timedelta(hours=72)


@dataclass(frozen=True)
class Seen:
    """A case as fair play looks at it: who reported it first, where, what, when, and who confirmed it when."""

    number: int
    reporter: int
    area: int
    category: str
    at: datetime
    confirmed_by: int | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Shot:
    """A photo that a person sent with a case, by its likeness."""

    number: int
    person: int
    at: datetime
    likeness: int


@dataclass(frozen=True)
class Finding:
    """Something for a secretary to look at (`again`, `circle`, `alike`, `selfmade`): about whom, and in which cases."""

    kind: str
    person: int
    cases: tuple[int, ...]
    other: int | None = None

    @property
    def once(self) -> str:
        """The same finding is told once, however often it is found and however it grows."""
        about = self.other if self.other is not None else self.cases[0]
        return f"{self.kind}:{self.person}:{about}"


def findings(cases: Iterable[Seen], shots: Iterable[Shot], distance: Callable[[int, int], int]) -> list[Finding]:
    """Everything that looks unfair, in a stable order. `distance` says how unlike two photos are, in bits."""
    known = sorted(cases, key=lambda one: one.number)
    return [*_again(known), *_selfmade(known), *_circles(known), *_alike(list(shots), distance)]


def _again(cases: list[Seen]) -> Iterator[Finding]:
    """One person, one thing at one place, three times within a week."""
    for (person, _, _), group in _by_thing(cases).items():
        for start in range(len(group) - ENOUGH + 1):
            run = [one for one in group[start:] if one.at - group[start].at <= WEEK]
            if len(run) >= ENOUGH:
                yield Finding("again", person, tuple(one.number for one in run))
                break


def _selfmade(cases: list[Seen]) -> Iterator[Finding]:
    """The same thing is there again, reported by the same person, within three days of being mended; three times."""
    for (person, _, _), group in _by_thing(cases).items():
        chain = [group[0].number]
        for before, after in pairwise(group):
            if before.closed_at is not None and timedelta(0) <= after.at - before.closed_at <= SOON:
                chain.append(after.number)
        if len(chain) > ENOUGH:
            yield Finding("selfmade", person, tuple(chain))


def _circles(cases: list[Seen]) -> Iterator[Finding]:
    """Two people who confirm each other's reports, three times and more each way."""
    confirmed: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for one in cases:
        if one.confirmed_by is not None and one.confirmed_by != one.reporter:
            confirmed[one.reporter, one.confirmed_by].append(one.number)
    for (a, b), numbers in sorted(confirmed.items()):
        back = confirmed.get((b, a), [])
        if a < b and len(numbers) >= ENOUGH and len(back) >= ENOUGH:
            yield Finding("circle", a, tuple(sorted(numbers + back)), other=b)


def _alike(shots: list[Shot], distance: Callable[[int, int], int]) -> Iterator[Finding]:
    """Near-identical photos of one person in three different cases within a week."""
    for shot in sorted(shots, key=lambda one: (one.person, one.number)):
        like = {
            one.number
            for one in shots
            if one.person == shot.person
            and abs(one.at - shot.at) <= WEEK
            and distance(one.likeness, shot.likeness) <= _SAME
        }
        if len(like) >= ENOUGH and shot.number == min(like):
            yield Finding("alike", shot.person, tuple(sorted(like)))


_SAME = 10
"""Bits; see storage/likeness.py."""


def _by_thing(cases: list[Seen]) -> dict[tuple[int, int, str], list[Seen]]:
    found: defaultdict[tuple[int, int, str], list[Seen]] = defaultdict(list)
    for one in cases:
        found[one.reporter, one.area, one.category].append(one)
    return dict(sorted(found.items()))
