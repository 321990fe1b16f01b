"""Hands a case to an outside department, with a name, a note and a dated promise."""

import re
from datetime import datetime, timedelta

from domain.case import Happened, Status
from domain.errors import NotYours, Refusal, TooLate
from domain.promise import read_promise
from domain.rights import Right
from domain.said import Said, moment, say
from storage.unit import Unit
from usecases import telling
from usecases.accept_case import in_hand
from usecases.access import Actor, case_for
from usecases.ask_reporter import stop_waiting

USUAL = timedelta(days=3)
"""When the answer does not say by when, we ask again after three days."""
NAME = 40
"""A department's name is a part of one line."""

_EDGES = " \t,，。;；:：\n"
_BREAK = re.compile(r"[,，。;；\n]")


def hand_outside(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    """The department, what it promised and a note, in one answer: "自来水公司 6月13日 阀门已订".

    Raises Refusal when no department is named.
    """
    promise = read_promise(words, now.astimezone(unit.rules.zone))
    department, note = named_department(promise.before, promise.after)
    if not department:
        raise Refusal("refusal.needs_department", number=number)
    until = promise.by or now + USUAL
    before = in_hand(unit, case_for(unit, actor, number, Right.ACT), actor, now)
    after, event = before.hand_out(actor.id, department, until, note, at=now)
    case = unit.save(before, after)
    unit.record(event)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.tell_reporters(unit, case, now, "case.outside", once=f"outside:{case.id}:{case.version}", shown=True)
    return say("said.handed_out", number=number, department=department, due=moment(until))


def named_department(before: str, after: str) -> tuple[str, str]:
    """The department's name and the note, from the words before and after the day."""
    first, second = before.strip(_EDGES), after.strip(_EDGES)
    if not first:
        first, second = second, ""
    name, *rest = _BREAK.split(first, maxsplit=1)
    note = "，".join(part.strip(_EDGES) for part in (*rest, second) if part.strip(_EDGES))
    return name.strip(_EDGES)[:NAME], note


def go_on(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """The responsible person goes on: the department is done, or will not do it. A secretary may also end a wait."""
    found = case_for(unit, actor, number, Right.ACT)
    case = found.case
    if case.status is Status.WAITING:
        if not found.standing.oversees:
            raise NotYours("refusal.wait_for_answer", number=number)
        case = stop_waiting(unit, case, actor, now)
    elif case.status is Status.COORDINATING:
        before = in_hand(unit, found, actor, now)
        after, event = before.back_in_hand(actor.id, at=now, kind=Happened.BACK)
        case = unit.save(before, after)
        unit.record(event)
        telling.refresh_cards(unit, case, now, first=actor.chat.id)
    else:
        raise TooLate(number=number, status=case.status)
    return say("said.goes_on", number=case.id, due=moment(case.resolve_by))
