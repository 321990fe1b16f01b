"""The inbox, the outbox and the jobs: what we owe to Telegram, to people and to the clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, exists, func, or_, select, update

from domain.lease import Hold
from storage import lanes, leases, tables
from storage.kept import kept
from storage.lanes import Claim, ClaimLost
from storage.unit import Unit

CHAT_CLOSED = "chat closed"
"""Why a message failed that nobody could be sent: they blocked the bot, or removed it."""

_in = tables.inbox.c
_out = tables.outbox.c
_job = tables.jobs.c
_OWED = (
    select(_out.id, tables.chats.c.telegram_id, tables.chats.c.kind, _out.priority, _out.told_at, _out.not_before)
    .join(tables.chats, tables.chats.c.id == _out.chat_id)
    .where(_out.state == "owed")
)


@kept
def _waiting(after: int, limit: int) -> Select[Any]:
    query = select(_in.id, _in.update_id, _in.lane, _in.raw).where(_in.state == "new", _in.id > after)
    return query.order_by(_in.id).limit(limit)


@kept
def _mark_done(row_id: int, at: datetime) -> Update:
    done = {"state": "done", "raw": None, "lane": 0, "ended_at": at}
    return update(tables.inbox).where(_in.id == row_id, _in.state == "new").values(done)


@kept
def _owed_after(after: int, limit: int) -> Select[Any]:
    return _OWED.where(_out.id > after).order_by(_out.id).limit(limit)


@kept
def _owed_among(ids: list[int]) -> Select[Any]:
    return _OWED.where(_out.id.in_(ids)).order_by(_out.id)


@kept
def _claim(row_id: int) -> Any:
    claimed = {"state": "claimed", "tries": _out.tries + 1}
    return update(tables.outbox).where(_out.id == row_id, _out.state == "owed").values(claimed).returning(*_out)


@kept
def _claim_under(row_id: int, name: str, owner: str, epoch: int) -> Any:
    shown = leases.shown(name, owner, epoch)
    claimed = {"state": "claimed", "tries": _out.tries + 1, "epoch": epoch}
    mine = (_out.id == row_id, _out.state == "owed", exists(select(shown.c.name)))
    return update(tables.outbox).where(*mine).values(claimed).returning(*_out)


@kept
def _claimed(row_id: int, epoch: int) -> Select[Any]:
    mine = (_out.id == row_id, _out.epoch == epoch, _out.state != "owed")
    return select(_out.id).where(*mine).with_for_update()


@kept
def _settle(row_id: int, state: str, at: datetime, error: str | None) -> Update:
    ended = {"state": state, "ended_at": at, "error": error, "facts": {}}
    return update(tables.outbox).where(_out.id == row_id).values(ended)


@kept
def _owed_work(chat_id: int) -> Select[Any]:
    of_work = or_(_out.view == "card.work", _out.view == "queue.new")
    query = select(_out.id, _out.view, _out.case_id).order_by(_out.id)
    return query.where(_out.chat_id == chat_id, of_work, _out.state == "owed")


@kept
def _due_jobs(now: datetime, busy: list[int], limit: int) -> Select[Any]:
    query = select(tables.jobs).where(_job.state == "owed", _job.due_at <= now, _job.id.not_in(busy))
    return query.order_by(_job.due_at, _job.id).limit(limit)


@kept
def _next_job(busy: list[int]) -> Select[Any]:
    return select(_job.due_at).where(_job.state == "owed", _job.id.not_in(busy)).order_by(_job.due_at).limit(1)


@kept
def _end_job(job_id: int, epoch: int) -> Update:
    mine = (_job.id == job_id, _job.state == "owed", _job.epoch == epoch)
    return update(tables.jobs).where(*mine).values(state="done")


@dataclass(frozen=True)
class Taken:
    """An update as it was taken from Telegram; `lane` is the chat that it belongs to."""

    update_id: int
    lane: int
    raw: str


def take_in(unit: Unit, updates: list[Taken], at: datetime) -> None:
    """Put updates into the inbox; one that is there already stays as it is."""
    rows = [
        {"update_id": one.update_id, "lane": one.lane, "raw": one.raw, "received_at": at} for one in updates
    ]
    unit.insert_new(tables.inbox, rows)
    unit.wakes.inbox = True


def waiting(unit: Unit, after: int, limit: int = 500) -> list[Any]:
    """Updates that nobody has dealt with, oldest first, from the row after `after`: id, update_id, lane, raw."""
    return list(_waiting(unit, after, limit))


def are_coming(unit: Unit, chat_id: int) -> bool:
    """Whether updates of a chat (our row of it) wait to be handled, or are being handled."""
    query = select(_in.id).join(tables.chats, tables.chats.c.telegram_id == _in.lane)
    return unit.execute(query.where(_in.state == "new", tables.chats.c.id == chat_id).limit(1)).first() is not None


class HandledAlready(Exception):
    """Somebody else dealt with this update: whatever we did for it must not be committed."""


def mark_done(unit: Unit, row_id: int, at: datetime, under: Claim | None = None) -> None:
    """An update had its effect; what it said, and where, is erased. Raises HandledAlready when it was done before.

    Where workers share the inbox, `under` is the claim of its lane; ClaimLost when that does not count any more.
    """
    if under is not None and not lanes.mark_done(unit, row_id, at, under):
        raise ClaimLost(row_id)
    if under is None and not _mark_done(unit, row_id, at).rowcount:
        raise HandledAlready(row_id)


def park(unit: Unit, row_id: int, error: str, at: datetime, under: Claim | None = None) -> None:
    """An update that can't be handled waits for a person to look at it. Raises ClaimLost as `mark_done` does."""
    if under is not None and not lanes.show(unit, under):
        raise ClaimLost(row_id)
    news = {"state": "parked", "error": error[:4000], "ended_at": at}
    unit.execute(update(tables.inbox).where(_in.id == row_id).values(news))


