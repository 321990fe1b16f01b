"""The programs that are measured, each a process of its own beside the pretend Telegram."""

import asyncio
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.burst.crowd import Crowd
from simulator.people import Bot
from simulator.server import Simulator
from tests.faults.town import Town, open_town

MODULES = {"echo": ("echo",), "usual": ("usual", "32"), "in_turn": ("usual", "1")}
"""The yardsticks: a module of this folder and, where it stores anything, how many updates it handles at once."""


class Contestant(Protocol):
    """A bot in a crowd, running."""

    crowd: Crowd

    @property
    def process(self) -> int:
        """Its process id."""

    async def rest(self) -> None:
        """Wait until it has nothing more to do."""

    async def stop(self) -> None:
        """Let it end."""


@dataclass
class Gridbee:
    """`gridbee run`, with the limits off."""

    crowd: Crowd
    town: Town

    @classmethod
    async def start(cls, sim: Simulator, folder: Path, groups: int) -> "Gridbee":
        """With so many buildings, their groups bound, and a steward for everything."""
        town = await open_town(sim, folder, buildings=groups)
        return cls(Crowd(sim, town.bot, town.groups, town.residents), town)

    @property
    def process(self) -> int:
        """Its process id."""
        return self.town.program.pid

    async def rest(self) -> None:
        """Photos are stored, everything is said."""
        await self.town.settled(300)

    async def stop(self) -> None:
        """SIGTERM."""
        await self.town.program.stop()


@dataclass
class Other:
    """One of the yardsticks: a module of this folder."""

    crowd: Crowd
    running: asyncio.subprocess.Process

    @classmethod
    async def start(cls, sim: Simulator, folder: Path, groups: int, *, name: str) -> "Other":
        """With so many groups and a worker who has opened the private chat."""
        token = f"70000000{len(sim.world.bots) + 31}:AAH-token-of-a-yardstick-in-the-bench"
        bot = sim.world.add_bot(token, f"yardstick{len(sim.world.bots)}_bot", "Y")
        worker = sim.world.add_user("陈")
        worker.starts(bot)
        residents = [sim.world.add_user(f"邻居{number}") for number in range(groups)]
        chats = [sim.world.add_group(f"{n + 1}栋群", [one], [bot]) for n, one in enumerate(residents)]
        module, *at_once = MODULES[name]
        more = [str(folder), str(worker.id), *at_once] if at_once else []
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", f"bench.burst.{module}", token, sim.url, *more, stderr=asyncio.subprocess.DEVNULL,
        )
        await _polls(sim, bot)
        return cls(Crowd(sim, bot, chats, residents), running)

    @property
    def process(self) -> int:
        """Its process id."""
        return self.running.pid

    async def rest(self) -> None:
        """Every update is confirmed and a moment has passed without a call."""
        calls = -1
        while len(self.crowd.bot.queue) or calls != len(self.crowd.sim.world.calls):
            calls = len(self.crowd.sim.world.calls)
            await asyncio.sleep(1)

    async def stop(self) -> None:
        """SIGTERM."""
        self.running.send_signal(signal.SIGTERM)
        await self.running.wait()


async def _polls(sim: Simulator, bot: Bot) -> None:
    async with asyncio.timeout(60):
        while not any(one.bot is bot and one.method.lower() == "getme" for one in sim.world.calls):
            await asyncio.sleep(0.1)
    await asyncio.sleep(1)
