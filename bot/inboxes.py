"""Where a worker gets its updates from: the whole inbox, or the lanes that it has claimed of a shared one."""

import asyncio
from datetime import timedelta
from typing import Any, Protocol

import structlog

from bot.clock import WallClock
from bot.leasing import tick
from handlers.context import Delivery
from storage import lanes, queues
from storage.database import Database, DatabaseAway
from storage.lanes import Claim
from storage.unit import Unit

LOOK_AGAIN = 20.0
"""Seconds after which the whole inbox is looked through: an operator may have put a parked update back."""
MOST_SHARED = 16
"""So many chats at most are served at once from a shared inbox: each takes one of the twenty lines to the server."""
LISTEN_AGAIN = 1.0
"""So many seconds after which a shared inbox is asked even if no other process has said that something came."""


class Inbox(Protocol):
    """What waits, lane by lane in order, to be served in so many lanes at once."""

    at_once: int

    async def load(self) -> list[Delivery]:
        """More updates to handle, none of them twice; empty when there is nothing for now. Raises DatabaseAway."""

    async def wait(self, arrived: asyncio.Event) -> None:
        """Until it is worth asking again."""

    def lane_ended(self, last: Delivery, arrived: asyncio.Event) -> None:
        """Nothing of this update's lane is in hand any more; it was the last of what `load` gave."""

    async def close(self) -> None:
        """Let others have what is not handled."""


class OwnInbox:
    """The inbox of a process that shares with nobody: read once from its beginning, then what comes after."""

    def __init__(self, database: Database, clock: WallClock, at_once: int) -> None:
        self.at_once = at_once
        self._database = database
        self._clock = clock
        self._last = 0
        self._look_again = clock.monotonic() + LOOK_AGAIN

    async def load(self) -> list[Delivery]:
        """What came after the last that was read."""
        rows = await self._database.run(queues.waiting, self._last)
        if rows:
            self._last = rows[-1].id
        return [Delivery(row.id, row.lane, row.raw, row.update_id) for row in rows]

    async def wait(self, arrived: asyncio.Event) -> None:
        """Until something arrives, or it is time to read all again."""
        await self._clock.sleep(max(0.0, self._look_again - self._clock.monotonic()), arrived)
        if self._clock.monotonic() >= self._look_again:
            self._look_again = self._clock.monotonic() + LOOK_AGAIN
            self._last = 0

    def lane_ended(self, last: Delivery, arrived: asyncio.Event) -> None:
        """Nothing follows from it: what comes later is read later."""

    async def close(self) -> None:
        """Nobody else is there."""


class SharedInbox:
    """The lanes that this worker has claimed: twice as many as are served at once, so that the next are at hand.

    Something is left for the others.
    """

    def __init__(self, database: Database, owner: str, length: timedelta, at_once: int) -> None:
        self.at_once = min(at_once, MOST_SHARED)
        self._database = database
        self._owner = owner
        self._length = length
        self._most = self.at_once * 2
        self._held: dict[int, Claim] = {}
        self._to_give_back: list[Claim] = []
        self._renewed_at = tick()
        self._all_seen = False
        self._log = structlog.get_logger("intake")

    async def load(self) -> list[Delivery]:
        """What waits in lanes that are claimed by this; in the same transaction lanes are given back and kept."""
        room = self._most - len(self._held)
        if (self._all_seen or not room) and not self._to_give_back and not self._renewal_due():
            return []
        back, self._to_give_back = self._to_give_back, []
        try:
            rows = await self._database.run(self._turn, back, 0 if self._all_seen else room)
        except DatabaseAway:
            self._to_give_back += back
            raise
        for row in rows:
            self._held.setdefault(row.lane, Claim(row.lane, self._owner, row.epoch, self._length))
        self._all_seen = self._all_seen or self._most - len(self._held) > 0
        return [Delivery(row.id, row.lane, row.raw, row.update_id, self._held[row.lane]) for row in rows]

    async def wait(self, arrived: asyncio.Event) -> None:
        """Until something arrived here or elsewhere, or a lane ended, or a second is over."""
        try:
            async with asyncio.timeout(LISTEN_AGAIN):
                await arrived.wait()
        except TimeoutError:
            pass
        self._all_seen = False

    def lane_ended(self, last: Delivery, arrived: asyncio.Event) -> None:
        """The lane was given back with its last update, unless that went wrong; more may have come into it since."""
        claim = self._held.pop(last.lane)
        if last.error is not None:
            self._to_give_back.append(claim)
        arrived.set()

    async def close(self) -> None:
        """Give back what is in hand."""
        back = [*self._to_give_back, *self._held.values()]
        try:
            await self._database.run(lanes.give_back, back)
        except DatabaseAway as error:
            self._log.warning("database away; what is in hand is free when its time is over", error=str(error))

    def _renewal_due(self) -> bool:
        return bool(self._held) and tick() > self._renewed_at + self._length.total_seconds() / 3

    def _turn(self, unit: Unit, back: list[Claim], room: int) -> list[Any]:
        lanes.give_back(unit, back)
        if self._renewal_due():
            lanes.renew(unit, self._owner, list(self._held), self._length)
            self._renewed_at = tick()
        return lanes.claim(unit, self._owner, self._length, room, list(self._held))
