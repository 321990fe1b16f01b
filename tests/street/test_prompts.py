"""The one open question to a person: answered by the next word, a reply or an album; replaced, expired, too late."""

from datetime import timedelta

from tests.street.heard import texts
from tests.street.scene import Street, labels, picture, words


async def test_a_new_press_replaces_the_question(street: Street) -> None:
    """Commands don't touch it; the acknowledgement names the case and offers undo."""
    number = await street.report()
    card = street.last(street.chen)
    await street.press(street.chen, card, "不受理")
    await street.press(street.chen, card, "问一问")
    for command in ("/queue", "/help", f"/case {number}"):
        await street.says(street.chen, street.bot, command)
    await street.says(street.chen, street.bot, "左边那个还是右边那个？")
    assert (await street.case(number)).case.status == "waiting"
    said = street.last(street.chen)
    assert words(said) == "问过去了，等回话的时候不算时间。（1 号）"
    await street.press(street.chen, said, "收回这一步")
    assert (await street.case(number)).case.status == "accepted"


async def test_a_reply_to_a_card_wins(street: Street) -> None:
    """With a question open about one case, a reply to another's card is about that one."""
    first = await street.report()
    second = await street.report("单元门关不上")
    for number in (first, second):
        await street.says(street.chen, street.bot, f"接单 {number}")
    await street.says(street.chen, street.bot, f"办好了 {first}")
    other = street.card(street.chen, second)
    await street.says(street.chen, street.bot, photo=picture("gold"), caption="门轴换了", reply_to=other)
    question = street.last(street.chen)
    assert words(question) == f"{second} 号修好了？这张就是结果吗？"
    await street.press(street.chen, question, "是，修好了")
    assert (await street.case(second)).case.status == "resolved"
    assert (await street.case(first)).case.status == "accepted"
    await street.says(street.chen, street.bot, "桶换了")
    assert (await street.case(first)).case.status == "resolved"


async def test_an_album_is_one_answer(street: Street) -> None:
    """Three photos with a caption are one result with three photos."""
    number = await street.report()
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.press(street.chen, street.card(street.chen, number), "办好了")
    await street.says(
        street.chen, street.bot, photo=[picture("navy"), picture("gold"), picture("teal")], caption="全换了新的"
    )
    sheet = await street.case(number)
    assert (sheet.case.status, len(sheet.pictures("after"))) == ("resolved", 3)
    assert sheet.events[-1].note == "全换了新的"
    results = [one for one in street.group.visible if one.photo and one.sender is street.bot]
    assert len(results) == 1


async def test_a_question_expires(street: Street) -> None:
    """After half an hour a plain word is no answer any more; the case is untouched."""
    number = await street.report()
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.press(street.chen, street.card(street.chen, number), "办好了")
    street.clock.shift(timedelta(minutes=31))
    await street.says(street.chen, street.bot, "换好了")
    assert (await street.case(number)).case.status == "accepted"


async def test_asking_in_private(street: Street) -> None:
    """A reporter with a private chat answers there with the next plain word, and a photo if they like."""
    street.wang.starts(street.bot)
    await street.settled()
    number = await street.report()
    await street.press(street.chen, street.last(street.chen), "问一问")
    await street.says(street.chen, street.bot, "左边那个还是右边那个？")
    assert words(street.last(street.wang)) == "陈师傅想问您（1 号）：左边那个还是右边那个？\n直接回我就行。"
    assert "等报的邻居补充" in words(street.card(street.group, number))
    quiet = len(texts(street, street.group))
    await street.says(street.wang, street.bot, photo=picture("red"), caption="左边这个")
    assert (await street.case(number)).case.status == "accepted"
    answer = street.last(street.chen)
    assert words(answer) == "1 号邻居回话了，还拍了照片：左边这个"
    assert answer.photo
    assert len(texts(street, street.group)) == quiet


async def test_asking_under_the_message_in_the_group(street: Street) -> None:
    """Who never opened the private chat is asked there; a reply answers, and so does the next plain word."""
    number = await street.report()
    report = next(one for one in street.group.visible if one.sender is street.wang)
    await street.says(street.chen, street.bot, f"问一问 {number} 哪一个？")
    question = street.last(street.group)
    assert question.reply_to is report
    await street.says(street.zhang, street.group, "今天天气真好", reply_to=question)
    assert (await street.case(number)).case.status == "waiting"
    await street.says(street.wang, street.group, "左边那个", reply_to=question)
    assert (await street.case(number)).case.status == "accepted"
    assert words(street.last(street.chen)) == "1 号邻居回话了：「左边那个」"
    await street.says(street.chen, street.bot, f"问一问 {number} 几号楼门口？")
    await street.says(street.wang, street.group, "三号楼的")
    assert (await street.case(number)).case.status == "accepted"


