"""A group becomes a supergroup, and we are told in any order, more than once, on either kind of database."""

import asyncio
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from domain.chats import Purpose, Where
from domain.people import Level, Who
from storage import areas, cases, chats, drafts, people, tables
from storage.database import Database, DatabaseAway
from storage.unit import Unit
from tests.made_up import new_case
from tests.storage.conftest import NOON
from usecases.access import introduce
from usecases.bind_group import group_moved

OLD, NEW = -4001, -1002001
WHO = Who(5_000_000_001, "王阿姨")


def bound_group(unit: Unit) -> None:
    """A basic group with an open and a closed case, their cards, a draft, and something owed."""
    area = areas.add(unit, {"code": "C", "name": "凤凰城", "level": Level.COMMUNITY}, None)
    me = people.meet(unit, WHO, NOON)
    group = chats.meet(unit, Where(OLD, "group", "3栋"))
    chats.change(unit, group.id, area_id=area.id, purpose=Purpose.STATION)
    for number, closed in ((1, None), (2, NOON)):
        case = cases.open_case(unit, new_case(area.id, NOON, closed_at=closed))
        cases.add_report(
            unit, community_id=area.id, case_id=case.id, person_id=me.id, chat_id=group.id, message_id=number,
            album="a", made_at=NOON,
        )  # fmt: skip
        if closed:
            unit.mark(case, status="withdrawn")
        chats.remember_message(
            unit, chat_id=group.id, message_id=100 + number, view="card.group", card=f"group:{case.id}", case_id=case.id,
            draft_id=None, has_photo=False, sent_at=NOON,
        )  # fmt: skip
    drafts.add(
        unit, chat_id=group.id, person_id=me.id, purpose="report", stage="held", message_id=7, album="b", made_at=NOON,
        expires_at=NOON,
    )  # fmt: skip
    unit.tell(group.id, "say", at=NOON, reply_to=2, key="x")


def service_in_old(unit: Unit) -> None:
    introduce(unit, WHO, Where(OLD, "group", "3栋"), NOON)
    group_moved(unit, OLD, NEW, NOON)


def service_in_new(unit: Unit) -> None:
    introduce(unit, Who(1087968824, "Group"), Where(NEW, "supergroup", "3栋"), NOON)
    group_moved(unit, OLD, NEW, NOON)


def refusal(unit: Unit) -> None:
    group_moved(unit, OLD, NEW, NOON)


def somebody_writes(unit: Unit) -> None:
    actor = introduce(unit, WHO, Where(NEW, "supergroup", "3栋"), NOON)
    if actor.chat.area_id is None:
        unit.tell(actor.chat.id, "say", at=NOON, reply_to=1, key="group.unbound")


def rows(unit: Unit, name: str) -> list[Any]:
    table = tables.metadata.tables[name]
    return list(unit.execute(select(table).order_by(table.c.id)))


NEWS = {"old": service_in_old, "new": service_in_new, "refusal": refusal, "words": somebody_writes}


@pytest.mark.parametrize("order", [*permutations(("old", "new")), *permutations(("old", "new", "words", "refusal"))])
async def test_the_group_moves_once_whatever_is_heard_first(database: Database, order: tuple[str, ...]) -> None:
    await database.run(bound_group)
    for news in order:
        await database.run(NEWS[news])
    (group,) = await database.read(rows, "chats")
    assert (group.telegram_id, group.kind, group.purpose, group.closed) == (NEW, "supergroup", "station", False)
    assert await database.read(rows, "messages") == []
    assert [(one.chat_id, one.message_id, one.album) for one in await database.read(rows, "reports")] == [
        (group.id, None, None), (group.id, None, None),
    ]  # fmt: skip
    (draft,) = await database.read(rows, "drafts")
    assert (draft.message_id < 0, draft.album) == (True, None)
    owed = await database.read(rows, "outbox")
    assert [one.card for one in owed if one.card] == ["group:1"]
    assert {one.chat_id for one in owed} == {group.id}
    assert owed[0].reply_to is None


async def test_new_messages_of_the_supergroup_keep_their_numbers(database: Database) -> None:
    await database.run(bound_group)
    await database.run(service_in_old)
    (group,) = await database.read(rows, "chats")
    await database.run(lambda unit: unit.tell(group.id, "say", at=NOON, reply_to=1, key="x"))
    await database.run(service_in_new)
    await database.run(refusal)
    assert (await database.read(rows, "outbox"))[-1].reply_to == 1


async def test_a_group_that_is_told_to_move_to_itself_stays(database: Database) -> None:
    await database.run(bound_group)
    await database.run(lambda unit: group_moved(unit, OLD, OLD, NOON))
    assert [one.telegram_id for one in await database.read(rows, "chats")] == [OLD]
    assert len(await database.read(rows, "messages")) == 2


def test_whatever_points_to_a_chat_is_known_to_its_move() -> None:
    """A new table that does must be moved, or forgotten, in `storage.chats.migrate`; then it may be named here."""
    pointing = {
        one.name for one in tables.metadata.sorted_tables for key in one.foreign_keys if key.column.table is tables.chats
    }
    assert pointing == {"reports", "drafts", "activities", "outbox", "messages", "prompts"}


async def test_a_chat_that_had_closed_opens_with_the_first_message(database: Database) -> None:
    where = Where(NEW, "supergroup", "3栋")
    met = await database.run(chats.meet, where)
    await database.run(lambda unit: chats.change(unit, met.id, closed=True))
    assert (await database.run(chats.meet, Where(NEW, "supergroup", "新名字"))).closed is False
    assert (await database.read(chats.chat, met.id)).title == "新名字"


async def test_both_services_at_the_same_moment(database: Database) -> None:
    """Two lanes, two workers: neither is lost, whoever is first."""
    await database.run(bound_group)
    await asyncio.gather(*(_told(database, news) for news in (service_in_old, service_in_new, refusal, somebody_writes)))
    (group,) = await database.read(rows, "chats")
    assert (group.telegram_id, group.purpose) == (NEW, "station")


async def _told(database: Database, news: Any) -> None:
    while True:
        try:
            await database.run(news)
        except DatabaseAway:
            await asyncio.sleep(0.01)
        else:
            return
