"""Opens the database and runs plain functions on it: `run` in one transaction, `read` beside the writer."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from domain.rules import Rules
from storage.cause import update_in_hand
from storage.foresight import foresee
from storage.sqlite_writer import WAIT, Task, Writer, sqlite_engine
from storage.troubles import DatabaseAway, in_conflict, translated
from storage.unit import Conflict, Unit, Wakes

__all__ = ["Database", "DatabaseAway", "ServerDatabase", "Session", "SqliteDatabase", "open_database"]

T = TypeVar("T")
P = ParamSpec("P")

ATTEMPTS = 5
"""So often a unit runs again at once when a server found it in conflict with another."""


ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""How both ends of a line to a server ask whether the other is still there: seconds, seconds, times."""


@dataclass(frozen=True)
class Session:
    """How a server sees this process: its name, and after how many idle seconds it undoes what we began; and how many
    seconds we wait for it to let us in.
    """

    name: str = "gridbee"
    idle: float = 15.0
    reach: int = 10

    def options(self) -> dict[str, Any]:
        """As the driver wants them. A process that was stopped, or a machine without power, must not keep its locks."""
        idle = f"-c idle_in_transaction_session_timeout={int(self.idle * 1000)}"
        alive = (f"-c tcp_{name}={number}" for name, number in ALIVE.items())
        return {"application_name": self.name, "options": " ".join((idle, *alive)), **self.patience()}

    def patience(self) -> dict[str, Any]:
        """How a line is noticed to be dead that nobody hung up: the system itself would wait a quarter of an hour."""
        return {"connect_timeout": self.reach, "tcp_user_timeout": 25_000, **ALIVE}


class Database(Protocol):
    """Where the state lives. Both kinds behave alike; only their speed differs."""

    rules: Rules
    on_commit: Callable[[Wakes], None]
    on_timed: Callable[[float], None]
    """Hears how many seconds each commit took."""

    async def run(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in one transaction. Raises what it raises, or DatabaseAway."""

    async def read(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask something without writing, apart from the writer."""

    async def read_aside(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for what takes long: in a thread and on a connection of its own, while the event loop goes on."""

    async def close(self) -> None:
        """Finish what was begun and let go of the files."""


def open_database(url: str, rules: Rules, session: Session | None = None) -> Database:
    """The database of a URL: `sqlite:///file` or `postgresql://…`. Its schema must be up to date."""
    if url.startswith("sqlite"):
        return SqliteDatabase(Path(url.removeprefix("sqlite:///")), rules)
    return ServerDatabase(url, rules, session or Session())


def plain_url(url: str) -> str:
    """A server's URL without SQLAlchemy's name of the driver."""
    return "postgresql://" + url.removeprefix("postgresql+psycopg://").removeprefix("postgresql://")


class SqliteDatabase:
    """One writer thread over a synchronous engine; units that wait together share a commit."""

    def __init__(self, path: Path, rules: Rules, wait: float = WAIT) -> None:
        self.rules = rules
        self.on_commit: Callable[[Wakes], None] = _nobody
        self.on_timed: Callable[[float], None] = _nobody
        self._writer = Writer(sqlite_engine(path, wait), lambda: self.rules, self._committed)
        self._reader = create_async_engine(
            f"sqlite+aiosqlite:///{path}", connect_args={"timeout": wait}, hide_parameters=True
        )
        self._aside = create_engine(
            f"sqlite:///{path}", connect_args={"timeout": wait}, hide_parameters=True, poolclass=NullPool
        )
        for engine in (self._reader.sync_engine, self._aside):
            event.listen(engine, "connect", _prepare_reader)
            event.listen(engine, "begin", _begin)

    async def run(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Hand the use case to the writer thread and wait for the commit it shares."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer.put(Task(use_case, args, kwargs, answer))
        return await answer

    async def read(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask on a connection that sees one moment, the last commit's, and can't write."""
        return await _in_engine(self._reader, self.rules, question, *args, **kwargs)

    async def read_aside(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask on a connection that is there only for this question."""
        return await asyncio.to_thread(lambda: _in_thread(self._aside, self.rules, question, *args, **kwargs))

    async def close(self) -> None:
        """Let the writer finish its queue, then close both engines."""
        await asyncio.to_thread(self._writer.stop)
        await self._reader.dispose()

    def _committed(self, wakes: Wakes, took: float) -> None:
        self.on_timed(took)
        self.on_commit(wakes)


class ServerDatabase:
    """PostgreSQL through an asynchronous engine; each unit is its own transaction."""

    def __init__(self, url: str, rules: Rules, session: Session) -> None:
        self.rules = rules
        self.url = plain_url(url)
        self.session = session
        self.on_commit: Callable[[Wakes], None] = _nobody
        self.on_timed: Callable[[float], None] = _nobody
        self._engine = create_async_engine(
            self.url.replace("postgresql://", "postgresql+psycopg://", 1),
            pool_size=10, max_overflow=10, hide_parameters=True, connect_args=session.options(),
        )
        still = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reader = self._engine.execution_options(**still)
        self._aside = create_engine(
            self.url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool, hide_parameters=True,
            connect_args=session.options(), execution_options=still,
        )

    async def run(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run in a transaction of its own, and anew when somebody else's came between."""
        foresee(use_case, self.rules, *args)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._run_once(use_case, *args, **kwargs)
            except (Conflict, DBAPIError, PoolTimeout) as error:
                if attempt == ATTEMPTS or not in_conflict(error):
                    raise translated(error) from error
        raise AssertionError("the last attempt returns or raises")

    async def _run_once(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        update_id = update_in_hand()

        def whole(connection: Connection) -> tuple[T, Wakes]:
            unit = Unit(connection, self.rules, update_id=update_id, shared=True)
            result = use_case(unit, *args, **kwargs)
            unit.flush()
            return result, unit.wakes

        async with self._engine.begin() as connection:
            result, wakes = await connection.run_sync(whole)
            began = time.perf_counter()
        self.on_timed(time.perf_counter() - began)
        self.on_commit(wakes)
        return result

    async def read(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask in a transaction that sees one moment and can't write."""
        return await _in_engine(self._reader, self.rules, question, *args, **kwargs)

    async def read_aside(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask on a connection that is there only for this question."""
        return await asyncio.to_thread(lambda: _in_thread(self._aside, self.rules, question, *args, **kwargs))

    async def close(self) -> None:
        """Close the pool."""
        await self._engine.dispose()


async def _in_engine(
    engine: AsyncEngine,
    rules: Rules,
    question: Callable[Concatenate[Unit, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(lambda plain: question(Unit(plain, rules), *args, **kwargs))
    except (DBAPIError, PoolTimeout) as error:
        raise translated(error) from error


def _in_thread(
    engine: Engine,
    rules: Rules,
    question: Callable[Concatenate[Unit, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    try:
        with engine.connect() as connection:
            return question(Unit(connection, rules), *args, **kwargs)
    except (DBAPIError, PoolTimeout) as error:
        raise translated(error) from error


def _prepare_reader(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # so that our own BEGIN holds one moment still for all of a question's queries
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _nobody(_: object) -> None:
    """Nobody listens yet."""
