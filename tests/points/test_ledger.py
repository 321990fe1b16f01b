"""The ledger on both databases: once a cause, reversals, oldest first, expiry and its warning, and leaving."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.points import Rule
from storage import ledger, points_tables, shop, tables
from storage.database import Database
from storage.unit import Unit
from tests.points.book import COMMUNITY, NOON, actor, balance, check_books, give, rules_for
from usecases.award_points import reverse
from usecases.own_data import delete_me
from usecases.redeem import redeem
from usecases.tell_points import expire_points

MONTHS = timedelta(days=31)


async def kinds(database: Database) -> list[tuple[str, int, int]]:
    """The ledger as (kind, points, balance)."""
    query = select(points_tables.movements).order_by(points_tables.movements.c.id)
    rows = await database.read(lambda unit: list(unit.execute(query)))
    return [(row.kind, row.points, row.balance) for row in rows]


async def told(database: Database, view: str) -> list[dict[str, object]]:
    """What is owed under a view."""
    query = select(tables.outbox.c.facts).where(tables.outbox.c.view == view).order_by(tables.outbox.c.id)
    return await database.read(lambda unit: list(unit.execute(query).scalars()))


async def test_twenty_at_once_pay_one_cause_once(database: Database) -> None:
    """However often and for whomever the same cause is claimed."""
    points = await asyncio.gather(*(database.run(give, 1 + number % 3, 7, "hours:5") for number in range(20)))
    assert sorted(points) == [0] * 19 + [7]
    await database.read(check_books)


async def test_the_day_of_reporting_ends_at_twenty(database: Database) -> None:
    """By the day of the report, not of its confirmation; what was taken back makes room again."""
    database_points = [await database.run(give, 1, 8, f"report:{number}", NOON, Rule.REPORT) for number in range(4)]
    assert database_points == [8, 8, 4, 0]
    next_day = NOON + timedelta(days=1)
    assert await database.run(give, 1, 8, "report:9", next_day, Rule.REPORT) == 8
    first = (await database.read(lambda unit: ledger.standing(unit, cause="report:0")))[0]
    await database.run(reverse, first, next_day)
    assert await database.run(give, 1, 8, "report:3", NOON, Rule.REPORT) == 8


async def test_taken_back_after_it_was_spent(database: Database) -> None:
    """No overdraft: what is gone stays gone, and is not paid a second time when the cause proves true after all."""
    await database.run(give, 1, 10, "hours:1")
    values = {"community_id": COMMUNITY, "name": "纸", "price": 8, "stock": 5, "made_at": NOON}
    reward = await database.run(lambda unit: shop.add_reward(unit, **values))
    await database.run(lambda unit: redeem(unit, actor(unit, 1), reward, NOON))
    row = (await database.read(lambda unit: ledger.standing(unit, cause="hours:1")))[0]
    assert await database.run(reverse, row, NOON) == 2
    assert await database.run(reverse, row, NOON) == 0
    assert await database.run(give, 1, 10, "hours:1") == 2
    assert await kinds(database) == [("award", 10, 10), ("redeemed", -8, 2), ("reversal", -2, 0), ("award", 2, 2)]
    await database.read(check_books)


async def test_the_oldest_expire_first_with_one_warning(database: Database) -> None:
    """Warned once a month before; spending takes the old ones, so only what is left of them goes."""
    database.rules = rules_for()
    await database.run(give, 1, 10, "hours:1", NOON)
    await database.run(give, 1, 10, "hours:2", NOON + 6 * MONTHS)
    values = {"community_id": COMMUNITY, "name": "抽纸", "price": 4, "stock": 5, "made_at": NOON}
    reward = await database.run(lambda unit: shop.add_reward(unit, **values))
    await database.run(lambda unit: redeem(unit, actor(unit, 1), reward, NOON + 7 * MONTHS))
    mine = await database.read(lambda unit: ledger.account_of(unit, COMMUNITY, 1))
    assert mine is not None
    due = await database.read(_due)
    assert due == datetime.fromisoformat("2028-05-01T16:00:00+00:00")
    for _ in range(2):
        await database.run(expire_points, mine.id, due)
    assert await told(database, "points.warning") == [{"points": 6, "reward": "抽纸", "on": "2028-05-31"}]
    assert await database.read(balance, 1) == 16
    for _ in range(2):
        await database.run(expire_points, mine.id, await database.read(_due))
    assert await database.read(balance, 1) == 10
    assert (await kinds(database))[-1] == ("expired", -6, 10)
    await database.read(check_books)


def _due(unit: Unit) -> datetime:
    jobs = tables.jobs.c
    due: datetime = unit.execute(
        select(jobs.due_at).where(jobs.kind == "points_expiry", jobs.state == "owed")
    ).scalar_one()
    return due


async def test_who_leaves_is_closed_at_zero(database: Database) -> None:
    """What waits is given back to the shelf, the rest to the community; the entries stay under a tombstone."""
    await database.run(give, 1, 20, "hours:1")
    values = {"community_id": COMMUNITY, "name": "纸", "price": 8, "stock": 1, "made_at": NOON}
    reward = await database.run(lambda unit: shop.add_reward(unit, **values))
    await database.run(lambda unit: redeem(unit, actor(unit, 1), reward, NOON))
    await database.run(lambda unit: delete_me(unit, actor(unit, 1), "确定", NOON))
    assert await kinds(database) == [("award", 20, 20), ("redeemed", -8, 12), ("returned", 8, 20), ("closed", -20, 0)]
    assert (await database.read(shop.reward, reward)).stock == 1
    await database.read(check_books)
