"""Several connections to one PostgreSQL, each a process of its own as far as the database can tell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, select

from domain.rules import Rules
from storage.unit import Unit


@dataclass
class Server:
    """Runs plain functions in transactions of their own."""

    engine: Engine
    rules: Rules

    @contextmanager
    def open(self) -> Iterator[Unit]:
        """A transaction that stays open while other things happen; committed at the end."""
        with self.engine.begin() as connection:
            unit = Unit(connection, self.rules, shared=True)
            yield unit
            unit.flush()

    def run(self, use_case: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """One transaction."""
        with self.open() as unit:
            return use_case(unit, *values, **named)

    def rows(self, table: Any) -> list[Any]:
        """All rows of a table, in the order of its key."""
        with self.open() as unit:
            return list(unit.execute(select(table).order_by(*table.primary_key)))
