"""Whatever Telegram, or somebody in its name, may bring: the program reads it or parks it, and goes on.

`GRIDBEE_FUZZ` sets how many plays there are, of eighty updates each, and lets them differ from run to run.
The long run: `pytest -m slow tests/fuzz`.
"""

import asyncio
import os
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz import judge
from tests.fuzz.program import Stage
from tests.fuzz.spoiling import spoiled
from tests.fuzz.updates import CHANNEL, NOW, group_of, updates
from tests.fuzz.words import mostly

PLAYS = int(os.environ.get("GRIDBEE_FUZZ", "0"))
AT_ONCE = 80
LONG = 250
"""Plays of the long run: 20 000 updates."""

class Script(list[dict[str, Any]]):
    """The updates of a play. What goes wrong is told by the judge, so it need not be written out."""

    def __repr__(self) -> str:
        """Short."""
        return f"{len(self)} updates"


plays = st.lists(mostly((3, updates), (1, updates.flatmap(spoiled))), min_size=AT_ONCE, max_size=AT_ONCE).map(Script)


async def play(on: Stage, sent: list[dict[str, Any]]) -> list[str]:
    """One play, from a fresh town to the judgement: what went wrong."""
    sent = [judge.chatter(1), *sent, judge.chatter(2)]
    with structlog.testing.capture_logs() as logged:
        async with on.program() as program:
            await program.takes(sent)
            found = judge.wrongly_parked(program)
            found += await judge.stuck(program)
            found += judge.wrongly_parked(program)
            found += await judge.kept_chatter(program)
            return found + judge.troubles(program, logged)


def run(theatre: tuple[asyncio.Runner, Stage], examples: int) -> None:
    """So many plays. They are not made smaller when one fails: what it says about it is enough to find the cause."""
    runner, on = theatre

    @settings(
        max_examples=examples, deadline=None, derandomize=not PLAYS, suppress_health_check=list(HealthCheck), database=None,
        report_multiple_bugs=False, phases=[Phase.generate],
    )  # fmt: skip
    @given(plays)
    def whatever_comes(sent: Script) -> None:
        found = runner.run(play(on, sent))
        assert not found, "\n".join(one[:2000] for one in found)

    whatever_comes()


def test_what_it_found_once(theatre: tuple[asyncio.Runner, Stage]) -> None:
    """Each of these was parked, or made Telegram refuse something, before it was mended."""
    runner, on = theatre
    group, wang = group_of("b3"), {"id": 1001, "is_bot": False, "first_name": "王阿姨"}
    nameless = {"id": 5_000_000_009, "is_bot": False, "first_name": ""}
    message = {"message_id": 20_000, "date": NOW, "chat": group, "from": wang, "text": "/report 灯坏了"}
    command = [{"type": "bot_command", "offset": 0, "length": 7}]
    reply = {"message_id": 99, "date": NOW, "chat": group, "from": nameless, "text": "看看"}
    private = {"id": 1003, "type": "private", "first_name": "x"}
    sent = [
        {"message": {**message, "entities": command, "reply_to_message": reply}},
        {"message": {**message, "entities": command, "reply_to_message": reply}},  # the same once more
        {"message": {**message, "chat": {"id": 1001, "type": "private"}, "entities": command}},
        {"message": {**message, "chat": {"id": 1001, "type": "private"}, "entities": command}},  # twice, and in private
        {"channel_post": {**message, "from": {**wang, "id": [1]}}},  # of a kind that nobody reads
        {"message": {**message, "message_id": 20_001, "chat": private, "text": "灯坏了"}},  # in somebody else's chat
        {"message": {**message, "message_id": 20_002, "chat": private, "from": {**wang, "id": 1003}, "migrate_to_chat_id": -9}},
        {"message": {**message, "message_id": 20_003, "chat": {"id": CHANNEL, "type": "channel"}, "text": "/start x"}},
        {"message": {**message, "message_id": 20_004, "entities": command, "from": {**wang, "id": 1004, "language_code": "\x00"}}},
        {"callback_query": {"id": "5", "from": {**wang, "id": 1201}, "chat_instance": "1", "data": "agree:1:en", "message": reply}},
    ]
    assert runner.run(play(on, sent)) == []


def test_some_hundred_updates(theatre: tuple[asyncio.Runner, Stage]) -> None:
    """A taste of it, the same every time."""
    run(theatre, PLAYS or 2)


@pytest.mark.slow
def test_twenty_thousand_updates(theatre: tuple[asyncio.Runner, Stage]) -> None:
    """All of it."""
    run(theatre, LONG)
