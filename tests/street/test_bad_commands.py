"""Commands with numbers that cannot be, links that are no good, and acts that are typed with nonsense."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.typed import TypedActs
from simulator.chats import Chat
from simulator.street import Person
from tests.street.scene import Street, words
from tests.street.traces import number_of_cases, parked, rows
from usecases.invite_staff import make_invite
from views.catalog import Catalogs

HUGE = "99999999999999999999"


async def answer(street: Street, person: Person, text: str, where: Chat | None = None) -> str:
    """What the bot says to a message."""
    await street.says(person, where or street.bot, text)
    return words(street.last(where or person))


@pytest.mark.parametrize("number", [HUGE, "999999999999999999999", "0", "#7", "٩"])
async def test_a_case_that_there_is_not(street: Street, number: str) -> None:
    """/case of a huge or unknown number, in private and in the group."""
    await street.report()
    for where in (None, street.group):
        said = await answer(street, street.wang, f"/case {number}", where)
        assert said.startswith("没有 ") or said == "要带上号，比如：/case 12"
    assert await parked(street) == []


@pytest.mark.parametrize("number", ["", "abc", "-1", "1.5", "１２x"])
async def test_case_without_a_number(street: Street, number: str) -> None:
    """It says how."""
    assert await answer(street, street.wang, f"/case {number}") == "要带上号，比如：/case 12"


@pytest.mark.parametrize("verb", ["接单", "办好了", "不受理", "转给别人", "撤回", "解决了", "done", "/accept"])
async def test_a_typed_act_with_a_huge_number(street: Street, verb: str) -> None:
    """No such case, said politely; without a number it says what is missing."""
    await street.report()
    assert (await answer(street, street.chen, f"{verb} {HUGE}")).startswith("没有 ")
    assert "要带上号" in await answer(street, street.chen, verb) or verb == "/accept"
    assert await street.kinds(1) == ["filed", "routed"]
    assert await parked(street) == []


async def test_every_typed_act_with_nonsense(street: Street) -> None:
    """Digits of other scripts, endless numbers, and words where a number should be: refused, never parked."""
    await street.report()
    odd = ["²", "９" * 30, f"p{HUGE}", "a²", "99天", "99月99日", "x" * 3000]
    one_word_each = {verb: word for word, verb in TypedActs(Catalogs())._verbs.items()}
    for start, word in enumerate(sorted(one_word_each.values())):
        street.zhou.sends(street.bot, f"{word} 1 {odd[start % len(odd)]}")
    for word in ("转给", "改地方", "改分类", "打分", "并到", "延期", "转外单位"):
        for words_after in odd:
            street.zhou.sends(street.bot, f"{word} 1 {words_after}")
    await street.settled()
    assert await parked(street) == []
    assert await number_of_cases(street) >= 1


@pytest.mark.parametrize(
    "payload",
    ["d²", "d99999999999999999999", "c0", "b-1-2-3", "b-99999999999999999999-FHC", "b--", "k-x", "g-x"],
)
async def test_odd_start_payloads(street: Street, payload: str) -> None:
    """Typed by hand, for no link holds them all."""
    await street.says(street.wang, street.bot, f"/start {payload}")
    assert await parked(street) == []
    assert words(street.last(street.wang))


async def token_for(street: Street, role: str = "grid_worker") -> str:
    """A fresh invitation."""
    now = street.clock.now()
    return await street.gridbee.database.run(lambda unit: make_invite(unit, role, "FHC-1", now, name="新来的"))


async def grants(street: Street) -> list[Any]:
    """Who holds what."""
    return await rows(street, "grants")


async def comes_with(street: Street, person: Person, token: str) -> str:
    """Somebody follows an invitation: what they are told."""
    person.starts(street.bot, token)
    await street.settled()
    return words(street.last(person))


async def test_an_invitation_used_twice(street: Street) -> None:
    """By the same person it is a friendly word, by another nothing."""
    token, before = await token_for(street), len(await grants(street))
    assert "新来的您好" in await comes_with(street, street.wang, token)
    assert await comes_with(street, street.wang, token) == "您已经在了，不用再点一次。"
    assert await comes_with(street, street.zhang, token) == "这个链接已经用过了，请让请您的人再发一个。"
    assert len(await grants(street)) == before + 1


async def test_two_people_follow_one_invitation_at_once(street: Street) -> None:
    """One of them gets it."""
    token, before = await token_for(street), len(await grants(street))
    for person in (street.wang, street.zhang):
        person.starts(street.bot, token)
    await street.settled()
    assert len(await grants(street)) == before + 1


async def test_an_invitation_after_72_hours(street: Street) -> None:
    """Too late; it can still not be used by anybody."""
    token, before = await token_for(street), len(await grants(street))
    street.clock.shift(timedelta(hours=73))
    assert "过期了" in await comes_with(street, street.wang, token)
    assert len(await grants(street)) == before
    assert [one.used_by for one in await rows(street, "invites") if one.staff_name == "新来的"] == [None]


@pytest.mark.parametrize("token", ["0" * 48, "A" * 43, "d" + "1" * 47, "c" * 64, "-" * 40])
async def test_an_invented_invitation(street: Street, token: str) -> None:
    """It does not say whether there is something like it."""
    before = len(await grants(street))
    assert await comes_with(street, street.wang, token) == "这个链接不对，请让请您的人再发一个。"
    assert len(await grants(street)) == before


async def test_a_second_bind_of_the_same_group(street: Street) -> None:
    """Nothing changes, and it says so; by somebody who may not it is refused."""
    before = await rows(street, "chats")
    assert await answer(street, street.zhou, "/bind FHC-1-3", street.group) == "这个群已经绑在 3栋 了。"
    assert await answer(street, street.zhou, "/bind fhc-1-3", street.group) == "这个群已经绑在 3栋 了。"
    assert "不归您管" in await answer(street, street.wang, "/bind FHC-1-3", street.group)
    assert "没有「" in await answer(street, street.zhou, "/bind 99999999999999999999", street.group)
    assert await rows(street, "chats") == before
