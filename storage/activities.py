"""Activities, who takes part, and lots of ground. Seats and lots are guarded in the statements that take them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, func, insert, or_, select, union, update

from domain.activity import CheckPoint, Lot, Taker
from storage import points_tables as tables
from storage import tables as house
from storage.unit import Unit

_row = tables.activities.c
_sign = tables.sign_ups.c
_plot = tables.plots.c
_check = tables.check_points.c
_NAME = func.coalesce(func.nullif(house.people.c.staff_name, ""), house.people.c.name)


def open_activity(unit: Unit, plots: tuple[str, ...], checks: tuple[str, ...] = (), **values: Any) -> int:
    """A new activity with its lots, or a patrol's places."""
    number = int(unit.execute(insert(tables.activities).values(**values).returning(_row.id)).scalar_one())
    for name in plots:
        unit.execute(insert(tables.plots).values(activity_id=number, name=name))
    for name in checks:
        unit.execute(insert(tables.check_points).values(activity_id=number, name=name))
    return number


def find(unit: Unit, number: int, *, locked: bool = False) -> Any:
    """An activity's row, or None; `locked` until the transaction ends, so that seats are counted one by one."""
    query = select(tables.activities).where(_row.id == number)
    return unit.execute(query.with_for_update() if locked else query).first()


def of_code(unit: Unit, code: str, now: datetime) -> Any:
    """The activity whose check-in code this is, while it is good."""
    return unit.execute(select(tables.activities).where(_row.code == code, _row.code_until > now)).first()


def coming(
    unit: Unit, now: datetime, community_id: int | None, person_id: int | None, limit: int = 6
) -> list[Any]:
    """What is still to come or not yet closed, soonest first: in a community, and wherever a person takes part."""
    theirs = or_(_row.community_id == community_id, _row.id.in_(_parts_of(person_id)))
    query = select(tables.activities).where(_row.state == "open", _row.ends_at > now, theirs)
    return list(unit.execute(query.order_by(_row.starts_at, _row.id).limit(limit)))


def takes_part(unit: Unit, number: int, person_id: int) -> bool:
    """Whether somebody has a seat in an activity, or a lot of it."""
    query = select(_row.id).where(_row.id == number, _row.id.in_(_parts_of(person_id)))
    return unit.execute(query).first() is not None


def _parts_of(person_id: int | None) -> CompoundSelect[Any]:
    seats = select(_sign.activity_id).where(_sign.person_id == person_id, _sign.state != "left")
    return union(seats, select(_plot.activity_id).where(_plot.person_id == person_id))


def change(unit: Unit, number: int, **values: Any) -> None:
    """Other values for some columns."""
    unit.execute(update(tables.activities).where(_row.id == number).values(**values))


def takers(unit: Unit, number: int) -> tuple[Taker, ...]:
    """Who is on the list, in the order in which they joined."""
    query = (
        select(_sign.person_id, _sign.state, _sign.minutes, _NAME.label("name"))
        .join(house.people, house.people.c.id == _sign.person_id)
        .where(_sign.activity_id == number)
        .order_by(_sign.id)
    )
    return tuple(Taker(row.person_id, row.name, row.state, row.minutes) for row in unit.execute(query))


def sign_up(unit: Unit, number: int, person_id: int, state: str, now: datetime, **values: Any) -> None:
    """Put somebody on the list, or change how they stand on it."""
    row = {"activity_id": number, "person_id": person_id, "state": state, "joined_at": now, **values}
    unit.upsert(tables.sign_ups, row, key=("activity_id", "person_id"), change=("state", *values))


def lots(unit: Unit, number: int) -> tuple[Lot, ...]:
    """The lots of an activity."""
    query = (
        select(tables.plots, _NAME.label("holder"))
        .outerjoin(house.people, house.people.c.id == _plot.person_id)
        .where(_plot.activity_id == number)
        .order_by(_plot.id)
    )
    return tuple(
        Lot(
            row.id, row.name, row.person_id is not None, row.done_at is not None, row.confirmed_by is not None,
            row.holder or "",
        )
        for row in unit.execute(query)
    )