def parked(unit: Unit) -> list[Any]:
    """Parked updates: id, update_id, lane, error, ended_at."""
    return list(unit.execute(select(tables.inbox).where(_in.state == "parked").order_by(_in.id)))


def unpark(unit: Unit, row_id: int) -> bool:
    """Try a parked update again; False when there is no such one, or its text was erased."""
    result = unit.execute(
        update(tables.inbox)
        .where(_in.id == row_id, _in.state == "parked", _in.raw.is_not(None))
        .values(state="new", error=None, ended_at=None)
    )
    return bool(result.rowcount)


def erase_parked(unit: Unit, before: datetime) -> int:
    """What parked updates said is kept for a week, not longer."""
    result = unit.execute(
        update(tables.inbox)
        .where(_in.state == "parked", _in.ended_at < before, _in.raw.is_not(None))
        .values(raw=None)
    )
    return int(result.rowcount)


def forget_done(unit: Unit, before: datetime) -> None:
    """Rows of finished work are dropped once Telegram can no longer send the same update again.

    The newest update stays: SQLite would use its number again, and whoever reads on from there would pass it by.
    """
    newest = select(func.max(_in.id)).scalar_subquery()
    unit.execute(tables.inbox.delete().where(_in.state == "done", _in.ended_at < before, _in.id < newest))
    unit.execute(
        tables.outbox.delete().where(
            _out.state.in_(("sent", "dropped")), _out.ended_at < before, _out.once.is_(None)
        )
    )
    unit.execute(tables.jobs.delete().where(_job.state == "done", _job.due_at < before))


def owed(unit: Unit, after: int, limit: int = 500) -> list[Any]:
    """Messages owed, from the row after `after`: id, telegram_id, kind of chat, priority, told_at, not_before."""
    return list(_owed_after(unit, after, limit))


def owed_among(unit: Unit, ids: Iterable[int]) -> list[Any]:
    """The same for some rows, as far as they are still owed."""
    return list(_owed_among(unit, list(ids)))


