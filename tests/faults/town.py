"""Groups of several buildings, their residents and those who work for them, all on the simulator."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.setting_up import in_one_unit
from domain.people import Level
from simulator.chats import Chat
from simulator.people import Bot
from simulator.server import Simulator
from simulator.street import Person
from storage.unit import Unit
from tests.faults.program import OPERATOR, TOKEN, Program, Starter
from usecases.import_areas import Row, import_areas
from usecases.invite_staff import make_invite

HOPED_FOR = 180.0
"""Seconds in which a busy machine, too, should be done."""
# What is kept for the morning, because it is night where people live, is not owed yet.
OWED = (
    "SELECT count(*) FROM inbox WHERE state = 'new'",
    "SELECT count(*) FROM outbox WHERE state IN ('owed', 'claimed') AND not_before IS NULL",
    "SELECT count(*) FROM jobs WHERE state = 'owed' AND kind IN ('fetch_photo', 'close_album', 'announce')",
)

WAITS = (
    "SELECT 'inbox', state, error FROM inbox WHERE state <> 'done' LIMIT 20",
    "SELECT 'outbox', state, view, tries, error, not_before FROM outbox WHERE state IN ('owed', 'claimed') LIMIT 20",
    "SELECT 'jobs', state, kind, subject, due_at, tries, error FROM jobs WHERE state = 'owed' LIMIT 20",
)
"""What is told of the database when something does not come about."""


@dataclass
class Town:
    """Who lives and works there. `secretaries` are the community's, then one for each grid."""

    sim: Simulator
    bot: Bot
    program: Program
    groups: list[Chat]
    residents: list[Person]
    steward: Person
    secretaries: list[Person] = field(default_factory=list)

    async def settled(self, within: float = HOPED_FOR) -> None:
        """Wait until nothing is owed any more: no update, no message, no due job."""
        await self.until(lambda: not len(self.bot.queue) and not self.owed(), within)

    def owed(self) -> int:
        """Updates, messages and photos that wait."""
        return sum(self.program.rows(query)[0][0] for query in OWED)

    async def until(self, condition: Any, within: float = HOPED_FOR) -> None:
        """Wait until something is so, in the chats or in the program's database, which tells nobody when it changes."""
        try:
            async with asyncio.timeout(within):
                while not condition():
                    assert self.program.runs, f"the program ended by itself\n{self.program.log[-3000:]}"
                    await asyncio.sleep(0.05)
        except TimeoutError:
            waits = [row for query in WAITS for row in self.program.rows(query)]
            raise AssertionError(f"not within {within} s: {len(self.bot.queue)} at Telegram, {waits}") from None

    async def stop(self) -> None:
        """The program ends as it should."""
        assert await self.program.stop() == 0, self.program.log[-3000:]


async def open_town(
    sim: Simulator, folder: Path, starter: Starter | None = None, *, buildings: int = 4, grids: int = 1, settings: str = ""
) -> Town:
    """Areas, groups, a steward and the grids' secretaries; the program runs, and everybody has come in."""
    bot = sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
    program = Program(folder, starter)
    program.write_config(sim.url, settings)
    rows = _areas(buildings, grids)
    staff = [("property", "C", "陈师傅"), ("secretary", "C", "周书记")]
    staff += [("secretary", f"C-{number}", f"{number}格书记") for number in range(1, grids + 1)]
    links: list[str] = []

    def furnish(unit: Unit) -> None:
        import_areas(unit, rows)
        now = datetime.now(UTC)
        links.extend(make_invite(unit, role, code, now, name=name) for role, code, name in staff)

    in_one_unit(program.settings, furnish)
    operator = sim.world.add_user("管事的", user_id=OPERATOR)
    steward, *secretaries = [sim.world.add_user(name) for _, _, name in staff]
    residents = [sim.world.add_user(f"邻居{number}") for number in range(buildings * 2)]
    groups = [
        sim.world.add_group(f"{number + 1}栋群", residents[number * 2 : number * 2 + 2], [operator, bot])
        for number in range(buildings)
    ]
    town = Town(sim, bot, program, groups, residents, steward, secretaries)
    await program.start()
    operator.starts(bot)
    for person, link in zip((steward, *secretaries), links, strict=True):
        person.starts(bot, link)
    for number, group in enumerate(groups, 1):
        operator.sends(group, f"/bind {rows[-buildings:][number - 1].code}")
    await town.settled()
    return town


def _areas(buildings: int, grids: int) -> list[Row]:
    rows = [Row("S", Level.STREET, "山阳镇", ""), Row("C", Level.COMMUNITY, "凤凰城", "S")]
    rows += [Row(f"C-{grid}", Level.GRID, f"第{grid}网格", "C") for grid in range(1, grids + 1)]
    return rows + [
        Row(f"C-{number % grids + 1}-{number + 1}", Level.BUILDING, f"{number + 1}栋", f"C-{number % grids + 1}")
        for number in range(buildings)
    ]
