"""Troubles on request: flood limits, 5xx, broken lines before and after acting, breaks."""

import asyncio

import pytest
from telegram.error import NetworkError, RetryAfter

from simulator.faults import Drop
from simulator.floods import Limits

from .conftest import Street


async def test_a_chat_takes_a_burst_and_then_one_a_second(street: Street) -> None:
    street.sim.faults.limit_floods()
    for number in range(3):
        await street.bot.send_message(street.group.id, str(number))
    with pytest.raises(RetryAfter) as flood:
        await street.bot.send_message(street.group.id, "too much")
    assert flood.value.retry_after.total_seconds() == 3
    assert len(street.group.messages) == 3
    street.clock.move(seconds=3)
    await street.bot.send_message(street.group.id, "again")


async def test_a_group_takes_twenty_a_minute(street: Street) -> None:
    street.sim.faults.limit_floods()
    for number in range(20):
        await street.bot.send_message(street.group.id, str(number))
        street.clock.move(seconds=1)
    with pytest.raises(RetryAfter) as flood:
        await street.bot.send_message(street.group.id, "too much")
    assert flood.value.retry_after.total_seconds() == 40
    street.clock.move(seconds=40)
    await street.bot.send_message(street.group.id, "again")


async def test_a_bot_sends_thirty_a_second_to_all(street: Street) -> None:
    street.sim.faults.limit_floods(Limits(bot_per_second=5))
    people = [street.world.add_user(f"邻居{number}") for number in range(6)]
    for person in people:
        person.starts(street.account)
    for person in people[:5]:
        await street.bot.send_message(person.id, "早")
    with pytest.raises(RetryAfter):
        await street.bot.send_message(people[5].id, "早")
    street.clock.move(seconds=1)
    await street.bot.send_message(people[5].id, "早")


async def test_5xx_for_the_next_calls_of_one_method(street: Street) -> None:
    street.sim.faults.fail("sendMessage", times=2, code=502)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await street.bot.send_message(street.group.id, "x")
    await street.bot.get_me()
    await street.bot.send_message(street.group.id, "x")
    assert [call.code for call in street.world.calls_of("sendMessage")] == [502, 502, 200]


async def test_a_line_broken_before_or_after_acting(street: Street) -> None:
    street.sim.faults.drop_before("sendMessage")
    with pytest.raises(NetworkError):
        await street.bot.send_message(street.group.id, "never")
    assert not street.group.messages
    street.sim.faults.drop_after("sendMessage", skip=1)
    await street.bot.send_message(street.group.id, "plain")
    with pytest.raises(NetworkError):
        await street.bot.send_message(street.group.id, "sent all the same")
    assert street.group.last.text == "sent all the same"


async def test_something_happens_in_the_middle_of_a_call(street: Street) -> None:
    """What a test wants to do just then, for instance ending the bot's process; a plan may be withdrawn."""
    done = list[str]()
    street.sim.faults.interrupt(lambda: done.append("before"), "sendMessage", drop=Drop.BEFORE)
    street.sim.faults.interrupt(lambda: done.append("after"), "sendMessage", skip=1)
    withdrawn = street.sim.faults.interrupt(lambda: done.append("never"), "sendMessage")
    street.sim.faults.withdraw(withdrawn)
    for text in ("not sent", "sent"):
        with pytest.raises(NetworkError):
            await street.bot.send_message(street.group.id, text)
    assert done == ["before", "after"]
    assert [one.text for one in street.group.messages.values()] == ["sent"]
    assert [(call.method, call.code) for call in street.world.calls_of("sendMessage")] == [("sendMessage", 200)]


async def test_a_refusal_for_one_chat_only(street: Street) -> None:
    other = street.world.add_group("别处", admins=[street.account])
    street.sim.faults.flood("sendMessage", retry_after=7, chat_id=other.id)
    await street.bot.send_message(street.group.id, "fine")
    with pytest.raises(RetryAfter) as flood:
        await street.bot.send_message(other.id, "no")
    assert flood.value.retry_after.total_seconds() == 7


async def test_a_delay_lets_others_pass(street: Street) -> None:
    street.sim.faults.delay(0.2, "sendMessage")
    slow = asyncio.ensure_future(street.bot.send_message(street.group.id, "slow"))
    await asyncio.sleep(0.05)
    await street.bot.get_me()
    assert not slow.done()
    await slow


async def test_down_for_a_while_and_up_again(street: Street) -> None:
    street.sim.faults.go_down(street.clock.now.replace(hour=10))
    with pytest.raises(NetworkError):
        await street.bot.get_me()
    street.wang.sends(street.group, "说给空气")
    street.clock.move(hours=1)
    assert (await street.bot.get_me()).username == "bee_bot"
    assert [update.message.text for update in await street.updates()] == ["说给空气"]
