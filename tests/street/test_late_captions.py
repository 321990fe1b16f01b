"""Words on an item of an album that Telegram delivers late, when the others were a report or a question already."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.street.scene import Street, labels, open_street, picture, words
from tests.street.traces import left, number_of_cases, parked, rows, shows, spoken

SPARKS = "现在冒火花了"


@pytest.fixture
async def known(tmp_path: Path) -> AsyncIterator[Street]:
    """The neighbourhood where reports about the same thing are joined."""
    async with open_street(tmp_path, joins=True) as street:
        yield street


async def filed(street: Street, caption: str = "门口垃圾桶坏了") -> None:
    """王阿姨's album was closed and filed with its first item alone."""
    shows(street.wang, street.group, caption, album="71", photo=picture("navy"))
    await street.settled()


async def comes_late(street: Street, caption: str, colour: str = "red") -> None:
    """One more item of it, with words."""
    shows(street.wang, street.group, caption, album="71", photo=picture(colour))
    await street.settled()


def numbers_told(street: Street) -> int:
    """How often the group was told whom to call."""
    return sum("119" in one for one in spoken(street, street.group))


async def test_a_late_caption_is_an_addition(street: Street) -> None:
    """The worker reads it once, with the photo; it is in the history; the group hears nothing."""
    await filed(street)
    group, heard = spoken(street, street.group), len(spoken(street, street.chen))
    await comes_late(street, "里面也裂了")
    sheet = await street.case(1)
    assert [one.note for one in sheet.events if one.kind == "added"] == ["里面也裂了"]
    assert [one.state for one in sheet.photos] == ["stored", "stored"]
    assert sheet.reports[0].text == "门口垃圾桶坏了"
    (told,) = spoken(street, street.chen)[heard:]
    assert "里面也裂了" in told
    assert spoken(street, street.group) == group
    assert await left(street) == {"cases": 1, "photos": 2, "reports": 1}


async def test_the_same_words_are_kept_once(street: Street) -> None:
    """Some phones write the caption on every item, and some send an item twice."""
    await filed(street)
    await comes_late(street, "门口垃圾桶坏了")
    assert "added" not in await street.kinds(1)
    for _ in range(2):
        await comes_late(street, "里面也裂了", "gold")
    assert (await street.kinds(1)).count("added") == 1


async def test_a_late_caption_tells_of_danger(street: Street) -> None:
    """As if it were written under the card: critical, the numbers once, the words and the duty to the worker."""
    await filed(street)
    await street.press(street.chen, street.last(street.chen), "接单")
    before, heard = (await street.case(1)).case, len(spoken(street, street.chen))
    await comes_late(street, SPARKS)
    await comes_late(street, "又冒火花了", "gold")
    after = (await street.case(1)).case
    assert (before.urgency, after.urgency) == ("normal", "critical")
    assert after.resolve_by < before.resolve_by
    assert (await street.kinds(1)).count("raised") == 1
    assert numbers_told(street) == 1
    news = spoken(street, street.chen)[heard:]
    assert SPARKS in news[0]
    assert any(one.startswith("⚠️ 危急，先保安全") for one in news)


async def test_a_danger_that_only_the_report_explains(street: Street) -> None:
    """压到人了 under the album of a fallen tree; 没有着火 under it is none."""
    await filed(street, "楼下的大树倒了")
    await comes_late(street, "没有着火")
    assert (await street.case(1)).case.urgency == "urgent"
    await comes_late(street, "压到人了", "gold")
    assert (await street.case(1)).case.urgency == "critical"


async def test_the_only_words_of_the_album_are_the_report(street: Street) -> None:
    """Filed by /report without a word: what it is, whose it is and what the cards say follow from the late caption."""
    await filed(street, "/report")
    assert (await street.case(1)).reports[0].text == ""
    await comes_late(street, "5栋电梯坏了")
    sheet = await street.case(1)
    assert (sheet.reports[0].text, sheet.area.name) == ("5栋电梯坏了", "5栋")
    assert sheet.case.category == "facility.elevator_fault"
    assert "电梯坏了" in words(street.card(street.group, 1))
    assert "added" not in await street.kinds(1)
    assert await left(street) == {"cases": 1, "photos": 2, "reports": 1}


async def test_the_only_words_reach_who_has_begun(street: Street) -> None:
    """The worker said yes to photos alone: the words come as a message, and the report says them."""
    await filed(street, "/report")
    await street.press(street.li, street.last(street.li), "接单")
    heard = len(spoken(street, street.li))
    await comes_late(street, f"门口垃圾桶，{SPARKS}")
    sheet = await street.case(1)
    assert (sheet.reports[0].text, sheet.case.urgency) == (f"门口垃圾桶，{SPARKS}", "critical")
    assert SPARKS in "".join(spoken(street, street.li)[heard:])
    assert numbers_told(street) == 1


async def test_a_danger_when_the_report_is_over(street: Street) -> None:
    """There is nothing to add it to: a report of its own, once. Other words are not kept then."""
    await filed(street)
    await street.press(street.wang, street.card(street.group, 1), "撤回")
    await comes_late(street, "里面也裂了")
    assert "added" not in await street.kinds(1)
    await comes_late(street, SPARKS, "gold")
    case = (await street.case(2)).case
    assert (case.urgency, (await street.case(2)).reports[0].text) == ("critical", SPARKS)
    await comes_late(street, "又冒火花了", "teal")
    assert await number_of_cases(street) == 2
    assert len((await street.case(2)).photos) == 2


