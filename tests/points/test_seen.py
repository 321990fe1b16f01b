"""Points on the street: a confirmed report is paid, told in one line, shown in the passbook, ranked."""

from datetime import timedelta

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


async def test_the_group_thanks_a_neighbour_without_a_private_chat(street: Street) -> None:
    """张叔 only said that he met the same: no message of his can have a 👏, the evening's line is for him too."""
    street.wang.starts(street.bot)
    await solve(street)
    assert ("award", "same", 1) in await moves(street)
    before = len(street.group.visible)
    await evening(street)
    (line,) = street.group.visible[before:]
    assert words(line) == "今天办成的事，积分都记上了，谢谢各位。还没跟我私聊过的，点一下就能看自己的存折。"
    assert not [one for one in street.station.visible if "积分" in words(one)], "he was not there"


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
    for said, heard in (("存折", "王阿姨 的积分存折：6 分"), ("我的积分。", "王阿姨 的积分存折：6 分"), ("换东西", "凤凰城 换东西")):
        await street.says(street.wang, street.bot, said)
        assert words(street.last(street.wang)).startswith(heard)
    await street.says(street.wang, street.bot, "门口有个捡到的存折")
    assert "积分存折" not in words(street.last(street.wang)), "a sentence with the word in it is none of these"
    count = len([one for one in street.group.visible if one.sender is street.bot])
    await street.says(street.wang, street.group, "积分")
    assert len([one for one in street.group.visible if one.sender is street.bot]) == count, "chatter in a group"