async def test_waiting_ends_itself(street: Street) -> None:
    """After three days the worker goes on; an answer after that is still passed on."""
    number = await street.report()
    await street.says(street.chen, street.bot, f"问一问 {number} 哪一个？")
    question = street.last(street.group)
    street.clock.shift(timedelta(days=3, minutes=1))
    await street.settled()
    assert (await street.case(number)).case.status == "accepted"
    assert "1 号三天没等到回话，时间接着走。您按知道的先办。" in texts(street, street.chen)
    await street.says(street.wang, street.group, "左边那个", reply_to=question)
    assert (await street.case(number)).case.status == "accepted"
    assert words(street.last(street.chen)).startswith("1 号有补充：左边那个")


async def test_still_broken_is_asked_where_only_they_see_it(street: Street) -> None:
    """The group stays quiet: who opened the private chat says there what is wrong, others in the group."""
    street.wang.starts(street.bot)
    await street.settled()
    number = await street.report()
    await street.says(street.chen, street.bot, f"办好了 {number} 换了")
    quiet = len(texts(street, street.group))
    press = await street.press(street.wang, street.last(street.group), "还没好")
    assert press.answer.text == "我私聊问您一句，写给我就行。"
    assert words(street.last(street.wang)) == "1 号哪里还不行？写一句，或者拍一张。"
    assert len(texts(street, street.group)) == quiet
    await street.says(street.wang, street.bot, photo=picture("red"))
    assert (await street.case(number)).case.status == "accepted"
    told = street.last(street.chen)
    assert words(told) == "1 号邻居说还没好，拍了照片。麻烦您再看看。"
    assert told.photo
    assert labels(told) == ["办好了", "知道了"]

    other = await street.report("单元门关不上", street.zhang)
    await street.says(street.chen, street.bot, f"办好了 {other} 修了")
    report = next(one for one in street.group.visible if one.sender is street.zhang)
    await street.press(street.zhang, street.last(street.group), "还没好")
    assert street.last(street.group).reply_to is report
    await street.says(street.zhang, street.group, "还是关不上")
    assert (await street.case(other)).case.status == "accepted"


async def test_a_photo_with_the_act_in_its_caption(street: Street) -> None:
    """办好了 1, on a photo or an album: that is the result, and no new report; the same for "not solved"."""
    number = await street.report()
    await street.says(street.chen, street.bot, photo=picture("navy"), caption=f"办好了 {number} 换了个新桶")
    sheet = await street.case(number)
    assert (sheet.case.status, sheet.events[-1].note, len(sheet.pictures("after"))) == ("resolved", "换了个新桶", 1)
    await street.says(street.wang, street.group, photo=picture("red"), caption=f"还没好 {number} 盖子没换")
    assert (await street.case(number)).case.status == "accepted"
    await street.says(street.chen, street.bot, photo=[picture("gold"), picture("teal")], caption=f"done {number} new lid")
    sheet = await street.case(number)
    assert (sheet.case.status, len(sheet.pictures("after"))) == ("resolved", 2)
    assert await street.newest() == number
    await street.says(street.zhang, street.group, photo=picture("plum"), caption=f"办好了 {number} 我修的")
    assert words(street.last(street.group)) == f"{number} 号不归您管，您不用点。"


async def test_asked_in_the_group_and_answered_in_private(street: Street) -> None:
    """Whoever opens the private chat to answer is understood there; a report with its place stays a report."""
    number = await street.report()
    await street.says(street.chen, street.bot, f"问一问 {number} 哪一个？")
    assert words(street.last(street.group)).startswith("陈师傅想问您")
    await street.says(street.wang, street.bot, "5栋楼道灯不亮")
    assert await street.newest() == 2
    await street.says(street.wang, street.bot, "左边那个")
    assert words(street.last(street.wang)) == "谢谢，已经告诉办的人了。（1 号）"
    await street.says(street.wang, street.group, "谢谢啦")
    assert await street.kinds(number) == ["filed", "routed", "accepted", "asked", "answered"]
