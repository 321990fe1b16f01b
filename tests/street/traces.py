"""What is left behind: in the tables, in the photo store, in the chats."""

import asyncio
from typing import Any

from sqlalchemy import func, select

from simulator import acts
from simulator.chats import Chat
from simulator.contents import Sent, said
from simulator.messages import Message
from simulator.server import PATIENCE
from simulator.street import Person
from storage import tables
from storage.unit import Unit
from tests.street.scene import Street, picture, words

_KEPT = ("drafts", "photos", "reports", "cases", "prompts")


async def left(street: Street) -> dict[str, int]:
    """How many rows of what people sent there are, with the raw updates that were not erased; empty ones left out."""

    def count(unit: Unit) -> dict[str, int]:
        found = {name: _count(unit, select(func.count()).select_from(tables.metadata.tables[name])) for name in _KEPT}
        found["raw"] = _count(unit, select(func.count()).where(tables.inbox.c.raw.is_not(None)))
        return {name: number for name, number in found.items() if number}

    return await street.gridbee.database.read(count)


async def rows(street: Street, name: str) -> list[Any]:
    """A table, in the order of its ids."""
    table = tables.metadata.tables[name]

    def ask(unit: Unit) -> list[Any]:
        return list(unit.execute(select(table).order_by(*table.primary_key.columns)))

    return await street.gridbee.database.read(ask)


async def parked(street: Street) -> list[Any]:
    """The updates that could not be handled."""
    return [one for one in await rows(street, "inbox") if one.state == "parked"]


async def number_of_cases(street: Street) -> int:
    """How many cases there are."""
    return (await left(street)).get("cases", 0)


async def claimed(street: Street, view: str) -> None:
    """Wait until the sender has taken a message of this kind in hand."""
    async with asyncio.timeout(PATIENCE):
        while not any(one.state == "claimed" and one.view == view for one in await rows(street, "outbox")):
            await asyncio.sleep(0.01)


def spoken(street: Street, where: Chat | Person) -> list[str]:
    """Everything of the bot that stands in a chat."""
    chat = street.chat_of(where) if isinstance(where, Person) else where
    return [words(one) for one in chat.visible if one.sender is street.bot]


def shows(
    person: Person, chat: Chat, caption: str = "", *, album: str, photo: bytes | None = None,
    reply_to: Message | None = None,
) -> Message:
    """One item of an album, with its own caption."""
    content = said(person.state, Sent(photo=photo or picture(), caption=caption or None))
    return acts.post(person.state, chat, person, content, album=album, reply_to=reply_to)


def _count(unit: Unit, query: Any) -> int:
    return int(unit.execute(query).scalar_one())
