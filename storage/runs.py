"""What the clock does once for somebody on a day: whoever inserts the row does it, and nobody does it again."""

from datetime import date, datetime

from sqlalchemy import func, select

from storage.time_tables import runs
from storage.unit import Unit


def claim(unit: Unit, kind: str, subject: object, day: date, at: datetime) -> bool:
    """Take a run; False when it was taken before, by this process or another."""
    return unit.insert_once(runs, {"kind": kind, "subject": str(subject), "day": day, "at": at})


def of_day(unit: Unit, day: date) -> set[tuple[str, str]]:
    """Which runs of a day were taken: kind and subject."""
    rows = unit.execute(select(runs.c.kind, runs.c.subject).where(runs.c.day == day))
    return {(row.kind, row.subject) for row in rows}


def last_before(unit: Unit, kind: str, subject: object, day: date) -> date | None:
    """The day of the last run before `day`."""
    query = select(func.max(runs.c.day)).where(
        runs.c.kind == kind, runs.c.subject == str(subject), runs.c.day < day
    )
    found: date | None = unit.execute(query).scalar()
    return found
