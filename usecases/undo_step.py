"""Takes one's own last step back, within ten minutes."""

from datetime import datetime

from domain.case import STEPS, UNDOABLE, Case, Event, Happened
from domain.draft import Ask
from domain.errors import Refusal
from domain.rights import Right
from domain.said import Said, say
from storage import cases, drafts, queues
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.pass_case import reroute
from usecases.resolve_case import end_silence


def undo(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """Back to before a result, a refusal, a question or a hand-over. Raises Refusal when it can't be taken back."""
    found = case_for(unit, actor, number, Right.ACT)
    step = cases.latest(unit, number, STEPS)
    if (
        step is None
        or step.kind not in UNDOABLE
        or step.actor_id != actor.id
        or now > step.at + unit.rules.periods.undo
    ):
        raise Refusal("refusal.nothing_to_undo", number=number)
    if step.kind is Happened.REFUSED:
        _take_up_again(unit, actor, found, step, now)
        return say("said.undone_refusal", number=number)
    after, event = found.case.back_in_hand(actor.id, at=now, kind=Happened.UNDONE, note=step.kind)
    case = unit.save(found.case, after)
    unit.record(event)
    if step.kind is Happened.RESOLVED:
        end_silence(unit, number)
    if step.kind is Happened.ASKED:
        _forget_question(unit, case, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.undone", number=number)


def _take_up_again(unit: Unit, actor: Actor, found: Found, step: Event, now: datetime) -> None:
    """To whoever had it; the one who refused it themselves thereby accepts it. With nobody, routing decides."""
    before = found.case
    if before.responsible_id is None:
        case = reroute(unit, actor, found, now, kind=Happened.UNDONE)
    else:
        case, event = before.dispatch(
            before.responsible_id, before.role, at=now, by=actor.id, kind=Happened.UNDONE, note=step.kind
        )
        unit.record(event)
        if before.responsible_id == actor.id:
            case, event = case.accept(actor.id, at=now)
            unit.record(event)
        case = unit.save(before, case)
        telling.refresh_cards(unit, case, now, first=actor.chat.id)
        telling.tell_worker(unit, case, now, "case.back_to_you", by=actor.id)
    telling.tell_reporters(unit, case, now, "case.overruled", once=f"overruled:{case.id}:{case.version}", shown=True)


def _forget_question(unit: Unit, case: Case, now: datetime) -> None:
    """Nobody need answer any more, and those who were asked are told."""
    queues.cancel_job(unit, "end_waiting", case.id)
    drafts.close_prompts_about(unit, case.id, Ask.ANSWER)
    once = f"question_gone:{case.id}:{case.version}"
    telling.tell_reporters(unit, case, now, "case.question_gone", once=once, public=not case.private)
