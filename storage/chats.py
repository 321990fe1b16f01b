"""Groups and private chats, and the messages of ours that stand in them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, bindparam, delete, exists, or_, select, update

from domain.case import Status
from domain.chats import Chat, Mode, Purpose, Where
from storage import points_tables, tables
from storage.kept import kept, remembered
from storage.quick import KeptByColumns
from storage.unit import Unit

_row = tables.chats.c
_message = tables.messages.c
_owed = tables.outbox.c


_CHANGE_MESSAGE = KeptByColumns(lambda: update(tables.messages).where(_message.id == bindparam("known_id")))


def _chat(row: Any) -> Chat:
    return Chat(
        id=row.id,
        telegram_id=row.telegram_id,
        kind=row.kind,
        title=row.title,
        language=row.language,
        person_id=row.person_id,
        area_id=row.area_id,
        purpose=Purpose(row.purpose),
        mode=Mode(row.mode),
        closed=row.closed,
        reactions=row.reactions,
    )


@remembered(_chat)
def _of_telegram_id(telegram_id: int) -> Select[Any]:
    return select(tables.chats).where(_row.telegram_id == telegram_id)


@remembered(_chat)
def _of_id(chat_id: int) -> Select[Any]:
    return select(tables.chats).where(_row.id == chat_id)


@remembered(_chat)
def _of_building(area_id: int) -> Select[Any]:
    return select(tables.chats).where(_row.area_id == area_id, _row.purpose == Purpose.BUILDING)


@kept
def _where_reported(case_id: int) -> Select[Any]:
    reported = tables.reports.join(tables.chats, _row.id == tables.reports.c.chat_id)
    open_group = (tables.reports.c.case_id == case_id, _row.kind != "private", _row.closed.is_(False))
    return select(_row.id).select_from(reported).where(*open_group).order_by(tables.reports.c.id)


@kept
def _message_of_id(chat_id: int, message_id: int) -> Select[Any]:
    return select(tables.messages).where(_message.chat_id == chat_id, _message.message_id == message_id)


@kept
def _card(chat_id: int, name: str) -> Select[Any]:
    return select(tables.messages).where(_message.chat_id == chat_id, _message.card == name)


@kept
def _cards_standing(case_id: int) -> Select[Any]:
    return select(_message.chat_id, _message.card, _message.view).where(
        _message.case_id == case_id, _message.card.is_not(None), _message.view.not_like("menu.%")
    )


@kept
def _cards_coming(case_id: int) -> Select[Any]:
    return select(_owed.chat_id, _owed.card, _owed.view).where(
        _owed.case_id == case_id, _owed.card.is_not(None), _owed.view.not_like("menu.%"),
        _owed.state.in_(("owed", "claimed")),
    )  # fmt: skip


@kept
def _take_name_from(chat_id: int, name: str) -> Update:
    return update(tables.messages).where(_message.chat_id == chat_id, _message.card == name).values(card=None)


def meet(unit: Unit, where: Where, person_id: int | None = None) -> Chat:
    """The chat of an update, remembered from now on. A message from a chat that had closed opens it again."""
    known: Chat | None = _of_telegram_id(unit, where.telegram_id).first()
    if known is None:
        values = {
            "telegram_id": where.telegram_id,
            "kind": where.kind,
            "title": where.title[:255],
            "person_id": person_id,
            "language": unit.rules.language,
        }
        unit.insert_new(tables.chats, [values])
        return meet(unit, where, person_id)
    if known.closed or known.title != where.title[:255] or known.person_id != person_id:
        changes = {"closed": False, "title": where.title[:255], "person_id": person_id}
        unit.execute(update(tables.chats).where(_row.id == known.id).values(changes))
        return replace(chat(unit, known.id), reopened=known.closed)
    return known


def chat(unit: Unit, chat_id: int) -> Chat:
    """The chat of our id."""
    known: Chat = _of_id(unit, chat_id).one()
    return known


def find(unit: Unit, chat_id: int) -> Chat | None:
    """The chat of our id, or None."""
    known: Chat | None = _of_id(unit, chat_id).first()
    return known


def by_telegram_id(unit: Unit, telegram_id: int) -> Chat | None:
    """The chat of Telegram's id, if we know it."""
    known: Chat | None = _of_telegram_id(unit, telegram_id).first()
    return known


