"""What the clock starts, again and again: the calendar's changes, deadlines, digests. The database says what is due."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

import structlog

from storage.database import Database, DatabaseAway
from usecases.deadlines import sweep
from usecases.digests import due_digests, send_digests
from usecases.hurry_up import hurry_up
from usecases.keep_calendar import warn_of_guesses, with_own_days

ROUND = 30
"""Seconds between two rounds."""


class Rounds:
    """One round at a time, however it was started; one that is missed is made up for by the next."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._one_at_a_time = asyncio.Lock()
        self.made_at: float | None = None
        """When the last round was made, on the monotonic clock."""

    async def tick(self) -> None:
        """Do what is due by now; when the database is away, the next round does it."""
        try:
            await self.go()
        except DatabaseAway as error:
            structlog.get_logger("rounds").warning("database away", error=str(error))

    async def go(self) -> None:
        """Do what is due by now. Raises DatabaseAway."""
        async with self._one_at_a_time:
            database = self._database
            database.rules = await database.read(with_own_days, database.rules)
            await database.run(hurry_up, self._now())
            while await database.run(sweep, self._now()):
                pass
            await database.run(warn_of_guesses, self._now())
            if due := await database.read(due_digests, self._now()):
                await database.run(send_digests, due, self._now())
            self.made_at = time.monotonic()
