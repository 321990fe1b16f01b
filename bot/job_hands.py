"""Which jobs this process does: all that are due, or those that it has claimed of shared ones."""

from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from bot.leasing import tick
from storage import job_claims, queues
from storage.database import Database, DatabaseAway
from storage.unit import Unit

FULL, FEW = 50, 4
"""So many jobs are in hand at most where nobody else does them; with so few left more are asked for."""


class JobHands(Protocol):
    """Hands out due jobs, none of them twice at a time."""

    longest: float
    """Seconds after which it is worth asking again, whatever was heard."""

    async def due(self, now: datetime) -> tuple[list[Any], datetime | None]:
        """Jobs whose time has come, now in hand: id, kind, subject, tries, epoch; and when the next one is due that
        nobody has in hand. Raises DatabaseAway."""

    def ended(self, row: Any) -> bool:
        """A job is not in hand any more; True when it is worth asking for more at once."""

    async def close(self) -> None:
        """Let others have what was not begun."""


class OwnHands:
    """All jobs, for a process that shares with nobody."""

    longest = 30.0

    def __init__(self, database: Database) -> None:
        self._database = database
        self._busy: set[int] = set()

    async def due(self, now: datetime) -> tuple[list[Any], datetime | None]:
        """Every due job that is not in hand, as far as the hands can hold them."""
        if len(self._busy) >= FULL:
            return [], None
        rows, next_due = await self._database.run(self._turn, now)
        self._busy |= {row.id for row in rows}
        return rows, next_due

    def ended(self, row: Any) -> bool:
        """It may be handed out again, if it is still owed. More are asked for when few are left."""
        self._busy.discard(row.id)
        return len(self._busy) <= FEW

    def _turn(self, unit: Unit, now: datetime) -> tuple[list[Any], datetime | None]:
        rows = queues.due_jobs(unit, now, self._busy)
        return rows, queues.next_job(unit, {*self._busy, *(row.id for row in rows)})

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

    async def due(self, now: datetime) -> tuple[list[Any], datetime | None]:
        """What could be claimed; in the same transaction those in hand are kept, and the next one's moment is read.

        When the hands are full it does not matter, only a job's end.
        """
        room = self._most - len(self._busy)
        if not room and not self._renewal_due():
            return [], None
        rows, next_due = await self._database.run(self._turn, now, room)
        self._busy |= {row.id: row.epoch for row in rows}
        return rows, next_due

    def ended(self, row: Any) -> bool:
        """Whatever became of it is written in its row by now; there is room for another."""
        self._busy.pop(row.id, None)
        return True

    async def close(self) -> None:
        """Give back what is still in hand."""
        try:
            await self._database.run(job_claims.give_back, list(self._busy.items()))
        except DatabaseAway as error:
            self._log.warning("database away; what is in hand is free when its time is over", error=str(error))

    def _renewal_due(self) -> bool:
        return bool(self._busy) and tick() > self._renewed_at + self._length.total_seconds() / 3

    def _turn(self, unit: Unit, now: datetime, room: int) -> tuple[list[Any], datetime | None]:
        if self._renewal_due():
            job_claims.renew(unit, list(self._busy.items()), self._length)
            self._renewed_at = tick()
        rows = job_claims.claim(unit, now, self._length, room, list(self._busy))
        return rows, job_claims.next_due(unit) if len(rows) < room else None
