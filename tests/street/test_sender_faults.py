"""Everything that Telegram and the line can do to a message: it arrives, or somebody hears that it can't."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from domain.people import Role, Who
from simulator.faults import Faults
from storage import areas, chats, people
from storage.unit import Unit
from tests.street.desk import Desk, open_desk
from tests.street.heard import responsible, table, texts
from tests.street.scene import Street, picture, words


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as desk:
        yield desk


async def states(desk: Desk) -> list[str]:
    return [row.state for row in await desk.rows()]


@pytest.mark.parametrize(
    "trouble",
    [
        lambda faults: faults.fail("sendMessage", 2),
        lambda faults: faults.fail("sendMessage", code=500, description="Internal Server Error"),
        lambda faults: faults.drop_before("sendMessage", 2),
        lambda faults: faults.flood("sendMessage", retry_after=1),
    ],
    ids=["bad gateway", "server error", "line broke before", "told to wait"],
)
async def test_a_trouble_that_passes(desk: Desk, trouble: Callable[[Faults], None]) -> None:
    """The message arrives once, in its place; the other chat is not held up."""
    trouble(desk.sim.faults)
    await desk.owes(desk.group, "1", "2", "3")
    await desk.owes(desk.wang.chat_with(desk.bot), "elsewhere")
    await desk.until_hears(desk.group, "1", "2", "3")
    await desk.until_hears(desk.wang, "elsewhere")
    await desk.until_ended()
    assert set(await states(desk)) == {"sent"}


async def test_a_line_that_breaks_after_the_message_was_taken(desk: Desk) -> None:
    """Nobody can know: it is said twice rather than never; an edit that was made already is no trouble."""
    desk.sim.faults.drop_after("sendMessage")
    await desk.owes(desk.group, "1", card="state")
    await desk.until_hears(desk.group, "1", "1")
    desk.sim.faults.drop_after("editMessageText")
    await desk.owes(desk.group, "2", card="state")
    await desk.until_hears(desk.group, "1", "2")
    await desk.until_ended()
    assert set(await states(desk)) == {"sent"}


async def test_an_edit_that_changes_nothing_is_done(desk: Desk) -> None:
    """Telegram's own refusal of it is a success."""
    await desk.owes(desk.group, "1", card="state")
    await desk.until_ended()
    await desk.owes(desk.group, "1", card="state")
    await desk.until_ended()
    assert desk.calls("editMessageText") == [400]
    assert set(await states(desk)) == {"sent"}


async def test_a_card_that_somebody_deleted_is_sent_anew(desk: Desk) -> None:
    """With the state that it has now."""
    await desk.owes(desk.group, "1", card="state")
    await desk.until_hears(desk.group, "1")
    desk.operator.deletes(next(one for one in desk.group.visible if "「" in words(one)))
    await desk.owes(desk.group, "2", card="state")
    await desk.until_hears(desk.group, "2")
    await desk.owes(desk.group, "3", card="state")
    await desk.until_hears(desk.group, "3")


async def test_what_telegram_will_never_take_is_said_loudly(desk: Desk) -> None:
    """The operator reads which message and why; what follows in the chat still arrives."""
    desk.sim.faults.fail("sendMessage", code=400, description="Bad Request: something new")
    with capture_logs() as logs:
        await desk.owes(desk.group, "lost", "next")
        await desk.until_hears(desk.group, "next")
        await desk.until(lambda: "有一条消息发不出去：say，something new" in _all(desk, desk.operator))
    assert [one["log_level"] for one in logs if one["event"] == "message can't be sent"] == ["error"]
    lost = next(row for row in await desk.rows() if row.state == "failed")
    assert (lost.error, lost.facts) == ("something new", {})


async def test_a_view_that_fails_does_not_stop_the_others(desk: Desk) -> None:
    """A mistake of ours: logged, told, and the rest goes on."""
    with capture_logs() as logs:
        await desk.owes(desk.group, "broken", view="no.such.view")
        await desk.owes(desk.group, "next")
        await desk.until_hears(desk.group, "next")
        await desk.until(lambda: any("no.such.view" in one for one in _all(desk, desk.operator)))
    assert "view failed" in [one["event"] for one in logs]


async def test_somebody_who_blocked_the_bot_is_left_alone_until_they_return(desk: Desk) -> None:
    """Though no update told of it: the first refusal closes the chat, and no further call is made."""
    desk.sim.faults.fail("sendMessage", code=403, description="Forbidden: bot was blocked by the user")
    chat = desk.wang.chat_with(desk.bot)
    await desk.owes(chat, "1", "2", "3")
    await desk.until_ended()
    assert desk.calls("sendMessage").count(403) == 1

    def owe(unit: Unit) -> None:
        ours = chats.by_telegram_id(unit, chat.id)
        assert ours is not None
        assert ours.closed
        unit.tell(ours.id, "say", at=desk.clock.now(), key="refusal.no_such_person", values={"name": "4"})

    calls = len(desk.sim.world.calls)
    await desk.gridbee.database.run(owe)
    await desk.until_ended()
    assert [one.method for one in desk.sim.world.calls[calls:] if one.method != "getUpdates"] == []
    desk.wang.sends(desk.bot, "/help")
    await desk.until(lambda: any("哪里坏了" in one for one in _all(desk, desk.wang)))
    await desk.owes(chat, "5")
    await desk.until_hears(desk.wang, "5")


async def test_a_group_without_reactions(desk: Desk) -> None:
    """One refusal is enough; the words go on."""
    desk.group.reactions = frozenset()
    message = desk.wang.sends(desk.group, "早上好")
    for _ in range(3):
        await desk.owes(desk.group, "", view="react", emoji="👀", reply_to=message.id)
        await desk.until_ended()
    await desk.owes(desk.group, "words")
    await desk.until_hears(desk.group, "words")
    assert desk.calls("setMessageReaction") == [400]


