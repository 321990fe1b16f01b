"""Makes a case climb: the next secretary up owes that it gets done, the worker still does it."""

from datetime import datetime

from domain.case import OPEN, Case, Status
from domain.errors import Refusal, TooLate
from domain.people import Area, Role
from domain.rights import Right
from domain.routing import next_above
from domain.said import Said, say
from storage import people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, case_for


def beyond_me(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """超出能力: the case climbs at once. Raises Refusal when nobody is above."""
    found = case_for(unit, actor, number, Right.ACT)
    if found.case.status not in OPEN - {Status.FILED}:
        raise TooLate(number=number, status=found.case.status)
    case = climb(unit, found.case, found.line, now, by=actor.id)
    if case is None:
        raise Refusal("refusal.nobody_above", number=number)
    overseer = people.person(unit, case.overseer_id or 0)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.climbed", number=number, name=overseer.name)


def climb(unit: Unit, case: Case, line: tuple[Area, ...], now: datetime, *, by: int | None) -> Case | None:
    """One level up, with everyone told who is now responsible; None when it is at the top already."""
    pool = people.candidates(unit, line, {Role.SECRETARY, Role.STREET_DEPT}, now)
    above = next_above(line, case.level, (one for one in pool if one.person_id != case.responsible_id))
    if above is None:
        return None
    area, overseer = above
    after, event = case.climb(area.level, overseer.person_id, at=now, by=by)
    case = unit.save(case, after)
    unit.record(event)
    person = people.person(unit, overseer.person_id)
    telling.tell_watch(unit, person, case, now, "card.climbed", once=f"climbed:{case.id}:{case.version}")
    return case
