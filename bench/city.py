"""A database of a city's size for measuring: streets of 25 communities, three grids each, filled within a minute.

Every case has a report in its building's group and three lines of history; one in ten is open, most of them filed
within the last two months. SQLite has no statistics about it, as in the program's own database.
"""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from domain import taxonomy
from storage import points_tables, tables, time_tables  # noqa: F401  they are all on the same metadata

NOW = datetime(2026, 6, 15, 0, 30, tzinfo=UTC)
PER_COMMUNITY, GRIDS, BUILDINGS, DAYS = 2000, 3, 4, 730
RECENT = 60
AT_ONCE = 20_000
SLUGS = list(taxonomy.load(None).categories)
CASES = (
    "id", "community_id", "area_id", "kind", "category", "urgency", "title", "status", "filed_at", "respond_by",
    "resolve_by", "first_resolve_by", "role", "responsible_id", "responded_at", "resolved_at", "closed_at",
    "closed_how", "due_at", "alarm_at",
)  # fmt: skip
EVENTS = ("community_id", "case_id", "at", "actor_id", "kind", "facts")
REPORTS = ("community_id", "case_id", "person_id", "text", "made_at", "chat_id", "message_id")
CHATS = ("id", "telegram_id", "kind", "language")
AREAS = ("id", "code", "name", "level", "parent_id", "community_id", "path")
PHOTOS = (
    "id", "case_id", "report_id", "person_id", "purpose", "round", "file_id", "unique_id", "as_file", "state",
    "likeness", "taken_at", "community_id",
)  # fmt: skip
PEOPLE = ("id", "telegram_id", "name", "language", "met_at")


def build(path: Path, cases: int, *, with_photos: bool = False) -> None:
    """Fill a new database with so many cases, each with a photo if wanted."""
    engine = create_engine(f"sqlite:///{path}")
    tables.metadata.create_all(engine)
    engine.dispose()
    db = sqlite3.connect(path)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
        db.execute(f"PRAGMA {pragma}")
    indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL").fetchall()
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    _insert(db, "people", PEOPLE, ((one, one, f"人{one}", "zh_CN", "2024-01-01") for one in range(1, 5001)))
    rows = _rows(_areas(db, max(1, cases // PER_COMMUNITY)))
    while some := list(islice(rows, AT_ONCE)):
        _insert(db, "cases", CASES, (case for case, _, _ in some))
        _insert(db, "events", EVENTS, (event for _, events, _ in some for event in events))
        _insert(db, "reports", REPORTS, (report for _, _, report in some))
        if with_photos:
            _insert(db, "photos", PHOTOS, (_photo(case) for case, _, _ in some))
    for _, statement in indexes:
        db.execute(statement)
    db.commit()
    db.close()


def _insert(db: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(columns))
    db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608  our own names


def _areas(db: sqlite3.Connection, communities: int) -> list[tuple[int, list[int]]]:
    """Returns each community with its buildings."""
    rows: list[tuple[Any, ...]] = []
    found = []

    def add(level: str, parent: tuple[int, str] | None, community: int | None = None) -> tuple[int, str]:
        number = len(rows) + 1
        path = f"{parent[1]}/{number}" if parent else str(number)
        own = number if level == "community" else community
        rows.append((number, f"A{number}", f"{level}{number}", level, parent[0] if parent else None, own, path))
        return number, path

    streets = [add("street", None) for _ in range(-(-communities // 25))]
    for place in range(communities):
        street = streets[place // 25]
        community = add("community", street)
        grids = [add("grid", community, community[0]) for _ in range(GRIDS)]
        buildings = [add("building", grid, community[0])[0] for grid in grids for _ in range(BUILDINGS)]
        found.append((community[0], buildings))
    _insert(db, "areas", AREAS, iter(rows))
    # each building's group has the building's number
    groups = (one for _, buildings in found for one in buildings)
    _insert(db, "chats", CHATS, ((one, -1_008_000_000_000 - one, "supergroup", "zh_CN") for one in groups))
    return found


def _rows(places: list[tuple[int, list[int]]]) -> Iterator[tuple[Any, Any, Any]]:
    """A case, its history and its report, one after the other as time goes on; the same each time."""
    rnd = random.Random(5)  # noqa: S311  made-up data
    number = 0
    for step in range(PER_COMMUNITY):
        for community, buildings in places:
            number += 1
            yield _case(rnd, number, community, rnd.choice(buildings), step)


def _case(rnd: random.Random, number: int, community: int, building: int, step: int) -> tuple[Any, Any, Any]:
    filed = NOW - timedelta(days=DAYS * (1 - (step + rnd.random()) / PER_COMMUNITY))
    is_open = rnd.random() < (0.6 if (NOW - filed).days < RECENT else 0.055)
    answered = filed + timedelta(hours=rnd.expovariate(0.2))
    solved = None if is_open else answered + timedelta(hours=rnd.expovariate(0.05))
    due = filed + timedelta(hours=72)
    who, worker = rnd.randint(1, 5000), rnd.randint(1, 5000)
    alarm = NOW + timedelta(minutes=rnd.uniform(1, 10_000)) if is_open else None
    case = (
        number, community, building, "problem", rnd.choice(SLUGS), "normal", "垃圾桶坏了",
        "accepted" if is_open else "closed", _t(filed), _t(filed + timedelta(hours=24)), _t(due), _t(due), "property",
        worker, _t(answered), _t(solved), _t(solved), None if is_open else "resident", _t(due) if is_open else None,
        _t(alarm),
    )  # fmt: skip
    events = (
        (community, number, _t(filed), who, "filed", "{}"),
        (community, number, _t(answered), worker, "accepted", "{}"),
        (community, number, _t(solved or answered), worker, "nudged" if is_open else "resolved", "{}"),
    )
    return case, events, (community, number, who, "坏了", _t(filed), building, number)


def _photo(case: tuple[Any, ...]) -> tuple[Any, ...]:
    """A case's photo; what it looks like follows from the number."""
    number, filed = case[0], case[CASES.index("filed_at")]
    likeness = random.Random(number).getrandbits(64) - (1 << 63)  # noqa: S311  made-up data
    who = number % 5000 + 1
    return (number, number, number, who, "before", 0, f"f{number}", f"u{number}", 0, "stored", likeness, filed, case[1])


def _t(moment: datetime | None) -> str | None:
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds") if moment else None
