"""Cases and everything that hangs on them."""

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, insert, or_, select, union, update

from domain.case import Case, ClosedHow, Event, Happened, Status
from domain.people import Level
from domain.sheet import SEVERAL, Photo, Report, Sheet
from domain.spoken import kept_in
from storage import areas, people, tables
from storage.kept import kept
from storage.quick import KeptByColumns
from storage.unit import Unit, clock_columns

_row = tables.cases.c
_report = tables.reports.c
_photo = tables.photos.c
_supporter = tables.supporters.c
_event = tables.events.c
_rating = tables.ratings.c
_NAMES = [one.name for one in fields(Case)]
_USUAL = {one.name: one.default for one in fields(Case)} | {"id": 0}
# A report whose chat is gone counts as private: better one photo too few in a group than one too many.
_IN_PRIVATE = (func.coalesce(tables.chats.c.kind, "private") == "private").label("in_private")
_REPORTS = select(tables.reports, _IN_PRIVATE).select_from(
    tables.reports.outerjoin(tables.chats, tables.chats.c.id == _report.chat_id)
)


@kept
def _of_id(number: int) -> Select[Any]:
    return select(tables.cases).where(_row.id == number)


@kept
def _of_id_alone(number: int) -> Select[Any]:
    return select(tables.cases).where(_row.id == number).with_for_update(key_share=True)


@kept
def _report_of_message(chat_id: int, message_id: int) -> Select[Any]:
    return _REPORTS.where(_report.chat_id == chat_id, _report.message_id == message_id)


@kept
def _report_of_album(chat_id: int, album: str) -> Select[Any]:
    return _REPORTS.where(_report.chat_id == chat_id, _report.album == album).order_by(_report.id.desc())


@kept
def _latest_report(chat_id: int, person_id: int, since: datetime) -> Select[Any]:
    here = (_report.chat_id == chat_id, _report.person_id == person_id, _report.made_at >= since)
    shown = select(_photo.id).where(_photo.report_id == _report.id, _photo.taken_at <= _report.made_at).exists()
    return _REPORTS.add_columns(shown.label("shown")).where(*here).order_by(_report.id.desc()).limit(1)


@kept
def _reports_of(case_id: int) -> Select[Any]:
    return _REPORTS.where(_report.case_id == case_id).order_by(_report.id)


@kept
def _supporters(case_id: int) -> Select[Any]:
    return select(_supporter.person_id, _supporter.joined_at).where(_supporter.case_id == case_id)


@kept
def _history(case_id: int) -> Select[Any]:
    return select(tables.events).where(_event.case_id == case_id).order_by(_event.id)


@kept
def _photos_of(case_id: int) -> Select[Any]:
    return select(tables.photos).where(_photo.case_id == case_id).order_by(_photo.id)


@kept
def _filed_like(area_id: int, category: str, since: datetime, until: datetime) -> Select[Any]:
    return select(func.count()).where(
        _row.area_id == area_id, _row.filed_at >= since, _row.filed_at <= until, _row.category == category,
        _row.status.not_in((Status.WITHDRAWN, Status.MERGED, Status.REFUSED)),
    )


@kept
def _stars(case_id: int) -> Select[Any]:
    return select(_rating.stars).where(_rating.case_id == case_id)


_NEW_CASE = KeptByColumns(lambda: insert(tables.cases).returning(_row.id))
_NEW_REPORT = KeptByColumns(lambda: insert(tables.reports).returning(_report.id))


def open_case(unit: Unit, case: Case) -> Case:
    """A new case as it is given, with its number, which is the next of the deployment."""
    values = {name: value for name in _NAMES if (value := getattr(case, name)) != _USUAL[name]}
    values |= clock_columns(case, unit.rules)
    return case.but(id=int(unit.run(_NEW_CASE, values).scalar_one()))


def load(unit: Unit, number: int) -> Case:
    """The case of a number. Raises NoResultFound."""
    return _case(_the(unit, number).one())


def find(unit: Unit, number: int) -> Case | None:
    """The case of a number, or None."""
    row = _the(unit, number).first()
    return _case(row) if row else None


def _the(unit: Unit, number: int) -> Any:
    """One after another decides about a case: what the second reads then is what the first has left."""
    return _of_id_alone(unit, number) if unit.shared else _of_id(unit, number)


