"""Captions that are edited: within ten minutes as if written so at once, later no more."""

from datetime import timedelta

from simulator.chats import Chat
from simulator.messages import Message
from simulator.street import Person
from tests.street.scene import Street, picture, words
from tests.street.traces import left, number_of_cases, parked, spoken


async def edits(street: Street, person: Person, message: Message, text: str, *, after: float = 1) -> None:
    """Somebody changes their message, minutes after it was posted."""
    street.clock.shift(timedelta(minutes=after))
    await street.settled()
    person.edits(message, text)
    await street.settled()


async def photo(street: Street, caption: str | None = None, where: Chat | None = None) -> Message:
    """王阿姨 posts a photo."""
    return await street.says(street.wang, where or street.group, photo=picture(), caption=caption)


async def test_an_edited_caption_rewords_the_case(street: Street) -> None:
    """Card, worker's card and report have the new words; nothing new is posted."""
    posted = await photo(street, "门口垃圾桶坏了")
    before = len(spoken(street, street.group))
    await edits(street, street.wang, posted, "门口垃圾桶盖子坏了")
    assert words(street.card(street.group, 1)).startswith("3栋 门口垃圾桶盖子坏了")
    assert "「门口垃圾桶盖子坏了」" in words(street.card(street.chen, 1))
    assert len(spoken(street, street.group)) == before


async def test_an_edit_after_ten_minutes_changes_nothing(street: Street) -> None:
    """By then others rely on what was written."""
    posted = await photo(street, "门口垃圾桶坏了")
    await edits(street, street.wang, posted, "其实是好的", after=11)
    assert (await street.case(1)).reports[0].text == "门口垃圾桶坏了"


async def test_an_edit_that_says_where_and_what_else(street: Street) -> None:
    """Another building and another kind of thing: the case moves there and goes to the right person."""
    posted = await photo(street, "门口垃圾桶坏了")
    await edits(street, street.wang, posted, "5栋电梯坏了")
    sheet = await street.case(1)
    assert (sheet.area.name, sheet.case.category) == ("5栋", "facility.elevator_fault")
    assert {"recategorised", "moved"} <= set(await street.kinds(1))


async def test_an_edit_that_makes_it_private_and_says_where(street: Street) -> None:
    """A quarrel in another building: both are taken in, in silence, and so is what is changed afterwards."""
    posted = await photo(street, "门口垃圾桶坏了")
    before = len(spoken(street, street.group))
    await edits(street, street.wang, posted, "5栋楼上楼下为了空调外机天天打架")
    sheet = await street.case(1)
    assert (sheet.case.private, sheet.area.name) == (True, "5栋")
    assert sheet.reports[0].text == "5栋楼上楼下为了空调外机天天打架"
    await edits(street, street.wang, posted, "12栋楼上楼下为了空调外机天天打架")
    assert (await street.case(1)).area.name == "12栋"
    assert await parked(street) == []
    group = spoken(street, street.group)
    assert len(group) == before
    assert not [one for one in group if "打架" in one]


async def test_an_edit_that_tells_of_danger_prints_the_numbers(street: Street) -> None:
    """Somebody notices that it smells of gas, and adds it."""
    posted = await photo(street, "门口垃圾桶坏了")
    await edits(street, street.wang, posted, "闻到燃气味，好像漏气了")
    assert any("119" in one for one in spoken(street, street.group))
    assert (await street.case(1)).case.urgency == "critical"


async def test_an_edit_that_makes_it_a_danger_is_heard_by_the_worker(street: Street) -> None:
    """The same kind of thing, but now somebody lies under it: other clocks, and a new message, even once accepted."""
    posted = await photo(street, "楼下的大树倒了")
    await street.press(street.chen, street.last(street.chen), "接单")
    before = (await street.case(1)).case
    heard = len(spoken(street, street.chen))
    await edits(street, street.wang, posted, "楼下的大树倒了，压到人了")
    after = (await street.case(1)).case
    assert (before.urgency, after.urgency) == ("urgent", "critical")
    assert after.resolve_by < before.resolve_by
    assert (await street.kinds(1))[-1] == "raised"
    assert len(spoken(street, street.chen)) == heard + 1
    assert "压到人了" in words(street.last(street.chen))
    assert any("119" in one for one in spoken(street, street.group))


async def test_a_caption_that_is_added_later_files_the_photo(street: Street) -> None:
    """Within the two minutes, and also when the wait was over already."""
    first = await photo(street)
    assert await number_of_cases(street) == 0
    await edits(street, street.wang, first, "门口垃圾桶坏了")
    assert (await street.case(1)).reports[0].text == "门口垃圾桶坏了"
    second = await photo(street)
    await edits(street, street.wang, second, "楼道灯不亮了", after=5)
    assert (await street.case(2)).reports[0].text == "楼道灯不亮了"


async def test_chatter_that_is_edited_stays_chatter(street: Street) -> None:
    """Nothing is stored of it."""
    posted = await photo(street, "今晚一起吃饭吗")
    await edits(street, street.wang, posted, "明晚一起吃饭吗")
    await street.says(street.wang, street.group, photo=picture())
    await edits(street, street.wang, street.group.visible[-1], "我家的猫")
    street.clock.shift(timedelta(minutes=3))
    await street.settled()
    assert await left(street) == {}


async def test_an_edited_command_is_not_quoted(street: Street) -> None:
    """/report is no part of what was reported."""
    typed = await street.says(street.wang, street.group, "/report 楼道灯不亮")
    await edits(street, street.wang, typed, "/report 楼道灯不亮了")
    captioned = await photo(street, "/report 垃圾桶坏了")
    await edits(street, street.wang, captioned, "/report 垃圾桶都坏了")
    assert [(await street.case(number)).reports[0].text for number in (1, 2)] == ["楼道灯不亮了", "垃圾桶都坏了"]


async def test_an_edited_addition_is_no_new_report(street: Street) -> None:
    """A photo in reply to the card, with a slip of the pen."""
    await photo(street, "门口垃圾桶坏了")
    more = await street.says(
        street.wang, street.group, photo=picture("red"), caption="旁边垃圾桶也坏", reply_to=street.card(street.group, 1)
    )
    await edits(street, street.wang, more, "旁边的垃圾桶也坏了")
    assert await number_of_cases(street) == 1


async def test_somebody_elses_edit_does_not_touch_the_report(street: Street) -> None:
    """张叔 reported 王阿姨's photo; what she makes of her caption is not his report."""
    posted = await photo(street, "看这里")
    await street.says(street.zhang, street.group, "/report 灯不亮了", reply_to=posted)
    await edits(street, street.wang, posted, "垃圾桶坏了")
    assert (await street.case(1)).reports[0].text == "灯不亮了"
    assert await number_of_cases(street) == 1


async def test_an_edited_caption_in_private(street: Street) -> None:
    """The same in the private chat, before and after the building is known."""
    street.wang.starts(street.bot)
    posted = await photo(street, "楼道灯坏", street.chat_of(street.wang))
    await edits(street, street.wang, posted, "楼道灯坏了两盏")
    await street.press(street.wang, street.last(street.wang), "3栋")
    assert (await street.case(1)).reports[0].text == "楼道灯坏了两盏"
    await edits(street, street.wang, posted, "楼道灯坏了三盏")
    assert (await street.case(1)).reports[0].text == "楼道灯坏了三盏"
    assert await number_of_cases(street) == 1
