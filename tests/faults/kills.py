"""SIGKILL, at instants that are drawn over the whole course: while it starts, while it works, in the middle of a call."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass

from simulator.faults import ANY, Drop
from tests.faults.course import Course

AFRESH = 12
"""Each so-manieth start is a new process that imports everything, as an operator's is; the others are forked."""
LOOK = 5
"""After each so-manieth kill the books are looked at before the program gets to mend anything."""
STARTED, WARM = 0.5, 3.0
"""Seconds of a processor after which it polls, and after which it has handled and sent what waited."""
PATIENCE = 15.0
"""Seconds until an instant that was waited for is given up, and the program killed all the same."""


@dataclass(frozen=True)
class Instant:
    """After so many seconds of a processor since its start; or at its so-manieth call of Telegram."""

    worked: float = 0.0
    method: str = ""
    call: int = 0
    drop: Drop = Drop.AFTER

    @property
    def kind(self) -> str:
        """Its words for the table."""
        if self.method:
            return f"in the middle of a call of Telegram, {self.drop}"
        return "while it starts" if self.worked < STARTED else "at a random moment of its work"


KINDS = (
    "while it starts", "at a random moment of its work", "in the middle of a call of Telegram, before acting",
    "in the middle of a call of Telegram, after acting",
)  # fmt: skip


def drawn(chance: random.Random) -> Instant:
    """The next instant."""
    way = chance.random()
    if way < 0.15:
        return Instant(chance.uniform(0, STARTED))
    if way < 0.6:
        return Instant(chance.uniform(STARTED, WARM))
    drop = chance.choice((Drop.BEFORE, Drop.AFTER))
    if way < 0.7:
        return Instant(method="getUpdates", call=chance.randint(0, 3), drop=drop)
    return Instant(method=ANY, call=chance.randint(4, 24), drop=drop)  # the first four are those of the start


async def kill(course: Course, chance: random.Random) -> Instant:
    """The course goes on until the instant has come; the program is killed and started again."""
    program, faults = course.town.program, course.town.sim.faults
    instant, dead = drawn(chance), asyncio.Event()

    def strike() -> None:
        if not dead.is_set():
            program.kill()
            dead.set()

    planned = faults.interrupt(strike, instant.method, skip=instant.call, drop=instant.drop) if instant.method else None
    async with asyncio.TaskGroup() as both:
        both.create_task(_strike_in_time(course, instant, strike, dead))
        await course.goes_on(dead)
    if planned is not None:
        faults.withdraw(planned)
    await program.gone()
    for _ in range(5):  # what it had sent on its way still reaches Telegram, and counts to this life
        await asyncio.sleep(0.02)
    if len(course.lives) % LOOK == 0:
        course.look_at_the_dead()
    course.before_start()
    course.lives.append(len(course.town.sim.world.calls))
    await program.start(afresh=len(course.lives) % AFRESH == 0)
    return instant


async def _strike_in_time(course: Course, instant: Instant, strike: Callable[[], None], dead: asyncio.Event) -> None:
    program, until = course.town.program, asyncio.get_running_loop().time() + PATIENCE
    while not dead.is_set():
        assert program.runs, f"the program ended by itself\n{program.log[-3000:]}"
        if asyncio.get_running_loop().time() > until or (not instant.method and program.worked >= instant.worked):
            strike()
        await asyncio.sleep(0.005)
