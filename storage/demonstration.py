"""What a demonstration asks of the database beyond the use cases: where numbers begin, what happened last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text

from storage import tables
from storage.unit import Unit

_case = tables.cases.c
_out = tables.outbox.c


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


def begin_numbers_at(unit: Unit, number: int) -> None:
    """The first case gets this number. Only for a new SQLite file."""
    unit.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('cases', :last)"), {"last": number - 1})


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


def chats_in_other_languages(unit: Unit, language: str) -> list[Any]:
    """Chats that do not speak a language yet: rows of id, person_id."""
    chat = tables.chats.c
    return list(unit.execute(select(chat.id, chat.person_id).where(chat.language != language)))
