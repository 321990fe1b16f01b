"""A worker asks for more time, with a day and a reason; a secretary says yes or no with one tap."""

from datetime import datetime

from domain.case import Case, Status
from domain.errors import Refusal, TooLate
from domain.promise import read_promise
from domain.rights import Right
from domain.said import Said, moment, say
from storage import people
from storage.unit import Unit
from usecases import telling
from usecases.accept_case import in_hand
from usecases.access import Actor, Found, case_for

MAY_ASK = frozenset({Status.DISPATCHED, Status.ACCEPTED, Status.COORDINATING})
REASON = 120


def ask_for_time(unit: Unit, actor: Actor, found: Found, words: str, now: datetime) -> Said:
    """Ask whoever is above for a later day. It must be asked before the case is due.

    Raises Refusal without a day or a reason, or for a day that brings nothing.
    """
    check_asking(found.case, now)
    promise = read_promise(words, now.astimezone(unit.rules.zone))
    reason = f"{promise.before} {promise.after}".strip(" ,，。;；:：、\n")[:REASON]
    if promise.by is None or not reason:
        raise Refusal("refusal.day_and_reason", number=found.case.id)
    before = in_hand(unit, found, actor, now)
    if promise.by <= (before.due_at or now):
        raise Refusal("refusal.not_later", number=before.id, due=moment(before.due_at or now))
    after, event = before.ask_for_time(actor.id, promise.by, reason, at=now)
    case = unit.save(before, after)
    unit.record(event)
    _ask_above(unit, case, found, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.asked_until", number=case.id, until=moment(promise.by))


def check_asking(case: Case, now: datetime) -> None:
    """Raises a refusal when it is too late to ask."""
    if case.status not in MAY_ASK:
        raise TooLate(number=case.id, status=case.status)
    if case.due_at is not None and now > case.due_at and case.responded_at is not None:
        raise Refusal("refusal.due_already", number=case.id)


def grant_time(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """Yes: it is due when the worker asked for. Raises TooLate when nobody asks any more."""
    case, until = _asked(unit, actor, number)
    if until <= now:
        raise Refusal("refusal.not_later", number=number, due=moment(until))
    return give_time(unit, actor, case, until, "", now)


def keep_time(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """No: it stays due when it was. Raises TooLate when nobody asks any more."""
    before, _ = _asked(unit, actor, number)
    after, event = before.keep_time(actor.id, at=now)
    case = unit.save(before, after)
    unit.record(event)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.tell_worker(unit, case, now, "case.kept_time", by=actor.id)
    return say("said.kept_time", number=number, due=moment(case.due_at or now))


def give_time(unit: Unit, actor: Actor, before: Case, until: datetime, reason: str, now: datetime) -> Said:
    """Due only then, from now on; whoever has the case hears it. The caller must have asked for the right."""
    after, event = before.extend(actor.id, until, reason[:REASON], at=now)
    case = unit.save(before, after)
    unit.record(event)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.tell_worker(unit, case, now, "case.extended", by=actor.id)
    return say("said.extended", number=case.id, due=moment(until))


def _asked(unit: Unit, actor: Actor, number: int) -> tuple[Case, datetime]:
    case = case_for(unit, actor, number, Right.OVERSEE).case
    if case.asked_until is None:
        raise TooLate(number=number, status=case.status)
    return case, case.asked_until


def _ask_above(unit: Unit, case: Case, found: Found, now: datetime) -> None:
    once = f"more_time:{case.id}:{case.version}"
    overseer = people.person(unit, case.overseer_id) if case.overseer_id else None
    if overseer is not None and overseer.reachable:
        telling.tell_watch(unit, overseer, case, now, "card.more_time", once=once)
    else:
        telling.tell_secretaries(unit, case, found.line, now, "card.more_time", once=once)
