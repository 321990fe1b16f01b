"""setWebhook and its postman: updates pushed to an address, again and again until they are taken.

As on the open Bot API server, plain HTTP is allowed for loopback addresses only.
"""

import asyncio
import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp

from simulator.people import Bot, Webhook
from simulator.polling import Pollers
from simulator.query import Query
from simulator.queues import Waiting
from simulator.refusals import JsonDict, bad
from simulator.state import State

PORTS = frozenset({80, 88, 443, 8443})
MOST_CONNECTIONS = 100
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LONGEST_DELAY = 60.0
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Described:
    """A result that comes with words, as webhook methods answer."""

    result: object
    description: str


class Postman:
    """Delivers updates to webhooks; `first_delay` seconds after the second failure, doubling from there."""

    def __init__(self, state: State, pollers: Pollers, first_delay: float = 1.0) -> None:
        self.state = state
        self.pollers = pollers
        self.first_delay = first_delay
        self._rounds: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    async def set_webhook(self, query: Query) -> Described:
        params, bot = query.params, query.bot
        url = params.text("url").strip()
        if not url:
            return await self.delete_webhook(query)
        _check_url(url)
        secret = params.text("secret_token")
        if secret and not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        kinds = params.json("allowed_updates") if params.text("allowed_updates") else None
        if isinstance(kinds, list):
            bot.queue.allow(str(kind) for kind in kinds)
        connections = min(max(params.whole("max_connections", 40), 1), MOST_CONNECTIONS)
        dropping = params.flag("drop_pending_updates")
        old = bot.webhook
        if old is not None and not dropping and (old.url, old.secret, old.connections) == (url, secret, connections):
            return Described(True, "Webhook is already set")
        await self._stop(bot)
        if dropping:
            bot.queue.clear()
        self.pollers.interrupt(bot, "terminated by setWebhook request")
        bot.webhook = Webhook(url, secret, connections)
        self._rounds[bot.id] = asyncio.create_task(self._deliver(bot, bot.webhook))
        return Described(True, "Webhook was set")

    async def delete_webhook(self, query: Query) -> Described:
        bot = query.bot
        if query.params.flag("drop_pending_updates"):
            bot.queue.clear()
        if bot.webhook is None:
            return Described(True, "Webhook is already deleted")
        bot.webhook = None
        await self._stop(bot)
        return Described(True, "Webhook was deleted")

    async def get_webhook_info(self, query: Query) -> JsonDict:
        """A `WebhookInfo`; the address is empty while there is none."""
        webhook, queue = query.bot.webhook, query.bot.queue
        shape: JsonDict = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(queue),
        }
        if webhook is not None:
            shape["max_connections"] = webhook.connections
            if webhook.last_error:
                shape |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
        return shape | {"allowed_updates": sorted(queue.kinds)}

    async def close(self) -> None:
        for task in self._rounds.values():
            task.cancel()
        await asyncio.gather(*self._rounds.values(), return_exceptions=True)
        self._rounds.clear()
        if self._session is not None:
            await self._session.close()

    async def _stop(self, bot: Bot) -> None:
        task = self._rounds.pop(bot.id, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _deliver(self, bot: Bot, webhook: Webhook) -> None:
        """Keep every lane in order and as many lanes going as connections are allowed."""
        news = asyncio.Event()
        news.set()
        bot.queue.on_put.append(news.set)
        busy: set[int] = set()
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        try:
            async with asyncio.TaskGroup() as group:
                while True:
                    await news.wait()
                    news.clear()
                    for update in _next_of_each_lane(bot, busy, webhook.connections):
                        busy.add(update.lane)
                        group.create_task(self._carry(self._session, bot, update, busy, news))
        finally:
            bot.queue.on_put.remove(news.set)

    async def _carry(
        self, session: aiohttp.ClientSession, bot: Bot, update: Waiting, busy: set[int], news: asyncio.Event
    ) -> None:
        """One update until it is taken or expires."""
        delay = 0.0
        while bot.queue.has(update.serial) and bot.webhook is not None:
            wait = await self._post(session, bot.webhook, update)
            if wait is None:
                bot.queue.confirm(update.serial)
                break
            await asyncio.sleep(wait or delay)
            delay = min(delay * 2, LONGEST_DELAY) or self.first_delay
        busy.discard(update.lane)
        news.set()

    async def _post(self, session: aiohttp.ClientSession, webhook: Webhook, update: Waiting) -> float | None:
        """None when taken, otherwise the seconds the receiver asked to wait (0 if it did not ask)."""
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers[SECRET_HEADER] = webhook.secret
        try:
            async with session.post(webhook.url, data=update.raw.encode(), headers=headers) as answer:
                if 200 <= answer.status < 300:  # noqa: PLR2004 - what HTTP calls success
                    return None
                webhook.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                asked = answer.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError) as error:
            webhook.last_error = "Connection refused" if isinstance(error, aiohttp.ClientConnectorError) else str(error)
            asked = ""
        webhook.last_error_at = self.state.seconds()
        return float(asked) if asked.isdigit() else 0.0


def _next_of_each_lane(bot: Bot, busy: set[int], connections: int) -> list[Waiting]:
    """The oldest update of every lane that rests, as many as connections are free."""
    chosen: dict[int, Waiting] = {}
    for update in bot.queue:
        if len(busy) + len(chosen) >= connections:
            break
        if update.lane not in busy:
            chosen.setdefault(update.lane, update)
    return list(chosen.values())


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if not parts.hostname:
        raise bad("invalid webhook URL specified")
    if _is_loopback(parts.hostname):
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
