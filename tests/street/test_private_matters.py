"""Disputes and whatever has a person in it: never a card in the group. Where lives are at stake: numbers, at once."""

from datetime import timedelta

import pytest

from simulator.messages import Message
from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, number_of_cases, rows, spoken

QUARREL = "两口子吵架，麻烦来调解一下"
LINE = "这件事我单独跟您说，群里看不到。"


async def posted(street: Street, caption: str = QUARREL) -> Message:
    """张叔 posts a photo of a quarrel in the group: our answer."""
    await street.says(street.zhang, street.group, photo=picture(), caption=caption)
    return street.last(street.group)


def payload(line: Message) -> str:
    """What the button's link hands over."""
    return str(line.buttons[0]["url"]).partition("?start=")[2]


async def test_a_quarrel_gets_one_neutral_line(street: Street) -> None:
    """No card, no number, no word of what it is about; nothing is filed yet."""
    line = await posted(street)
    assert words(line) == LINE
    assert labels(line) == ["私下说"]
    assert line.buttons[0]["url"].startswith("https://t.me/gridbee_bot?start=d")
    assert await left(street) == {"drafts": 1, "photos": 1}


async def test_a_quarrel_is_continued_in_private(street: Street) -> None:
    """The link opens the private chat: filed there, for the mediator; the group's line goes away."""
    he = street.sim.world.add_user("和大姐")
    await street.invite(he, "mediator", "FHC", "和大姐")
    line = await posted(street)
    street.zhang.starts(street.bot, payload(line))
    await street.settled()
    sheet = await street.case(1)
    assert (sheet.case.private, sheet.area.name, len(sheet.photos)) == (True, "3栋", 1)
    assert "1 号" in words(street.card(street.zhang, 1))
    assert "1 号，等您接单" in words(street.last(he))
    assert any("/privacy" in one for one in spoken(street, street.zhang))
    assert line.deleted
    assert not any("1 号" in one for one in spoken(street, street.group))


async def test_the_link_is_its_posters_alone(street: Street) -> None:
    """Somebody else who presses it learns nothing; used twice it is gone."""
    link = payload(await posted(street))
    street.wang.starts(street.bot, link)
    await street.settled()
    assert words(street.last(street.wang)) == "这个要发的人自己点。"
    for _ in range(2):
        street.zhang.starts(street.bot, link)
        await street.settled()
    assert await number_of_cases(street) == 1
    assert words(street.last(street.zhang)) == "这条已经不在了，再发一次就行。"


async def test_a_quarrel_nobody_continues(street: Street) -> None:
    """After a day the line and everything about it is gone."""
    line = await posted(street)
    street.clock.shift(timedelta(hours=25))
    await street.settled()
    assert line.deleted
    assert await left(street) == {}


async def test_a_quarrel_by_command_is_private_too(street: Street) -> None:
    """/report, the bot's name, a yes to the question: the category decides."""
    await street.says(street.zhang, street.group, f"/report {QUARREL}")
    assert words(street.last(street.group)) == LINE
    await street.says(street.zhou, street.group, "/mode ask")
    await street.says(street.wang, street.group, photo=picture(), caption=QUARREL)
    question = street.last(street.group)
    await street.press(street.wang, question, "记下来")
    assert question.deleted
    assert words(street.last(street.group)) == LINE
    assert await number_of_cases(street) == 0


async def test_a_neighbour_cannot_report_a_quarrel_of_others(street: Street) -> None:
    """/report under a photo that its poster was asked to tell in private leaves it with them."""
    await posted(street)
    photo = next(one for one in street.group.visible if one.sender is street.zhang)
    await street.says(street.wang, street.group, "/report", reply_to=photo)
    assert words(street.last(street.group)) == "这个要发的人自己点。"
    assert await left(street) == {"drafts": 1, "photos": 1}


async def test_an_edit_into_a_quarrel_leaves_no_card(street: Street) -> None:
    """What becomes private by an edited caption is no longer shown."""
    photo = await street.says(street.zhang, street.group, photo=picture(), caption="楼道灯不亮了")
    street.zhang.edits(photo, QUARREL)
    await street.settled()
    assert (await street.case(1)).case.private
    assert not any("吵架" in one or "负责" in one for one in spoken(street, street.group))


async def test_lives_at_stake_among_private_matters(street: Street) -> None:
    """Somebody has not been seen for days: filed at once, numbers in the group, but no card there."""
    await street.says(street.wang, street.group, photo=picture(), caption="独居老人好几天没出门")
    sheet = await street.case(1)
    assert sheet.case.private
    assert sheet.case.urgency == "critical"
    said = spoken(street, street.group)
    assert sum("120" in one and "110" in one for one in said) == 1
    assert not any("独居老人" in one or "1 号" in one for one in said)
    nudge = street.last(street.group)
    assert labels(nudge) == ["打开私聊"]
    assert "1 号" in words(street.last(street.li))


@pytest.mark.parametrize("text", ["电梯困人了，快来", "着火了快来", "闻到燃气味，好像漏气了"])
async def test_critical_words_print_the_numbers(street: Street, text: str) -> None:
    """Also without a photo: filed at once, and the numbers stand under the message."""
    message = await street.says(street.wang, street.group, text)
    numbers = [one for one in street.group.visible if one.sender is street.bot and "119" in words(one)]
    assert len(numbers) == 1
    assert numbers[0].reply_to is message
    assert not numbers[0].silent
    assert (await street.case(1)).case.hazard
    assert "⚠️ 先绕开走" in words(street.card(street.group, 1))


async def test_critical_words_in_private(street: Street) -> None:
    """The numbers come before the question for the building, once."""
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, "着火了快来")
    said = spoken(street, street.wang)
    assert [("119" in one, "是哪栋" in one) for one in said[-2:]] == [(True, False), (False, True)]
    await street.press(street.wang, street.last(street.wang), "3栋")
    assert sum("119" in one for one in spoken(street, street.wang)) == 1
    assert (await street.case(1)).case.hazard


async def test_critical_words_where_the_bot_asks_first(street: Street) -> None:
    """The question is put, but the numbers don't wait for its answer."""
    await street.says(street.zhou, street.group, "/mode ask")
    await street.says(street.wang, street.group, "着火了快来")
    assert any("119" in one for one in spoken(street, street.group))
    await street.press(street.wang, street.last(street.group), "记下来")
    assert sum("119" in one for one in spoken(street, street.group)) == 1
    assert [one.urgency for one in await rows(street, "cases")] == ["critical"]