def several(unit: Unit, numbers: Collection[int]) -> dict[int, Case]:
    """The cases of some numbers."""
    return {row.id: _case(row) for row in unit.execute(select(tables.cases).where(_row.id.in_(list(numbers))))}


def where(unit: Unit, *conditions: ColumnElement[bool], limit: int = 1000) -> list[Case]:
    """The cases that meet the conditions, oldest first."""
    query = select(tables.cases).where(*conditions).order_by(_row.id).limit(limit)
    return [_case(row) for row in unit.execute(query)]


def in_hand(unit: Unit, person_id: int) -> list[Case]:
    """What a person has in hand, oldest first."""
    return where(unit, _row.responsible_id == person_id, _row.status.in_(_OWED))


def owed_by(unit: Unit, person_id: int, unrouted_at: Collection[int] = ()) -> list[Case]:
    """What a person has to see to, most urgent first: hazards, what many have met, what is due first, what waits.

    That is what they have in hand, what climbed to them, and what nobody has at the areas `unrouted_at`.
    """
    mine = and_(or_(_row.responsible_id == person_id, _row.overseer_id == person_id), _row.status.in_(_OWED))
    lost = and_(_row.status == Status.FILED, _row.area_id.in_(list(unrouted_at)))
    rank = case(
        (_row.status == Status.WAITING, 3), (_row.urgency == "critical", 0), (_households() >= SEVERAL, 1), else_=2
    )
    due = func.coalesce(_row.due_at, _row.resolve_by)
    query = select(tables.cases).where(or_(mine, lost)).order_by(rank, due, _row.id).limit(1000)
    return [_case(row) for row in unit.execute(query)]


def _households() -> ColumnElement[int]:
    """How many say that they have met what a case is about."""
    told = select(_report.person_id).where(_report.case_id == _row.id, _report.withdrawn_at.is_(None))
    joined = select(_supporter.person_id).where(_supporter.case_id == _row.id)
    told, joined = told.correlate(tables.cases), joined.correlate(tables.cases)
    return select(func.count()).select_from(union(told, joined).subquery()).scalar_subquery()


def filed_like(unit: Unit, area_id: int, category: str, since: datetime, until: datetime) -> int:
    """How often something of a category came up at an area in a time, that was a case of its own."""
    return int(_filed_like(unit, area_id, category, since, until).scalar_one())


def open_in(unit: Unit, community_id: int, limit: int = 200) -> list[Case]:
    """The open cases of a community that everybody may see, the latest first."""
    query = select(tables.cases).where(
        _row.community_id == community_id, _row.private.is_(False), _row.status.in_((Status.FILED, *_OWED))
    )
    return [_case(row) for row in unit.execute(query.order_by(_row.id.desc()).limit(limit))]


def merged_into(unit: Unit, number: int) -> list[Case]:
    """The cases that became part of this one."""
    return where(unit, _row.merged_into_id == number, _row.status == Status.MERGED)


def unrouted(unit: Unit, community_id: int | None = None) -> list[Case]:
    """Cases that nobody could be found for."""
    here = [_row.community_id == community_id] if community_id else []
    return where(unit, _row.status == Status.FILED, *here)


def waiting_for(unit: Unit, person_id: int, community_ids: Collection[int]) -> list[Case]:
    """The open cases that a secretary owes a word: those that climbed to them, and those for which time is asked."""
    asked = and_(_row.community_id.in_(community_ids), _row.asked_until.is_not(None))
    query = select(tables.cases).where(
        or_(_row.overseer_id == person_id, asked), _row.status.in_((Status.FILED, *_OWED))
    )
    return [_case(row) for row in unit.execute(query.order_by(_row.due_at, _row.id).limit(200))]


def rung(unit: Unit, now: datetime, limit: int) -> list[tuple[Case, datetime]]:
    """The cases whose clock has something to say by now, with since when; the longest first."""
    query = select(tables.cases).where(_row.alarm_at <= now).order_by(_row.alarm_at).limit(limit)
    return [(_case(row), row.alarm_at) for row in unit.execute(query)]


