"""The outbox's loop: claims what is owed, says it, and settles what became of it."""

import asyncio
import math
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.clock import WallClock
from bot.intake import seconds
from bot.limits import FloodLimits
from bot.posting import Poster
from bot.send_queue import Owed, SendQueue
from bot.showing import Prepared, prepare
from storage import chats, queues
from storage.database import Database, DatabaseAway
from storage.unit import Priority
from usecases import delivery
from views.catalog import Catalogs

_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NOTHING_LEFT = ("message to delete not found", "message can't be deleted", "message to react not found")
_CLOSED = (
    "chat not found", "not enough rights to send", "have no rights to send", "chat_write_forbidden", "peer_id_invalid",
    "user is deactivated", "group chat was deactivated",
)  # fmt: skip
_NO_REACTIONS = ("reaction_invalid", "reactions", "reaction")
_BAD_FILE = ("wrong file identifier", "wrong remote file", "wrong type of the web page content", "failed to get http")
SPARE = 3
"""So many messages of a group's minute are kept for words; reactions give way."""


class Sender:
    """One per bot token. `woken` tells it that something new is owed."""

    def __init__(
        self, database: Database, poster: Poster, catalogs: Catalogs, limits: FloodLimits, clock: WallClock
    ) -> None:
        self._database = database
        self._poster = poster
        self._catalogs = catalogs
        self._limits = limits
        self._clock = clock
        self._queue = SendQueue()
        self._last = 0
        self._again: set[int] = set()
        self.woken = asyncio.Event()
        self._log = structlog.get_logger("sender")

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`; what is in flight then is finished first."""
        await self._recover()
        async with asyncio.TaskGroup() as flying:
            while not stop.is_set():
                self.woken.clear()
                await self._load()
                item = self._queue.next(time.monotonic(), self._limits)
                while isinstance(item, Owed) and not stop.is_set():
                    flying.create_task(self._send(item))
                    item = self._queue.next(time.monotonic(), self._limits)
                await self._rest(item, stop)

    async def _rest(self, until: Owed | float | None, stop: asyncio.Event) -> None:
        if isinstance(until, Owed) or stop.is_set():
            return
        pause = 5.0 if until is None or math.isinf(until) else max(0.0, until - time.monotonic())
        try:
            async with asyncio.timeout(min(pause, 5.0)):
                await self.woken.wait()
        except TimeoutError:
            self._limits.prune(time.monotonic())

    async def _recover(self) -> None:
        await self._database.run(queues.claimed_before)
        now = self._clock.now()
        for row in await self._database.read(chats.wait_until):
            left = (row.wait_until - now).total_seconds()
            if left > 0:
                self._limits.refused(row.telegram_id, left, time.monotonic())

    async def _load(self) -> None:
        try:
            again, self._again = self._again, set()
            rows = await self._database.read(queues.owed_among, again) if again else []
            while fresh := await self._database.read(queues.owed, self._last):
                rows += fresh
                self._last = fresh[-1].id
        except DatabaseAway as error:
            self._again |= again
            self._log.warning("database away", error=str(error))
            return
        now = self._clock.now()
        for row in rows:
            if row.not_before is not None and row.not_before > now:
                self._again.add(row.id)
            else:
                is_group = row.kind != "private"
                self._queue.add(Owed(row.id, row.telegram_id, is_group, row.priority, row.id))

    async def _send(self, item: Owed) -> None:
        try:
            owed = await self._database.run(queues.claim, item.id)
            if owed is not None:
                await self._say(item, owed)
        except DatabaseAway as error:
            self._log.warning("database away", error=str(error), owed=item.id)
            await asyncio.sleep(1)
            self._again.add(item.id)
        except Exception:  # noqa: BLE001  one message that can't be dealt with must not stop the others
            self._log.exception("sending failed", owed=item.id)
            await self._settle(queues.settle, item.id, "failed", self._clock.now(), "see the log")
        finally:
            self._queue.done(item)
            self.woken.set()

    async def _say(self, item: Owed, owed: Any) -> None:
        try:
            prepared = await self._database.read(prepare, owed, self._catalogs, self._clock.now())
        except DatabaseAway as error:
            await self._settle(delivery.wait_for, owed, None, str(error))
            raise
        except Exception as error:  # noqa: BLE001  a view that fails must not stop the others; the operator hears of it
            self._log.exception("view failed", view=owed.view, owed=owed.id)
            await self._settle(delivery.message_failed, owed, repr(error), self._clock.now())
            return
        if prepared.shown is None or self._gives_way(item):
            await self._settle(delivery.message_dropped, owed, self._clock.now())
            return
        await self._post(item, owed, prepared)

    async def _settle(self, use_case: Callable[..., object], *values: object) -> None:
        """Write down what became of a claimed message. What was sent must not be forgotten, so it waits for the database."""
        while True:
            try:
                await self._database.run(use_case, *values)
            except DatabaseAway as error:
                self._log.warning("database away", error=str(error))
                await asyncio.sleep(1)
            else:
                return

    def _gives_way(self, item: Owed) -> bool:
        short = item.is_group and self._limits.group_budget(item.chat_id, time.monotonic()) < SPARE
        return short and item.priority == Priority.REACTION

    async def _post(self, item: Owed, owed: Any, prepared: Prepared) -> None:
        self._limits.sent(item.chat_id, item.is_group, time.monotonic())
        try:
            posted = await self._poster.post(prepared, owed.reply_to)
        except TelegramError as error:
            await self._went_wrong(item, owed, prepared, error)
        except Exception as error:  # noqa: BLE001  a picture that can't be drawn must not stop the sender
            self._log.exception("posting failed", view=owed.view, owed=owed.id)
            await self._settle(delivery.message_failed, owed, repr(error), self._clock.now())
        else:
            now = self._clock.now()
            if posted.message_id is None:
                await self._settle(delivery.message_edited, owed, now)
            else:
                await self._settle(delivery.message_sent, owed, posted.message_id, posted.has_photo, now)

    async def _went_wrong(self, item: Owed, owed: Any, prepared: Prepared, error: TelegramError) -> None:
        now = self._clock.now()
        text = error.message.lower()
        if isinstance(error, RetryAfter):
            wait = seconds(error.retry_after)
            self._limits.refused(item.chat_id, wait, time.monotonic())
            await self._settle(delivery.wait_for, owed, now + timedelta(seconds=wait), text)
            self._again.add(item.id)
        elif isinstance(error, ChatMigrated):
            await self._settle(delivery.moved_to, owed, prepared.telegram_id, error.new_chat_id, now)
            self._again.add(item.id)
        elif isinstance(error, Forbidden) or any(one in text for one in _CLOSED):
            self._log.info("chat closed", chat=item.chat_id, reason=text)
            await self._settle(delivery.chat_refused, owed, text, now)
        elif isinstance(error, BadRequest):
            await self._bad_request(item, owed, prepared, text)
        elif isinstance(error, NetworkError | InvalidToken):
            await self._try_later(item, owed, text)
        else:
            await self._give_up(owed, text)

    async def _bad_request(self, item: Owed, owed: Any, prepared: Prepared, text: str) -> None:
        now = self._clock.now()
        if _UNCHANGED in text or any(one in text for one in _NOTHING_LEFT):
            await self._settle(delivery.message_edited, owed, now)
        elif prepared.edits is not None and any(one in text for one in _GONE):
            await self._settle(delivery.message_gone, owed, prepared.edits, now)
            self._again.add(item.id)
        elif owed.view == "react" and any(one in text for one in _NO_REACTIONS):
            await self._settle(delivery.message_dropped, owed, now)
        elif any(one in text for one in _BAD_FILE) and not owed.facts.get("no_photo"):
            await self._settle(delivery.without_photo, owed, text)
            self._again.add(item.id)
        else:
            await self._give_up(owed, text)

    async def _try_later(self, item: Owed, owed: Any, text: str) -> None:
        pause = min(60.0, 2.0 ** min(owed.tries, 6))
        self._log.warning("telegram away", reason=text, owed=owed.id, view=owed.view, again_in=pause)
        self._limits.refused(item.chat_id, pause, time.monotonic())
        await self._settle(delivery.wait_for, owed, None, text)
        self._again.add(item.id)

    async def _give_up(self, owed: Any, text: str) -> None:
        self._log.error("message can't be sent", view=owed.view, owed=owed.id, reason=text)
        await self._settle(delivery.message_failed, owed, text, self._clock.now())

