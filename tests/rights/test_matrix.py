"""Who may do what: everybody tries everything, and what comes of it is what docs/rights.md says.

A change of rights shows as a change of that document (`python -m tests.rights`). What must never change is written down here
once more by hand, from the design.
"""

import pytest

from domain.case import Status
from domain.press import Verb
from tests.rights.commands import tried
from tests.rights.document import PATH, document, gathered, read_back
from tests.rights.folk import FIXERS, FOLK, OUTSIDE, Reported
from tests.rights.matrix import CASE_VERBS, Came, Try, tries

WORKS = {"chen", "wu", "away", "before", "branch", "zhou", "street", "operator"}
"""Who may act: whoever has it, colleagues with the same role at the same place, covering secretaries, the operator."""
LEAD = {"branch", "zhou", "street", "operator"}
REPORTED = {Reported.BY_RESIDENT: "wang", Reported.BY_HELPER: "li", Reported.BY_FIXER: "chen"}
WORK = {
    Verb.ACCEPT, Verb.PASS, Verb.REFUSE, Verb.ASK, Verb.EXTERNAL, Verb.BEYOND, Verb.DONE, Verb.BACK, Verb.UNDO, Verb.EXTEND,
    Verb.MERGE, Verb.SPLIT,
}  # fmt: skip
BY_SECRETARIES = {Verb.ASSIGN, Verb.LEAD, Verb.NUDGE, Verb.GRANT, Verb.KEEP, Verb.OVERRULE}
BY_REPORTERS = {Verb.WITHDRAW, Verb.APPEAL}


@pytest.fixture(scope="module")
def written() -> str:
    """The committed document."""
    return PATH.read_text(encoding="utf-8")


OFTEN = (Status.DISPATCHED, Status.RESOLVED, Status.CLOSED, Status.MERGED)
"""Tried on every run; the others by .ci/run."""
SELDOM = [pytest.param(status, marks=pytest.mark.slow) for status in Status if status not in OFTEN]


@pytest.mark.parametrize("status", [*OFTEN, *SELDOM])
def test_what_everybody_sees(status: Status, written: str) -> None:
    """Of a case that the group sees."""
    _agree(list(tries((status,), private=False)), written)


def test_what_everybody_does_not_see(written: str) -> None:
    """Of a private case, when somebody works on it."""
    _agree(list(tries((Status.ACCEPTED,), private=True)), written)


@pytest.mark.slow
@pytest.mark.parametrize("status", Status)
def test_what_everybody_does_not_see_whatever_becomes_of_it(status: Status, written: str) -> None:
    """Of a private case in every status."""
    _agree(list(tries((status,), private=True)), written)


def test_commands_and_the_text_itself(written: str) -> None:
    """Commands and other buttons; and nobody has written the document by hand."""
    assert document(read_back(written), tried()) == written


def _agree(tried_now: list[Try], written: str) -> None:
    expected = read_back(written)
    for (private, verb, called), came in gathered(tried_now).items():
        for status, one in came.items():
            assert one is expected[private, verb, called][status], f"{called}, {verb}, {status}, private: {private}"
    for one_try in tried_now:
        _never(one_try)


def _never(one: Try) -> None:
    """What no change of a table may bring about."""
    key, did = one.one.key, one.came is Came.DONE
    told = f"{one.one.called}, {one.verb}, {one.status}"
    if one.verb in (Verb.CONFIRM, Verb.RATE) and key in FIXERS:
        assert not did, f"the fixer confirms: {told}"
    if key in OUTSIDE:
        assert not did, f"somebody from outside does something: {told}"
    elsewhere = key in OUTSIDE or (key == "li" and one.reported is Reported.BY_RESIDENT)
    if one.private and (elsewhere or key in ("zhang", "late", "zhao")):
        assert one.came is Came.UNSEEN, f"somebody knows of a private case: {told}"
    if one.verb in WORK:
        assert not did or key in WORKS, f"somebody acts who may not: {told}"
    if one.verb in BY_SECRETARIES:
        assert not did or key in LEAD, f"no secretary: {told}"
    if one.verb in BY_REPORTERS:
        assert not did or key == REPORTED[one.reported], f"no reporter: {told}"
    if one.status is Status.WITHDRAWN and one.verb is not Verb.CASE:
        assert not did, f"a case that was withdrawn lives on: {told}"
    if one.private and one.verb is Verb.SAME:
        assert not did, f"a neighbour joins a private case: {told}"


def test_everybody_and_every_verb_is_in_it(written: str) -> None:
    """Nothing was left out."""
    cells = read_back(written)
    assert {(private, verb, one.called) for private in (False, True) for verb in CASE_VERBS for one in FOLK} == set(cells)
    assert all(set(came) == set(Status) for came in cells.values())