async def test_in_private_it_is_acknowledged(street: Street) -> None:
    """The same words as for any addition there, and no word to the group."""
    street.wang.starts(street.bot)
    chat = street.chat_of(street.wang)
    shows(street.wang, chat, "3栋楼道灯不亮了", album="71", photo=picture("navy"))
    await street.settled()
    group = spoken(street, street.group)
    shows(street.wang, chat, "还有这一盏", album="71", photo=picture("red"))
    await street.settled()
    assert words(street.last(street.wang)) == "补充上了。（1 号）"
    assert "还有这一盏" in words(street.last(street.chen))
    assert spoken(street, street.group) == group


async def test_the_photo_alone_is_as_quiet_as_before(street: Street) -> None:
    """An item without words is told to nobody."""
    await filed(street)
    heard = spoken(street, street.chen)
    await comes_late(street, "")
    assert spoken(street, street.chen) == heard
    assert "added" not in await street.kinds(1)


async def test_late_words_answer_where(street: Street) -> None:
    """An album without words was asked about in private: its late caption says what and where, and it is filed."""
    street.wang.starts(street.bot)
    chat = street.chat_of(street.wang)
    shows(street.wang, chat, album="71", photo=picture("navy"))
    await street.settled()
    question = street.last(street.wang)
    assert "是哪栋" in words(question)
    shows(street.wang, chat, "5栋楼道灯不亮了", album="71", photo=picture("red"))
    await street.settled()
    sheet = await street.case(1)
    assert (sheet.area.name, sheet.reports[0].text, len(sheet.photos)) == ("5栋", "5栋楼道灯不亮了", 2)
    assert question.deleted
    assert await left(street) == {"cases": 1, "photos": 2, "reports": 1}


async def test_late_words_of_danger_do_not_wait_for_where(street: Street) -> None:
    """The numbers at once and once; where it is stays asked."""
    street.wang.starts(street.bot)
    chat = street.chat_of(street.wang)
    shows(street.wang, chat, album="71", photo=picture("navy"))
    await street.settled()
    for words_of_it in (SPARKS, "又冒火花了"):
        shows(street.wang, chat, words_of_it, album="71", photo=picture("red"))
        await street.settled()
    assert sum("119" in one for one in spoken(street, street.wang)) == 1
    await street.press(street.wang, next(one for one in chat.visible if "3栋" in labels(one)), "3栋")
    assert (await street.case(1)).case.urgency == "critical"


async def test_a_quarrel_that_turns_out_dangerous(street: Street) -> None:
    """Its poster was asked to tell it in private; the late caption cannot wait for that."""
    shows(street.zhang, street.group, "两口子吵架，麻烦来调解一下", album="71", photo=picture("navy"))
    await street.settled()
    line = street.last(street.group)
    assert labels(line) == ["私下说"]
    shows(street.zhang, street.group, "着火了", album="71", photo=picture("red"))
    await street.settled()
    assert (await street.case(1)).case.urgency == "critical"
    assert numbers_told(street) == 1
    assert line.deleted


@pytest.mark.parametrize("private", [True, False])
async def test_late_words_while_it_is_asked_whether_it_is_the_same(known: Street, *, private: bool) -> None:
    """They wait with the report for the tap, in private too, and stand in it afterwards."""
    await known.report("3栋楼下垃圾桶满了没人收")
    known.zhang.starts(known.bot)
    chat = known.chat_of(known.zhang) if private else known.group
    shows(known.zhang, chat, "3栋那边垃圾堆成山，臭得很", album="71", photo=picture("navy"))
    await known.settled()
    question = known.last(known.zhang) if private else known.last(known.group)
    assert labels(question) == ["是同一件", "不是，另记一件"]
    shows(known.zhang, chat, "都三天了", album="71", photo=picture("red"))
    await known.settled()
    assert await parked(known) == []
    assert not question.deleted
    await known.press(known.zhang, question, "是同一件")
    assert (await known.case(1)).reports[1].text == "3栋那边垃圾堆成山，臭得很\n都三天了"


async def test_an_edit_while_it_is_asked_whether_it_is_the_same(known: Street) -> None:
    """In private: other words wait for the tap as well; a danger does not, and is a case of its own."""
    await known.report("3栋楼下垃圾桶满了没人收")
    known.zhang.starts(known.bot)
    posted = await known.says(known.zhang, known.bot, photo=picture("navy"), caption="3栋那边垃圾堆成山，臭得很")
    known.zhang.edits(posted, "3栋那边垃圾堆成山，臭得很啊")
    await known.settled()
    assert await parked(known) == []
    assert [one.text for one in await rows(known, "drafts")] == ["3栋那边垃圾堆成山，臭得很啊"]
    known.zhang.edits(posted, "3栋那边垃圾堆着火了")
    await known.settled()
    assert (await known.case(2)).case.urgency == "critical"
    assert sum("119" in one for one in spoken(known, known.zhang)) == 1
    assert await rows(known, "drafts") == []
