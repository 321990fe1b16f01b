"""The sender where other processes write beside it, on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import migrate, queues
from storage.tables import chats
from storage.unit import Unit
from tests.postgres import Cluster
from tests.storage.shared import Server
from tests.street.desk import Desk, open_desk


@pytest.fixture
async def desk(tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """What is owed is never read afresh here, so that only the numbers say what is missing."""
    monkeypatch.setattr("bot.sender.AFRESH", 3600.0)
    async with open_desk(tmp_path, postgres.fresh()) as desk:
        yield desk


@pytest.fixture
def other(desk: Desk) -> Iterator[Server]:
    """Another process's connection to the same database."""
    engine = migrate.sync_engine(desk.settings.storage.database)
    yield Server(engine, desk.gridbee.database.rules)
    engine.dispose()


def owe(unit: Unit, desk: Desk, text: str) -> None:
    chat_id = unit.execute(select(chats.c.id).where(chats.c.telegram_id == desk.group.id)).scalar_one()
    values = {"key": "refusal.no_such_person", "values": {"name": text}}
    unit.tell(chat_id, "say", at=desk.clock.now(), **values)


async def test_a_message_that_was_committed_late_is_not_passed_over(desk: Desk, other: Server) -> None:
    """Its number is smaller than that of one that was sent already."""
    await desk.owes(desk.group, "hello")
    await desk.until_hears(desk.group, "hello")
    with other.open() as slow:
        owe(slow, desk, "began first")
        slow.flush()
        await desk.owes(desk.group, "was quicker")
        await desk.until_hears(desk.group, "hello", "was quicker")
    await desk.owes(desk.group, "came after")
    await desk.until(lambda: {"began first", "came after"} <= set(desk.heard(desk.group)))


async def test_a_message_that_another_sender_took_over_is_left_to_it(desk: Desk, other: Server) -> None:
    """Ours was under way when the other one owed it anew: what we say about it afterwards changes nothing."""
    desk.sim.faults.delay(0.5, "sendMessage")
    await desk.owes(desk.group, "once")
    await desk.until(lambda: desk.sim.world.calls_of("sendMessage") and "once" in str(desk.sim.world.calls_of("sendMessage")[-1]))
    other.run(queues.claimed_before)
    with other.open() as unit:
        taken = queues.claim(unit, queues.owed(unit, 0)[0].id)
    await desk.until(lambda: "once" in desk.heard(desk.group))
    await desk.owes(desk.wang.chat_with(desk.bot), "settled")
    await desk.until_hears(desk.wang, "settled")
    with other.open() as unit:
        assert queues.claim(unit, taken.id) is None
        assert not queues.owed(unit, 0)
