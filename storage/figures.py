"""Loads what figures are counted from: a few indexed questions about one area, however much else is stored."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam, func, select

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
_rating = tables.ratings.c

# Statements that stay the same are built once: the building takes longer than the answer.
_HERE: BindParameter[Any] = bindparam("communities", expanding=True)
_SINCE: BindParameter[Any] = bindparam("since")
_UNTIL: BindParameter[Any] = bindparam("until")
_AS_OF: BindParameter[Any] = bindparam("as_of")
_CASES = select(
    _case.id, _case.area_id, _case.kind, _case.category, _case.role, _case.status, _case.filed_at, _case.respond_by,
    _case.first_resolve_by, _case.responsible_id, _case.due_at, _case.level, _case.responded_at, _case.resolved_at,
    _case.closed_how,
)  # fmt: skip
_FILED = _CASES.where(_case.community_id.in_(_HERE), _case.filed_at >= _SINCE, _case.filed_at < _AS_OF)
_FILED_BY_AREA = (
    select(_case.area_id, func.count())
    .where(_case.community_id.in_(_HERE), _case.filed_at >= _SINCE, _case.filed_at < _AS_OF)
    .group_by(_case.area_id)
)
_STANDING = _CASES.where(_case.community_id.in_(_HERE), _case.status.in_((*OPEN, Status.RESOLVED)))
"""By their status alone: with a bound on the time of filing a database reads a community's whole past for them."""
_OF_IDS = _CASES.where(_case.id.in_(bindparam("ids", expanding=True)))
_SPOTS = (
    select(
        _case.area_id, _case.category, (_times := func.count()).label("times"),
        (_last := func.max(_case.id)).label("last"),
    )
    .where(
        _case.community_id.in_(_HERE), _case.filed_at >= _SINCE, _case.filed_at < _AS_OF,
        _case.status.not_in((Status.WITHDRAWN, Status.MERGED, Status.REFUSED)),
    )
    .group_by(_case.area_id, _case.category)
    .having(_times >= bindparam("least"))
    .order_by(_times.desc(), _last.desc())
)  # fmt: skip
_STEPS = (
    select(_event.case_id, _event.at, _event.kind, _event.actor_id, _event.note)
    .where(_event.community_id.in_(_HERE), _event.at >= _SINCE, _event.at <= _AS_OF)
    .order_by(_event.id)
)
_LATER = select(_event.case_id).where(_event.community_id.in_(_HERE), _event.at > _AS_OF).distinct()
_REPORTS = (
    select(_report.case_id, _report.person_id, _report.made_at, _report.made_at > _case.filed_at)
    .join(tables.cases, _case.id == _report.case_id)
    .where(_report.community_id.in_(_HERE), _report.made_at >= _SINCE, _report.made_at < _UNTIL)
    .order_by(_report.id)
)
_STARS = (
    select(_rating.case_id, _rating.stars)
    .join(tables.cases, _case.id == _rating.case_id)
    .where(_case.community_id.in_(_HERE), _case.filed_at >= _SINCE)
)


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
    found = _counted(unit, scope, _FILED, communities=scope.communities, since=since, as_of=as_of)
    standing_now = _counted(unit, scope, _STANDING, communities=scope.communities)
    found |= {number: one for number, one in standing_now.items() if one.filed_at < as_of}
    mentioned = {step.case_id for step in steps} | {sent.case_id for sent in reports}
    found |= _of_ids(unit, scope, mentioned - found.keys())
    found = _as_they_stood(unit, scope, found, as_of)
    found = _with_stars(unit, scope, found, since)
    return Account(
        since, until, as_of, found,
        tuple(step for step in steps if step.case_id in found),
        tuple(sent for sent in reports if sent.case_id in found),
    )  # fmt: skip


def filed_between(unit: Unit, scope: Scope, since: datetime, until: datetime) -> int:
    """How many cases were filed in a time."""
    values = {"communities": scope.communities, "since": since, "as_of": until}
    rows: Iterable[Any] = unit.execute(_FILED_BY_AREA, values)
    return sum(times for area_id, times in rows if area_id in scope.part_of)


