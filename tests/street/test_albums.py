"""Albums: several messages, one report, one answer, one addition."""

from datetime import timedelta

import pytest

from simulator import acts
from simulator.chats import Chat
from simulator.contents import Sent, said
from simulator.messages import Message
from simulator.street import Person
from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, number_of_cases, rows, shows, spoken

HELPS_MOST = "拍张照、打句话最管用"
COLOURS = ("navy", "red", "gold")


async def test_an_album_is_one_report(street: Street) -> None:
    """Three photos, one caption, one card under the first."""
    album = street.wang.sends_album(street.group, [picture(one) for one in COLOURS], "门口垃圾桶坏了")
    await street.settled()
    sheet = await street.case(1)
    assert (len(sheet.photos), sheet.reports[0].text) == (3, "门口垃圾桶坏了")
    assert {one.state for one in sheet.photos} == {"stored"}
    assert street.card(street.group, 1).reply_to is album[0]
    assert await number_of_cases(street) == 1


async def test_the_caption_may_be_on_any_item(street: Street) -> None:
    """On the last one; or a piece on each."""
    for caption in ("", "", "门口垃圾桶坏了"):
        shows(street.wang, street.group, caption, album="71", photo=picture(COLOURS[0]))
    await street.settled()
    shows(street.zhang, street.group, "门口垃圾桶坏了", album="72", photo=picture("red"))
    shows(street.zhang, street.group, "盖子在这", album="72", photo=picture("gold"))
    await street.settled()
    assert len((await street.case(1)).photos) == 3
    assert (await street.case(2)).reports[0].text == "门口垃圾桶坏了\n盖子在这"


async def test_late_items_join_the_report(street: Street) -> None:
    """Telegram delivered one after the album had been filed; it is fetched too."""
    shows(street.wang, street.group, "门口垃圾桶坏了", album="71", photo=picture("navy"))
    await street.settled()
    assert len((await street.case(1)).photos) == 1
    shows(street.wang, street.group, album="71", photo=picture("red"))
    await street.settled()
    assert [one.state for one in (await street.case(1)).photos] == ["stored", "stored"]
    assert await left(street) == {"cases": 1, "photos": 2, "reports": 1}


async def test_a_late_caption_files_the_album(street: Street) -> None:
    """The item with the words comes when the others already wait for words."""
    shows(street.wang, street.group, album="71", photo=picture("navy"))
    await street.settled()
    assert await left(street) == {"drafts": 1, "photos": 1}
    shows(street.wang, street.group, "门口垃圾桶坏了", album="71", photo=picture("red"))
    await street.settled()
    assert len((await street.case(1)).photos) == 2
    assert await left(street) == {"cases": 1, "photos": 2, "reports": 1}


async def test_words_after_an_album(street: Street) -> None:
    """Within two minutes they are its caption; and a latecomer still finds its case."""
    street.wang.sends_album(street.group, [picture(one) for one in COLOURS[:2]])
    await street.settled()
    await street.says(street.wang, street.group, "门口垃圾桶坏了")
    album = next(iter(street.group.albums))
    shows(street.wang, street.group, album=album, photo=picture("gold"))
    await street.settled()
    assert len((await street.case(1)).photos) == 3


async def test_words_before_an_album(street: Street) -> None:
    """Words first and photos after are one report, also when the photos are several; a latecomer finds its case."""
    told = await street.says(street.wang, street.group, "门口垃圾桶坏了")
    street.wang.sends_album(street.group, [picture(one) for one in COLOURS[:2]])
    await street.settled()
    shows(street.wang, street.group, album=next(iter(street.group.albums)), photo=picture("gold"))
    street.wang.edits(told, "门口垃圾桶盖子坏了")
    await street.settled()
    sheet = await street.case(1)
    assert (sheet.reports[0].text, len(sheet.photos)) == ("门口垃圾桶盖子坏了", 3)
    assert await left(street) == {"cases": 1, "photos": 3, "reports": 1}


async def test_a_photo_before_an_album(street: Street) -> None:
    """Photos that come one after another wait for their words together."""
    await street.says(street.wang, street.group, photo=picture("red"))
    street.wang.sends_album(street.group, [picture(one) for one in COLOURS[:2]])
    await street.settled()
    await street.says(street.wang, street.group, "门口垃圾桶坏了")
    assert await left(street) == {"cases": 1, "photos": 3, "reports": 1}


async def test_an_album_of_dinner_leaves_nothing(street: Street) -> None:
    """Neither with words nor without."""
    before = spoken(street, street.group)
    street.wang.sends_album(street.group, [picture(one) for one in COLOURS], "今晚一起吃饭吗")
    street.zhang.sends_album(street.group, [picture(one) for one in COLOURS])
    await street.settled()
    street.clock.shift(timedelta(minutes=3))
    await street.settled()
    assert await left(street) == {}
    assert spoken(street, street.group) == before


async def test_report_in_an_albums_caption(street: Street) -> None:
    """/report on the first item or on a later one, and for somebody else."""
    street.wang.sends_album(street.group, [picture(one) for one in COLOURS[:2]], "/report 三楼这里")
    await street.settled()
    shows(street.zhang, street.group, album="72", photo=picture("red"))
    shows(street.zhang, street.group, "/report 四楼这里", album="72", photo=picture("gold"))
    await street.settled()
    shows(street.zhou, street.group, album="73", photo=picture("red"))
    shows(street.zhou, street.group, "/report for 李奶奶 五楼这里", album="73", photo=picture("gold"))
    await street.settled()
    sheets = [await street.case(number) for number in (1, 2, 3)]
    assert [(one.reports[0].text, len(one.photos)) for one in sheets] == [
        ("三楼这里", 2), ("四楼这里", 2), ("五楼这里", 2)
    ]
    assert sheets[2].reports[0].on_behalf == "李奶奶"


