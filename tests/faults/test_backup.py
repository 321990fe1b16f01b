"""A backup taken while the writer is busy: what its moment knew comes back whole, and the bot starts on it."""

import asyncio
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from simulator.server import Simulator
from tests.faults.program import OPERATOR, Program
from tests.faults.reports import Reports
from tests.faults.town import open_town

STORED = "SELECT path FROM photos WHERE state = 'stored'"
FIXED = {
    "cases": "id, community_id, area_id, title, filed_at, resolve_by",
    "reports": "id, case_id, person_id, message_id, text, made_at",
    "events": "id, case_id, kind, at, facts",
}
"""What never changes again in a row that is there."""


def asked(folder: Path, query: str) -> set[Any]:
    """What a query finds in the database of a folder, as it is in its file and its log."""
    with closing(sqlite3.connect(folder / "gridbee.db", timeout=10)) as connection:
        return set(connection.execute(query))


@pytest.mark.slow
async def test_a_backup_under_load_is_one_moment(tmp_path: Path) -> None:
    """Three backups during a burst of reports with photos. Each lies between what was there before and after it."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    async with Simulator() as sim:
        town = await open_town(sim, here)
        course = Reports(town, random.Random(7))  # noqa: S311  no secret
        reporting = asyncio.ensure_future(_report(course, 90))
        counts = []
        for number in range(3):
            before = {table: asked(here, f"SELECT {names} FROM {table}") for table, names in FIXED.items()}  # noqa: S608
            stored = asked(here, STORED)
            await town.program.command("backup", str(tmp_path / f"{number}.zip"))
            after = {table: asked(here, f"SELECT {names} FROM {table}") for table, names in FIXED.items()}  # noqa: S608
            place = there / str(number)
            counts.append(await _restored(here, place, tmp_path / f"{number}.zip"))
            for table, names in FIXED.items():
                assert before[table] <= asked(place, f"SELECT {names} FROM {table}") <= after[table]  # noqa: S608
            assert stored <= asked(place, STORED)
            for (path,) in asked(place, STORED):
                assert (place / "photos" / path).read_bytes() == (here / "photos" / path).read_bytes()
        await reporting
        await town.settled()
        assert len(set(counts)) > 1, "nothing was filed between the backups"
        await town.program.stop()
        await _goes_on(sim, town, there / "0")


async def _report(course: Reports, count: int) -> None:
    for _ in range(count):
        course.report()
        await asyncio.sleep(0.05)


def _settled_in(here: Path, place: Path) -> None:
    place.mkdir(parents=True)
    (place / "config.toml").write_text((here / "config.toml").read_text(encoding="utf-8"), encoding="utf-8")


async def _restored(here: Path, place: Path, backup: Path) -> int:
    """The backup in a folder of its own, sound; how many cases it has."""
    _settled_in(here, place)
    await Program(place).command("restore", str(backup))
    assert asked(place, "PRAGMA integrity_check") == {("ok",)}
    assert asked(place, "PRAGMA foreign_key_check") == set()
    return len(asked(place, "SELECT id FROM cases"))


async def _goes_on(sim: Simulator, town: Any, place: Path) -> None:
    """The bot starts on it, and its first case can be asked for."""
    program = Program(place)
    await program.start()
    operator = sim.world.person(OPERATOR)
    operator.sends(town.bot, "/case 1")
    chat = operator.chat_with(town.bot)
    await sim.until(lambda: any("1 号" in (one.text or "") for one in chat.visible if one.sender is town.bot))
    assert await program.stop() == 0
