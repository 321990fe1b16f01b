"""What nobody waits for gives way while several chats wait to be handled, and not for ever."""

import asyncio

from bot.pressure import Pressure


async def test_photos_wait_until_the_intake_is_calm() -> None:
    """One chat is no pressure, two are; it ends when one of them has been handled."""
    pressure = Pressure()
    pressure.grows()
    await pressure.over(60, asyncio.Event())
    pressure.grows()
    assert pressure.high
    waiting = asyncio.ensure_future(pressure.over(60, asyncio.Event()))
    await asyncio.sleep(0)
    assert not waiting.done()
    pressure.falls()
    await waiting
    assert not pressure.high


async def test_nothing_waits_for_ever() -> None:
    """After the longest wait it goes on, however busy the intake is."""
    pressure = Pressure()
    for _ in range(5):
        pressure.grows()
    await pressure.over(0.01, asyncio.Event())
    assert pressure.high


async def test_nothing_gives_way_to_what_will_not_come() -> None:
    """Told to stop, nobody handles the chats that press any more."""
    pressure, stop = Pressure(), asyncio.Event()
    pressure.crowd(True)
    stop.set()
    await pressure.over(60, stop)
    assert pressure.high


async def test_messages_that_wait_for_others_press_too() -> None:
    """Whoever has no chat in hand may still have receipts to send."""
    pressure = Pressure()
    pressure.crowd(True)
    assert pressure.high
    pressure.grows()
    pressure.falls()
    assert pressure.high
    pressure.crowd(False)
    assert not pressure.high
