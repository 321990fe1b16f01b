"""Replies to the report or its card: more photos, more words, and a worker's "is this the result?"."""

from datetime import timedelta

from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, number_of_cases, rows, spoken


async def test_the_reporter_adds_to_the_report(street: Street) -> None:
    """A photo under their own message, words under the card: both go to the worker, nothing to the group."""
    photo = await street.says(street.wang, street.group, photo=picture(), caption="门口垃圾桶坏了")
    before = spoken(street, street.group)
    more = await street.says(street.wang, street.group, photo=picture("red"), caption="里面也裂了", reply_to=photo)
    assert "里面也裂了" in words(street.last(street.chen))
    await street.says(street.wang, street.group, "在北门那边", reply_to=street.card(street.group, 1))
    assert "在北门那边" in words(street.last(street.chen))
    sheet = await street.case(1)
    assert [one.purpose for one in sheet.photos] == ["before", "before"]
    assert [one.note for one in sheet.events if one.kind == "added"] == ["里面也裂了", "在北门那边"]
    assert [one["emoji"] for one in more.reactions[street.bot.id]] == ["👀"]
    assert spoken(street, street.group) == before
    assert await number_of_cases(street) == 1


async def test_a_neighbour_adds_a_photo(street: Street) -> None:
    """Anybody in the group may show more; what they only remark is their own affair, unless they met the same."""
    await street.report()
    card = street.card(street.group, 1)
    await street.says(street.zhang, street.group, photo=picture("red"), reply_to=card)
    assert [one.purpose for one in (await street.case(1)).photos] == ["before", "more"]
    await street.says(street.zhang, street.group, "真是的", reply_to=card)
    assert (await street.kinds(1)).count("added") == 1
    await street.press(street.zhang, card, "我也遇到")
    await street.says(street.zhang, street.group, "我家门口那个也是", reply_to=card)
    assert (await street.kinds(1)).count("added") == 2
    assert "我家门口那个也是" in words(street.last(street.chen))


async def test_the_worker_and_the_secretary_add_words(street: Street) -> None:
    """Written under the card, they are kept with the case."""
    await street.report()
    await street.says(street.chen, street.group, "下午过去看", reply_to=street.card(street.group, 1))
    await street.says(street.zhou, street.group, "麻烦今天弄好", reply_to=street.card(street.group, 1))
    notes = [one.note for one in (await street.case(1)).events if one.kind == "added"]
    assert notes == ["下午过去看", "麻烦今天弄好"]
    assert "麻烦今天弄好" in words(street.last(street.chen))


async def test_thanks_for_a_closed_case_is_not_kept(street: Street) -> None:
    """When it is over, words about it are chatter, and a photo is answered with how it stands."""
    await street.report()
    await street.press(street.wang, street.card(street.group, 1), "撤回")
    before = await street.kinds(1)
    await street.says(street.wang, street.group, "谢谢", reply_to=street.card(street.group, 1))
    assert await street.kinds(1) == before
    await street.says(street.wang, street.group, photo=picture("red"), reply_to=street.card(street.group, 1))
    assert "已撤回" in words(street.last(street.group))
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def shown_by_worker(street: Street) -> None:
    """陈师傅 has accepted 1 号 and shows a photo under its card."""
    await street.report()
    await street.press(street.chen, street.last(street.chen), "接单")
    card = street.card(street.group, 1)
    await street.says(street.chen, street.group, photo=picture("gold"), caption="换了个新的", reply_to=card)


async def test_a_workers_photo_is_offered_as_the_result(street: Street) -> None:
    """Yes: the case is resolved with that photo and those words, and the question goes away."""
    await shown_by_worker(street)
    question = street.last(street.group)
    assert "1 号修好了？" in words(question)
    assert labels(question) == ["是，修好了", "还没"]
    await street.press(street.chen, question, "是，修好了")
    sheet = await street.case(1)
    assert sheet.case.status == "resolved"
    assert [one.state for one in sheet.pictures("after")] == ["stored"]
    assert "「换了个新的」" in words(street.last(street.group))
    assert question.deleted
    assert await rows(street, "drafts") == []


