"""Work that only one process may do at a time: begun when its lease is ours, ended when it may not be any more."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Protocol

import structlog

from domain.lease import Believed, Hold
from storage import leases
from storage.database import Database, DatabaseAway

Work = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


class Leased(Protocol):
    """What the sender and the poller see of their lease."""

    @property
    def hold(self) -> Hold | None:
        """What to show with every claim; None where there is nobody to share with."""

    def is_sure(self) -> bool:
        """Whether it is surely still ours, without asking anybody."""

    async def run(self, work: Work, stop: asyncio.Event) -> None:
        """Do the work whenever the lease is ours, until `stop`; the event that the work gets says when to end."""


class OursAlone:
    """The lease of a process that shares with nobody."""

    hold: Hold | None = None

    def is_sure(self) -> bool:
        """Always."""
        return True

    async def run(self, work: Work, stop: asyncio.Event) -> None:
        """Do the work until `stop`."""
        await work(stop)


class SharedLease:
    """A row of `leases`, taken, renewed and given back. Its holder's death or sleep is over after its length."""

    def __init__(self, database: Database, name: str, owner: str, length: timedelta) -> None:
        self._database = database
        self._name = name
        self._owner = owner
        self._length = length
        self._believed: Believed | None = None
        self._log = structlog.get_logger("lease")
        self.hold: Hold | None = None

    def is_sure(self) -> bool:
        """Whether the hold is surely ours at this moment. Once it was not, this tenure is over."""
        if self._believed is not None and not self._believed.is_sure(tick()):
            self._believed = None
        return self._believed is not None

    async def run(self, work: Work, stop: asyncio.Event) -> None:
        """Stand by until the lease is free, do the work while it is ours, give it back; again, until `stop`."""
        while not stop.is_set():
            if await self._take():
                await self._tenure(work, stop)
            else:
                await _pause(self._length.total_seconds() / 5, stop)

    async def _tenure(self, work: Work, stop: asyncio.Event) -> None:
        ended, finished = asyncio.Event(), asyncio.Event()
        self._log.info("lease taken", lease=self._name, owner=self._owner, epoch=self.hold and self.hold.epoch)

        try:
            async with asyncio.TaskGroup() as tenure:
                passing_on = tenure.create_task(_pass_on(stop, ended))
                tenure.create_task(self._keep(ended, finished))
                try:
                    await work(ended)
                finally:
                    passing_on.cancel()
                    finished.set()
        finally:
            await self._give_back()

    async def _keep(self, ended: asyncio.Event, finished: asyncio.Event) -> None:
        """Renew in time, until the work is finished: after its end was called for, too, for it may still be busy."""
        while not finished.is_set() and self._believed is not None:
            pause = self._believed.renews_at() - tick()
            await _pause(max(pause, self._length.total_seconds() / 10), finished)
            if not finished.is_set():
                await self._renew()
            if not self.is_sure():
                self._log.warning("lease lost", lease=self._name, epoch=self.hold and self.hold.epoch)
                ended.set()
                return

    async def _take(self) -> bool:
        asked_at = tick()
        try:
            async with asyncio.timeout(self._length.total_seconds()):
                hold = await self._database.run(leases.take, self._name, self._owner, self._length)
        except (DatabaseAway, TimeoutError) as error:
            self._log.warning("database away", error=str(error))
            return False
        if hold is not None:
            self.hold, self._believed = hold, Believed(asked_at, self._length.total_seconds())
        return hold is not None

    async def _renew(self) -> None:
        """More time; when the database is away, what is believed runs out by itself."""
        asked_at = tick()
        assert self.hold is not None  # noqa: S101  only a tenure renews
        try:
            async with asyncio.timeout(self._length.total_seconds()):
                renewed = await self._database.run(leases.renew, self.hold, self._length)
        except (DatabaseAway, TimeoutError) as error:
            self._log.warning("database away", error=str(error))
            return
        if self.is_sure():
            self._believed = Believed(asked_at, self._length.total_seconds()) if renewed else None

    async def _give_back(self) -> None:
        hold, self.hold, self._believed = self.hold, None, None
        if hold is None:
            return
        try:
            await self._database.run(leases.give_back, hold)
        except DatabaseAway as error:
            self._log.warning("database away; the lease ends by itself", lease=self._name, error=str(error))


def tick() -> float:
    """Seconds that only ever grow, while a machine sleeps too."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


async def _pass_on(stop: asyncio.Event, ended: asyncio.Event) -> None:
    """The whole program's stop ends the work."""
    await stop.wait()
    ended.set()


async def _pause(length: float, until: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(length):
            await until.wait()
    except TimeoutError:
        return
