"""Runs durable jobs when they are due. A job may run twice; it reloads what it is about and checks again."""

import asyncio
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.clock import WallClock
from bot.job_hands import JobHands
from bot.photo_jobs import PhotoJobs
from bot.pressure import Pressure
from bot.sparing import Sparing
from bot.tally import Tally
from schedules.due import ON_TIME
from storage import queues
from storage.cause import set_off_by
from storage.database import Database, DatabaseAway
from storage.photo_store import PhotoStoreAway
from storage.unit import Unit

AT_ONCE = 4
MOST_TRIES = 200
"""So often a mistake of ours is tried again; what passes, like a full disk or a folder that is away, never gives up."""
LONGEST, LONGEST_AWAY = 600, 60
"""Seconds until something is tried again at the latest: after a mistake of ours, and after what passes."""
MOST_PATIENT = 10.0
"""So many seconds at most fetching photos gives way to what people wait for."""
_PHOTOS = ("fetch_photo", "locate_photo", "drop_photo")
PASSES = (DatabaseAway, PhotoStoreAway, TelegramError)


class JobLoop:
    """One loop for all kinds. `woken` tells it that a job was added or moved."""

    def __init__(
        self,
        database: Database,
        photos: PhotoJobs,
        clock: WallClock,
        hands: JobHands,
        woken: asyncio.Event,
        tally: Tally | None = None,
        pressure: Pressure | None = None,
    ) -> None:
        self._database = database
        self._photos = photos
        self._clock = clock
        self._tally = tally or Tally()
        self._pressure = pressure or Pressure()
        self._hands = hands
        self._slots = asyncio.Semaphore(AT_ONCE)
        self.woken = woken
        self._sparing = Sparing(clock.monotonic)
        self._log = structlog.get_logger("jobs")

    async def run(self, stop: asyncio.Event) -> None:
        """Run jobs until `stop`; those in hand are finished, those that only wait for a slot are left for next time."""
        try:
            async with asyncio.TaskGroup() as running:
                while not stop.is_set():
                    self.woken.clear()
                    next_due = None
                    try:
                        rows, next_due = await self._hands.due(self._clock.now())
                        for row in rows:
                            running.create_task(self._run_one(row, stop))
                    except DatabaseAway as error:
                        self._log.warning("database away", error=str(error))
                    await self._clock.sleep_until(next_due, self.woken, self._hands.longest)
        finally:
            await self._hands.close()

    async def _run_one(self, row: Any, stop: asyncio.Event) -> None:
        done = False
        if row.kind in _PHOTOS and self._pressure.high:
            await self._clock.sleep(MOST_PATIENT, self._pressure.calm, stop)
        async with self._slots:
            if stop.is_set():
                return
            try:
                with set_off_by(row.update_id):
                    done = await self._try(row)
            finally:
                if self._hands.ended(row) or not done:
                    self.woken.set()

    async def _try(self, row: Any) -> bool:
        try:
            await self._do(row)
        except PASSES as error:
            await self._again(row, error)
        except Exception as error:  # noqa: BLE001  one bad job must not stop the others
            self._log.exception("job failed", kind=row.kind, subject=row.subject)
            await self._again(row, error)
        else:
            self._tally.jobs[row.kind, "done"] += 1
            self._log.debug("job done", kind=row.kind, subject=row.subject)
            return True
        return False

    async def _do(self, row: Any) -> None:
        now = self._clock.now()
        if row.kind == "fetch_photo":
            await self._photos.fetch(row.subject, row.tries, now)
            await self._database.run(queues.end_job, row.id, row.epoch)
        elif row.kind == "locate_photo":
            await self._photos.locate(row.subject, row.tries, now)
            await self._database.run(queues.end_job, row.id, row.epoch)
        elif row.kind == "drop_photo":
            await self._photos.drop(row.subject, now)
            await self._database.run(queues.end_job, row.id, row.epoch)
        else:
            await self._database.run(_whole, row, now)

    async def _again(self, row: Any, error: Exception) -> None:
        self._tally.jobs[row.kind, "again"] += 1
        self._tell(row, error)
        try:
            if row.tries >= MOST_TRIES and not isinstance(error, PASSES):
                await self._database.run(queues.fail_job, row.id, repr(error), row.epoch)
            else:
                due = self._clock.now() + pause_before_trying_again(row.tries, error)
                await self._database.run(queues.retry_job, row.id, due, repr(error), row.epoch)
        except DatabaseAway:
            await asyncio.sleep(1)

    def _tell(self, row: Any, error: Exception) -> None:
        """What is away, hundreds of photos may wait for: that is a line a minute, whichever of them it names."""
        away = next((one.__name__ for one in PASSES if isinstance(error, one)), "")
        times = self._sparing.times(away) if away else 1
        log = self._log.warning if times else self._log.debug
        log("job tried again later", kind=row.kind, subject=row.subject, error=repr(error), times=times or 1)


def pause_before_trying_again(tries: int, error: Exception) -> timedelta:
    """Twice as long each time, up to a limit: when Telegram is back, nobody's photo waits for ten minutes more."""
    longest = LONGEST_AWAY if isinstance(error, PASSES) else LONGEST
    return timedelta(seconds=min(longest, 2 ** min(tries, 10)))


def _whole(unit: Unit, row: Any, now: Any) -> None:
    """End the job first: what it does may owe the same job anew. One that was called off meanwhile is left."""
    if queues.end_job(unit, row.id, row.epoch):
        ON_TIME[row.kind](unit, row.subject, now)
