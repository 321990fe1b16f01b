"""Opens the database and runs plain functions on it: `run` in one transaction, `read` beside the writer."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from domain.rules import Rules
from storage.unit import Conflict, Unit, Wakes

T = TypeVar("T")
P = ParamSpec("P")

BATCH = 64
"""How many waiting units share one commit at most."""

_SQLITE_PASSING = {5, 6, 7, 8, 10, 13, 14}
"""BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN."""

_SERVER_PASSING = {"08", "40", "53", "55", "57", "58"}
"""SQLSTATE classes: connection, rollback to retry, no resources, lock not to be had, operator, system."""


class DatabaseAway(Exception):
    """The database can't be used right now (locked, full, unreachable): wait and try again."""


class Database(Protocol):
    """Where the state lives. Both kinds behave alike; only their speed differs."""

    rules: Rules
    on_commit: Callable[[Wakes], None]

    async def run(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in one transaction. Raises what it raises, or DatabaseAway."""

    async def read(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask something without writing, apart from the writer."""

    async def close(self) -> None:
        """Finish what was begun and let go of the files."""


def open_database(url: str, rules: Rules) -> Database:
    """The database of a URL: `sqlite:///file` or `postgresql://…`. Its schema must be up to date."""
    if url.startswith("sqlite"):
        return SqliteDatabase(Path(url.removeprefix("sqlite:///")), rules)
    return ServerDatabase(url, rules)


def sqlite_engine(path: Path) -> Engine:
    """A synchronous engine that begins every transaction as a writer and syncs every commit to the disk."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 5, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_writer)
    event.listen(engine, "begin", _begin_immediately)
    return engine


class SqliteDatabase:
    """One writer thread over a synchronous engine; units that wait together share a commit."""

    def __init__(self, path: Path, rules: Rules) -> None:
        self.rules = rules
        self.on_commit: Callable[[Wakes], None] = _nobody
        self._writer = _Writer(sqlite_engine(path), rules, self._committed)
        self._reader = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 5})
        event.listen(self._reader.sync_engine, "connect", _prepare_reader)

    async def run(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Hand the use case to the writer thread and wait for the commit it shares."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer.put(_Task(lambda unit: use_case(unit, *args, **kwargs), answer))
        return await answer

    async def read(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask on a connection that sees the last commit and can't write."""
        return await _in_engine(self._reader, self.rules, question, *args, **kwargs)

    async def close(self) -> None:
        """Let the writer finish its queue, then close both engines."""
        await asyncio.to_thread(self._writer.stop)
        await self._reader.dispose()

    def _committed(self, wakes: Wakes) -> None:
        self.on_commit(wakes)


class ServerDatabase:
    """PostgreSQL through an asynchronous engine; each unit is its own transaction."""

    def __init__(self, url: str, rules: Rules) -> None:
        self.rules = rules
        self.on_commit: Callable[[Wakes], None] = _nobody
        plain = url.removeprefix("postgresql+psycopg://").removeprefix("postgresql://")
        self._engine = create_async_engine(f"postgresql+psycopg://{plain}", pool_size=10, max_overflow=10)

    async def run(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run in a transaction of its own."""

        def whole(connection: Connection) -> tuple[T, Wakes]:
            unit = Unit(connection, self.rules)
            result = use_case(unit, *args, **kwargs)
            unit.flush()
            return result, unit.wakes

        try:
            async with self._engine.begin() as connection:
                result, wakes = await connection.run_sync(whole)
        except DBAPIError as error:
            raise _translated(error) from error
        self.on_commit(wakes)
        return result

    async def read(self, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask in a transaction that is rolled back."""
        return await _in_engine(self._engine, self.rules, question, *args, **kwargs)

    async def close(self) -> None:
        """Close the pool."""
        await self._engine.dispose()


class _Task:
    def __init__(self, work: Callable[[Unit], Any], answer: "asyncio.Future[Any]") -> None:
        self.work = work
        self.answer = answer
        self.loop = answer.get_loop()
        self.result: Any = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        if self.answer.cancelled():
            return
        if self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.result)


class _Writer:
    """The thread that owns the only writing connection."""

    def __init__(self, engine: Engine, rules: Rules, committed: Callable[[Wakes], None]) -> None:
        self._engine = engine
        self._rules = rules
        self._committed = committed
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="gridbee-writer", daemon=True)
        self._thread.start()

    def put(self, task: _Task) -> None:
        self._tasks.put(task)

    def stop(self) -> None:
        self._tasks.put(None)
        self._thread.join()
        self._engine.dispose()

    def _work(self) -> None:
        stopping = False
        while not stopping:
            first = self._tasks.get()
            batch = [] if first is None else [first]
            stopping = first is None
            while len(batch) < BATCH and not stopping and not self._tasks.empty():
                task = self._tasks.get()
                stopping = task is None
                if task is not None:
                    batch.append(task)
            if batch:
                self._run_batch(batch)

    def _run_batch(self, batch: list[_Task]) -> None:
        wakes = Wakes()
        try:
            with self._engine.connect() as connection, connection.begin():
                for task in batch:
                    self._run_one(connection, task, wakes)
        except Exception as error:  # noqa: BLE001  the commit itself failed: nothing of the batch happened, and each must know
            for task in batch:
                task.error = _translated(error)
        loop = batch[0].loop
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._answer, batch, wakes)

    def _run_one(self, connection: Connection, task: _Task, wakes: Wakes) -> None:
        unit = Unit(connection, self._rules)
        try:
            with connection.begin_nested():
                task.result = task.work(unit)
                unit.flush()
        except Exception as error:  # noqa: BLE001  its savepoint is undone; the error goes to whoever asked
            task.error = _translated(error)
        else:
            wakes.add(unit.wakes)

    def _answer(self, batch: list[_Task], wakes: Wakes) -> None:
        for task in batch:
            task.settle()
        self._committed(wakes)


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
    except DBAPIError as error:
        raise _translated(error) from error


def _translated(error: BaseException) -> BaseException:
    """Troubles that pass are told apart from mistakes that stay."""
    if isinstance(error, Conflict) or (isinstance(error, DBAPIError) and _passes(error)):
        away = DatabaseAway(str(getattr(error, "orig", error)))
        away.__cause__ = error
        return away
    return error


def _passes(error: DBAPIError) -> bool:
    sqlite_code = getattr(error.orig, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return (sqlite_code & 0xFF) in _SQLITE_PASSING
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state[:2] in _SERVER_PASSING


def _prepare_writer(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: Any, _: Any) -> None:
    for pragma in ("query_only=ON", "busy_timeout=5000"):
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _begin_immediately(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _nobody(_: Wakes) -> None:
    """Nobody listens yet."""
