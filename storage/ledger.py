"""The points ledger: every entry goes through `post`, which keeps balances, boards and lots true in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from domain.points import Board, Rule
from storage import ledger_asked as asked
from storage import points_tables as tables
from storage.unit import Unit

_account = tables.accounts.c
_move = tables.movements.c
_lot = tables.lots.c
_take = tables.takings.c


@dataclass(frozen=True)
class Entry:
    """What is to be written: `points` with their sign, for a cause that is paid once."""

    person_id: int
    points: int
    kind: str
    board: Board
    rule: Rule
    cause: str
    for_day: date
    actor_id: int | None = None
    note: str = ""
    case_id: int | None = None
    activity_id: int | None = None
    redemption_id: int | None = None
    minutes: int | None = None
    reverses_id: int | None = None
    again: int = 0
    short: int = 0


@dataclass(frozen=True)
class Account:
    """Somebody's account in one community: the balance, and the boards that make it up."""

    id: int
    community_id: int
    person_id: int
    balance: int
    reported: int
    served: int
    spent: int
    shown: str
    paused_at: datetime | None
    paused_why: str
    told_id: int
    warned_until: datetime | None


def open_book(unit: Unit, community_id: int, now: datetime) -> int:
    """The community's own account, locked until the transaction ends: entries of one community go one by one."""
    found = asked.book(unit, community_id).scalar()
    if found is None:
        unit.insert_new(tables.accounts, [{"community_id": community_id, "person_id": None, "opened_at": now}])
        found = asked.book(unit, community_id).scalar_one()
    return int(found)


def open_account(unit: Unit, community_id: int, person_id: int, now: datetime) -> Account:
    """A person's account, opened with nothing in it when they have none yet."""
    found = account_of(unit, community_id, person_id)
    if found is None:
        row = {"community_id": community_id, "person_id": person_id, "opened_at": now}
        unit.insert_new(tables.accounts, [row])
        found = account_of(unit, community_id, person_id)
    assert found is not None  # noqa: S101  it was just opened
    return found


def account_of(unit: Unit, community_id: int, person_id: int) -> Account | None:
    """A person's account in a community."""
    row = asked.account_of(unit, community_id, person_id).first()
    return _to_account(row) if row else None


def account(unit: Unit, account_id: int) -> Account | None:
    """The account of an id; None for a community's own."""
    row = asked.account_by_id(unit, account_id).first()
    return _to_account(row) if row else None


def accounts_of(unit: Unit, person_id: int) -> list[Account]:
    """A person's accounts, the one that moved last first."""
    latest = select(func.max(_move.id)).where(_move.account_id == _account.id).scalar_subquery()
    query = select(tables.accounts).where(_account.person_id == person_id)
    return [_to_account(row) for row in unit.execute(query.order_by(func.coalesce(latest, 0).desc(), _account.id))]


def change_account(unit: Unit, account_id: int, **values: Any) -> None:
    """Other values for some columns; never those that count points."""
    unit.execute(update(tables.accounts).where(_account.id == account_id).values(**values))


@dataclass(frozen=True)
class Pair:
    """The two sides of an entry, as this transaction opened them: the community's account, locked, and a person's."""

    against: int
    mine: Account


def open_pair(unit: Unit, community_id: int, person_id: int, now: datetime) -> Pair:
    """Both sides of an entry to come."""
    return Pair(open_book(unit, community_id, now), open_account(unit, community_id, person_id, now))


def post(
    unit: Unit, community_id: int, entry: Entry, now: datetime, expires_at: datetime | None = None, *,
    sides: Pair | None = None,
) -> int | None:
    """Write an entry. Returns its id; None when its cause was paid already, or points that are not there were wanted.

    Points that come in make a lot that expires at `expires_at`; points that go out are taken from the oldest lots.
    `sides` are those that the caller has opened, and written nothing to since.
    """
    sides = sides or open_pair(unit, community_id, entry.person_id, now)
    against, mine = sides.against, sides.mine
    if mine.balance + entry.points < 0 or asked.written(unit, entry.cause, entry.again).first() is not None:
        return None
    add = asked.ADD[entry.board]
    balance = int(add(unit, mine.id, entry.points).scalar_one())
    add(unit, against, -entry.points)
    values = {**entry.__dict__, "account_id": mine.id, "against_id": against, "community_id": community_id}
    movement_id = int(unit.run(asked.NEW_ENTRY, {**values, "balance": balance, "at": now}).scalar_one())
    if entry.points > 0 and expires_at is not None:
        add_lot(unit, mine.id, movement_id, entry.board, entry.points, expires_at)
    elif entry.points < 0:
        _take_oldest(unit, mine.id, movement_id, entry, now)
    return movement_id


