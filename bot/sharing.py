"""How a process shares its database: with nobody on SQLite, with any number of others on PostgreSQL."""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Coroutine, Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

from bot.clock import WallClock
from bot.inboxes import Inbox, OwnInbox, SharedInbox
from bot.job_hands import JobHands, OwnHands, SharedHands
from bot.leasing import Leased, OursAlone, SharedLease
from domain.errors import Refusal
from storage.database import Database, ServerDatabase
from storage.notices import Notices
from storage.unit import Wakes


class ProcessRole(StrEnum):
    """What a process does: bring updates in, handle them and run the jobs and the clock, send; or all of it."""

    ALL = "all"
    RECEIVER = "receiver"
    WORKER = "worker"
    SENDER = "sender"

    def does(self, part: "ProcessRole") -> bool:
        """Whether a process of this role does that part."""
        return self in (ProcessRole.ALL, part)


class OneProcessOnly(Refusal):
    """SQLite can't be shared: a role of its own needs PostgreSQL."""

    key = "program.role.one_process"


class Sharing(Protocol):
    """What a process shares, and how."""

    def lease(self, name: str) -> Leased:
        """The lease for something that only one process may do."""

    def inbox(self, clock: WallClock, at_once: int) -> Inbox:
        """Where updates to handle come from, to be served in so many chats at once, if that can be."""

    def jobs(self, at_once: int) -> JobHands:
        """Where jobs to do come from."""

    def tell(self, wakes: Wakes) -> None:
        """Something was committed: let the other processes know."""

    def loops(self, heard: Callable[[Wakes], None], stop: asyncio.Event) -> Iterable[Coroutine[Any, Any, None]]:
        """What runs beside the program's own loops; `heard` is called with what others tell."""


class Alone:
    """One process: everything is its own, and nothing needs to be asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lease(self, name: str) -> Leased:  # noqa: ARG002  there is nobody to name it to
        """Always one's own."""
        return OursAlone()

    def inbox(self, clock: WallClock, at_once: int) -> Inbox:
        """The whole inbox."""
        return OwnInbox(self._database, clock, at_once)

    def jobs(self, at_once: int) -> JobHands:  # noqa: ARG002  as above
        """All jobs."""
        return OwnHands(self._database)

    def tell(self, wakes: Wakes) -> None:
        """There is nobody to tell."""

    def loops(self, heard: Callable[[Wakes], None], stop: asyncio.Event) -> Iterable[Coroutine[Any, Any, None]]:  # noqa: ARG002
        """None."""
        return ()


class Together:
    """One of several processes on a PostgreSQL."""

    def __init__(self, database: ServerDatabase, owner: str, length: timedelta) -> None:
        self._database = database
        self._owner = owner
        self._length = length
        self._notices = Notices(database, owner)

    def lease(self, name: str) -> Leased:
        """A row that only one process holds."""
        return SharedLease(self._database, name, self._owner, self._length)

    def inbox(self, clock: WallClock, at_once: int) -> Inbox:  # noqa: ARG002  the server's clock counts
        """Lanes that are claimed."""
        return SharedInbox(self._database, self._owner, self._length, at_once)

    def jobs(self, at_once: int) -> JobHands:
        """Jobs that are claimed: twice as many as run at once, so that the next are at hand."""
        return SharedHands(self._database, self._length, at_once * 2)

    def tell(self, wakes: Wakes) -> None:
        """By a notice, soon."""
        self._notices.tell(wakes)

    def loops(self, heard: Callable[[Wakes], None], stop: asyncio.Event) -> Iterable[Coroutine[Any, Any, None]]:
        """Speaking and listening."""

        async def until_stopped() -> None:
            await stop.wait()
            self._notices.stopped()

        return self._notices.speak(stop), self._notices.listen(heard, stop), until_stopped()


def sharing_of(database: Database, owner: str, length: timedelta) -> Sharing:
    """How this process shares its database."""
    return Together(database, owner, length) if isinstance(database, ServerDatabase) else Alone(database)


def refuse_to_share(url: str, role: ProcessRole) -> None:
    """Raises OneProcessOnly for a role of its own on a database that can't be shared."""
    if role is not ProcessRole.ALL and url.startswith("sqlite"):
        raise OneProcessOnly(role=role.value)


def name_of_process(role: ProcessRole) -> str:
    """Names this run of the program among all others, for leases and for whoever looks at the server's connections."""
    machine = "".join(letter for letter in socket.gethostname() if letter.isalnum() or letter in ".-")[:24]
    return f"{role}@{machine}.{os.getpid()}.{secrets.token_hex(4)}"
