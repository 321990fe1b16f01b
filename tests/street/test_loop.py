"""The closed loop, as the neighbourhood sees it."""

from tests.street.scene import Street, labels, picture, words


async def test_a_photo_becomes_a_solved_case(street: Street) -> None:
    """Photo, card, duty, accepted, done with a photo, before and after, confirmed, rated."""
    await street.says(street.wang, street.group, photo=picture(), caption="门口垃圾桶坏了，麻烦看看")
    card = street.card(street.group, 1)
    assert words(card).startswith("3栋 门口垃圾桶坏了\n1 号，已派给\n负责：物管家 陈师傅\n最晚：")
    assert labels(card) == ["我也遇到", "撤回"]

    duty = street.last(street.chen)
    assert duty.photo
    assert "1 号，等您接单" in words(duty)
    press = await street.press(street.chen, duty, "接单")
    assert press.answer.text.startswith("好，1 号归您了")
    assert "1 号，正在办" in words(street.card(street.group, 1))

    await street.press(street.zhang, street.card(street.group, 1), "我也遇到")
    assert labels(street.card(street.group, 1)) == ["我也遇到（1）"]

    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    await street.says(street.chen, street.bot, photo=picture("navy"), caption="换了个新桶")
    result = street.last(street.group)
    assert result.photo
    assert "报的邻居，您看好了吗？" in words(result)
    assert labels(result) == ["解决了", "还没好"]

    await street.press(street.wang, result, "解决了")
    assert "谢谢您，也谢谢陈师傅" in words(street.last(street.group))
    await street.press(street.wang, street.last(street.group), "5")
    assert (await street.case(1)).stars == (5,)
    assert await street.kinds(1) == ["filed", "routed", "accepted", "joined", "resolved", "confirmed", "rated"]
    assert "办完了 ✅" in words(street.card(street.group, 1))
