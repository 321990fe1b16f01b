"""Lists from the phone: /queue, /case with its photos, /mine; and many new assignments as one list."""

from datetime import timedelta

from tests.street.heard import texts
from tests.street.scene import Street, labels, picture, words


async def test_more_than_five_unsent_assignments_are_one_list(street: Street) -> None:
    """Telegram asked for ten minutes of patience: one list, not seven messages, and a case opens from it."""
    street.sim.faults.flood("sendPhoto", 1, retry_after=600, chat_id=street.chen.id)
    before = len(texts(street, street.chen))
    things = (
        "垃圾桶坏了", "单元门坏了", "信报箱坏了", "楼道灯不亮", "窨井盖没了有人差点掉下去", "快递柜坏了", "车棚顶破了",
    )  # fmt: skip
    for thing in things:
        street.wang.sends(street.group, photo=picture(), caption=f"门口{thing}")
        await street.until(lambda thing=thing: [one for one in texts(street, street.group) if thing[:3] in one])
    assert len(texts(street, street.chen)) == before
    await street.stop_bot()
    street.clock.shift(timedelta(minutes=11))
    await street.start_bot()
    await street.settled()
    new = texts(street, street.chen)[before:]
    assert [one.split("\n")[0] for one in new] == ["您手上 7 件，急的在前："]
    assert new[0].split("\n")[1].startswith("⚠️ 5 号 3栋")
    await street.press(street.chen, street.last(street.chen), "5 号")
    assert "5 号，等您接单" in words(street.last(street.chen))


async def test_a_queue_is_turned_over_in_place(street: Street) -> None:
    """Six a page; the buttons edit the list."""
    for place in range(7):
        await street.says(street.wang, street.group, f"/report 楼道堆了旧沙发{place}")
    await street.says(street.li, street.bot, "/queue")
    queue = street.last(street.li)
    assert words(queue).split("\n")[0] == "您手上 7 件，急的在前："
    first = words(queue)
    await street.press(street.li, queue, "后面 ▸")
    assert street.last(street.li) is queue
    assert (words(queue) != first, labels(queue)[-1]) == (True, "◂ 前面")
    await street.press(street.li, queue, "◂ 前面")
    assert words(queue) == first


async def test_a_case_with_its_photos(street: Street) -> None:
    """The worker gets history, all photos as one album, and the card; in the group it is the card's lines."""
    await street.says(street.wang, street.group, photo=[picture("red"), picture("gold")], caption="门口垃圾桶坏了")
    await street.says(street.chen, street.bot, "接单 1")
    await street.says(street.chen, street.bot, "办好了 1")
    await street.says(street.chen, street.bot, photo=picture("navy"))
    seen = len(street.chat_of(street.chen).visible)
    await street.says(street.chen, street.bot, "/case 1")
    history, *album, card = [one for one in street.chat_of(street.chen).visible[seen:] if one.sender is street.bot]
    assert "经过" in words(history)
    assert "王阿姨 报了" in words(history)
    assert [bool(one.photo) for one in album] == [True, True, True]
    assert words(album[0]) == "1 号的照片：报的 2 张，修好的 1 张"
    assert labels(card) == ["收回这一步"]
    await street.says(street.zhang, street.group, "/case 1")
    assert words(street.last(street.group)).startswith("3栋 门口垃圾桶坏了\n1 号，修好了，待核查")
    assert "王阿姨" not in words(street.last(street.group))
    street.rider.starts(street.bot)
    await street.says(street.rider, street.bot, "/case 1")
    assert words(street.last(street.rider)) == "没有 1 号，或者您看不到。"
    await street.says(street.wang, street.group, "/mine")
    assert words(street.last(street.group)) == "先点开我的私聊，再说一遍。"
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, "/mine")
    await street.press(street.wang, street.last(street.wang), "1 号")
    assert [one for one in texts(street, street.wang) if "您 报了" in one]
