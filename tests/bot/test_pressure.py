"""What nobody waits for gives way while several chats wait to be handled."""

import asyncio

from bot.pressure import Pressure


async def test_photos_wait_until_the_intake_is_calm() -> None:
    """One chat is no pressure, two are; it ends when one of them has been handled."""
    pressure = Pressure()
    pressure.grows()
    assert not pressure.high
    pressure.grows()
    assert pressure.high
    waiting = asyncio.ensure_future(pressure.calm.wait())
    await asyncio.sleep(0)
    assert not waiting.done()
    pressure.falls()
    await waiting
    assert not pressure.high


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