async def test_telegram_is_down_for_a_while(desk: Desk) -> None:
    """Everything that was owed meanwhile arrives afterwards, in its order, once."""
    desk.sim.faults.go_down(desk.clock.now() + timedelta(hours=3))
    with capture_logs() as logs:
        await desk.owes(desk.group, *"123")
        await desk.owes(desk.wang.chat_with(desk.bot), *"456")
        await desk.until_rows(lambda rows: any(row.tries for row in rows if row.state == "owed"))
        desk.passes(3 * 3600)
        await desk.until_hears(desk.group, *"123")
        await desk.until_hears(desk.wang, *"456")
        await desk.until_ended()
    assert "telegram away" in [one["event"] for one in logs]
    assert set(await states(desk)) == {"sent"}


async def test_the_token_is_revoked_for_a_while(desk: Desk) -> None:
    """It is said in the log; nothing is lost, and it works again once the token does."""
    gone = desk.sim.world.bots.pop(desk.bot.token)
    with capture_logs() as logs:
        await desk.owes(desk.group, *"12")
        await desk.until_rows(lambda rows: any(row.tries for row in rows if row.state == "owed"))
        message = desk.wang.sends(desk.bot, "/help")
        desk.sim.world.bots[desk.bot.token] = gone
        desk.passes(60)
        await desk.until_hears(desk.group, *"12")
        await desk.until(lambda: message.taken)
    assert ("Telegram does not know this token", "error") in {(one["event"], one["log_level"]) for one in logs}


async def test_the_database_is_away_after_the_message_was_sent(desk: Desk) -> None:
    """What became of it is written down later, and it is not said twice."""
    other = sqlite3.connect(desk.settings.storage.database.removeprefix("sqlite:///"), isolation_level=None)
    desk.sim.faults.delay(0.3, "sendMessage")
    await desk.owes(desk.group, "1")
    await desk.until_rows(lambda rows: rows[-1].state == "claimed")
    other.execute("BEGIN IMMEDIATE")
    await desk.until_hears(desk.group, "1")
    await asyncio.sleep(0.1)
    other.execute("ROLLBACK")
    other.close()
    await desk.until_ended()
    assert desk.heard(desk.group) == ["1"]


async def test_a_photo_that_telegram_no_longer_knows(street: Street) -> None:
    """The worker gets the words without it."""
    street.sim.faults.fail("sendPhoto", code=400, description="Bad Request: wrong file identifier/HTTP URL specified")
    await street.report()
    duty = street.last(street.chen)
    assert duty.photo is None
    assert "1 号，等您接单" in words(duty)
    await street.press(street.chen, duty, "接单")
    assert "1 号，您在办" in words(street.card(street.chen, 1))
    await street.press(street.zhang, street.card(street.group, 1), "我也遇到")
    assert "也遇到：1 位邻居" in words(street.card(street.chen, 1))


async def test_a_worker_who_cannot_be_reached_any_more(street: Street) -> None:
    """The refusal of a card gives the case to somebody else."""
    street.sim.faults.fail("sendPhoto", code=403, description="Forbidden: bot was blocked by the user")
    await street.report()
    assert await responsible(street, 1) not in ("陈师傅", "")
    assert not any("1 号" in one for one in texts(street, street.chen))


async def test_a_result_that_its_reporter_cannot_be_told(street: Street) -> None:
    """Silence counts all the same, and the secretary reads that nobody has heard of it."""
    await street.says(street.zhang, street.bot, photo=picture(), caption="3栋门口垃圾桶坏了")
    street.zhou.removes(street.bot, street.group)
    street.zhang.blocks(street.bot)
    await street.settled()
    await street.press(street.chen, street.card(street.chen, 1), "接单")
    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    await street.says(street.chen, street.bot, "换了个新桶")
    assert (await street.case(1)).case.delivered_at is not None
    assert "结果送不到报的邻居那里" in words(street.last(street.zhou))
    street.clock.shift(timedelta(hours=73))
    await street.settled()
    assert (await street.case(1)).case.closed_how == "silence"


async def test_more_than_telegram_takes_is_shortened(street: Street) -> None:
    """A hundred people on duty and long words in a caption: nothing is refused, nothing gets lost."""

    def crowd(unit: Unit) -> None:
        area = areas.by_code(unit, "FHC-1-3")
        assert area is not None
        for number in range(120):
            who = people.meet(unit, Who(70_000 + number, f"{number}号网格员<&>" + "名" * 40), street.clock.now())
            people.grant(unit, who.id, Role.MEDIATOR, area.id, None, street.clock.now())

    await street.gridbee.database.run(crowd)
    await street.says(street.zhou, street.bot, "/staff")
    assert words(street.last(street.zhou)).startswith("在岗的人\n")
    await street.report("3栋门口垃圾桶坏了" + "😀" * 500)
    await street.says(street.wang, street.group, "😀" * 2000, reply_to=street.card(street.group, 1))
    await street.says(street.chen, street.bot, "/case 1")
    await street.press(street.chen, street.card(street.chen, 1), "接单")
    assert not [row for row in await table(street, "outbox") if row.state == "failed"]
    refused = [one.answer["description"] for one in street.sim.world.calls if one.code == 400]
    assert not [one for one in refused if "not modified" not in one]


def _all(desk: Desk, person: Any) -> list[str]:
    return [words(one) for one in person.chat_with(desk.bot).visible if one.sender is desk.bot]


