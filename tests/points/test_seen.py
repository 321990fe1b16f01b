"""Points on the street: a confirmed report is paid, told in one line, shown in the passbook, ranked."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from storage import points_tables
from tests.street.scene import Street, picture, words

_MOVES = select(points_tables.movements).order_by(points_tables.movements.c.id)


async def moves(street: Street) -> list[tuple[str, str, int]]:
    """The whole ledger: (kind, rule, points)."""
    rows = await street.gridbee.database.read(lambda unit: list(unit.execute(_MOVES)))
    return [(row.kind, row.rule, row.points) for row in rows]


async def solve(street: Street, caption: str = "门口垃圾桶坏了") -> int:
    """王阿姨 reports, 张叔 met the same, 陈师傅 mends it, 王阿姨 says so."""
    number = await street.report(caption)
    await street.press(street.zhang, street.card(street.group, number), "我也遇到")
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.press(street.chen, street.card(street.chen, number), "办好了")
    await street.says(street.chen, street.bot, photo=picture("navy"), caption="换好了")
    await street.press(street.wang, street.last(street.group), "解决了")
    return number


async def evening(street: Street) -> None:
    """The clock strikes eight and what is due is done."""
    zone = street.gridbee.database.rules.zone
    local = street.clock.now().astimezone(zone)
    eight = local.replace(hour=20, minute=0, second=5)
    street.clock.shift((eight if eight > local else eight + timedelta(days=1)) - local)
    await street.settled()


async def test_points_come_after_the_confirmation(street: Street) -> None:
    """Nothing at posting; the first reporter, the neighbour who met the same and the look at the result are paid."""
    street.wang.starts(street.bot)
    await street.report()
    assert await moves(street) == []
    await solve(street, "楼道灯不亮了")
    assert await moves(street) == [
        ("award", "report", 2), ("award", "resolved", 3), ("award", "verify", 1), ("award", "same", 1),
    ]


async def test_one_line_a_day_and_a_passbook(street: Street) -> None:
    """In the evening one line, with a button that opens the passbook as picture and words."""
    street.wang.starts(street.bot)
    await solve(street)
    before = len(street.chat_of(street.wang).visible)
    await evening(street)
    line = street.last(street.wang)
    assert len(street.chat_of(street.wang).visible) == before + 1
    assert words(line) == "今天积分 +6：上报 1 件 +2，办成 1 件 +3，看过结果 1 件 +1。\n现在 6 分。"
    await street.press(street.wang, line, "看存折")
    page = street.last(street.wang)
    assert page.photo
    assert "王阿姨 的积分存折：6 分" in words(page)
    assert "门口垃圾桶坏了 1号，属实  +2" in words(page)


async def test_who_never_opened_the_chat_is_nudged_once(street: Street) -> None:
    """A reaction under the report and, once, a line without any figure."""
    await solve(street)
    await evening(street)
    lines = [words(one) for one in street.group.visible if "积分" in words(one)]
    assert lines == ["这件事给您记了积分。存折我私下给您看。"]
    await solve(street, "楼道灯不亮了")
    await evening(street)
    assert len([one for one in street.group.visible if "积分" in words(one)]) == 1


async def test_refused_later_is_taken_back_and_both_stay(street: Street) -> None:
    """Reopened and then refused: reversals, visible; confirmed again it is paid again, once."""
    number = await solve(street)
    await street.says(street.wang, street.group, f"还没好 {number} 又坏了")
    assert "reversal" not in [kind for kind, _, _ in await moves(street)]
    await street.says(street.chen, street.bot, f"不受理 {number} 不是我们的")
    kinds = await moves(street)
    assert sum(points for _, _, points in kinds) == 0
    assert [one for one in kinds if one[0] == "reversal"] == [
        ("reversal", "report", -2), ("reversal", "resolved", -3), ("reversal", "verify", -1), ("reversal", "same", -1),
    ]


async def test_ranking_names_only_who_agreed(street: Street) -> None:
    """A neighbour without a name, until she says so; ties share a place; who opts out is not there."""
    street.wang.starts(street.bot)
    await solve(street)
    await street.says(street.wang, street.bot, "/rank")
    table = street.last(street.wang)
    assert "1. 您（一位邻居）  6 分" in words(table)
    await street.press(street.wang, table, "写我的名字")
    await street.says(street.zhang, street.group, "/rank")
    assert "1. 王阿姨  6 分\n2. 您（一位邻居）  1 分" in words(street.last(street.group))
    await street.press(street.wang, table, "我不参加排行")
    await street.says(street.zhang, street.group, "/rank month")
    assert "王阿姨" not in words(street.last(street.group))


async def test_monday_thanks_the_best(street: Street) -> None:
    """On Monday at nine the group reads what was reported last week; a name only with consent."""
    await solve(street)
    zone = street.gridbee.database.rules.zone
    local = street.clock.now().astimezone(zone)
    days = 7 - local.weekday()
    monday = datetime.combine(local.date() + timedelta(days=days), time(9, 0, 5), zone)
    street.clock.shift(monday - local)
    await street.settled()
    assert any("上周报得最多的是一位邻居：1 件问题。谢谢" in words(one) for one in street.group.visible)
