"""Reports in the private chat: a photo or words, the building, the receipt. Nobody in the group learns who."""

import pytest

from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, number_of_cases, rows, spoken

LAMP = "楼道灯不亮了"
WHERE = "记下来。是哪栋？点一下，或者打字、发个位置。"


async def begun(street: Street, caption: str | None = LAMP) -> None:
    """王阿姨 shows a photo to the bot alone."""
    await street.says(street.wang, street.bot, photo=picture(), caption=caption)


async def test_first_contact_says_what_is_kept(street: Street) -> None:
    """Two lines, once."""
    await begun(street)
    await begun(street, "3栋垃圾桶坏了")
    assert sum("平时聊天不记" in one for one in spoken(street, street.wang)) == 1


async def test_photo_then_building_by_button(street: Street) -> None:
    """Three ways to say it stand there as buttons; one tap files."""
    await begun(street)
    question = street.last(street.wang)
    assert words(question) == WHERE
    assert labels(question) == ["3栋", "5栋", "12栋", "不显示我的名字", "不用"]
    press = await street.press(street.wang, question, "5栋")
    assert press.answer.text == "记下了。"
    sheet = await street.case(1)
    assert (sheet.area.name, len(sheet.photos), sheet.reports[0].text) == ("5栋", 1, LAMP)
    assert question.deleted
    assert any("1 号" in one for one in spoken(street, street.wang))
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def test_words_alone(street: Street) -> None:
    """Without a photo it is asked the same."""
    await street.says(street.wang, street.bot, LAMP)
    await street.press(street.wang, street.last(street.wang), "3栋")
    assert (await street.case(1)).reports[0].text == LAMP


async def test_words_that_name_the_building(street: Street) -> None:
    """Nothing is asked at all."""
    await street.says(street.wang, street.bot, f"12栋{LAMP}")
    assert (await street.case(1)).area.name == "12栋"
    assert WHERE not in spoken(street, street.wang)


@pytest.mark.parametrize("answer", ["5栋", "5栋的", "在5号楼"])
async def test_the_building_is_typed(street: Street, answer: str) -> None:
    """Also in a sentence."""
    await begun(street)
    await street.says(street.wang, street.bot, answer)
    sheet = await street.case(1)
    assert (sheet.area.name, sheet.reports[0].text) == ("5栋", LAMP)


async def test_an_answer_that_is_no_building(street: Street) -> None:
    """Said kindly; the question stays open."""
    await begun(street)
    await street.says(street.wang, street.bot, "就那边")
    assert "没认出是哪栋" in words(street.last(street.wang))
    await street.says(street.wang, street.bot, "12栋")
    assert (await street.case(1)).area.name == "12栋"


async def test_a_location_picks_the_nearest(street: Street) -> None:
    """Of the areas that have coordinates."""
    await begun(street)
    await street.says(street.wang, street.bot, location=(30.7599, 121.3399))
    assert (await street.case(1)).area.name == "5栋"
    await street.says(street.wang, street.bot, location=(30.75, 121.33))
    assert "先发张照片或写一句" in words(street.last(street.wang))


async def test_ones_own_building_comes_first_the_second_time(street: Street) -> None:
    """By a button, or by the words of an earlier report."""
    await begun(street)
    await street.press(street.wang, street.last(street.wang), "12栋")
    await begun(street)
    assert labels(street.last(street.wang))[:3] == ["12栋", "3栋", "5栋"]
    await street.says(street.zhang, street.bot, f"5栋{LAMP}")
    await street.says(street.zhang, street.bot, "垃圾桶坏了")
    assert labels(street.last(street.zhang))[0] == "5栋"


async def test_a_photo_without_words(street: Street) -> None:
    """The words and the building may come in one answer, or one after the other."""
    await begun(street, None)
    await street.says(street.wang, street.bot, f"5栋{LAMP}")
    await begun(street, None)
    await street.says(street.wang, street.bot, LAMP)
    assert words(street.last(street.wang)) == WHERE
    await street.says(street.wang, street.bot, "12栋")
    sheets = [await street.case(number) for number in (1, 2)]
    told = [(one.area.name, one.reports[0].text, len(one.photos)) for one in sheets]
    assert told == [("5栋", f"5栋{LAMP}", 1), ("12栋", LAMP, 1)]
    assert spoken(street, street.wang).count(WHERE) == 0


async def test_more_photos_while_the_building_is_open(street: Street) -> None:
    """They belong to it; a photo with words of its own is the next report."""
    await begun(street)
    await street.says(street.wang, street.bot, photo=picture("red"))
    await street.says(street.wang, street.bot, photo=picture("gold"), caption="垃圾桶坏了")
    await street.says(street.wang, street.bot, "3栋")
    assert (await street.case(1)).reports[0].text == "垃圾桶坏了"
    first = next(one for one in street.chat_of(street.wang).visible if words(one) == WHERE)
    await street.press(street.wang, first, "5栋")
    sheet = await street.case(2)
    assert (sheet.reports[0].text, sheet.area.name, len(sheet.photos)) == (LAMP, "5栋", 2)


async def test_not_now(street: Street) -> None:
    """不用 forgets photo and words."""
    await begun(street)
    await street.press(street.wang, street.last(street.wang), "不用")
    assert await left(street) == {}


