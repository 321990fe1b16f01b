"""A worker's day, from the phone: accept, pass on, refuse, hand outside, "beyond me"; in both languages."""

from tests.street.heard import texts
from tests.street.scene import Street, labels, words


async def test_cards_are_edited_and_stay_true(street: Street) -> None:
    """Through passing on, handing outside and coming back the group keeps its one card, each worker one of theirs."""
    number = await street.report()
    said = len(texts(street, street.group))
    duty = street.last(street.chen)
    assert labels(duty) == ["接单", "转给别人", "问一问", "不受理", "超出能力", "分错了", "报重了"]
    await street.press(street.chen, duty, "转给别人")
    await street.press(street.chen, street.last(street.chen), "网格员 李〇晴")
    card = street.card(street.group, number)
    assert words(card).startswith("3栋 门口垃圾桶坏了\n1 号，已派给\n负责：网格员 李〇晴\n最晚：")
    assert words(duty) == "3栋 门口垃圾桶坏了\n1 号现在不归您了，您不用管了。"
    theirs = street.last(street.li)
    assert "1 号，等您接单" in words(theirs)

    press = await street.press(street.li, theirs, "接单")
    assert press.answer.text.startswith("好，1 号归您了")
    assert labels(theirs) == [
        "办好了", "转给别人", "问一问", "要延期", "转外单位", "超出能力", "不受理", "分错了", "报重了",
    ]
    await street.says(street.li, street.bot, "转外单位 1 自来水公司 明天 阀门已订")
    assert words(street.last(street.li)).startswith("1 号转给自来水公司，明天")
    assert labels(street.last(street.li)) == ["收回这一步"]
    assert "\n1 号，正在协调\n已转：自来水公司\n跟进：网格员 李〇晴\n下次回话：" in words(card)
    assert labels(theirs) == ["办好了", "我接着办", "转给别人", "要延期", "超出能力"]
    await street.press(street.li, theirs, "我接着办")
    assert "1 号，正在办" in words(card)
    assert "您在办" in words(theirs)
    assert len(texts(street, street.group)) == said
    assert card.silent


async def test_a_late_press_hears_how_it_stands(street: Street) -> None:
    """Somebody else was faster, it was taken back, or there is no such case: a kind word, and nothing changes."""
    wu = street.sim.world.add_user("吴")
    await street.invite(wu, "property", "FHC", "吴师傅")
    number = await street.report()
    duty = street.last(street.chen)
    await street.says(wu, street.bot, "接单 1")
    assert words(street.last(street.chen)) == "1 号由吴师傅接走了，您不用管了。"
    stale = street.chen.presses_raw(duty, "accept:1")
    await street.until(lambda: stale.answer is not None)
    assert stale.answer.alert
    assert "已由吴师傅接走，您不用管了。" in stale.answer.text
    await street.says(wu, street.bot, "办好了 1 换了新桶")
    await street.says(street.wang, street.group, "解决了 1")
    late = wu.presses_raw(street.card(wu, number), "done:1")
    await street.until(lambda: late.answer is not None)
    assert late.answer.text == "1 号现在是「办完了」，这一步用不上了。"
    for data in ("accept:99", "accept:1:x", "lead:1", "assign:1:p1", "place:1:a99999", "nonsense", "done:0"):
        forged = street.li.presses_raw(street.last(street.li), data)
        await street.until(lambda forged=forged: forged.answer is not None)
        assert forged.answer.text
    assert (await street.kinds(number))[-1] == "confirmed"


async def test_english_from_end_to_end(street: Street) -> None:
    """The same work by English words, answered in English."""
    number = await street.report()
    await street.says(street.chen, street.bot, "/lang en")
    said = []
    for text in (
        "accept 1", "ask 1 which bin?", "undo 1", "external 1 bin maker, 2 days, lid ordered", "back 1",
        "extend 1 5 days", "beyond 1", "done 1 new bin",
    ):
        await street.says(street.chen, street.bot, text)
        said.append(words(street.last(street.chen)))
    assert said[0].startswith("No. 1 is yours")
    assert not [one for one in said if any("一" <= letter <= "鿿" for letter in one.replace("周书记", ""))]
    assert (await street.case(number)).case.status == "resolved"
    steps = ["accepted", "asked", "undone", "handed_out", "back"]
    assert [one for one in await street.kinds(number) if one in steps] == steps


async def test_beyond_me(street: Street) -> None:
    """The secretary is told with everything they can press; the worker keeps the case."""
    number = await street.report()
    press = await street.press(street.chen, street.last(street.chen), "超出能力")
    assert press.answer.text == "1 号报给周书记了，一起想办法。这事还是您办。"
    watch = street.last(street.zhou)
    assert words(watch).startswith("这件往上报了，请您一起想办法。办的人还是原来那位。\n3栋 门口垃圾桶坏了\n")
    assert "\n1 号，等人接单\n" in words(watch)
    assert labels(watch)[:4] == ["催一下", "换个人", "我来领", "给延期"]
    assert "周书记 也在跟着" in words(street.card(street.chen, number))
    await street.press(street.zhou, watch, "催一下")
    assert words(street.last(street.chen)) == "周书记提醒您：1 号「门口垃圾桶坏了」，麻烦看一下。"
    await street.press(street.chen, street.card(street.chen, number), "超出能力")
    assert (await street.case(number)).case.level == "community"


async def test_refusing_in_private_and_in_the_group(street: Street) -> None:
    """A reporter with a private chat reads why; one without finds it behind a link that only they can open."""
    street.wang.starts(street.bot)
    await street.settled()
    number = await street.report()
    await street.press(street.chen, street.last(street.chen), "不受理")
    assert "为什么不受理" in words(street.last(street.chen))
    await street.says(street.chen, street.bot, "基站归运营商管，可打 10086 反映")
    told = street.last(street.wang)
    assert words(told).startswith("您报的 1 号「门口垃圾桶坏了」，这次我们管不了。\n为什么：基站归运营商管")
    assert "没有受理" in words(street.card(street.group, number))
    await street.press(street.wang, told, "我不同意")
    appeal = street.last(street.zhou)
    assert words(appeal).startswith("报的邻居不同意不受理，请您看看。\n为什么：基站归运营商管")
    await street.press(street.zhou, appeal, "重新派")
    assert words(street.last(street.wang)) == "1 号重新派人了，您放心。"
    assert "已派给" in words(street.card(street.group, number))

    other = await street.report("楼道灯不亮了", street.zhang)
    await street.says(street.chen, street.bot, f"不受理 {other} 电力局的灯")
    nudge = street.last(street.group)
    assert (words(nudge), labels(nudge)) == ("有句话要单独跟您说，点开就能看。", ["打开私聊"])
    assert nudge.reply_to.sender is street.zhang
    street.zhang.starts(street.bot, nudge.buttons[0]["url"].partition("start=")[2])
    await street.settled()
    assert "为什么：电力局的灯" in words(street.last(street.zhang))
    assert labels(street.last(street.zhang)) == ["我不同意"]
