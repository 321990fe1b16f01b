"""Every verb tried by everybody on a case in every status: what came of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.case import Status
from domain.errors import NotFound, NotYours, Refusal
from domain.press import Verb
from tests.rights.folk import FOLK, One, Reported
from tests.rights.states import CASE, OTHER, State, rules
from usecases.act import act
from usecases.look_up import show_case


class Came(StrEnum):
    """What came of a try."""

    DONE = "done"
    LATER = "not now"
    NO = "no"
    UNSEEN = "unseen"


WORDS: dict[Verb, str] = {
    Verb.PASS: "grid_worker", Verb.REFUSE: "不归我们管", Verb.ASK: "哪一层？", Verb.EXTERNAL: "下周五前 园林局", Verb.DONE: "换好了",
    Verb.REOPEN: "还没好", Verb.RATE: "5", Verb.RECAT: "facility.lighting", Verb.PLACE: "5栋", Verb.ASSIGN: "grid_worker",
    Verb.EXTEND: "6月1日 等配件", Verb.MERGE: str(OTHER),
}  # fmt: skip
"""What makes a verb an act and not a question."""

CASE_VERBS = (
    Verb.ACCEPT, Verb.PASS, Verb.REFUSE, Verb.ASK, Verb.EXTERNAL, Verb.BEYOND, Verb.DONE, Verb.BACK, Verb.UNDO, Verb.EXTEND,
    Verb.MERGE, Verb.SPLIT, Verb.RECAT, Verb.PLACE, Verb.ASSIGN, Verb.LEAD, Verb.NUDGE, Verb.GRANT, Verb.KEEP, Verb.OVERRULE,
    Verb.CONFIRM, Verb.REOPEN, Verb.RATE, Verb.SAME, Verb.WITHDRAW, Verb.APPEAL, Verb.CASE,
)  # fmt: skip
"""The verbs that are about a case; `case` is /case and the link that opens one."""


@dataclass(frozen=True)
class Try:
    """Who tried what in which status of which kind of case, and what came of it."""

    one: One
    reported: Reported
    verb: Verb
    status: Status
    private: bool
    came: Came


def tries(statuses: tuple[Status, ...] = tuple(Status), *, private: bool | None = None) -> Iterator[Try]:
    """All of them."""
    known = rules()
    for status in statuses:
        for secret in (False, True) if private is None else (private,):
            for reported in Reported:
                folk = [one for one in FOLK if reported in one.reported]
                state = State(known, status, reported, private=secret)
                for one in folk:
                    for verb in CASE_VERBS:
                        yield Try(one, reported, verb, status, secret, outcome(state, one, verb))


def outcome(state: State, one: One, verb: Verb) -> Came:
    """One try."""
    what, values = _act(verb, private=state.private)
    try:
        state.tries(one.key, one.chat, what, *values)
    except NotFound:
        return Came.UNSEEN
    except NotYours:
        return Came.NO
    except Refusal:
        return Came.LATER
    return Came.DONE


def _act(verb: Verb, *, private: bool) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    if verb is Verb.CASE:
        return show_case, (CASE,)
    if verb is Verb.RECAT and private:
        return act, (verb, CASE, "safety.fraud")
    return act, (verb, CASE, WORDS.get(verb, ""))


