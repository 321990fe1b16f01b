"""Puts the one open question to a person, and takes the answer."""

from datetime import datetime

from domain.case import OPEN, Status
from domain.chats import Picture
from domain.draft import Ask, Prompt
from domain.errors import NotFound, Refusal, TooLate
from domain.rights import Right
from domain.said import Said, say
from storage import areas, cases, drafts
from storage.unit import Unit
from usecases.access import Actor, case_for
from usecases.ask_reporter import answer_question, ask_reporter
from usecases.confirm_case import check_reopen, reopen_case
from usecases.correct_case import check_correctable, place_named
from usecases.extend_case import extend_case
from usecases.hand_outside import hand_outside
from usecases.more_time import check_asking
from usecases.refuse_case import refuse_case
from usecases.resolve_case import resolve_case

CHOICES = 8
"""More buildings than this are typed, not picked."""

_POSSIBLE = {
    Ask.DONE: {Status.DISPATCHED, Status.ACCEPTED, Status.COORDINATING},
    Ask.REFUSE: {Status.FILED, Status.DISPATCHED, Status.ACCEPTED},
    Ask.ASK: {Status.DISPATCHED, Status.ACCEPTED},
    Ask.EXTERNAL: {Status.DISPATCHED, Status.ACCEPTED},
}


def put_prompt(unit: Unit, actor: Actor, number: int, kind: Ask, now: datetime) -> Said | None:
    """Ask a person for the result, the reason, the question or the department of a case.

    It is asked in private where that is open, else here, under the person's report. A new question takes the place
    of the one that was open. Raises a refusal when the answer could not be used.
    """
    _check(unit, actor, number, kind, now)
    there, reply_to = _where(unit, actor, number)
    until = now + unit.rules.periods.prompt
    drafts.open_prompt(unit, actor.id, there, kind, at=now, until=until, case_id=number)
    if kind is Ask.PLACE:
        below = areas.buildings_of(unit, cases.load(unit, number).community_id)
        listed = [[one.id, one.name] for one in below[:CHOICES]]
        unit.tell(there, "case.where", at=now, case_id=number, person_id=actor.id, reply_to=reply_to, areas=listed)
    else:
        unit.tell(there, f"prompt.{kind.value}", at=now, case_id=number, person_id=actor.id, reply_to=reply_to)
    return None if there == actor.chat.id else say("said.asked_privately")


def open_question(unit: Unit, actor: Actor, number: int, kind: Ask, now: datetime) -> Prompt:
    """The same question without words, for an answer that has come already. Raises a refusal like `put_prompt`."""
    _check(unit, actor, number, kind, now)
    until = now + unit.rules.periods.prompt
    drafts.open_prompt(unit, actor.id, actor.chat.id, kind, at=now, until=until, case_id=number)
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    assert prompt is not None  # noqa: S101  it was opened a line above
    return prompt


def asked_about(unit: Unit, actor: Actor, number: int, now: datetime) -> Prompt | None:
    """The question about this case that is open here, if the newest one is about it."""
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    return prompt if prompt is not None and prompt.case_id == number else None


def answer_with(
    unit: Unit, actor: Actor, prompt: Prompt, text: str, pictures: tuple[Picture, ...], now: datetime
) -> Said | None:
    """Take the answer to a prompt. A refusal leaves the question open, so that a better answer can follow.

    One that came too late for any answer is closed, and says how the case stands.
    """
    number = prompt.case_id or 0
    try:
        _check(unit, actor, number, prompt.kind, now)
    except Refusal as refusal:
        drafts.close_prompt(unit, actor.id, actor.chat.id)
        return Said(refusal.key, refusal.values)
    said = _take(unit, actor, prompt.kind, number, text, pictures, now)
    current = drafts.prompt(unit, actor.id, actor.chat.id, now)
    if current is not None and current.id == prompt.id:
        drafts.close_prompt(unit, actor.id, actor.chat.id)
    return said


def _take(
    unit: Unit, actor: Actor, kind: Ask, number: int, text: str, pictures: tuple[Picture, ...], now: datetime
) -> Said | None:
    if kind is Ask.DONE:
        return resolve_case(unit, actor, number, text, pictures, now)
    if kind is Ask.REOPEN:
        return reopen_case(unit, actor, number, text, pictures, now)
    if kind is Ask.ANSWER:
        return answer_question(unit, actor, cases.load(unit, number), text, now, pictures)
    in_words = {
        Ask.PLACE: place_named, Ask.REFUSE: refuse_case, Ask.ASK: ask_reporter, Ask.EXTERNAL: hand_outside,
        Ask.EXTEND: extend_case,
    }  # fmt: skip
    return in_words[kind](unit, actor, number, text, now)


def _check(unit: Unit, actor: Actor, number: int, kind: Ask, now: datetime) -> None:
    """Raises a refusal when the answer could not be used."""
    if kind is Ask.REOPEN:
        check_reopen(unit, actor, number, now)
    elif kind is Ask.PLACE:
        check_correctable(unit, actor, number)
    elif kind is Ask.ANSWER:
        case = cases.find(unit, number)
        if case is None:
            raise NotFound(number=number)
        if case.status is not Status.WAITING:
            raise TooLate(number=number, status=case.status)
    elif kind is Ask.EXTEND:
        check_asking(case_for(unit, actor, number, Right.ACT).case, now)
    else:
        case = case_for(unit, actor, number, Right.ACT).case
        if case.status not in _POSSIBLE.get(kind, OPEN):
            raise TooLate(number=number, status=case.status)


def _where(unit: Unit, actor: Actor, number: int) -> tuple[int, int | None]:
    """The chat to ask in, and the person's own report there to ask under."""
    if actor.person.chat_id is not None and actor.person.reachable:
        return actor.person.chat_id, None
    for report in cases.reports_of(unit, number):
        if report.person_id == actor.id and report.chat_id == actor.chat.id:
            return actor.chat.id, report.message_id
    return actor.chat.id, None
