"""Which worker does which job, where several share the jobs: claimed for a while, so that no two do one at a time."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import null, or_, select, update

from storage.leases import moment
from storage.tables import jobs
from storage.unit import Unit

_job = jobs.c


def claim(unit: Unit, now: datetime, length: timedelta, most: int, but: Collection[int] = ()) -> list[Any]:
    """Claim up to `most` due jobs that nobody is doing, whole rows. `but` are in one's own hands already."""
    if not most:
        return []
    due = select(_job.id).where(_job.state == "owed", _job.due_at <= now, _nobody_does_it(), _job.id.not_in(but))
    some = due.order_by(_job.due_at, _job.id).limit(most).with_for_update(skip_locked=True)
    news = {"epoch": _job.epoch + 1, "until": moment() + length}
    taken = update(jobs).where(_job.id.in_(some.scalar_subquery())).values(news).returning(*_job)
    return sorted(unit.execute(taken), key=lambda row: (row.due_at, row.id))


def renew(unit: Unit, mine: Collection[tuple[int, int]], length: timedelta) -> None:
    """More time for jobs in hand, given by id and epoch."""
    for job_id, epoch in mine:
        held = (_job.id == job_id, _job.epoch == epoch, _job.state == "owed", _job.until.is_not(None))
        unit.execute(update(jobs).where(*held).values(until=moment() + length))


def give_back(unit: Unit, mine: Collection[tuple[int, int]]) -> None:
    """Let others do jobs that were claimed and not begun."""
    for job_id, epoch in mine:
        unit.execute(update(jobs).where(_job.id == job_id, _job.epoch == epoch).values(until=null()))


def next_due(unit: Unit) -> datetime | None:
    """When the next job is due that nobody is doing."""
    query = select(_job.due_at).where(_job.state == "owed", _nobody_does_it()).order_by(_job.due_at).limit(1)
    found: datetime | None = unit.execute(query).scalar()
    return found


def _nobody_does_it() -> Any:
    return or_(_job.until.is_(None), _job.until <= moment())
