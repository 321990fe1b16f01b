"""Asks the reporter a question; the clock stands still until the answer, three days at most."""

from datetime import datetime
from typing import Any

from domain.case import Case, Status
from domain.draft import Ask
from domain.errors import Refusal, TooLate
from domain.rights import Right
from domain.said import Said, say
from storage import areas, cases, drafts, people
from storage.unit import Priority, Unit
from usecases import telling
from usecases.accept_case import in_hand
from usecases.access import Actor, case_for
from usecases.refuse_case import NOTE


def ask_reporter(unit: Unit, actor: Actor, number: int, question: str, now: datetime) -> Said:
    """Put a question to whoever reported the case, in private where that is open, else under their message."""
    if not question.strip():
        raise Refusal("refusal.needs_question", number=number)
    before = in_hand(unit, case_for(unit, actor, number, Right.ACT), actor, now)
    after, event = before.ask(actor.id, question.strip()[:NOTE], at=now)
    case = unit.save(before, after)
    unit.record(event)
    until = now + unit.rules.periods.waiting
    unit.later("end_waiting", case.id, until)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    _put_question(unit, case, actor, event.note, now, until)
    return say("said.asked", number=number)


def answer_question(unit: Unit, actor: Actor, case: Case, answer: str, now: datetime) -> Said:
    """The reporter's answer goes to whoever has the case, and the clock runs on. Raises TooLate when nobody waits."""
    if case.status is not Status.WAITING:
        raise TooLate(number=case.id, status=case.status)
    after, event = case.answered(actor.id, answer.strip()[:NOTE], at=now)
    case = unit.save(case, after)
    unit.record(event)
    drafts.close_prompts_about(unit, case.id, Ask.ANSWER)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    worker = people.person(unit, case.responsible_id or 0)
    telling.tell_person(
        unit, worker, case, now, "case.answered", once=f"answered:{case.id}:{case.version}", answer=event.note
    )
    return say("said.answered", number=case.id)


def end_waiting(unit: Unit, number: int, now: datetime) -> None:
    """Three days without an answer: the worker goes on as well as they can."""
    case = cases.find(unit, number)
    if case is None or case.status is not Status.WAITING or case.paused_at is None:
        return
    if now < case.paused_at + unit.rules.periods.waiting:
        unit.later("end_waiting", number, case.paused_at + unit.rules.periods.waiting)
        return
    after, event = case.answered(None, "", at=now)
    case = unit.save(case, after)
    unit.record(event)
    drafts.close_prompts_about(unit, case.id, Ask.ANSWER)
    telling.refresh_cards(unit, case, now)
    worker = people.person(unit, case.responsible_id or 0)
    telling.tell_person(unit, worker, case, now, "case.no_answer", once=f"no_answer:{case.id}:{case.version}")


def _put_question(unit: Unit, case: Case, actor: Actor, question: str, now: datetime, until: datetime) -> None:
    once = f"question:{case.id}:{case.version}"
    asked: set[int] = set()
    for report in cases.reports_of(unit, case.id):
        if not report.stands or report.person_id in asked or report.person_id == actor.id:
            continue
        asked.add(report.person_id)
        reporter = people.person(unit, report.person_id)
        facts: dict[str, Any] = {"question": question, "name": actor.person.name}
        if reporter.chat_id is not None and reporter.reachable:
            unit.tell(
                reporter.chat_id, "case.question", at=now, once=f"{once}:{reporter.id}", case_id=case.id, **facts
            )
            drafts.open_prompt(
                unit, reporter.id, reporter.chat_id, Ask.ANSWER, at=now, until=until, case_id=case.id
            )
        elif report.chat_id is not None and not case.private:
            unit.tell(
                report.chat_id, "case.question", at=now, once=f"{once}:{reporter.id}", case_id=case.id,
                reply_to=report.message_id, priority=Priority.DUTY, **facts,
            )
            drafts.open_prompt(
                unit, reporter.id, report.chat_id, Ask.ANSWER, at=now, until=until, case_id=case.id
            )
        else:
            telling.tell_person(unit, reporter, case, now, "case.question", once=f"{once}:{reporter.id}", **facts)
    if not asked:
        line = areas.line(unit, areas.area(unit, case.area_id))
        telling.tell_secretaries(unit, case, line, now, "card.watch", once=once)
