"""What a deployment holds, asked of its rows and files, on either kind of database; and what must hold of it at any moment."""

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from storage import tables
from storage.unit import Unit
from tests.faults.course import Course
from tests.faults.program import Program

FIXED = {
    "cases": "id, community_id, area_id, title, filed_at, resolve_by",
    "reports": "id, case_id, person_id, message_id, text, made_at",
    "events": "id, case_id, kind, at, CAST(facts AS text)",
    "photos": "id, person_id, file_id, unique_id, taken_at",
    "movements": "id, account_id, kind, points, balance, cause",
}
"""What never changes again in a row that is there."""

PROMISED = {
    "a case without a report": "SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM reports)",
    "a case without a history": "SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM events)",
    "a case that its group hears nothing of":
        "SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM outbox WHERE view = 'card.group')"
        " AND id NOT IN (SELECT case_id FROM messages WHERE view = 'card.group')",
    "a photo of a case that nobody is to fetch":
        "SELECT id FROM photos WHERE case_id IS NOT NULL AND state = 'owed'"
        " AND id NOT IN (SELECT subject FROM jobs WHERE kind = 'fetch_photo' AND state = 'owed')",
    "a job for a photo that is not there":
        "SELECT id FROM jobs WHERE kind = 'fetch_photo' AND subject NOT IN (SELECT id FROM photos)",
    "an update that waits without its words": "SELECT id FROM inbox WHERE state = 'new' AND raw IS NULL",
    "an update that is done and still has its words": "SELECT id FROM inbox WHERE state = 'done' AND raw IS NOT NULL",
}  # fmt: skip
"""What must never be found, each with the question that would find it."""

SCHEMA = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
    "postgresql":
        "SELECT conrelid::regclass::text, conname, contype || convalidated FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace"
        " UNION ALL SELECT tablename, indexname, 'index' FROM pg_indexes WHERE schemaname = 'public'"
        " UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}  # fmt: skip
"""What the database itself watches over. A server writes a condition with more brackets when it has read it back."""


def lasting(program: Program) -> dict[str, set[Any]]:
    """All rows, as far as they never change."""
    return {table: set(program.rows(f"SELECT {columns} FROM {table}")) for table, columns in FIXED.items()}  # noqa: S608


def contains(whole: dict[str, set[Any]], part: dict[str, set[Any]]) -> bool:
    """Whether every row of the one is in the other."""
    return all(part[table] <= whole[table] for table in FIXED)


def stored(program: Program) -> set[str]:
    """The photos that the database says are in the store."""
    return {path for (path,) in program.rows("SELECT path FROM photos WHERE state = 'stored'")}


def attached(program: Program) -> set[Any]:
    """Which photo belongs to which report of which case."""
    return set(program.rows("SELECT id, report_id, case_id FROM photos WHERE case_id IS NOT NULL"))


def pictures(folder: Path) -> dict[str, bytes]:
    """The files of a photo store."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def schema(program: Program) -> set[Any]:
    """Tables or constraints, indexes, triggers."""
    return set(program.rows(SCHEMA[program.url.partition(":")[0]]))


def check_held(course: Course) -> None:
    """No promise is broken, histories explain their cases, the books are at zero, nothing points nowhere."""
    for what, question in PROMISED.items():
        assert course.rows(question) == [], what
    course.look_at_the_dead()
    course.inside(_check_references)


def _check_references(unit: Unit) -> None:
    """Asked of the rows: a restored database might have its constraints and never have looked."""
    for table in tables.metadata.sorted_tables:
        for key in table.foreign_keys:
            there = key.column.table.alias("there")
            found = select(func.count()).select_from(table).where(
                key.parent.is_not(None), key.parent.not_in(select(there.c[key.column.name]))
            )  # fmt: skip
            assert unit.execute(found).scalar_one() == 0, f"{key.parent} points nowhere"
