"""A secretary gives more time, or reminds the worker."""

from datetime import datetime, timedelta

from domain.case import OPEN, Event, Happened, Status
from domain.errors import TooLate
from domain.rights import Right
from domain.said import Said, moment, say
from storage import people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, case_for
from usecases.hand_outside import read_promise


def extend_case(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    """Another resolve-by: the day that `words` name, or one day more. The first one stays in the figures."""
    found = case_for(unit, actor, number, Right.OVERSEE)
    case = found.case
    if case.status not in OPEN:
        raise TooLate(number=number, status=case.status)
    until = read_promise(words, now, unit) or max(now, case.resolve_by) + timedelta(days=1)
    case = unit.mark(case, resolve_by=until)
    facts = {"until": until.isoformat(), "was": found.case.resolve_by.isoformat()}
    unit.record(Event(number, now, actor.id, Happened.EXTENDED, words[:120], facts))
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    if case.responsible_id is not None:
        worker = people.person(unit, case.responsible_id)
        telling.tell_person(
            unit, worker, case, now, "case.extended", once=f"extended:{case.id}:{case.version}"
        )
    return say("said.extended", number=number, due=moment(until))


def nudge(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """催一下: the worker is reminded, at most once an hour however often the button is pressed."""
    found = case_for(unit, actor, number, Right.OVERSEE)
    case = found.case
    if case.responsible_id is None or case.status not in OPEN - {Status.FILED}:
        raise TooLate(number=number, status=case.status)
    worker = people.person(unit, case.responsible_id)
    once = f"nudge:{number}:{now:%Y%m%d%H}"
    telling.tell_person(unit, worker, case, now, "case.nudged", once=once, name=actor.person.name)
    unit.record(Event(number, now, actor.id, Happened.NUDGED))
    return say("said.nudged", number=number, name=worker.name)