def lot(unit: Unit, lot_id: int) -> Any:
    """A lot's row, or None."""
    return unit.execute(select(tables.plots).where(_plot.id == lot_id)).first()


def take_lot(unit: Unit, lot_id: int, person_id: int, now: datetime) -> bool:
    """Claim a lot; False when somebody was faster."""
    result = unit.execute(
        update(tables.plots)
        .where(_plot.id == lot_id, _plot.person_id.is_(None))
        .values(person_id=person_id, claimed_at=now)
    )
    return bool(result.rowcount)


def change_lot(unit: Unit, lot_id: int, **values: Any) -> None:
    """Other values for some columns."""
    unit.execute(update(tables.plots).where(_plot.id == lot_id).values(**values))


def confirm_lot(unit: Unit, lot_id: int, by: int) -> bool:
    """The lead has seen that a lot is done; False when they had before, or it is not done."""
    result = unit.execute(
        update(tables.plots)
        .where(_plot.id == lot_id, _plot.done_at.is_not(None), _plot.confirmed_by.is_(None))
        .values(confirmed_by=by)
    )
    return bool(result.rowcount)


def checks(unit: Unit, number: int) -> tuple[CheckPoint, ...]:
    """The places that a patrol looks at, in the order in which its lead named them."""
    query = (
        select(_check.id, _check.name, _check.state, _NAME.label("who"))
        .outerjoin(house.people, house.people.c.id == _check.person_id)
        .where(_check.activity_id == number)
        .order_by(_check.id)
    )
    return tuple(CheckPoint(row.id, row.name, row.state, row.who or "") for row in unit.execute(query))


def check_point(unit: Unit, check_id: int) -> Any:
    """A place's row, or None."""
    return unit.execute(select(tables.check_points).where(_check.id == check_id)).first()


def look_at(unit: Unit, check_id: int, person_id: int, state: str, now: datetime) -> bool:
    """Somebody has looked: fine once, bad also where another found it fine; False when there is nothing new in it."""
    before = ("open",) if state == "fine" else ("open", "fine")
    result = unit.execute(
        update(tables.check_points)
        .where(_check.id == check_id, _check.state.in_(before))
        .values(state=state, person_id=person_id, looked_at=now)
    )
    return bool(result.rowcount)


def own_lots(unit: Unit, number: int, person_id: int) -> list[Any]:
    """The lots that somebody has claimed and not yet shown done: rows."""
    query = select(tables.plots).where(
        _plot.activity_id == number, _plot.person_id == person_id, _plot.done_at.is_(None)
    )
    return list(unit.execute(query.order_by(_plot.id)))


def leave_all(unit: Unit, person_id: int) -> None:
    """Somebody is gone: their seats and the lots that they have not done are free again."""
    unit.execute(
        update(tables.sign_ups).where(_sign.person_id == person_id, _sign.state == "joined").values(state="left")
    )
    unit.execute(
        update(tables.plots)
        .where(_plot.person_id == person_id, _plot.done_at.is_(None))
        .values(person_id=None, claimed_at=None)
    )


def forget_photos(unit: Unit, ended_before: datetime) -> None:
    """Of lots of ground that were done long ago nobody need see a photo any more."""
    old = select(_row.id).where(_row.ends_at < ended_before)
    unit.execute(
        update(tables.plots).where(_plot.photo.is_not(None), _plot.activity_id.in_(old)).values(photo=None)
    )


def shown_in(unit: Unit, card: str) -> list[Any]:
    """The chats in which a card stands: rows of chat_id, view."""
    query = select(house.messages.c.chat_id, house.messages.c.view).where(house.messages.c.card == card)
    return list(unit.execute(query))
