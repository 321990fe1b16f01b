"""Drafts and prompts: what is waiting for a person's next word."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, or_, select, update

from domain.draft import Ask, Draft, Prompt, Stage
from domain.spoken import kept_as, kept_in
from storage import photo_rows, tables
from storage.kept import kept
from storage.unit import Unit

_row = tables.drafts.c
_prompt = tables.prompts.c


@kept
def _of_id(draft_id: int) -> Select[Any]:
    return select(tables.drafts).where(_row.id == draft_id)


@kept
def _of_id_alone(draft_id: int) -> Select[Any]:
    return select(tables.drafts).where(_row.id == draft_id).with_for_update()


@kept
def _of_album(chat_id: int, album: str) -> Select[Any]:
    return select(tables.drafts).where(_row.chat_id == chat_id, _row.album == album)


@kept
def _of_message(chat_id: int, message_id: int) -> Select[Any]:
    return select(tables.drafts).where(_row.chat_id == chat_id, _row.message_id == message_id)


@kept
def _held(chat_id: int, person_id: int, now: datetime) -> Select[Any]:
    return (
        select(tables.drafts)
        .where(
            _row.chat_id == chat_id,
            _row.person_id == person_id,
            _row.purpose == "report",
            _row.stage.in_((Stage.HELD, Stage.ASKED, Stage.PLACE)),
            or_(_row.stage != Stage.HELD, _row.expires_at > now),
        )
        .order_by(_row.id.desc())
        .limit(1)
    )


@kept
def _open_prompt_of(person_id: int, chat_id: int, now: datetime) -> Select[Any]:
    return select(tables.prompts).where(
        _prompt.person_id == person_id, _prompt.chat_id == chat_id, _prompt.expires_at > now
    )


def add(unit: Unit, **values: Any) -> Draft:
    """A new draft."""
    return _draft(unit.execute(insert(tables.drafts).values(**values).returning(tables.drafts)).one())


def find(unit: Unit, draft_id: int) -> Draft | None:
    """A draft that is still open. Where others write, one after another decides about it."""
    row = (_of_id_alone if unit.shared else _of_id)(unit, draft_id).first()
    return _draft(row) if row else None


def look_at(unit: Unit, draft_id: int) -> Draft | None:
    """A draft that is still open, only to look at it."""
    row = _of_id(unit, draft_id).first()
    return _draft(row) if row else None


def _alone(unit: Unit, row: Any) -> Draft | None:
    """What was found by something else than its number, as `find` gives it."""
    if row is None:
        return None
    return find(unit, row.id) if unit.shared else _draft(row)


def of_album(unit: Unit, chat_id: int, album: str) -> Draft | None:
    """The draft that an album's other pictures went to."""
    return _alone(unit, _of_album(unit, chat_id, album).first())


def of_message(unit: Unit, chat_id: int, message_id: int) -> Draft | None:
    """The draft that a message became."""
    return _alone(unit, _of_message(unit, chat_id, message_id).first())


def held(unit: Unit, chat_id: int, person_id: int, now: datetime) -> Draft | None:
    """The latest draft of a person in a chat that waits for its other half."""
    return _alone(unit, _held(unit, chat_id, person_id, now).first())


def asked(unit: Unit, chat_id: int, person_id: int) -> Draft | None:
    """The latest draft of a person in a chat about which they were asked something that is still open."""
    query = select(tables.drafts).where(
        _row.chat_id == chat_id, _row.person_id == person_id, _row.stage.in_((Stage.ASKED, Stage.PLACE))
    )
    return _alone(unit, unit.execute(query.order_by(_row.id.desc()).limit(1)).first())


def change(unit: Unit, draft_id: int, **values: Any) -> None:
    """Other values for some columns."""
    unit.execute(update(tables.drafts).where(_row.id == draft_id).values(**values))


def save(unit: Unit, draft: Draft) -> None:
    """A draft as it is now: what it says, what it waits for, until when."""
    names = ("stage", "text", "explicit", "forwarded", "on_behalf", "expires_at", "sent_at")
    values = {name: getattr(draft, name) for name in names}
    change(unit, draft.id, spoken=kept_as(draft.spoken), **values)


def drop(unit: Unit, draft_id: int) -> None:
    """It became a case, or was nothing: either way nothing of it stays here."""
    photo_rows.drop_of_draft(unit, draft_id)
    unit.execute(delete(tables.prompts).where(_prompt.draft_id == draft_id))
    for table in (tables.messages, tables.outbox):
        unit.execute(update(table).where(table.c.draft_id == draft_id).values(draft_id=None))
    unit.execute(delete(tables.drafts).where(_row.id == draft_id))


def open_prompt(
    unit: Unit, person_id: int, chat_id: int, kind: Ask, *, at: datetime, until: datetime, **about: Any
) -> None:
    """Put a question to a person; it takes the place of the one that was open."""
    values = {"person_id": person_id, "chat_id": chat_id, "kind": kind, "opened_at": at, "expires_at": until}
    values |= {"case_id": None, "draft_id": None, **about}
    unit.upsert(
        tables.prompts,
        values,
        key=("person_id", "chat_id"),
        change=("kind", "case_id", "draft_id", "opened_at", "expires_at"),
    )


def prompt(unit: Unit, person_id: int, chat_id: int, now: datetime) -> Prompt | None:
    """The question that is open for a person in a chat."""
    return _open(_open_prompt_of(unit, person_id, chat_id, now).first())


def asked_elsewhere(unit: Unit, person_id: int, kinds: Iterable[Ask], now: datetime) -> Prompt | None:
    """The newest question of some kinds that is open for a person in any chat."""
    query = select(tables.prompts).where(
        _prompt.person_id == person_id, _prompt.kind.in_(list(kinds)), _prompt.expires_at > now
    )
    return _open(unit.execute(query.order_by(_prompt.opened_at.desc()).limit(1)).first())


def _open(row: Any) -> Prompt | None:
    if row is None:
        return None
    return Prompt(row.id, row.person_id, row.chat_id, Ask(row.kind), row.case_id, row.draft_id, row.expires_at)


def close_prompt(unit: Unit, person_id: int, chat_id: int) -> None:
    """The question was answered."""
    unit.execute(delete(tables.prompts).where(_prompt.person_id == person_id, _prompt.chat_id == chat_id))


def close_prompts_about(unit: Unit, case_id: int, kind: Ask) -> None:
    """The question has become pointless."""
    unit.execute(delete(tables.prompts).where(_prompt.case_id == case_id, _prompt.kind == kind))


def _draft(row: Any) -> Draft:
    return Draft(
        id=row.id,
        chat_id=row.chat_id,
        person_id=row.person_id,
        purpose=row.purpose,
        stage=Stage(row.stage),
        message_id=row.message_id,
        made_at=row.made_at,
        expires_at=row.expires_at,
        album=row.album,
        text=row.text,
        case_id=row.case_id,
        area_id=row.area_id,
        on_behalf=row.on_behalf,
        anonymous=row.anonymous,
        explicit=row.explicit,
        forwarded=row.forwarded,
        spoken=kept_in(row.spoken),
        sent_at=row.sent_at,
    )
