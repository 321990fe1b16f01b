"""How soon the program listens after its start, against importing its bot library, and what it weighs when idle.

    python -m bench.start [--rounds 7] [--idle 20]

Each round starts processes of their own, one after the other: Python that imports `telegram.ext` and ends, and
`gridbee run` until its first getUpdates, on an empty folder (where it creates its database) and on a database that is
there. Prints medians; ratios are of the clock's times of the same run.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.burst.crowd import cpu_seconds
from simulator.server import Simulator

TOKEN = "70000000041:AAH-token-of-a-start-in-the-bench-xyz"  # noqa: S105  the simulator's
CONFIG = '[telegram]\ntoken = "{token}"\napi_url = "{url}"\n'


@dataclass
class Start:
    """Seconds that a start took, those of them that a processor worked, and megabytes at its end."""

    took: float
    worked: float
    megabytes: float = 0


async def importing() -> Start:
    """Python imports the library and ends."""
    start, before = time.perf_counter(), os.times()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import telegram.ext")
    await process.wait()
    after = os.times()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    return Start(time.perf_counter() - start, worked)


async def starting(sim: Simulator, folder: Path, idle: float = 0) -> Start:
    """`gridbee run` until its first getUpdates; it is weighed after `idle` seconds more."""
    before = len(sim.world.calls)
    start = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(folder / "config.toml"), stderr=asyncio.subprocess.DEVNULL
    )
    async with asyncio.timeout(60):
        while not any(one.method.lower() == "getupdates" for one in sim.world.calls[before:]):
            await asyncio.sleep(0.002)
    found = Start(time.perf_counter() - start, cpu_seconds(process.pid))
    await asyncio.sleep(idle)
    found.megabytes = resident(process.pid)
    process.send_signal(signal.SIGTERM)
    await process.wait()
    return found


def resident(process: int) -> float:
    """What a process holds of the memory, in megabytes."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def compare(rounds: int, idle: float) -> None:
    """Rounds of starts, then one that is left alone for a while."""
    imports, fresh, again = [], [], []
    async with Simulator() as sim:
        sim.world.add_bot(TOKEN, "starting_bot", "S")
        with tempfile.TemporaryDirectory() as name:
            for number in range(rounds):
                folder = Path(name, str(number))
                folder.mkdir()
                (folder / "config.toml").write_text(CONFIG.format(token=TOKEN, url=sim.url), encoding="utf-8")
                imports.append(await importing())
                fresh.append(await starting(sim, folder))
                again.append(await starting(sim, folder))
            rested = await starting(sim, folder, idle)
    seen = {"import telegram.ext": imports, "empty folder": fresh, "database there": again}
    middle = {
        what: Start(median(one.took for one in of), median(one.worked for one in of)) for what, of in seen.items()
    }
    usual = middle["import telegram.ext"]
    print("| until | s | times | s of processor | times |\n|---|---|---|---|---|")
    for what, one in middle.items():
        ratios = f"{one.took / usual.took:.1f} | {one.worked:.2f} | {one.worked / usual.worked:.1f}"
        print(f"| {what} | {one.took:.2f} | {ratios} |")
    print(f"\nresident after {idle:.0f} idle seconds: {rested.megabytes:.0f} MB")


def main() -> None:
    """Read what to do, do it, print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.start")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--idle", type=float, default=20)
    given = parser.parse_args()
    asyncio.run(compare(given.rounds, given.idle))


if __name__ == "__main__":
    main()
