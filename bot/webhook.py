"""Updates that Telegram brings: answered 200 only after the commit, 503 while the database is away."""

import asyncio
import hmac
import json
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.clock import WallClock
from bot.intake import seconds
from bot.settings import Webhook
from bot.tally import Tally
from bot.updates import ALLOWED, taken_from
from storage import queues
from storage.database import Database, DatabaseAway

BIGGEST = 1024 * 1024
"""Bytes of one update; Telegram's are a few thousand."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Receiver:
    """Listens where the operator's proxy hands Telegram's calls on. Nothing is believed without the secret."""

    def __init__(
        self, bot: Bot, settings: Webhook, database: Database, clock: WallClock, tally: Tally | None = None
    ) -> None:
        self._bot = bot
        self._settings = settings
        self._database = database
        self._clock = clock
        self._tally = tally or Tally()
        self._log = structlog.get_logger("intake")

    async def run(self, stop: asyncio.Event) -> None:
        """Tell Telegram where we listen, and listen until `stop`."""
        app = web.Application(client_max_size=BIGGEST)
        # a proxy may hand the calls on under their own path, or take it off
        for path in {"/", urlsplit(self._settings.url).path or "/"}:
            app.router.add_post(path, self._take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._settings.listen, self._settings.port).start()
            await self._tell_where(stop)
            await stop.wait()
        finally:
            await runner.cleanup()

    async def _tell_where(self, stop: asyncio.Event) -> None:
        """Telegram may be away now, or busy with others of us. Raises what only an operator mends."""
        pause = 1.0
        while not stop.is_set():
            try:
                await self._bot.set_webhook(
                    self._settings.url, secret_token=self._settings.secret.get_secret_value(), allowed_updates=ALLOWED
                )
            except (BadRequest, InvalidToken):
                raise
            except TelegramError as error:
                wait = max(pause, seconds(error.retry_after)) if isinstance(error, RetryAfter) else pause
                self._log.warning("telegram away", error=error.message, again_in=wait)
                await self._clock.sleep(wait, stop)
                pause = min(pause * 2, 30.0)
            else:
                self._log.info("listening", host=self._settings.listen, port=self._settings.port)
                return

    async def _take(self, request: web.Request) -> web.Response:
        # bytes that are no letters come as half ones, and stay what they are
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._settings.secret.get_secret_value().encode()):
            return web.Response(status=401)
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            taken = taken_from(json.loads(await request.read()))
        except (ValueError, RecursionError):
            taken = None
        if taken is None:
            return web.Response(status=400)
        try:
            await self._database.run(queues.take_in, [taken], self._clock.now())
        except DatabaseAway as error:
            self._log.warning("database away", error=str(error))
            return web.Response(status=503, headers={"Retry-After": "2"})
        self._tally.received += 1
        return web.Response()
