"""What is owed: said once, one intent a card, and never an update that gets lost between two."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from domain.chats import Where
from domain.rules import Rules
from storage import chats, migrate, queues, tables
from storage.database import Database
from storage.unit import Priority, Unit
from tests.postgres import Cluster
from tests.storage.conftest import NOON

GROUP = Where(-1001, "supergroup", "3栋邻居群")


def meet_group(unit: Unit) -> int:
    return chats.meet(unit, GROUP).id


def outbox(unit: Unit) -> list[Any]:
    return list(unit.execute(select(tables.outbox).order_by(tables.outbox.c.id)))


def states(unit: Unit) -> list[str]:
    return [row.state for row in outbox(unit)]


@pytest.fixture
async def group(database: Database) -> int:
    return await database.run(meet_group)


async def test_what_was_said_once_is_not_said_again(database: Database, group: int) -> None:
    for text in ("one", "two"):
        await database.run(lambda unit, text=text: unit.tell(group, "say", at=NOON, once="late:1", text=text))
    await database.run(lambda unit: queues.settle(unit, outbox(unit)[0].id, "sent", NOON))
    await database.run(lambda unit: unit.tell(group, "say", at=NOON, once="late:1", text="three"))
    assert await database.read(states) == ["sent"]


async def test_an_unclaimed_card_takes_in_what_follows(database: Database, group: int) -> None:
    def told(unit: Unit, priority: Priority, **facts: Any) -> None:
        unit.tell(group, "menu.category", at=NOON, card="menu:1", priority=priority, **facts)

    await database.run(lambda unit: unit.tell(group, "card.group", at=NOON, card="group:1", reply_to=7))
    await database.run(told, Priority.EDIT, group="roads")
    await database.run(told, Priority.ANSWER, group="lamps")
    await database.run(lambda unit: unit.tell(group, "card.group", at=NOON, card="group:1", priority=Priority.EDIT))
    card, menu = await database.read(outbox)
    assert (card.reply_to, card.priority) == (7, Priority.ANSWER)
    assert (menu.facts, menu.priority) == ({"group": "lamps"}, Priority.ANSWER)


async def test_what_waits_for_its_hour_goes_with_what_may_not_wait(database: Database, group: int) -> None:
    """An edit waits along with it; a new duty, or an answer, takes it with it at once."""
    later = NOON + timedelta(hours=9)

    def told(unit: Unit, priority: Priority, not_before: datetime | None = None) -> None:
        unit.tell(group, "card.watch", at=NOON, card="watch:1", priority=priority, not_before=not_before)

    await database.run(told, Priority.DUTY, later)
    for priority, expected in ((Priority.EDIT, later), (Priority.CARD, later), (Priority.DUTY, None)):
        await database.run(told, priority)
        assert [row.not_before for row in await database.read(outbox)] == [expected]


async def test_a_card_in_flight_gets_one_successor(database: Database, group: int) -> None:
    def told(unit: Unit) -> None:
        unit.tell(group, "card.group", at=NOON, card="group:1")

    await database.run(told)
    claimed = await database.run(lambda unit: queues.claim(unit, outbox(unit)[0].id))
    for _ in range(3):
        await database.run(told)
    assert await database.read(states) == ["claimed", "owed"]
    assert await database.run(queues.claim, claimed.id) is None


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_card_that_could_not_be_sent_takes_in_its_successor(
    database: Database, group: int, restarted: bool
) -> None:
    await database.run(lambda unit: unit.tell(group, "card.group", at=NOON, card="group:1", reply_to=7))
    first = await database.run(lambda unit: queues.claim(unit, outbox(unit)[0].id))
    await database.run(lambda unit: unit.tell(group, "card.later", at=NOON, card="group:1", said="news"))
    if restarted:
        await database.run(queues.claimed_before)
    else:
        await database.run(queues.owe_again, first.id, "Bad Gateway")
    one, other = await database.read(outbox)
    assert (one.state, one.view, one.facts, one.reply_to) == ("owed", "card.later", {"said": "news"}, 7)
    assert (other.state, other.facts) == ("dropped", {})


async def test_what_a_message_said_is_forgotten_when_it_has_ended(database: Database, group: int) -> None:
    for end in ("sent", "dropped", "failed"):
        await database.run(lambda unit: unit.tell(group, "case.added", at=NOON, text="我是王阿姨"))
        await database.run(lambda unit, end=end: queues.settle(unit, outbox(unit)[-1].id, end, NOON))
    for _ in range(2):
        await database.run(lambda unit: unit.tell(group, "case.added", at=NOON, text="我是王阿姨"))
    await database.run(lambda unit: queues.drop(unit, [outbox(unit)[-1].id], NOON))
    await database.run(queues.drop_for_chat, group, NOON)
    assert [(row.state, row.facts) for row in await database.read(outbox)] == [
        ("sent", {}), ("dropped", {}), ("failed", {}), ("failed", {}), ("dropped", {}),
    ]  # fmt: skip


async def test_an_update_that_was_dealt_with_says_nothing_any_more(database: Database) -> None:
    taken = [queues.Taken(77, 5_000_000_001, '{"text": "王阿姨"}')]
    await database.run(queues.take_in, taken, NOON)
    await database.run(queues.take_in, taken, NOON)
    (row,) = await database.read(queues.waiting, 0)
    await database.run(queues.mark_done, row.id, NOON)
    with pytest.raises(queues.HandledAlready):
        await database.run(queues.mark_done, row.id, NOON)
    (kept,) = await database.read(lambda unit: list(unit.execute(select(tables.inbox))))
    assert (kept.update_id, kept.state, kept.raw, kept.lane) == (77, "done", None, 0)


async def test_cards_on_their_way_are_cards_of_the_case(database: Database, group: int) -> None:
    def number(unit: Unit) -> int:
        area = unit.execute(
            insert(tables.areas).values(code="C", name="C", level="community", path="1").returning(tables.areas.c.id)
        ).scalar_one()
        times = dict.fromkeys(("filed_at", "respond_by", "resolve_by", "first_resolve_by"), NOON)
        values = {"community_id": area, "area_id": area, "kind": "problem", "category": "other", "urgency": "normal"}
        row = insert(tables.cases).values(**values, **times, title="灯", status="filed").returning(tables.cases.c.id)
        return int(unit.execute(row).scalar_one())

    case = await database.run(number)

    async def cards() -> list[tuple[int, str]]:
        return [(row.chat_id, row.card) for row in await database.read(chats.cards_of, case)]

    await database.run(lambda unit: unit.tell(group, "card.group", at=NOON, card="group:1", case_id=case))
    await database.run(lambda unit: unit.tell(group, "menu.category", at=NOON, card="menu:1", case_id=case))
    assert await cards() == [(group, "group:1")]
    flying = await database.run(lambda unit: queues.claim(unit, outbox(unit)[0].id))
    assert await cards() == [(group, "group:1")]
    await database.run(queues.settle, flying.id, "sent", NOON)
    assert await cards() == []


@contextmanager
def open_unit(engine: Engine, rules: Rules) -> Iterator[Unit]:
    with engine.begin() as connection:
        unit = Unit(connection, rules)
        yield unit
        unit.flush()


def test_a_card_that_changes_is_not_claimed_before_the_change_is_there(postgres: Cluster, rules: Rules) -> None:
    engine = migrate.sync_engine(postgres.fresh())
    with open_unit(engine, rules) as unit:
        chat = meet_group(unit)
        unit.tell(chat, "card.group", at=NOON, card="group:1")
    claimed: list[Any] = []

    def claim() -> None:
        with open_unit(engine, rules) as sender:
            claimed.append(queues.claim(sender, 1))

    claiming = threading.Thread(target=claim)
    with open_unit(engine, rules) as unit:
        unit.tell(chat, "card.group", at=NOON, card="group:1")
        unit.flush()
        claiming.start()
        claiming.join(0.1)
        assert not claimed
    claiming.join(5)
    assert claimed[0].id == 1
    engine.dispose()


def test_a_card_that_is_being_claimed_gets_a_successor(postgres: Cluster, rules: Rules) -> None:
    engine = migrate.sync_engine(postgres.fresh())
    with open_unit(engine, rules) as unit:
        chat = meet_group(unit)
        unit.tell(chat, "card.group", at=NOON, card="group:1")

    def change() -> None:
        with open_unit(engine, rules) as other:
            other.tell(chat, "card.group", at=NOON, card="group:1")

    changing = threading.Thread(target=change)
    with open_unit(engine, rules) as sender:
        assert queues.claim(sender, 1).id == 1
        changing.start()
        changing.join(0.1)
    changing.join(5)
    with open_unit(engine, rules) as unit:
        assert states(unit) == ["claimed", "owed"]
    engine.dispose()
