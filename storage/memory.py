"""Remembers what was read of areas, people, roles and chats while nobody writes to them.

Every message asks who sent it and where, every report for the line of areas above it, who could have it and who is
named on its card: a dozen questions, most of them the same as for the message before. Only for the writer's connection
to SQLite, which sees every write of its own; what others write to the file changes its version, which is asked once a
transaction.
"""

import sqlite3
from collections.abc import Hashable
from typing import Any

TABLES = frozenset({"areas", "people", "grants", "chats"})
"""Read with every message, changed when somebody new comes, moves, renames, or has another role."""
MOST = 2000
"""Answers that are remembered; beyond that they are all asked anew."""


class Memory:
    """Answers by question, as true as the last look into the file. Nothing else may write to TABLES unnoticed."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, list[Any]] = {}
        self._version = -1

    def begin(self, driver: sqlite3.Connection) -> None:
        """At the beginning of a transaction: another connection, or program, may have written meanwhile."""
        (version,) = driver.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self.forget()

    def forget(self) -> None:
        """One of the tables changes, or what was done is undone."""
        self._answers.clear()

    def recall(self, question: Hashable) -> list[Any] | None:
        """What answered it, or None."""
        return self._answers.get(question)

    def keep(self, question: Hashable, rows: list[Any]) -> None:
        """Remember what answers it, which nobody may change."""
        if len(self._answers) >= MOST:
            self.forget()
        self._answers[question] = rows


class Line:
    """The driver's own connection, and what is remembered of what was read on it, if anything is."""

    __slots__ = ("driver", "memory")

    def __init__(self, driver: sqlite3.Connection, memory: Memory | None = None) -> None:
        self.driver = driver
        self.memory = memory