def hot_spots(unit: Unit, scope: Scope, since: datetime, until: datetime, least: int) -> list[HotSpot]:
    """Where the same thing was reported again and again, the most often first. What was void does not count."""
    values = {"communities": scope.communities, "since": since, "as_of": until, "least": least}
    rows: Iterable[Any] = unit.execute(_SPOTS, values)
    return [HotSpot(row.area_id, row.category, row.times, row.last) for row in rows if row.area_id in scope.part_of]


def _steps(unit: Unit, scope: Scope, since: datetime, as_of: datetime) -> tuple[Step, ...]:
    rows: Iterable[Any] = unit.execute(_STEPS, {"communities": scope.communities, "since": since, "as_of": as_of})
    return standing(Step(number, at, Happened(kind), actor, note) for number, at, kind, actor, note in rows)


def _reports(unit: Unit, scope: Scope, since: datetime, until: datetime) -> tuple[Sent, ...]:
    rows: Iterable[Any] = unit.execute(_REPORTS, {"communities": scope.communities, "since": since, "until": until})
    return tuple(Sent(number, who, at, joined) for number, who, at, joined in rows)


def _counted(unit: Unit, scope: Scope, query: Executable, **values: Any) -> dict[int, Counted]:
    rows: Iterable[Any] = unit.execute(query, values)
    return {row[0]: _to_counted(row, scope) for row in rows if row[1] in scope.part_of}


def _of_ids(unit: Unit, scope: Scope, ids: Collection[int]) -> dict[int, Counted]:
    found: dict[int, Counted] = {}
    for some in _in_batches(ids):
        found |= _counted(unit, scope, _OF_IDS, ids=some)
    return found


def _as_they_stood(unit: Unit, scope: Scope, found: dict[int, Counted], as_of: datetime) -> dict[int, Counted]:
    """The cases whose history went on after the moment are told again from its lines up to there."""
    changed = set(unit.execute(_LATER, {"communities": scope.communities, "as_of": as_of}).scalars())
    missing = _of_ids(unit, scope, changed - found.keys())
    whole = found | {number: one for number, one in missing.items() if one.filed_at <= as_of}
    for some in _in_batches(changed & whole.keys()):
        histories = cases.histories(unit, some)
        for number, case in cases.several(unit, some).items():
            whole[number] = _stood(whole[number], case, histories[number], as_of)
    return {number: one for number, one in whole.items() if number in found or one.status in (*OPEN, Status.RESOLVED)}


def _stood(now: Counted, case: Case, events: Iterable[Any], at: datetime) -> Counted:
    then = stood_at(case, events, at)
    return now._replace(
        status=then.status, due_at=then.due_at(case), level=then.level, responsible_id=then.responsible_id,
        responded_at=_by(now.responded_at, at), resolved_at=then.resolved_at, closed_how=then.closed_how,
    )  # fmt: skip


def _by(moment: datetime | None, at: datetime) -> datetime | None:
    return moment if moment is not None and moment <= at else None


def _with_stars(unit: Unit, scope: Scope, found: dict[int, Counted], since: datetime) -> dict[int, Counted]:
    """The stars of the cases filed since then; no rate asks for those of others."""
    stars: dict[int, list[int]] = {}
    rows: Iterable[Any] = unit.execute(_STARS, {"communities": scope.communities, "since": since})
    for number, given in rows:
        stars.setdefault(number, []).append(given)
    return found | {
        number: found[number]._replace(stars=tuple(some))
        for number, some in stars.items() if number in found and found[number].status is Status.CLOSED
    }  # fmt: skip


def _to_counted(row: Any, scope: Scope) -> Counted:
    (
        number, area_id, kind, category, role, status, filed_at, respond_by, resolve_by, who, due_at, level,
        responded_at, resolved_at, how,
    ) = row  # fmt: skip
    return Counted(
        number, scope.part_of[area_id], area_id, kind, category, role, Status(status), filed_at, respond_by, resolve_by,
        who, due_at, Level(level) if level else None, responded_at, resolved_at, ClosedHow(how) if how else None,
    )  # fmt: skip


def _in_batches(ids: Collection[int]) -> Iterable[list[int]]:
    numbers = sorted(ids)
    return (numbers[start : start + _MANY] for start in range(0, len(numbers), _MANY))