def sent_between(unit: Unit, since: datetime, now: datetime, limit: int = 2000) -> list[Any]:
    """What was sent lately, oldest first: rows of telegram_id, kind of chat, ended_at.

    What a clock that was set back since then calls the future is left out.
    """
    query = (
        select(tables.chats.c.telegram_id, tables.chats.c.kind, _out.ended_at)
        .join(tables.chats, tables.chats.c.id == _out.chat_id)
        .where(_out.state == "sent", _out.ended_at > since, _out.ended_at <= now)
        .order_by(_out.id.desc())
        .limit(limit)
    )
    return sorted(unit.execute(query), key=lambda row: row.ended_at)


def on_its_way(unit: Unit, case_id: int, view: str) -> bool:
    """Whether a message of this view about a case is still to be sent to somebody."""
    query = select(_out.id).where(_out.case_id == case_id, _out.view == view, _out.state.in_(("owed", "claimed")))
    return unit.execute(query.limit(1)).first() is not None


def claim(unit: Unit, row_id: int, under: Hold | None = None) -> Any:
    """Take a message to send; None when it is no longer owed. From here on its card gets a successor.

    Where senders share the outbox, `under` is the hold of the one that may send; None too when it no longer counts.
    """
    if under is None:
        return _claim(unit, row_id).first()
    return _claim_under(unit, row_id, under.name, under.owner, under.epoch).first()


def in_flight(unit: Unit, row_id: int, under: Hold | None = None) -> Any:
    """A message that we have claimed, or None."""
    mine = (_out.id == row_id, _out.state == "claimed", _out.epoch == (under.epoch if under else 0))
    return unit.execute(select(tables.outbox).where(*mine)).first()


def check_claim(unit: Unit, owed: Any) -> None:
    """A claimed message is still ours to settle. Raises ClaimLost when another sender has taken it over.

    A sender that lost its lease after sending may still say so, as long as nobody has owed the message anew.
    """
    if _claimed(unit, owed.id, owed.epoch).first() is None:
        raise ClaimLost(owed.id)


def claimed_before(unit: Unit, under: Hold | None = None) -> None:
    """After a restart: what was in flight is owed again.

    Where senders share the outbox, `under` is the hold that begins; ClaimLost when it is over already.
    """
    if under is not None and not leases.counts(unit, under):
        raise ClaimLost(under.name)
    epoch = under.epoch if under is not None else -1
    query = select(_out.id).where(_out.state == "claimed", _out.epoch != epoch)
    for row in unit.execute(query.order_by(_out.id)).all():
        owe_again(unit, row.id, "the program stopped meanwhile")


def settle(unit: Unit, row_id: int, state: str, at: datetime, error: str | None = None) -> None:
    """A message was sent, or dropped as pointless, or failed for good. What it was about to say is forgotten."""
    _settle(unit, row_id, state, at, error)


def change_facts(unit: Unit, row_id: int, facts: dict[str, Any]) -> None:
    """Other values for a message that is still to be sent."""
    unit.execute(update(tables.outbox).where(_out.id == row_id).values(facts=facts))


def owe_again(unit: Unit, row_id: int, error: str) -> int | None:
    """A message could not be sent now. It takes in its card's younger intent, and keeps its own place in the line.

    Its priority from now on, or None for one that became pointless while it was under way: that stays dropped.
    """
    row = unit.execute(select(tables.outbox).where(_out.id == row_id, _out.state == "claimed")).first()
    if row is None:
        return None
    news: dict[str, Any] = {"priority": row.priority}
    if row.card is not None and (younger := _take_younger(unit, row)) is not None:
        news = {"view": younger.view, "facts": younger.facts or row.facts}
        news["priority"] = min(row.priority, younger.priority)
    unit.execute(update(tables.outbox).where(_out.id == row_id).values(state="owed", error=error, **news))
    return int(news["priority"])


def _take_younger(unit: Unit, row: Any) -> Any:
    query = select(tables.outbox).where(
        _out.chat_id == row.chat_id, _out.card == row.card, _out.state == "owed", _out.id != row.id
    )
    younger = unit.execute(query.with_for_update()).first()
    if younger is not None:
        settle(unit, younger.id, "dropped", younger.told_at)
    return younger


def owed_work(unit: Unit, chat_id: int) -> list[Any]:
    """Unclaimed messages to one chat that bring new cases, one each or as a list: id, view, case_id."""
    return list(_owed_work(unit, chat_id))


