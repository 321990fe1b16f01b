"""The shop on the street: put on the shelf, taken, picked up once, given back; and fifty people after the last ten."""

import asyncio
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from domain.errors import Refusal
from domain.passbook import Statement, StatementRow
from storage import points_tables, shop
from storage.database import Database
from storage.unit import Unit
from tests.points.book import COMMUNITY, NOON, PEOPLE, actor, balance, check_books, give, rules_for
from tests.street.scene import Street, labels, picture, words
from usecases.keep_shop import month_called, read_reward
from usecases.redeem import cancel, hand_over, redeem
from views.catalog import Catalogs
from views.workbooks import statement_workbook, table_csv

TISSUES = "/reward 抽纸 1 提；2 分；1 件；每人每月 1；老王超市"


async def earn(street: Street, caption: str = "门口垃圾桶坏了") -> None:
    """王阿姨 reports, 陈师傅 mends, she confirms."""
    number = await street.report(caption)
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.press(street.chen, street.card(street.chen, number), "办好了")
    await street.says(street.chen, street.bot, photo=picture("navy"), caption="换好了")
    await street.press(street.wang, street.last(street.group), "解决了")


async def test_from_the_shelf_to_her_hands(street: Street) -> None:
    """The secretary puts it there, 王阿姨 takes it, 李〇晴 scans the code and hands it over, once."""
    street.wang.starts(street.bot)
    await earn(street)
    await street.says(street.zhou, street.bot, TISSUES)
    assert "1 号 抽纸 1 提 上架了：2 分，1 件。" in words(street.last(street.zhou))
    await street.says(street.zhou, street.bot, photo=picture("khaki"), caption="/reward 米；50 分；1 件")
    assert "2 号 米 上架了：50 分，1 件。" in words(street.last(street.zhou)), "a photo with the line under it"
    await street.says(street.wang, street.bot, "/shop")
    shelf = street.last(street.wang)
    assert "抽纸 1 提  2 分，还有 1 件，每人每月 1 件\n" in words(shelf)
    assert words(shelf).endswith("您现在 6 分。")
    assert "米" in labels(shelf), "to look at"
    await street.press(street.wang, shelf, "换抽纸 1 提（2 分）")
    slip = street.last(street.wang)
    assert slip.photo
    assert "取货码" in words(slip)
    code = words(slip).split("取货码 ")[1][:9].replace(" ", "")
    street.li.starts(street.bot, f"g-{code}")
    await street.settled()
    seen = street.last(street.li)
    assert words(seen) == "王阿姨 来领 抽纸 1 提，2 分。"
    press = await street.press(street.li, seen, "已经交给他了")
    assert press.answer.text == "抽纸 1 提交给王阿姨了，记好了。"
    assert "已经领走了" in words(slip)
    assert labels(slip) == []
    again = await street.says(street.li, street.bot, f"/pickup {code}")
    assert again is not None
    assert words(street.last(street.li)) == "抽纸 1 提已交给王阿姨（2 分）。"


@pytest.mark.parametrize(
    ("words", "month"),
    [("", "2026-05"), ("2026-06", "2026-06"), ("2026-6", "2026-06"), ("3月", "2026-03"), ("12", "2025-12"), ("13月", "")],
)
def test_how_a_month_is_called(words: str, month: str) -> None:
    """A month without its year is the last one that there was."""
    if month:
        assert month_called(words, NOON.date()) == month
    else:
        with pytest.raises(Refusal, match=r"shop\.which_month"):
            month_called(words, NOON.date())


async def test_fifty_people_after_the_last_ten(database: Database) -> None:
    """At once: exactly ten succeed, the others are told kindly and keep their points."""
    reward = await database.run(
        lambda unit: shop.add_reward(unit, community_id=COMMUNITY, name="油", price=15, stock=10, made_at=NOON)
    )
    await database.run(lambda unit: [give(unit, number, 20, f"hours:1:{number}") for number in range(1, 51)])

    def take(unit: Unit, number: int) -> None:
        redeem(unit, actor(unit, number), reward, NOON)

    tries = await asyncio.gather(*(database.run(take, number) for number in range(1, 51)), return_exceptions=True)
    refused = [one for one in tries if isinstance(one, Refusal)]
    assert tries.count(None) == 10
    assert {one.key for one in refused} == {"shop.sold_out"}
    assert len(refused) == 40
    assert (await database.read(shop.reward, reward)).stock == 0
    left = await database.read(lambda unit: [balance(unit, number) for number in range(1, 51)])
    assert sorted(left) == [5] * 10 + [20] * 40
    await database.read(check_books)


