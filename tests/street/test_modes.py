"""How a group wants its photos taken: filed at once, asked about, or only on command."""

from datetime import timedelta

from simulator.messages import Message
from tests.street.scene import Street, labels, picture, words
from tests.street.traces import claimed, left, number_of_cases, spoken

BIN = "门口垃圾桶坏了"


async def asked(street: Street, caption: str = BIN) -> Message:
    """In a group that asks first, 王阿姨 posted a photo: the question."""
    await street.says(street.zhou, street.group, "/mode ask")
    await street.says(street.wang, street.group, photo=picture(), caption=caption)
    return street.last(street.group)


async def test_asked_and_filed(street: Street) -> None:
    """The poster says yes: the case is there, the question is gone."""
    question = await asked(street)
    assert words(question) == "这个要记下来找人管吗？"
    assert question.reply_to is not None
    assert labels(question) == ["记下来", "不用"]
    assert await left(street) == {"drafts": 1, "photos": 1}
    await street.press(street.wang, question, "记下来")
    assert (await street.case(1)).reports[0].text == BIN
    assert question.deleted
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def test_asked_and_declined(street: Street) -> None:
    """The poster says no: nothing is left, not even the question."""
    question = await asked(street)
    press = await street.press(street.wang, question, "不用")
    assert press.answer.text == "好，没记。"
    assert question.deleted
    assert await left(street) == {}
    await street.says(street.wang, street.group, photo=picture("orange"), caption=BIN)  # asked as if it were the first
    again = street.last(street.group)
    assert (words(again), again.deleted) == (words(question), False)


async def test_answered_in_words(street: Street) -> None:
    """Whose press Telegram dropped while we were away can type what stands on the button; others' words mean nothing."""
    question = await asked(street)
    await street.says(street.zhang, street.group, "不用")
    assert not question.deleted
    await street.says(street.wang, street.group, "记下来。", reply_to=question)
    assert question.deleted
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}
    await street.says(street.wang, street.group, photo=picture("orange"), caption=BIN)
    await street.says(street.wang, street.group, "不用了")
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}
    heard = spoken(street, street.group)
    await street.says(street.wang, street.group, "不用")
    assert spoken(street, street.group) == heard


async def test_only_the_poster_answers(street: Street) -> None:
    """A neighbour's and even the secretary's press changes nothing."""
    question = await asked(street)
    for somebody in (street.zhang, street.zhou):
        for label in ("记下来", "不用"):
            press = await street.press(somebody, question, label)
            assert press.answer.text == "这个要发的人自己点。"
    assert await left(street) == {"drafts": 1, "photos": 1}


async def test_nobody_answers(street: Street) -> None:
    """After ten minutes question, photo and words are gone; a late press is told so."""
    question = await asked(street)
    street.clock.shift(timedelta(minutes=9))
    await street.settled()
    assert not question.deleted
    street.clock.shift(timedelta(minutes=2))
    await street.settled()
    assert question.deleted
    assert await left(street) == {}
    late = street.wang.presses_raw(question, question.buttons[0]["callback_data"])
    await street.until(lambda: late.answer)
    assert late.answer.text == "这条已经不在了，再发一次就行。"


async def test_the_answer_overtakes_the_question(street: Street) -> None:
    """/report comes while the question is still on its way: it is filed, and the question is taken away again."""
    await street.says(street.zhou, street.group, "/mode ask")
    street.sim.faults.delay(0.5, "sendMessage")
    street.wang.sends(street.group, photo=picture(), caption=BIN)
    await claimed(street, "draft.is_report")
    await street.says(street.wang, street.group, "/report")
    assert await number_of_cases(street) == 1
    assert "这个要记下来找人管吗？" in [words(one) for one in street.group.messages.values() if one.deleted]
    assert not any("要记下来" in one for one in spoken(street, street.group))
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}
    assert "1 号" in words(street.card(street.group, 1))


async def test_nobody_is_asked_about_dinner(street: Street) -> None:
    """Asking is for what may be a report."""
    question = await asked(street, "今晚一起吃饭吗")
    assert words(question) != "这个要记下来找人管吗？"
    assert await left(street) == {}


async def test_photo_and_words_apart_are_asked_about_once(street: Street) -> None:
    """The halves meet first."""
    await street.says(street.zhou, street.group, "/mode ask")
    await street.says(street.wang, street.group, photo=picture())
    await street.says(street.wang, street.group, BIN)
    await street.press(street.wang, street.last(street.group), "记下来")
    assert len((await street.case(1)).photos) == 1


async def test_report_files_at_once_in_every_mode(street: Street) -> None:
    """/report and the bot's name are never asked about."""
    for number, mode in enumerate(("auto", "ask", "command")):
        await street.says(street.zhou, street.group, f"/mode {mode}")
        await street.says(street.wang, street.group, f"/report {BIN}")
        await street.says(street.wang, street.group, photo=picture(), caption=f"@gridbee_bot {BIN}")
        assert await number_of_cases(street) == 2 * number + 2


async def test_on_command_only(street: Street) -> None:
    """Photos, albums, halves and even alarming words are left alone; /report under one is not."""
    await street.says(street.zhou, street.group, "/mode command")
    photo = await street.says(street.wang, street.group, photo=picture(), caption=BIN)
    street.wang.sends_album(street.group, [picture("red"), picture("navy")], BIN)
    await street.says(street.wang, street.group, photo=picture())
    await street.says(street.wang, street.group, "着火了快来")
    await street.settled()
    assert await left(street) == {}
    await street.says(street.zhang, street.group, "/report", reply_to=photo)
    assert (await street.case(1)).reports[0].text == BIN


async def test_a_staff_group_files_nothing_by_itself(street: Street) -> None:
    """Among colleagues only /report and the bot's name count."""
    await street.says(street.zhou, street.station, "/mode staff")
    await street.says(street.rider, street.station, photo=picture(), caption=f"3栋{BIN}")
    await street.says(street.rider, street.station, photo=picture(), caption="看")
    street.rider.edits(street.station.visible[-1], f"3栋{BIN}")
    await street.settled()
    assert await left(street) == {}
    await street.says(street.rider, street.station, f"/report 3栋{BIN}")
    assert (await street.case(1)).area.name == "3栋"
