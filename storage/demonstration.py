"""What a demonstration asks of the database beyond the use cases: where numbers begin, what happened last."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import delete, exists, func, insert, or_, select

from domain.case import Case, Event
from domain.deadlines import running
from storage import points_tables, tables
from storage.unit import Unit

_case = tables.cases.c
_out = tables.outbox.c


class Lived(Protocol):
    """A case that was made up whole: who reported it, its history, who met the same and when, its stars (0: none)."""

    case: Case
    reporter: int
    events: list[Event]
    also: list[tuple[int, datetime]]
    stars: int


@dataclass(frozen=True)
class Promise:
    """A message of the outbox: to which chat (Telegram's id), which view, about which case, and what became of it."""

    id: int
    telegram_id: int
    view: str
    case: int | None
    state: str
    told_at: datetime
    ended_at: datetime | None


def keep_past(unit: Unit, lives: Sequence[Lived], now: datetime) -> None:
    """Cases with their histories as if they had happened; their clocks say nothing that lies before now."""
    unit.execute(insert(tables.cases), [_case_row(unit, one.case, now) for one in lives])
    reports = [
        {"case_id": one.case.id, "person_id": one.reporter, "made_at": one.case.filed_at} | _community(one)
        for one in lives
    ]
    unit.execute(insert(tables.reports), reports)
    events = sorted((event for one in lives for event in one.events), key=lambda event: event.at)
    for event in events:
        unit.record(event)
    also = [{"case_id": one.case.id, "person_id": who, "joined_at": at} for one in lives for who, at in one.also]
    stars = [
        {"case_id": one.case.id, "person_id": one.reporter, "stars": one.stars, "rated_at": one.events[-1].at}
        for one in lives
        if one.stars
    ]
    for table, rows in ((tables.supporters, also), (tables.ratings, stars)):
        if rows:
            unit.execute(insert(table), rows)


def let_go(unit: Unit, now: datetime) -> None:
    """What the past would still owe is not owed: its messages, and the jobs that would have been done by now."""
    unit.flush()
    unit.execute(delete(tables.outbox).where(_out.state == "owed"))
    unit.execute(delete(tables.jobs).where(tables.jobs.c.due_at <= now))


def is_busy(unit: Unit, now: datetime) -> bool:
    """Whether anything is left to do by now: updates, messages, jobs; what waits for the morning is not."""
    job = tables.jobs.c
    due = or_(_out.not_before.is_(None), _out.not_before <= now)
    questions = (
        exists().where(tables.inbox.c.state == "new"),
        exists().where(or_(_out.state == "claimed", (_out.state == "owed") & due)),
        exists().where(job.state == "owed", job.due_at <= now),
    )
    return bool(unit.execute(select(or_(*questions))).scalar_one())


def newest_cases(unit: Unit, limit: int) -> list[int]:
    """The numbers of the cases that something happened to last, the latest first."""
    event = tables.events.c
    query = select(event.case_id).group_by(event.case_id).order_by(func.max(event.id).desc()).limit(limit)
    return [row.case_id for row in unit.execute(query)]


def first_reported(unit: Unit, person_telegram_id: int, area_code: str, since: datetime) -> int | None:
    """The case of the first report that a person made about an area since a moment; it may have joined an older one."""
    report, person, area = tables.reports.c, tables.people.c, tables.areas.c
    query = (
        select(_case.id)
        .join(tables.reports, report.case_id == _case.id)
        .join(tables.people, person.id == report.person_id)
        .join(tables.areas, area.id == _case.area_id)
        .where(person.telegram_id == person_telegram_id, area.code == area_code, report.made_at >= since)
        .order_by(report.id)
        .limit(1)
    )
    number: int | None = unit.execute(query).scalar()
    return number


def was_told(unit: Unit, telegram_id: int, view: str, since: datetime) -> bool:
    """Whether a message of a view has been sent to a chat since a moment."""
    chat = tables.chats.c
    query = (
        select(_out.id)
        .join(tables.chats, chat.id == _out.chat_id)
        .where(chat.telegram_id == telegram_id, _out.view == view, _out.state == "sent", _out.told_at >= since)
    )
    return unit.execute(query.limit(1)).first() is not None


def next_moment(unit: Unit, now: datetime) -> datetime | None:
    """When a case's clock, a job or a message that waits has something to do next."""
    job = tables.jobs.c
    moments = (
        select(func.min(_case.alarm_at)).where(_case.alarm_at > now),
        select(func.min(job.due_at)).where(job.state == "owed", job.due_at > now),
        select(func.min(_out.not_before)).where(_out.state == "owed", _out.not_before > now),
    )
    found = [at for query in moments if (at := unit.execute(query).scalar()) is not None]
    return min(found, default=None)


def code_shown_by(unit: Unit, telegram_id: int) -> str | None:
    """The code of the slip that a person took last and has not used."""
    slip, person = points_tables.redemptions.c, tables.people.c
    query = (
        select(slip.code)
        .join(tables.people, person.id == slip.person_id)
        .where(person.telegram_id == telegram_id, slip.state == "waiting")
        .order_by(slip.id.desc())
        .limit(1)
    )
    code: str | None = unit.execute(query).scalar()
    return code


def promises(unit: Unit, limit: int) -> list[Promise]:
    """The latest messages owed, and those that were, the latest first."""
    query = (
        select(
            _out.id, tables.chats.c.telegram_id, _out.view, _out.case_id, _out.state, _out.told_at, _out.ended_at
        )
        .join(tables.chats, tables.chats.c.id == _out.chat_id)
        .order_by(_out.id.desc())
        .limit(limit)
    )
    return [
        Promise(row.id, row.telegram_id, row.view, row.case_id, row.state, row.told_at, row.ended_at)
        for row in unit.execute(query)
    ]


def _case_row(unit: Unit, case: Case, now: datetime) -> dict[str, Any]:
    clock = running(case)
    alarm = unit.rules.pace_of(case.community_id).next_mark(clock, now) if clock else None
    row = {one.name: getattr(case, one.name) for one in fields(Case)}
    return row | {"due_at": case.due_at, "alarm_at": alarm}


def _community(life: Lived) -> dict[str, int]:
    return {"community_id": life.case.community_id}


def chats_in_other_languages(unit: Unit, language: str) -> list[Any]:
    """Chats that do not speak a language yet: rows of id, person_id."""
    chat = tables.chats.c
    return list(unit.execute(select(chat.id, chat.person_id).where(chat.language != language)))
