"""Everything that can go wrong around the program while it lives: Telegram, the line, the disk, the clock, an update."""

import asyncio
import contextlib
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from signal import SIGUSR1
from typing import Any

import aiohttp

from tests.faults.program import TOKEN
from tests.faults.reports import Reports

SENDS = ("sendMessage", "sendPhoto")
LATE = 25
"""Seconds, longer than the program waits for an answer."""


@dataclass(frozen=True)
class Met:
    """What the program met: how often, and how many lines were cut after Telegram had acted, each of which repeats."""

    times: int
    cuts: int = 0


@dataclass(frozen=True)
class Trouble:
    """What goes wrong, in words for the table, and how it is made to; `long` says how long at its longest, in seconds."""

    name: str
    happens: Callable[[Reports, float], Awaitable[Met]]
    long: float = 8.0


async def reports_for(course: Reports, seconds: float) -> None:
    """People go on reporting meanwhile."""
    over = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, over.set)
    await course.goes_on(over)


async def reports_until_told(course: Reports, words: str, seconds: float) -> None:
    """People go on reporting for so long, and until the program's log has said this once more."""
    program, over = course.town.program, asyncio.Event()
    before, least = program.log.count(words), asyncio.get_running_loop().time() + seconds

    async def told() -> None:
        await course.town.until(
            lambda: program.log.count(words) > before and asyncio.get_running_loop().time() > least
        )

    async with asyncio.TaskGroup() as both:
        both.create_task(told()).add_done_callback(lambda _: over.set())
        await course.goes_on(over)


async def telegram_is_down(course: Reports, seconds: float) -> Met:
    """No connection at all; what people write meanwhile waits at Telegram."""
    faults, world = course.town.sim.faults, course.town.sim.world
    faults.go_down(world.clock() + timedelta(seconds=seconds))
    await reports_for(course, min(seconds, 8))
    await asyncio.sleep(max(0.0, seconds - 8))
    await course.town.until(lambda: not faults.is_down(world.clock()))
    return Met(1)


async def server_errors(course: Reports, seconds: float) -> Met:
    """5xx to everything, getting updates included."""
    faults = course.town.sim.faults
    for code, words in ((500, "Internal Server Error"), (502, "Bad Gateway"), (504, "Gateway Timeout")):
        faults.fail(times=20, code=code, description=words)
        faults.fail("getUpdates", times=2, code=code, description=words)
    faults.fail("file", times=5, code=502)
    await reports_for(course, seconds)
    return Met(71)


async def silence(course: Reports, _: float) -> Met:
    """Calls that are not answered in time, and act all the same in the end, long after the program has tried again."""
    before = _said_twice(course)
    for method in SENDS:
        course.town.sim.faults.delay(LATE, method, times=2)
    await reports_for(course, 2)
    await course.finish()
    patience = asyncio.get_running_loop().time() + LATE + 1
    while _said_twice(course) < before + 4 and asyncio.get_running_loop().time() < patience:
        await asyncio.sleep(0.2)
    return Met(4, cuts=4)


def _said_twice(course: Reports) -> int:
    return sum(one.total() for one in course.said_twice())


async def cut_before(course: Reports, seconds: float) -> Met:
    """Lines that break before Telegram has acted."""
    faults = course.town.sim.faults
    faults.drop_before(times=24)
    faults.drop_before("getUpdates", times=5)
    faults.drop_before("file", times=5)
    await reports_for(course, seconds)
    return Met(34)


async def cut_after(course: Reports, seconds: float) -> Met:
    """Lines that break after Telegram has acted: the program can't know, and says it again rather than never."""
    faults = course.town.sim.faults
    faults.drop_after(times=20)
    faults.drop_after("getUpdates", times=5)
    await reports_for(course, seconds)
    await course.finish()
    return Met(25, cuts=20)


async def floods(course: Reports, seconds: float) -> Met:
    """Telegram's real windows, against a program that was told not to mind them: each 429 is waited out."""
    sim = course.town.sim
    sim.faults.limit_floods()
    began = len(sim.world.calls)
    await reports_for(course, seconds)
    await course.finish()
    sim.faults.allow_floods()
    refused = [call for call in sim.world.calls[began:] if call.code == 429]
    assert refused, "no storm"
    for one in refused:
        until = one.at + timedelta(seconds=one.answer["parameters"]["retry_after"])
        early = [
            call for call in sim.world.calls[began:]
            if call.params.get("chat_id") == one.params["chat_id"] and one.at < call.at < until - timedelta(seconds=0.2)
            and call.method.startswith(("send", "edit"))
        ]  # fmt: skip
        assert not early, f"{one.params['chat_id']} was to be left alone until {until}: {early[0].at}"
    return Met(len(refused))


async def token_revoked(course: Reports, seconds: float) -> Met:
    """401 to everything: said loudly, without spinning, and everything goes on when the token is known again."""
    sim, town = course.town.sim, course.town
    before = sim.api.unknown_tokens
    gone = sim.world.bots.pop(town.bot.token)
    began = asyncio.get_running_loop().time()
    await reports_until_told(course, "Telegram does not know this token", seconds)
    refused, took = sim.api.unknown_tokens - before, asyncio.get_running_loop().time() - began
    sim.world.bots[town.bot.token] = gone
    assert 0 < refused < 20 + 10 * took, f"{refused} calls in {took} seconds"
    return Met(refused)


