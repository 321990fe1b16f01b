"""What figures are counted from: cases, reports and lines of history of an area, for a period, at a moment."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from domain.case import ClosedHow, Happened, Status
from domain.people import Level

Key = TypeVar("Key", bound=Hashable)


class Counted(NamedTuple):
    """A case as far as figures look at it. `status`, `due_at`, `level` are those of the account's moment.

    `part_id` is the part of the account's area that it lies in; `stars` are the residents' ratings.
    """

    id: int
    part_id: int
    area_id: int
    kind: str
    category: str
    role: str
    status: Status
    filed_at: datetime
    respond_by: datetime
    first_resolve_by: datetime
    responsible_id: int | None = None
    due_at: datetime | None = None
    level: Level | None = None
    responded_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_how: ClosedHow | None = None
    stars: tuple[int, ...] = ()

    @property
    def confirmed(self) -> bool:
        """Whether somebody said that it is solved. Closing by silence never counts."""
        return self.status is Status.CLOSED and self.closed_how is not ClosedHow.SILENCE

    @property
    def solved(self) -> bool:
        """Whether the result stands: handed in and not sent back, confirmed or waiting for a word."""
        return self.status is Status.RESOLVED or self.confirmed


class Step(NamedTuple):
    """A line of history as far as figures look at it."""

    case_id: int
    at: datetime
    kind: Happened
    actor_id: int | None = None
    note: str = ""


class Sent(NamedTuple):
    """A report: about which case, by whom, when; `joined` when the case was there before."""

    case_id: int
    person_id: int
    at: datetime
    joined: bool = False


@dataclass(frozen=True)
class Account:
    """What figures are counted from: a period [since, until), as things stand at `as_of`.

    `cases` are those filed in the period, those open at `as_of`, and those that a line or a report in the period is
    about; `steps` are lines that stand, and go on to `as_of`, so that what came of the period's cases later is known.
    """

    since: datetime
    until: datetime
    as_of: datetime
    cases: dict[int, Counted]
    steps: tuple[Step, ...] = ()
    reports: tuple[Sent, ...] = ()

    def within(self, since: datetime, until: datetime) -> "Account":
        """The same for a shorter period inside this one."""
        return replace(self, since=since, until=until)

    def of(self, ids: Iterable[int]) -> "Account":
        """The same for some of the cases."""
        wanted = set(ids)
        return replace(
            self,
            cases={number: case for number, case in self.cases.items() if number in wanted},
            steps=tuple(step for step in self.steps if step.case_id in wanted),
            reports=tuple(sent for sent in self.reports if sent.case_id in wanted),
        )

    def by(self, key: Callable[[Counted], Key]) -> "dict[Key, Account]":
        """The parts that a key divides the cases into."""
        name_of = {number: key(case) for number, case in self.cases.items()}
        cases: dict[Key, dict[int, Counted]] = {name: {} for name in name_of.values()}
        steps: dict[Key, list[Step]] = {name: [] for name in cases}
        reports: dict[Key, list[Sent]] = {name: [] for name in cases}
        for number, name in name_of.items():
            cases[name][number] = self.cases[number]
        for step in self.steps:
            steps[name_of[step.case_id]].append(step)
        for sent in self.reports:
            reports[name_of[sent.case_id]].append(sent)
        return {
            name: replace(self, cases=cases[name], steps=tuple(steps[name]), reports=tuple(reports[name]))
            for name in cases
        }

    @property
    def filed(self) -> list[Counted]:
        """The cases that were filed in the period."""
        return [case for case in self.cases.values() if self.since <= case.filed_at < self.until]

    def lines(self, *kinds: Happened) -> list[Step]:
        """The lines of these kinds in the period."""
        return [step for step in self.steps if step.kind in kinds and self.since <= step.at < self.until]


def late_by(case: Counted, at: datetime) -> timedelta:
    """How long a case is overdue; nothing or less when it is not, and while its clock stands still."""
    return at - case.due_at if case.due_at is not None else timedelta(0)


def standing(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The lines, in their order, without the results that whoever handed them in took back within minutes."""
    kept: dict[int, Step] = {}
    latest: dict[int, int] = {}
    for place, step in enumerate(steps):
        kept[place] = step
        if step.kind is Happened.RESOLVED:
            latest[step.case_id] = place
        elif step.kind is Happened.UNDONE and step.note == Happened.RESOLVED and step.case_id in latest:
            kept.pop(latest.pop(step.case_id))
    return tuple(kept.values())


@dataclass(frozen=True)
class Champion:
    """Somebody who reported: so many problems, suggestions, and other matters (needs, disputes)."""

    person_id: int
    problems: int
    suggestions: int
    others: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.problems + self.suggestions + self.others


def champions(account: Account) -> list[Champion]:
    """Who reported in the period, those with the most first; what was withdrawn or refused does not count."""
    kinds: dict[int, list[str]] = {}
    for sent in account.reports:
        case = account.cases[sent.case_id]
        if account.since <= sent.at < account.until and case.status not in (Status.WITHDRAWN, Status.REFUSED):
            kinds.setdefault(sent.person_id, []).append(case.kind)
    found = [
        Champion(who, problems := had.count("problem"), said := had.count("suggestion"), len(had) - problems - said)
        for who, had in kinds.items()
    ]
    return sorted(found, key=lambda one: (-one.total, one.person_id))


def best(found: list[Champion]) -> list[Champion]:
    """Those with the most, side by side: equals share the place."""
    return [one for one in found if one.total == found[0].total]


def fixers(account: Account) -> list[tuple[int, int]]:
    """Who handed in results in the period that stand, with how many cases; the most first."""
    done: dict[int, set[int]] = {}
    for step in account.lines(Happened.RESOLVED):
        if step.actor_id is not None and account.cases[step.case_id].solved:
            done.setdefault(step.actor_id, set()).add(step.case_id)
    return sorted(((who, len(ids)) for who, ids in done.items()), key=lambda one: (-one[1], one[0]))
