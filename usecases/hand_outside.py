"""Hands a case to an outside department, with a name and a dated promise."""

import re
from datetime import datetime, timedelta

from domain.case import Happened, Status
from domain.errors import Refusal, TooLate
from domain.rights import Right
from domain.said import Said, moment, say
from storage.unit import Unit
from usecases import telling
from usecases.accept_case import in_hand
from usecases.access import Actor, case_for

USUAL = timedelta(days=3)
"""When the answer does not say by when, we ask again after three days."""

_DATE = re.compile(r"(?:(\d{4})[-/年.])?(\d{1,2})[-/月.](\d{1,2})日?")
_DAYS = re.compile(r"(\d{1,2})\s*(?:天|days?\b)", re.IGNORECASE)


def hand_outside(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    """The department and what it promised, in one answer: "自来水公司 6月13日", "gas company, 2 days, valve ordered".

    Raises Refusal when no department is named.
    """
    promise = read_promise(words, now, unit) or now + USUAL
    department = _DAYS.sub("", _DATE.sub("", words)).strip(" ,，。;；\n")[:120]
    if not department:
        raise Refusal("refusal.needs_department", number=number)
    before = in_hand(unit, case_for(unit, actor, number, Right.ACT), actor, now)
    after, event = before.hand_out(actor.id, department, promise, at=now)
    case = unit.save(before, after)
    unit.record(event)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.tell_reporters(unit, case, now, "case.outside", once=f"outside:{case.id}:{case.version}")
    return say("said.handed_out", number=number, department=department, due=moment(promise))


def back_from_outside(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """The department is done, or will not do it: the responsible person has the case in hand again."""
    found = case_for(unit, actor, number, Right.ACT)
    if found.case.status is not Status.COORDINATING:
        raise TooLate(number=number, status=found.case.status)
    after, event = found.case.back_in_hand(actor.id, at=now, kind=Happened.ACCEPTED)
    case = unit.save(found.case, after)
    unit.record(event)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.accepted", number=case.id, due=moment(case.resolve_by))


def read_promise(words: str, now: datetime, unit: Unit) -> datetime | None:
    """The day that was promised, at six in the evening local time; None when no day is named or it has passed."""
    local = now.astimezone(unit.rules.zone)
    evening = local.replace(hour=18, minute=0, second=0, microsecond=0)
    if days := _DAYS.search(words):
        return evening + timedelta(days=int(days[1]))
    found = _DATE.search(words)
    if found is None:
        return None
    try:
        promise = evening.replace(year=int(found[1] or local.year), month=int(found[2]), day=int(found[3]))
    except ValueError:
        raise Refusal("refusal.no_such_day", day=found[0]) from None
    if promise < local and not found[1]:
        promise = promise.replace(year=local.year + 1)
    return promise if promise > local else None
