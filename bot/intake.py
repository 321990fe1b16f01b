"""Raw updates into the inbox, confirmed to Telegram only after the commit; then to the handlers, chat by chat."""

import asyncio
import json
import logging
import time
from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.clock import WallClock
from bot.inboxes import Inbox
from bot.pressure import Pressure
from bot.tally import Tally
from bot.updates import ALLOWED, Unreadable, parsed, taken_from
from handlers.context import Delivery, GridbeeApplication
from storage import queues
from storage.cause import set_off_by
from storage.database import Database, DatabaseAway
from storage.lanes import ClaimLost
from storage.unit import Unit
from usecases.telling import tell_operators

POLL = 25
"""Seconds that one getUpdates waits."""


class Poller:
    """Asks Telegram for updates for ever, and never confirms one that is not on the disk."""

    def __init__(
        self, bot: Bot, request: BaseRequest, database: Database, clock: WallClock, tally: Tally | None = None
    ) -> None:
        self._bot = bot
        self._request = request
        self._database = database
        self._clock = clock
        self._tally = tally or Tally()
        self._offset: int | None = None
        self._log = structlog.get_logger("intake")

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`. Trouble is logged and waited out. A webhook that was set before is taken back first."""
        self._tally.polls, pause = True, 1.0
        while not stop.is_set():
            try:
                await self._take_once(stop)
                pause = 1.0
            except (TelegramError, DatabaseAway) as error:
                self._log.log(_weight(error), _what(error), error=str(error), again_in=pause)
                if isinstance(error, Conflict) and "webhook" in error.message.lower():
                    await self._take_webhook_back()
                await _pause(seconds(error.retry_after) if isinstance(error, RetryAfter) else pause, stop)
                pause = min(pause * 2, 30.0)
        self._tally.polls = False

    async def _take_webhook_back(self) -> None:
        """The program brought updates by webhook before; what waits there is kept."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            self._log.warning(_what(error), error=error.message)

    async def _take_once(self, stop: asyncio.Event) -> None:
        asking = asyncio.ensure_future(self._ask())
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:  # also when another loop failed: a request that nobody waits for any more would complain later
            stopping.cancel()
            if not asking.done():
                asking.cancel()
        if not asking.done():
            return
        updates = asking.result()
        self._tally.polled(len(updates))
        # After a quiet week the next id is random, perhaps below the last: an offset is used once, to confirm.
        self._offset = None
        taken = [one for update in updates if (one := taken_from(update)) is not None]
        if taken:
            await self._database.run(queues.take_in, taken, self._clock.now())
            self._offset = max(one.update_id for one in taken) + 1

    async def _ask(self) -> list[Any]:
        # The library would parse the whole batch at once, and fail it whole for one update that it can't read.
        asked: dict[str, Any] = {"timeout": POLL, "limit": 100, "allowed_updates": json.dumps(ALLOWED)}
        if self._offset is not None:
            asked["offset"] = self._offset
        answer: Any = await self._request.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(asked)}", read_timeout=POLL + 10
        )
        return answer if isinstance(answer, list) else []


class Dispatcher:
    """Hands updates to the handlers: so many chats at once as the inbox says, strictly one update at a time per chat.

    `arrived` tells it that something new may be in the inbox.
    """

    def __init__(
        self,
        application: GridbeeApplication,
        database: Database,
        clock: WallClock,
        inbox: Inbox,
        arrived: asyncio.Event,
        tally: Tally | None = None,
        pressure: Pressure | None = None,
    ) -> None:
        self._application = application
        self._database = database
        self._clock = clock
        self._inbox = inbox
        self._tally = tally or Tally()
        self._pressure = pressure or Pressure()
        self._lanes: dict[int, deque[Delivery]] = {}
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._in_hand: set[int] = set()
        self._arrived = arrived
        self._log = structlog.get_logger("intake")

    async def run(self, stop: asyncio.Event) -> None:
        """Handle until `stop`; updates in hand are finished, the others wait in the inbox."""
        try:
            async with asyncio.TaskGroup() as workers:
                for _ in range(self._inbox.at_once):
                    workers.create_task(self._work(stop))
                while not stop.is_set():
                    self._arrived.clear()
                    await self._load()
                    await self._inbox.wait(self._arrived)
                for _ in range(self._inbox.at_once):
                    self._ready.put_nowait(0)
        finally:
            await self._inbox.close()

    async def _load(self) -> None:
        try:
            while items := await self._inbox.load():
                for item in items:
                    self._take(item)
        except DatabaseAway as error:
            self._log.warning("database away", error=str(error))

    def _take(self, item: Delivery) -> None:
        if item.row_id in self._in_hand:
            return
        self._in_hand.add(item.row_id)
        lane = self._lanes.get(item.lane)
        if lane is None:
            self._lanes[item.lane] = deque([item])
            self._pressure.grows()
            self._ready.put_nowait(item.lane)
        else:
            lane.append(item)

    async def _work(self, stop: asyncio.Event) -> None:
        while True:
            lane_id = await self._ready.get()
            if stop.is_set():
                return
            lane = self._lanes[lane_id]
            item = lane.popleft()
            if item.claim is not None and not lane:
                item.claim = replace(item.claim, ends=True)
            with set_off_by(item.update_id):
                await self._handle(item, stop)
            self._in_hand.discard(item.row_id)
            if isinstance(item.error, ClaimLost):
                self._let_go(lane)
            if lane:
                self._ready.put_nowait(lane_id)
            else:
                del self._lanes[lane_id]
                self._pressure.falls()
                self._inbox.lane_ended(item, self._arrived)

    def _let_go(self, lane: deque[Delivery]) -> None:
        """Another worker serves this chat now: what else we have of it is done there."""
        self._in_hand -= {one.row_id for one in lane}
        lane.clear()

    async def _handle(self, item: Delivery, stop: asyncio.Event) -> None:
        pause, began = 0.2, time.perf_counter()
        while not stop.is_set():
            item.error, item.closed = None, False
            await self._try(item)
            if item.closed and item.error is not None:  # its effect stands; only the press was not answered any more
                self._log.warning("not answered", row=item.row_id, error=repr(item.error))
                item.error = None
            if item.error is None or isinstance(item.error, queues.HandledAlready | ClaimLost):
                self._tally.handled.took(time.perf_counter() - began)
                self._log.debug("handled", row=item.row_id)
                return
            if not isinstance(item.error, DatabaseAway | NetworkError):
                await self._park(item)
                return
            self._log.warning("waiting to try again", row=item.row_id, error=str(item.error), again_in=pause)
            await _pause(pause, stop)
            pause = min(pause * 2, 30.0)

    async def _try(self, item: Delivery) -> None:
        try:
            update = parsed(item.raw, self._application.bot)
        except Unreadable as error:  # it is parked, and the rest go on
            item.error = error
            return
        await self._application.deliver(update, item)
        if item.error is None and not item.closed:
            try:
                await self._database.run(queues.mark_done, item.row_id, self._clock.now(), item.claim)
            except (DatabaseAway, queues.HandledAlready, ClaimLost) as error:
                item.error = error

    async def _park(self, item: Delivery) -> None:
        self._tally.parked += 1
        self._log.error("update parked", row=item.row_id, error=repr(item.error), exc_info=item.error)
        while True:
            try:
                await self._database.run(_park, item, repr(item.error), self._clock.now())
            except DatabaseAway:
                await asyncio.sleep(1)
            except ClaimLost as error:
                item.error = error
                return
            else:
                return


def _park(unit: Unit, item: Delivery, error: str, now: datetime) -> None:
    queues.park(unit, item.row_id, error, now, item.claim)
    tell_operators(unit, now, "ops.parked", once=f"parked:{item.row_id}", error=error[:200], row=item.row_id)


def _what(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "another program polls with this token"
    if isinstance(error, InvalidToken):
        return "Telegram does not know this token"
    return "telegram away" if isinstance(error, TelegramError) else "database away"


def _weight(error: Exception) -> int:
    """A token that is gone, or that two programs use, does not mend itself: somebody must see it."""
    return logging.ERROR if isinstance(error, Conflict | InvalidToken) else logging.WARNING


def seconds(retry_after: float | timedelta) -> float:
    """What Telegram asks us to wait; the library gives a number or, later, a timedelta."""
    return retry_after.total_seconds() if isinstance(retry_after, timedelta) else float(retry_after)


async def _pause(length: float, stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(length):
            await stop.wait()
    except TimeoutError:
        return
