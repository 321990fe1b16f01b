"""Someone says yes to a case."""

from datetime import datetime

from domain.case import Case, Status
from domain.errors import TooLate
from domain.rights import Right
from domain.said import Said, moment, say
from storage import people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for


def accept_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """The responsible person, or a colleague or secretary who thereby takes it over, accepts the case.

    Raises TooLate, naming who has it, when somebody else was faster.
    """
    found = case_for(unit, actor, number, Right.ACT)
    case = found.case
    if case.status is Status.ACCEPTED and case.responsible_id == actor.id:
        return say("said.accepted", number=case.id, due=moment(case.resolve_by))
    if case.status is Status.ACCEPTED:
        other = people.person(unit, case.responsible_id or 0)
        raise TooLate("refusal.taken_by", number=case.id, name=other.name)
    before_id = case.responsible_id
    after, event = case.accept(actor.id, at=now)
    case = unit.save(case, after)
    unit.record(event)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    if before_id is not None and before_id != actor.id:
        telling.tell_duty_gone(unit, before_id, case, actor.person, now)
        telling.ensure_work_card(unit, actor.person, case, now)
    return say("said.accepted", number=case.id, due=moment(case.resolve_by))


def in_hand(unit: Unit, found: Found, actor: Actor, now: datetime) -> Case:
    """The case as its actor's own: somebody who works on it without having said yes has said yes now."""
    case = found.case
    if case.status is not Status.DISPATCHED:
        return case
    after, event = case.accept(actor.id, at=now)
    unit.record(event)
    return unit.save(case, after)
