"""The statements that write and read the ledger all the time, built once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Executable, Select, case, func, insert, or_, select, update

from domain.points import Board
from storage import points_tables as tables
from storage.kept import kept
from storage.quick import Found, KeptByColumns
from storage.unit import Unit

_account = tables.accounts.c
_move = tables.movements.c
_lot = tables.lots.c
_TOTAL = {Board.REPORT: _account.reported, Board.SERVICE: _account.served, Board.REDEEMED: _account.spent}
NEW_ENTRY = KeptByColumns(lambda: insert(tables.movements).returning(_move.id))
NEW_LOT = KeptByColumns(lambda: insert(tables.lots))


@kept
def book(community_id: int) -> Select[Any]:
    """The community's own account, locked."""
    own = (_account.community_id == community_id) & _account.person_id.is_(None)
    return select(_account.id).where(own).with_for_update()


@kept
def account_of(community_id: int, person_id: int) -> Select[Any]:
    """A person's account in a community."""
    return select(tables.accounts).where(_account.community_id == community_id, _account.person_id == person_id)


@kept
def account_by_id(account_id: int) -> Select[Any]:
    """A person's account."""
    return select(tables.accounts).where(_account.id == account_id, _account.person_id.is_not(None))


@kept
def written(cause: str, again: int) -> Select[Any]:
    """The entry of a cause."""
    return select(_move.id).where(_move.cause == cause, _move.again == again)


@kept
def awards_of(cause: str) -> Select[Any]:
    """Each award of a cause with what took it back: both columns are NULL where nothing did."""
    back = tables.movements.alias()
    awards = tables.movements.outerjoin(back, back.c.reverses_id == _move.id)
    return (
        select(back.c.id, back.c.short)
        .select_from(awards)
        .where(_move.cause == cause, or_(_move.kind == "award", _move.kind == "given"))
    )


@kept
def earned_on(account_id: int, day: date, rules: list[str]) -> Select[Any]:
    """What some rules brought in for a day, less what was taken back."""
    return select(func.coalesce(func.sum(_move.points), 0)).where(
        _move.account_id == account_id, _move.for_day == day, _move.rule.in_(rules),
        or_(_move.kind == "award", _move.kind == "reversal"),
    )


@kept
def expiries(account_id: int) -> Select[Any]:
    """When the next points expire, and the next of which their owner was not warned."""
    unwarned = case((or_(_account.warned_until.is_(None), _lot.expires_at > _account.warned_until), _lot.expires_at))
    return (
        select(func.min(_lot.expires_at), func.min(unwarned))
        .join(tables.accounts, _account.id == _lot.account_id)
        .where(_lot.account_id == account_id, _lot.left > 0)
    )


def _adding(board: Board) -> Callable[[Unit, int, int], Found]:
    """What adds points to an account's balance and to one of its boards."""
    total = _TOTAL[board]

    @kept
    def add(account_id: int, points: int) -> Executable:
        more = {"balance": _account.balance + points, total.name: total + points}
        return update(tables.accounts).where(_account.id == account_id).values(more).returning(_account.balance)

    return add


ADD = {board: _adding(board) for board in Board}
