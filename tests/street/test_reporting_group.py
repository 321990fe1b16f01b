"""Reports in a building's group: a photo with words, /report, the bot's name, a photo sent as a file."""

from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, number_of_cases, rows, spoken

LAMP = "一单元三楼楼道灯不亮了"


async def test_a_photo_with_words_is_filed_and_acknowledged(street: Street) -> None:
    """One card under the photo, a quiet 👀 on it, a duty for whoever is responsible; nothing else in the group."""
    photo = await street.says(street.wang, street.group, photo=picture(), caption="门口垃圾桶坏了")
    card = street.card(street.group, 1)
    assert card.reply_to is photo
    assert card.silent
    assert [one["emoji"] for one in photo.reactions[street.bot.id]] == ["👀"]
    assert labels(card) == ["我也遇到", "撤回"]
    assert "王阿姨" not in words(card)
    assert len(spoken(street, street.group)) == 2
    sheet = await street.case(1)
    assert (sheet.case.category, sheet.case.status, sheet.area.name) == ("sanitation.bin_damaged", "dispatched", "3栋")


async def test_chatter_with_a_photo_leaves_nothing(street: Street) -> None:
    """A photo of dinner is not our business."""
    before = len(spoken(street, street.group))
    await street.says(street.wang, street.group, photo=picture(), caption="今晚一起吃饭吗")
    await street.says(street.zhang, street.group, "好啊好啊")
    assert await left(street) == {}
    assert len(spoken(street, street.group)) == before


async def test_strangers_who_only_chat_are_not_remembered(street: Street) -> None:
    """Who has nothing to do with a case leaves no name with us."""
    known = len(await rows(street, "people"))
    newcomer = street.sim.world.add_user("新来的邻居")
    newcomer.joins(street.group)
    await street.says(newcomer, street.group, "大家好呀")
    assert len(await rows(street, "people")) == known


async def test_report_with_words_alone(street: Street) -> None:
    """/report and a sentence: no photo is needed."""
    await street.says(street.wang, street.group, f"/report {LAMP}")
    assert "楼道灯不亮" in words(street.card(street.group, 1))
    assert (await street.case(1)).reports[0].text == LAMP


async def test_report_over_several_lines(street: Street) -> None:
    """Words on the next lines belong to the report as they are."""
    await street.says(street.wang, street.group, "/report\n灯不亮了\n一单元三楼")
    assert (await street.case(1)).reports[0].text == "灯不亮了\n一单元三楼"


async def test_report_with_nothing_says_how(street: Street) -> None:
    """/report alone files nothing."""
    await street.says(street.wang, street.group, "/report")
    assert "拍张照发群里" in words(street.last(street.group))
    assert await left(street) == {}


async def test_report_in_a_caption(street: Street) -> None:
    """Also on the line above the words, and with the bot's name in the command."""
    for caption in (f"/report {LAMP}", f"/report\n{LAMP}", f"/report@gridbee_bot {LAMP}", "/report"):
        await street.says(street.wang, street.group, photo=picture(), caption=caption)
    sheets = [await street.case(number) for number in (1, 2, 3, 4)]
    assert [one.reports[0].text for one in sheets] == [LAMP, LAMP, LAMP, ""]
    assert all(len(one.photos) == 1 for one in sheets)


async def test_report_in_reply_to_a_neighbours_photo(street: Street) -> None:
    """The photo that is replied to becomes the report of whoever says so."""
    photo = await street.says(street.wang, street.group, photo=picture())
    await street.says(street.zhang, street.group, "/report 灯不亮了", reply_to=photo)
    sheet = await street.case(1)
    assert len(sheet.photos) == 1
    assert sheet.people[sheet.reports[0].person_id].name == "张叔"
    assert street.card(street.group, 1).reply_to is photo
    await street.says(street.wang, street.group, "一单元三楼楼道灯不亮了")
    assert await number_of_cases(street) == 1
    street.clock.shift(street.gridbee.database.rules.periods.draft * 2)
    await street.settled()
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def test_report_in_reply_takes_the_words_that_are_there(street: Street) -> None:
    """Without own words, the caption or the text that is replied to is what is reported."""
    photo = await street.says(street.wang, street.group, photo=picture(), caption="看这里，三楼")
    await street.says(street.zhang, street.group, "/report", reply_to=photo)
    text = await street.says(street.wang, street.group, "楼下路边有个坑")
    await street.says(street.zhang, street.group, "/report", reply_to=text)
    assert (await street.case(1)).reports[0].text == "看这里，三楼"
    assert (await street.case(2)).reports[0].text == "楼下路边有个坑"


async def test_report_of_what_is_known_already(street: Street) -> None:
    """A second /report under the same photo names the number."""
    photo = await street.says(street.wang, street.group, photo=picture(), caption="门口垃圾桶坏了")
    await street.says(street.zhang, street.group, "/report", reply_to=photo)
    assert "1 号" in words(street.last(street.group))
    assert "已经记过" in words(street.last(street.group))
    assert await number_of_cases(street) == 1


async def test_naming_the_bot(street: Street) -> None:
    """@gridbee_bot works like /report, wherever it stands; the name itself is not kept."""
    await street.says(street.wang, street.group, f"@gridbee_bot {LAMP}")
    await street.says(street.wang, street.group, photo=picture(), caption="这个 @GRIDBEE_bot 看一下")
    assert (await street.case(1)).reports[0].text == LAMP
    assert (await street.case(2)).reports[0].text == "这个 看一下"


async def test_naming_the_bot_under_a_photo(street: Street) -> None:
    """In reply to a photo the name alone is enough; with nothing at all it says how."""
    photo = await street.says(street.wang, street.group, photo=picture(), caption="看这里")
    await street.says(street.zhang, street.group, "@gridbee_bot", reply_to=photo)
    assert len((await street.case(1)).photos) == 1
    await street.says(street.zhang, street.group, "@gridbee_bot")
    assert "拍张照发群里" in words(street.last(street.group))
    assert await number_of_cases(street) == 1


async def test_another_bots_name_is_not_ours(street: Street) -> None:
    """@gridbee_bots is somebody else."""
    await street.says(street.wang, street.group, "@gridbee_bots 你好")
    assert await left(street) == {}


async def test_a_photo_sent_as_a_file(street: Street) -> None:
    """The worker sees our own picture of it, without what the camera noted."""
    await street.says(street.wang, street.group, document=("IMG_1.jpg", picture()), caption="门口垃圾桶坏了")
    sheet = await street.case(1)
    assert sheet.photos[0].as_file
    assert sheet.photos[0].state == "stored"
    assert street.last(street.chen).content.kind == "photo"
    assert "1 号，等您接单" in words(street.last(street.chen))


async def test_other_files_are_no_photos(street: Street) -> None:
    """A table somebody shares is left alone, whatever its caption says."""
    await street.says(street.wang, street.group, document=("报修.xlsx", b"PK\3\4"), caption="门口垃圾桶坏了")
    street.clock.shift(street.gridbee.database.rules.periods.draft * 2)
    await street.settled()
    assert await left(street) == {}


async def test_words_that_name_another_building(street: Street) -> None:
    """Posted in 3栋's group about 5栋: the case is there, and so is whoever looks after it."""
    await street.says(street.wang, street.group, photo=picture(), caption="5栋门口垃圾桶坏了")
    sheet = await street.case(1)
    assert sheet.area.name == "5栋"
    assert words(street.card(street.group, 1)).startswith("5栋 门口垃圾桶坏了")
