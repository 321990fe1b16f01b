"""One number in the log, from the update that came to every message that went out for it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logs import set_up
from tests.street.scene import Street, picture


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged while the test runs, one JSON object a line."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    lines = io.StringIO()
    set_up("DEBUG", as_json=True, stream=lines)
    yield lines
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def told(log: io.StringIO, event: str) -> list[dict[str, Any]]:
    """The lines about an event."""
    return [line for line in map(json.loads, log.getvalue().splitlines()) if line["event"] == event]


async def test_the_log_follows_an_album(street: Street, log: io.StringIO) -> None:
    """Two updates, a job that closes the album, a photo that is fetched later: the messages carry the first's number."""
    first, second = street.wang.sends_album(street.group, [picture(), picture("navy")], "门口垃圾桶坏了")
    await street.settled()
    numbers = [line["update"] for line in told(log, "handled")]
    assert len(numbers) == 2
    sent = {(line["view"], line["case"], line["update"]) for line in told(log, "sent")}
    assert {("card.group", 1, numbers[0]), ("card.work", 1, numbers[0])} <= sent
    assert "门口" not in log.getvalue()
    assert first.id != second.id
