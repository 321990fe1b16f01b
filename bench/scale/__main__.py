"""How far the program carries: figures of one process, arithmetic for larger places, and days in virtual time.

    python -m bench.scale measure [--reports 300] [--rounds 3] [--write]
    python -m bench.scale simulate [--write]

`measure` needs PostgreSQL's binaries and some minutes on a machine that does nothing else. `simulate` takes the figures
from docs/scaling.md, where `measure` has written them.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench.scale import measure, page
from bench.scale.places import PLACES
from bench.scale.simulate import Seen, ordinary, played, with_power_cut
from bench.scale.stage import open_stage
from tests.postgres import cluster


async def measured(reports: int, rounds: int) -> measure.Figures:
    """Everything, one part after the other, on one server."""
    found = measure.Figures()
    with cluster(durable=True) as server, tempfile.TemporaryDirectory() as folder:
        async with open_stage(server, Path(folder), groups=40) as stage:
            await measure.measure_workers(stage, found, reports, rounds)
            await measure.measure_sender(stage, found)
            await measure.measure_receiver(stage, found, reports * 10)
            await measure.measure_cases(stage, found, reports)
            await measure.measure_digests(stage, found)
    measure.measure_photos(found)
    return found


def simulated(found: measure.Figures) -> dict[str, Seen]:
    """Ordinary days, and evenings without power, of what one token carries."""
    street, district, whole_city, _ = PLACES
    drawing = found.digest_ms / 1000
    days: dict[str, Seen] = {}
    for place in (street, district):
        days[f"{place.name}: ordinary"] = played(ordinary(place), drawing)
    days["street: all of it without power"] = played(with_power_cut(street, street.households), drawing)
    days["district: one street without power"] = played(with_power_cut(district, street.households), drawing)
    days["district: all of it without power"] = played(with_power_cut(district, district.households), drawing)
    days["city on one token: ordinary"] = played(ordinary(whole_city), drawing)
    return days


def main() -> None:
    """Read what to do, do it, print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("what", choices=["measure", "simulate"])
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", type=Path, default=Path("docs/scaling.md"))
    parser.add_argument("--write", action="store_true", help="write the tables into the page")
    given = parser.parse_args()
    if given.what == "measure":
        found = asyncio.run(measured(given.reports, given.rounds))
        command = f"python -m bench.scale measure --reports {given.reports} --rounds {given.rounds}"
        tables = {"measured": page.measured_table(found, command)}
    else:
        found = page.read_figures(given.page)
        tables = {"arithmetic": page.arithmetic_table(found), "simulated": page.simulated_table(simulated(found))}
    for block, text in tables.items():
        print(text, end="\n\n")
        if given.write:
            page.put(given.page, block, text)


if __name__ == "__main__":
    main()
