"""What everybody reads: no act on a private case, wherever it is done, puts a word of it into a group.

And of a case that the group sees, no act tells the group who reported it, or what was told in confidence.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.showing import prepare
from domain.case import Status
from domain.errors import NotUnderstood, Refusal
from domain.press import Verb
from domain.said import Said
from storage import areas, tables
from storage.unit import Unit
from tests.rights.folk import Reported
from tests.rights.matrix import CASE_VERBS, WORDS
from tests.rights.states import CASE, NOW, State, rules
from usecases.act import act
from usecases.look_up import show_case
from usecases.show_digest import turn_digest
from views.catalog import Catalogs
from views.outgoing import Outgoing

CATALOGS = Catalogs()
CANARY = "金丝雀"
SECRETS = (CANARY, "打人", "王阿姨")
PEOPLE = ("wang", "zhang", "chen", "wu", "zhou", "operator")
TALKATIVE = (Verb.REFUSE, Verb.ASK, Verb.EXTERNAL, Verb.DONE, Verb.REOPEN, Verb.EXTEND)


def acts(verb: Verb) -> Iterator[str]:
    """With the words that it wants, with words in confidence, and without any, which opens a menu or a question."""
    yield WORDS.get(verb, "")
    yield ""
    if verb in TALKATIVE:
        yield f"{WORDS[verb]} {CANARY}"


def said_in_groups(state: State, key: str, chat: str, verb: Verb, words: str) -> list[str]:
    """What stands in any group after somebody's act, and the answer to it."""
    with state.undone() as unit:
        actor = state._actor(unit, key, chat)
        try:
            said = show_case(unit, actor, CASE, NOW) if verb is Verb.CASE else act(unit, actor, verb, CASE, words, NOW)
        except Refusal as refusal:
            said = Said(refusal.key, refusal.values)
        if said is not None and said.key:
            unit.tell(actor.chat.id, "say", at=NOW, key=said.key, values=said.values, person_id=actor.id)
        unit.flush()
        return list(_shown(unit))


def _shown(unit: Unit) -> Iterator[str]:
    owed, chat = tables.outbox, tables.chats.c
    query = select(owed).join(tables.chats, chat.id == owed.c.chat_id).where(owed.c.state == "owed", chat.kind != "private")
    for row in unit.execute(query).all():
        shown = prepare(unit, row, CATALOGS, NOW).shown
        if isinstance(shown, Outgoing):
            yield "\n".join([f"[{row.view}] {shown.text}", *(button.label for line in shown.buttons for button in line)])
            assert shown.document is None, row.view


def silent(shown: list[str], secrets: tuple[str, ...], about: Any) -> None:
    """None of the secrets is in it."""
    for text in shown:
        for secret in secrets:
            assert secret not in text, f"{about}: {text}"


SLOW = [pytest.param(status, marks=pytest.mark.slow) for status in Status if status not in (Status.ACCEPTED, Status.RESOLVED)]


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.RESOLVED, *SLOW])
def test_no_group_reads_of_a_private_case(status: Status) -> None:
    """Whatever the steward, the secretary, the reporter or a neighbour presses or types, in private or in the group."""
    state = State(rules(), status, Reported.BY_RESIDENT, private=True)
    for key in PEOPLE:
        for chat in ("b3", "private"):
            for verb in CASE_VERBS:
                for words in acts(verb):
                    shown = said_in_groups(state, key, chat, verb, words)
                    silent(shown, SECRETS, (key, chat, verb, words))


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.RESOLVED, *SLOW])
def test_no_group_reads_who_reported(status: Status) -> None:
    """Of a case that the group sees: what it is, not who said so, nor the steward's question to them."""
    state = State(rules(), status, Reported.BY_RESIDENT, private=False)
    for key in PEOPLE:
        for verb in CASE_VERBS:
            for words in acts(verb):
                shown = said_in_groups(state, key, "b3", verb, words)
                silent(shown, ("王阿姨",), (key, verb, words))
                if verb in (Verb.ASK, Verb.REFUSE, Verb.EXTEND):
                    silent(shown, (CANARY,), (key, verb, words))


def test_no_group_reads_a_digest() -> None:
    """Not even when its secretary makes the press up."""
    state = State(rules(), Status.ACCEPTED, Reported.BY_RESIDENT, private=True)
    with state.undone() as unit:
        actor = state._actor(unit, "zhou", "b3")
        area = areas.by_code(unit, "FHC")
        assert area is not None
        with pytest.raises(NotUnderstood):
            turn_digest(unit, actor, area.id, "d.20260511.20260511.open.0", None, NOW)


def test_what_becomes_public_by_a_tap_stays_in_confidence() -> None:
    """A private case that is put into a public category, or moved, brings nothing into a group."""
    state = State(rules(), Status.DISPATCHED, Reported.BY_RESIDENT, private=True)
    for key in ("wang", "chen", "zhou"):
        for verb, words in ((Verb.RECAT, "facility.lighting"), (Verb.PLACE, "5栋"), (Verb.PLACE, "3栋")):
            for chat in ("private", "b3"):
                silent(said_in_groups(state, key, chat, verb, words), SECRETS, (key, verb))

