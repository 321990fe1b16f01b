"""Every view, with hostile words wherever people's words stand: Telegram takes it, and nothing becomes markup."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.posting import checked
from bot.showing import prepare
from domain.case import Status
from simulator.html_text import parse_html
from storage import points_tables, tables
from storage.unit import Unit
from tests.hostile.strings import hostile
from tests.machine.post_office import rendered
from tests.rights.commands import furnish
from tests.rights.folk import Reported
from tests.rights.states import CASE, NOW, OTHER, State, rules
from views.catalog import Catalogs
from views.outgoing import CAPTION, TEXT, Outgoing
from views.registry import _OWN as VIEWS

CATALOGS = Catalogs()
WORDS: tuple[tuple[Any, str, int], ...] = (
    (tables.people, "name", 64), (tables.people, "staff_name", 64), (tables.areas, "name", 80), (tables.chats, "title", 255),
    (tables.cases, "title", 40), (tables.cases, "outside", 120), (tables.reports, "text", 4096), (tables.reports, "on_behalf", 64),
    (tables.events, "note", 500), (tables.drafts, "text", 4096), (tables.drafts, "on_behalf", 64), (tables.rests, "note", 300),
    (points_tables.rewards, "name", 60), (points_tables.rewards, "partner", 60), (points_tables.activities, "title", 60),
    (points_tables.activities, "place", 60), (points_tables.plots, "name", 40), (points_tables.proposals, "reason", 300),
    (points_tables.movements, "note", 300), (points_tables.accounts, "paused_why", 300),
)  # fmt: skip
"""Where people's words stand, and how long they can be there."""
SIMPLE = (
    "case.added", "case.refused", "case.question", "case.reopened", "case.outside", "case.taken_over", "case.climbed", "case.nudged",
    "case.danger", "case.merged", "case.extended", "ops.parked", "ops.unsent", "prompt.done", "prompt.refuse",
)  # fmt: skip
"""Views that are a sentence of the catalog, with values."""


