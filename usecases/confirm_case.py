"""The people who reported it say whether it is solved: confirm, rate, reopen, or say nothing for three days."""

from datetime import datetime

from domain.case import Case, ClosedHow, Event, Happened, Status
from domain.chats import Picture
from domain.clocks import reopened_due
from domain.errors import Refusal, TooLate
from domain.rights import Right
from domain.said import Said, say
from storage import cases, people, photo_rows, queues
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.refuse_case import NOTE
from usecases.route_case import route


def confirm_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """Solved, says a resident; where no resident reported it, a secretary who did not do the work."""
    found = case_for(unit, actor, number, Right.CONFIRM)
    if found.case.status is Status.CLOSED and found.case.closed_how is not ClosedHow.SILENCE:
        return say("said.confirmed_already", number=number)
    how = ClosedHow.RESIDENT if found.standing.resident else ClosedHow.SECRETARY
    after, event = found.case.close(actor.id, how, at=now)
    case = _ended(unit, found.case, after, event, now, actor)
    worker = people.person(unit, case.responsible_id or 0)
    telling.tell_person(unit, worker, case, now, "case.confirmed", once=f"confirmed:{case.id}:{case.version}")
    return say("said.confirmed", number=number)


def rate_case(unit: Unit, actor: Actor, number: int, stars: int, now: datetime) -> Said:
    """One to five, by a resident who had a say, once the case is closed. A second one takes the first one's place."""
    if stars not in range(1, 6):
        raise Refusal("refusal.stars", number=number)
    found = case_for(unit, actor, number, Right.RATE)
    if found.case.status is not Status.CLOSED:
        raise TooLate(number=number, status=found.case.status)
    cases.rate(unit, number, actor.id, stars, now)
    unit.record(Event(number, now, actor.id, Happened.RATED, facts={"stars": stars}))
    return say("said.rated", stars=stars)


def check_reopen(unit: Unit, actor: Actor, number: int, now: datetime) -> Found:
    """Whether this person may say "not solved" now. Raises TooLate after fourteen days, or before a result."""
    found = case_for(unit, actor, number, Right.REOPEN)
    case = found.case
    if case.status not in (Status.RESOLVED, Status.CLOSED):
        raise TooLate(number=number, status=case.status)
    if case.closed_at is not None and now > case.closed_at + unit.rules.periods.reopen:
        raise Refusal("refusal.reopen_too_late", number=number)
    return found


def reopen_case(
    unit: Unit, actor: Actor, number: int, reason: str, pictures: tuple[Picture, ...], now: datetime
) -> Said:
    """Not solved: the worker has it again, with the reason and half of the original time.

    A reporter's word beats a neighbour's confirmation. Raises Refusal with neither a reason nor a photo.
    """
    if not reason.strip() and not pictures:
        raise Refusal("refusal.needs_why_reopen", number=number)
    found = check_reopen(unit, actor, number, now)
    case = found.case
    hours = (case.first_resolve_by - case.filed_at).total_seconds() / 3600
    due = reopened_due(now, hours, unit.rules.calendar, hazard=case.hazard)
    after, event = case.reopen(actor.id, reason.strip()[:NOTE], due, at=now)
    case = unit.save(case, after)
    unit.record(event)
    ids = photo_rows.add(
        unit, pictures, at=now, person_id=actor.id, case_id=case.id, purpose="more", round=case.round
    )
    for photo_id in ids:
        unit.later("fetch_photo", photo_id, now)
    _forget_silence(unit, number)
    case = _back_to_work(unit, case, found, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.reopened", number=number)


def remind_of_silence(unit: Unit, number: int, now: datetime) -> None:
    """A day without a word: the reporters are asked once more."""
    case = cases.find(unit, number)
    if case is None or case.status is not Status.RESOLVED:
        return
    for report in cases.reports_of(unit, number):
        if report.stands:
            reporter = people.person(unit, report.person_id)
            once = f"please_look:{number}:{case.round}:{reporter.id}"
            telling.tell_person(
                unit, reporter, case, now, "case.please_look", once=once, public=not case.private
            )


def close_by_silence(unit: Unit, number: int, now: datetime) -> None:
    """Three days without a word since the result was delivered: closed as unconfirmed, which never counts as solved."""
    case = cases.find(unit, number)
    if case is None or case.status is not Status.RESOLVED or case.delivered_at is None:
        return
    end = case.delivered_at + unit.rules.periods.silence
    if now < end:
        unit.later("silence", number, end)
        return
    after, event = case.close(None, ClosedHow.SILENCE, at=now)
    _ended(unit, case, after, event, now, None)


def _ended(unit: Unit, before: Case, after: Case, event: Event, now: datetime, actor: Actor | None) -> Case:
    case = unit.save(before, after)
    unit.record(event)
    _forget_silence(unit, case.id)
    telling.refresh_cards(unit, case, now, first=actor.chat.id if actor else None)
    return case


def _forget_silence(unit: Unit, number: int) -> None:
    queues.cancel_job(unit, "silence_reminder", number)
    queues.cancel_job(unit, "silence", number)


def _back_to_work(unit: Unit, case: Case, found: Found, now: datetime) -> Case:
    able = {one.person_id for one in people.candidates(unit, found.line, {case.role, "secretary"}, now)}
    if case.responsible_id not in able:
        return route(unit, case, found.line, now, kind=Happened.RETURNED)
    telling.tell_duty(unit, case, now)
    return case
