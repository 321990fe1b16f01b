"""The one thread that writes to SQLite: units that wait together share a commit, each in its own savepoint."""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from domain.rules import Rules
from storage.cause import update_in_hand
from storage.foresight import foresee
from storage.memory import Line, Memory
from storage.troubles import DatabaseAway, translated
from storage.unit import Unit, Wakes

BATCH = 64
"""How many waiting units share one commit at most."""

WAIT = 5.0
"""Seconds to wait for another program that holds SQLite's lock."""

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=FAST", "temp_store=MEMORY")
"""What is deleted is overwritten in the file as well, where that costs no further page.

What a savepoint might have to undo stays in memory: in a file, as is usual, each page that a unit touches is written
there twice, most of all that a report writes.
"""


def sqlite_engine(path: Path, wait: float = WAIT) -> Engine:
    """A synchronous engine that begins every transaction as a writer and syncs every commit to the disk."""
    options = {"timeout": wait, "check_same_thread": False}
    engine = create_engine(f"sqlite:///{path}", connect_args=options, hide_parameters=True, json_serializer=_as_json)
    event.listen(engine, "connect", _prepare_writer)
    event.listen(engine, "begin", _begin_immediately)
    event.listen(engine, "before_cursor_execute", _notice)
    return engine


def _as_json(value: Any) -> str:
    """No encoder is built for the usual: most messages bring nothing along, and most lists are of our ids."""
    if value == {}:
        return "{}"
    if type(value) is list and all(type(one) is int for one in value):
        return str(value)
    return json.dumps(value)


class Task:
    """A use case that waits for its turn, with its values, and the future that hears what came of it."""

    def __init__(
        self, use_case: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], answer: "asyncio.Future[Any]"
    ) -> None:
        self.use_case, self.args, self.kwargs = use_case, args, kwargs
        self.answer = answer
        self.update_id = update_in_hand()
        self.loop = answer.get_loop()
        self.result: Any = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        """Answer whoever still waits; on the event loop's thread."""
        if self.answer.cancelled():
            return
        if self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.result)


class Writer:
    """The thread that owns the only writing connection.

    `committed` is called on the event loop after each commit, with the seconds that it took.
    """

    def __init__(self, engine: Engine, rules: Callable[[], Rules], committed: Callable[[Wakes, float], None]) -> None:
        self._engine = engine
        self._rules = rules
        self._committed = committed
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._stopped = False
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._work, name="gridbee-writer", daemon=True)
        self._thread.start()

    def put(self, task: Task) -> None:
        """Line up for the next commit. Raises DatabaseAway once it was stopped."""
        if self._stopped:
            raise DatabaseAway("the database is closed")
        self._tasks.put(task)

    def stop(self) -> None:
        """Run what is lined up, then let go of the file; blocks."""
        self._stopped = True
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
        self._disconnect()

    def _run_batch(self, batch: list[Task]) -> None:
        wakes, began = Wakes(), time.perf_counter()
        try:
            for task in batch:  # like beside like: what the processor has at hand then lasts
                foresee(task.use_case, self._rules(), *task.args)
            connection = self._connected()
            with connection.begin():
                for task in batch:
                    self._run_one(connection, task, wakes)
                began = time.perf_counter()
        except Exception as error:  # noqa: BLE001  the commit itself failed: nothing of the batch happened, and each must know
            self._disconnect()
            wakes = Wakes()
            for task in batch:
                task.error = translated(error)
        loop = batch[0].loop
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._answer, batch, wakes, time.perf_counter() - began)

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            _forget(connection)
            connection.close()

    def _run_one(self, connection: Connection, task: Task, wakes: Wakes) -> None:
        unit, driver = Unit(connection, self._rules(), update_id=task.update_id), _line(connection).driver
        driver.execute("SAVEPOINT unit")  # by hand: the library's own costs as much as five statements
        try:
            task.result = task.use_case(unit, *task.args, **task.kwargs)
            unit.flush()
        except Exception as error:
            _forget(connection)
            if not driver.in_transaction:
                raise  # a full disk can make SQLite undo the whole transaction: the others must know as well
            driver.execute("ROLLBACK TO unit")
            driver.execute("RELEASE unit")
            task.error = translated(error)
        else:
            driver.execute("RELEASE unit")
            wakes.add(unit.wakes)

    def _answer(self, batch: list[Task], wakes: Wakes, took: float) -> None:
        for task in batch:
            task.settle()
        self._committed(wakes, took)


def _line(connection: Connection) -> Line:
    line: Line = connection.info["line"]
    return line


def _prepare_writer(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    record.info["line"] = Line(connection, Memory())


def _begin_immediately(connection: Connection) -> None:
    line = _line(connection)
    line.driver.execute("BEGIN IMMEDIATE")
    if line.memory is not None:
        line.memory.begin(line.driver)


def _notice(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    """What goes the usual way is not looked into: unless it only reads, nothing is remembered of what was read."""
    if not statement.startswith("SELECT"):
        _forget(connection)


def _forget(connection: Connection) -> None:
    if (memory := _line(connection).memory) is not None:
        memory.forget()