async def test_one_code_is_handed_over_once(database: Database) -> None:
    """Ten of the staff scan the same code in the same moment."""
    reward = await database.run(
        lambda unit: shop.add_reward(unit, community_id=COMMUNITY, name="油", price=15, stock=10, made_at=NOON)
    )
    await database.run(give, 1, 20, "hours:1:1")
    await database.run(lambda unit: redeem(unit, actor(unit, 1), reward, NOON))

    def hand(unit: Unit, number: int) -> None:
        unit.rules = replace(unit.rules, operators=frozenset(range(1001, 1001 + PEOPLE)))
        hand_over(unit, actor(unit, number), 1, NOON)

    def undo(unit: Unit) -> None:
        cancel(unit, actor(unit, 1), 1, NOON)

    tries = await asyncio.gather(
        *(database.run(hand, number) for number in range(2, 12)), database.run(undo), return_exceptions=True
    )
    assert len([one for one in tries if one is None]) == 1
    assert all(isinstance(one, Refusal) for one in tries if one is not None)
    await database.read(check_books)


async def test_the_limit_counts_a_month(database: Database) -> None:
    """One a month each: the second one waits for the next month; a cancelled one does not count."""
    reward = await database.run(
        lambda unit: shop.add_reward(
            unit, community_id=COMMUNITY, name="油", price=5, stock=10, per_person=1, made_at=NOON
        )
    )
    await database.run(give, 1, 20, "hours:1:1")
    await database.run(lambda unit: redeem(unit, actor(unit, 1), reward, NOON))
    with pytest.raises(Refusal, match=r"shop\.limit"):
        await database.run(lambda unit: redeem(unit, actor(unit, 1), reward, NOON))
    await database.run(lambda unit: cancel(unit, actor(unit, 1), 1, NOON))
    await database.run(lambda unit: redeem(unit, actor(unit, 1), reward, NOON))
    assert await database.read(balance, 1) == 15
    rows = await database.read(lambda unit: list(unit.execute(select(points_tables.redemptions.c.state)).scalars()))
    assert rows == ["cancelled", "waiting"]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("抽纸 1 提；20 分；10 件；每人每月 1；老王超市", ("抽纸 1 提", 20, 10, 1, "老王超市")),
        ("Oil; 150 points; 3 pieces", ("Oil", 150, 3, None, "")),
        ("雨伞，5 分，1 件", ("雨伞", 5, 1, None, "")),
        ("米\n80分\n5袋 5 个", None),
        ("米", None),
        ("米；0 分；3 件", None),
    ],
)
def test_how_a_reward_is_written(line: str, read: object) -> None:
    """Fields in any order after the name; without a price or a number the way to write it is told."""
    if read is None:
        with pytest.raises(Refusal, match=r"shop\.how"):
            read_reward(line)
    else:
        assert read_reward(line) == read


def test_the_statement_is_a_workbook_without_formulas() -> None:
    """By reward with totals, by partner; a name that looks like a formula is text."""
    rules = rules_for()
    rows = (StatementRow("=1+1", "油", 15, 3, 2, 1), StatementRow("老王", "纸", 5, 1, 1, 0))
    one = Statement("凤凰城", "2026-05", rows, ((1, NOON, "油", "=1+1", 15, "handed", NOON),))
    book = load_workbook(BytesIO(statement_workbook(one, Catalogs()("zh_CN"), rules.zone)))
    sheet = book["按东西"]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == "=1+1"
    assert [cell.value for cell in sheet[4]][3:] == [4, 3, 1, 35]
    partners = [[cell.value for cell in row] for row in book["按商家"].iter_rows(min_row=2)]
    assert partners == [["=1+1", 2, 30], ["老王", 1, 5]]
    assert table_csv(("a", "b"), [("=1+1", 3), (None, -3)], rules.zone).splitlines() == ["a,b", "'=1+1,3", ",-3"]
