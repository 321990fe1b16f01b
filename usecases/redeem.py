"""Points for goods: taking one, giving it back, and the hand-over by a code that works once."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from domain.errors import NotFound, NotYours, Refusal, TooLate
from domain.passbook import Coupon, Shelf
from domain.points import Board, Rule, local_day, month_of
from domain.said import Said, say
from storage import areas, chats, ledger, people, shop
from storage.ledger import Entry
from storage.unit import Priority, Unit
from usecases.access import Actor, covers
from usecases.award_points import look_ahead
from usecases.invite_staff import start_link
from usecases.see_points import community_of

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No letter and digit that look alike, so that a code can be read out."""
CODE = 8
AGAIN = timedelta(days=31)
"""Points that come back from a cancelled redemption can be spent for at least so long."""


def show_shop(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """/shop: what there is, what it costs, and what the reader can afford; in a group without anybody's balance."""
    community = community_of(unit, actor)
    if community is None:
        return say("points.no_community")
    unit.tell(actor.chat.id, "shop.shelf", at=now, person_id=actor.id, community=community)
    return None


def show_offer(unit: Unit, actor: Actor, reward_id: int, now: datetime) -> Said | None:
    """看看: a reward with its photo. Raises Refusal when it is not on the shelf."""
    row = shop.reward(unit, reward_id)
    if row is None or not row.open:
        raise Refusal("shop.not_there")
    unit.tell(actor.chat.id, "shop.offer", at=now, person_id=actor.id, reward=reward_id)
    return None


def redeem(unit: Unit, actor: Actor, reward_id: int, now: datetime) -> Said | None:
    """Take a reward: points and stock go down together, and a pick-up code comes back.

    Raises Refusal when it is gone, too dear, or the month's limit is reached: then nothing has changed.
    """
    offer = shop.reward(unit, reward_id)
    if offer is None or not offer.open:
        raise Refusal("shop.not_there")
    ledger.open_book(unit, offer.community_id, now)
    mine = ledger.open_account(unit, offer.community_id, actor.id, now)
    if mine.balance < offer.price:
        key = "shop.too_dear" if actor.chat.is_private else "shop.too_dear_here"  # a group reads no balance
        raise Refusal(key, reward=offer.name, price=offer.price, balance=mine.balance)
    since = month_of(now, unit.rules.zone)
    if offer.per_person is not None and shop.taken_since(unit, offer.id, actor.id, since) >= offer.per_person:
        raise Refusal("shop.limit", reward=offer.name, n=offer.per_person)
    if not shop.change_stock(unit, offer.id, -1):
        raise Refusal("shop.sold_out", reward=offer.name)
    taken = shop.add_redemption(
        unit, community_id=offer.community_id, reward_id=offer.id, person_id=actor.id, price=offer.price,
        code=new_code(), made_at=now,
    )
    _move(unit, offer.community_id, actor.id, -offer.price, taken, now)
    _show_coupon(unit, actor, taken, now)
    return None if actor.chat.is_private else say("said.see_private")


def cancel(unit: Unit, actor: Actor, redemption_id: int, now: datetime) -> Said:
    """Not wanted after all, says whoever took it, or a secretary: points and stock come back together."""
    row = shop.redemption(unit, redemption_id=redemption_id)
    if row is None or (row.person_id != actor.id and not _leads(unit, actor, row.community_id)):
        raise NotFound("shop.no_such_coupon")
    ledger.open_book(unit, row.community_id, now)
    if not give_back_one(unit, row, actor.id, now):
        raise TooLate(f"shop.already_{shop.redemption(unit, redemption_id=redemption_id).state}")
    return say("shop.cancelled", reward=row.reward, points=row.price)


def give_back_one(unit: Unit, row: Any, by: int | None, now: datetime) -> bool:
    """Cancel a redemption that was not picked up; False when it was, or was cancelled already."""
    if not shop.end_redemption(unit, row.id, "cancelled", by, now):
        return False
    shop.change_stock(unit, row.reward_id, 1)
    taken = ledger.of_cause(unit, f"redeem:{row.id}")
    returned = _move(unit, row.community_id, row.person_id, row.price, row.id, now)
    mine = ledger.open_account(unit, row.community_id, row.person_id, now)
    for part in ledger.takings_of(unit, taken.id):
        until = max(part.expires_at, now + AGAIN)
        ledger.add_lot(unit, mine.id, returned, part.board, part.points, until)
    look_ahead(unit, mine.id, now)
    _refresh(unit, row, now)
    return True


def show_pickup(unit: Unit, actor: Actor, code: str, now: datetime) -> Said | None:
    """A pick-up code was read or typed: staff get the button that hands it over, everybody else a hint."""
    row = shop.redemption(unit, code=code.strip().upper().replace("-", "").replace(" ", ""))
    if row is None or not (_serves(unit, actor, row.community_id) or row.person_id == actor.id):
        raise NotFound("shop.no_such_coupon")
    if row.person_id == actor.id:
        _show_coupon(unit, actor, row.id, now)
        return None
    if not actor.chat.is_private:
        raise Refusal("refusal.private_only")
    unit.tell(actor.chat.id, "shop.pickup", at=now, person_id=actor.id, redemption=row.id, card=f"pickup:{row.id}")
    return None


def hand_over(unit: Unit, actor: Actor, redemption_id: int, now: datetime) -> Said:
    """Given into somebody's hands, says whoever is on duty in the community: once, and never to oneself."""
    row = shop.redemption(unit, redemption_id=redemption_id)
    if row is None or not _serves(unit, actor, row.community_id):
        raise NotFound("shop.no_such_coupon")
    if row.person_id == actor.id:
        raise NotYours("shop.not_to_yourself")
    if not shop.end_redemption(unit, row.id, "handed", actor.id, now):
        raise TooLate(f"shop.already_{shop.redemption(unit, redemption_id=row.id).state}")
    unit.tell(actor.chat.id, "shop.pickup", at=now, person_id=actor.id, redemption=row.id, card=f"pickup:{row.id}")
    _refresh(unit, row, now)
    return say("shop.handed", reward=row.reward, name=row.holder)


def new_code() -> str:
    """A pick-up code that cannot be guessed: forty bits, told to nobody but its owner."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE))


def shelf_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Shelf:
    """What the shop's view shows."""
    community = areas.area(unit, int(facts["community"]))
    mine = ledger.account_of(unit, community.id, person_id)
    return Shelf(community.name, mine.balance if mine else 0, shop.shelf(unit, community.id))


def offer_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Shelf | None:
    """One reward, and what its reader can spend."""
    row = shop.reward(unit, int(facts["reward"]))
    if row is None:
        return None
    mine = ledger.account_of(unit, row.community_id, person_id)
    here = [one for one in shop.shelf(unit, row.community_id) if one.id == row.id]
    return Shelf(areas.area(unit, row.community_id).name, mine.balance if mine else 0, tuple(here))


def coupon_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Coupon | None:
    """What the coupon's view shows to its owner, and to staff."""
    row = shop.redemption(unit, redemption_id=int(facts["redemption"]))
    if row is None:
        return None
    link = start_link(unit, f"g-{row.code}")
    community = areas.area(unit, row.community_id).name
    return Coupon(row.id, row.code, row.reward, row.price, row.state, row.holder, community, row.partner, link)


def _move(unit: Unit, community_id: int, person_id: int, points: int, redemption_id: int, now: datetime) -> int:
    kind, word = ("redeemed", "redeem") if points < 0 else ("returned", "return")
    entry = Entry(
        person_id, points, kind, Board.REDEEMED, Rule.REWARD, f"{word}:{redemption_id}",
        local_day(now, unit.rules.zone), person_id, redemption_id=redemption_id,
    )
    written = ledger.post(unit, community_id, entry, now)
    if written is None:
        raise Refusal("shop.not_there")
    return written


def _show_coupon(unit: Unit, actor: Actor, redemption_id: int, now: datetime) -> None:
    if actor.person.chat_id is None or not (actor.chat.is_private or actor.person.reachable):
        raise Refusal("said.open_private_first")
    chats.retire_card(unit, actor.person.chat_id, f"coupon:{redemption_id}")
    unit.tell(
        actor.person.chat_id, "shop.coupon", at=now, person_id=actor.id, redemption=redemption_id,
        card=f"coupon:{redemption_id}",
    )


def _refresh(unit: Unit, row: Any, now: datetime) -> None:
    """The owner's coupon shows what became of it."""
    owner = people.person(unit, row.person_id)
    if owner.chat_id is not None and owner.reachable:
        unit.tell(
            owner.chat_id, "shop.coupon", at=now, person_id=owner.id, redemption=row.id, card=f"coupon:{row.id}",
            priority=Priority.EDIT,
        )


def _serves(unit: Unit, actor: Actor, community_id: int) -> bool:
    """Whether somebody is on duty in a community: in it, or above it."""
    community = areas.area(unit, community_id)
    if covers(unit, actor, community):
        return True
    held = [areas.area(unit, one.area_id) for one in people.grants_of(unit, actor.id)]
    return any(one.covers(community) or community.covers(one) for one in held)


def _leads(unit: Unit, actor: Actor, community_id: int) -> bool:
    return covers(unit, actor, areas.area(unit, community_id))
