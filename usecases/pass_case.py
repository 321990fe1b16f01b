"""Passes a case on, by whoever has it, or assigns it, by a secretary."""

from datetime import datetime

from domain.case import Case, Happened
from domain.errors import Refusal
from domain.people import Area, Person, Role
from domain.rights import Right
from domain.said import Said, say
from domain.said import role as role_name
from storage import people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.route_case import route


def choices(unit: Unit, line: tuple[Area, ...], case: Case) -> list[tuple[Person, Role]]:
    """Who a case can be passed to: everyone reachable with a role above it, nearest first, each once."""
    depth = {area.id: place for place, area in enumerate(line)}
    held = people.holders(unit, list(depth))
    held.sort(key=lambda pair: (depth[pair[0].area_id], pair[0].id))
    found: dict[int, tuple[Person, Role]] = {}
    for grant, person in held:
        if person.reachable and person.id != case.responsible_id:
            found.setdefault(person.id, (person, grant.role))
    return list(found.values())


def pass_case(unit: Unit, actor: Actor, number: int, to: str, now: datetime) -> Said:
    """Give the case to a person (their id, or their name) or to a role. Raises Refusal when there is no such one."""
    found = case_for(unit, actor, number, Right.ACT)
    return _hand_over(unit, actor, found, to, now, Happened.PASSED)


def assign_case(unit: Unit, actor: Actor, number: int, to: str, now: datetime) -> Said:
    """A secretary gives the case to somebody; a refused one is thereby taken up again."""
    found = case_for(unit, actor, number, Right.OVERSEE)
    return _hand_over(unit, actor, found, to, now, Happened.ASSIGNED)


def lead_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """书记领办: the secretary takes the case into their own hands."""
    found = case_for(unit, actor, number, Right.OVERSEE)
    _dispatch(unit, actor, found, actor.id, Role.SECRETARY, now, Happened.LED)
    return say("said.led", number=number)


def _hand_over(unit: Unit, actor: Actor, found: Found, to: str, now: datetime, kind: Happened) -> Said:
    case = found.case
    if to in list(Role):
        after = _to_role(unit, actor, found, Role(to), now, kind)
        person = people.person(unit, after.responsible_id or 0)
        return say("said.passed", number=case.id, role=role_name(after.role), name=person.name)
    person, role = _named(choices(unit, found.line, case), to)
    _dispatch(unit, actor, found, person.id, role, now, kind)
    return say("said.passed", number=case.id, role=role_name(role), name=person.name)


def _to_role(unit: Unit, actor: Actor, found: Found, role: Role, now: datetime, kind: Happened) -> Case:
    own = frozenset({found.case.responsible_id} - {None})
    pool = [(person, held) for person, held in choices(unit, found.line, found.case) if held is role]
    if not pool:
        raise Refusal("refusal.nobody_with_role", role=role_name(role))
    candidates = {one.person_id: one.open_cases for one in people.candidates(unit, found.line, [role], now)}
    able = [person for person, _ in pool if person.id in candidates and person.id not in own]
    if not able:
        raise Refusal("refusal.nobody_with_role", role=role_name(role))
    chosen = min(able, key=lambda person: (candidates[person.id], person.id))
    return _dispatch(unit, actor, found, chosen.id, role, now, kind)


def _dispatch(
    unit: Unit, actor: Actor, found: Found, to: int, role: Role, now: datetime, kind: Happened
) -> Case:
    case = found.case
    after, event = case.dispatch(to, role, at=now, by=actor.id, kind=kind)
    if kind is Happened.LED:
        after, accepted = after.accept(to, at=now)
        unit.record(event)
        event = accepted
    case = unit.save(case, after)
    unit.record(event)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.tell_duty(unit, case, now)
    return case


def _named(pool: list[tuple[Person, Role]], to: str) -> tuple[Person, Role]:
    wanted = to.strip().lstrip("@")
    for person, role in pool:
        if wanted and (str(person.id) == wanted or person.name == wanted):
            return person, role
    close = [(person, role) for person, role in pool if wanted and wanted in person.name]
    if len(close) == 1:
        return close[0]
    raise Refusal("refusal.no_such_person", name=wanted[:40])


def reroute(unit: Unit, actor: Actor, found: Found, now: datetime, *, kind: Happened) -> Case:
    """Routing decides again, by the category and place that the case has now."""
    case = route(unit, found.case, found.line, now, by=actor.id, kind=kind)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return case
