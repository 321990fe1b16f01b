"""Edits where a report was said in several messages: each message's new words take the place of its own old ones."""

import pytest

from simulator.messages import Message
from tests.street.scene import Street, picture, words
from tests.street.traces import number_of_cases, rows, shows, spoken

BIN, LID, RAT = "门口垃圾桶坏了", "盖子在这", "盖子在这，里面有老鼠"


async def album(street: Street, *captions: str, private: bool = False) -> list[Message]:
    """王阿姨 shows several photos at once, each with its own caption."""
    chat = street.chat_of(street.wang) if private else street.group
    colours = ("navy", "red", "gold")
    sent = [
        shows(street.wang, chat, caption, album="71", photo=picture(colour))
        for caption, colour in zip(captions, colours, strict=False)
    ]
    await street.settled()
    return sent


async def edits(street: Street, message: Message, text: str) -> None:
    """She changes one caption."""
    street.wang.edits(message, text)
    await street.settled()


async def said(street: Street) -> str:
    """What the report says."""
    return (await street.case(1)).reports[0].text


@pytest.mark.parametrize(
    ("captions", "which", "new", "then"),
    [
        ((BIN, LID), 1, RAT, f"{BIN}\n{RAT}"),
        ((BIN, LID), 0, "门口垃圾桶裂了", f"门口垃圾桶裂了\n{LID}"),
        ((BIN, LID), 1, "", BIN),
        ((BIN, ""), 1, RAT, f"{BIN}\n{RAT}"),
        ((BIN, ""), 0, "门口垃圾桶裂了", "门口垃圾桶裂了"),
        (("", BIN), 1, "门口垃圾桶裂了", "门口垃圾桶裂了"),
        (("", BIN), 0, LID, f"{BIN}\n{LID}"),
        ((BIN, LID, "三天了"), 1, RAT, f"{BIN}\n{RAT}\n三天了"),
    ],
)
async def test_each_caption_is_changed_alone(
    street: Street, captions: tuple[str, ...], which: int, new: str, then: str
) -> None:
    """What the other items say is kept; the card goes on saying what it is, and the group hears nothing."""
    sent = await album(street, *captions)
    before = len(spoken(street, street.group))
    await edits(street, sent[which], new)
    assert await said(street) == then
    assert "垃圾桶" in words(street.card(street.group, 1))
    assert (len(spoken(street, street.group)), await number_of_cases(street)) == (before, 1)


async def test_one_caption_after_another(street: Street) -> None:
    """Also what an edit has added can be edited, and taken away."""
    first, second = await album(street, BIN, "")
    for text, then in ((LID, f"{BIN}\n{LID}"), (RAT, f"{BIN}\n{RAT}"), ("", BIN)):
        await edits(street, second, text)
        assert await said(street) == then
    await edits(street, first, "5栋电梯坏了")
    sheet = await street.case(1)
    assert (sheet.area.name, sheet.case.category) == ("5栋", "facility.elevator_fault")


async def test_a_second_caption_tells_of_danger(street: Street) -> None:
    """The case is raised, and still says what was reported first."""
    _, second = await album(street, BIN, LID)
    await edits(street, second, "现在冒火花了")
    assert (await said(street), (await street.case(1)).case.urgency) == (f"{BIN}\n现在冒火花了", "critical")
    assert any("119" in one for one in spoken(street, street.group))


async def test_a_late_caption_is_changed(street: Street) -> None:
    """It was an addition; its new words are in the report, and the same words again are nothing."""
    await album(street, BIN)
    late = shows(street.wang, street.group, LID, album="71", photo=picture("red"))
    await street.settled()
    await edits(street, late, LID)
    assert await said(street) == BIN
    await edits(street, late, RAT)
    assert await said(street) == f"{BIN}\n{RAT}"


async def test_the_photo_gets_a_caption_after_its_words_came(street: Street) -> None:
    """A photo, then words: what is written under the photo afterwards is added to them."""
    posted = await street.says(street.wang, street.group, photo=picture())
    await street.says(street.wang, street.group, BIN)
    await edits(street, posted, LID)
    assert await said(street) == f"{BIN}\n{LID}"


async def test_while_it_is_asked_where(street: Street) -> None:
    """In private the same, before the building is known and after."""
    street.wang.starts(street.bot)
    _, second = await album(street, "楼道灯不亮了", "这一盏也是", private=True)
    await edits(street, second, "这两盏也是")
    assert [one.text for one in await rows(street, "drafts")] == ["楼道灯不亮了\n这两盏也是"]
    await street.press(street.wang, street.last(street.wang), "3栋")
    await edits(street, second, "这三盏也是")
    assert await said(street) == "楼道灯不亮了\n这三盏也是"
