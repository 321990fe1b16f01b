"""Updates pushed to an address: the secret, retries until taken, order within a chat, and getUpdates refused."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from telegram import Update
from telegram.error import BadRequest, Conflict

from .conftest import Street


@dataclass
class Receiver:
    """A web server that takes updates, or refuses the first few."""

    url: str = ""
    refusals: list[web.Response] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    bodies: list[dict[str, object]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        if self.refusals:
            return self.refusals.pop()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.bodies.append(await request.json())
        self.news.set()
        return web.Response()

    async def got(self, count: int) -> None:
        async with asyncio.timeout(30):
            while len(self.bodies) < count:
                await self.news.wait()
                self.news.clear()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_updates_come_with_the_secret_in_order(street: Street, receiver: Receiver) -> None:
    street.wang.sends(street.group, "早先")
    assert await street.bot.set_webhook(receiver.url, secret_token="se-cret")
    for text in "一二三":
        street.wang.sends(street.group, text)
    await receiver.got(4)
    updates = [Update.de_json(body, street.bot) for body in receiver.bodies]
    assert [update.message.text for update in updates] == ["早先", "一", "二", "三"]
    assert set(receiver.secrets) == {"se-cret"}
    info = await street.bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (receiver.url, 0)


async def test_what_is_refused_comes_again(street: Street, receiver: Receiver) -> None:
    street.sim.api.postman.first_delay = 0.01
    receiver.refusals = [web.Response(status=503), web.Response(status=500), web.Response(status=404)]
    await street.bot.set_webhook(receiver.url)
    message = street.wang.sends(street.group, "坚持")
    await receiver.got(1)
    info = await street.bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    await street.sim.until(lambda: message.taken)


async def test_a_receiver_may_say_how_long_to_wait(street: Street, receiver: Receiver) -> None:
    street.sim.api.postman.first_delay = 60.0
    # Without the header the third try would come after a minute.
    receiver.refusals = [web.Response(status=429, headers={"Retry-After": "1"}), web.Response(status=503)]
    await street.bot.set_webhook(receiver.url)
    street.wang.sends(street.group, "等等")
    await receiver.got(1)
    assert len(receiver.bodies) == 1


async def test_polling_is_refused_while_a_webhook_is_set(street: Street, receiver: Receiver) -> None:
    poll = asyncio.ensure_future(street.bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    await street.bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await street.bot.get_updates()
    assert (await street.raw("setWebhook", url=receiver.url))["description"] == "Webhook is already set"
    assert (await street.raw("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await street.raw("deleteWebhook"))["description"] == "Webhook is already deleted"
    street.wang.sends(street.group, "又问")
    assert len(await street.bot.get_updates()) == 1
    assert not receiver.bodies


async def test_addresses_telegram_would_not_call(street: Street) -> None:
    with pytest.raises(BadRequest, match="Bad webhook: an https url must be provided for webhook"):
        await street.bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match="only on ports 80, 88, 443 or 8443"):
        await street.bot.set_webhook("https://example.org:8080/hook")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await street.bot.set_webhook("https://example.org/hook", secret_token="密")
