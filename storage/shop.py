"""The shop's shelf and what was taken from it. Stock and limits are guarded in the statements that change them."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from domain.passbook import Goal, Offer
from storage import points_tables as tables
from storage import tables as house
from storage.unit import Unit

_reward = tables.rewards.c
_redeem = tables.redemptions.c


def add_reward(unit: Unit, **values: Any) -> int:
    """A new reward on the shelf."""
    return int(unit.execute(insert(tables.rewards).values(**values).returning(_reward.id)).scalar_one())


def reward(unit: Unit, reward_id: int) -> Any:
    """A reward's row, or None."""
    return unit.execute(select(tables.rewards).where(_reward.id == reward_id)).first()


def change_reward(unit: Unit, reward_id: int, **values: Any) -> None:
    """Other values for some columns, stock not among them."""
    unit.execute(update(tables.rewards).where(_reward.id == reward_id).values(**values))


def change_stock(unit: Unit, reward_id: int, by: int) -> bool:
    """More or fewer on the shelf; False when there would be fewer than none."""
    result = unit.execute(
        update(tables.rewards)
        .where(_reward.id == reward_id, _reward.stock + by >= 0)
        .values(stock=_reward.stock + by)
    )
    return bool(result.rowcount)


def shelf(unit: Unit, community_id: int, *, everything: bool = False) -> tuple[Offer, ...]:
    """What can be had, cheapest first; with `everything` also what is sold out or was taken off."""
    query = select(tables.rewards).where(_reward.community_id == community_id)
    if not everything:
        query = query.where(_reward.open.is_(True), _reward.stock > 0)
    return tuple(_offer(row) for row in unit.execute(query.order_by(_reward.price, _reward.id)))


def next_goal(unit: Unit, community_id: int, balance: int) -> Goal | None:
    """The cheapest reward that is still too dear; when none is, the dearest that can be had."""
    here = (_reward.community_id == community_id, _reward.open.is_(True), _reward.stock > 0)
    query = select(_reward.name, _reward.price).where(*here, _reward.price > balance)
    row = unit.execute(query.order_by(_reward.price, _reward.id).limit(1)).first()
    return Goal(row.name, row.price) if row else dearest_within(unit, community_id, balance)


def dearest_within(unit: Unit, community_id: int, balance: int) -> Goal | None:
    """The best that a balance can buy today."""
    query = select(_reward.name, _reward.price).where(
        _reward.community_id == community_id, _reward.open.is_(True), _reward.stock > 0, _reward.price <= balance
    )
    row = unit.execute(query.order_by(_reward.price.desc(), _reward.id).limit(1)).first()
    return Goal(row.name, row.price) if row else None


def taken_since(unit: Unit, reward_id: int, person_id: int, start: datetime) -> int:
    """How many of a reward somebody took since then, without those cancelled."""
    query = select(func.count()).where(
        _redeem.reward_id == reward_id, _redeem.person_id == person_id, _redeem.made_at >= start,
        _redeem.state != "cancelled",
    )
    return int(unit.execute(query).scalar_one())


def add_redemption(unit: Unit, **values: Any) -> int:
    """Somebody took one."""
    return int(unit.execute(insert(tables.redemptions).values(**values).returning(_redeem.id)).scalar_one())


def redemption(unit: Unit, *, redemption_id: int | None = None, code: str | None = None) -> Any:
    """A redemption with its reward's name and partner, and who took it; None when there is no such."""
    match = _redeem.code == code if code is not None else _redeem.id == redemption_id
    query = (
        select(tables.redemptions, _reward.name.label("reward"), _reward.partner, house.people.c.name.label("holder"))
        .join(tables.rewards, _reward.id == _redeem.reward_id)
        .join(house.people, house.people.c.id == _redeem.person_id)
    )
    return unit.execute(query.where(match)).first()


def waiting_of(unit: Unit, person_id: int) -> list[Any]:
    """What somebody has not picked up yet: rows of redemptions."""
    query = select(tables.redemptions).where(_redeem.person_id == person_id, _redeem.state == "waiting")
    return list(unit.execute(query.order_by(_redeem.id)))


def end_redemption(unit: Unit, redemption_id: int, state: str, by: int | None, at: datetime) -> bool:
    """Handed over, or cancelled; False when it was one of these already."""
    result = unit.execute(
        update(tables.redemptions)
        .where(_redeem.id == redemption_id, _redeem.state == "waiting")
        .values(state=state, ended_by=by, ended_at=at)
    )
    return bool(result.rowcount)


def taken_between(unit: Unit, community_id: int, start: datetime, end: datetime) -> list[Any]:
    """Every redemption of a community that was made or ended between two moments, with names, for a statement."""
    query = (
        select(tables.redemptions, _reward.name.label("reward"), _reward.partner, house.people.c.name.label("holder"))
        .join(tables.rewards, _reward.id == _redeem.reward_id)
        .join(house.people, house.people.c.id == _redeem.person_id)
        .where(_redeem.community_id == community_id)
        .where(
            ((_redeem.made_at >= start) & (_redeem.made_at < end))
            | ((_redeem.ended_at >= start) & (_redeem.ended_at < end))
        )
    )
    return list(unit.execute(query.order_by(_redeem.id)))


def _offer(row: Any) -> Offer:
    return Offer(row.id, row.name, row.price, row.stock, row.per_person, row.partner, row.photo, row.open)
