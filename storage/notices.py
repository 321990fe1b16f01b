"""Processes on one PostgreSQL tell each other that something came: by LISTEN and NOTIFY, beside the transactions.

A notice may get lost; whoever waits looks again after a second anyway. That is why it is sent after the commit, many
at a time: inside the transactions every commit on the server would have to queue for it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import structlog
from sqlalchemy import func, select

from storage.database import DatabaseAway, ServerDatabase, plain_url
from storage.unit import Unit, Wakes

CHANNEL = "gridbee"
GAP = 0.03
"""Seconds between two notices of one process: what is committed meanwhile goes into the next."""
LOOK_UP = 0.25
"""Seconds after which the listener looks up whether it is to stop."""


class Notices:
    """One process's mouth and ears. `owner` names it, so that it does not hear itself."""

    def __init__(self, database: ServerDatabase, owner: str) -> None:
        self._database = database
        self._owner = owner
        self._pending = Wakes()
        self._something = asyncio.Event()
        self._log = structlog.get_logger("notices")

    def tell(self, wakes: Wakes) -> None:
        """Let the others know soon."""
        if wakes != Wakes():
            self._pending.add(wakes)
            self._something.set()

    async def speak(self, stop: asyncio.Event) -> None:
        """Send what there is to tell, until `stop`."""
        while not stop.is_set():
            await self._something.wait()
            self._something.clear()
            news, self._pending = self._pending, Wakes()
            if news != Wakes():
                try:
                    await self._database.run(_notify, f"{self._owner} {_spelled(news)}")
                except DatabaseAway as error:
                    self._log.debug("nobody was told", error=str(error))
            await asyncio.sleep(GAP)

    def stopped(self) -> None:
        """Let `speak` see that it is to stop."""
        self._something.set()

    async def listen(self, heard: Callable[[Wakes], None], stop: asyncio.Event) -> None:
        """Call `heard` with what other processes tell, until `stop`. A line that breaks is opened again."""
        import psycopg  # noqa: PLC0415  only those who have PostgreSQL have its driver

        while not stop.is_set():
            try:
                url, patience = plain_url(self._database.url), self._database.session.patience()
                async with await psycopg.AsyncConnection.connect(url, autocommit=True, **patience) as line:
                    await line.execute(f"LISTEN {CHANNEL}".encode())
                    heard(Wakes(outbox=True, jobs=True, inbox=True))  # what was told while nobody listened
                    while not stop.is_set():
                        async for notice in line.notifies(timeout=LOOK_UP):
                            self._hear(notice, heard)
            except psycopg.Error as error:
                self._log.warning("listening again soon", error=str(error))
                await asyncio.sleep(1)

    def _hear(self, notice: Any, heard: Callable[[Wakes], None]) -> None:
        owner, _, words = notice.payload.partition(" ")
        if owner != self._owner:
            heard(Wakes(**{one.name: one.name in words.split() for one in fields(Wakes)}))


def _spelled(wakes: Wakes) -> str:
    return " ".join(one.name for one in fields(Wakes) if getattr(wakes, one.name))


def _notify(unit: Unit, words: str) -> None:
    unit.execute(select(func.pg_notify(CHANNEL, words)))
