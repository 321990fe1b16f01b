"""What is put into the inbox, however odd it came."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.updates import lane_of, taken_from

LETTERS = some.text(some.sampled_from("id灯\ud83d\x00"), max_size=3)
ANYTHING = some.recursive(
    some.none() | some.integers() | LETTERS,
    lambda inside: some.lists(inside, max_size=2) | some.dictionaries(LETTERS | some.just("chat"), inside, max_size=2),
    max_leaves=5,
)
PARTS = some.fixed_dictionaries(
    {}, optional=dict.fromkeys(("message", "edited_message", "callback_query", "my_chat_member", "chat"), ANYTHING)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARTS, some.integers(0, 2**40))
def test_whatever_has_a_number_is_kept(update: dict[str, Any], number: int) -> None:
    """It can be written to the database, and its lane is a number."""
    taken = taken_from({**update, "update_id": number})
    assert taken is not None
    assert json.loads(taken.raw.encode())["update_id"] == number
    assert abs(taken.lane) < 2**63


@pytest.mark.parametrize("update", [None, [], "x", 5, {}, {"update_id": "7"}, {"update_id": -1}, {"update_id": 10**30}])
def test_what_has_no_number_is_not(update: Any) -> None:
    """Telegram could never be told that it was taken."""
    assert taken_from(update) is None


def test_half_a_letter_does_not_stop_the_others() -> None:
    """A lone surrogate can't be stored; it is replaced, the rest stays."""
    taken = taken_from({"update_id": 1, "message": {"text": "灯\ud800坏了"}})
    assert taken is not None
    assert json.loads(taken.raw)["message"]["text"] == "灯?坏了"


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"message": {"chat": {"id": -5}}}, -5),
        ({"edited_message": {"chat": {"id": 7}}}, 7),
        ({"callback_query": {"from": {"id": 3}, "message": {"chat": {"id": -9}}}}, -9),
        ({"callback_query": {"from": {"id": 3}}}, 3),
        ({"callback_query": {"from": 3, "message": "x"}}, 0),
        ({"message": {"chat": {"id": 10**30}}}, 0),
        ({"poll": {}}, 0),
    ],
)
def test_lanes(update: dict[str, Any], lane: int) -> None:
    """The chat, else the sender, else none."""
    assert lane_of(update) == lane
