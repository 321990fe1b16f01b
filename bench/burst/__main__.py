"""How a burst of photo reports fares: filed, routed, receipted, against two yardsticks in the same run.

    python -m bench.burst [--reports 600] [--groups 60] [--rounds 3] [--latency 0]
        [--only gridbee,echo,usual,in_turn]

`usual` handles 32 updates at once; `in_turn` is the same program as the library runs it by default, one by one.
Each round lets every contestant have the same burst, one after the other, on one machine. The pretend Telegram runs in
this process. A report is done when its first answer in words has been accepted by Telegram. Ratios are of medians.
"""

import argparse
import asyncio
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bench.burst.contestants import Contestant, Gridbee, Other
from bench.burst.crowd import cpu_seconds
from simulator.server import Simulator

WARM = 60
GIVEN_UP = timedelta(seconds=40)
"""So long without another receipt, those that are missing will not come."""


@dataclass
class Figures:
    """One burst: reports a second, seconds to the receipt; processor milliseconds a report until the last receipt and
    until everything that follows is done; seconds until then; how many reports never got a receipt."""

    per_second: float
    p50: float
    p99: float
    cpu: float
    cpu_in_all: float
    drained: float
    lost: float = 0


async def burst(one: Contestant, reports: int) -> Figures:
    """Let everybody report at once, and wait for the last receipt, or until none has come for a while.

    Handlers that hold a transaction while they send, many at a time, lose a report now and then.
    """
    used = cpu_seconds(one.process)
    one.crowd.reports(reports)
    start = datetime.now(UTC)
    while len(times := one.crowd.receipts()) < reports and datetime.now(UTC) - max([start, *times]) < GIVEN_UP:
        await asyncio.sleep(0.1)
    cpu = (cpu_seconds(one.process) - used) * 1000 / reports
    async with asyncio.timeout(600):
        await one.rest()
    took = [(at - start).total_seconds() for at in times]
    cpu_in_all = (cpu_seconds(one.process) - used) * 1000 / reports
    drained = (datetime.now(UTC) - start).total_seconds()
    came = len(took)
    return Figures(
        came / took[-1], took[came // 2], took[int(came * 0.99)], cpu, cpu_in_all, drained, lost=reports - came
    )


async def compare(names: list[str], reports: int, groups: int, rounds: int, latency: float) -> dict[str, list[Figures]]:
    """Rounds of bursts, each contestant in turn."""
    found: dict[str, list[Figures]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            for name in names:
                home = Path(folder, f"{name}{number}")
                home.mkdir()
                async with Simulator() as sim:
                    one: Contestant = (
                        await Gridbee.start(sim, home, groups) if name == "gridbee"
                        else await Other.start(sim, home, groups, name=name)
                    )  # fmt: skip
                    await burst(one, WARM)
                    sim.faults.latency = latency
                    found[name].append(await burst(one, reports))
                    sim.faults.latency = 0
                    await one.stop()
                    if name == "gridbee" and found[name][-1].lost:
                        raise SystemExit("reports were lost")
                print(f"round {number + 1} {name}: {found[name][-1]}", flush=True)
    return found


def show(found: dict[str, list[Figures]]) -> None:
    """The table, with ratios against each yardstick."""
    middle = {
        name: Figures(*(median(getattr(one, part) for one in of) for part in Figures.__dataclass_fields__))
        for name, of in found.items()
    }
    print("\n| program | reports/s | p50 s | p99 s | CPU ms a report | with all that follows | all done | lost |")
    print("|---|---|---|---|---|---|---|---|")
    for name, one in middle.items():
        rate = f"| {name} | {one.per_second:.0f} | {one.p50:.2f} | {one.p99:.2f}"
        print(f"{rate} | {one.cpu:.2f} | {one.cpu_in_all:.2f} | {one.drained:.1f} s | {one.lost:.0f} |")
    if "gridbee" in middle:
        ours = middle["gridbee"]
        for name, one in middle.items():
            if name != "gridbee":
                print(f"gridbee ÷ {name}: rate {ours.per_second / one.per_second:.2f}, p99 {ours.p99 / one.p99:.2f}")


def main() -> None:
    """Read what to do, do it, print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.burst")
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--groups", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that every call of the Bot API takes")
    parser.add_argument("--only", default="gridbee,echo,usual,in_turn")
    given = parser.parse_args()
    show(asyncio.run(compare(given.only.split(","), given.reports, given.groups, given.rounds, given.latency)))


if __name__ == "__main__":
    main()