async def two_pollers(course: Reports, seconds: float) -> Met:
    """Another program asks for updates with our token, and confirms none: both are told 409 again and again."""
    sim = course.town.sim
    url, asked = f"{sim.url}/bot{TOKEN}/getUpdates", 0

    async def polls() -> None:
        nonlocal asked
        async with aiohttp.ClientSession() as session:
            while True:
                async with session.get(url, params={"timeout": "1"}) as answer:
                    await answer.read()
                asked += 1
                await asyncio.sleep(0.3)

    other = asyncio.create_task(polls())
    await reports_until_told(course, "another program polls with this token", seconds)
    other.cancel()
    await asyncio.gather(other, return_exceptions=True)
    return Met(asked)


async def database_locked(course: Reports, seconds: float) -> Met:
    """Another program holds the database's lock for longer than the program waits for it."""
    for _ in range(2):
        other = sqlite3.connect(course.town.program.database, isolation_level=None, timeout=30)
        other.execute("BEGIN IMMEDIATE")
        await reports_until_told(course, "database is locked", seconds / 2)
        other.execute("ROLLBACK")
        other.close()
    return Met(2)


async def disk_full(course: Reports, seconds: float) -> Met:
    """Not a byte is left for database, photos and log; the program is even killed and started meanwhile."""
    program = course.town.program
    ballast = program.folder / "ballast"
    _fill(ballast)
    await reports_for(course, seconds / 2)
    assert len(course.town.bot.queue), "there was room after all"
    program.kill()
    await program.gone()
    await asyncio.sleep(0.1)
    course.lives.append(len(course.town.sim.world.calls))
    await program.start()
    await reports_for(course, seconds / 2)
    assert len(course.town.bot.queue), "there was room after all"
    ballast.unlink()
    return Met(1)


async def photos_unwritable(course: Reports, seconds: float) -> Met:
    """Something else lies where the photo store was."""
    photos = course.town.program.folder / "photos"
    aside = photos.rename(photos.with_name("photos.aside"))
    photos.write_text("not a folder", encoding="utf-8")
    await reports_for(course, seconds)
    photos.unlink()
    aside.rename(photos)
    return Met(1)


async def clock_jumps(course: Reports, seconds: float) -> Met:
    """The machine's clock is set forward by a day, back by it, and back by an hour, each for a while."""
    clock = course.town.program.clock
    for ahead in (86_400.0, 0.0, -3600.0, 0.0):
        clock.write_text(str(ahead), encoding="utf-8")
        course.town.program.gets(SIGUSR1)
        await reports_for(course, seconds / 4)
    return Met(4)


async def updates_replayed(course: Reports, seconds: float) -> Met:
    """Telegram brings every update a second time, under the number that it had."""
    queue, seen = course.town.bot.queue, dict[int, Any]()

    def note() -> None:
        seen.update({one["update_id"]: one for one in queue.pending()})

    queue.on_put.append(note)
    await reports_for(course, seconds)
    await course.finish()
    queue.on_put.remove(note)
    for update in seen.values():
        queue.put_raw(update)
    return Met(len(seen))


async def parked_and_run_again(course: Reports, _: float) -> Met:
    """A mistake makes every report fail; after it is mended the operator runs what was put aside again."""
    program, town = course.town.program, course.town
    with contextlib.closing(sqlite3.connect(program.database, isolation_level=None, timeout=30)) as other:
        other.execute("CREATE TRIGGER mistake BEFORE INSERT ON cases BEGIN SELECT RAISE(ABORT, 'a mistake of ours'); END")
        numbers = [course.report(whole=True) for _ in range(3)]
        aside = "SELECT id FROM inbox WHERE state = 'parked'"
        await town.until(lambda: len(course.rows(aside)) == len(numbers))
        other.execute("DROP TRIGGER mistake")
    assert str(course.rows(aside)[0][0]) in await program.command("parked")
    for (row,) in course.rows(aside):
        await program.command("parked", "--retry", str(row))
    return Met(len(numbers))


IN_ONE_TOWN = (
    Trouble("Telegram is down", telegram_is_down, 600),
    Trouble("Telegram answers 5xx", server_errors),
    Trouble("Telegram does not answer in time, and acts all the same", silence),
    Trouble("the line is cut before Telegram acts", cut_before),
    Trouble("the line is cut after Telegram has acted", cut_after),
    Trouble("a storm of 429 by Telegram's real windows", floods, 20),
    Trouble("the token is revoked for a while (401)", token_revoked, 20),
    Trouble("another program polls with the same token (409)", two_pollers),
    Trouble("the database is locked by another program", database_locked, 20),
    Trouble("the photo store is unwritable", photos_unwritable),
    Trouble("Telegram replays all updates", updates_replayed),
    Trouble("updates put aside, run again after a fix", parked_and_run_again),
)
FULL_DISK = Trouble("the disk is full, and the program killed meanwhile", disk_full)
CLOCK = Trouble("the machine's clock is set forward by a day, back by a day, back by an hour", clock_jumps, 12)


@contextlib.asynccontextmanager
async def small_disk(folder: Path, megabytes: int = 24) -> AsyncIterator[bool]:
    """A disk of its own for a folder; False where this machine lets nobody mount one."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240  one folder of our own
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0  # noqa: S603, ASYNC221
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)  # noqa: S603, S607, ASYNC221


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        for size in (2**16, 2**10, 1):
            with contextlib.suppress(OSError):
                while out.write(bytes(size)) == size:
                    continue
