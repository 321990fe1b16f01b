"""One program whose lines to PostgreSQL break all the time, and whose server is away for longer than a lease lasts.

`GRIDBEE_CUTS` and `GRIDBEE_SEED` make it longer, or nearly the same again.
"""

import asyncio
import os
import random
import secrets
import signal
from pathlib import Path

import pytest

from simulator.server import Simulator
from tests.postgres import Cluster
from tests.scale.crew import LEASE, Crew, open_crew
from tests.scale.work import check_filed_once, check_handled_once_and_in_order, load

pytestmark = pytest.mark.slow

CUTS = int(os.environ.get("GRIDBEE_CUTS", "3"))
"""So often the server is away; before each of them all lines break ten times."""
SEED = int(os.environ.get("GRIDBEE_SEED", "0")) or secrets.randbelow(10**6)


async def test_whatever_breaks_nothing_is_lost_or_said_twice(tmp_path: Path, postgres: Cluster) -> None:
    """It is not killed, so it knows what it has said: not one message is repeated."""
    chance = random.Random(SEED)  # noqa: S311  to be repeated
    async with Simulator() as sim:
        crew = await open_crew(sim, tmp_path, postgres.fresh(), ["all"], buildings=5)
        try:
            over = asyncio.Event()
            async with asyncio.TaskGroup() as going_on:
                going_on.create_task(load(crew, chance, over))
                going_on.create_task(_break_lines(crew, chance, postgres, over))
            await crew.settled()
            check_filed_once(crew)
            check_handled_once_and_in_order(crew)
            assert crew.strays() == [], f"seed {SEED}: said twice"
            (one,) = crew.members
            one.signal(signal.SIGTERM)
            assert await one.ended() == 0
        finally:
            await crew.end()


async def _break_lines(crew: Crew, chance: random.Random, server: Cluster, over: asyncio.Event) -> None:
    for _ in range(CUTS):
        for _ in range(10):
            await asyncio.sleep(chance.uniform(0, 0.6))
            server.cut_lines(crew.url)
        with server.away(crew.url):
            await asyncio.sleep(chance.uniform(0, 2 * LEASE))
    over.set()
