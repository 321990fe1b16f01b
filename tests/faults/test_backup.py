"""Backups taken while the program is busy, on each kind of database: what a moment knew comes back, and the bot goes on."""

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from simulator.server import Simulator
from tests.faults.held import attached, check_held, contains, lasting, pictures, schema, stored
from tests.faults.program import OPERATOR, Program
from tests.faults.reports import Reports
from tests.faults.town import Town, open_town
from tests.faults.work import Work
from tests.postgres import Cluster

pytestmark = pytest.mark.slow

BACKUPS = 3
LEASE = 3
"""Seconds: those of the program that was backed up have run out when another starts on its copy."""


@dataclass
class Bustle(Work):
    """A burst of reports with photos, and work on some of them at the same time."""

    pace = 0.1

    async def step(self) -> None:
        """A report or four, and a press."""
        await Reports.step(self)
        self._press(1)


@dataclass(frozen=True)
class Copy:
    """A backup that was put back into a place of its own."""

    program: Program
    backup: Path

    @property
    def pictures(self) -> dict[str, bytes]:
        """What is in its photo store."""
        return pictures(self.program.folder / "photos")


@pytest.fixture(params=["sqlite", "postgresql"])
def storage(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Gives the settings of a place where nothing is: a file in the program's folder, or a new database on a server."""
    if request.param == "sqlite":
        return str
    server: Cluster = request.getfixturevalue("postgres")
    return lambda: f'[storage]\ndatabase = "{server.empty()}"\nlease_seconds = {LEASE}\n'


async def test_a_backup_under_load_is_one_moment(tmp_path: Path, storage: Callable[[], str]) -> None:
    """Each of three lies between what was there before and after it, is whole, and what it held is lost to nobody."""
    async with Simulator() as sim:
        town = await open_town(sim, tmp_path / "here", settings=storage())
        course = Bustle(town, random.Random(7))  # noqa: S311  no secret
        with _ended_with(town.program):
            copies = await _backed_up_meanwhile(course, tmp_path, storage)
            await town.settled()
            await town.stop()
        cases = [len(one.program.rows("SELECT id FROM cases")) for one in copies]
        assert 0 < cases[0] < cases[1] < cases[2], f"hardly anything was filed meanwhile: {cases}"
        assert len(copies[-1].program.rows("SELECT id FROM movements")), "nobody was given points"
        for one in copies:
            _check_photos_belong(course, one)
            await _goes_on(course, one)


async def _backed_up_meanwhile(course: Bustle, folder: Path, storage: Callable[[], str]) -> list[Copy]:
    """One backup after another, while people go on."""
    over = asyncio.Event()
    bustle = asyncio.ensure_future(course.goes_on(over))
    try:
        await course.town.until(course.done)
        return [await _copied(course, folder / f"{number}", storage()) for number in range(BACKUPS)]
    finally:
        over.set()
        await bustle


@contextmanager
def _ended_with(program: Program) -> Iterator[None]:
    """A program that a failed test leaves behind would go on for ever."""
    try:
        yield
    finally:
        if program.pid and program.runs:
            program.kill()


async def _copied(course: Bustle, place: Path, settings: str) -> Copy:
    """A backup in a place of its own: one moment, nothing broken, its photos byte for byte."""
    here, there, backup = course.town.program, Program(place), place.with_suffix(".zip")
    before, pictured = lasting(here), stored(here)
    await here.command("backup", str(backup))
    after = lasting(here)
    there.write_config(course.town.sim.url, settings)
    await there.command("restore", str(backup))
    copy, held = Copy(there, backup), lasting(there)
    assert contains(held, before)
    assert contains(after, held)
    assert pictured <= stored(there) == set(copy.pictures)
    originals = pictures(here.folder / "photos")
    assert all(originals[path] == picture for path, picture in copy.pictures.items())
    assert schema(there) == schema(here)
    check_held(_of(course, there))
    return copy


def _of(course: Bustle, program: Program) -> Reports:
    """The same people, with another program, to which nobody has said anything yet."""
    town = replace(course.town, program=program)
    return Reports(town, course.chance, [len(town.sim.world.calls)])


def _check_photos_belong(course: Bustle, copy: Copy) -> None:
    """Every report that a backup holds has there the photos that it has in the end."""
    reports = {number for (number,) in copy.program.rows("SELECT id FROM reports")}
    finally_there = {one for one in attached(course.town.program) if one[1] in reports}
    assert attached(copy.program) == finally_there


async def _goes_on(course: Bustle, copy: Copy) -> None:
    """The bot starts on it: what was owed is done, what waited is filed, and the next report gets a number of its own."""
    again, program = _of(course, copy.program), copy.program
    held, waited = lasting(program), _reports_that_wait(course, program)
    with _ended_with(program):
        await program.start()
        await again.town.settled()
        assert contains(lasting(program), held)
        assert waited <= _filed(program)
        await _is_as_good_as_new(again)
        await again.town.stop()
    assert stored(program) == set(copy.pictures)


async def _is_as_good_as_new(again: Reports) -> None:
    """Nothing is left undone of what was owed, and the next report gets a number of its own."""
    program = again.town.program
    numbers = {number for (number,) in program.rows("SELECT id FROM cases")}
    again.report(whole=True)
    await again.town.settled()
    assert again.done() == 1
    (new,) = {number for (number,) in program.rows("SELECT id FROM cases")} - numbers
    assert new > max(numbers)
    check_held(again)
    assert program.rows("SELECT state FROM photos WHERE case_id IS NOT NULL AND state <> 'stored'") == []
    for table, bad in (("inbox", "parked"), ("outbox", "failed"), ("jobs", "failed")):
        assert program.rows(f"SELECT id FROM {table} WHERE state = '{bad}'") == []  # noqa: S608
    await _can_be_asked(again.town)


def _reports_that_wait(course: Bustle, program: Program) -> set[Any]:
    """The reports among the updates that were taken in and not yet handled."""
    updates = [json.loads(raw) for (raw,) in program.rows("SELECT raw FROM inbox WHERE state = 'new'")]
    posts = [one["message"] for one in updates if "message" in one]
    return {(one["chat"]["id"], one["message_id"]) for one in posts} & set(course.sent)


def _filed(program: Program) -> set[Any]:
    return set(program.rows("SELECT c.telegram_id, r.message_id FROM reports r JOIN chats c ON c.id = r.chat_id"))


async def _can_be_asked(town: Town) -> None:
    operator = town.sim.world.person(OPERATOR)
    chat, asked = operator.chat_with(town.bot), operator.sends(town.bot, "/case 1")
    answers = lambda: [one for one in chat.visible if one.sender is town.bot and one.id > asked.id]  # noqa: E731
    await town.until(lambda: any("1 号" in (one.text or "") for one in answers()))