async def test_two_peoples_albums_at_once(street: Street) -> None:
    """Items that come in turns stay with their own."""
    bins, lamps = ("门口垃圾桶坏了", "", ""), ("", "楼道灯不亮了", "")
    for colour, bin_words, lamp_words in zip(COLOURS, bins, lamps, strict=True):
        shows(street.wang, street.group, bin_words, album="71", photo=picture(colour))
        shows(street.zhang, street.group, lamp_words, album="72", photo=picture(colour))
    await street.settled()
    sheets = {one.reports[0].text: len(one.photos) for one in (await street.case(1), await street.case(2))}
    assert sheets == {"门口垃圾桶坏了": 3, "楼道灯不亮了": 3}


async def test_an_album_as_an_addition(street: Street) -> None:
    """Several photos in reply to the card are told to the worker once."""
    await street.report()
    heard = len(spoken(street, street.chen))
    for colour in COLOURS:
        shows(street.wang, street.group, album="71", photo=picture(colour), reply_to=street.card(street.group, 1))
    await street.settled()
    assert await number_of_cases(street) == 1
    assert len((await street.case(1)).photos) == 4
    assert (await street.kinds(1)).count("added") == 1
    assert len(spoken(street, street.chen)) == heard + 1
    assert "3 张照片" in words(street.last(street.chen))


async def test_an_album_as_a_result(street: Street) -> None:
    """Asked for the result, the worker sends three photos: one result."""
    await street.report()
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    chat = street.chat_of(street.chen)
    for colour in COLOURS:
        shows(street.chen, chat, "换好了" if colour == "red" else "", album="81", photo=picture(colour))
    await street.settled()
    sheet = await street.case(1)
    assert sheet.case.status == "resolved"
    assert len(sheet.pictures("after")) == 3
    assert labels(street.last(street.group)) == ["解决了", "还没好"]
    assert await rows(street, "drafts") == []


async def test_an_album_in_private(street: Street) -> None:
    """One question for all of it, then one case."""
    street.wang.starts(street.bot)
    street.wang.sends_album(street.bot, [picture(one) for one in COLOURS], "楼道灯不亮了")
    await street.settled()
    assert sum("是哪栋" in one for one in spoken(street, street.wang)) == 1
    await street.press(street.wang, street.last(street.wang), "3栋")
    assert len((await street.case(1)).photos) == 3
    assert await number_of_cases(street) == 1


def films(person: Person, chat: Chat, caption: str = "", *, album: str) -> Message:
    """A video that is an item of an album."""
    return acts.post(person.state, chat, person, said(person.state, Sent(video=b"film", caption=caption)), album=album)


@pytest.mark.parametrize("film_at", [0, 1, 2])
async def test_the_caption_may_be_under_a_video(street: Street, film_at: int) -> None:
    """Phones put it under the first item, which may be the video: it speaks for the photos beside it."""
    for place in range(3):
        if place == film_at:
            films(street.wang, street.group, "门口垃圾桶坏了", album="71")
        else:
            shows(street.wang, street.group, album="71", photo=picture(COLOURS[place]))
    await street.settled()
    sheet = await street.case(1)
    assert (sheet.reports[0].text, len(sheet.photos)) == ("门口垃圾桶坏了", 2)
    assert await left(street) == {"cases": 1, "photos": 2, "reports": 1}
    assert not any(HELPS_MOST in one for one in spoken(street, street.group))


async def test_a_video_with_the_caption_comes_late(street: Street) -> None:
    """The photos wait for words already; words that are mended count as well."""
    shows(street.wang, street.group, album="71", photo=picture("navy"))
    await street.settled()
    film = films(street.wang, street.group, "门口垃圾桶坏了", album="71")
    await street.settled()
    street.wang.edits(film, "门口垃圾桶盖子坏了")
    await street.settled()
    sheet = await street.case(1)
    assert (sheet.reports[0].text, len(sheet.photos)) == ("门口垃圾桶盖子坏了", 1)


async def test_a_video_in_a_private_album(street: Street) -> None:
    """Neither its caption is lost, nor is somebody who sent photos asked for photos."""
    street.wang.starts(street.bot)
    chat = street.chat_of(street.wang)
    films(street.wang, chat, "3栋楼道灯不亮了", album="71")
    shows(street.wang, chat, album="71", photo=picture("navy"))
    films(street.wang, chat, album="71")
    await street.settled()
    sheet = await street.case(1)
    assert (sheet.reports[0].text, len(sheet.photos)) == ("3栋楼道灯不亮了", 1)
    assert not any(HELPS_MOST in one for one in spoken(street, street.wang))


async def test_an_album_of_videos_alone(street: Street) -> None:
    """Its poster hears once that a photo helps most, and the photo that follows files it. Of dinner nothing stays."""
    for caption in ("门口垃圾桶坏了", ""):
        films(street.wang, street.group, caption, album="71")
        films(street.zhang, street.group, caption and "今晚一起吃饭吗", album="72")
    await street.settled()
    assert [HELPS_MOST in one for one in spoken(street, street.group)].count(True) == 1
    assert await left(street) == {"drafts": 1}
    shows(street.wang, street.group, album="73", photo=picture("navy"))
    await street.settled()
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}
