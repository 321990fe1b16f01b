"""How much waits in the tables, and since when: one look for whoever watches over a running bot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from storage import migrate, tables
from storage.queues import CHAT_CLOSED
from storage.unit import Unit

_in = tables.inbox.c
_out = tables.outbox.c
_job = tables.jobs.c
_case = tables.cases.c


@dataclass(frozen=True)
class Waiting:
    """How many there are, and the moment since when the oldest waits; None where none does."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True)
class Pulse:
    """One moment's look. `held` messages and `later` jobs wait for their own time and are not late."""

    step: str | None
    inbox: Waiting
    parked: int
    owed: Waiting
    held: int
    due: Waiting
    later: int
    clocked: int
    overdue: int
    unrouted: int
    alarms: Waiting


def pulse(unit: Unit, now: datetime) -> Pulse:
    """Look at everything; each query reads only what is unfinished, by its partial index."""
    new: Any = unit.execute(_NEW).one()
    parked: Any = unit.execute(_PARKED).one()
    owed, held = _split(unit, _outbox(now))
    due, later = _split(unit, _jobs(now))
    running: Any = unit.execute(_cases(now)).one()
    late: Any = unit.execute(_ALARMS.where(_case.alarm_at <= now)).one()
    return Pulse(
        step=migrate.step_of(unit.connection),
        inbox=Waiting(new.n, new.since),
        parked=parked.n,
        owed=owed, held=held.count, due=due, later=later.count,
        clocked=running.n, overdue=running.overdue or 0, unrouted=running.unrouted or 0,
        alarms=Waiting(late.n, late.since),
    )  # fmt: skip


def failed_messages(unit: Unit, since: datetime) -> list[Any]:
    """Messages given up since then, but those to chats that are closed to us: id, view, error, ended_at."""
    query = select(_out.id, _out.view, _out.error, _out.ended_at).where(_out.state == "failed", _out.ended_at > since)
    return list(unit.execute(query.where(_out.error.is_distinct_from(CHAT_CLOSED)).order_by(_out.id)))


def failed_jobs(unit: Unit) -> list[Any]:
    """Jobs given up: id, kind, subject, error."""
    query = select(_job.id, _job.kind, _job.subject, _job.error).where(_job.state == "failed")
    return list(unit.execute(query.order_by(_job.id)))


def _split(unit: Unit, query: Any) -> tuple[Waiting, Waiting]:
    """What is due and what waits for its time."""
    found = {bool(row.late): Waiting(row.n, row.since) for row in unit.execute(query)}
    return found.get(True, Waiting()), found.get(False, Waiting())


_NEW = select(func.count().label("n"), func.min(_in.received_at).label("since")).where(_in.state == "new")
_PARKED = select(func.count().label("n")).where(_in.state == "parked")


_ALARMS = select(func.count().label("n"), func.min(_case.alarm_at).label("since"))


def _outbox(now: datetime) -> Any:
    since = func.coalesce(_out.not_before, _out.told_at)
    late = case((_out.not_before > now, 0), else_=1).label("late")
    query = select(late, func.count().label("n"), func.min(since).label("since"))
    return query.where(_out.state == "owed").group_by(late)


def _jobs(now: datetime) -> Any:
    late = case((_job.due_at > now, 0), else_=1).label("late")
    query = select(late, func.count().label("n"), func.min(_job.due_at).label("since"))
    return query.where(_job.state == "owed").group_by(late)


def _cases(now: datetime) -> Any:
    overdue = func.sum(case((_case.due_at < now, 1), else_=0)).label("overdue")
    unrouted = func.sum(case((_case.status == "filed", 1), else_=0)).label("unrouted")
    return select(func.count().label("n"), overdue, unrouted).where(_case.due_at.is_not(None))
