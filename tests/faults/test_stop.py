"""Ctrl-C and SIGTERM stop the program cleanly: nothing half-done, and the next start goes on from there.

How long it takes (DESIGN: five seconds at most) is measured by bench/start.py: seconds say little on a busy machine.
"""

import asyncio
import random
import signal
from pathlib import Path

import pytest

from simulator.server import Simulator
from tests.faults.program import TOKEN, Program, starter
from tests.faults.reports import Reports
from tests.faults.town import open_town

pytestmark = pytest.mark.slow

IN_THE_AIR = 8
IN_FLIGHT = "SELECT id FROM outbox WHERE state = 'claimed'"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_in_the_middle_of_a_burst(tmp_path: Path, number: signal.Signals) -> None:
    """Stopped while reports come in: exit code 0, no message left in flight, and the next start does the rest."""
    async with starter() as one, Simulator() as sim:
        town = await open_town(sim, tmp_path, one)
        course = Reports(town, random.Random(1))  # noqa: S311  the same each time
        for _ in range(30):
            course.report()
        await asyncio.sleep(0.2)
        assert await town.program.stop(number) == 0
        assert course.rows(IN_FLIGHT) == []
        await town.program.start()
        await course.finish()
        course.check_all()
        await town.stop()


async def test_nothing_leaves_once_it_is_told_to_stop(tmp_path: Path) -> None:
    """Eight are in the air and arrive; those that were ready wait for the next start."""
    async with starter() as one, Simulator() as sim:
        town = await open_town(sim, tmp_path, one, buildings=24)
        course = Reports(town, random.Random(1))  # noqa: S311  the same each time
        sim.faults.delay(0.7, "sendMessage", times=200)
        for group in town.groups:
            resident = next(one for one in town.residents if group.has(one))
            resident.sends(group, "/report 门口垃圾桶坏了")
        await town.until(lambda: len(course.rows(IN_FLIGHT)) > IN_THE_AIR)
        before = len(sim.world.calls)
        assert await town.program.stop() == 0
        assert len([one for one in sim.world.calls[before:] if one.method == "sendMessage"]) <= IN_THE_AIR
        assert course.rows(IN_FLIGHT) == []
        sim.faults.clear()
        await town.program.start()
        await town.settled()
        assert course.rows("SELECT count(*) FROM messages WHERE view = 'card.group'") == [(len(town.groups),)]
        await town.stop()


async def test_it_stops_while_telegram_does_not_answer(tmp_path: Path) -> None:
    """A message hangs in the air: it is not waited for, and goes out after the next start."""
    async with starter() as one, Simulator() as sim:
        town = await open_town(sim, tmp_path, one, buildings=1)
        course = Reports(town, random.Random(1))  # noqa: S311  the same each time
        for method in ("sendMessage", "sendPhoto"):
            sim.faults.delay(60, method, times=100)
        course.report(whole=True)
        await town.until(lambda: course.rows(IN_FLIGHT))
        assert await town.program.stop() == 0
        sim.faults.clear()
        await town.program.start()
        await course.finish()
        assert course.rows("SELECT count(*) FROM messages WHERE view = 'card.group'") == [(1,)]
        await town.stop()


async def test_it_stops_while_telegram_is_away(tmp_path: Path) -> None:
    """Started without a network: it waits for Telegram, and can be told to stop meanwhile."""
    async with starter() as one, Simulator() as sim:
        sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
        sim.faults.drop_before("getMe", times=10**6)
        program = Program(tmp_path, one)
        program.write_config(sim.url)
        await program.start()
        async with asyncio.timeout(90):
            while "telegram away" not in program.log:
                await asyncio.sleep(0.05)
        assert await program.stop() == 0
