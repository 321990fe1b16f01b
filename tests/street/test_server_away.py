"""The bot where its PostgreSQL is away for a while: it waits, and nothing is lost or said twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.postgres import Cluster
from tests.street.desk import Desk, open_desk

SECONDS = 7
"""Longer than the sender waits before it reads everything that is owed afresh."""


@pytest.fixture
async def desk(tmp_path: Path, postgres: Cluster) -> AsyncIterator[Desk]:
    """A bot with a database of its own on the server."""
    async with open_desk(tmp_path, postgres.fresh()) as desk:
        yield desk


async def test_a_server_that_is_away_is_asked_again_now_and_then(desk: Desk, postgres: Cluster) -> None:
    """What is on its way is written down when it is back, what is owed goes then, each once; and nobody knocks all the time."""
    desk.sim.faults.delay(0.5, "sendMessage")
    await desk.owes(desk.group, "on its way", "in line")
    await desk.until_rows(lambda rows: rows[-2].state == "claimed")
    with capture_logs() as logs, postgres.away(desk.settings.storage.database):
        await asyncio.sleep(SECONDS)
    knocks = [one for one in logs if one["event"] == "database away"]
    assert 0 < len(knocks) < SECONDS * 20
    await desk.until_ended()
    assert desk.heard(desk.group) == ["on its way", "in line"]
