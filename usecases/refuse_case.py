"""Refuses a case with a reason, and what the reporter can do about it."""

from datetime import datetime

from domain.case import Event, Happened, Status
from domain.errors import Refusal, TooLate
from domain.rights import Right
from domain.said import Said, say
from storage import cases
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, case_for
from usecases.award_points import take_back_case
from usecases.pass_case import reroute

NOTE = 500
"""A reason, question or result is a few sentences; what is longer is cut."""


def refuse_case(unit: Unit, actor: Actor, number: int, reason: str, now: datetime) -> Said:
    """Not ours: the reporter reads the reason first, then what they can do instead. Raises Refusal without a reason."""
    if not reason.strip():
        raise Refusal("refusal.needs_reason", number=number)
    found = case_for(unit, actor, number, Right.ACT)
    after, event = found.case.refuse(actor.id, reason.strip()[:NOTE], at=now)
    case = unit.save(found.case, after)
    unit.record(event)
    take_back_case(unit, case, "refused", now, by=actor.id)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.tell_reporters(
        unit, case, now, "case.refused", once=f"refused:{case.id}:{case.version}", reason=event.note
    )
    telling.tell_worker(unit, case, now, "case.refused_for_you", by=actor.id, name=actor.person.name)
    return say("said.refused", number=number)


def appeal(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """The reporter does not agree, once: the secretary looks at it again."""
    found = case_for(unit, actor, number, Right.APPEAL)
    case = found.case
    if case.status is not Status.REFUSED:
        raise TooLate(number=number, status=case.status)
    if case.appealed:
        raise Refusal("refusal.appealed_already", number=number)
    case = unit.mark(case, appealed=True)
    unit.record(Event(case.id, now, actor.id, Happened.APPEALED))
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    refused = cases.latest(unit, number, {Happened.REFUSED})
    by = {refused.actor_id or 0} if refused else set()
    others = telling.secretaries_above(unit, found.line, by)
    telling.tell_secretaries(
        unit, case, found.line, now, "card.appeal", once=f"appeal:{case.id}:{case.version}",
        without=by if others else (),
    )
    return say("said.appealed", number=number)


def overrule(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """The secretary takes a refused case up again; routing decides who gets it."""
    found = case_for(unit, actor, number, Right.OVERSEE)
    if found.case.status is not Status.REFUSED:
        raise TooLate(number=number, status=found.case.status)
    case = reroute(unit, actor, found, now, kind=Happened.OVERRULED)
    telling.tell_reporters(unit, case, now, "case.overruled", once=f"overruled:{case.id}:{case.version}", shown=True)
    return say("said.overruled", number=number)
