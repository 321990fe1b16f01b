"""Two cases are about one thing: they become one, and can be split again."""

from datetime import datetime

from domain.case import Happened, Status
from domain.errors import NotFound, TooLate
from domain.rights import Right
from domain.said import Said, say
from storage import cases
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, case_for
from usecases.route_case import give_back_one


def merge_cases(unit: Unit, actor: Actor, number: int, into: int, now: datetime) -> Said:
    """The reports of `number` become reports of `into`; their people are told, and told about its end too."""
    found = case_for(unit, actor, number, Right.ACT)
    target = cases.find(unit, into)
    if target is None:
        raise NotFound(number=into)
    after, event = found.case.merge(target, actor.id, at=now)
    moved = [one.id for one in cases.reports_of(unit, number) if one.stands]
    event.facts["reports"] = moved
    telling.tell_reporters(unit, found.case, now, "case.merged", once=f"merged:{number}:{into}", into=into)
    cases.move_reports(unit, moved, into)
    for person_id, joined in cases.supporters(unit, number):
        cases.support(unit, into, person_id, joined)
    case = unit.save(found.case, after)
    unit.record(event)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.refresh_cards(unit, target, now)
    return say("said.merged", number=number, into=into)


def split_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """Not the same after all: the case is what it was before, with its own reports."""
    found = case_for(unit, actor, number, Right.ACT)
    case = found.case
    if case.status is not Status.MERGED:
        raise TooLate(number=number, status=case.status)
    target = case.merged_into_id or 0
    moved = [one.facts.get("reports", []) for one in cases.history(unit, number) if one.kind is Happened.MERGED]
    cases.move_reports(unit, moved[-1] if moved else [], number)
    after, event = case.split(actor.id, at=now)
    case = unit.save(case, after)
    unit.record(event)
    case = give_back_one(unit, case, found.line, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    if other := cases.find(unit, target):
        telling.refresh_cards(unit, other, now)
    return say("said.split", number=number)
