"""Loads what figures are counted from: a few indexed questions about one area, however much else is stored."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from domain.account import Account, Counted, Sent, Step, standing
from domain.case import OPEN, Case, ClosedHow, Happened, Status
from domain.people import Area, Level
from domain.stood import stood_at
from storage import areas, cases, tables
from storage.unit import Unit

_case = tables.cases.c
_event = tables.events.c
_report = tables.reports.c
_MANY = 500
"""So many ids go into one question."""
_COLUMNS = (
    _case.id, _case.area_id, _case.kind, _case.category, _case.role, _case.status, _case.filed_at, _case.respond_by,
    _case.first_resolve_by, _case.responsible_id, _case.due_at, _case.level, _case.responded_at, _case.resolved_at,
    _case.closed_how,
)  # fmt: skip


@dataclass(frozen=True)
class HotSpot:
    """A place where something came up so many `times`; `last` is the number of the latest case."""

    area_id: int
    category: str
    times: int
    last: int


@dataclass(frozen=True)
class Scope:
    """An area as figures divide it: the communities to look in, the areas that belong to it, and its parts.

    `part_of` says for every area below in which part (a community, a grid, a building) it lies.
    """

    area: Area
    communities: tuple[int, ...]
    part_of: dict[int, int]
    parts: dict[int, Area]
    places: dict[int, Area]


def scope_of(unit: Unit, area: Area) -> Scope:
    """The area with everything below it."""
    below = areas.below(unit, area)
    depth = len(area.path)
    part_of = {one.id: one.path[depth] if len(one.path) > depth else one.id for one in below}
    places = {one.id: one for one in below}
    communities = {one.community_id or one.id for one in below}
    return Scope(area, tuple(sorted(communities)), part_of, {key: places[key] for key in set(part_of.values())}, places)


def account_of(unit: Unit, scope: Scope, since: datetime, until: datetime, as_of: datetime) -> Account:
    """Everything that the figures of a period need, as things stood at `as_of`."""
    steps = _steps(unit, scope, since, as_of)
    reports = _reports(unit, scope, since, until)
    here = _case.community_id.in_(scope.communities)
    found = _counted(unit, scope, here, _case.filed_at >= since, _case.filed_at < as_of)
    found |= _counted(unit, scope, here, _case.status.in_(OPEN), _case.filed_at < since)
    found |= _counted(unit, scope, here, _case.status == Status.RESOLVED, _case.filed_at < since)
    mentioned = {step.case_id for step in steps} | {sent.case_id for sent in reports}
    found |= _of_ids(unit, scope, mentioned - found.keys())
    found = _as_they_stood(unit, scope, found, as_of)
    found = _with_stars(unit, found)
    return Account(
        since, until, as_of, found,
        tuple(step for step in steps if step.case_id in found),
        tuple(sent for sent in reports if sent.case_id in found),
    )  # fmt: skip


def hot_spots(unit: Unit, scope: Scope, since: datetime, until: datetime, least: int) -> list[HotSpot]:
    """Where the same thing was reported again and again, the most often first. What was void does not count."""
    times, last = func.count(), func.max(_case.id)
    query = (
        select(_case.area_id, _case.category, times.label("times"), last.label("last"))
        .where(
            _case.community_id.in_(scope.communities), _case.filed_at >= since, _case.filed_at < until,
            _case.status.not_in((Status.WITHDRAWN, Status.MERGED, Status.REFUSED)),
        )
        .group_by(_case.area_id, _case.category)
        .having(times >= least)
        .order_by(times.desc(), last.desc())
    )  # fmt: skip
    rows: Iterable[Any] = unit.execute(query)
    return [HotSpot(row.area_id, row.category, row.times, row.last) for row in rows if row.area_id in scope.part_of]


def _steps(unit: Unit, scope: Scope, since: datetime, as_of: datetime) -> tuple[Step, ...]:
    query = (
        select(_event.case_id, _event.at, _event.kind, _event.actor_id, _event.note)
        .where(_event.community_id.in_(scope.communities), _event.at >= since, _event.at <= as_of)
        .order_by(_event.id)
    )
    rows: Iterable[Any] = unit.execute(query)
    return standing(Step(row.case_id, row.at, Happened(row.kind), row.actor_id, row.note) for row in rows)


def _reports(unit: Unit, scope: Scope, since: datetime, until: datetime) -> tuple[Sent, ...]:
    query = (
        select(_report.case_id, _report.person_id, _report.made_at, (_report.made_at > _case.filed_at).label("joined"))
        .join(tables.cases, _case.id == _report.case_id)
        .where(_report.community_id.in_(scope.communities), _report.made_at >= since, _report.made_at < until)
        .order_by(_report.id)
    )
    rows: Iterable[Any] = unit.execute(query)
    return tuple(Sent(row.case_id, row.person_id, row.made_at, row.joined) for row in rows)


def _counted(unit: Unit, scope: Scope, *conditions: ColumnElement[bool]) -> dict[int, Counted]:
    query = select(*_COLUMNS).where(*conditions)
    return {row.id: _to_counted(row, scope) for row in unit.execute(query) if row.area_id in scope.part_of}


def _of_ids(unit: Unit, scope: Scope, ids: Collection[int]) -> dict[int, Counted]:
    found: dict[int, Counted] = {}
    for some in _in_batches(ids):
        found |= _counted(unit, scope, _case.id.in_(some))
    return found


def _as_they_stood(unit: Unit, scope: Scope, found: dict[int, Counted], as_of: datetime) -> dict[int, Counted]:
    """The cases whose history went on after the moment are told again from its lines up to there."""
    later = select(_event.case_id).where(_event.community_id.in_(scope.communities), _event.at > as_of).distinct()
    changed = set(unit.execute(later).scalars())
    missing = _of_ids(unit, scope, changed - found.keys())
    whole = found | {number: one for number, one in missing.items() if one.filed_at <= as_of}
    for number in changed & whole.keys():
        whole[number] = _stood(whole[number], cases.load(unit, number), cases.history(unit, number), as_of)
    return {number: one for number, one in whole.items() if number in found or one.status in (*OPEN, Status.RESOLVED)}


def _stood(now: Counted, case: Case, events: Iterable[Any], at: datetime) -> Counted:
    then = stood_at(case, events, at)
    return replace(
        now, status=then.status, due_at=then.due_at(case), level=then.level, responsible_id=then.responsible_id,
        responded_at=_by(now.responded_at, at), resolved_at=then.resolved_at, closed_how=then.closed_how,
    )  # fmt: skip


def _by(moment: datetime | None, at: datetime) -> datetime | None:
    return moment if moment is not None and moment <= at else None


def _with_stars(unit: Unit, found: dict[int, Counted]) -> dict[int, Counted]:
    stars: dict[int, list[int]] = {}
    rating = tables.ratings.c
    closed = [number for number, one in found.items() if one.status is Status.CLOSED]
    for some in _in_batches(closed):
        for row in unit.execute(select(rating.case_id, rating.stars).where(rating.case_id.in_(some))):
            stars.setdefault(row.case_id, []).append(row.stars)
    return found | {number: replace(found[number], stars=tuple(given)) for number, given in stars.items()}


def _to_counted(row: Any, scope: Scope) -> Counted:
    return Counted(
        row.id, scope.part_of[row.area_id], row.area_id, row.kind, row.category, row.role, Status(row.status),
        row.filed_at, row.respond_by, row.first_resolve_by, row.responsible_id, row.due_at,
        Level(row.level) if row.level else None, row.responded_at, row.resolved_at,
        ClosedHow(row.closed_how) if row.closed_how else None,
    )  # fmt: skip


def _in_batches(ids: Collection[int]) -> Iterable[list[int]]:
    numbers = sorted(ids)
    return (numbers[start : start + _MANY] for start in range(0, len(numbers), _MANY))