def owed_reminders(unit: Unit, chat_id: int) -> list[Any]:
    """Unclaimed words of the clock to one chat: id, view, case_id, facts."""
    of_time = or_(_out.view.startswith("time."), _out.view == "card.late")
    query = select(_out.id, _out.view, _out.case_id, _out.facts).where(_out.chat_id == chat_id, _out.state == "owed")
    return list(unit.execute(query.where(of_time).order_by(_out.id)))


def drop(unit: Unit, ids: Iterable[int], at: datetime) -> None:
    """Messages that something else now says."""
    unit.execute(
        update(tables.outbox).where(_out.id.in_(list(ids))).values(state="dropped", ended_at=at, facts={})
    )


def drop_for_chat(unit: Unit, chat_id: int, at: datetime) -> list[int]:
    """Nothing can be delivered to this chat any more; the cases that the messages were about."""
    rows = unit.execute(
        update(tables.outbox)
        .where(_out.chat_id == chat_id, _out.state == "owed")
        .values(state="failed", ended_at=at, error=CHAT_CLOSED, facts={})
        .returning(_out.case_id)
    )
    return sorted({row.case_id for row in rows if row.case_id is not None})


def due_jobs(unit: Unit, now: datetime, busy: Collection[int] = (), limit: int = 50) -> list[Any]:
    """Jobs whose time has come, but those in hand: id, kind, subject, tries."""
    return list(_due_jobs(unit, now, list(busy), limit))


def next_job(unit: Unit, busy: Collection[int] = ()) -> datetime | None:
    """When the next job is due that is not in hand."""
    found: datetime | None = _next_job(unit, list(busy)).scalar()
    return found


def end_job(unit: Unit, job_id: int, epoch: int = 0) -> bool:
    """A job was done; False when it was done or called off before, or is another worker's by now, as below."""
    return bool(_end_job(unit, job_id, epoch).rowcount)


def retry_job(unit: Unit, job_id: int, due: datetime, error: str, epoch: int = 0) -> bool:
    """A job is tried again later."""
    return _change_job(unit, job_id, epoch, due_at=due, tries=_job.tries + 1, error=error[:1000], until=None)


def fail_job(unit: Unit, job_id: int, error: str, epoch: int = 0) -> bool:
    """A job can never be done."""
    return _change_job(unit, job_id, epoch, state="failed", error=error[:1000])


def _change_job(unit: Unit, job_id: int, epoch: int, **news: Any) -> bool:
    mine = (_job.id == job_id, _job.state == "owed", _job.epoch == epoch)
    return bool(unit.execute(update(tables.jobs).where(*mine).values(news)).rowcount)


def hurry(unit: Unit, kinds: Collection[str], beyond: datetime, now: datetime) -> None:
    """Jobs of these kinds that are not due before `beyond` are due now."""
    too_late = (_job.kind.in_(kinds), _job.state == "owed", _job.due_at > beyond)
    if unit.execute(update(tables.jobs).where(*too_late).values(due_at=now)).rowcount:
        unit.wakes.jobs = True


def cancel_job(unit: Unit, kind: str, subject: int) -> None:
    """A job is no longer wanted."""
    unit.execute(
        update(tables.jobs)
        .where(_job.kind == kind, _job.subject == subject, _job.state == "owed")
        .values(state="done")
    )


def counts(unit: Unit) -> dict[str, int]:
    """How much waits: updates, parked ones, messages owed, claimed, both, and failed, jobs failed."""
    ask = {
        "inbox": select(func.count()).where(_in.state == "new"),
        "parked": select(func.count()).where(_in.state == "parked"),
        "owed": select(func.count()).where(_out.state == "owed"),
        "claimed": select(func.count()).where(_out.state == "claimed"),
        "unsent": select(func.count()).where(_out.state == "failed"),
        "jobs_failed": select(func.count()).where(_job.state == "failed"),
    }
    found = {name: int(unit.execute(query).scalar_one()) for name, query in ask.items()}
    return found | {"outbox": found["owed"] + found["claimed"]}
