"""A database for plays: real SQLite, real units, in memory and on the event loop's own thread, so that nothing is waited for."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from domain.rules import Rules
from storage.troubles import translated
from storage.unit import Unit, Wakes


class Here:
    """Behaves as storage.database.Database says; one statement after another."""

    def __init__(self, template: Path, rules: Rules) -> None:
        self.rules = rules
        self.on_commit: Callable[[Wakes], None] = lambda _: None
        engine = create_engine("sqlite://", poolclass=StaticPool)
        event.listen(engine, "connect", _by_hand)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        self._connection: Connection = engine.connect()
        driver = self._connection.connection.dbapi_connection
        assert isinstance(driver, sqlite3.Connection)
        self.driver = driver
        source = sqlite3.connect(template)
        source.backup(driver)
        source.close()

    async def run(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """One transaction, undone when something is raised."""
        unit = Unit(self._connection, self.rules)
        try:
            with self._connection.begin():
                result = use_case(unit, *args, **kwargs)
                unit.flush()
        except Exception as error:
            raise translated(error) from error
        self.on_commit(unit.wakes)
        return result

    async def read(self, question: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """The same without an end: what is asked changes nothing."""
        return self.ask(question, *args, **kwargs)

    read_aside = read

    def ask(self, question: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """For those who need not wait."""
        with self._connection.begin():
            return question(Unit(self._connection, self.rules), *args, **kwargs)

    async def close(self) -> None:
        """Nothing of it stays."""
        self._connection.close()


def _by_hand(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
