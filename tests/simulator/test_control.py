"""The people's side over HTTP, as a chat page in another process would use it."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

from .conftest import Street, jpeg


@pytest.fixture
async def page(street: Street) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(street.sim.url) as session:
        yield session


async def act(page: aiohttp.ClientSession, user: int, name: str, **fields: object) -> dict[str, Any]:
    async with page.post("/sim/act", json={"user": user, "act": name, **fields}) as answer:
        return dict(await answer.json())


async def state(page: aiohttp.ClientSession, **query: object) -> dict[str, Any]:
    async with page.get("/sim/state", params={name: str(value) for name, value in query.items()}) as answer:
        return dict(await answer.json())


async def events(page: aiohttp.ClientSession, since: int, count: int, user: str = "") -> list[dict[str, Any]]:
    """The next so many events after `since`."""
    found = []
    async with page.get("/sim/events", params={"since": str(since), "user": user}) as answer:
        async for line in answer.content:
            if line.startswith(b"data: "):
                found.append(json.loads(line.removeprefix(b"data: ")))
            if len(found) == count:
                break
    return found


async def test_a_socket_hears_the_same(street: Street, page: aiohttp.ClientSession) -> None:
    """Browsers listen by WebSocket, for they open only a few streams; what it hears is what a stream hears."""
    since = (await state(page))["seq"]
    await act(page, street.wang.id, "sends", chat=street.group.id, text="坏了")
    await act(page, street.wang.id, "sends", chat=street.group.id, text="真的")
    async with page.ws_connect(f"/sim/events?user={street.li.id}&since={since}") as socket:
        heard = [await socket.receive_json() for _ in range(2)]
    assert heard == await events(page, since, 2, str(street.li.id))
    assert [one["message"]["text"] for one in heard] == ["坏了", "真的"]


async def test_two_phones_show_the_same_chat_differently(street: Street, page: aiohttp.ClientSession) -> None:
    wang, li = street.wang.id, street.li.id
    photo = base64.b64encode(jpeg(2000, 1000)).decode()
    sent = await act(page, wang, "sends", chat=street.group.id, text="坏了", photos=[photo])
    assert sent["ok"]
    assert sent["messages"][0]["taken"] is False
    await street.updates()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("接单", callback_data="accept:1")]])
    await street.bot.send_message(street.group.id, "卡片", reply_markup=keyboard, reply_to_message_id=1)
    both = await state(page, user=f"{wang},{li}")
    hers, his = (phone["chats"][0] for phone in both["phones"])
    assert (hers["unread"], his["unread"]) == (1, 2)
    assert (hers["role"], his["role"]) == ("creator", "member")
    assert [message["mine"] for message in hers["messages"]] == [True, False]
    assert [message["mine"] for message in his["messages"]] == [False, False]
    first, card = his["messages"]
    assert first["taken"] is True
    assert (first["photo"]["width"], first["photo"]["height"]) == (1280, 640)
    assert card["reply_to"]["text"] == "坏了"
    assert card["buttons"] == [[{"text": "接单", "data": "accept:1", "url": None}]]
    async with page.get(first["photo"]["url"]) as answer:
        assert (await answer.read())[:3] == b"\xff\xd8\xff"
    await act(page, li, "reads", chat=street.group.id)
    assert (await state(page, user=li))["phones"][0]["chats"][0]["unread"] == 0


async def test_an_answer_reaches_only_who_pressed(street: Street, page: aiohttp.ClientSession) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("接单", callback_data="accept:1")]])
    card = await street.bot.send_message(street.group.id, "卡片", reply_markup=keyboard)
    since = (await state(page))["seq"]
    pressed = await act(page, street.li.id, "presses", chat=street.group.id, message=card.message_id, button="接单")
    [update] = await street.updates()
    await street.bot.answer_callback_query(update.callback_query.id, "是您的了", show_alert=True)
    await street.bot.edit_message_text("处理中", street.group.id, card.message_id)
    both = f"{street.wang.id},{street.li.id}"
    seen = [event for event in await events(page, since, 6, both) if event["kind"] != "taken"]
    assert [(event["for"], event["kind"]) for event in seen] == [
        (street.li.id, "pressed"),
        (street.li.id, "answered"),
        (street.wang.id, "edited"),
        (street.li.id, "edited"),
    ]
    assert seen[1]["press"]["press"] == pressed["press"]["press"]
    assert (seen[1]["press"]["text"], seen[1]["press"]["alert"]) == ("是您的了", True)
    assert seen[3]["message"]["text"] == "处理中"
    phones = (await state(page, user=both))["phones"]
    assert phones[0]["notice"] is None
    assert phones[1]["notice"]["text"] == "是您的了"


async def test_a_stream_resumes_and_says_when_too_much_was_missed(street: Street, page: aiohttp.ClientSession) -> None:
    street.wang.sends(street.group, "一")
    since = street.world.events.last
    street.wang.sends(street.group, "二")
    street.wang.deletes(street.group.last)
    first, second = [event for event in await events(page, since, 2) if event["kind"] in {"message", "deleted"}]
    assert (first["message"]["text"], second["message_id"]) == ("二", first["message"]["id"])
    [reset] = await events(page, since + 1000, 1)
    assert reset["kind"] == "reset"


async def test_a_private_chat_by_the_bot_s_id(street: Street, page: aiohttp.ClientSession) -> None:
    await street.bot.set_my_commands([BotCommand("report", "上报")])
    bot = street.account.id
    await act(page, street.li.id, "starts", chat=bot, payload="token")
    await street.bot.send_message(street.li.id, "欢迎")
    chats = (await state(page, user=street.li.id))["phones"][0]["chats"]
    window = next(chat for chat in chats if chat["id"] == bot)
    assert [message["text"] for message in window["messages"]] == ["/start token", "欢迎"]
    assert window["commands"] == [{"command": "report", "description": "上报"}]
    async with page.get("/sim/messages", params={"user": street.li.id, "chat": bot, "count": 1}) as answer:
        assert [message["text"] for message in (await answer.json())["messages"]] == ["欢迎"]
    await act(page, street.li.id, "blocks", chat=bot)
    assert (await act(page, street.li.id, "sends", chat=bot, text="x"))["ok"] is False


async def test_a_form_with_files_makes_an_album(street: Street, page: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData({"user": str(street.wang.id), "act": "sends", "chat": str(street.group.id), "text": "两张"})
    for number in range(2):
        form.add_field(f"photo{number}", jpeg(), filename=f"{number}.jpg", content_type="image/jpeg")
    async with page.post("/sim/act", data=form) as answer:
        messages = (await answer.json())["messages"]
    assert [message["text"] for message in messages] == ["两张", ""]
    assert messages[0]["album"] == messages[1]["album"]


async def test_everything_else_a_person_does(street: Street, page: aiohttp.ClientSession) -> None:
    wang, group = street.wang.id, street.group.id
    async with page.post("/sim/users", json={"name": "新邻居"}) as answer:
        new = (await answer.json())["id"]
    for name, user, fields in (
        ("adds", wang, {"whom": new}),
        ("sends", new, {"text": "大家好"}),
        ("edits", new, {"message": 2, "text": "大家早"}),
        ("reacts", wang, {"message": 2, "emoji": "👍"}),
        ("promotes", wang, {"whom": new}),
        ("pins", new, {"message": 2}),
        ("demotes", wang, {"whom": new}),
        ("forwards", new, {"message": 2, "to": group}),
        ("sends", new, {"sticker": "🌹"}),
        ("sends", new, {"location": [31.2, 121.4]}),
        ("types", new, {}),
        ("deletes", new, {"message": 2}),
        ("removes", wang, {"whom": new}),
        ("joins", new, {}),
        ("leaves", new, {}),
    ):
        done = await act(page, user, name, chat=group, **fields)
        assert done["ok"], (name, done)
    texts = [message.text for message in street.group.visible if message.content.kind == "text"]
    assert texts == ["大家早"]
    refused = await act(page, wang, "flies", chat=group)
    assert refused["ok"] is False
    assert "no such act" in refused["error"]
    assert (await act(page, wang, "presses", chat=group, message=1, button="x"))["ok"] is False


async def test_groups_bots_and_updates_can_be_made(street: Street, page: aiohttp.ClientSession) -> None:
    async with page.post("/sim/bots", json={"username": "second_bot"}) as answer:
        bot = (await answer.json())["id"]
    async with page.post(
        "/sim/groups", json={"title": "7号楼", "members": [street.wang.id], "admins": [bot]}
    ) as answer:
        group = (await answer.json())["id"]
    assert street.world.chats[group].has(street.wang)
    async with page.post("/sim/updates", json={"bot": bot, "update": {"message": {}}}) as answer:
        assert (await answer.json())["ok"]
    everything = await state(page)
    assert everything["bots"][1]["pending"] == 1
    moved = await act(page, street.wang.id, "migrates", chat=(await basic_group(page, street.wang.id)))
    assert moved["chat"]["type"] == "supergroup"


async def basic_group(page: aiohttp.ClientSession, member: int) -> int:
    body = {"title": "小群", "members": [member], "supergroup": False}
    async with page.post("/sim/groups", json=body) as answer:
        return int((await answer.json())["id"])


async def test_faults_and_calls(street: Street, page: aiohttp.ClientSession) -> None:
    wanted = {"fail": {"method": "sendMessage", "code": 500}, "flood_limits": True, "latency": 0.001}
    async with page.post("/sim/faults", json=wanted) as answer:
        planned = await answer.json()
    assert planned["plan"][0]["code"] == 500
    assert planned["flood_limits"]["group_per_minute"] == 20
    assert (await street.raw("sendMessage", chat_id=street.group.id, text="x"))["error_code"] == 500
    async with page.delete("/sim/faults") as answer:
        assert (await answer.json())["ok"]
    assert (await street.raw("sendMessage", chat_id=street.group.id, text="x"))["ok"]
    async with page.get("/sim/calls", params={"since": 1}) as answer:
        calls = (await answer.json())["calls"]
    assert [(call["method"], call["code"]) for call in calls] == [("sendMessage", 500), ("sendMessage", 200)]
    async with page.post("/sim/faults", json={"magic": 1}) as answer:
        assert answer.status == 400


async def test_pages_from_elsewhere_are_refused(page: aiohttp.ClientSession) -> None:
    async with page.get("/sim/state", headers={"Origin": "https://example.org"}) as answer:
        assert answer.status == 403
    async with page.get("/sim/state", headers={"Host": "rebound.example.org"}) as answer:
        assert answer.status == 403
