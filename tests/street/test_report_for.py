"""For somebody who walked in or rang up: the same number, the same loop; the helper answers for them."""

from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, number_of_cases

TOLD = "楼道灯不亮了"


async def test_in_private_with_the_building_in_the_words(street: Street) -> None:
    """Whose report it is stands on the worker's card, and the helper gets the receipt."""
    await street.says(street.li, street.bot, f"/report for 李奶奶 3栋{TOLD}")
    sheet = await street.case(1)
    assert (sheet.reports[0].on_behalf, sheet.reports[0].text, sheet.area.name) == ("李奶奶", f"3栋{TOLD}", "3栋")
    assert "李奶奶：「" in words(street.card(street.chen, 1))
    assert "1 号" in words(street.card(street.li, 1))
    assert "李奶奶" not in words(street.card(street.group, 1))


async def test_in_private_with_the_building_asked(street: Street) -> None:
    """With a photo, the command as its caption; one's own building is not learned from it."""
    await street.says(street.li, street.bot, photo=picture(), caption=f"/report for 李奶奶 {TOLD}")
    await street.press(street.li, street.last(street.li), "12栋")
    sheet = await street.case(1)
    assert (sheet.reports[0].on_behalf, sheet.area.name, len(sheet.photos)) == ("李奶奶", "12栋", 1)
    assert sheet.people[sheet.reports[0].person_id].home_id is None


async def test_in_private_under_a_photo(street: Street) -> None:
    """A photo that was sent before, or forwarded, is taken along."""
    photo = await street.says(street.li, street.bot, photo=picture(), caption="看")
    await street.says(street.li, street.bot, f"/report for 李奶奶 5栋{TOLD}", reply_to=photo)
    sheet = await street.case(1)
    assert (sheet.reports[0].on_behalf, sheet.area.name, len(sheet.photos)) == ("李奶奶", "5栋", 1)
    assert await left(street) == {"cases": 1, "photos": 1, "reports": 1}


async def test_in_a_group(street: Street) -> None:
    """The group's own building, or the one that the words name; in Chinese too."""
    await street.says(street.zhou, street.group, f"/report for 李奶奶 {TOLD}")
    await street.says(street.zhou, street.group, f"/report 代 钱爷爷 5栋{TOLD}")
    sheets = [await street.case(number) for number in (1, 2)]
    assert [(one.reports[0].on_behalf, one.area.name) for one in sheets] == [("李奶奶", "3栋"), ("钱爷爷", "5栋")]


async def test_in_a_group_under_somebodys_photo(street: Street) -> None:
    """The photo with its caption becomes the report of whom the helper names."""
    photo = await street.says(street.wang, street.group, photo=picture(), caption="看这里")
    await street.says(street.zhou, street.group, "/report for 李奶奶", reply_to=photo)
    sheet = await street.case(1)
    assert (sheet.reports[0].on_behalf, sheet.reports[0].text, len(sheet.photos)) == ("李奶奶", "看这里", 1)


async def test_without_a_name_it_says_how(street: Street) -> None:
    """ "for" alone is no report about "for"."""
    for where, seen in ((street.bot, street.zhou), (street.group, street.group)):
        for wanting in ("/report for", "/report for 李奶奶", "/report 代"):
            await street.says(street.zhou, where, wanting)
            assert words(street.last(seen)).startswith("这样发：/report for")
    assert await number_of_cases(street) == 0


async def test_in_a_station_the_building_is_asked(street: Street) -> None:
    """As for everybody there."""
    await street.says(street.zhou, street.station, f"/report for 李奶奶 {TOLD}")
    await street.press(street.zhou, street.last(street.station), "5栋")
    sheet = await street.case(1)
    assert (sheet.reports[0].on_behalf, sheet.area.name) == ("李奶奶", "5栋")


async def test_only_by_somebody_on_duty(street: Street) -> None:
    """A resident is told that they need not; nothing is filed."""
    await street.says(street.wang, street.group, f"/report for 李奶奶 {TOLD}")
    assert "代报是给在岗的人用的" in words(street.last(street.group))
    assert await number_of_cases(street) == 0


async def test_without_a_name_or_words(street: Street) -> None:
    """It says how."""
    for text in ("/report for 李奶奶", "/report for 李奶奶  ", "/report 代 李奶奶"):
        await street.says(street.li, street.bot, text)
        assert words(street.last(street.li)) == "这样发：/report for 王阿姨 3栋楼道灯不亮"
    assert await left(street) == {}


async def test_the_helper_answers_for_the_reporter(street: Street) -> None:
    """The question comes to them, and they say whether it is solved, though they hold a role there."""
    await street.says(street.li, street.bot, f"/report for 李奶奶 3栋{TOLD}")
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.says(street.chen, street.bot, "问一问 1 是哪一盏？")
    await street.says(street.li, street.bot, "二楼那盏")
    assert "二楼那盏" in words(street.last(street.chen))
    await street.says(street.chen, street.bot, "办好了 1 换了灯泡")
    assert labels(street.last(street.li)) == ["解决了", "还没好"]
    await street.press(street.li, street.last(street.li), "解决了")
    assert (await street.case(1)).case.closed_how == "resident"


async def test_an_edited_report_for_somebody(street: Street) -> None:
    """The name is no part of the words."""
    typed = await street.says(street.zhou, street.group, f"/report for 李奶奶 {TOLD}")
    street.zhou.edits(typed, "/report for 李奶奶 楼道灯都不亮了")
    await street.settled()
    report = (await street.case(1)).reports[0]
    assert (report.on_behalf, report.text) == ("李奶奶", "楼道灯都不亮了")
