"""Passes a case on, by whoever has it, or assigns it, by a secretary."""

from datetime import datetime

from domain.case import Case, Happened, Status
from domain.errors import Refusal, TooLate
from domain.people import Area, Person, Role
from domain.rights import Right
from domain.routing import nearest
from domain.said import Said, say
from domain.said import role as role_name
from storage import people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.route_case import route

_PASSABLE = (Status.DISPATCHED, Status.ACCEPTED, Status.COORDINATING)


def choices(unit: Unit, line: tuple[Area, ...], case: Case, now: datetime) -> list[tuple[Person, Role]]:
    """Who a case can be passed to: everyone at work today with a role above it, nearest first, each once."""
    depth = {area.id: place for place, area in enumerate(line)}
    held = people.holders(unit, list(depth))
    held.sort(key=lambda pair: (depth[pair[0].area_id], pair[0].id))
    found: dict[int, tuple[Person, Role]] = {}
    for grant, person in held:
        away = person.away_until is not None and person.away_until > now
        if person.reachable and not away and person.id != case.responsible_id:
            found.setdefault(person.id, (person, grant.role))
    return list(found.values())


def pass_case(unit: Unit, actor: Actor, number: int, to: str, now: datetime) -> Said:
    """Give the case to a person (their id, or their name) or to a role. Raises Refusal when there is no such one."""
    found = check_passable(unit, actor, number)
    return _hand_over(unit, actor, found, to, now, Happened.PASSED)


def check_passable(unit: Unit, actor: Actor, number: int) -> Found:
    """The case, if this person may pass it on now. Raises TooLate when it is past that."""
    found = case_for(unit, actor, number, Right.ACT)
    if not found.standing.oversees and found.case.status not in _PASSABLE:
        raise TooLate(number=number, status=found.case.status)
    return found


def assign_case(unit: Unit, actor: Actor, number: int, to: str, now: datetime) -> Said:
    """A secretary gives the case to somebody; a refused one is thereby taken up again."""
    found = case_for(unit, actor, number, Right.OVERSEE)
    return _hand_over(unit, actor, found, to, now, Happened.ASSIGNED)


def check_assignable(unit: Unit, actor: Actor, number: int) -> Found:
    """The case, if this person may assign it."""
    return case_for(unit, actor, number, Right.OVERSEE)


def lead_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """书记领办: the secretary takes the case into their own hands."""
    found = case_for(unit, actor, number, Right.OVERSEE)
    _dispatch(unit, actor, found, actor.id, Role.SECRETARY, now, Happened.LED)
    return say("said.led", number=number)


def _hand_over(unit: Unit, actor: Actor, found: Found, to: str, now: datetime, kind: Happened) -> Said:
    if to in list(Role):
        person_id, role = _holder(unit, found, Role(to), now), Role(to)
    else:
        chosen, role = _named(choices(unit, found.line, found.case, now), to)
        person_id = chosen.id
    _dispatch(unit, actor, found, person_id, role, now, kind)
    name = people.person(unit, person_id).name
    return say("said.passed", number=found.case.id, role=role_name(role), name=name)


def _holder(unit: Unit, found: Found, role: Role, now: datetime) -> int:
    pool = people.candidates(unit, found.line, [role], now)
    chosen = nearest((one for one in pool if one.person_id != found.case.responsible_id), role, found.line)
    if chosen is None:
        raise Refusal("refusal.nobody_with_role", role=role_name(role))
    return chosen.person_id


def _dispatch(unit: Unit, actor: Actor, found: Found, to: int, role: Role, now: datetime, kind: Happened) -> None:
    before = found.case
    after, event = before.dispatch(to, role, at=now, by=actor.id, kind=kind)
    unit.record(event)
    if kind is Happened.LED:
        after, accepted = after.accept(to, at=now)
        unit.record(accepted)
    case = unit.save(before, after)
    telling.take_back(unit, case.id, "menu.people", now)
    telling.tell_duty(unit, case, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.tell_handed_over(unit, before, case, now, by=actor.id)
    if before.status is Status.REFUSED:
        once = f"overruled:{case.id}:{case.version}"
        telling.tell_reporters(unit, case, now, "case.overruled", once=once, shown=True)


def _named(pool: list[tuple[Person, Role]], to: str) -> tuple[Person, Role]:
    wanted = to.strip().lstrip("@")
    for person, role in pool:
        if wanted and wanted in (str(person.id), person.name):
            return person, role
    close = [(person, role) for person, role in pool if wanted and (wanted in person.name or person.name in wanted)]
    if len(close) == 1:
        return close[0]
    raise Refusal("refusal.no_such_person", name=wanted[:40])


def reroute(unit: Unit, actor: Actor, found: Found, now: datetime, *, kind: Happened) -> Case:
    """Routing decides again, by the category and place that the case has now."""
    case = route(unit, found.case, found.line, now, by=actor.id, kind=kind)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return case
