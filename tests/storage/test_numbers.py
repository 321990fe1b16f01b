"""Numbers that buttons, jobs and once-keys go by are never used again, however much is deleted."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from domain.chats import Picture, Where
from domain.draft import Stage
from domain.people import Who
from storage import chats, drafts, people, photo_rows, queues, tables
from storage.database import Database
from storage.unit import Unit
from tests.storage.conftest import NOON


def draft_with_photo(unit: Unit) -> tuple[int, int]:
    """A draft and its photo, which are dropped again; their numbers."""
    person = people.meet(unit, Who(7, "王阿姨", None), NOON)
    chat = chats.meet(unit, Where(-1001, "supergroup", "3栋邻居群"))
    draft = drafts.add(
        unit, chat_id=chat.id, person_id=person.id, purpose="report", stage=Stage.ASKED, message_id=5, made_at=NOON,
        expires_at=NOON,
    )
    [photo] = photo_rows.add(unit, (Picture("file", "unique"),), at=NOON, person_id=person.id, draft_id=draft.id)
    drafts.drop(unit, draft.id)
    return draft.id, photo


async def test_a_dropped_draft_and_its_photo_leave_their_numbers(database: Database) -> None:
    """The next ones are called otherwise: what was asked about the first is asked about the second as well."""
    first, second = [await database.run(draft_with_photo) for _ in range(2)]
    assert second[0] > first[0]
    assert second[1] > first[1]


async def test_the_inbox_counts_on_after_it_was_emptied(database: Database) -> None:
    """A quiet week: the next update has a larger number than all before, so whoever reads on finds it."""

    def take(unit: Unit, update: int) -> Any:
        queues.take_in(unit, [queues.Taken(update, 1, "{}")], NOON)
        return unit.execute(select(func.max(tables.inbox.c.id))).scalar_one()

    first = await database.run(take, 100)
    await database.run(queues.mark_done, first, NOON)
    await database.run(queues.forget_done, NOON + timedelta(days=8))
    assert await database.run(take, 7) > first
