"""Puts the one open question to a person, and takes the answer."""

from datetime import datetime

from domain.case import OPEN, Status
from domain.chats import Picture
from domain.draft import Ask, Prompt
from domain.errors import NotFound, Refusal, TooLate
from domain.place import match_areas
from domain.rights import Right
from domain.said import Said
from storage import areas, cases, drafts
from storage.unit import Unit
from usecases.access import Actor, case_for
from usecases.ask_reporter import answer_question, ask_reporter
from usecases.confirm_case import check_reopen, reopen_case
from usecases.correct_case import check_correctable, move_case
from usecases.hand_outside import hand_outside
from usecases.refuse_case import refuse_case
from usecases.resolve_case import resolve_case

_POSSIBLE = {
    Ask.DONE: {Status.DISPATCHED, Status.ACCEPTED, Status.COORDINATING},
    Ask.REFUSE: {Status.FILED, Status.DISPATCHED, Status.ACCEPTED},
    Ask.ASK: {Status.DISPATCHED, Status.ACCEPTED},
    Ask.EXTERNAL: {Status.DISPATCHED, Status.ACCEPTED},
}


def put_prompt(unit: Unit, actor: Actor, number: int, kind: Ask, now: datetime, *, reply_to: int | None = None) -> None:
    """Ask a person for the result, the reason, the question or the department of a case.

    A new question takes the place of the one that was open. Raises a refusal when the answer could not be used.
    """
    if kind is Ask.REOPEN:
        check_reopen(unit, actor, number, now)
    elif kind is Ask.PLACE:
        check_correctable(unit, actor, number)
    else:
        case = case_for(unit, actor, number, Right.ACT).case
        if case.status not in _POSSIBLE.get(kind, OPEN):
            raise TooLate(number=number, status=case.status)
    drafts.open_prompt(
        unit, actor.id, actor.chat.id, kind, at=now, until=now + unit.rules.periods.prompt, case_id=number
    )
    unit.tell(
        actor.chat.id, f"prompt.{kind.value}", at=now, case_id=number, person_id=actor.id,
        reply_to=reply_to if not actor.chat.is_private else None,
    )


def answer_with(
    unit: Unit, actor: Actor, prompt: Prompt, text: str, pictures: tuple[Picture, ...], now: datetime
) -> Said | None:
    """Take the answer to a prompt. A refusal leaves the question open, so that a better answer can follow."""
    number = prompt.case_id or 0
    if prompt.kind is Ask.PLACE:
        said = place_named(unit, actor, number, text, now)
    elif prompt.kind is Ask.DONE:
        said = resolve_case(unit, actor, number, text, pictures, now)
    elif prompt.kind is Ask.REOPEN:
        said = reopen_case(unit, actor, number, text, pictures, now)
    elif prompt.kind is Ask.REFUSE:
        said = refuse_case(unit, actor, number, text, now)
    elif prompt.kind is Ask.ANSWER:
        said = _answer(unit, actor, number, text, now)
    else:
        act = ask_reporter if prompt.kind is Ask.ASK else hand_outside
        said = act(unit, actor, number, text, now)
    current = drafts.prompt(unit, actor.id, actor.chat.id, now)
    if current is not None and current.id == prompt.id:
        drafts.close_prompt(unit, actor.id, actor.chat.id)
    return said


def _answer(unit: Unit, actor: Actor, number: int, text: str, now: datetime) -> Said:
    case = cases.find(unit, number)
    if case is None:
        raise NotFound(number=number)
    if not text.strip():
        raise Refusal("refusal.needs_words", number=number)
    return answer_question(unit, actor, case, text, now)


def place_named(unit: Unit, actor: Actor, number: int, text: str, now: datetime) -> Said:
    """The case is at the building that the words name. Raises Refusal when they name none, or several."""
    case = check_correctable(unit, actor, number).case
    below = areas.buildings(unit, [case.community_id])
    named = match_areas(text, [areas.as_name(one) for one in below])
    if len(named) != 1:
        raise Refusal("refusal.which_building", text=text[:20])
    return move_case(unit, actor, number, areas.area(unit, named[0].id), now)