def intents(word: str, facts: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every view's key with what it is told beside the state."""
    due = NOW.isoformat()
    own: dict[str, dict[str, Any]] = {
        "say": {"key": "said.passed", "values": {"number": 1, "role": {"$role": "property"}, "name": word}},
        "points.rank": {"community": facts["community"], "period": "week"}, "points.passbook": {"community": facts["community"]},
        "points.champion": {"best": [[word, 3, 1], ["", 3, 0]]},
        "points.line": {"parts": [["award", "report", 1, 2]], "balance": 5, "numbers": [1]},
        "points.warning": {"on": "2026-06-01", "points": 5, "reward": word}, "points.proposal": {"proposal": 3},
        "points.flag": {"flag": 1}, "activity.card": {"activity": 1}, "activity.lead": {"activity": 1}, "activity.code": {"activity": 2}, "activity.sheet": {"activity": 1},
        "activity.bad": {"name": word, "title": word}, "activity.lot": {"lot": 1, "name": word, "title": word},
        "activity.lot_done": {"lot": 1, "name": word, "title": word, "who": word, "photo": "f"},
        "shop.shelf": {"community": facts["community"]}, "shop.keeping": {"community": facts["community"]},
        "shop.coupon": {"redemption": 1}, "shop.offer": {"reward": 1}, "shop.pickup": {"redemption": 1},
        "shop.statement": {"community": facts["community"], "month": "2026-05"}, "digest": _digest(facts), "digest.public": _digest(facts),
        "draft.which_building": {"areas": [[4, word.strip() or "x"], [5, "5栋"]]}, "case.which_building": {"areas": [[4, word.strip() or "x"]]},
        "case.where": {"areas": [[4, word.strip() or "x"]]}, "card.danger": {"text": word}, "draft.is_report": {"categories": ["facility.lighting"]}, "nudge.open_private": {"number": 1},
        "group.replace": {"group": 1, "code": "FHC-1-3", "area": word},
        "staff.joined": {"invite": 1, "name": word, "area": word, "role": {"$role": "property"}}, "list.staff": {"area": facts["community"]},
        "menu.people": {"verb": "pass"}, "menu.category": {"group": ""}, "rest.card": {"rest": 1}, "react": {"emoji": "👀"},
        "privacy": {"photo_days": 180, "parked_days": 7}, "list.history": {"everything": True, "looked_at": CASE},
        "time.half": {"due": due}, "time.half_answer": {"due": due}, "time.due": {"due": due}, "time.due_answer": {"due": due},
        "time.due_promise": {"due": due}, "time.late": {"level": "community", "name": word}, "time.late_on": {"level": "community", "name": word},
        "time.late_alone": {}, "time.summary": {"cases": [CASE, OTHER]}, "card.late": {"level": "community"},
    }  # fmt: skip
    for view in VIEWS:
        yield view, own.get(view, {})
    values = dict.fromkeys(("text", "reason", "question", "name", "department", "title", "why", "error", "what", "place", "who", "words"), word)
    for view in SIMPLE:
        yield view, {**values, "number": 1, "photos": 1, "row": 1, "into": 2, "note": word, "day": word, "until": due, "level": word}


def _digest(facts: dict[str, Any]) -> dict[str, Any]:
    return {"area": facts["community"], "span": "d.20260511.20260511"}


def poison(unit: Unit, drawn: list[str]) -> None:
    """The words stand wherever words can stand."""
    for number, (table, column, longest) in enumerate(WORDS):
        word = drawn[number % len(drawn)]
        unit.execute(update(table).values({column: (word * (longest if longest > 1000 else 1))[:longest] or ("x" if column == "name" else "")}))


def furnished(status: Status) -> tuple[State, dict[str, Any]]:
    """A neighbourhood with something for every view."""
    state = State(rules(), status, Reported.BY_RESIDENT, private=False)
    return state, furnish(state)


def look_at_everything(status: Status, examples: int) -> None:
    """In Chinese in private, in English in the group: it parses, keeps Telegram's limits, and no word becomes a tag."""
    state, facts = furnished(status)

    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(drawn=st.lists(hostile, min_size=5, max_size=5))
    def every_view(drawn: list[str]) -> None:
        with state.undone() as unit:
            poison(unit, drawn)
            for language, chat in (("zh_CN", "private"), ("en", "b3")):
                unit.execute(update(tables.chats).values(language=language))
                unit.execute(update(tables.people).values(own_language=language))
                for view, told in intents(drawn[0], facts):
                    _look(unit, state, view, told, chat, facts["draft"])

    every_view()


def test_every_view() -> None:
    """A taste of it."""
    look_at_everything(Status.ACCEPTED, 2)


@pytest.mark.slow
@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.RESOLVED])
def test_every_view_with_patience(status: Status) -> None:
    """More of it."""
    look_at_everything(status, 15)


def _look(unit: Unit, state: State, view: str, told: dict[str, Any], chat: str, draft: int) -> None:
    viewer = state.actors["zhou", "private"]
    here = viewer.chat.id if chat == "private" else state.actors["wang", "b3"].chat.id
    owed = SimpleNamespace(
        chat_id=here, card=None, view=view, facts=told, case_id=CASE, draft_id=draft, person_id=viewer.id, reply_to=5, id=1
    )
    try:
        shown = prepare(unit, owed, CATALOGS, NOW).shown
    except KeyError as error:
        raise AssertionError(f"{view} is told {error} as well: say so in `intents`") from error
    rendered(shown)
    if isinstance(shown, Outgoing):
        limit = CAPTION if shown.has_photo or shown.document else TEXT
        _, entities = parse_html(checked(shown.text, limit))
        assert {one["type"] for one in entities} <= {"bold", "italic", "code", "text_link"}, view
        assert all("evil" not in str(one.get("url", "")) for one in entities), view

