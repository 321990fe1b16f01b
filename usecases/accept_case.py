"""Someone says yes to a case."""

from datetime import datetime

from domain.case import Case, Happened, Status
from domain.errors import TooLate
from domain.rights import Right
from domain.said import Said, moment, say
from storage import cases, people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.pass_case import lead_case

_YES = (Happened.ACCEPTED, Happened.TAKEN_OVER)


def accept_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """The responsible person accepts the case; a colleague takes it over by that, a secretary takes the lead.

    Raises TooLate, naming who has it and since when, when somebody else was faster.
    """
    found = case_for(unit, actor, number, Right.ACT)
    case, one = found.case, found.standing
    if case.status is Status.ACCEPTED and not one.responsible:
        raise _taken(unit, case)
    if case.status in (Status.FILED, Status.DISPATCHED) and not (one.responsible or one.colleague):
        return lead_case(unit, actor, number, now)
    if case.status is Status.DISPATCHED:
        case = in_hand(unit, found, actor, now)
        telling.refresh_cards(unit, case, now, first=actor.chat.id)
    elif case.status is not Status.ACCEPTED:
        raise TooLate(number=number, status=case.status)
    return say("said.accepted", number=case.id, due=moment(case.resolve_by))


def in_hand(unit: Unit, found: Found, actor: Actor, now: datetime) -> Case:
    """The case of somebody who works on it: who had not said yes has said it now, and a colleague takes it over.

    A secretary works on it without taking it from whoever has it.
    """
    case, one = found.case, found.standing
    takes_over = one.colleague and not one.responsible
    if case.status is Status.DISPATCHED and case.responsible_id is not None:
        worker = actor.id if one.responsible or takes_over else case.responsible_id
        after, event = case.accept(worker, at=now, by=actor.id)
    elif takes_over and case.is_open:
        after, event = case.take_over(actor.id, at=now)
    else:
        return case
    after = unit.save(case, after)
    unit.record(event)
    if takes_over:
        telling.tell_handed_over(unit, case, after, now, by=actor.id)
    if after.responsible_id == actor.id:  # they may have had it in a list only
        telling.ensure_work_card(unit, actor.person, after, now)
    return after


def _taken(unit: Unit, case: Case) -> TooLate:
    yes = cases.latest(unit, case.id, _YES)
    name = people.person(unit, case.responsible_id or 0).name
    return TooLate("refusal.taken_by", number=case.id, name=name, at=moment(yes.at if yes else case.filed_at))
