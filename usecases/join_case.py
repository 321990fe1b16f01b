"""Neighbours join a case ("me too"), reporters take their report back."""

from datetime import datetime

from domain.case import Event, Happened, Status
from domain.draft import Ask
from domain.errors import TooLate
from domain.rights import Right
from domain.said import Said, say
from storage import cases, drafts
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, case_for
from usecases.award_points import take_back_case
from usecases.join_report import tell_if_many

_JOINABLE = (Status.FILED, Status.DISPATCHED, Status.ACCEPTED, Status.COORDINATING, Status.WAITING, Status.RESOLVED)
_ENDABLE = (Status.FILED, Status.DISPATCHED, Status.ACCEPTED, Status.WAITING)


def join_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """我也遇到: counted once a person, told about the end. A second press takes it back."""
    found = case_for(unit, actor, number, Right.JOIN)
    case = found.case
    if found.standing.reporter:
        return say("said.own_report", number=number)
    if case.status not in _JOINABLE:
        raise TooLate(number=number, status=case.status)
    if actor.id in dict(cases.supporters(unit, number)):
        cases.stop_supporting(unit, number, actor.id)
        telling.refresh_cards(unit, case, now, first=actor.chat.id)
        return say("said.left", number=number)
    cases.support(unit, number, actor.id, now)
    unit.record(Event(number, now, actor.id, Happened.JOINED))
    tell_if_many(unit, case, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.joined", number=number)


def withdraw_report(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """Take one's own report back; the case ends only with its last report, and not while neighbours stand by it."""
    found = case_for(unit, actor, number, Right.WITHDRAW)
    case = found.case
    if case.status not in _ENDABLE:
        raise TooLate(number=number, status=case.status)
    others = 0
    for report in cases.reports_of(unit, number):
        if report.person_id == actor.id and report.stands:
            cases.change_report(unit, report.id, withdrawn_at=now)
        elif report.stands:
            others += 1
    if others or cases.supporters(unit, number):
        unit.record(Event(number, now, actor.id, Happened.WITHDRAWN, facts={"stays": True}))
        telling.refresh_cards(unit, case, now, first=actor.chat.id)
        return say("said.withdrawn_others_stay", number=number)
    after, event = case.withdraw(actor.id, at=now)
    case = unit.save(case, after)
    unit.record(event)
    take_back_case(unit, case, "withdrawn", now, by=actor.id)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    drafts.close_prompts_about(unit, case.id, Ask.ANSWER)
    telling.tell_worker(unit, case, now, "case.withdrawn", by=actor.id)
    return say("said.withdrawn", number=number)
