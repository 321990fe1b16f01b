"""How far the program carries: figures of one process, arithmetic for larger places, and days in virtual time.

    python -m bench.scale measure [--reports 300] [--rounds 3] [--write docs/scaling.md]
    python -m bench.scale simulate [--write docs/scaling.md]

`measure` needs PostgreSQL's binaries and some minutes on a machine that does nothing else. `simulate` takes the figures
from docs/scaling.md, where `measure` has written them.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench.scale import measure
from bench.scale.stage import open_stage
from tests.postgres import cluster


async def measured(reports: int, rounds: int) -> measure.Figures:
    """Everything, one part after the other, on one server."""
    found = measure.Figures()
    with cluster(durable=True) as server, tempfile.TemporaryDirectory() as folder:
        async with open_stage(server, Path(folder), groups=40) as stage:
            await measure.measure_workers(stage, found, reports, rounds)
            print(found.rounded(), flush=True)
            await measure.measure_sender(stage, found)
            await measure.measure_receiver(stage, found, reports * 10)
            await measure.measure_cases(stage, found, reports)
            print(found.rounded(), flush=True)
            await measure.measure_digests(stage, found)
    measure.measure_photos(found)
    return found


def main() -> None:
    """Read what to do, do it, print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("what", choices=["measure", "simulate"])
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    found = asyncio.run(measured(given.reports, given.rounds))
    print(measure.shown(found.rounded()))


if __name__ == "__main__":
    main()