def of_building(unit: Unit, area_id: int) -> Chat | None:
    """The group of a building, if there is one."""
    known: Chat | None = _of_building(unit, area_id).first()
    return known


def where_shown(unit: Unit, case_id: int, area_id: int) -> list[int]:
    """The groups in which a case was reported, and the one of its building; those that are closed to us left out."""
    own = of_building(unit, area_id)
    found = [*_where_reported(unit, case_id).scalars(), *([own.id] if own is not None and not own.closed else [])]
    return list(dict.fromkeys(found))


def bound(unit: Unit) -> list[Chat]:
    """Every group that is bound to an area."""
    query = select(tables.chats).where(_row.area_id.is_not(None), _row.kind != "private").order_by(_row.id)
    return [_chat(row) for row in unit.execute(query)]


def change(unit: Unit, chat_id: int, **values: Any) -> None:
    """Other values for some columns."""
    unit.execute(update(tables.chats).where(_row.id == chat_id).values(**values))


def wait_until(unit: Unit) -> list[Any]:
    """The chats that Telegram asked us to leave alone for a while: rows of telegram_id, wait_until."""
    query = select(_row.telegram_id, _row.wait_until).where(_row.wait_until.is_not(None))
    return list(unit.execute(query))


def migrate(unit: Unit, old: int, new: int) -> list[Any]:
    """A group became a supergroup: its id changes everywhere at once, and the old message ids mean nothing.

    Returns the cards that stood there: rows of chat_id, card, view, case_id. Nothing happens when it was told before.
    """
    rows = {row.telegram_id: row for row in unit.execute(select(tables.chats).where(_row.telegram_id.in_((old, new))))}
    if old not in rows or old == new:
        return []
    if new in rows and rows[new].id < rows[old].id:  # it has moved before; late news made a chat of the old id anew
        _move_rows(unit, rows[old].id, rows[new].id)
        return []
    group = rows[old].id
    lost = list(unit.execute(delete(tables.messages).where(_message.chat_id == group).returning(*_message)))
    _forget_ids(unit, group)
    if new in rows:  # the first message of the supergroup came before the note that tells of the move
        _move_rows(unit, rows[new].id, group)
    change(unit, group, telegram_id=new, kind="supergroup", closed=False, wait_until=None)
    return [row for row in lost if row.card is not None and row.case_id is not None]


def _forget_ids(unit: Unit, chat_id: int) -> None:
    report, draft, owed = tables.reports, tables.drafts, tables.outbox
    unit.execute(update(report).where(report.c.chat_id == chat_id).values(message_id=None, album=None))
    # a draft must have an id of its own; no message has a negative one
    unit.execute(update(draft).where(draft.c.chat_id == chat_id).values(message_id=-draft.c.id, album=None))
    unit.execute(update(owed).where(owed.c.chat_id == chat_id).values(reply_to=None))


def _move_rows(unit: Unit, newcomer: int, group: int) -> None:
    for table in (tables.reports, tables.drafts, points_tables.activities):
        unit.execute(update(table).where(table.c.chat_id == newcomer).values(chat_id=group))
    unit.execute(update(tables.outbox).where(_owed.chat_id == newcomer).values(chat_id=group, card=None))
    for table in (tables.messages, tables.prompts):
        unit.execute(delete(table).where(table.c.chat_id == newcomer))
    unit.execute(delete(tables.chats).where(_row.id == newcomer))


def message(unit: Unit, chat_id: int, message_id: int) -> Any:
    """Our message of a Telegram id: row of view, card, case_id, draft_id, or None."""
    return _message_of_id(unit, chat_id, message_id).first()


