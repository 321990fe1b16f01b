"""Who gets a case, and to whom it climbs: dated rows over a small tree."""

from datetime import UTC, datetime

import pytest

from domain.people import Area, Level
from domain.routing import Candidate, choose, nearest, next_above

STREET = Area(1, "SY", "山阳镇", Level.STREET, None, (1,), None)
COMMUNITY = Area(2, "FHC", "凤凰城", Level.COMMUNITY, 1, (1, 2), 2)
GRID = Area(3, "FHC-1", "第一网格", Level.GRID, 2, (1, 2, 3), 2)
BUILDING = Area(4, "FHC-1-3", "3栋", Level.BUILDING, 3, (1, 2, 3, 4), 2)
LINE = (BUILDING, GRID, COMMUNITY, STREET)
ROLES = ("property", "grid_worker")


def _day(number: int) -> datetime:
    return datetime(2026, 6, number, 1, 0, tzinfo=UTC)


def _one(person: int, role: str, area: Area, carries: int = 0, given: datetime | None = None) -> Candidate:
    return Candidate(person, role, area.id, carries, given)


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ([], None),
        ([_one(1, "property", COMMUNITY)], 1),
        ([_one(1, "property", COMMUNITY), _one(2, "property", BUILDING)], 2),
        ([_one(1, "property", COMMUNITY, 9), _one(2, "grid_worker", BUILDING)], 1),
        ([_one(2, "grid_worker", GRID), _one(3, "secretary", BUILDING)], 2),
        ([_one(3, "secretary", COMMUNITY), _one(4, "secretary", GRID)], 4),
        ([_one(1, "property", STREET)], None),
        ([_one(3, "secretary", STREET)], None),
        ([_one(5, "committee", BUILDING)], None),
        ([_one(1, "property", COMMUNITY, 3), _one(2, "property", COMMUNITY, 2)], 2),
        ([_one(1, "property", COMMUNITY, 2, _day(10)), _one(2, "property", COMMUNITY, 2, _day(9))], 2),
        ([_one(1, "property", COMMUNITY, 2, _day(10)), _one(2, "property", COMMUNITY, 2, None)], 2),
        ([_one(2, "property", COMMUNITY), _one(1, "property", COMMUNITY)], 1),
    ],
    ids=[
        "nobody", "the role, further up", "the nearest wins", "the first role wins over a nearer second one",
        "the second role wins over a secretary", "the nearest secretary", "a street's property is too far",
        "a street's secretary is too far", "another role is no help", "who carries less",
        "who was given something longer ago", "who was never given anything", "else always the same one",
    ],
)  # fmt: skip
def test_who_gets_it(candidates: list[Candidate], chosen: int | None) -> None:
    """The role up to the community, the second role, the secretary; then the lighter burden."""
    found = choose(candidates, ROLES, LINE)
    assert (found.person_id if found else None) == chosen


def test_a_street_department_may_sit_at_the_street() -> None:
    """The only role that is looked for above the community."""
    assert choose([_one(7, "street_dept", STREET)], ("street_dept", "property"), LINE) == _one(7, "street_dept", STREET)


def test_the_nearest_of_one_role() -> None:
    """Passing on to a role does not fall back to another one."""
    pool = [_one(1, "property", COMMUNITY), _one(2, "grid_worker", GRID), _one(3, "secretary", GRID)]
    assert nearest(pool, "grid_worker", LINE) == pool[1]
    assert nearest(pool, "mediator", LINE) is None


@pytest.mark.parametrize(
    ("level", "holders", "expected"),
    [
        (None, [_one(3, "secretary", GRID), _one(4, "secretary", COMMUNITY)], (GRID, 3)),
        (Level.GRID, [_one(3, "secretary", GRID), _one(4, "secretary", COMMUNITY)], (COMMUNITY, 4)),
        (None, [_one(4, "secretary", COMMUNITY)], (COMMUNITY, 4)),
        (Level.COMMUNITY, [_one(7, "street_dept", STREET, 5), _one(8, "secretary", STREET, 9)], (STREET, 8)),
        (Level.COMMUNITY, [_one(7, "street_dept", STREET)], (STREET, 7)),
        (Level.STREET, [_one(8, "secretary", STREET)], None),
        (None, [_one(9, "secretary", BUILDING)], None),
        (None, [_one(9, "street_dept", COMMUNITY)], None),
        (None, [_one(3, "secretary", GRID, 4), _one(5, "secretary", GRID, 1)], (GRID, 5)),
    ],
    ids=[
        "first to the grid", "then to the community", "a grid without one is passed over",
        "at the street the secretary before the department", "at the street a department too", "nothing above a street",
        "a building is no level to climb to", "a department only at the street", "the lighter burden",
    ],
)  # fmt: skip
def test_where_it_climbs(
    level: Level | None, holders: list[Candidate], expected: tuple[Area, int] | None
) -> None:
    """One level up, to the next area that has a secretary."""
    found = next_above(LINE, level, holders)
    assert (None if found is None else (found[0], found[1].person_id)) == expected
