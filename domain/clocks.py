"""When a case is due: promises in clock hours, moved into working time where a community keeps one. All times aware."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import WorkCalendar, in_utc

__all__ = ["FIXED", "WorkCalendar", "due", "half_time", "paused", "reopened_due", "working_days_later"]

FIXED = frozenset({"critical", "urgent"})
"""The urgencies whose promises are never moved into working time."""


def due(filed_at: datetime, hours: float, calendar: WorkCalendar | None, *, hazard: bool) -> datetime:
    """When a promise of so many hours ends, in UTC.

    One that would end outside working time moves to the first working minute after it; a hazard's is never moved, and
    without a calendar every hour counts. Raises ValueError for a time without a zone.
    """
    return _in_working_time(in_utc(filed_at) + timedelta(hours=hours), calendar, hazard=hazard)


def half_time(filed_at: datetime, due_at: datetime) -> datetime:
    """The moment between filing and due time at which the responsible person is reminded."""
    filed_at, due_at = in_utc(filed_at), in_utc(due_at)
    return filed_at + (due_at - filed_at) / 2


def reopened_due(reopened_at: datetime, hours: float, calendar: WorkCalendar | None, *, hazard: bool) -> datetime:
    """The due time of a reopened case: half of the hours first promised, from now."""
    return due(reopened_at, hours / 2, calendar, hazard=hazard)


def paused(
    due_at: datetime, paused_at: datetime, resumed_at: datetime, calendar: WorkCalendar | None, *, hazard: bool
) -> datetime:
    """The due time after a wait that was not the worker's: later by as long as the wait lasted, never earlier."""
    waited = max(in_utc(resumed_at) - in_utc(paused_at), timedelta(0))
    return _in_working_time(in_utc(due_at) + waited, calendar, hazard=hazard)


def working_days_later(at: datetime, days: int, calendar: WorkCalendar | None, zone: ZoneInfo) -> datetime:
    """The same time of day so many working days later, in working time; without a calendar every day is worked."""
    local = in_utc(at).astimezone(zone)
    day = local.date()
    while days > 0:
        day += timedelta(days=1)
        days -= calendar is None or calendar.works_on(day)
    return _in_working_time(datetime.combine(day, local.time(), zone).astimezone(UTC), calendar, hazard=False)


def _in_working_time(at: datetime, calendar: WorkCalendar | None, *, hazard: bool) -> datetime:
    return at if hazard or calendar is None else calendar.next_working_minute(at)
