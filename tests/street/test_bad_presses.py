"""Presses that no button of ours meant for this person: forged, foreign, stale, malformed. They change nothing."""

import asyncio
from typing import Any

import pytest

from domain.press import Verb
from simulator.messages import Message, Press
from simulator.street import Person
from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, parked, rows

HUGE = "999999999999"
ODD = ["x", "a1", "p999999999999", "a999999999999", "999999999999", "0", "-1", "g.x", "FHC"]


async def forged(street: Street, person: Person, message: Message, data: str) -> Press:
    """A press with data of one's own making, and its answer."""
    press = person.presses_raw(message, data)
    await street.until(lambda: press.answer)
    await street.settled()
    return press


async def everything(street: Street) -> dict[str, list[Any]]:
    """All that a press could have changed."""
    names = ("cases", "reports", "events", "photos", "drafts", "grants", "invites", "supporters", "ratings", "chats")
    return {name: await rows(street, name) for name in names}


async def stranger(street: Street) -> tuple[Person, Message]:
    """Somebody from elsewhere who opened the private chat, and a message of the bot there."""
    eve = street.sim.world.add_user("路人")
    eve.starts(street.bot)
    await street.settled()
    return eve, street.last(eve)


async def test_every_verb_by_a_stranger_changes_nothing(street: Street) -> None:
    """Whatever the number and whatever the argument; each press is answered, none is parked."""
    await street.report()
    eve, message = await stranger(street)
    before = await everything(street)
    presses = [
        eve.presses_raw(message, f"{verb}:{about}")
        for verb in Verb
        for about in ("1", "1:a1", HUGE)
        if verb is not Verb.LANG
    ]
    await street.until(lambda: all(press.answer for press in presses))
    await street.settled()
    assert await everything(street) == before
    assert await parked(street) == []


async def test_every_verb_with_odd_arguments_by_those_who_may(street: Street) -> None:
    """A secretary, who may do nearly everything, presses nonsense: refused or asked again, never parked."""
    await street.report()
    presses = [
        street.zhou.presses_raw(street.last(street.zhou), f"{verb}:1{argument and ':' + argument}")
        for verb in (Verb.PASS, Verb.ASSIGN, Verb.PLACE, Verb.RECAT, Verb.MERGE, Verb.RATE, Verb.EXTEND)
        for argument in ODD
    ]
    await street.until(lambda: all(press.answer for press in presses))
    await street.settled()
    assert await parked(street) == []
    assert (await street.case(1)).case.responsible_id is not None


@pytest.mark.parametrize(
    "data",
    ["", "x", "accept", "accept:", "accept:x", "accept:1:", ":1", "ACCEPT:1", "nonsense:1", "accept:-1", "accept:1 ",
     "accept:١", f"accept:{'9' * 40}", "accept:1:" + "x" * 55, "accept:1:a:b", "接单:1", "\x00:1", "done:1;drop table"],
)  # fmt: skip
async def test_malformed_data(street: Street, data: str) -> None:
    """Answered kindly, whatever it is."""
    await street.report()
    press = await forged(street, street.chen, street.last(street.chen), data)
    assert press.answer.text == "这个按钮旧了，发 /mine 或 /queue 看新的。"
    assert (await street.case(1)).case.status == "dispatched"
    assert await parked(street) == []


async def test_somebody_from_outside_joins_a_case(street: Street) -> None:
    """"Me too" is for the building's group: not from a private chat, not from another building's group."""
    await street.report()
    eve, message = await stranger(street)
    press = await forged(street, eve, message, "same:1")
    assert press.answer.text == "没有 1 号，或者您看不到。"
    other = street.sim.world.add_group("5栋邻居群", [eve], [street.zhou, street.bot])
    await street.says(street.zhou, other, "/bind FHC-1-5")
    press = await forged(street, eve, street.last(other), "same:1")
    assert press.answer.alert
    assert await rows(street, "supporters") == []


async def test_somebody_elses_draft(street: Street) -> None:
    """Neither filed, nor placed, nor unnamed, nor forgotten by another person."""
    await street.says(street.wang, street.bot, photo=picture(), caption="楼道灯不亮了")
    eve, message = await stranger(street)
    for data in ("file:1", "file:1:5", "file:1:anon", "file:1:same", "ignore:1"):
        press = await forged(street, eve, message, data)
        assert press.answer.text == "这个要发的人自己点。"
    assert await left(street) == {"drafts": 1, "photos": 1, "prompts": 1}


async def test_ones_own_draft_with_a_place_that_is_none(street: Street) -> None:
    """A community, a street, an area that there is not, no number at all."""
    await street.says(street.wang, street.bot, photo=picture(), caption="楼道灯不亮了")
    areas = {one.code: one.id for one in await rows(street, "areas")}
    for argument in (areas["FHC"], areas["SY"], 999_999_999, HUGE, "x", "same", "new", "-5"):
        press = await forged(street, street.wang, street.last(street.wang), f"file:1:{argument}")
        assert press.answer.alert
    assert await left(street) == {"drafts": 1, "photos": 1, "prompts": 1}
    assert await parked(street) == []


async def test_a_press_on_what_is_over(street: Street) -> None:
    """The state now, in a sentence; the button of yesterday does nothing."""
    await street.report()
    duty = street.last(street.chen)
    card = street.card(street.group, 1)
    await street.press(street.wang, card, "撤回")
    for data in ("accept:1", "done:1", "refuse:1:no", "beyond:1"):
        press = await forged(street, street.chen, duty, data)
        assert "已撤回" in press.answer.text
    press = await forged(street, street.zhang, card, "same:1")
    assert "已撤回" in press.answer.text
    assert await street.kinds(1) == ["filed", "routed", "withdrawn"]


async def test_two_people_press_in_the_same_second(street: Street) -> None:
    """Two colleagues accept: one has it, the other reads who."""
    wu = street.sim.world.add_user("吴")
    await street.invite(wu, "property", "FHC", "吴师傅")
    await street.report()
    holder, other = (street.chen, wu) if "1 号" in words(street.last(street.chen)) else (wu, street.chen)
    first = holder.presses_raw(street.last(holder), "accept:1")
    second = other.presses_raw(street.last(other), "accept:1")
    await street.until(lambda: first.answer and second.answer)
    await street.settled()
    assert (await street.kinds(1)).count("accepted") == 1
    taken = [press for press in (first, second) if "接走" in press.answer.text]
    assert len(taken) == 1
    assert taken[0].answer.alert


async def test_ten_presses_of_the_same_button_at_once(street: Street) -> None:
    """Both neighbours confirm a result ten times: closed once, and everybody is thanked."""
    await street.report()
    await street.press(street.zhang, street.card(street.group, 1), "我也遇到")
    await street.says(street.chen, street.bot, "办好了 1 换了新的")
    result = street.last(street.group)
    presses = [person.presses(result, "解决了") for _ in range(5) for person in (street.wang, street.zhang)]
    await asyncio.sleep(0)
    await street.until(lambda: all(press.answer for press in presses))
    await street.settled()
    assert (await street.kinds(1)).count("confirmed") == 1
    assert {press.answer.text for press in presses} == {"确认了，谢谢您！", "1 号已经确认过了，谢谢您。"}
    assert labels(street.last(street.group)) == ["1", "2", "3", "4", "5"]