def move_alarm(unit: Unit, number: int, was: datetime, to: datetime | None) -> bool:
    """Look at a case again then; False when somebody else has moved its alarm meanwhile."""
    moved = update(tables.cases).where(_row.id == number, _row.alarm_at == was).values(alarm_at=to)
    return bool(unit.execute(moved).rowcount)


def reported_by(unit: Unit, person_id: int, *, limit: int = 20) -> list[Case]:
    """A resident's own cases, the latest first: those they reported or joined."""
    own = select(_report.case_id).where(_report.person_id == person_id, _report.withdrawn_at.is_(None))
    joined = select(_supporter.case_id).where(_supporter.person_id == person_id)
    query = select(tables.cases).where(_row.id.in_(own.union(joined))).order_by(_row.id.desc()).limit(limit)
    return [_case(row) for row in unit.execute(query)]


def naming(unit: Unit, person_id: int) -> list[Case]:
    """The cases whose cards may name a person or hold their words: reported by them, theirs to do, or to watch over."""
    reported = select(_report.case_id).where(_report.person_id == person_id)
    return where(
        unit, or_(_row.id.in_(reported), _row.responsible_id == person_id, _row.overseer_id == person_id), limit=10_000
    )


def add_report(unit: Unit, **values: Any) -> int:
    """A person's report about a case."""
    return int(unit.run(_NEW_REPORT, values).scalar_one())


def report_of_message(unit: Unit, chat_id: int, message_id: int) -> Report | None:
    """The report that a message in a chat was, or is an album's part of."""
    row = _report_of_message(unit, chat_id, message_id).first()
    return _to_report(row) if row else None


def report_of_album(unit: Unit, chat_id: int, album: str) -> Report | None:
    """The report that an album became, or the latest of its items."""
    row = _report_of_album(unit, chat_id, album).first()
    return _to_report(row) if row else None


def report_in_words(unit: Unit, chat_id: int, person_id: int, since: datetime) -> Report | None:
    """The latest report that somebody made in a chat since then, if it came without a photo and stands."""
    row = _latest_report(unit, chat_id, person_id, since).first()
    return _to_report(row) if row is not None and not row.shown and row.withdrawn_at is None else None


def reports_of(unit: Unit, case_id: int) -> list[Report]:
    """The reports of a case, the first one first."""
    return [_to_report(row) for row in _reports_of(unit, case_id)]


def change_report(unit: Unit, report_id: int, **values: Any) -> None:
    """Other values for some columns."""
    unit.execute(update(tables.reports).where(_report.id == report_id).values(**values))


def move_reports(unit: Unit, ids: list[int], to: int) -> None:
    """Reports, with their photos, are about another case."""
    if ids:
        unit.execute(update(tables.reports).where(_report.id.in_(ids)).values(case_id=to))
        unit.execute(update(tables.photos).where(_photo.report_id.in_(ids)).values(case_id=to))


def change_text(unit: Unit, case_id: int, title: str) -> None:
    """Another title, when the reporter edited the caption."""
    unit.execute(update(tables.cases).where(_row.id == case_id).values(title=title))


def support(unit: Unit, case_id: int, person_id: int, at: datetime) -> None:
    """A neighbour met the same."""
    unit.insert_new(tables.supporters, [{"case_id": case_id, "person_id": person_id, "joined_at": at}])


def stop_supporting(unit: Unit, case_id: int, person_id: int) -> None:
    """A neighbour takes their "me too" back."""
    unit.execute(
        delete(tables.supporters).where(_supporter.case_id == case_id, _supporter.person_id == person_id)
    )


def supporters(unit: Unit, case_id: int) -> list[tuple[int, datetime]]:
    """Who met the same, and since when they say so."""
    return [(row.person_id, row.joined_at) for row in _supporters(unit, case_id)]


def rate(unit: Unit, case_id: int, person_id: int, stars: int, at: datetime) -> bool:
    """A rating; a second one takes the place of the first. False when it says the same."""
    mine = and_(_rating.case_id == case_id, _rating.person_id == person_id)
    if unit.execute(select(_rating.stars).where(mine)).scalar() == stars:
        return False
    row = {"case_id": case_id, "person_id": person_id, "stars": stars, "rated_at": at}
    unit.upsert(tables.ratings, row, key=("case_id", "person_id"), change=("stars", "rated_at"))
    return True


