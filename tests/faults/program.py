"""The real program as a process of its own, to be killed and started again, beside a simulator in the test."""

import asyncio
import json
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from signal import SIGKILL, SIGTERM
from typing import Any

from bot.config import load
from bot.settings import Settings
from tests.postgres import asked as asked_of_server

ROOT = Path(__file__).parent.parent.parent
TOKEN = "7000000021:AAH-token-of-the-program-that-is-killed"
OPERATOR = 800_001
CONFIG = """
[telegram]
token = "{token}"
api_url = "{url}"
operators = [{operator}]
flood_limits = false
[community]
joins_duplicates = false
[deadlines]
album_seconds = 0.3
[limits]
enabled = false
"""


class Starter:
    """Forks the program from a process that has loaded it already (starter.py)."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._one_at_a_time = asyncio.Lock()

    async def start(self, folder: Path, *words: str) -> int:
        """Start the program in a folder; its process id."""
        return (await self._ask({"folder": str(folder), "words": words}))["pid"]

    async def wait(self, pid: int) -> int:
        """The exit code of a process that has ended, or is about to."""
        return (await self._ask({"wait": pid}))["code"]

    async def _ask(self, order: dict[str, Any]) -> dict[str, int]:
        async with self._one_at_a_time:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            answer: dict[str, int] = json.loads(await self._process.stdout.readline())
            return answer


@asynccontextmanager
async def starter() -> AsyncIterator[Starter]:
    """A starter, as long as the block lasts; what it started is the caller's to end."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.starter", cwd=ROOT, stdin=pipe, stdout=pipe, env=_environment()
    )
    try:
        yield Starter(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


class Program:
    """`gridbee run` on a database in `folder`, forked by a starter if there is one."""

    def __init__(self, folder: Path, starter: Starter | None = None, log_level: str = "WARNING") -> None:
        self.folder = folder
        self.log_level = log_level
        self.starts = 0
        self._starter = starter
        self._process: asyncio.subprocess.Process | None = None
        self.pid = 0
        """The process id of the last start."""

    def write_config(self, url: str, more: str = "") -> None:
        """The settings; `more` is added at the end."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = CONFIG.format(token=TOKEN, url=url, operator=OPERATOR) + more
        (self.folder / "config.toml").write_text(text, encoding="utf-8")

    @property
    def settings(self) -> Settings:
        """The settings as the program reads them."""
        return load(self.folder / "config.toml")

    async def command(self, *words: str) -> str:
        """Run another command of the program; what it printed. Raises AssertionError when it fails."""
        process = await self._spawn(*words, out=asyncio.subprocess.PIPE)
        out, _ = await asyncio.wait_for(process.communicate(), 120)
        assert process.returncode == 0, out.decode()
        return out.decode()

    async def start(self, *, afresh: bool = False) -> None:
        """Start it; it is not waited for. `afresh` loads everything anew, as an operator's start does, which knows
        no clock but the machine's.
        """
        self.starts += 1
        words = ("run", "--log-level", self.log_level)
        if self._starter is None or (afresh and not self.clock.exists()):
            self._process = await self._spawn(*words, out=None)
            self.pid = self._process.pid
        else:
            self._process = None
            self.pid = await self._starter.start(self.folder, *words)

    def kill(self) -> None:
        """SIGKILL, at once."""
        os.kill(self.pid, SIGKILL)

    def gets(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    async def stop(self, number: int = SIGTERM) -> int:
        """Ask it to stop, and wait; its exit code."""
        os.kill(self.pid, number)
        return await asyncio.wait_for(self.gone(), 90)

    async def gone(self) -> int:
        """Wait until the process is gone; its exit code."""
        if self._process is not None:
            return await self._process.wait()
        assert self._starter is not None
        await _ended(self.pid)
        return await self._starter.wait(self.pid)

    @property
    def runs(self) -> bool:
        """Whether the process is there and has not ended."""
        return self._stat()[:1] not in (["Z"], ["X"], [])

    @property
    def worked(self) -> float:
        """The seconds of a processor that it has used: how far it has come, whatever else the machine is doing."""
        stat = self._stat()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK") if stat else 0.0

    def _stat(self) -> list[str]:
        try:
            return Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            return []

    @property
    def clock(self) -> Path:
        """The file of the clock that it runs by, if there is one."""
        return self.folder / "clock"

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / "gridbee.db"

    @cached_property
    def url(self) -> str:
        """The URL of its database: the file, if the settings name no other."""
        return self.settings.storage.database

    def rows(self, query: str) -> list[Any]:
        """Ask the database, beside the program."""
        if not self.url.startswith("sqlite"):
            return asked_of_server(self.url, query)
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    @property
    def log(self) -> str:
        """What it said, where a starter started it."""
        file = self.folder / "program.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    async def _spawn(self, *words: str, out: int | None) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words, cwd=self.folder, stdout=out,
            stderr=asyncio.subprocess.STDOUT if out else None, env=_environment(),
        )  # fmt: skip


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


async def _ended(pid: int) -> None:
    """Wait for a process that is not our child."""
    handle, over = os.pidfd_open(pid), asyncio.Event()
    try:
        asyncio.get_running_loop().add_reader(handle, over.set)
        await over.wait()
    finally:
        asyncio.get_running_loop().remove_reader(handle)
        os.close(handle)
