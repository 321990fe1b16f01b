"""The secretary, from cards in the private chat: assign, lead, extend, nudge, merge and split, correct."""

from datetime import timedelta

from tests.street.heard import responsible, texts
from tests.street.scene import Street, labels, words


async def _watched(street: Street) -> int:
    """A case that climbed to the secretary."""
    number = await street.report()
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.press(street.chen, street.card(street.chen, number), "超出能力")
    return number


async def test_assigning_and_leading(street: Street) -> None:
    """换个人, 我来领: everybody's cards are true, and whoever had it hears so."""
    number = await _watched(street)
    watch = street.last(street.zhou)
    await street.press(street.zhou, watch, "换个人")
    menu = street.last(street.zhou)
    assert labels(menu) == ["网格员 李〇晴", "书记 周书记"]
    await street.press(street.zhou, menu, "网格员 李〇晴")
    assert menu.deleted
    assert await responsible(street, number) == "李〇晴"
    assert words(street.last(street.chen)) == "1 号由李〇晴接走了，您不用管了。"
    assert "1 号，等您接单" in words(street.last(street.li))
    assert "负责：网格员 李〇晴" in words(street.card(street.group, number))
    assert "1 号，等人接单\n负责：网格员 李〇晴" in words(watch)
    press = await street.press(street.zhou, watch, "我来领")
    assert press.answer.text == "1 号您来领，谢谢书记。"
    card = words(street.card(street.group, number))
    assert ("负责：书记 周书记" in card, card.endswith("书记领办")) == (True, True)
    assert words(street.last(street.li)) == "1 号由周书记接走了，您不用管了。"
    mine = street.card(street.zhou, number)
    assert labels(mine)[0] == "办好了"
    await street.says(street.zhou, street.bot, "办好了 1 找人换了")
    await street.says(street.wang, street.group, "解决了 1")
    assert (await street.case(number)).case.closed_how == "resident"


async def test_time_is_asked_for_and_given(street: Street) -> None:
    """要延期, 给延期: the worker hears until when; the first due time stays."""
    number = await _watched(street)
    first = (await street.case(number)).case
    await street.press(street.chen, street.card(street.chen, number), "要延期")
    await street.says(street.zhou, street.bot, f"给延期 {number} 7天")
    case = (await street.case(number)).case
    assert case.resolve_by > first.resolve_by
    assert case.first_resolve_by == first.first_resolve_by
    assert "extended" in await street.kinds(number)
    assert [one for one in texts(street, street.chen) if one.startswith("1 号延到")]


async def test_merging_by_button_and_splitting(street: Street) -> None:
    """The list offers what is most alike; reports move there and back, and people are told."""
    first = await street.report()
    street.rider.starts(street.bot)
    await street.settled()
    await street.says(street.rider, street.station, "/report 3栋垃圾桶盖子掉了")
    second = await street.newest()
    assert second != first
    await street.says(street.zhou, street.bot, f"/case {second}")
    await street.press(street.zhou, street.last(street.zhou), "报重了")
    await street.press(street.zhou, street.last(street.zhou), "1 号 3栋 门口垃圾桶坏了")
    assert words(street.last(street.rider)) == "您报的 2 号和 1 号是一件事，并到一起办，有结果告诉您。"
    assert len((await street.case(first)).reports) == 2
    assert labels(street.card(street.group, first))[0] == "我也遇到（1）"
    assert "1 号，" in words(street.last(street.station))
    await street.says(street.chen, street.bot, f"办好了 {first} 换了")
    assert labels(street.last(street.station)) == ["解决了", "还没好"]
    await street.press(street.chen, street.last(street.chen), "收回这一步")
    await street.press(street.zhou, street.card(street.zhou, second), "分开")
    assert words(street.last(street.rider)) == "您报的 2 号和 1 号不是一件事，分开办了，有结果告诉您。"
    assert len((await street.case(second)).reports) == 1
    assert labels(street.card(street.group, first))[0] == "我也遇到"


async def test_correcting_kind_and_place(street: Street) -> None:
    """分错了: two taps to the right kind, which goes to somebody else; 地方不对: the right building."""
    number = await street.report()
    await street.press(street.chen, street.last(street.chen), "分错了")
    menu = street.last(street.chen)
    await street.press(street.chen, menu, "消防安全")
    await street.press(street.chen, street.last(street.chen), "楼道堆物")
    assert await responsible(street, number) == "李〇晴"
    assert "类别：楼道堆物" in words(street.last(street.li))
    await street.press(street.li, street.last(street.li), "分错了")
    await street.press(street.li, street.last(street.li), "地方不对")
    where = street.last(street.li)
    assert labels(where) == ["3栋", "5栋", "12栋"]
    await street.press(street.li, where, "5栋")
    assert words(street.card(street.group, number)).startswith("5栋 门口垃圾桶坏了")
    assert await responsible(street, number) == "李〇晴"
    history = await street.kinds(number)
    assert [one for one in history if one in ("recategorised", "moved")] == ["recategorised", "moved"]


async def test_nudging(street: Street) -> None:
    """Once an hour, however often."""
    number = await _watched(street)
    watch = street.last(street.zhou)
    for _ in range(3):
        await street.press(street.zhou, watch, "催一下")
    street.clock.shift(timedelta(minutes=61))
    await street.press(street.zhou, watch, "催一下")
    nudges = [one for one in texts(street, street.chen) if one.startswith("周书记提醒您")]
    assert nudges == ["周书记提醒您：1 号「门口垃圾桶坏了」，麻烦看一下。"] * 2
    assert (await street.kinds(number)).count("nudged") == 2
