"""Updates that can't be read, and updates that come twice."""

from datetime import timedelta

from sqlalchemy import update

from simulator import shapes
from simulator.messages import Message
from storage import queues, tables
from storage.unit import Unit
from tests.street.scene import Street, picture, words
from tests.street.traces import left, number_of_cases, parked, rows, spoken

BIN = "门口垃圾桶坏了"


def again(street: Street, message: Message, update_id: int | None = None) -> None:
    """The same message once more, under another number or under its own."""
    update = {"message": shapes.message_shape(message, street.bot)}
    if update_id is not None:
        update["update_id"] = update_id
    street.sim.world.inject_update(street.bot, update)


async def test_an_update_that_the_library_cannot_read(street: Street) -> None:
    """It is parked with its text and its error, the operator hears of it, and everything else goes on."""
    street.sim.world.inject_update(street.bot, {"message": {"message_id": "no number", "text": "?"}})
    await street.report(BIN)
    (row,) = await parked(street)
    assert "no number" in row.raw
    assert row.error
    assert "有一条消息我处理不了" in words(street.last(street.operator))
    assert await number_of_cases(street) == 1


async def test_updates_of_every_odd_shape(street: Street) -> None:
    """Empty, of a kind that nobody knows, wrong types throughout: the bot goes on."""
    odd = [
        {}, {"message": None}, {"message": []}, {"message": {}}, {"message": "x"}, {"callback_query": {}}, {"new": {}},
        {"message": {"chat": {"id": "x"}}}, {"callback_query": {"id": "1", "from": 5}}, {"my_chat_member": {"chat": 5}},
        {"message": {"message_id": 10**30, "date": -1, "chat": {"id": 10**30, "type": "private"}}},
        {"message": {"message_id": 1, "date": 10**15, "chat": {"id": 1, "type": "private"}, "from": {"id": 1}}},
    ]  # fmt: skip
    for shape in odd:
        street.sim.world.inject_update(street.bot, shape)
    await street.report(BIN)
    assert await number_of_cases(street) == 1
    assert len(await parked(street)) >= 5


async def test_a_parked_update_is_run_again(street: Street) -> None:
    """An operator puts it back, and the running bot takes it up by itself."""
    sent = await street.says(street.wang, street.group, "大家好")
    good = shapes.message_shape(sent, street.bot) | {"text": f"/report {BIN}", "message_id": 9001}
    good["entities"] = [{"type": "bot_command", "offset": 0, "length": 7}]
    street.sim.world.inject_update(street.bot, {"message": good | {"date": "yesterday"}})
    await street.settled()
    (row,) = await parked(street)
    mended = row.raw.replace('"yesterday"', str(good["date"]))

    def put_back(unit: Unit) -> bool:
        unit.execute(update(tables.inbox).where(tables.inbox.c.id == row.id).values(raw=mended))
        return queues.unpark(unit, row.id)

    assert await street.gridbee.database.run(put_back)
    street.clock.shift(timedelta(seconds=30))
    await street.settled()
    assert await number_of_cases(street) == 1
    assert await parked(street) == []
    assert "raw" not in await left(street)


async def test_a_parked_update_is_erased_after_a_week(street: Street) -> None:
    """The error stays, what people said does not."""
    street.sim.world.inject_update(street.bot, {"message": {"message_id": "no number"}})
    await street.settled()
    week = street.clock.now() + timedelta(days=8)
    await street.gridbee.database.run(lambda unit: queues.erase_parked(unit, week - timedelta(days=7)))
    (row,) = await parked(street)
    assert row.raw is None
    assert not await street.gridbee.database.run(queues.unpark, row.id)


async def test_an_update_delivered_twice(street: Street) -> None:
    """The same number comes a second time: nothing happens twice."""
    photo = street.wang.sends(street.group, photo=picture(), caption=BIN)
    update_id = next(iter(street.bot.queue)).id
    await street.settled()
    before = spoken(street, street.group)
    again(street, photo, update_id)
    await street.says(street.zhang, street.group, "大家好")
    assert await number_of_cases(street) == 1
    assert spoken(street, street.group) == before
    assert len({one.update_id for one in await rows(street, "inbox")}) == len(await rows(street, "inbox"))


async def test_a_message_delivered_twice(street: Street) -> None:
    """The same message under another number: still one report, one draft, one photo of an album."""
    photo = await street.says(street.wang, street.group, photo=picture(), caption=BIN)
    again(street, photo)
    half = await street.says(street.zhang, street.group, photo=picture("red"))
    again(street, half)
    await street.settled()
    assert await left(street) == {"cases": 1, "reports": 1, "photos": 2, "drafts": 1}
    album = street.rider.sends_album(street.station, [picture("navy"), picture("gold")], f"3栋{BIN}")
    for item in album:
        again(street, item)
    await street.settled()
    for item in album:
        again(street, item)
    await street.settled()
    assert len((await street.case(2)).photos) == 2
    assert await number_of_cases(street) == 2
    assert await parked(street) == []


async def test_a_private_message_delivered_twice(street: Street) -> None:
    """Before and after the building is known."""
    photo = await street.says(street.wang, street.bot, photo=picture(), caption="楼道灯不亮了")
    again(street, photo)
    await street.settled()
    assert len(await rows(street, "drafts")) == 1
    await street.press(street.wang, street.last(street.wang), "3栋")
    again(street, photo)
    await street.settled()
    assert await left(street) == {"cases": 1, "reports": 1, "photos": 1}
