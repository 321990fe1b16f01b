"""The whole plan: which courses meet how many kills, which troubles they meet, and what each of them cost."""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from simulator.server import Simulator
from storage import migrate
from tests.faults import troubles
from tests.faults.course import Course
from tests.faults.digests import Mornings
from tests.faults.goods import Goods
from tests.faults.kills import kill
from tests.faults.program import TOKEN, Program, Starter
from tests.faults.reports import Albums, Reports
from tests.faults.town import open_town
from tests.faults.troubles import Trouble
from tests.faults.work import Work

C = TypeVar("C", bound=Course)
COURSES: dict[str, type[Course]] = {
    "reports": Reports, "albums": Albums, "work": Work, "digests": Mornings, "goods": Goods,
}  # fmt: skip
BY_KILL = "1 a chat, 8 in all, per kill"
BY_CUT = "1 per cut"
NONE = "0"


@dataclass(frozen=True)
class Line:
    """A line of the table: what was injected how often, what people asked for meanwhile, what it cost."""

    what: str
    times: int
    asked: int
    lost: int
    twice: int
    worst: int | None
    bound: str


@dataclass(frozen=True)
class Played:
    """What came of a course: its line, and how often it was killed at each kind of instant."""

    line: Line
    instants: Counter[str]


async def killed(name: str, kills: int, seed: int, starter: Starter) -> Played:
    """A course under so many kills. Raises AssertionError, with the seed, when it is not as it should be."""
    chance, instants = random.Random(f"{seed} {name}"), Counter[str]()  # noqa: S311  to be repeated
    async with _course(COURSES[name], chance, starter, f"seed {seed}, {name}") as course:
        await course.open()
        for number in range(kills):
            instants[(await kill(course, chance)).kind] += 1
            await course.between(number + 1)
        await course.finish()
        course.check_all()
        return Played(_line(f"SIGKILL during {course.name}", kills, course, BY_KILL), instants)


async def killed_at_first_start(kills: int, seed: int, starter: Starter) -> Played:
    """Killed while the database is being made, several times; then it starts, and the database is whole."""
    chance, done = random.Random(f"{seed} install"), 0  # noqa: S311  to be repeated
    with tempfile.TemporaryDirectory() as folder:
        async with Simulator() as sim:
            sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
            while done < kills:
                program = Program(Path(folder) / str(done), starter)
                program.write_config(sim.url)
                for _ in range(min(4, kills - done)):
                    await program.start()
                    await asyncio.sleep(chance.uniform(0, 1.2))
                    program.kill()
                    await program.gone()
                    done += 1
                before = len(sim.world.calls)
                await program.start()
                while len(sim.world.calls) == before:
                    assert program.runs, f"seed {seed}: {program.log[-2000:]}"
                    await asyncio.sleep(0.05)
                assert await program.stop() == 0
                assert migrate.behind(f"sqlite:///{program.database}") is None
                assert program.rows("PRAGMA integrity_check") == [("ok",)]
    line = Line("SIGKILL during the first start, which makes the database", kills, 0, 0, 0, None, NONE)
    return Played(line, Counter({"while it starts": kills}))


async def troubled(some: tuple[Trouble, ...], seconds: float, seed: int, starter: Starter) -> list[Line]:
    """One town meets troubles one after another, each for so long, or as long as it needs at its longest."""
    chance, lines, cuts = random.Random(f"{seed} troubles"), list[Line](), 0  # noqa: S311  to be repeated
    async with _course(Reports, chance, starter, f"seed {seed}, troubles") as course:
        for one in some:
            met = await one.happens(course, min(seconds, one.long))
            await course.finish()
            cuts += met.cuts
            course.check_all(cuts=cuts)
            lines.append(_less(_line(one.name, met.times, course, BY_CUT if met.cuts else NONE), lines))
    return lines


async def on_a_full_disk(seconds: float, seed: int, starter: Starter) -> list[Line]:
    """The town's database, photos and log lie on a small disk. No line where none can be mounted."""
    with tempfile.TemporaryDirectory() as folder:
        async with troubles.small_disk(Path(folder) / "disk") as mounted:
            if not mounted:
                return []
            chance = random.Random(f"{seed} disk")  # noqa: S311  to be repeated
            async with _course(Reports, chance, starter, f"seed {seed}, disk", Path(folder) / "disk") as course:
                met = await troubles.FULL_DISK.happens(course, seconds)
                await course.finish()
                course.check_all()
                return [_line(troubles.FULL_DISK.name, met.times, course, BY_KILL)]


async def with_a_jumping_clock(seconds: float, seed: int, starter: Starter) -> list[Line]:
    """The program runs by a clock that is set forward and back."""
    chance = random.Random(f"{seed} clock")  # noqa: S311  to be repeated
    async with _course(Reports, chance, starter, f"seed {seed}, clock") as course:
        course.halves = False
        await course.town.stop()
        course.town.program.clock.write_text("0", encoding="utf-8")
        course.lives = [len(course.town.sim.world.calls)]
        await course.town.program.start()
        met = await troubles.CLOCK.happens(course, seconds)
        await course.finish()
        course.check_all()
        return [_line(troubles.CLOCK.name, met.times, course, NONE)]


def _line(what: str, times: int, course: Course, bound: str) -> Line:
    """What a course has cost so far."""
    said, asked = [one.total() for one in course.said_twice()], course.accepted()
    return Line(what, times, asked, asked - course.done(), sum(said), max(said) if bound == BY_KILL else None, bound)


def _less(whole: Line, before: list[Line]) -> Line:
    """Of what a course has cost so far, that which came after the lines before."""
    asked, lost, twice = (sum(getattr(one, name) for one in before) for name in ("asked", "lost", "twice"))
    return replace(whole, asked=whole.asked - asked, lost=whole.lost - lost, twice=whole.twice - twice)


@asynccontextmanager
async def _course(
    kind: type[C], chance: random.Random, starter: Starter, where: str, folder: Path | None = None
) -> AsyncIterator[C]:
    """A town with a course in it, from the first start to a clean stop; a failure names the seed and what the log says."""
    with tempfile.TemporaryDirectory() as own:
        async with Simulator() as sim:
            town = await open_town(sim, folder or Path(own) / "town", starter, buildings=6, grids=3)
            course = kind(town, chance, [len(sim.world.calls)])
            try:
                yield course
                await town.stop()
            except BaseException as error:
                error.add_note(f"{where}, kill {len(course.lives) - 1}; the log ends:\n{town.program.log[-4000:]}")
                if town.program.runs:
                    town.program.kill()
                raise
