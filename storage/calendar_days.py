"""The days that the operator has taken out of the public calendar."""

from datetime import date

from sqlalchemy import delete, select

from storage.time_tables import calendar_days
from storage.unit import Unit


def every(unit: Unit) -> dict[date, bool]:
    """Whether people work on each of these days."""
    query = select(calendar_days.c.day, calendar_days.c.works).order_by(calendar_days.c.day)
    return {row.day: row.works for row in unit.execute(query)}


def put(unit: Unit, day: date, *, works: bool) -> None:
    """From now on this day is worked, or free, whatever the public calendar says."""
    unit.upsert(calendar_days, {"day": day, "works": works}, key=("day",), change=("works",))


def clear(unit: Unit, day: date) -> bool:
    """The public calendar decides about this day again; False when it did so already."""
    result = unit.execute(delete(calendar_days).where(calendar_days.c.day == day))
    return bool(result.rowcount)
