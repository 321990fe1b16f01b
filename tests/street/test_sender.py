"""What is owed arrives: in order, in time, within Telegram's limits, and never as an old state."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import WallClock
from domain.chats import Where
from storage import chats, queues
from storage.unit import Priority, Unit
from tests.street.desk import Desk, open_desk
from tests.street.heard import table, texts
from tests.street.scene import Street, open_street, picture, words
from usecases.telling import LIST_FROM


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as desk:
        yield desk


async def passing(clock: WallClock, step: float, until: Callable[[], bool]) -> None:
    """Let time pass in small steps until something is true; the judge's clock is the same one."""
    for _ in range(1000):
        if until():
            return
        clock.shift(timedelta(seconds=step))
        await asyncio.sleep(0.01)
    raise TimeoutError


async def said_all(street: Street) -> None:
    """Let time pass until nothing is owed any more: a reaction may wait for the group's next minute."""
    for _ in range(400):
        if not (await street.gridbee.database.read(queues.counts))["outbox"]:
            return
        street.clock.shift(timedelta(seconds=1.2))
        await asyncio.sleep(0.02)
    raise TimeoutError


async def test_a_chat_reads_in_the_order_of_what_was_owed(desk: Desk) -> None:
    """However long one of them takes."""
    desk.sim.faults.delay(0.2, "sendMessage")
    numbers = [str(number) for number in range(12)]
    await desk.owes(desk.group, *numbers)
    await desk.owes(desk.wang.chat_with(desk.bot), *numbers)
    await desk.until_hears(desk.group, *numbers)
    await desk.until_hears(desk.wang, *numbers)


async def test_what_telegram_did_not_take_keeps_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow disk, too, where it may be tried again before the outbox has been read again."""
    read = desk.gridbee.database.read

    async def slowly(question: Callable[..., Any], *values: Any) -> Any:
        found = await read(question, *values)
        await asyncio.sleep(0.1 if question is queues.owed else 0)
        return found

    monkeypatch.setattr(desk.gridbee.database, "read", slowly)
    desk.sim.faults.fail("sendMessage", 3)
    await desk.owes(desk.group, *"12345")
    await passing(desk.clock, 61, lambda: len(desk.heard(desk.group)) == 5)
    assert desk.heard(desk.group) == list("12345")


async def test_what_is_owed_goes_out_although_more_keeps_coming(desk: Desk) -> None:
    """A burst that never ends holds nothing back."""
    chat = desk.wang.chat_with(desk.bot)
    await desk.owes(chat, "0")

    async def go_on() -> None:
        number = 1
        while True:
            await desk.owes(chat, *(str(number + one) for one in range(5)))
            number += 5

    more = asyncio.create_task(go_on())
    try:
        await desk.until(lambda: len(desk.heard(desk.wang)) > 1)
    finally:
        more.cancel()


async def test_many_changes_while_a_card_is_on_its_way_make_one_more_edit(desk: Desk) -> None:
    """The last state stands, in one message."""
    desk.sim.faults.delay(0.3, "sendMessage")
    await desk.owes(desk.group, "1", card="state")
    await desk.until_rows(lambda rows: rows[-1].state == "claimed")
    for state in "23456789":
        await desk.owes(desk.group, state, card="state")
    await desk.until_hears(desk.group, "9")
    await desk.until_ended()
    assert desk.calls("editMessageText") == [200]


async def test_an_answer_overtakes_what_waits_in_its_chat(tmp_path: Path) -> None:
    """Broadcasts overtake nothing."""
    async with open_desk(tmp_path, flood_limits=True) as desk:
        desk.passes(61)
        await desk.owes(desk.group, "b1", "b2", "b3", priority=Priority.BROADCAST)
        await desk.until_hears(desk.group, "b1")
        await desk.owes(desk.group, "card", priority=Priority.CARD)
        await desk.owes(desk.group, "answer", priority=Priority.ANSWER)
        await desk.owes(desk.wang.chat_with(desk.bot), "elsewhere", priority=Priority.BROADCAST)
        await passing(desk.clock, 0.6, lambda: len(desk.heard(desk.group)) == 5)
        assert desk.heard(desk.group) == ["b1", "answer", "card", "b2", "b3"]
        assert desk.heard(desk.wang) == ["elsewhere"]


async def test_a_group_that_was_told_to_wait_waits_over_a_restart(desk: Desk) -> None:
    """`retry_after` is honoured to the second, for that chat only, also by the program that starts meanwhile."""
    desk.sim.faults.flood("sendMessage", retry_after=40, chat_id=desk.group.id)
    await desk.owes(desk.group, "patience")
    await desk.until_rows(lambda rows: rows[-1].state == "owed" and rows[-1].tries == 1)
    await desk.stop_bot()
    desk.passes(20)
    await desk.start_bot()
    await desk.owes(desk.wang.chat_with(desk.bot), "meanwhile")
    await desk.until_hears(desk.wang, "meanwhile")
    assert desk.heard(desk.group) == []
    desk.passes(20)
    await desk.until_hears(desk.group, "patience")
    assert desk.calls("sendMessage").count(429) == 1


async def test_a_groups_minute_is_remembered_over_a_restart(tmp_path: Path) -> None:
    """The judge counts what the program before has sent."""
    async with open_desk(tmp_path, flood_limits=True) as desk:
        desk.passes(61)
        desk.sim.faults.limit_floods()
        await desk.owes(desk.group, *(str(number) for number in range(22)))
        await passing(desk.clock, 0.6, lambda: len(desk.heard(desk.group)) >= 12)
        await desk.stop_bot()
        await desk.start_bot()
        await passing(desk.clock, 0.6, lambda: len(desk.heard(desk.group)) == 22)
        assert desk.heard(desk.group) == [str(number) for number in range(22)]
        assert 429 not in desk.calls("sendMessage")


async def test_many_chats_at_once_keep_the_bots_own_pace(tmp_path: Path) -> None:
    """What is claimed and made ready while others are in the air leaves no sooner for that: the judge refuses nothing."""
    async with open_desk(tmp_path, flood_limits=True) as desk:
        folk = [desk.sim.world.add_user(f"邻居{number}") for number in range(70)]
        groups = [desk.sim.world.add_group(f"{one.first_name}家", [one], [desk.bot]) for one in folk]
        desk.passes(61)
        desk.sim.faults.limit_floods()

        def owe(unit: Unit) -> None:
            for group in groups:
                chat = chats.meet(unit, Where(group.id, group.type, group.title or ""), None)
                values = {"key": "refusal.no_such_person", "values": {"name": "1"}}
                unit.tell(chat.id, "say", at=desk.clock.now(), **values)

        await desk.gridbee.database.run(owe)
        await desk.until_ended()
        assert desk.calls("sendMessage").count(429) == 0


async def test_a_clock_that_was_set_back_mutes_nobody(tmp_path: Path) -> None:
    """What the program before has sent lies in the future then, and holds nothing back."""
    async with open_desk(tmp_path, flood_limits=True) as desk:
        await desk.owes(desk.group, *"12")
        await passing(desk.clock, 0.6, lambda: len(desk.heard(desk.group)) == 2)
        await desk.stop_bot()
        desk.passes(-3600)
        await desk.start_bot()
        await desk.owes(desk.group, "3")
        await desk.until_hears(desk.group, *"123")


async def test_stopping_with_messages_in_flight(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram does not answer: the program stops all the same, and everything arrives after the next start."""
    monkeypatch.setattr("bot.app.GRACE", 0.3)
    desk.sim.faults.delay(60, "sendMessage", times=2)
    await desk.owes(desk.group, "g1", "g2")
    await desk.owes(desk.wang.chat_with(desk.bot), "w1", "w2")
    await desk.until_rows(lambda rows: [row.state for row in rows[-4:]] == ["claimed", "owed", "claimed", "owed"])
    async with asyncio.timeout(30):
        await desk.stop_bot()
    await desk.start_bot()
    await desk.until_hears(desk.group, "g1", "g2")
    await desk.until_hears(desk.wang, "w1", "w2")


