"""The people who reported it say whether it is solved: confirm, rate, reopen, or say nothing for three days."""

from datetime import datetime

from domain.case import Case, ClosedHow, Event, Happened, Status
from domain.chats import Picture
from domain.clocks import FIXED, reopened_due
from domain.errors import Refusal, TooLate
from domain.rights import Right, no_resident_reported
from domain.said import Said, say
from domain.taxonomy import Urgency
from storage import areas, cases, people, photo_rows
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.award_points import award_case, take_back_case
from usecases.heed_danger import heed_words
from usecases.refuse_case import NOTE
from usecases.resolve_case import end_silence
from usecases.route_case import route


def confirm_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """Solved, says a resident; where no resident reported it, a secretary who did not do the work."""
    found = case_for(unit, actor, number, Right.CONFIRM)
    if found.case.status is Status.CLOSED and found.case.closed_how is not ClosedHow.SILENCE:
        return say("said.confirmed_already", number=number)
    how = ClosedHow.RESIDENT if found.standing.resident else ClosedHow.SECRETARY
    after, event = found.case.close(actor.id, how, at=now)
    case = _ended(unit, found.case, after, event, now, actor)
    telling.tell_worker(unit, case, now, f"case.confirmed_by_{how.value}", by=actor.id)
    return say("said.confirmed", number=number)


def rate_case(unit: Unit, actor: Actor, number: int, stars: int, now: datetime) -> Said:
    """One to five, by a resident who had a say, once the case is closed. A second one takes the first one's place.

    The same again changes nothing, and is only answered.
    """
    if stars not in range(1, 6):
        raise Refusal("refusal.stars", number=number)
    found = case_for(unit, actor, number, Right.RATE)
    if found.case.status is not Status.CLOSED:
        raise TooLate(number=number, status=found.case.status)
    if cases.rate(unit, number, actor.id, stars, now):
        unit.record(Event(number, now, actor.id, Happened.RATED, facts={"stars": stars}))
        telling.refresh_result(unit, found.case, now, first=actor.chat.id)
    return say("said.rated", stars=stars)


def check_reopen(unit: Unit, actor: Actor, number: int, now: datetime) -> Found:
    """Whether this person may say "not solved" now. Raises TooLate before a result, Refusal after fourteen days."""
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
    category = unit.rules.taxonomy.category(case.category)
    _, hours = unit.rules.taxonomy.hours(category, Urgency(case.urgency))
    due = reopened_due(now, hours, unit.rules.calendar_of(case.community_id), hazard=case.urgency in FIXED)
    after, event = case.reopen(actor.id, reason.strip()[:NOTE], due, at=now)
    case = unit.save(case, after)
    unit.record(event)
    ids = photo_rows.add(
        unit, pictures, at=now, person_id=actor.id, case_id=case.id, purpose="more", round=case.round
    )
    photo_rows.fetch(unit, ids, now)
    end_silence(unit, number)
    case = _back_to_work(unit, case, found, event.note, ids[0] if ids else 0, now)
    take_back_case(unit, case, "reopened", now, by=actor.id)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    heed_words(unit, actor, case, reason, now)
    return say("said.reopened", number=number)


def remind_of_silence(unit: Unit, number: int, now: datetime) -> None:
    """A day without a word: whoever can confirm is asked once more, the reporters, or else the secretary."""
    case = cases.find(unit, number)
    if case is None or case.status is not Status.RESOLVED or case.delivered_at is None:
        return
    line = areas.line_from(unit, case.area_id)
    served = cases.were_responsible(unit, number)
    on_duty = {grant.person_id for grant, _ in people.holders(unit, [one.id for one in line])}
    reports = [one for one in cases.reports_of(unit, number) if one.stands]
    asked = {one.person_id for one in reports if not no_resident_reported([one], served, on_duty)}
    for person_id in sorted(asked):
        reporter, once = people.person(unit, person_id), f"please_look:{number}:{case.round}:{person_id}"
        telling.tell_person(unit, reporter, case, now, "case.please_look", once=once, public=not case.private)
    if not asked:
        once = f"please_confirm:{number}:{case.round}"
        telling.tell_secretaries(unit, case, line, now, "card.to_confirm", once=once, without=served)


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
    end_silence(unit, case.id)
    award_case(unit, case, now, confirmed_by=actor.id if actor else None)
    telling.refresh_cards(unit, case, now, first=actor.chat.id if actor else None)
    return case


def _back_to_work(unit: Unit, case: Case, found: Found, reason: str, photo: int, now: datetime) -> Case:
    """Whoever had it hears why; when they can't have it any more, routing finds somebody else."""
    able = {one.person_id for one in people.candidates(unit, found.line, {case.role, "secretary"}, now)}
    if case.responsible_id not in able:
        return route(unit, case, found.line, now, kind=Happened.RETURNED)
    view = "case.reopened" if reason else "case.reopened_with_photo"
    telling.tell_worker(unit, case, now, view, by=None, reason=reason, photo=photo)
    return case
