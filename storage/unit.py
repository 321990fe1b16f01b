"""One transaction's worth of work, as the use cases see it."""

from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Table, bindparam, case, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.case import Case, Event
from domain.deadlines import running, settled
from domain.rules import Rules
from storage import tables
from storage.quick import Found, Kept, KeptByColumns, line_of


class Conflict(Exception):
    """Somebody else changed the row after we read it: run the use case again."""


class Priority(IntEnum):
    """What goes first in a chat; smaller overtakes larger."""

    ANSWER = 0
    DUTY = 2
    CARD = 4
    EDIT = 6
    REACTION = 7
    BROADCAST = 9


@dataclass
class Wakes:
    """Which loops have something new to do after the commit."""

    outbox: bool = False
    jobs: bool = False
    inbox: bool = False

    def add(self, other: "Wakes") -> None:
        """Take over what `other` asks for."""
        self.outbox |= other.outbox
        self.jobs |= other.jobs
        self.inbox |= other.inbox


@dataclass
class Unit:
    """Reads and writes within one transaction. It never commits, sends or looks at the clock.

    History, messages and jobs are gathered and written together by `flush`, which whoever opened the unit calls.
    Messages and jobs remember the update that they come from (`update_id`), so that a log can be followed.
    Where others write at the same time (`shared`), cases, drafts and photos that are read are kept from them.
    """

    connection: Connection
    rules: Rules
    wakes: Wakes = field(default_factory=Wakes)
    update_id: int | None = None
    shared: bool = False
    _events: list[dict[str, Any]] = field(default_factory=list)
    _owed: list[dict[str, Any]] = field(default_factory=list)
    _jobs: list[dict[str, Any]] = field(default_factory=list)

    def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:
        """Run one statement; for the modules of storage/ only."""
        return self.connection.execute(statement, values)

    def run(self, statement: Kept | KeptByColumns, values: dict[str, Any]) -> Found:
        """Run a statement that is kept, with values by name."""
        return statement.run(self.connection, self._line, values)

    @cached_property
    def _line(self) -> Any:
        return line_of(self.connection)

    def insert_new(self, table: Any, rows: list[dict[str, Any]]) -> None:
        """Insert rows, passing over those that a constraint says are there already."""
        self.connection.execute(self._upsert(table).on_conflict_do_nothing(), rows)

    def insert_once(self, table: Any, row: dict[str, Any]) -> bool:
        """Insert a row; False when a constraint says that it is there already."""
        statement = self._upsert(table).values(row).on_conflict_do_nothing().returning(*table.primary_key)
        return self.connection.execute(statement).first() is not None

    def upsert(self, table: Any, row: dict[str, Any], *, key: tuple[str, ...], change: tuple[str, ...]) -> None:
        """Insert a row, or change the named columns of the one with the same key."""
        self.run(_upserting(table, self.connection.dialect.name, key, change), row)

    def save(self, before: Case, after: Case) -> Case:
        """Write what changed in a case, and when its clock must be looked at again. The case as it is now.

        Raises Conflict when the row is no longer what was read.
        """
        after = settled(before, after, self.rules.pace_of(after.community_id))
        changes = {
            one.name: getattr(after, one.name)
            for one in fields(Case)
            if getattr(after, one.name) != getattr(before, one.name)
        }
        if running(before) != running(after):
            changes |= clock_columns(after, self.rules)
        known = {"known_id": before.id, "known_status": before.status, "known_version": before.version}
        if self.run(_SAVE, {**changes, "version": before.version + 1, **known}).rowcount != 1:
            raise Conflict(f"case {before.id} moved on")
        return after.but(version=before.version + 1)

    def mark(self, case: Case, **changes: Any) -> Case:
        """Change fields of a case that no move is about. Raises Conflict as `save` does."""
        return self.save(case, case.but(**changes))

    def record(self, event: Event) -> None:
        """Add a line to a case's history."""
        self._events.append(
            {
                "case_id": event.case_id,
                "of_case": event.case_id,
                "at": event.at,
                "actor_id": event.actor_id,
                "kind": event.kind,
                "note": event.note,
                "facts": event.facts,
            }
        )

    def recorded(self, kind: str) -> int:
        """How many lines of a kind were added."""
        return sum(one["kind"] == kind for one in self._events)

    def tell(
        self,
        chat_id: int,
        view: str,
        *,
        at: datetime,
        priority: Priority = Priority.ANSWER,
        once: str | None = None,
        card: str | None = None,
        case_id: int | None = None,
        draft_id: int | None = None,
        person_id: int | None = None,
        reply_to: int | None = None,
        not_before: datetime | None = None,
        **facts: Any,
    ) -> None:
        """Owe a message to a chat (our row of it). What was said under the same `once` is not said again.

        An unclaimed intent of the same `card` takes this one in; one that is being sent gets it as its successor.
        """
        self._owed.append(
            {
                "chat_id": chat_id,
                "view": view,
                "card": card,
                "case_id": case_id,
                "draft_id": draft_id,
                "person_id": person_id,
                "facts": facts,
                "reply_to": reply_to,
                "priority": int(priority),
                "once": once,
                "told_at": at,
                "not_before": not_before,
                "update_id": self.update_id,
            }
        )

    def later(self, kind: str, subject: int, due: datetime) -> None:
        """Owe a job. Asking again for the same subject moves its due time."""
        self._jobs.append({"kind": kind, "subject": subject, "due_at": due, "update_id": self.update_id})

    def flush(self) -> None:
        """Write what was gathered."""
        if self._events:
            for event in self._events:
                self.run(_NEW_EVENT, event)
        for row in self._owed:
            self._owe(row)
            self.wakes.outbox = True
        for job in self._jobs:
            self._schedule(job)
        self._events, self._owed, self._jobs = [], [], []

    def _owe(self, row: dict[str, Any]) -> None:
        for _ in range(2):  # on a server the card's intent may be claimed between the two statements
            added = self.run(_owing(self.connection.dialect.name), row).rowcount
            if added or row["card"] is None or self._renewed(row):
                return

    def _renewed(self, row: dict[str, Any]) -> bool:
        """The card's unclaimed intent says this instead; it stays locked, so nobody claims it before the commit."""
        news = {name: row[name] for name in ("view", "facts", "person_id", "reply_to", "update_id") if row[name]}
        if row["not_before"] is None and row["priority"] <= Priority.DUTY:
            news["not_before"] = None  # what waits for its hour goes at once with what may not wait
        same = {"same_chat": row["chat_id"], "same_card": row["card"], "sooner": row["priority"]}
        return bool(self.run(_RENEW, {**news, "told_at": row["told_at"], **same}).rowcount)

    def _schedule(self, job: dict[str, Any]) -> None:
        self.run(_scheduling(self.connection.dialect.name), job)
        self.wakes.jobs = True

    def _upsert(self, table: Any) -> Any:
        return _insert_into(table, self.connection.dialect.name)


