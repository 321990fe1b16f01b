"""Which worker serves which chat: a lane is claimed with what waits in it, and shown with every update that is done.

Only PostgreSQL is shared by processes, and its clock decides. domain/lease.py has the rules.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Interval, Select, Update, exists, func, null, select, type_coerce, update

from domain.lease import Lease
from storage.kept import kept
from storage.lease_tables import lanes
from storage.leases import moment
from storage.tables import inbox
from storage.unit import Unit

_row = lanes.c
_in = inbox.c

WINDOW = 500
"""So many waiting updates are looked at for one claim."""


@dataclass(frozen=True)
class Claim:
    """A lane in a worker's hands. With `ends` it is given back together with the update that is done under it."""

    lane: int
    owner: str
    epoch: int
    length: timedelta
    ends: bool = False


class ClaimLost(Exception):
    """What was in hand is somebody else's by now: whatever we did for it must not be committed."""


def claim(unit: Unit, owner: str, length: timedelta, most: int, but: Collection[int] = ()) -> list[Any]:
    """Claim up to `most` lanes in which something waits and which nobody serves, those that wait longest first.

    What waits in them, oldest first: id, update_id, lane, raw, epoch. `but` are lanes that are one's own already.
    """
    waiting = _waiting(unit, list(but), WINDOW).all() if most else []
    lines = [row.lane for row in waiting][: most * 3]
    # Not for lanes that are there: an insert would wait for whoever is changing such a row.
    if new := sorted(row.lane for row in waiting if row.known is None and row.lane in lines):
        unit.insert_new(lanes, [{"lane": lane} for lane in new])
    mine = _first_free(_locked(unit, lines).all(), lines, most) if lines else []
    if not mine:
        return []
    _take(unit, mine, owner, length)
    return list(_updates(unit, mine, max(row.newest for row in waiting)))


def show(unit: Unit, one: Claim) -> bool:
    """Whether a claim counts; the lane's time begins anew, or ends with it. Nobody else claims it until the commit."""
    if one.ends:
        return bool(_end(unit, one.lane, one.owner, one.epoch).rowcount)
    return bool(_go_on(unit, one.lane, one.owner, one.epoch, one.length).rowcount)


def mark_done(unit: Unit, row_id: int, at: datetime, one: Claim) -> bool:
    """In one statement: `show`, and if the claim counts the update is done, as in queues.mark_done. Whether it was."""
    if one.ends:
        return bool(_done_at_the_end(unit, row_id, at, one.lane, one.owner, one.epoch).rowcount)
    return bool(_done(unit, row_id, at, one.lane, one.owner, one.epoch, one.length).rowcount)


def renew(unit: Unit, owner: str, held: Collection[int], length: timedelta) -> None:
    """More time for lanes in hand. One in which an update is being committed gets it by that."""
    mine = select(_row.lane).where(_row.lane.in_(held), _row.owner == owner, _row.until.is_not(None))
    mine = mine.with_for_update(skip_locked=True)
    unit.execute(update(lanes).where(_row.lane.in_(mine.scalar_subquery())).values(until=moment() + length))


def give_back(unit: Unit, claims: Iterable[Claim]) -> None:
    """Free lanes for others at once, as far as they are still ours."""
    for one in claims:
        _end(unit, one.lane, one.owner, one.epoch)


def forget_idle(unit: Unit, after: timedelta) -> None:
    """Lanes that nobody serves are forgotten: they name chats, of which nothing should stay without need."""
    if unit.connection.dialect.name == "sqlite":
        return  # never shared, so there are none
    idle = _row.until.is_(None) | (_row.until < moment() - after)
    some = select(_row.lane).where(idle).with_for_update(skip_locked=True)
    unit.execute(lanes.delete().where(_row.lane.in_(some.scalar_subquery())))


def _first_free(rows: Iterable[Any], lines: list[int], most: int) -> list[int]:
    free = {row.lane for row in rows if Lease(row.owner, row.epoch, row.until).is_free(row.now)}
    return [lane for lane in lines if lane in free][:most]


@kept
def _waiting(but: list[int], window: int) -> Select[Any]:
    """Lanes with something to do that nobody serves, in the order of their oldest update: lane, newest, known."""
    served = exists().where(_row.lane == _in.lane, _row.until > moment())
    updates = select(_in.id, _in.lane).where(_in.state == "new", ~served, _in.lane.not_in(but))
    some = updates.order_by(_in.id).limit(window).subquery()
    query = select(some.c.lane, func.max(some.c.id).label("newest"), func.max(_row.lane).label("known"))
    query = query.join_from(some, lanes, _row.lane == some.c.lane, isouter=True).group_by(some.c.lane)
    return query.order_by(func.min(some.c.id))


@kept
def _locked(lines: list[int]) -> Select[Any]:
    """Lanes as they stand, but for those that somebody is about to take or to use."""
    return select(lanes, moment().label("now")).where(_row.lane.in_(lines)).with_for_update(skip_locked=True)


@kept
def _take(lines: list[int], owner: str, length: timedelta) -> Update:
    news = {"owner": owner, "epoch": _row.epoch + 1, "until": moment() + type_coerce(length, Interval)}
    return update(lanes).where(_row.lane.in_(lines)).values(news)


@kept
def _updates(lines: list[int], newest: int) -> Select[Any]:
    query = select(_in.id, _in.update_id, _in.lane, _in.raw, _row.epoch).join(lanes, _row.lane == _in.lane)
    return query.where(_in.state == "new", _in.lane.in_(lines), _in.id <= newest).order_by(_in.id)


@kept
def _go_on(lane: int, owner: str, epoch: int, length: timedelta) -> Update:
    return _counting(lane, owner, epoch).values(until=moment() + type_coerce(length, Interval))


@kept
def _end(lane: int, owner: str, epoch: int) -> Update:
    return _counting(lane, owner, epoch).values(until=null())


@kept
def _done(row_id: int, at: datetime, lane: int, owner: str, epoch: int, length: timedelta) -> Update:
    shown = _counting(lane, owner, epoch).values(until=moment() + type_coerce(length, Interval))
    return _done_if(shown, row_id, at)


@kept
def _done_at_the_end(row_id: int, at: datetime, lane: int, owner: str, epoch: int) -> Update:
    return _done_if(_counting(lane, owner, epoch).values(until=null()), row_id, at)


def _done_if(shown: Update, row_id: Any, at: Any) -> Update:
    held = shown.returning(_row.lane).cte("held")
    open_still = (_in.id == row_id, _in.state == "new", exists(select(held.c.lane)))
    return update(inbox).where(*open_still).values({"state": "done", "raw": None, "lane": 0, "ended_at": at})


def _counting(lane: Any, owner: Any, epoch: Any) -> Update:
    counts = (_row.lane == lane, _row.owner == owner, _row.epoch == epoch, _row.until.is_not(None))
    return update(lanes).where(*counts)