async def test_stopping_finishes_what_telegram_answers_in_time(desk: Desk) -> None:
    """Nothing of it is said twice."""
    desk.sim.faults.delay(0.2, "sendMessage")
    await desk.owes(desk.group, "1", "2")
    await desk.until_rows(lambda rows: rows[-2].state == "claimed")
    await desk.stop_bot()
    assert desk.heard(desk.group) == ["1"]
    await desk.start_bot()
    await desk.until_hears(desk.group, "1", "2")


async def test_a_case_that_moves_while_its_card_is_on_its_way(street: Street) -> None:
    """The card in the group shows the present state, though it was not standing yet when that changed."""
    street.sim.faults.delay(0.5, "sendMessage")
    street.wang.sends(street.group, photo=picture(), caption="门口垃圾桶坏了")
    await street.until(lambda: any("1 号，等您接单" in one for one in texts(street, street.chen)))
    assert not any("1 号" in one for one in texts(street, street.group))
    await street.says(street.chen, street.bot, "接单 1")
    assert "1 号，正在办" in words(street.card(street.group, 1))
    assert len([one for one in texts(street, street.group) if "1 号" in one]) == 1


async def test_thirty_reports_in_one_group_break_no_window(tmp_path: Path) -> None:
    """Not one 429 by the judge; every report has its card; reactions give way; the worker gets a list."""
    async with open_street(tmp_path) as street:
        await street.stop_bot()  # it moves in without limits, which would let each of its words wait a second
        telegram = street.settings.telegram.model_copy(update={"flood_limits": True})
        street.settings = street.settings.model_copy(update={"telegram": telegram})
        await street.start_bot()
        street.clock.shift(timedelta(seconds=61))
        street.sim.faults.limit_floods()
        calls = len(street.sim.world.calls)
        for number in range(30):
            street.wang.sends(street.group, f"/report {number + 1}楼门口垃圾桶坏了")

        def cards() -> int:
            return sum("号，已派给" in one for one in texts(street, street.group))

        await passing(street.clock, 0.6, lambda: cards() == 30)
        await said_all(street)
        made = street.sim.world.calls[calls:]
        assert [one for one in made if one.code == 429] == []
        assert len({one.reply_to for one in street.group.visible if "号，已派给" in words(one)}) == 30
        assert len(await table(street, "cases")) == 30
        assert len([one for one in made if one.method == "setMessageReaction"]) < 30
        listed = [int(found[1]) for one in texts(street, street.chen) if (found := re.search(r"(\d+) 件", one))]
        assert max(listed, default=0) > LIST_FROM
        assert len([one for one in made if one.params.get("chat_id") == str(street.chen.id)]) < 15
