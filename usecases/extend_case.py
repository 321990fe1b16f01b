"""A worker asks for more time; a secretary gives it, or reminds the worker."""

from datetime import datetime, timedelta

from domain.case import OPEN, Case, Event, Happened, Status
from domain.errors import TooLate
from domain.promise import read_promise
from domain.rights import Right
from domain.said import Said, moment, say
from storage import cases, people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for


def extend_case(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    """Another resolve-by: the day that `words` name, or one day more. The first one stays in the figures.

    From somebody who works on it and is no secretary it is a request, which a secretary above answers.
    """
    found = case_for(unit, actor, number, Right.ACT)
    if found.case.status not in OPEN:
        raise TooLate(number=number, status=found.case.status)
    if not found.standing.oversees:
        return _ask_for_time(unit, actor, found, words, now)
    case = found.case
    promised = read_promise(words, now.astimezone(unit.rules.zone)).by
    until = promised or max(now, case.resolve_by) + timedelta(days=1)
    case = unit.mark(case, resolve_by=until)
    facts = {"until": until.isoformat(), "was": found.case.resolve_by.isoformat()}
    unit.record(Event(number, now, actor.id, Happened.EXTENDED, words.strip()[:120], facts))
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.tell_worker(unit, case, now, "case.extended", by=actor.id)
    return say("said.extended", number=number, due=moment(until))


def nudge(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """催一下: the worker is reminded, at most once an hour however often the button is pressed."""
    case = case_for(unit, actor, number, Right.OVERSEE).case
    if case.responsible_id is None or case.status not in OPEN - {Status.FILED}:
        raise TooLate(number=number, status=case.status)
    name = people.person(unit, case.responsible_id).name
    if _recently(unit, case, Happened.NUDGED, now):
        return say("said.nudged_already", number=number, name=name)
    once = f"nudged:{case.id}:{now:%Y%m%d%H%M}"
    telling.tell_worker(unit, case, now, "case.nudged", by=actor.id, once=once, name=actor.person.name)
    unit.record(Event(number, now, actor.id, Happened.NUDGED))
    return say("said.nudged", number=number, name=name)


def _ask_for_time(unit: Unit, actor: Actor, found: Found, words: str, now: datetime) -> Said:
    case = found.case
    if not _recently(unit, case, Happened.ASKED_FOR_TIME, now):
        unit.record(Event(case.id, now, actor.id, Happened.ASKED_FOR_TIME, words.strip()[:120]))
        once = f"more_time:{case.id}:{now:%Y%m%d%H%M}"
        telling.tell_secretaries(unit, case, found.line, now, "card.more_time", once=once)
    return say("said.asked_for_time", number=case.id)


def _recently(unit: Unit, case: Case, kind: Happened, now: datetime) -> bool:
    last = cases.latest(unit, case.id, {kind})
    return last is not None and now < last.at + unit.rules.periods.nudge