def were_responsible(unit: Unit, case_id: int) -> set[int]:
    """Everyone who ever had the case in hand or handed in a result for it."""
    return _served(history(unit, case_id))


def history(unit: Unit, case_id: int) -> list[Event]:
    """The history of a case, from the beginning."""
    return [_to_event(row) for row in _history(unit, case_id)]


def histories(unit: Unit, numbers: Collection[int]) -> dict[int, list[Event]]:
    """The histories of several cases, each from the beginning."""
    query = select(tables.events).where(_event.case_id.in_(list(numbers))).order_by(_event.id)
    found: dict[int, list[Event]] = {number: [] for number in numbers}
    for row in unit.execute(query):
        found[row.case_id].append(_to_event(row))
    return found


def latest(unit: Unit, case_id: int, kinds: Collection[Happened]) -> Event | None:
    """The latest line of one of these kinds in a case's history."""
    query = select(tables.events).where(_event.case_id == case_id, _event.kind.in_(kinds))
    row = unit.execute(query.order_by(_event.id.desc()).limit(1)).first()
    return _to_event(row) if row else None


def photos_of(unit: Unit, case_id: int) -> list[Photo]:
    """The photos of a case, in the order in which they came."""
    return [_to_photo(row) for row in _photos_of(unit, case_id)]


def sheet(unit: Unit, number: int, *, with_history: bool = False) -> Sheet | None:
    """A case with everything that a view needs, or None when there is no such case."""
    found = find(unit, number)
    if found is None:
        return None
    reports = reports_of(unit, number)
    events = history(unit, number) if with_history else []
    line = areas.line_from(unit, found.area_id)
    on_duty = people.holders(unit, [one.id for one in line]) if with_history else []
    return Sheet(
        case=found,
        line=line,
        people=people.several(unit, _mentioned(found, reports, events)),
        reports=tuple(reports),
        photos=tuple(photos_of(unit, number)),
        supporters=tuple(supporters(unit, number)),
        events=tuple(events),
        stars=tuple(_stars(unit, number).scalars()) if found.closed_at is not None else (),
        on_duty=frozenset(grant.person_id for grant, _ in on_duty),
        served=frozenset(_served(events)),
    )


_OWED = (Status.DISPATCHED, Status.ACCEPTED, Status.COORDINATING, Status.WAITING)


def _served(events: Iterable[Event]) -> set[int]:
    found = {one.actor_id for one in events if one.kind is Happened.RESOLVED}
    found |= {one.facts.get("to") for one in events if one.kind is not Happened.CLIMBED}
    return {one for one in found if one}


def _mentioned(found: Case, reports: Iterable[Report], events: Iterable[Event]) -> set[int]:
    ids = {found.responsible_id, found.overseer_id}
    ids |= {one.person_id for one in reports}
    for one in events:
        ids |= {one.actor_id, one.facts.get("to"), one.facts.get("from")}
    return {one for one in ids if one is not None}


def _case(row: Any) -> Case:
    values = {name: getattr(row, name) for name in _NAMES}
    values["status"] = Status(row.status)
    values["level"] = Level(row.level) if row.level else None
    values["closed_how"] = ClosedHow(row.closed_how) if row.closed_how else None
    values["former_status"] = Status(row.former_status) if row.former_status else None
    return Case(**values)


def _to_report(row: Any) -> Report:
    return Report(
        id=row.id,
        case_id=row.case_id,
        person_id=row.person_id,
        on_behalf=row.on_behalf,
        chat_id=row.chat_id,
        message_id=row.message_id,
        text=row.text,
        anonymous=row.anonymous,
        made_at=row.made_at,
        withdrawn_at=row.withdrawn_at,
        in_private=bool(row.in_private),
        spoken=kept_in(row.spoken),
        sent_at=row.sent_at,
    )


def _to_photo(row: Any) -> Photo:
    return Photo(
        id=row.id,
        purpose=row.purpose,
        round=row.round,
        file_id=row.file_id,
        as_file=row.as_file,
        state=row.state,
        path=row.path,
        taken_at=row.taken_at,
        person_id=row.person_id,
        report_id=row.report_id,
    )


def _to_event(row: Any) -> Event:
    return Event(row.case_id, row.at, row.actor_id, Happened(row.kind), row.note, row.facts)
