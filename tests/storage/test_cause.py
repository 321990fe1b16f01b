"""What is owed remembers the update that set it off."""

from typing import Any

from sqlalchemy import select

from domain.chats import Where
from storage import chats, tables
from storage.cause import set_off_by
from storage.database import Database
from storage.unit import Unit
from tests.storage.conftest import NOON


def owe(unit: Unit, group: int) -> None:
    """A message and a job."""
    unit.tell(chats.meet(unit, Where(group, "group")).id, "say", at=NOON)
    unit.later("fetch_photo", 5, NOON)


async def test_what_a_unit_owes_remembers_its_update(database: Database) -> None:
    """Messages and jobs; what no update set off has none; a job that is asked for again keeps its first."""
    with set_off_by(77):
        await database.run(owe, -1)
    await database.run(owe, -2)

    def found(unit: Unit) -> tuple[Any, ...]:
        owed = unit.execute(select(tables.outbox.c.update_id).order_by(tables.outbox.c.id)).scalars()
        return list(owed), list(unit.execute(select(tables.jobs.c.update_id)).scalars())

    assert await database.read(found) == ([77, None], [77])
