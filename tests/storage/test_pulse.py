"""One look at what waits: the same on both databases, and cheap however much is finished."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert

from domain.chats import Where
from domain.people import Level
from storage import areas, chats, migrate, queues, tables
from storage.database import Database
from storage.pulse import Waiting, pulse
from storage.unit import Unit
from tests.storage.conftest import NOON

EARLIER, LATER = NOON - timedelta(minutes=5), NOON + timedelta(minutes=5)


def furnish(unit: Unit) -> None:
    """Of each kind one that waits since five minutes, one that waits for its time, and finished ones."""
    queues.take_in(unit, [queues.Taken(number, 1, "{}") for number in range(4)], EARLIER)
    queues.mark_done(unit, 1, NOON)
    queues.park(unit, 2, "x", NOON)
    chat = chats.meet(unit, Where(-1, "group"))
    unit.tell(chat.id, "say", at=EARLIER)
    unit.tell(chat.id, "say", at=EARLIER, not_before=LATER)
    unit.tell(chat.id, "say", at=EARLIER - timedelta(hours=1), not_before=EARLIER)
    for subject, due in enumerate((EARLIER, LATER, LATER)):
        unit.later("fetch_photo", subject, due)
    area = areas.add(unit, {"code": "C", "name": "凤凰城", "level": Level.COMMUNITY}, None)
    times = dict.fromkeys(("filed_at", "respond_by", "resolve_by", "first_resolve_by"), NOON)
    case = {"community_id": area.id, "area_id": area.id, "kind": "problem", "category": "other", "urgency": "normal"}
    for due in (EARLIER, LATER, None):
        values = {**case, **times, "title": "灯", "status": "filed", "due_at": due, "alarm_at": due}
        unit.execute(insert(tables.cases).values(values))
    unit.flush()


async def test_what_waits_and_since_when(database: Database) -> None:
    """Held messages and later jobs are not late; a case whose clock stands counts for nothing."""
    empty = await database.read(pulse, NOON)
    assert (empty.inbox, empty.owed, empty.due, empty.alarms) == (Waiting(),) * 4
    assert (empty.overdue, empty.unrouted, empty.step) == (0, 0, migrate.newest_step())
    await database.run(furnish)
    seen = await database.read(pulse, NOON)
    assert (seen.inbox, seen.parked) == (Waiting(2, EARLIER), 1)
    assert (seen.owed, seen.held) == (Waiting(2, EARLIER), 1)
    assert (seen.due, seen.later) == (Waiting(1, EARLIER), 2)
    assert (seen.clocked, seen.overdue, seen.unrouted) == (2, 1, 2)
    assert seen.alarms == Waiting(1, EARLIER)


def test_it_reads_only_what_is_unfinished(migrated: Path) -> None:
    """Every query goes by a partial index: a table of a million finished rows is not looked through."""
    found = plans(migrated, lambda unit: pulse(unit, NOON))
    assert len(found) == 6
    assert [one for one in found if not BY_INDEX.search(one)] == []


BY_INDEX = re.compile(r"USING (COVERING )?INDEX (ix|uq)_(inbox|outbox|jobs|cases)_")


def plans(migrated: Path, question: Any) -> list[str]:
    """How SQLite goes about each query of a question that looks at what is unfinished."""
    engine = migrate.sync_engine(f"sqlite:///{migrated}")
    asked: list[tuple[str, Any]] = []
    with engine.connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
        question(Unit(connection, None))  # type: ignore[arg-type]  # it needs no rules
        queries = [one for one in asked if re.search(r"FROM (inbox|outbox|jobs|cases)\b", one[0])]
        found = [
            " ".join(row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values))
            for query, values in queries
        ]
    engine.dispose()
    return found
