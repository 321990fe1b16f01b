"""Gives a case to somebody, takes it back from people who can't have it, and keeps the unrouted list."""

from datetime import datetime

from domain.case import Case, Event, Happened
from domain.people import Area
from domain.routing import Candidate, choose
from storage import areas, cases, people
from storage.unit import Unit
from usecases import telling


def route(
    unit: Unit,
    case: Case,
    line: tuple[Area, ...],
    now: datetime,
    *,
    by: int | None = None,
    kind: Happened = Happened.ROUTED,
    note: str = "",
    without: frozenset[int] = frozenset(),
) -> Case:
    """Find who is responsible and tell them; when nobody can be found, alarm whoever is above.

    `without` are people who must not get it this time (they gave it back, or can't be reached).
    """
    found = find_someone(unit, case, line, now, without)
    after, event = given_to(case, found, now, by=by, kind=kind, note=note)
    before, case = case, unit.save(case, after)
    unit.record(event)
    if before.responsible_id not in without:
        telling.tell_handed_over(unit, before, case, now, by=by)
    tell_routed(unit, case, line, now)
    return case


def find_someone(
    unit: Unit, case: Case, line: tuple[Area, ...], now: datetime, without: frozenset[int] = frozenset()
) -> Candidate | None:
    """Who is to have a case, `without` those who must not get it; None when nobody can be found."""
    category = unit.rules.taxonomy.category(case.category)
    roles = (category.role, category.second_role)
    pool = people.candidates(unit, line, {*roles, "secretary"}, now)
    return choose((one for one in pool if one.person_id not in without), roles, line)


def given_to(
    case: Case, found: Candidate | None, now: datetime, *, by: int | None = None, kind: Happened = Happened.ROUTED,
    note: str = "",
) -> tuple[Case, Event]:
    """The case with whoever was found for it, or unrouted, and the line of its history; both still unwritten."""
    if found is None:
        return case.unroute(at=now, by=by, note=note)
    return case.dispatch(found.person_id, found.role, at=now, by=by, kind=kind, note=note)


def tell_routed(unit: Unit, case: Case, line: tuple[Area, ...], now: datetime) -> None:
    """Whoever has the case now hears of it; when nobody has it, whoever is above, and the operators."""
    if case.responsible_id is not None:
        telling.tell_duty(unit, case, now)
        return
    once = f"unrouted:{case.id}:{case.version}"
    telling.tell_secretaries(unit, case, line, now, "card.unrouted", once=once)
    telling.tell_operators(unit, now, "card.unrouted", once=once, case_id=case.id)


def route_unrouted(unit: Unit, area: Area, now: datetime) -> int:
    """Somebody new holds a role at `area`: the unrouted cases below it are tried again. Returns how many went out."""
    routed = 0
    for case in cases.unrouted(unit, area.community_id):
        place = areas.area(unit, case.area_id)
        if not area.covers(place):
            continue
        line = areas.line(unit, place)
        if find_someone(unit, case, line, now) is not None:
            after = route(unit, case, line, now)
            telling.refresh_cards(unit, after, now)
            unit.flush()  # so that whoever gets many is told with one list
            routed += 1
    return routed


def give_back(unit: Unit, person_id: int, now: datetime, *, why: str, area: Area | None = None) -> int:
    """Someone lost a role, went on leave or can't be reached: their open cases (at `area` and below) go to routing.

    Returns how many cases found someone else or went to the unrouted list.
    """
    returned = 0
    for case in cases.in_hand(unit, person_id):
        place = areas.area(unit, case.area_id)
        if area is not None and not area.covers(place):
            continue
        after = route(
            unit, case, areas.line(unit, place), now,
            kind=Happened.RETURNED, note=why, without=frozenset({person_id}),
        )
        telling.refresh_cards(unit, after, now)
        unit.flush()  # as above
        returned += 1
    return returned


def give_back_one(unit: Unit, case: Case, line: tuple[Area, ...], now: datetime) -> Case:
    """A case that comes back from a merge: routed again when whoever had it can no longer have it."""
    if case.responsible_id is None or not case.is_open:
        return case
    able = {one.person_id for one in people.candidates(unit, line, {case.role, "secretary"}, now)}
    if case.responsible_id in able:
        telling.tell_duty(unit, case, now)
        return case
    return route(unit, case, line, now, kind=Happened.RETURNED)
