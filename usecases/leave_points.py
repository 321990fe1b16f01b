"""Somebody asked to be forgotten: what they had goes back to the community, so that the books balance without them."""

from datetime import datetime

from domain.points import Board, Rule, local_day
from storage import activities, ledger, shop
from storage.ledger import Entry
from storage.unit import Unit
from usecases.redeem import give_back_one


def leave_points(unit: Unit, person_id: int, now: datetime) -> None:
    """Cancel what they have not picked up, close their accounts at zero, free their seats and lots."""
    for row in shop.waiting_of(unit, person_id):
        ledger.open_book(unit, row.community_id, now)
        give_back_one(unit, shop.redemption(unit, redemption_id=row.id), None, now)
    for mine in ledger.accounts_of(unit, person_id):
        ledger.open_book(unit, mine.community_id, now)
        left = ledger.account(unit, mine.id)
        if left is not None and left.balance > 0:
            entry = Entry(
                person_id, -left.balance, "closed", Board.REDEEMED, Rule.LEFT, f"left:{mine.id}",
                local_day(now, unit.rules.zone),
            )
            ledger.post(unit, mine.community_id, entry, now)
    activities.leave_all(unit, person_id)
