"""Whether the same thing came up at the same place before: the third time in 60 days it is a hot spot."""

from domain.case import Case
from domain.people import Area, Level
from domain.sheet import RECENT, RECURRING
from storage import cases
from storage.unit import Unit


def times_here(unit: Unit, case: Case, area: Area) -> dict[str, int]:
    """What a case's history says of it: for the how manieth time, from the third on. Only a building is a place."""
    if area.level is not Level.BUILDING:
        return {}
    times = cases.filed_like(unit, area.id, case.category, case.filed_at - RECENT, case.filed_at)
    return {"times": times} if times >= RECURRING else {}
