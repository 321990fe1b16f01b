"""A photo sent as a file may hold where it was taken: that picks the building once, and nobody ever sees it."""

from dataclasses import replace
from io import BytesIO

from PIL import ExifTags, Image
from sqlalchemy import select

from domain.people import Level
from storage import tables
from tests.street.scene import AREAS, Street, labels, words
from tests.street.traces import number_of_cases, spoken
from usecases.import_areas import import_areas

AT_12 = (30.7412, 121.3462)
IN_THE_PARK = (30.7490, 121.3490)


def taken_at(lat: float, lon: float) -> bytes:
    """A camera's JPEG with its position."""
    exif = Image.Exif()
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    for value, ref, side, name in ((lat, "N", 2, 1), (lon, "E", 4, 3)):
        whole = int(value)
        minutes = (value - whole) * 60
        gps[side], gps[name] = (float(whole), float(int(minutes)), (minutes % 1) * 60), ref
    out = BytesIO()
    Image.new("RGB", (320, 240), "seagreen").save(out, "JPEG", exif=exif)
    return out.getvalue()


async def drawn(street: Street) -> None:
    """The area file says where 12栋 stands, and how far 凤凰城 reaches."""
    reach = ((30.740, 121.340), (30.740, 121.350), (30.750, 121.350), (30.750, 121.340))
    rows = [
        replace(one, lat=30.7411, lon=121.3461) if one.name == "12栋"
        else replace(one, outline=reach) if one.level is Level.COMMUNITY and one.name == "凤凰城" else one
        for one in AREAS
    ]  # fmt: skip
    await street.gridbee.database.run(import_areas, rows)


async def everything_kept(street: Street) -> str:
    """All rows of all tables, as one text."""
    def rows(unit) -> str:
        return repr([unit.execute(select(one)).all() for one in tables.metadata.sorted_tables if one.name != "areas"])

    return await street.gridbee.database.read(rows)


async def test_it_answers_which_building(street: Street) -> None:
    """In private the question is asked at once; the file answers it, and its position is kept nowhere."""
    await drawn(street)
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, document=("IMG_1.jpg", taken_at(*AT_12)), caption="楼道灯不亮了")
    sheet = await street.case(1)
    assert sheet.area.name == "12栋"
    assert "121." not in await everything_kept(street)
    assert not any("121." in one for one in spoken(street, street.chat_of(street.wang)))
    kept = Image.open(BytesIO(street.gridbee.store.load(sheet.photos[0].path)))
    assert not kept.getexif()


async def test_nobody_gets_the_file_itself(street: Street) -> None:
    """The worker sees our own picture of it, as soon as we have that."""
    await drawn(street)
    await street.says(street.wang, street.group, document=("IMG_1.jpg", taken_at(*AT_12)), caption="楼道灯不亮了")
    card = street.card(street.chen, 1)
    assert card.content.kind == "photo"
    assert "1 号，等您接单" in words(card)
    assert (await street.case(1)).area.name == "3栋"  # the group's own building, wherever the camera was


async def test_it_places_a_case_that_has_become_private(street: Street) -> None:
    """Other words made it a quarrel before the photo was fetched: the building still follows, and nobody hears it."""
    await drawn(street)
    street.sim.faults.delay(0.8, "getFile")
    posted = street.rider.sends(street.station, document=("IMG_1.jpg", taken_at(*AT_12)), caption="楼道灯不亮了")
    await street.until(lambda: "1 号" in "".join(spoken(street, street.station)))
    street.rider.edits(posted, "楼上楼下为了空调外机天天打架")
    await street.settled()
    sheet = await street.case(1)
    assert (sheet.case.private, sheet.area.name) == (True, "12栋")
    assert not any("打架" in one for one in spoken(street, street.station))


async def test_it_moves_a_case_of_the_station(street: Street) -> None:
    """Filed for the community at once; the building follows, and the question goes."""
    await drawn(street)
    await street.says(street.rider, street.station, document=("IMG_1.jpg", taken_at(*AT_12)), caption="楼道灯不亮了")
    assert (await street.case(1)).area.name == "12栋"
    assert not any("是哪栋" in one for one in spoken(street, street.station))


async def test_a_park_is_no_building(street: Street) -> None:
    """Inside the community's outline, near no building: the question stands."""
    await drawn(street)
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, document=("IMG_1.jpg", taken_at(*IN_THE_PARK)), caption="路灯不亮了")
    question = street.last(street.wang)
    assert "是哪栋" in words(question)
    assert labels(question)[:3] == ["3栋", "5栋", "12栋"]
    assert await number_of_cases(street) == 0
