"""Runs statements of ours on SQLite as they were compiled once, straight on the driver's connection.

SQLAlchemy still writes them and knows how every type goes in and comes out. What is left out is what it does anew at
each execution: four fifths of the time that a statement of the hot path takes. Only for the writer thread's connection;
anything else, and statements whose text depends on their values, goes the usual way. What a remembered statement found
is kept in that connection's memory, as what was made of it, until somebody writes to its tables.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn, Protocol, Self

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound
from sqlalchemy.sql import visitors

from storage.memory import TABLES, Line

Row = Any
"""A named tuple of a statement's columns."""


class Found(Protocol):
    """What a statement gave: as much of SQLAlchemy's result as this program uses."""

    @property
    def rowcount(self) -> int:
        """How many rows an UPDATE, DELETE or INSERT met."""

    def __iter__(self) -> Iterator[Row]:
        """All rows."""

    def all(self) -> Sequence[Row]:
        """All rows."""

    def first(self) -> Row:
        """The first row, or None."""

    def one(self) -> Row:
        """The only row. Raises NoResultFound or MultipleResultsFound."""

    def scalar(self) -> Any:
        """The first value of the first row, or None."""

    def scalar_one(self) -> Any:
        """The first value of the only row."""

    def scalars(self) -> Iterable[Any]:
        """The first value of every row."""


class Rows:
    """The rows that were found, all of them, or what was made of them."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Row], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def all(self) -> list[Row]:
        return self._rows

    def first(self) -> Row:
        return self._rows[0] if self._rows else None

    def one(self) -> Row:
        if not self._rows:
            raise NoResultFound("No row was found when one was required")
        if len(self._rows) > 1:
            raise MultipleResultsFound("Multiple rows were found when exactly one was required")
        return self._rows[0]

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalars(self) -> list[Any]:
        return [row[0] for row in self._rows]


Make = Callable[[Iterable[Any]], list[Row]]


class Quick:
    """A compiled statement: its text, how values go in, how rows come out.

    `remembered`: what it finds is. `changes`: it writes to a table of which something may be remembered.
    """

    def __init__(
        self, text: str, values: list[tuple[str, Any, Any]], rows: Make, *, remembered: bool, changes: bool
    ) -> None:
        self._text = text
        self._remembered = remembered
        self._changes = changes
        self._names = [name for name, _, _ in values]
        self._usual = [usual for _, _, usual in values]
        self._processes = [(at, process) for at, (_, process, _) in enumerate(values) if process is not None]
        self._rows = rows

    @classmethod
    def of(
        cls, statement: Executable, dialect: Dialect, columns: Sequence[str] | None = None,
        of: Callable[[Row], Any] | None = None,
    ) -> Self | None:
        """The statement, compiled for SQLite; `columns` are those that an INSERT or UPDATE is given values for.

        With `of` it finds what that makes of each row, which is remembered.

        None when its text depends on the values (a list for IN), or the library would add values of its own. Raises
        ValueError for one that is to be remembered and reads what is not.
        """
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]
        if compiled.post_compile_params or compiled.literal_execute_params:
            return None
        if getattr(compiled, "insert_prefetch", ()) or getattr(compiled, "update_prefetch", ()):
            return None
        values = []
        for name in compiled.positiontup or ():
            bind = compiled.binds[name]
            values.append((bind.key, bind.type.dialect_impl(dialect).bind_processor(dialect), bind.effective_value))
        writes = {statement.table.name} if getattr(statement, "is_dml", False) else set()  # type: ignore[attr-defined]
        if of is not None and (writes or not _tables_in(statement) <= TABLES):
            raise ValueError(f"not to be remembered: {compiled}")
        rows = _maker(statement, dialect)
        make = rows if of is None else lambda found: list(map(of, rows(found)))
        return cls(str(compiled), values, make, remembered=of is not None, changes=not writes.isdisjoint(TABLES))

    def run(self, line: Line, given: dict[str, Any], dialect: Dialect) -> Rows:
        """Run it with values by name, or recall what it found. Raises what SQLAlchemy would raise."""
        values = list(map(given.get, self._names, self._usual))
        for at, process in self._processes:
            if values[at] is not None:
                values[at] = process(values[at])
        if line.memory is not None:
            if self._remembered:
                question = (self._text, *values)
                rows = line.memory.recall(question)
                if rows is None:
                    rows = self._run(line.driver, values, dialect).all()
                    line.memory.keep(question, rows)
                return Rows(rows.copy(), -1)
            if self._changes:
                line.memory.forget()
        return self._run(line.driver, values, dialect)

    def _run(self, driver: sqlite3.Connection, values: list[Any], dialect: Dialect) -> Rows:
        try:
            cursor = driver.execute(self._text, values)
            return Rows(self._rows(cursor.fetchall()), cursor.rowcount)
        except sqlite3.Error as error:
            _raise(error, self._text, dialect)


class Kept:
    """A statement that is built for a dialect when it is first asked, and kept; on SQLite compiled as well.

    `of`: it finds what that makes of each row, and the writer there need not ask it twice. It may read the tables of
    which that is done and no others.
    """

    def __init__(
        self, build: Callable[[str], Executable], columns: Sequence[str] | None = None,
        of: Callable[[Row], Any] | None = None,
    ) -> None:
        self._build = build
        self._columns = columns
        self._of = of
        self._built: dict[str, Executable] = {}
        self._quick: Quick | None = None
        self._is_quick = True

    def run(self, connection: Connection, line: Line | None, given: dict[str, Any]) -> Found:
        """Run it with values by name; `line` leads to SQLite's driver where there is one to use."""
        if line is not None and self._is_quick:
            dialect = connection.dialect
            if self._quick is None:
                self._quick = Quick.of(self._for(dialect), dialect, self._columns, self._of)
                self._is_quick = self._quick is not None
            if self._quick is not None:
                return self._quick.run(line, given, dialect)
        result = connection.execute(self._for(connection.dialect), given)
        return result if self._of is None else Rows(list(map(self._of, result)), -1)

    def _for(self, dialect: Dialect) -> Executable:
        if dialect.name not in self._built:
            self._built[dialect.name] = self._build(dialect.name)
        return self._built[dialect.name]


