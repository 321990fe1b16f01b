"""Photos are fetched into our own store, upright, small, without what the camera noted; broken ones cost nothing."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import structlog
from PIL import ExifTags, Image
from sqlalchemy import update

from bot.app import GRACE
from bot.pressure import CALM
from simulator.server import PATIENCE
from storage import tables
from tests.street.scene import Street, labels, picture, words
from tests.street.traces import rows, spoken

BIN = "门口垃圾桶坏了"
COLOURS = ("navy", "red", "gold", "teal", "black", "pink")


def from_a_camera(size: tuple[int, int] = (3000, 2000)) -> bytes:
    """A large JPEG, lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Pocket"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (30.0, 45.0, 0.0),
         ExifTags.GPS.GPSLongitudeRef: "E", ExifTags.GPS.GPSLongitude: (121.0, 20.0, 0.0)}
    )  # fmt: skip
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few kilobytes that would fill a gigabyte."""
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG", compress_level=1)
    return out.getvalue()


def moving() -> bytes:
    """A GIF of three frames."""
    frames = [Image.new("P", (64, 48), colour) for colour in (1, 2, 3)]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)


async def stored(street: Street, number: int = 1) -> Image.Image:
    """The first photo of a case, as it lies in the store."""
    (photo,) = (await street.case(number)).photos
    assert photo.state == "stored"
    image = Image.open(BytesIO(street.gridbee.store.load(photo.path)))
    image.load()
    return image


def files(folder: Path) -> list[Path]:
    """Everything in the photo store."""
    return [one for one in (folder / "photos").rglob("*") if one.is_file()]


async def test_a_camera_photo_is_made_upright_small_and_silent(street: Street, tmp_path: Path) -> None:
    """3000 × 2000 on its side becomes 1067 × 1600; neither the place nor the camera is kept anywhere."""
    await street.says(street.wang, street.group, document=("IMG.jpg", from_a_camera()), caption=BIN)
    image = await stored(street)
    assert image.format == "JPEG"
    assert image.size == (1067, 1600)
    assert dict(image.getexif()) == {}
    assert "exif" not in image.info
    (file,) = files(tmp_path)
    assert b"Pocket" not in file.read_bytes()


async def test_photos_of_a_draft_are_not_fetched(street: Street, tmp_path: Path) -> None:
    """What may be chatter is not downloaded."""
    await street.says(street.wang, street.group, photo=picture())
    assert files(tmp_path) == []
    assert street.sim.world.calls_of("getFile") == []


async def fetched(street: Street, state: str) -> None:
    """Let time pass, seconds at a time, until the only photo is in a state."""
    for _ in range(300):
        if [one.state for one in await rows(street, "photos")] == [state]:
            return await street.settled()
        street.clock.shift(timedelta(seconds=1))
        await asyncio.sleep(0.01)
    raise TimeoutError(state)


async def test_the_receipt_does_not_wait_for_the_photo(street: Street) -> None:
    """With the file server away the card and the duty are there at once; the photo follows when it is back."""
    street.sim.faults.fail("file", 2)
    street.sim.faults.fail("file", 1, code=404, description="Not Found")
    street.sim.faults.drop_before("getFile", 1)
    street.wang.sends(street.group, photo=picture(), caption=BIN)
    await street.until(lambda: street.card(street.group, 1))
    await street.until(lambda: street.card(street.chen, 1))
    assert [one.state for one in await rows(street, "photos")] == ["owed"]
    await fetched(street, "stored")


@pytest.mark.parametrize("instead", [b"<html>please log in</html>", b"", picture()[:900]], ids=["page", "empty", "half"])
async def test_a_file_that_comes_down_spoilt(street: Street, instead: bytes) -> None:
    """It is not as long as Telegram said: fetched again. What stays so after half a minute is taken as it is."""
    street.sim.faults.spoil_file(instead, 2)
    street.wang.sends(street.group, photo=picture(), caption=BIN)
    await street.until(lambda: street.card(street.group, 1))
    await fetched(street, "stored")


async def test_a_log_says_once_a_minute_that_photos_wait(street: Street) -> None:
    """However many photos are owed, and however often each is tried while Telegram is away."""
    street.sim.faults.drop_before("getFile", 1000)
    with structlog.testing.capture_logs() as logged:
        street.wang.sends_album(street.group, [picture(one) for one in COLOURS], BIN)
        await said_of(logged, "debug", 2 * len(COLOURS))
        assert [one["times"] for one in tried_again(logged, "warning")] == [1]
        street.clock.shift(timedelta(minutes=1))
        await said_of(logged, "warning", 2)
    assert tried_again(logged, "warning")[1]["times"] > 2 * len(COLOURS)


async def said_of(logged: list[Any], level: str, times: int) -> None:
    """Wait for so many lines."""
    async with asyncio.timeout(PATIENCE):
        while len(tried_again(logged, level)) < times:
            await asyncio.sleep(0.02)


def tried_again(logged: list[Any], level: str) -> list[Any]:
    """The lines about jobs that did not succeed, for an operator or for whoever looks closer."""
    return [one for one in logged if one["event"] == "job tried again later" and one["log_level"] == level]


REFUSED = "Bad Request: wrong file_id or the file is temporarily unavailable"


async def test_a_file_that_telegram_refuses_for_a_moment(street: Street) -> None:
    """It says the same of wrong files and of late ones, so it is asked again before it is given up."""
    street.sim.faults.fail("getFile", 2, code=400, description=REFUSED)
    street.wang.sends(street.group, photo=picture(), caption=BIN)
    await street.until(lambda: street.card(street.group, 1))
    await fetched(street, "stored")


async def test_a_file_that_telegram_refuses_for_good(street: Street) -> None:
    """After half a minute the case goes on without it."""
    street.sim.faults.fail("getFile", 50, code=400, description=REFUSED)
    street.wang.sends(street.group, photo=picture(), caption=BIN)
    await street.until(lambda: street.card(street.group, 1))
    await fetched(street, "broken")
    assert (await street.case(1)).case.status == "dispatched"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("truncated.jpg", lambda: from_a_camera((400, 300))[:900]),
        ("bomb.png", bomb),
        ("phone.heic", lambda: HEIC),
        ("page.jpg", lambda: b"<html>not found</html>"),
        ("empty.jpg", lambda: b""),
        ("huge.jpg", lambda: b"\xff\xd8\xff" + bytes(20 * 1024 * 1024)),
    ],
    ids=["truncated", "bomb", "HEIC", "no picture", "empty", "over 20 MB"],
)
async def test_a_broken_picture_still_files_the_case(
    street: Street, name: str, data: Callable[[], bytes], tmp_path: Path
) -> None:
    """The words are enough; nothing of the file is kept."""
    await street.says(street.wang, street.group, document=(name, data()), caption=BIN)
    sheet = await street.case(1)
    assert (sheet.case.status, [one.state for one in sheet.photos]) == ("dispatched", ["broken"])
    assert "1 号" in words(street.card(street.group, 1))
    assert labels(street.card(street.chen, 1))[0] == "接单"
    assert files(tmp_path) == []


async def test_a_moving_picture_shows_its_first_frame(street: Street) -> None:
    """An animated GIF sent as a file is a photo like others."""
    await street.says(street.wang, street.group, document=("wave.gif", moving()), caption=BIN)
    assert (await stored(street)).size == (64, 48)


async def test_a_result_with_a_broken_photo_is_told_all_the_same(street: Street) -> None:
    """The group hears that it is done."""
    await street.report(BIN)
    await street.press(street.chen, street.card(street.chen, 1), "接单")
    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    await street.says(street.chen, street.bot, document=("x.jpg", b"broken"), caption="换了新的")
    assert labels(street.last(street.group)) == ["解决了", "还没好"]
    assert street.last(street.group).photo


async def changed(street: Street, statement: Any) -> None:
    """The rows are so, as if something had gone wrong before."""
    await street.gridbee.database.run(lambda unit: unit.execute(statement) and None)


async def test_a_photo_that_was_stored_when_the_program_died(street: Street, tmp_path: Path) -> None:
    """Its row did not say so yet: it is fetched again into the same place, and no stray picture stays behind."""
    await street.report(BIN)
    (before,) = files(tmp_path)
    await changed(street, update(tables.photos).values(state="owed", path=None))
    await changed(street, update(tables.jobs).where(tables.jobs.c.kind == "fetch_photo").values(state="owed", until=None))
    street.gridbee.clock.shift(timedelta(seconds=1))
    await fetched(street, "stored")
    assert files(tmp_path) == [before]


async def test_a_photo_store_that_is_away_for_weeks(street: Street, tmp_path: Path) -> None:
    """Nobody gives a photo up for that: it is fetched when the store is there again."""
    folder = tmp_path / "photos"
    folder.rmdir()
    folder.write_text("something else lies here")
    street.wang.sends(street.group, photo=picture(), caption=BIN)
    await street.until(lambda: street.card(street.group, 1))
    await changed(street, update(tables.jobs).where(tables.jobs.c.kind == "fetch_photo").values(tries=900))
    street.gridbee.clock.shift(timedelta(minutes=11))
    for _ in range(200):
        (job,) = [one for one in await rows(street, "jobs") if one.kind == "fetch_photo"]
        if job.tries > 900:
            break
        await asyncio.sleep(0.02)
    assert (job.state, "cannot be used" in job.error or "not there" in job.error) == ("owed", True)
    folder.unlink()
    folder.mkdir()
    street.gridbee.clock.shift(timedelta(minutes=11))
    await fetched(street, "stored")


async def test_a_photo_that_gives_way_does_not_hold_up_a_stop(street: Street) -> None:
    """In a burst fetching waits for what people wait for; told to stop, it waits for nothing, and goes on later."""
    for _ in range(CALM):
        street.gridbee.pressure.grows()
    street.wang.sends(street.group, photo=picture(), caption="门口垃圾桶坏了")
    await street.until(lambda: any("1 号" in one for one in spoken(street, street.group)))
    began = time.monotonic()
    await street.stop_bot()
    assert time.monotonic() - began < GRACE / 2
    await street.start_bot()
    await street.settled()
    assert [one.state for one in (await street.case(1)).photos] == ["stored"]


async def test_a_photo_gives_way_for_a_while_only(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a burst lasts, it is fetched in the end."""
    monkeypatch.setattr("bot.job_loop.MOST_PATIENT", 0.3)
    monkeypatch.setattr("bot.sender.MOST_PATIENT", timedelta(seconds=0.3))
    for _ in range(CALM):
        street.gridbee.pressure.grows()
    await street.report()
    assert [one.state for one in (await street.case(1)).photos] == ["stored"]
