"""Where a person is in the schema, and what becomes of each place when they ask to be deleted.

Every column that points to people must be named in HANDLED: a test walks the schema and fails for one that is not.
What stands there without pointing to anybody is in storage/words.py.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, MetaData, Table, and_, delete, func, or_, select, update

from storage import lease_tables, points_tables, tables, time_tables  # noqa: F401  they are all on the same metadata
from storage.unit import Unit

KEEP = "keep"
"""The row stays and points to the tombstone: figures and history need it; it holds no words of theirs."""
BLANK = "blank"
"""The row stays for the figures, what the person wrote in it is blanked."""
DROP = "drop"
"""The row goes."""

HANDLED: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {
    ("grants", "person_id"): (KEEP, {}),
    ("grants", "granted_by"): (KEEP, {}),
    ("rests", "person_id"): (BLANK, {"note": ""}),
    ("rests", "given_by"): (KEEP, {}),
    ("invites", "invited_by"): (KEEP, {}),
    ("invites", "used_by"): (BLANK, {"staff_name": ""}),
    ("chats", "person_id"): (DROP, {}),
    ("chats", "bound_by"): (KEEP, {}),
    ("cases", "responsible_id"): (KEEP, {}),
    ("cases", "overseer_id"): (KEEP, {}),
    ("reports", "person_id"): (BLANK, {"text": "", "spoken": None, "on_behalf": "", "message_id": None, "album": None}),
    ("supporters", "person_id"): (KEEP, {}),
    ("looks", "person_id"): (KEEP, {}),
    ("ratings", "person_id"): (KEEP, {}),
    ("events", "actor_id"): (BLANK, {"note": ""}),
    ("photos", "person_id"): (KEEP, {}),
    ("drafts", "person_id"): (DROP, {}),
    ("prompts", "person_id"): (DROP, {}),
    ("outbox", "person_id"): (BLANK, {"facts": {}, "person_id": None, "reply_to": None}),
    ("habits", "person_id"): (DROP, {}),
    ("accounts", "person_id"): (BLANK, {"paused_why": "", "shown": "hidden"}),
    ("accounts", "paused_by"): (KEEP, {}),
    ("movements", "person_id"): (BLANK, {"note": ""}),
    ("movements", "actor_id"): (KEEP, {}),
    ("proposals", "person_id"): (BLANK, {"reason": ""}),
    ("proposals", "proposed_by"): (KEEP, {}),
    ("proposals", "settled_by"): (KEEP, {}),
    ("flags", "person_id"): (BLANK, {"evidence": {}}),
    ("flags", "looked_by"): (KEEP, {}),
    ("rewards", "made_by"): (KEEP, {}),
    ("redemptions", "person_id"): (KEEP, {}),
    ("redemptions", "ended_by"): (KEEP, {}),
    ("activities", "lead_id"): (KEEP, {}),
    ("sign_ups", "person_id"): (KEEP, {}),
    ("sign_ups", "confirmed_by"): (KEEP, {}),
    ("plots", "person_id"): (BLANK, {"photo": None}),
    ("plots", "confirmed_by"): (KEEP, {}),
    ("check_points", "person_id"): (KEEP, {}),
}


def columns_with_people(schema: MetaData = tables.metadata) -> set[tuple[str, str]]:
    """Every column of the schema that points to a person."""
    return {
        (table.name, key.parent.name)
        for table in schema.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "people"
    }


def rows_of(unit: Unit, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row that points to a person, and the person's own, by table; times as ISO text."""
    found = {"people": _plain(unit, tables.people, tables.people.c.id == person_id)}
    for name in sorted({table for table, _ in HANDLED}):
        table = tables.metadata.tables[name]
        mine = or_(*(table.c[column] == person_id for other, column in HANDLED if other == name))
        if rows := _plain(unit, table, mine):
            found[name] = rows
    if updates := _plain(unit, tables.inbox, _parked_of(found["people"][0]["telegram_id"])):
        found["inbox"] = updates
    return found


def photos_of(unit: Unit, person_id: int) -> list[int]:
    """The photos that a person took."""
    return list(unit.execute(select(tables.photos.c.id).where(tables.photos.c.person_id == person_id)).scalars())


def erase(unit: Unit, person_id: int, at: datetime) -> None:
    """Blank or drop what is handled so, end the grants, and leave the tombstone."""
    mine = tables.people.c.id == person_id
    telegram_id = unit.execute(select(tables.people.c.telegram_id).where(mine)).scalar_one()
    _blank_titles(unit, person_id)
    _drop_private_chat(unit, person_id)
    _drop_unsent(unit, person_id, at)
    _erase_parked(unit, telegram_id)
    for (name, column), (what, blank) in HANDLED.items():
        table = tables.metadata.tables[name]
        if what == BLANK:
            unit.execute(update(table).where(table.c[column] == person_id).values(**blank))
        elif what == DROP and name != "chats":
            _drop_rows(unit, table, column, person_id)
    ended = tables.grants.c
    unit.execute(
        update(tables.grants).where(ended.person_id == person_id, ended.ended_at.is_(None)).values(ended_at=at)
    )
    gone: dict[str, Any] = dict.fromkeys(("telegram_id", "own_language", "home_id", "away_until"))
    gone |= {"name": "", "staff_name": "", "language": unit.rules.language, "greeted": False, "deleted_at": at}
    gone |= {"rests_until": None, "rests_wholly": False}
    unit.execute(update(tables.people).where(mine).values(gone))


