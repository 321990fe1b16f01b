"""The real program as a process of its own, to be killed and started again, beside a simulator in the test."""

import asyncio
import os
import signal
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.chats import Chat
from simulator.people import Bot
from simulator.server import Simulator
from simulator.street import Person

TOKEN = "7000000021:AAH-token-of-the-program-that-is-killed"
OPERATOR = 800_001


@dataclass
class Program:
    """`gridbee run` on a database in `folder`."""

    folder: Path
    process: asyncio.subprocess.Process | None = None

    def write_config(self, url: str, buildings: int) -> None:
        """The settings and the areas: one community with so many buildings."""
        (self.folder / "config.toml").write_text(
            f'[telegram]\ntoken = "{TOKEN}"\napi_url = "{url}"\noperators = [{OPERATOR}]\nflood_limits = false\n'
            "[community]\njoins_duplicates = false\n[deadlines]\nalbum_seconds = 0.3\n[limits]\nenabled = false\n",
            encoding="utf-8",
        )
        rows = [("S", "street", "山阳镇", ""), ("C", "community", "凤凰城", "S"), ("C-1", "grid", "第一网格", "C")]
        rows += [(f"C-1-{number}", "building", f"{number}栋", "C-1") for number in range(1, buildings + 1)]
        tables = [
            f'[[area]]\ncode = "{code}"\nlevel = "{level}"\nname = "{name}"\n' + (f'parent = "{up}"\n' if up else "")
            for code, level, name, up in rows
        ]
        (self.folder / "areas.toml").write_text("\n".join(tables), encoding="utf-8")

    async def command(self, *words: str) -> str:
        """Run another command of the program; what it printed. Raises AssertionError when it fails."""
        process = await self._spawn(*words, out=asyncio.subprocess.PIPE)
        out, _ = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 0, out.decode()
        return out.decode()

    async def start(self) -> None:
        """Start it; it is not waited for."""
        self.process = await self._spawn("run", "--log-level", "ERROR", out=None)

    def kill(self) -> None:
        """SIGKILL, at once."""
        assert self.process is not None
        self.process.kill()

    async def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop, and wait; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 30)

    async def gone(self) -> None:
        """Wait until the killed process is gone."""
        assert self.process is not None
        await self.process.wait()

    def rows(self, query: str) -> list[Any]:
        """Ask the database file, beside the program."""
        connection = sqlite3.connect(f"file:{self.folder / 'gridbee.db'}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    async def _spawn(self, *words: str, out: int | None) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words, cwd=self.folder, stdout=out, stderr=asyncio.subprocess.STDOUT if out else None,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip


@dataclass
class Town:
    """Groups of several buildings, their residents, and a steward, all on the simulator."""

    sim: Simulator
    bot: Bot
    program: Program
    groups: list[Chat]
    residents: list[Person]
    steward: Person

    async def settled(self, within: float = 120.0) -> None:
        """Wait until nothing is owed any more: no update, no message, no due job."""
        async with asyncio.timeout(within):
            while True:
                await asyncio.sleep(0.2)
                if not len(self.bot.queue) and not self.owed():
                    return

    def owed(self) -> int:
        """Updates, messages and photos that wait."""
        queries = (
            "SELECT count(*) FROM inbox WHERE state = 'new'",
            "SELECT count(*) FROM outbox WHERE state IN ('owed', 'claimed')",
            "SELECT count(*) FROM jobs WHERE state = 'owed' AND kind IN ('fetch_photo', 'close_album', 'announce')",
        )
        return sum(self.program.rows(query)[0][0] for query in queries)


async def open_town(sim: Simulator, folder: Path, buildings: int = 8) -> Town:
    """Import the areas, start the program, bind the groups, bring the steward in."""
    bot = sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
    program = Program(folder)
    program.write_config(sim.url, buildings)
    await program.command("import", "areas.toml")
    operator = sim.world.add_user("管事的", user_id=OPERATOR)
    steward = sim.world.add_user("陈")
    residents = [sim.world.add_user(f"邻居{number}") for number in range(buildings * 2)]
    groups = [
        sim.world.add_group(f"{number + 1}栋群", residents[number * 2 : number * 2 + 2], [operator, bot])
        for number in range(buildings)
    ]
    link = await program.command("invite", "property", "C", "--name", "陈师傅")
    await program.start()
    town = Town(sim, bot, program, groups, residents, steward)
    operator.starts(bot)
    steward.starts(bot, link.strip().partition("start=")[2])
    for number, group in enumerate(groups, 1):
        operator.sends(group, f"/bind C-1-{number}")
    await town.settled()
    return town
