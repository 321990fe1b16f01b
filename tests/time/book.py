"""A neighbourhood's book in memory: cases are filed and moved at given moments, by the domain's own moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from domain import taxonomy
from domain.account import Account
from domain.case import Case, ClosedHow, Event, Happened
from domain.classify import Classifier
from domain.people import Area, Level, Who
from domain.rules import Rules
from storage import areas, cases, people, tables, time_tables  # noqa: F401  the tables of time are on the same metadata
from storage.figures import account_of, scope_of
from storage.unit import Unit
from tests.made_up import new_case
from tests.memory import memory_engine
from usecases.import_areas import Row, import_areas

SHANGHAI = ZoneInfo("Asia/Shanghai")
KNOWN = taxonomy.load(None)
RULES = Rules(taxonomy=KNOWN, classifier=Classifier(KNOWN), zone=SHANGHAI)
AREAS = [
    Row("SY", Level.STREET, "山阳镇", ""),
    Row("FHC", Level.COMMUNITY, "凤凰城", "SY"),
    Row("FHC-1", Level.GRID, "第一网格", "FHC"),
    Row("FHC-1-3", Level.BUILDING, "3栋", "FHC-1"),
    Row("FHC-1-5", Level.BUILDING, "5栋", "FHC-1"),
    Row("FHC-2", Level.GRID, "第二网格", "FHC"),
    Row("FHC-2-12", Level.BUILDING, "12栋", "FHC-2"),
    Row("LH", Level.COMMUNITY, "柳湖", "SY"),
    Row("LH-1", Level.GRID, "柳湖一网格", "LH"),
    Row("LH-1-1", Level.BUILDING, "柳湖1栋", "LH-1"),
]


def at(local: str) -> datetime:
    """A moment by the neighbourhood's clocks."""
    return datetime.fromisoformat(local).replace(tzinfo=SHANGHAI)


@dataclass
class Book:
    """What was written down so far."""

    connection: Connection

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        unit = Unit(self.connection, RULES)
        yield unit
        unit.flush()

    def area(self, code: str) -> Area:
        with self.unit() as unit:
            found = areas.by_code(unit, code)
            assert found is not None
            return found

    def person(self, number: int, name: str = "") -> int:
        with self.unit() as unit:
            return people.meet(unit, Who(number, name or f"人{number}"), at("2026-01-01 00:00")).id

    def file(
        self, when: datetime, *, by: int, code: str = "FHC-1-3", kind: str = "problem", role: str = "property",
        category: str = "sanitation.bin_damaged", **more: Any,
    ) -> int:  # fmt: skip
        """A report that opens a case, to be answered within a day and solved within three."""
        area = self.area(code)
        due = when + timedelta(hours=72)
        with self.unit() as unit:
            new = new_case(
                area.community_id or area.id, when, area_id=area.id, kind=kind, category=category, title="垃圾桶坏了",
                respond_by=when + timedelta(hours=24), resolve_by=due, first_resolve_by=due, role=role, **more,
            )
            case = cases.open_case(unit, new)
            unit.record(Event(case.id, when, by, Happened.FILED))
            self._report(unit, case, by, when)
            return case.id

    def join(self, number: int, when: datetime, by: int) -> None:
        """One more report about it."""
        with self.unit() as unit:
            case = cases.load(unit, number)
            self._report(unit, case, by, when)
            unit.record(Event(number, when, by, Happened.JOINED))

    def move(self, number: int, name: str, *args: Any, **named: Any) -> Case:
        """One of the domain's moves."""
        with self.unit() as unit:
            before = cases.load(unit, number)
            after, event = getattr(before, name)(*args, **named)
            unit.record(event)
            return unit.save(before, after)

    def give(self, number: int, worker: int, when: datetime) -> None:
        self.move(number, "dispatch", worker, "property", at=when, by=None, kind=Happened.ROUTED)

    def take(self, number: int, worker: int, when: datetime) -> None:
        self.give(number, worker, when)
        self.move(number, "accept", worker, at=when)

    def solve(self, number: int, worker: int, when: datetime) -> None:
        self.take(number, worker, when - timedelta(hours=1))
        self.move(number, "resolve", worker, "好了", at=when)

    def confirm(self, number: int, by: int, when: datetime, stars: int = 0) -> None:
        self.move(number, "close", by, ClosedHow.RESIDENT, at=when)
        if stars:
            with self.unit() as unit:
                cases.rate(unit, number, by, stars, when)

    def account(self, code: str, since: str, until: str, as_of: str = "") -> Account:
        """What the figures of local days [since, until) are counted from."""
        with self.unit() as unit:
            scope = scope_of(unit, self.area(code))
            return account_of(unit, scope, at(since), at(until), at(as_of or until))

    def _report(self, unit: Unit, case: Case, by: int, when: datetime) -> None:
        cases.add_report(
            unit, community_id=case.community_id, case_id=case.id, person_id=by, text="坏了", made_at=when,
        )


def new_book() -> Book:
    """An empty one, with the areas."""
    book = Book(memory_engine().connect())
    with book.unit() as unit:
        import_areas(unit, AREAS)
    return book
