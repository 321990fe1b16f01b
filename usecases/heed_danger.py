"""Words that come later and tell of a danger to life: whoever can do something about it hears them at once."""

from datetime import datetime

from domain.case import Case, Status
from domain.draft import Ask
from storage import areas, cases, drafts, people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor
from usecases.correct_case import raise_to_danger
from usecases.draft_case import Gathered, tell_numbers
from usecases.refuse_case import NOTE


def tells_of_danger(unit: Unit, words: str) -> bool:
    """Whether the words alone speak of a danger to life: not one that is only feared, denied or over."""
    return bool(words) and unit.rules.classifier.read(words).hazard


def heed_words(
    unit: Unit, actor: Actor, before: Case, words: str, now: datetime, *, message_id: int | None = None
) -> None:
    """Words were added to a case. They may tell of danger only together with what was reported (压到人了).

    What people on duty say counts alone: they talk about a case, and ask whether anybody is hurt.
    """
    if tells_of_danger(unit, words) or (
        words and not people.grants_of(unit, actor.id) and _together(unit, before, words)
    ):
        heed_danger(unit, actor, before, words, now, message_id=message_id)


def heed_danger(
    unit: Unit, actor: Actor, before: Case, words: str, now: datetime, *, message_id: int | None = None
) -> None:
    """A case is a danger to life from now on: the numbers to call, other clocks, a new message to whoever has it.

    `before` is the case as it was before these words. One that is a danger already has all that. Where work is done
    or given up nothing is reopened, which is not ours to decide: whoever had it and the secretary hear of it at once.
    """
    case = cases.load(unit, before.id)
    if before.hazard and case.is_open:
        return
    if not before.hazard:
        tell_numbers(unit, actor, Gathered(words, message_id), now)
    if case.is_open:
        _raise_open(unit, actor, before, case, words, now)
    else:
        _raise_after_result(unit, actor, case, words, now)


def _together(unit: Unit, case: Case, words: str) -> bool:
    """Not where the report alone says so: then somebody has decided already that it is none."""
    told = next((one.text for one in cases.reports_of(unit, case.id) if one.stands and one.text), "")
    return tells_of_danger(unit, f"{told}，{words}") and not tells_of_danger(unit, told)


def _raise_open(unit: Unit, actor: Actor, before: Case, case: Case, words: str, now: datetime) -> None:
    if case.status is Status.WAITING:
        case = _wait_no_longer(unit, case, now)
    if not case.hazard:
        case = raise_to_danger(unit, case, now, by=actor.id)
    telling.refresh_cards(unit, case, now)
    once, text = f"danger:{case.id}:{case.version}", words[:NOTE]
    if case.responsible_id is None:
        line = areas.line_from(unit, case.area_id)
        telling.tell_secretaries(unit, case, line, now, "card.danger", once=once, text=text)
        telling.tell_operators(unit, now, "card.danger", once=once, case_id=case.id, text=text)
    elif case.responsible_id == before.responsible_id != actor.id:  # somebody new has had the card already
        telling.tell_duty(unit, case, now)
    if case.overseer_id not in (None, case.responsible_id, actor.id):
        above = people.person(unit, case.overseer_id or 0)
        telling.tell_watch(unit, above, case, now, "card.danger", once=once, text=text)


def _raise_after_result(unit: Unit, actor: Actor, case: Case, words: str, now: datetime) -> None:
    if case.status is Status.RESOLVED and not case.hazard:
        case = raise_to_danger(unit, case, now, by=actor.id)
        telling.refresh_cards(unit, case, now)
    once, text = f"danger:{case.id}:{case.version}", words[:NOTE]
    telling.tell_worker(unit, case, now, "case.danger", by=actor.id, once=once, text=text)
    line, known = areas.line_from(unit, case.area_id), {actor.id, case.responsible_id or actor.id}
    telling.tell_secretaries(unit, case, line, now, "card.danger", once=once, without=known, text=text)


def _wait_no_longer(unit: Unit, case: Case, now: datetime) -> Case:
    """A danger does not wait for the answer to a question: the clock runs on."""
    after, event = case.go_on(None, at=now)
    unit.record(event)
    drafts.close_prompts_about(unit, case.id, Ask.ANSWER)
    return unit.save(case, after)
