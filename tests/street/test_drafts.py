"""Two halves of a report, two minutes apart at most; of anything else nothing stays."""

from datetime import timedelta

from tests.street.scene import Street, picture, words
from tests.street.traces import left, number_of_cases, spoken

LAMP = "一单元三楼楼道灯不亮了"


async def pass_time(street: Street, **span: float) -> None:
    """Time goes by, and what was due is done."""
    street.clock.shift(timedelta(**span))
    await street.settled()


async def test_photo_first_then_words(street: Street) -> None:
    """Within two minutes they are one report, answered under the photo."""
    photo = await street.says(street.wang, street.group, photo=picture())
    assert await left(street) == {"drafts": 1, "photos": 1}
    await pass_time(street, seconds=100)
    await street.says(street.wang, street.group, LAMP)
    sheet = await street.case(1)
    assert (sheet.reports[0].text, len(sheet.photos)) == (LAMP, 1)
    assert street.card(street.group, 1).reply_to is photo
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def test_words_first_then_photo(street: Street) -> None:
    """The other way round it is the same."""
    await street.says(street.wang, street.group, LAMP)
    assert await left(street) == {"drafts": 1}
    await street.says(street.wang, street.group, photo=picture())
    sheet = await street.case(1)
    assert (sheet.reports[0].text, len(sheet.photos)) == (LAMP, 1)


async def test_a_photo_after_words_that_were_filed_at_once(street: Street) -> None:
    """In private, by /report and of a danger no words wait for their photo: what follows is of the same report."""
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, "3栋楼道灯不亮")
    await street.says(street.wang, street.bot, photo=picture("navy"))
    street.wang.sends_album(street.bot, [picture("red"), picture("gold")])
    await street.settled()
    assert not any("是哪栋" in one for one in spoken(street, street.wang))
    await street.says(street.zhang, street.group, "/report 三楼这里")
    await street.says(street.zhang, street.group, photo=picture("green"))
    await pass_time(street, seconds=121)
    await street.says(street.zhou, street.group, "楼道里着火了")
    await street.says(street.zhou, street.group, photo=picture("orange"))
    photos = [len((await street.case(number)).photos) for number in (1, 2, 3)]
    assert (photos, await number_of_cases(street)) == ([3, 1, 1], 3)


async def test_a_photo_after_words_filed_at_once_has_words_of_its_own(street: Street) -> None:
    """They come after it, as they may: neither they nor the photo are lost to what was reported before."""
    await street.says(street.wang, street.group, "/report 三楼这里")
    await street.says(street.wang, street.group, photo=picture("navy"))
    await street.says(street.wang, street.group, "门口垃圾桶坏了")
    await pass_time(street, seconds=121)
    sheets = [await street.case(number) for number in (1, 2)]
    assert [(len(one.photos), one.reports[0].text) for one in sheets] == [(0, "三楼这里"), (1, "门口垃圾桶坏了")]


async def test_a_photo_that_follows_no_words_of_ones_own(street: Street) -> None:
    """Too late, of a complete report, or with words for another: it is what it would be alone."""
    await street.says(street.wang, street.group, "/report 三楼这里")
    await street.says(street.wang, street.group, photo=picture("navy"), caption="门口垃圾桶坏了")
    await street.says(street.wang, street.group, photo=picture("red"))
    await street.says(street.zhang, street.group, "/report 四楼这里")
    await pass_time(street, seconds=121)
    await street.says(street.zhang, street.group, photo=picture("gold"))
    photos = [len((await street.case(number)).photos) for number in (1, 2, 3)]
    assert photos == [0, 1, 0]


async def test_several_photos_then_words(street: Street) -> None:
    """Photos one after another are one report once the words come."""
    await street.says(street.wang, street.group, photo=picture("navy"))
    await street.says(street.wang, street.group, photo=picture("red"))
    await street.says(street.wang, street.group, LAMP)
    assert len((await street.case(1)).photos) == 2
    assert await number_of_cases(street) == 1