def card(unit: Unit, chat_id: int, name: str) -> Any:
    """The message that is the card `name` in a chat, or None."""
    return _card(unit, chat_id, name).first()


def cards_of(unit: Unit, case_id: int) -> list[Any]:
    """The cards of a case that are to be kept true, those on their way included: rows of chat_id, card, view."""
    found = [*_cards_coming(unit, case_id), *_cards_standing(unit, case_id)]
    return list({(row.chat_id, row.card): row for row in found}.values())


def cards_in(unit: Unit, chat_id: int, since: datetime) -> list[Any]:
    """The cards in a chat of cases that are open or were closed after `since`: rows of card, view, case_id."""
    query = (
        select(_message.card, _message.view, _message.case_id)
        .join(tables.cases, tables.cases.c.id == _message.case_id)
        .where(_message.chat_id == chat_id, _message.card.is_not(None), _message.view.not_like("menu.%"))
        .where(or_(tables.cases.c.closed_at.is_(None), tables.cases.c.closed_at > since))
        .order_by(_message.id)
    )
    return list(unit.execute(query))


def reports_without_card(unit: Unit, chat_id: int, statuses: Collection[Status]) -> list[Any]:
    """The reports of a chat about public cases in `statuses` with no card there: rows of case_id, message_id."""
    report, case = tables.reports.c, tables.cases.c
    shown = select(_message.id).where(
        _message.chat_id == chat_id, _message.case_id == case.id, _message.view == "card.group"
    )
    query = (
        select(report.case_id, report.message_id)
        .join(tables.cases, case.id == report.case_id)
        .where(report.chat_id == chat_id, case.private.is_(False), case.status.in_(statuses), ~exists(shown))
        .order_by(report.id)
    )
    return list(unit.execute(query))


def messages_of(unit: Unit, case_id: int, view: str) -> list[Any]:
    """Our messages of one kind about a case."""
    return list(
        unit.execute(select(tables.messages).where(_message.case_id == case_id, _message.view == view))
    )


def questions_of(unit: Unit, draft_id: int) -> list[Any]:
    """Our messages that asked about a draft."""
    return list(unit.execute(select(tables.messages).where(_message.draft_id == draft_id)))


def remember_message(unit: Unit, **values: Any) -> None:
    """A message of ours was delivered. A new card takes the place of the old one of that name."""
    if values.get("card"):
        _take_name_from(unit, values["chat_id"], values["card"])
    unit.upsert(
        tables.messages,
        values,
        key=("chat_id", "message_id"),
        change=("view", "card", "case_id", "draft_id", "has_photo", "sent_at"),
    )


def retire_card(unit: Unit, chat_id: int, name: str) -> None:
    """The next message of this card is a new one: the old one keeps its place but not its name."""
    row = card(unit, chat_id, name)
    if row is not None:
        change_message(unit, row.id, card=f"{name}:{row.message_id}")


def change_message(unit: Unit, row_id: int, **values: Any) -> None:
    """Other values for some columns of a message."""
    unit.run(_CHANGE_MESSAGE, {**values, "known_id": row_id})


def change_card(unit: Unit, chat_id: int, name: str, **values: Any) -> None:
    """Other values for some columns of the message that is the card `name`."""
    unit.execute(update(tables.messages).where(_message.chat_id == chat_id, _message.card == name).values(**values))


def forget_message(unit: Unit, chat_id: int, message_id: int) -> None:
    """A message of ours is gone."""
    unit.execute(
        delete(tables.messages).where(_message.chat_id == chat_id, _message.message_id == message_id)
    )


def silence(unit: Unit, telegram_id: int, until: datetime | None) -> None:
    """Remember that Telegram asked to leave this chat alone until then."""
    unit.execute(update(tables.chats).where(_row.telegram_id == telegram_id).values(wait_until=until))