async def test_chatter_gets_a_kind_word(street: Street) -> None:
    """And nothing is kept of it."""
    await street.says(street.wang, street.bot, "在吗")
    assert "拍张照发给我" in words(street.last(street.wang))
    assert await left(street) == {}


async def test_report_in_private(street: Street) -> None:
    """/report with words that read like nothing, alone, and as a caption."""
    await street.says(street.wang, street.bot, "/report 你来看看吧")
    assert words(street.last(street.wang)) == WHERE
    await street.press(street.wang, street.last(street.wang), "3栋")
    await street.says(street.wang, street.bot, "/report")
    assert "拍张照发给我" in words(street.last(street.wang))
    await street.says(street.wang, street.bot, photo=picture(), caption=f"/report 3栋{LAMP}")
    assert [(await street.case(number)).reports[0].text for number in (1, 2)] == ["你来看看吧", f"3栋{LAMP}"]


async def test_the_group_sees_what_but_neither_who_nor_the_photo(street: Street) -> None:
    """A card of the case, and a result without the reporter's photo."""
    await begun(street, f"3栋{LAMP}")
    card = street.card(street.group, 1)
    assert card.photo is None
    assert "王阿姨" not in words(card)
    assert card.reply_to is None
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    await street.says(street.chen, street.bot, photo=picture("navy"))
    public, private = street.last(street.group), street.last(street.wang)
    assert public.photo
    assert private.photo
    assert public.photo.largest.data != private.photo.largest.data


async def hidden(street: Street) -> None:
    """王阿姨 asked not to be named."""
    await begun(street)
    await street.press(street.wang, street.last(street.wang), "不显示我的名字")
    await street.press(street.wang, street.last(street.wang), "3栋")


async def test_the_name_is_shown_to_the_worker_unless_hidden(street: Street) -> None:
    """Neither on the worker's card nor in the history, nor to the secretary."""
    await begun(street, f"3栋{LAMP}")
    assert "王阿姨：「" in words(street.last(street.chen))
    await hidden(street)
    card = street.card(street.chen, 2)
    assert "王阿姨" not in words(card)
    assert f"原话：「{LAMP}」" in words(card)
    for somebody in (street.chen, street.zhou):
        await street.says(somebody, street.bot, "/case 2")
        said = [one for one in spoken(street, somebody) if "2 号" in one]
        assert said
        assert not any("王阿姨" in one for one in said)
    history = next(one for one in spoken(street, street.chen) if "经过" in one)
    assert "邻居 报了" in history


async def test_the_name_may_be_shown_again(street: Street) -> None:
    """The button toggles; the buildings keep their order."""
    await begun(street, f"5栋{LAMP}")
    await begun(street)
    question = street.last(street.wang)
    assert labels(question) == ["5栋", "3栋", "12栋", "不显示我的名字", "不用"]
    press = await street.press(street.wang, question, "不显示我的名字")
    assert press.answer.text == "好，不显示您的名字。"
    assert labels(question) == ["5栋", "3栋", "12栋", "显示我的名字", "不用"]
    await street.press(street.wang, question, "显示我的名字")
    await street.press(street.wang, question, "3栋")
    assert [one.anonymous for one in await rows(street, "reports")] == [False, False]


async def test_a_hidden_name_stays_hidden_in_what_follows(street: Street) -> None:
    """Additions and answers come from a neighbour."""
    await hidden(street)
    await street.says(street.wang, street.bot, "一共两盏", reply_to=street.card(street.wang, 1))
    await street.says(street.chen, street.bot, "/case 1")
    assert not any("王阿姨" in one for one in spoken(street, street.chen))


async def test_a_draft_that_waited_too_long(street: Street) -> None:
    """After half an hour the building's name still finds it, a new report is a new one; after a day it is gone."""
    rules = street.gridbee.database.rules.periods
    await begun(street)
    street.clock.shift(rules.prompt * 1.1)
    await street.says(street.wang, street.bot, "5栋")
    assert (await street.case(1)).area.name == "5栋"
    await begun(street)
    street.clock.shift(rules.prompt * 1.1)
    await street.says(street.wang, street.bot, "12栋垃圾桶坏了")
    assert (await street.case(2)).reports[0].text == "12栋垃圾桶坏了"
    street.clock.shift(rules.private_draft)
    await street.settled()
    assert await left(street) == {"cases": 2, "photos": 1, "reports": 2}
    assert await number_of_cases(street) == 2


async def test_a_building_that_there_is_not(street: Street) -> None:
    """It is asked about, not guessed."""
    await begun(street, "99栋楼道灯不亮了")
    assert words(street.last(street.wang)) == WHERE
    await street.says(street.wang, street.bot, "99栋")
    assert "没认出是哪栋" in words(street.last(street.wang))


async def test_a_building_alone_is_no_report(street: Street) -> None:
    """Typed once more after the case was filed, or out of the blue; and "no" takes the question back."""
    for words_alone in ("3栋", "Bldg 5", "12号楼"):
        await street.says(street.wang, street.bot, words_alone)
        assert words(street.last(street.wang)).startswith("哪里坏了，拍张照发给我")
    await street.says(street.wang, street.bot, "/report 楼道灯不亮")
    await street.says(street.wang, street.bot, "取消")
    assert words(street.last(street.wang)) == "好，没记。"
    assert await left(street) == {}