class KeptByColumns:
    """An INSERT or UPDATE whose columns differ from one time to the next: one kept statement for each set of them."""

    def __init__(self, build: Callable[[], Executable]) -> None:
        self._build = build
        self._known: dict[tuple[str, ...], Kept] = {}

    def run(self, connection: Connection, line: Line | None, given: dict[str, Any]) -> Found:
        """Run it with these columns' values (and those of its own parameters)."""
        columns = tuple(given)
        kept = self._known.get(columns)
        if kept is None:
            kept = self._known[columns] = Kept(lambda _: self._build(), columns)
        return kept.run(connection, line, given)


def line_of(connection: Connection) -> Line | None:
    """The line to the driver, where there is one to use. Only the writer's engine gives it a memory."""
    if connection.dialect.driver != "pysqlite":
        return None
    if (line := connection.info.get("line")) is None:
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]  # pysqlite's
        line = connection.info["line"] = Line(driver)
    return line


def _tables_in(statement: Any) -> set[str]:
    parts = [getattr(one, "table", one) for one in visitors.iterate(statement)]
    return {one.name for one in parts if isinstance(one, Table)}


def _maker(statement: Any, dialect: Dialect) -> Make:
    columns = list(getattr(statement, "exported_columns", ()))
    if not columns:
        return list
    row = namedtuple("Row", [str(one.key) for one in columns], rename=True)  # type: ignore[misc]  # noqa: PYI024
    made = [(n, one.type.dialect_impl(dialect).result_processor(dialect, None)) for n, one in enumerate(columns)]
    made = [(n, process) for n, process in made if process is not None]

    def rows(found: Iterable[Any]) -> list[Row]:
        if not made:
            return [row._make(one) for one in found]
        whole = []
        for one in found:
            values = list(one)
            for n, process in made:
                if values[n] is not None:
                    values[n] = process(values[n])
            whole.append(row._make(values))
        return whole

    return rows


def _raise(error: sqlite3.Error, text: str, dialect: Dialect) -> NoReturn:
    raise DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=True, dialect=dialect) from error
