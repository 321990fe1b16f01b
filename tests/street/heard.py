"""What people have read, and who has a case: questions that several tests ask."""

from typing import Any

from sqlalchemy import select

from simulator.chats import Chat
from simulator.street import Person
from storage import tables
from storage.unit import Unit
from tests.street.scene import Street, words


def texts(street: Street, where: Chat | Person) -> list[str]:
    """Everything that the bot has said in a chat and not deleted."""
    chat = street.chat_of(where) if isinstance(where, Person) else where
    return [words(one) for one in chat.visible if one.sender is street.bot]


async def responsible(street: Street, number: int) -> str:
    """Who has a case; empty when nobody has."""
    person = (await street.case(number)).responsible
    return person.name if person else ""


async def table(street: Street, name: str) -> list[Any]:
    """All rows of a table, in the order in which they came."""

    def ask(unit: Unit) -> list[Any]:
        rows = tables.metadata.tables[name]
        return list(unit.execute(select(rows).order_by(*rows.primary_key.columns)))

    return await street.gridbee.database.read(ask)