def clock_columns(case: Case, rules: Rules) -> dict[str, datetime | None]:
    """What plain queries ask for: when a case is due, and when its clock has something to say. None while it stands."""
    clock = running(case)
    pace = rules.pace_of(case.community_id)
    return {"due_at": case.due_at, "alarm_at": pace.first_mark(clock) if clock else None}


def _insert_into(table: Any, dialect: str) -> Any:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _upserting(table: Table, dialect: str, key: tuple[str, ...], change: tuple[str, ...]) -> KeptByColumns:
    statement = _insert_into(table, dialect)
    news = {name: statement.excluded[name] for name in change}
    return KeptByColumns(lambda: statement.on_conflict_do_update(index_elements=list(key), set_=news))


@cache
def _owing(dialect: str) -> KeptByColumns:
    statement = _insert_into(tables.outbox, dialect).on_conflict_do_nothing()
    return KeptByColumns(lambda: statement.execution_options(preserve_rowcount=True))


@cache
def _scheduling(dialect: str) -> KeptByColumns:
    statement = _insert_into(tables.jobs, dialect)
    later = statement.on_conflict_do_update(
        index_elements=["kind", "subject"],
        index_where=text("state = 'owed'"),  # PostgreSQL matches a partial index by a literal only
        set_={"due_at": statement.excluded.due_at},
    )
    return KeptByColumns(lambda: later)


_OWED = tables.outbox.c
_SOONER: Any = bindparam("sooner", type_=_OWED.priority.type)
_RENEW = KeptByColumns(
    lambda: update(tables.outbox)
    .where(_OWED.chat_id == bindparam("same_chat"), _OWED.card == bindparam("same_card"), _OWED.state == "owed")
    .values(priority=case((_OWED.priority > _SOONER, _SOONER), else_=_OWED.priority))
)
_SAVE = KeptByColumns(
    lambda: update(tables.cases).where(
        tables.cases.c.id == bindparam("known_id"),
        tables.cases.c.status == bindparam("known_status"),
        tables.cases.c.version == bindparam("known_version"),
    )
)
_COMMUNITY = select(tables.cases.c.community_id).where(tables.cases.c.id == bindparam("of_case")).scalar_subquery()
_NEW_EVENT = KeptByColumns(lambda: insert(tables.events).values(community_id=_COMMUNITY))


def soon(at: datetime, seconds: float) -> datetime:
    """`at` plus some seconds."""
    return at + timedelta(seconds=seconds)
