"""What the ledger tells: a person's page, rankings, and the whole book for an auditor. Nothing is changed here."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from domain.passbook import Line, Passbook
from storage import areas, ledger, people, shop, tables
from storage import points_tables as books
from storage.ledger import Account
from storage.unit import Unit

_move = books.movements.c
_account = books.accounts.c
LINES = 12


def since(unit: Unit, account_id: int, after: int) -> list[Any]:
    """The entries after one of an account, oldest first."""
    query = select(books.movements).where(_move.account_id == account_id, _move.id > after)
    return list(unit.execute(query.order_by(_move.id)))


def latest(unit: Unit, account_id: int, limit: int = LINES) -> tuple[Line, ...]:
    """The newest entries, from old to new, with what each was about."""
    query = _told().where(_move.account_id == account_id).order_by(_move.id.desc()).limit(limit)
    return tuple(reversed([_line(row, unit) for row in unit.execute(query)]))


def page(unit: Unit, mine: Account) -> Passbook:
    """A person's passbook in one community."""
    person = people.person(unit, mine.person_id)
    community = areas.area(unit, mine.community_id)
    home = areas.area(unit, person.home_id) if person.home_id else community
    goal = shop.next_goal(unit, mine.community_id, mine.balance)
    return Passbook(
        community.name, person.name, home.name, mine.balance, mine.reported, mine.served, mine.spent,
        latest(unit, mine.id), goal, mine.paused_why if mine.paused_at else "",
    )


def scores(unit: Unit, community_id: int, start: datetime, end: datetime, *, board: str | None = None) -> list[Any]:
    """Who earned how much between two moments: rows of person_id, shown, points, problems, suggestions.

    What was taken back in that time is taken off; who does not want to be ranked, or is gone, is left out.
    """
    def times(rule: str) -> Any:
        sign = case((_move.kind == "award", 1), (_move.kind == "reversal", -1), else_=0)
        return func.sum(case((_move.rule == rule, sign), else_=0))

    query = (
        select(
            _move.person_id, _account.shown, func.sum(_move.points).label("points"),
            times("report").label("problems"), times("suggestion").label("suggestions"),
        )
        .join(books.accounts, _account.id == _move.account_id)
        .join(tables.people, tables.people.c.id == _move.person_id)
        .where(
            _move.community_id == community_id, _move.at >= start, _move.at < end, _account.shown != "hidden",
            _move.kind.in_(("award", "given", "reversal")), tables.people.c.deleted_at.is_(None),
        )
        .group_by(_move.person_id, _account.shown)
        .having(func.sum(_move.points) > 0)
    )
    if board is not None:
        query = query.where(_move.board == board)
    return list(unit.execute(query))


def every_movement(unit: Unit, community_id: int | None = None) -> Iterator[Any]:
    """The whole ledger in the order in which it was written, with names: for an export."""
    query = _told().order_by(_move.id)
    if community_id is not None:
        query = query.where(_move.community_id == community_id)
    yield from unit.execute(query)


def every_account(unit: Unit, community_id: int | None = None) -> list[Any]:
    """Every account with its balance: rows of id, community, person (None for the community's own), balance."""
    query = (
        select(books.accounts, tables.people.c.name.label("name"), tables.areas.c.name.label("community"))
        .join(tables.areas, tables.areas.c.id == _account.community_id)
        .outerjoin(tables.people, tables.people.c.id == _account.person_id)
        .order_by(_account.id)
    )
    if community_id is not None:
        query = query.where(_account.community_id == community_id)
    return list(unit.execute(query))


def communities(unit: Unit) -> list[int]:
    """The communities that keep a book."""
    return list(unit.execute(select(_account.community_id).where(_account.person_id.is_(None))).scalars())


def own_account(unit: Unit, person_id: int, community_id: int | None = None) -> Account | None:
    """The account to show: the asked community's, else the one that moved last."""
    if community_id is not None and (found := ledger.account_of(unit, community_id, person_id)) is not None:
        return found
    every = ledger.accounts_of(unit, person_id)
    return every[0] if every else None


def _told() -> Any:
    staff = func.coalesce(func.nullif(tables.people.c.staff_name, ""), tables.people.c.name)
    return (
        select(
            books.movements,
            tables.cases.c.title.label("title"),
            books.activities.c.title.label("activity"),
            books.rewards.c.name.label("reward"),
            staff.label("name"),
            tables.areas.c.name.label("community"),
        )
        .join(tables.people, tables.people.c.id == _move.person_id)
        .join(tables.areas, tables.areas.c.id == _move.community_id)
        .outerjoin(tables.cases, tables.cases.c.id == _move.case_id)
        .outerjoin(books.activities, books.activities.c.id == _move.activity_id)
        .outerjoin(books.redemptions, books.redemptions.c.id == _move.redemption_id)
        .outerjoin(books.rewards, books.rewards.c.id == books.redemptions.c.reward_id)
    )


def _line(row: Any, unit: Unit) -> Line:
    on = row.at.astimezone(unit.rules.zone).date()
    note = row.note if row.kind in ("given", "award") else ""
    about = row.title or row.activity or row.reward or note
    return Line(on, row.kind, row.board, row.rule, row.points, row.balance, about, row.case_id, row.minutes)
