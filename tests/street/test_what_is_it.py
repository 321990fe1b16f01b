"""A report that could be many things: its poster taps what it is, and the next one like it is understood."""

from datetime import timedelta

from simulator.messages import Message
from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, number_of_cases

VAGUE = "那边那个又不行了，麻烦找人弄一下"


async def asked(street: Street) -> Message:
    """王阿姨 posted a photo with words that could mean anything: the question."""
    await street.says(street.wang, street.group, photo=picture(), caption=VAGUE)
    question = street.last(street.group)
    assert words(question) == "要记下来找人管的话，点一下是哪一类。"
    return question


async def test_a_tap_files_it_as_that(street: Street) -> None:
    """Two or three kinds, "none of these" and "no"; the tap decides, and the question goes."""
    question = await asked(street)
    *kinds, other, nothing = labels(question)
    assert (len(kinds), other, nothing) == (3, "都不是，先记下来", "不用")
    stranger = await street.press(street.zhang, question, kinds[0])
    assert "这个要发的人自己点" in stranger.answer.text
    await street.press(street.wang, question, kinds[0])
    sheet = await street.case(1)
    assert street.gridbee.database.rules.taxonomy.category(sheet.case.category).zh == kinds[0]
    assert (len(sheet.photos), question.deleted) == (1, True)


async def test_it_is_learnt_for_good(street: Street) -> None:
    """The same words are filed at once the next day, also after a restart."""
    question = await asked(street)
    kind = labels(question)[0]
    await street.press(street.wang, question, kind)
    await street.stop_bot()
    await street.start_bot()
    await street.says(street.wang, street.group, photo=picture("navy"), caption=VAGUE)
    sheet = await street.case(2)
    assert street.gridbee.database.rules.taxonomy.category(sheet.case.category).zh == kind


async def test_none_of_these(street: Street) -> None:
    """Filed all the same, as what it most likely is."""
    question = await asked(street)
    await street.press(street.wang, question, "都不是，先记下来")
    assert (await street.case(1)).reports[0].text == VAGUE


async def test_no_tap_loses_nothing(street: Street) -> None:
    """It surely was a report: after ten minutes it is filed as what it most likely is."""
    question = await asked(street)
    street.clock.shift(timedelta(minutes=11))
    await street.settled()
    assert question.deleted
    assert await number_of_cases(street) == 1


async def test_no(street: Street) -> None:
    """Nothing is left of what its poster did not mean."""
    question = await asked(street)
    await street.press(street.wang, question, "不用")
    assert await left(street) == {}
