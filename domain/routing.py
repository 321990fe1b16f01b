"""Who becomes responsible: the nearest holder of the role, then of the second role, then the secretary."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.people import Area, Level, Role

BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Candidate:
    """A person who holds a role at a node above the case and can be given work today.

    What they carry is known of those who can be compared: several with one role at one node.
    """

    person_id: int
    role: str
    area_id: int
    open_cases: int = 0
    last_given: datetime | None = None


def choose(
    candidates: Iterable[Candidate], roles: tuple[str, ...], line: tuple[Area, ...]
) -> Candidate | None:
    """The person to give a case to, or None when nobody can be found.

    `line` is the case's area and everything above it, nearest first. Each of `roles` in turn is looked for
    from the case's area up to the community (`street_dept` up to the street), then the community's secretary.
    Among several at one node: the fewest open cases, then the one given work longest ago.
    """
    pool = list(candidates)
    for role in (*roles, Role.SECRETARY.value):
        if found := nearest(pool, role, line):
            return found
    return None


def nearest(candidates: Iterable[Candidate], role: str, line: tuple[Area, ...]) -> Candidate | None:
    """The nearest holder of one role, up to the community (`street_dept`: the street); who carries least first."""
    pool = [one for one in candidates if one.role == role]
    for area in line:
        if area.level is Level.STREET and role != Role.STREET_DEPT:
            continue
        here = [one for one in pool if one.area_id == area.id]
        if here:
            return min(here, key=_burden)
    return None


def next_above(
    line: tuple[Area, ...], level: Level | None, holders: Iterable[Candidate]
) -> tuple[Area, Candidate] | None:
    """Where a case climbs to: the next area above `level` that has a secretary (at the street, also a department).

    None when nobody is above. `level` None means that it has not climbed yet.
    """
    pool = list(holders)
    for area in line:
        if area.level is Level.BUILDING or (level is not None and area.level.depth >= level.depth):
            continue
        roles = {Role.SECRETARY.value} | ({Role.STREET_DEPT.value} if area.level is Level.STREET else set())
        here = [one for one in pool if one.area_id == area.id and one.role in roles]
        if here:
            return area, min(here, key=lambda one: (one.role != Role.SECRETARY, *_burden(one)))
    return None


def _burden(one: Candidate) -> tuple[int, datetime, int]:
    return (one.open_cases, one.last_given or BEGINNING, one.person_id)
