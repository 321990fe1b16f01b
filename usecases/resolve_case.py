"""The worker says that it is done; the neighbourhood sees before and after, and is asked."""

from datetime import datetime

from domain.case import Case, Event, Happened, Status
from domain.chats import Picture
from domain.draft import Draft
from domain.errors import Refusal
from domain.people import Area
from domain.rights import Right, no_resident_reported
from domain.said import Said, say
from storage import areas, cases, chats, people, photo_rows, queues
from storage.unit import Priority, Unit, soon
from usecases import telling
from usecases.accept_case import in_hand
from usecases.access import Actor, case_for
from usecases.refuse_case import NOTE


def resolve_case(
    unit: Unit, actor: Actor, number: int, text: str, pictures: tuple[Picture, ...], now: datetime
) -> Said:
    """Hand in the result: a photo, or a sentence, or both. Raises Refusal with neither."""
    ids = photo_rows.add(unit, pictures, at=now, person_id=actor.id)
    return _resolve(unit, actor, number, text, ids, now)


def resolve_drafted(unit: Unit, actor: Actor, number: int, draft: Draft, now: datetime) -> Said:
    """The photo that a worker showed under the case is the result."""
    return _resolve(unit, actor, number, draft.text, photo_rows.of_draft(unit, draft.id), now)


def _resolve(unit: Unit, actor: Actor, number: int, text: str, ids: list[int], now: datetime) -> Said:
    if not ids and not text.strip():
        raise Refusal("refusal.needs_result", number=number)
    case = in_hand(unit, case_for(unit, actor, number, Right.ACT), actor, now)
    after, event = case.resolve(actor.id, text.strip()[:NOTE], at=now)
    case = unit.save(case, after)
    unit.record(event)
    photo_rows.give_to_case(unit, ids, case.id, report_id=None, purpose="after", round_=case.round)
    photo_rows.fetch(unit, ids, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    if photo_rows.still_owed(unit, case.id):
        unit.later("announce", case.id, now + unit.rules.periods.picture_wait)
    else:
        announce(unit, case.id, now)
    return say("said.resolved_privately" if case.private else "said.resolved", number=number)


def announce(unit: Unit, number: int, now: datetime) -> None:
    """Owe the result to the groups that saw the card, and to reporters who wrote in private. May run twice.

    Where only people on duty reported it, it is the secretary who confirms, and is asked to.
    """
    case = cases.find(unit, number)
    if case is None or case.status is not Status.RESOLVED:
        return
    queues.cancel_job(unit, "announce", number)
    heard = _readers(unit, case)
    for chat_id in heard:
        unit.tell(
            chat_id, "card.result", at=now, card=telling.result_card(case), case_id=case.id,
            once=f"result:{case.id}:{case.round}:{chat_id}", priority=Priority.DUTY,
        )
    line = areas.line_from(unit, case.area_id)
    if not heard:
        unheard(unit, case, line, now)
    elif _only_staff_reported(unit, case, line):
        once, served = f"to_confirm:{case.id}:{case.round}", cases.were_responsible(unit, number)
        telling.tell_secretaries(unit, case, line, now, "card.to_confirm", once=once, without=served)


def unheard(unit: Unit, case: Case, line: tuple[Area, ...], now: datetime) -> None:
    """The result can't be delivered to anybody: a secretary is asked to pass it on, and silence counts from now."""
    telling.tell_secretaries(unit, case, line, now, "card.unheard", once=f"unheard:{case.id}:{case.round}")
    begin_silence(unit, case.id, now)


def begin_silence(unit: Unit, number: int, now: datetime) -> None:
    """The result was delivered: from now on silence counts, with one reminder on the way."""
    case = cases.find(unit, number)
    if case is None or case.status is not Status.RESOLVED or case.delivered_at is not None:
        return
    unit.mark(case, delivered_at=now)
    unit.later("silence_reminder", number, now + unit.rules.periods.silence_reminder)
    unit.later("silence", number, now + unit.rules.periods.silence)


def end_silence(unit: Unit, number: int) -> None:
    """Somebody spoke, or the result was taken back: nothing waits for silence to end."""
    for kind in ("announce", "silence_reminder", "silence"):
        queues.cancel_job(unit, kind, number)


def offer_result(unit: Unit, actor: Actor, case: Case, draft_id: int, now: datetime, reply_to: int) -> None:
    """A worker showed a photo under the case in the group: ask whether that is the result."""
    unit.tell(
        actor.chat.id, "draft.is_result", at=now, case_id=case.id, draft_id=draft_id, person_id=actor.id,
        reply_to=reply_to, once=f"is_result:{draft_id}",
    )
    unit.later("drop_draft", draft_id, soon(now, unit.rules.periods.question.total_seconds()))


def note_added(unit: Unit, actor: Actor, case: Case, text: str, ids: list[int], now: datetime) -> None:
    """The reporter, or somebody who works on it, added words or photos to a case."""
    unit.record(Event(case.id, now, actor.id, Happened.ADDED, text[:NOTE], {"photos": len(ids)}))
    telling.refresh_cards(unit, case, now)
    worker = people.person(unit, case.responsible_id) if case.responsible_id else None
    if worker is not None and worker.id != actor.id:
        view = "case.added_photos" if not text else "case.added_with_photos" if ids else "case.added"
        telling.tell_person(
            unit, worker, case, now, view, once=None, text=text[:NOTE], photos=len(ids),
            photo=ids[0] if ids else 0,
        )


def _only_staff_reported(unit: Unit, case: Case, line: tuple[Area, ...]) -> bool:
    on_duty = {grant.person_id for grant, _ in people.holders(unit, [one.id for one in line])}
    return no_resident_reported(cases.reports_of(unit, case.id), cases.were_responsible(unit, case.id), on_duty)


def _readers(unit: Unit, case: Case) -> list[int]:
    """The chats that see the result: the groups of the card, and each reporter who can't read it there."""
    found = telling.public_chats(unit, case)
    for report in cases.reports_of(unit, case.id):
        if not report.stands or report.chat_id in found:
            continue
        reporter = people.person(unit, report.person_id)
        if reporter.chat_id is not None and reporter.reachable:
            found.append(reporter.chat_id)
        elif report.chat_id is not None and not case.private and not chats.chat(unit, report.chat_id).closed:
            found.append(report.chat_id)
    return sorted(set(found))
