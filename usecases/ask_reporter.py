"""Asks the reporter a question; the clock stands still until the answer, three days at most."""

from datetime import datetime

from domain.case import Case, Happened, Status
from domain.chats import Picture
from domain.draft import Ask
from domain.errors import Refusal, TooLate
from domain.people import Person
from domain.rights import Right
from domain.said import Said, say
from domain.sheet import Report
from storage import cases, drafts, people, photo_rows
from storage.unit import Priority, Unit
from usecases import telling
from usecases.accept_case import in_hand
from usecases.access import Actor, case_for
from usecases.heed_danger import heed_words
from usecases.refuse_case import NOTE


def ask_reporter(unit: Unit, actor: Actor, number: int, question: str, now: datetime) -> Said:
    """Put a question to whoever reported the case, in private where that is open, else under their message.

    Raises Refusal when there is nobody to ask but the person who asks.
    """
    if not question.strip():
        raise Refusal("refusal.needs_question", number=number)
    found = case_for(unit, actor, number, Right.ACT)
    reporters = _reporters(unit, found.case, actor)
    if not reporters:
        raise Refusal("refusal.nobody_to_ask", number=number)
    before = in_hand(unit, found, actor, now)
    after, event = before.ask(actor.id, question.strip()[:NOTE], at=now)
    case = unit.save(before, after)
    unit.record(event)
    unit.later("end_waiting", case.id, now + unit.rules.periods.waiting)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    for report, reporter in reporters:
        _put_question(unit, case, report, reporter, actor.person.name, event.note, now)
    return say("said.asked", number=number)


def answer_question(
    unit: Unit, actor: Actor, case: Case, answer: str, now: datetime, pictures: tuple[Picture, ...] = ()
) -> Said:
    """The reporter's answer goes to whoever has the case, and the clock runs on. Raises TooLate when nobody waits."""
    if case.status is not Status.WAITING:
        raise TooLate(number=case.id, status=case.status)
    if not answer.strip() and not pictures:
        raise Refusal("refusal.needs_words", number=case.id)
    after, event = case.answered(actor.id, answer.strip()[:NOTE], at=now)
    case = unit.save(case, after)
    unit.record(event)
    ids = photo_rows.add(unit, pictures, at=now, person_id=actor.id, case_id=case.id, purpose="more", round=case.round)
    photo_rows.fetch(unit, ids, now)
    drafts.close_prompts_about(unit, case.id, Ask.ANSWER)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    view = "case.answered_with_photo" if ids else "case.answered"
    telling.tell_worker(unit, case, now, view, by=actor.id, answer=event.note, photo=ids[0] if ids else 0)
    heed_words(unit, actor, case, answer, now)
    return say("said.answered", number=case.id)


def end_waiting(unit: Unit, number: int, now: datetime) -> None:
    """Three days without an answer: the worker goes on as well as they can."""
    case = cases.find(unit, number)
    if case is None or case.status is not Status.WAITING or case.paused_at is None:
        return
    if now < case.paused_at + unit.rules.periods.waiting:
        unit.later("end_waiting", number, case.paused_at + unit.rules.periods.waiting)
        return
    stop_waiting(unit, case, None, now)


def stop_waiting(unit: Unit, case: Case, by: Actor | None, now: datetime) -> Case:
    """The clock runs on without an answer: three days have passed, or a secretary says so."""
    ended = now if by or case.paused_at is None else min(now, case.paused_at + unit.rules.periods.waiting)
    after, event = case.go_on(by.id if by else None, at=ended)
    case = unit.save(case, after)
    unit.record(event)
    drafts.close_prompts_about(unit, case.id, Ask.ANSWER)
    telling.refresh_cards(unit, case, now, first=by.chat.id if by else None)
    telling.tell_worker(unit, case, now, "case.wait_over" if by else "case.no_answer", by=by.id if by else None)
    return case


def ask_again(unit: Unit, actor: Actor, case: Case, now: datetime) -> bool:
    """The reporter came to the private chat: what was asked of them is asked there. False when nothing was."""
    asked = cases.latest(unit, case.id, {Happened.ASKED})
    report = next((one for one in cases.reports_of(unit, case.id) if one.stands and one.person_id == actor.id), None)
    if case.status is not Status.WAITING or asked is None or report is None:
        return False
    name = people.person(unit, asked.actor_id).name if asked.actor_id else ""
    _put_question(unit, case, report, actor.person, name, asked.note, now)
    return True


def _reporters(unit: Unit, case: Case, actor: Actor) -> list[tuple[Report, Person]]:
    """Everyone who reported it, each once, but the person who asks."""
    first: dict[int, Report] = {}
    for report in cases.reports_of(unit, case.id):
        if report.stands and report.person_id != actor.id:
            first.setdefault(report.person_id, report)
    return [(report, people.person(unit, person_id)) for person_id, report in first.items()]


def _put_question(
    unit: Unit, case: Case, report: Report, reporter: Person, name: str, question: str, now: datetime
) -> None:
    """In private it waits for the next word as long as the case does; in a group for a reply, or half an hour."""
    once = f"question:{case.id}:{case.version}:{reporter.id}"
    if reporter.chat_id is not None and reporter.reachable:
        unit.tell(
            reporter.chat_id, "case.question", at=now, once=f"{once}:private", case_id=case.id, question=question,
            name=name,
        )
        until = (case.paused_at or now) + unit.rules.periods.waiting
        drafts.open_prompt(unit, reporter.id, reporter.chat_id, Ask.ANSWER, at=now, until=until, case_id=case.id)
    elif report.chat_id is not None and not case.private:
        unit.tell(
            report.chat_id, "case.question", at=now, once=once, case_id=case.id, reply_to=report.message_id,
            priority=Priority.DUTY, question=question, name=name,
        )
        until = now + unit.rules.periods.prompt
        drafts.open_prompt(unit, reporter.id, report.chat_id, Ask.ANSWER, at=now, until=until, case_id=case.id)
    else:
        telling.tell_person(unit, reporter, case, now, "case.question", once=once, question=question, name=name)