def _blank_titles(unit: Unit, person_id: int) -> None:
    # A case is called by its first reporter's words; whoever came later has not named it.
    report = tables.reports.c
    firsts = select(func.min(report.id)).group_by(report.case_id)
    named = select(report.case_id).where(report.person_id == person_id, report.id.in_(firsts))
    unit.execute(update(tables.cases).where(tables.cases.c.id.in_(named)).values(title=""))
    _blank_merged_titles(unit, person_id)


def _blank_merged_titles(unit: Unit, person_id: int) -> None:
    # The reports of a merged case belong to another one now; its history says which they were.
    report, event, case = tables.reports.c, tables.events.c, tables.cases.c
    made = select(report.id, report.case_id).where(report.person_id == person_id)
    mine = {row.id: row.case_id for row in unit.execute(made)}
    merged = select(event.case_id, event.facts).join(tables.cases, case.id == event.case_id).where(
        event.kind == "merged", case.merged_into_id.in_(set(mine.values()))
    )
    named = [row.case_id for row in unit.execute(merged) if min(row.facts.get("reports") or [0]) in mine]
    unit.execute(update(tables.cases).where(case.id.in_(named)).values(title=""))


def _erase_parked(unit: Unit, telegram_id: int | None) -> None:
    if telegram_id is not None:
        blank = {"raw": None, "error": None, "lane": 0}
        unit.execute(update(tables.inbox).where(_parked_of(telegram_id)).values(blank))


def _parked_of(telegram_id: int | None) -> ColumnElement[bool]:
    """The parked updates of a person: from their private chat, or with their id in what is kept of it."""
    row = tables.inbox.c
    said = [row.raw.contains(f'"id":{space}{telegram_id}{end}') for space in ("", " ") for end in ",}"]
    return and_(row.state == "parked", row.raw.is_not(None), or_(row.lane == telegram_id, *said))


def _drop_rows(unit: Unit, table: Table, column: str, person_id: int) -> None:
    if table is tables.drafts:
        own = select(tables.drafts.c.id).where(tables.drafts.c.person_id == person_id)
        unit.execute(tables.photos.delete().where(tables.photos.c.draft_id.in_(own)))
        unit.execute(tables.prompts.delete().where(tables.prompts.c.draft_id.in_(own)))
        for other in (tables.messages, tables.outbox):
            unit.execute(update(other).where(other.c.draft_id.in_(own)).values(draft_id=None))
    unit.execute(delete(table).where(table.c[column] == person_id))


def _drop_private_chat(unit: Unit, person_id: int) -> None:
    # The last word ("everything is deleted") still has to be delivered: the chat stays, but is nobody's.
    mine = tables.chats.c.person_id == person_id
    chat_id = unit.execute(select(tables.chats.c.id).where(mine)).scalar()
    if chat_id is None:
        return
    unit.execute(delete(tables.messages).where(tables.messages.c.chat_id == chat_id))
    unit.execute(delete(tables.outbox).where(tables.outbox.c.chat_id == chat_id, tables.outbox.c.state != "claimed"))
    unit.execute(update(tables.reports).where(tables.reports.c.chat_id == chat_id).values(chat_id=None))
    unit.execute(update(tables.chats).where(mine).values(person_id=None, title="", closed=False))


def _drop_unsent(unit: Unit, person_id: int, at: datetime) -> None:
    # What is still owed to them in a group can't be said without the words that are about to go.
    row = tables.outbox.c
    unsent = row.state.in_(("owed", "claimed"))
    unit.execute(update(tables.outbox).where(row.person_id == person_id, unsent).values(state="dropped", ended_at=at))


def _plain(unit: Unit, table: Table, where: Any) -> list[dict[str, Any]]:
    rows = unit.execute(select(table).where(where)).mappings()
    return [
        {key: value.isoformat() if isinstance(value, date | time) else value for key, value in row.items()}
        for row in rows
    ]


def forget_chat(unit: Unit, chat_id: int) -> None:
    """A private chat that is nobody's any more loses Telegram's id; what was still owed to it is dropped."""
    unit.execute(delete(tables.outbox).where(tables.outbox.c.chat_id == chat_id, tables.outbox.c.state != "claimed"))
    unit.execute(delete(tables.messages).where(tables.messages.c.chat_id == chat_id))
    lane = select(tables.chats.c.telegram_id).where(tables.chats.c.id == chat_id).scalar_subquery()
    free = lease_tables.lanes.c.until.is_(None)  # one that is being served is forgotten with the other idle ones
    unit.execute(delete(lease_tables.lanes).where(lease_tables.lanes.c.lane == lane, free))
    values = {"telegram_id": -_FORGOTTEN - chat_id, "title": "", "closed": True}
    unit.execute(update(tables.chats).where(tables.chats.c.id == chat_id).values(values))


_FORGOTTEN = 10**15
"""No chat of Telegram's has an id beyond this."""
