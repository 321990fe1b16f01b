"""A secretary gives more time, or reminds the worker."""

from datetime import datetime, timedelta

from domain.case import OPEN, Event, Happened, Status
from domain.errors import Refusal, TooLate
from domain.promise import read_promise
from domain.rights import Right
from domain.said import Said, say
from storage import cases, people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, case_for
from usecases.more_time import ask_for_time, give_time


def extend_case(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    """Another due time: the day that `words` name, or one day more. The first one stays in the figures.

    From somebody who works on it and is no secretary it is a request, which a secretary above answers.
    """
    found = case_for(unit, actor, number, Right.ACT)
    case = found.case
    if not found.standing.oversees:
        return ask_for_time(unit, actor, found, words, now)
    if case.status not in OPEN - {Status.WAITING}:
        raise TooLate(number=number, status=case.status)
    promised = read_promise(words, now.astimezone(unit.rules.zone)).by
    if promised is None and any(letter.isdecimal() for letter in words):
        raise Refusal("refusal.day_and_reason", number=number)  # a day was meant, and it is better to ask than to guess
    until = promised or max(now, case.due_at or case.resolve_by) + timedelta(days=1)
    return give_time(unit, actor, case, until, words.strip(), now)


def gives_time(unit: Unit, actor: Actor, number: int) -> bool:
    """Whether this person gives time, rather than asks for it."""
    return case_for(unit, actor, number, Right.ACT).standing.oversees


def nudge(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """催一下: the worker is reminded, at most once an hour however often the button is pressed."""
    case = case_for(unit, actor, number, Right.OVERSEE).case
    if case.responsible_id is None or case.status not in OPEN - {Status.FILED}:
        raise TooLate(number=number, status=case.status)
    name = people.person(unit, case.responsible_id).name
    last = cases.latest(unit, case.id, {Happened.NUDGED})
    if last is not None and now < last.at + unit.rules.periods.nudge:
        return say("said.nudged_already", number=number, name=name)
    once = f"nudged:{case.id}:{now:%Y%m%d%H%M}"
    telling.tell_worker(unit, case, now, "case.nudged", by=actor.id, once=once, name=actor.person.name)
    unit.record(Event(number, now, actor.id, Happened.NUDGED))
    return say("said.nudged", number=number, name=name)
