"""One verb, one meaning, whether it was pressed or typed: `(unit, actor, number, words, now) -> what to say`."""

import re
from collections.abc import Callable
from datetime import datetime

from domain.draft import Ask
from domain.errors import NotUnderstood
from domain.press import Verb
from domain.said import Said, say
from storage.unit import Unit
from usecases import (
    accept_case,
    answer_draft,
    ask_reporter,
    climb_case,
    confirm_case,
    correct_case,
    extend_case,
    hand_outside,
    join_case,
    lower_urgency,
    merge_cases,
    more_time,
    pass_case,
    refuse_case,
    resolve_case,
    undo_step,
)
from usecases.access import Actor
from usecases.answer_prompt import put_prompt

_PICKED_AREA = re.compile(r"a(\d{1,12})", re.ASCII)
_SLUG = re.compile(r"\w+\.\w+", re.ASCII)
_PICKED_PERSON = re.compile(r"p(\d{1,12})", re.ASCII)

Act = Callable[[Unit, Actor, int, str, datetime], Said | None]


def act(unit: Unit, actor: Actor, verb: Verb, number: int, words: str, now: datetime) -> Said | None:
    """Do what the verb says. Raises NotUnderstood for one that is no act on a case."""
    if verb not in _ACTS:
        raise NotUnderstood("refusal.old_button")
    return _ACTS[verb](unit, actor, number, words, now)


def _asking(kind: Ask, answer: Callable[[Unit, Actor, int, str, datetime], Said]) -> Act:
    """With words the act itself, without them the question for them."""

    def asking(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said | None:
        if words.strip():
            return answer(unit, actor, number, words, now)
        return put_prompt(unit, actor, number, kind, now)

    return asking


def _done(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    return resolve_case.resolve_case(unit, actor, number, words, (), now)


def _reopen(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    return confirm_case.reopen_case(unit, actor, number, words, (), now)


def _give(
    view_verb: Verb,
    give: Callable[[Unit, Actor, int, str, datetime], Said],
    check: Callable[[Unit, Actor, int], object],
) -> Act:
    """To somebody (`p12`, a name, a role), or the list of whom it can be given to."""

    def giving(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said | None:
        if words.strip():
            picked = _PICKED_PERSON.fullmatch(words)
            return give(unit, actor, number, picked[1] if picked else unit.rules.taxonomy.role_called(words), now)
        check(unit, actor, number)
        unit.tell(actor.chat.id, "menu.people", at=now, case_id=number, person_id=actor.id, verb=view_verb.value)
        return None

    return giving


def _recat(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said | None:
    wanted = words.strip()
    if (urgency := unit.rules.taxonomy.urgency_called(wanted)) is not None:
        return lower_urgency.lower_urgency(unit, actor, number, urgency, now)
    if wanted and not wanted.startswith("g."):
        return correct_case.recategorise(unit, actor, number, category_called(unit, wanted), now)
    found = correct_case.check_correctable(unit, actor, number)
    unit.tell(
        actor.chat.id, "menu.category", at=now, case_id=number, person_id=actor.id, group=wanted.removeprefix("g."),
        card=f"menu:{number}", milder=lower_urgency.milder_of(unit, found),
    )
    return None


def category_called(unit: Unit, words: str) -> str:
    """The slug of a category that was called by its name, or described; other words as they are."""
    for one in unit.rules.taxonomy.categories.values():
        if words in (one.slug, one.zh, one.en):
            return one.slug
    if _SLUG.fullmatch(words):
        return words
    understood = unit.rules.classifier.read(words)
    return understood.category or words


def _place(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said | None:
    """To the building that was picked (`a12`) or named, or the question for it."""
    if picked := _PICKED_AREA.fullmatch(words):
        return correct_case.move_to(unit, actor, number, int(picked[1]), now)
    if words.strip():
        return correct_case.place_named(unit, actor, number, words, now)
    return put_prompt(unit, actor, number, Ask.PLACE, now)


def _rate(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    stars = int(words) if words.strip().isdecimal() and len(words) < 3 else 0  # noqa: PLR2004  one digit
    return confirm_case.rate_case(unit, actor, number, stars, now)


def _merge(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said | None:
    """Into the case of that number, or the list of those that it may be the same as."""
    into = words.strip().lstrip("#＃")
    if not into:
        merge_cases.check_mergeable(unit, actor, number)
        unit.tell(actor.chat.id, "menu.merge", at=now, case_id=number, person_id=actor.id)
        return None
    if not into.isdecimal() or len(into) > 9:  # noqa: PLR2004  a case's number is short
        raise NotUnderstood("refusal.merge_into_which", number=number)
    return merge_cases.merge_cases(unit, actor, number, int(into), now)


def _noted(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """知道了: nothing changes."""
    return say("said.ok")


def _extend(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said | None:
    """Secretaries give time with one tap; whoever only asks for it is asked until when, and why."""
    if words.strip() or extend_case.gives_time(unit, actor, number):
        return extend_case.extend_case(unit, actor, number, words, now)
    return put_prompt(unit, actor, number, Ask.EXTEND, now)


def _plain(do: Callable[[Unit, Actor, int, datetime], Said]) -> Act:
    return lambda unit, actor, number, _, now: do(unit, actor, number, now)


_ACTS: dict[Verb, Act] = {
    Verb.ACCEPT: _plain(accept_case.accept_case),
    Verb.PASS: _give(Verb.PASS, pass_case.pass_case, pass_case.check_passable),
    Verb.REFUSE: _asking(Ask.REFUSE, refuse_case.refuse_case),
    Verb.ASK: _asking(Ask.ASK, ask_reporter.ask_reporter),
    Verb.EXTERNAL: _asking(Ask.EXTERNAL, hand_outside.hand_outside),
    Verb.BEYOND: _plain(climb_case.beyond_me),
    Verb.DONE: _asking(Ask.DONE, _done),
    Verb.CONFIRM: _plain(confirm_case.confirm_case),
    Verb.REOPEN: _asking(Ask.REOPEN, _reopen),
    Verb.RATE: _rate,
    Verb.SAME: _plain(join_case.join_case),
    Verb.WITHDRAW: _plain(join_case.withdraw_report),
    Verb.RECAT: _recat,
    Verb.PLACE: _place,
    Verb.FILE: answer_draft.file_draft,
    Verb.IGNORE: _plain(answer_draft.ignore_draft),
    Verb.ASSIGN: _give(Verb.ASSIGN, pass_case.assign_case, pass_case.check_assignable),
    Verb.EXTEND: _extend,
    Verb.GRANT: _plain(more_time.grant_time),
    Verb.KEEP: _plain(more_time.keep_time),
    Verb.LEAD: _plain(pass_case.lead_case),
    Verb.MERGE: _merge,
    Verb.SPLIT: _plain(merge_cases.split_case),
    Verb.OVERRULE: _plain(refuse_case.overrule),
    Verb.APPEAL: _plain(refuse_case.appeal),
    Verb.NUDGE: _plain(extend_case.nudge),
    Verb.BACK: _plain(hand_outside.go_on),
    Verb.UNDO: _plain(undo_step.undo),
    Verb.OK: _plain(_noted),
}
