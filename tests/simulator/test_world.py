"""What tests rely on: photos without metadata, stable ids, edit history, many callers at once, waiting for things."""

import asyncio
import io

import pytest
from PIL import Image
from telegram import InputMediaPhoto

from simulator.server import Simulator
from simulator.world import World

from .conftest import Clock, Street, jpeg


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[1] = "N"
    return jpeg(1600, 1200, exif=exif.tobytes())


def test_photos_lose_metadata_and_documents_keep_their_bytes(clock: Clock) -> None:
    world = World(clock)
    wang, bot = world.add_user("王阿姨"), world.add_bot()
    raw = with_gps()
    sizes = wang.sends(bot, photo=raw).photo.sizes
    assert [(size.width, size.height) for size in sizes] == [(90, 68), (320, 240), (800, 600), (1280, 960)]
    assert not Image.open(io.BytesIO(sizes[-1].data)).getexif()
    assert b"secret place" not in sizes[-1].data
    document = wang.sends(bot, document=("原图.jpg", raw)).content.file
    assert document.data == raw


def test_a_sideways_photo_is_turned_before_its_metadata_goes(clock: Clock) -> None:
    world = World(clock)
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = world.add_user("王阿姨").sends(world.add_bot(), photo=jpeg(400, 300, exif=exif.tobytes())).photo
    assert (photo.largest.width, photo.largest.height) == (300, 400)


async def test_editing_media_keeps_the_history(street: Street) -> None:
    sent = await street.bot.send_photo(street.group.id, jpeg(), caption="前")
    await street.bot.edit_message_media(
        InputMediaPhoto(jpeg(colour="red"), caption="后"), street.group.id, sent.message_id
    )
    await street.bot.edit_message_caption(street.group.id, sent.message_id, caption="完")
    message = street.group.messages[sent.message_id]
    assert [version.content.text for version in message.history] == ["前", "后"]
    assert message.text == "完"
    assert message.history[0].content.photo is not message.photo


async def test_two_hundred_calls_at_once(street: Street) -> None:
    sent = await asyncio.gather(
        *(street.raw("sendMessage", chat_id=street.group.id, text=str(number)) for number in range(200))
    )
    assert sorted(one["result"]["message_id"] for one in sent) == list(range(1, 201))
    assert len(street.world.calls) == 201


async def test_files_are_served_by_path(street: Street) -> None:
    photo = street.wang.sends(street.group, photo=jpeg()).photo
    file = await street.bot.get_file(photo.largest.id_for(street.account.id))
    assert file.file_unique_id == photo.largest.unique_id
    assert bytes(await file.download_as_bytearray()) == photo.largest.data
    assert file.file_size == len(photo.largest.data)


async def test_waiting_for_what_will_happen(street: Street) -> None:
    async def later() -> None:
        await asyncio.sleep(0.02)
        await street.bot.send_message(street.group.id, "到了")

    task = asyncio.ensure_future(later())
    message = await street.sim.until(lambda: street.group.last)
    assert message.text == "到了"
    await task
    with pytest.raises(TimeoutError):
        await street.sim.until(lambda: None, within=0.01)


async def test_names_commands_and_descriptions(street: Street) -> None:
    bot = street.bot
    assert await bot.set_my_commands([("report", "上报"), ("mine", "我的")], language_code="zh")
    assert [command.command for command in await bot.get_my_commands(language_code="zh")] == ["report", "mine"]
    assert not await bot.get_my_commands()
    assert await bot.set_my_description("事事有回应")
    assert (await bot.get_my_description(language_code="en")).description == "事事有回应"
    assert await bot.set_my_short_description("短")
    assert (await bot.get_my_name()).name == "Bee"
    assert (await street.raw("setMyCommands", commands=[{"command": "Bad-Name", "description": "x"}]))["ok"] is False


async def test_two_bots_in_one_group_do_not_hear_each_other(street: Street) -> None:
    other = street.world.add_bot(username="other_bot", can_read_all_group_messages=True)
    street.wang.adds(other, street.group)
    await street.updates()
    await street.bot.send_message(street.group.id, "我是机器人")
    street.wang.sends(street.group, "都听见")
    heard = (await street.raw("getUpdates", token=other.token))["result"]
    assert [update["message"].get("text") for update in heard if "message" in update][-1] == "都听见"
    assert "我是机器人" not in str(heard)
    assert [update.message.text for update in await street.updates()] == ["都听见"]


async def test_nobody_listens_on_the_network() -> None:
    async with Simulator() as sim:
        assert sim.url.startswith("http://127.0.0.1:")