async def test_a_workers_photo_that_is_not_the_result(street: Street) -> None:
    """No: nothing of it is kept. Nobody else may answer."""
    await shown_by_worker(street)
    question = street.last(street.group)
    press = await street.press(street.wang, question, "是，修好了")
    assert press.answer.alert
    await street.press(street.chen, question, "还没")
    assert question.deleted
    assert (await street.case(1)).case.status == "accepted"
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def test_a_workers_photo_without_an_answer(street: Street) -> None:
    """After ten minutes question and photo are gone."""
    await shown_by_worker(street)
    question = street.last(street.group)
    street.clock.shift(timedelta(minutes=11))
    await street.settled()
    assert question.deleted
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def test_a_worker_shows_the_result_in_private(street: Street) -> None:
    """In reply to the card in the private chat the same question is put."""
    await street.report()
    await street.press(street.chen, street.last(street.chen), "接单")
    card = street.card(street.chen, 1)
    await street.says(street.chen, street.bot, photo=picture("gold"), reply_to=card)
    await street.press(street.chen, street.last(street.chen), "是，修好了")
    assert (await street.case(1)).case.status == "resolved"


async def test_additions_in_private(street: Street) -> None:
    """The reporter replies to the card in their own chat."""
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, photo=picture(), caption="3栋楼道灯不亮了")
    card = street.card(street.wang, 1)
    await street.says(street.wang, street.bot, photo=picture("red"), caption="还有这一盏", reply_to=card)
    assert words(street.last(street.wang)) == "补充上了。（1 号）"
    assert "还有这一盏" in words(street.last(street.chen))
    assert len((await street.case(1)).photos) == 2


async def test_more_in_reply_to_the_acknowledgement(street: Street) -> None:
    """补充上了 names the case: what is sent in reply to it, an album too, belongs to that case as well."""
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, photo=picture(), caption="3栋楼道灯不亮了")
    card = street.card(street.wang, 1)
    await street.says(street.wang, street.bot, photo=picture("red"), reply_to=card)
    await street.says(street.wang, street.bot, photo=picture("gold"), reply_to=street.last(street.wang))
    assert words(street.last(street.wang)) == "补充上了。（1 号）"
    more = [picture("navy"), picture("teal")]
    await street.says(street.wang, street.bot, photo=more, reply_to=street.last(street.wang))
    assert words(street.last(street.wang)) == "补充上了。（1 号）"
    await street.says(street.wang, street.bot, photo=picture("pink"), reply_to=street.last(street.wang))
    assert await number_of_cases(street) == 1
    assert len((await street.case(1)).photos) == 6


async def test_a_word_under_the_card_is_the_act_on_its_case(street: Street) -> None:
    """No number is needed there; what somebody may not do is passed over in a group, where people chat."""
    await street.report()
    card = street.card(street.group, 1)
    heard = len(spoken(street, street.group))
    told = await street.says(street.zhang, street.group, "我家也是", reply_to=card)
    assert [one["emoji"] for one in told.reactions[street.bot.id]] == ["👀"]
    assert (await street.kinds(1)).count("joined") == 1
    await street.says(street.zhang, street.group, "接单", reply_to=card)
    assert (await street.case(1)).case.status == "dispatched"
    assert len(spoken(street, street.group)) == heard
    await street.says(street.chen, street.bot, "接单", reply_to=street.card(street.chen, 1))
    assert (await street.case(1)).case.status == "accepted"
    await street.says(street.chen, street.bot, "办好了 换了新的", reply_to=street.card(street.chen, 1))
    assert (await street.case(1)).case.status == "accepted"  # more than the word alone: an addition, not a result
    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    await street.says(street.chen, street.bot, "换了新的")
    await street.says(street.wang, street.group, "解决了", reply_to=street.last(street.group))
    assert (await street.case(1)).case.status == "closed"
