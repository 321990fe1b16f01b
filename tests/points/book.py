"""A community with people in it, for tests of the ledger without a bot."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select

from domain import taxonomy
from domain.classify import Classifier
from domain.people import Level, Person
from domain.points import Due, PointRules, Rule
from domain.rules import Rules
from storage import chats, ledger, people, points_tables, tables
from storage.unit import Unit
from usecases.access import Actor
from usecases.award_points import award
from usecases.import_areas import Row, import_areas

NOON = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)
COMMUNITY = 2
PEOPLE = 60
AREAS = [
    Row("SY", Level.STREET, "山阳镇", ""),
    Row("FHC", Level.COMMUNITY, "凤凰城", "SY"),
    Row("FHC-1", Level.GRID, "第一网格", "FHC"),
    Row("FHC-1-3", Level.BUILDING, "3栋", "FHC-1"),
]


@cache
def _plain() -> Rules:
    known = taxonomy.load(None)
    zone = ZoneInfo("Asia/Shanghai")
    return Rules(taxonomy=known, classifier=Classifier(known), zone=zone, bot_username="gridbee_bot")


def rules_for(**points: Any) -> Rules:
    """The usual rules, with some of those about points changed."""
    return replace(_plain(), points=PointRules(**points))


def furnish(unit: Unit, count: int = PEOPLE) -> None:
    """One community, and people (sixty, if not said) who each opened the private chat."""
    import_areas(unit, AREAS)
    for number in range(1, count + 1):
        values = {"telegram_id": 1000 + number, "name": f"邻居{number}", "language": "zh_CN", "met_at": NOON}
        person = unit.execute(insert(tables.people).values(values).returning(tables.people.c.id)).scalar_one()
        chat = {"telegram_id": 1000 + number, "kind": "private", "person_id": person, "language": "zh_CN"}
        unit.execute(insert(tables.chats).values(chat))


def actor(unit: Unit, person_id: int) -> Actor:
    """Somebody in their private chat."""
    person: Person = people.person(unit, person_id)
    return Actor(person, chats.chat(unit, person.chat_id or 0))


def give(unit: Unit, person_id: int, points: int, cause: str, at: datetime = NOON, rule: Rule = Rule.HOURS) -> int:
    """An award for a cause."""
    return award(unit, COMMUNITY, Due(person_id, rule, points, cause, at), at)


def balance(unit: Unit, person_id: int) -> int:
    """What somebody has."""
    mine = ledger.account_of(unit, COMMUNITY, person_id)
    return mine.balance if mine else 0


def check_books(unit: Unit) -> None:
    """Everything that must always hold, recomputed from the rows alone."""
    moved, account = points_tables.movements.c, points_tables.accounts.c
    lots, taken, shelf = points_tables.lots.c, points_tables.takings.c, points_tables.rewards.c
    assert unit.execute(select(func.coalesce(func.sum(account.balance), 0))).scalar_one() == 0
    mine = select(moved.account_id, func.sum(moved.points)).group_by(moved.account_id)
    sums = dict(tuple(row) for row in unit.execute(mine))
    left = dict(
        tuple(row) for row in unit.execute(select(lots.account_id, func.sum(lots.left)).group_by(lots.account_id))
    )
    for row in unit.execute(select(points_tables.accounts).where(account.person_id.is_not(None))):
        assert row.balance == sums.get(row.id, 0) == left.get(row.id, 0) >= 0
    running: dict[int, int] = {}
    for row in unit.execute(select(points_tables.movements).order_by(moved.id)):
        running[row.account_id] = running.get(row.account_id, 0) + row.points
        assert row.balance == running[row.account_id]
    standing = select(moved.cause).where(
        moved.kind == "award", moved.id.not_in(select(moved.reverses_id).where(moved.reverses_id.is_not(None)))
    )
    causes = list(unit.execute(standing).scalars())
    assert len(causes) == len(set(causes))
    assert not unit.execute(select(shelf.id).where(shelf.stock < 0)).all()
    spent = select(func.coalesce(func.sum(taken.points), 0))
    gone = select(func.coalesce(func.sum(moved.points), 0)).where(moved.points < 0)
    assert unit.execute(spent).scalar_one() == -unit.execute(gone).scalar_one()
