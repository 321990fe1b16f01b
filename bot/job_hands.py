"""Which jobs this process does: all that are due, or those that it has claimed of shared ones."""

from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from bot.leasing import tick
from storage import job_claims, queues
from storage.database import Database, DatabaseAway
from storage.unit import Unit


class JobHands(Protocol):
    """Hands out due jobs, none of them twice at a time."""

    longest: float
    """Seconds after which it is worth asking again, whatever was heard."""

    async def due(self, now: datetime) -> list[Any]:
        """Jobs whose time has come, now in hand: id, kind, subject, tries, epoch. Raises DatabaseAway."""

    async def next_due(self) -> datetime | None:
        """When the next one is due that nobody has in hand. Raises DatabaseAway."""

    def ended(self, row: Any) -> None:
        """A job is not in hand any more."""

    async def close(self) -> None:
        """Let others have what was not begun."""


class OwnHands:
    """All jobs, for a process that shares with nobody."""

    longest = 30.0

    def __init__(self, database: Database) -> None:
        self._database = database
        self._busy: set[int] = set()

    async def due(self, now: datetime) -> list[Any]:
        """Every due job that is not in hand."""
        rows = await self._database.read(queues.due_jobs, now, self._busy)
        self._busy |= {row.id for row in rows}
        return rows

    async def next_due(self) -> datetime | None:
        """Asked of the database."""
        return await self._database.read(queues.next_job, self._busy)

    def ended(self, row: Any) -> None:
        """It may be handed out again, if it is still owed."""
        self._busy.discard(row.id)

    async def close(self) -> None:
        """Nobody else is there."""


class SharedHands:
    """Jobs that this worker has claimed, at most `most` at once."""

    longest = 1.0

    def __init__(self, database: Database, length: timedelta, most: int) -> None:
        self._database = database
        self._length = length
        self._most = most
        self._busy: dict[int, int] = {}
        self._renewed_at = tick()
        self._log = structlog.get_logger("jobs")

    async def due(self, now: datetime) -> list[Any]:
        """What could be claimed; in the same transaction those in hand are kept."""
        room = self._most - len(self._busy)
        if not room and not self._renewal_due():
            return []
        rows = await self._database.run(self._turn, now, room)
        self._busy |= {row.id: row.epoch for row in rows}
        return rows

    async def next_due(self) -> datetime | None:
        """None when the hands are full: then only a job's end matters."""
        return await self._database.read(job_claims.next_due) if len(self._busy) < self._most else None

    def ended(self, row: Any) -> None:
        """Whatever became of it is written in its row by now."""
        self._busy.pop(row.id, None)

    async def close(self) -> None:
        """Give back what is still in hand."""
        try:
            await self._database.run(job_claims.give_back, list(self._busy.items()))
        except DatabaseAway as error:
            self._log.warning("database away; what is in hand is free when its time is over", error=str(error))

    def _renewal_due(self) -> bool:
        return bool(self._busy) and tick() > self._renewed_at + self._length.total_seconds() / 3

    def _turn(self, unit: Unit, now: datetime, room: int) -> list[Any]:
        if self._renewal_due():
            job_claims.renew(unit, list(self._busy.items()), self._length)
            self._renewed_at = tick()
        return job_claims.claim(unit, now, self._length, room, list(self._busy))
