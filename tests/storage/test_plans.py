"""How SQLite finds what is asked all the time: by an index, so that it costs the same however much is stored."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage import cases, photo_rows, queues
from storage.sqlite_writer import sqlite_engine
from storage.unit import Unit
from tests.usecases.folk import MONDAY
from tests.usecases.scene import Scene

GROWING = ("cases", "events", "reports", "photos", "supporters", "ratings", "inbox", "outbox", "messages", "movements")
"""Tables that nobody ever empties, or only after days."""


@pytest.fixture
def plans() -> Iterator[dict[str, list[str]]]:
    """The plan of every statement that any SQLite connection, opened from now on, is asked meanwhile."""
    found: dict[str, list[str]] = {}

    class Cursor(sqlite3.Cursor):
        def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
            if statement not in found and re.match(r"SELECT|UPDATE|DELETE|WITH", statement):
                asked = sqlite3.Cursor(self.connection)
                found[statement] = [row[3] for row in asked.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
            return super().execute(statement, values)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
            return self.cursor().execute(statement, values)

    def opened(_dialect: Any, _record: Any, _arguments: Any, named: dict[str, Any]) -> None:
        named["factory"] = Connection

    event.listen(Engine, "do_connect", opened)
    yield found
    event.remove(Engine, "do_connect", opened)


def scanned(plans: dict[str, list[str]]) -> list[str]:
    """The statements that read a growing table from end to end."""
    whole = re.compile(rf"SCAN ({'|'.join(GROWING)})$")
    return [f"{statement} {plan}" for statement, plan in plans.items() if any(whole.match(line) for line in plan)]


def test_a_cases_life_reads_no_table_from_end_to_end(plans: dict[str, list[str]]) -> None:
    """From the photo to the rating, with a neighbour, a question, an album's draft, an undone step, messages and jobs."""
    live(Scene())
    assert len(plans) > 50
    assert scanned(plans) == []


def live(scene: Scene) -> None:
    """What happens every day."""
    number = scene.reports()
    scene.does("zhang", "same", number)
    scene.does("chen", "accept", number)
    scene.does("chen", "ask", number, "哪个桶？")
    scene.heard("wang")
    scene.answers("wang", "左边那个")
    scene.does("chen", "done", number, "换好了")
    scene.does("wang", "confirm", number)
    scene.does("wang", "rate", number, "5")
    other = scene.reports("zhang", "楼道灯不亮")
    scene.does("zhou", "lead", other)
    for name in ("wang", "chen", "zhou"):
        scene.heard(name)


def test_loops_and_housekeeping_read_no_table_from_end_to_end(plans: dict[str, list[str]], migrated: Path) -> None:
    """What is asked when nothing happens, too."""
    now = MONDAY
    with sqlite_engine(migrated).begin() as connection:
        unit = Unit(connection, rules=None)  # type: ignore[arg-type]  # these questions need none
        queues.waiting(unit, 0)
        queues.owed(unit, 0)
        queues.owed_among(unit, [1])
        queues.claimed_before(unit)
        queues.counts(unit)
        queues.sent_between(unit, now - timedelta(minutes=1), now)
        queues.due_jobs(unit, now)
        queues.next_job(unit)
        queues.erase_parked(unit, now)
        queues.forget_done(unit, now)
        photo_rows.expired(unit, now)
        cases.rung(unit, now, 10)
        cases.unrouted(unit, 1)
        cases.waiting_for(unit, 1, [1])
    assert len(plans) > 14
    assert scanned(plans) == []
