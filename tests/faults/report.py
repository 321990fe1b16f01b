"""`python -m tests.faults.report`: plays the whole fault plan and writes its table into docs/reliability.md.

`--seed N` repeats a plan, `--scale 0.1` plays a small one, `--dry` writes nothing.
"""

import argparse
import asyncio
import os
import platform
import re
import secrets
import sqlite3
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.faults import plan
from tests.faults.kills import KINDS
from tests.faults.plan import Line, Played
from tests.faults.program import starter
from tests.faults.troubles import IN_ONE_TOWN

FILE = Path(__file__).parent.parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- the table -->", "<!-- the end of the table -->"
KILLS = {"reports": 50, "albums": 40, "work": 36, "digests": 40, "goods": 40}
FIRST_STARTS = 16


async def whole_plan(seed: int, scale: float) -> tuple[list[Line], Counter[str]]:
    """Kills, troubles and the long outage beside each other."""
    lines, instants = list[Line](), Counter[str]()

    def note(played: Played) -> None:
        lines.append(played.line)
        instants.update(played.instants)
        _say(f"{played.line}")

    async def kills() -> None:
        async with starter() as one:
            for name, many in KILLS.items():
                note(await plan.killed(name, max(4, round(many * scale)), seed, one))
            note(await plan.killed_at_first_start(max(4, round(FIRST_STARTS * scale)), seed, one))

    async def others() -> None:
        async with starter() as one:
            for part in (plan.on_a_full_disk(20 * scale, seed, one), plan.with_a_jumping_clock(60 * scale, seed, one)):
                lines.extend(await part)
            for line in await plan.troubled(IN_ONE_TOWN[1:], 40 * scale, seed, one):
                lines.append(line)
                _say(f"{line}")

    async def outage() -> None:
        async with starter() as one:
            seconds = IN_ONE_TOWN[0].long * scale
            (line,) = await plan.troubled(IN_ONE_TOWN[:1], seconds, seed, one)
            lines.append(replace(line, what=f"{line.what} for {seconds / 60:g} minutes"))

    async with asyncio.TaskGroup() as lanes:
        for lane in (kills(), others(), outage()):
            lanes.create_task(lane)
    return lines, instants


def table(lines: list[Line], instants: Counter[str], seed: int, took: float) -> str:
    """The table as Markdown, with the machine, the seed and how the kills were spread."""
    kills = sum(instants.values())
    rows = [
        f"| {one.what} | {one.times} | {one.asked or '–'} | {one.lost} | {one.twice} |"
        f" {'–' if one.worst is None else one.worst} | {one.bound} |"
        for one in lines
    ]
    spread = ", ".join(f"{instants[kind]} {kind}" for kind in KINDS)
    return "\n".join([
        f"Played on {datetime.now(UTC):%Y-%m-%d} in {took / 60:.0f} minutes on {machine()}; seed {seed}.",
        f"{kills} kills of a running program: {spread}.",
        "",
        "| injected | times | asked for meanwhile | lost | said twice | most by one kill | allowed |",
        "|---|--:|--:|--:|--:|--:|---|",
        *rows,
    ])  # fmt: skip


def machine() -> str:
    """Its processor, memory, system and versions."""
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({found[1].strip() if found else platform.machine()}), {memory:.0f} GB,"
        f" {platform.system()} {platform.release().partition('-')[0]}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}"
    )


def main() -> None:
    """Play, print, and write the table between its marks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--dry", action="store_true")
    asked = parser.parse_args()
    _say(f"seed {asked.seed}")
    began = time.monotonic()
    lines, instants = asyncio.run(whole_plan(asked.seed, asked.scale))
    found = table(lines, instants, asked.seed, time.monotonic() - began)
    _say(found)
    if not asked.dry:
        before, _, rest = FILE.read_text(encoding="utf-8").partition(BEGIN)
        FILE.write_text(f"{before}{BEGIN}\n{found}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
