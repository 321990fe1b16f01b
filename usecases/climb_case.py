"""Makes a case climb: the next secretary up owes that it gets done, the worker still does it."""

from dataclasses import dataclass
from datetime import datetime

from domain.case import OPEN, Case, Status
from domain.errors import Refusal, TooLate
from domain.people import Area, Person, Role
from domain.rights import Right
from domain.routing import next_above
from domain.said import Said, say
from storage import people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, case_for


@dataclass(frozen=True)
class Climbed:
    """A case one level higher: who is above it now, and who was before."""

    case: Case
    overseer: Person
    before: Person | None


def beyond_me(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """超出能力: the case climbs at once. Raises Refusal when nobody is above."""
    found = case_for(unit, actor, number, Right.ACT)
    if found.case.status not in OPEN - {Status.FILED}:
        raise TooLate(number=number, status=found.case.status)
    climbed = climb(unit, found.case, found.line, now, by=actor.id)
    if climbed is None:
        raise Refusal("refusal.nobody_above", number=number)
    case, name = climbed.case, climbed.overseer.name
    once = f"climbed:{number}:{case.version}"
    telling.tell_watch(unit, climbed.overseer, case, now, "card.climbed", once=once)
    telling.tell_worker(unit, case, now, "case.climbed", by=actor.id, name=name)
    if climbed.before is not None and climbed.before.id != actor.id:
        telling.tell_person(unit, climbed.before, case, now, "case.climbed", once=f"{once}:before", name=name)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.climbed", number=number, name=name)


def climb(unit: Unit, case: Case, line: tuple[Area, ...], now: datetime, *, by: int | None) -> Climbed | None:
    """One level up; whoever calls this tells everybody. None when it is at the top already."""
    pool = people.candidates(unit, line, {Role.SECRETARY, Role.STREET_DEPT}, now)
    involved = (case.responsible_id, case.overseer_id)
    above = next_above(line, case.level, (one for one in pool if one.person_id not in involved))
    if above is None:
        return None
    area, overseer = above
    after, event = case.climb(area.level, overseer.person_id, at=now, by=by)
    unit.record(event)
    before = people.person(unit, case.overseer_id) if case.overseer_id else None
    return Climbed(unit.save(case, after), people.person(unit, overseer.person_id), before)