async def test_a_remark_between_photo_and_words(street: Street) -> None:
    """A word that says nothing neither files the photo nor ends the wait."""
    await street.says(street.wang, street.group, photo=picture())
    await street.says(street.wang, street.group, "大家看看")
    await street.says(street.wang, street.group, LAMP)
    sheet = await street.case(1)
    assert (sheet.reports[0].text, len(sheet.photos)) == (LAMP, 1)


async def test_after_two_minutes_nothing_is_left_of_a_photo(street: Street) -> None:
    """No draft, no photo, no text of the update; and words that come later find nothing to join."""
    before = spoken(street, street.group)
    await street.says(street.wang, street.group, photo=picture())
    await pass_time(street, seconds=121)
    assert await left(street) == {}
    await street.says(street.wang, street.group, LAMP)
    await pass_time(street, seconds=121)
    assert await left(street) == {}
    assert spoken(street, street.group) == before


async def test_words_and_photo_of_two_people_are_not_one(street: Street) -> None:
    """Two minutes, but two people."""
    await street.says(street.wang, street.group, photo=picture())
    await street.says(street.zhang, street.group, LAMP)
    await pass_time(street, seconds=121)
    assert await left(street) == {}


async def test_a_photo_and_then_chatter(street: Street) -> None:
    """Words that are no report do not make one of the photo."""
    await street.says(street.wang, street.group, photo=picture())
    await street.says(street.wang, street.group, "今晚一起吃饭吗")
    await pass_time(street, seconds=121)
    assert await left(street) == {}


async def test_report_takes_the_photo_that_waits(street: Street) -> None:
    """A photo, then /report with words, or /report alone."""
    await street.says(street.wang, street.group, photo=picture())
    await street.says(street.wang, street.group, "/report 三楼这里")
    await street.says(street.zhang, street.group, photo=picture())
    await street.says(street.zhang, street.group, "/report")
    assert [(one.reports[0].text, len(one.photos)) for one in (await street.case(1), await street.case(2))] == [
        ("三楼这里", 1), ("", 1)
    ]
    assert "2 号" in words(street.card(street.group, 2))


async def test_two_photos_with_words_are_two_reports(street: Street) -> None:
    """A second complete report does not swallow the first."""
    await street.says(street.wang, street.group, LAMP)
    await street.says(street.wang, street.group, photo=picture(), caption="门口垃圾桶坏了")
    assert (await street.case(1)).reports[0].text == "门口垃圾桶坏了"
    await street.says(street.wang, street.group, photo=picture())
    assert (await street.case(2)).reports[0].text == LAMP


async def test_halves_that_waited_out_an_outage_belong_together_by_when_they_were_sent(street: Street) -> None:
    """Three hours apart they are two things, one minute apart one, though both are handled in the same moment."""
    await street.stop_bot()
    street.wang.sends(street.group, photo=picture())
    street.zhang.sends(street.group, photo=picture("navy"))
    street.clock.shift(timedelta(hours=3))
    street.wang.sends(street.group, LAMP)
    street.rider.sends(street.station, photo=picture("gold"))
    street.clock.shift(timedelta(minutes=1))
    street.zhang.sends(street.group, "/report")
    street.rider.sends(street.station, "3栋" + LAMP)
    street.clock.shift(timedelta(minutes=10))
    await street.start_bot()
    await street.settled()
    sheet = await street.case(1)
    assert (sheet.reports[0].text, len(sheet.photos)) == ("3栋" + LAMP, 1)
    assert await number_of_cases(street) == 1
    await pass_time(street, seconds=121)
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def test_a_photo_that_was_sent_long_after_words_that_waited_too(street: Street) -> None:
    """Words that were filed at once after an outage take only the photo that was sent with them."""
    await street.stop_bot()
    street.wang.sends(street.group, "/report 三楼这里")
    street.zhang.sends(street.group, "/report 四楼这里")
    street.zhang.sends(street.group, photo=picture("gold"))
    street.clock.shift(timedelta(hours=3))
    street.wang.sends(street.group, photo=picture())
    await street.start_bot()
    await street.settled()
    await pass_time(street, seconds=121)
    assert [len((await street.case(number)).photos) for number in (1, 2)] == [0, 1]