def add_lot(
    unit: Unit, account_id: int, movement_id: int, board: Board, points: int, expires_at: datetime
) -> None:
    """Points that can be spent until they expire."""
    values = {"account_id": account_id, "movement_id": movement_id, "board": board, "points": points, "left": points}
    unit.run(asked.NEW_LOT, {**values, "expires_at": expires_at})


def standing(unit: Unit, *, cause: str | None = None, case_id: int | None = None) -> list[Any]:
    """Awards that were not reversed, of a cause or of a case: rows of the ledger."""
    undone = select(_move.reverses_id).where(_move.reverses_id.is_not(None))
    query = select(tables.movements).where(_move.kind.in_(("award", "given")), _move.id.not_in(undone))
    query = query.where(_move.cause == cause) if cause is not None else query.where(_move.case_id == case_id)
    return list(unit.execute(query.order_by(_move.id)))


@dataclass(frozen=True)
class Paid:
    """What became of a cause: whether an award stands, how often one was reversed, and what could not be taken back."""

    stands: bool = False
    reversed: int = 0
    short: int = 0


def paid(unit: Unit, cause: str) -> Paid:
    """How a cause stands in the book."""
    found = asked.awards_of(unit, cause).all()
    undone = [row for row in found if row.id is not None]
    return Paid(len(undone) < len(found), len(undone), sum(row.short for row in undone))


def earned_on(unit: Unit, account_id: int, day: date, rules: Iterable[str]) -> int:
    """The points that some rules brought in for a day, without those that were taken back."""
    return int(asked.earned_on(unit, account_id, day, list(rules)).scalar_one())


def minutes_on(unit: Unit, account_id: int, day: date) -> int:
    """The minutes of service that count for a day."""
    undone = select(_move.reverses_id).where(_move.reverses_id.is_not(None))
    query = select(func.coalesce(func.sum(_move.minutes), 0)).where(
        _move.account_id == account_id, _move.for_day == day, _move.kind == "award", _move.id.not_in(undone)
    )
    return int(unit.execute(query).scalar_one())


def living_lots(unit: Unit, account_id: int, until: datetime | None = None) -> list[Any]:
    """What can still be spent, oldest first: rows of id, movement_id, board, left, expires_at."""
    query = select(tables.lots).where(_lot.account_id == account_id, _lot.left > 0)
    if until is not None:
        query = query.where(_lot.expires_at <= until)
    return list(unit.execute(query.order_by(_lot.expires_at, _lot.id)))


def next_expiries(unit: Unit, account_id: int) -> tuple[datetime | None, datetime | None]:
    """When the next points of an account expire, and when the next ones of which their owner was not warned."""
    first, after = tuple(asked.expiries(unit, account_id).one())
    return first, after


def takings_of(unit: Unit, movement_id: int) -> list[Any]:
    """Out of which lots a movement was taken: rows of points, board, expires_at."""
    query = (
        select(_take.points, _lot.board, _lot.expires_at)
        .join(tables.lots, _lot.id == _take.lot_id)
        .where(_take.movement_id == movement_id)
    )
    return list(unit.execute(query.order_by(_lot.id)))


def _take_oldest(unit: Unit, account_id: int, movement_id: int, entry: Entry, now: datetime) -> None:
    """A reversal takes its own award's lot first; expiry only lots of its board whose time has come."""
    expiring = entry.kind == "expired"
    lots = living_lots(unit, account_id, now if expiring else None)
    lots = [one for one in lots if not expiring or one.board == entry.board]
    if entry.reverses_id is not None:
        lots.sort(key=lambda one: one.movement_id != entry.reverses_id)
    points = -entry.points
    for one in lots:
        part = min(points, one.left)
        if part == 0:
            return
        unit.execute(update(tables.lots).where(_lot.id == one.id).values(left=_lot.left - part))
        unit.execute(insert(tables.takings).values(movement_id=movement_id, lot_id=one.id, points=part))
        points -= part


def _to_account(row: Any) -> Account:
    return Account(**{name: getattr(row, name) for name in Account.__dataclass_fields__})


def of_cause(unit: Unit, cause: str) -> Any:
    """The latest entry of a cause. Raises NoResultFound."""
    query = select(tables.movements).where(_move.cause == cause).order_by(_move.again.desc()).limit(1)
    return unit.execute(query).one()
