"""How fast "have we heard it before?" is answered, however many reports are stored.

    python -m bench.candidates [--cases 1000000] [--folder KEPT]

Two databases are made, of 10 k and of 1 M reports with a photo each, in communities of the same size, and asked the
same questions: the open cases of a building as a new report is compared with them, and the photos of its community that
look the same. Then one community that is fifty times as large, which no community is.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bench import city
from bench.city import NOW, build
from domain import taxonomy
from domain.classify import Classifier
from domain.rules import Rules
from domain.sameness import Told, best
from storage import duplicates, tables
from storage.sqlite_writer import sqlite_engine
from storage.unit import Unit

RULES = Rules(taxonomy=taxonomy.load(None), classifier=Classifier(taxonomy.load(None)), zone=NOW.tzinfo)  # type: ignore[arg-type]
ASKED = 300
GATE, GROWTH = 2.0, 1.5


def milliseconds(work: Callable[[Any], object], about: list[Any]) -> float:
    """The median over many different questions, warm."""
    for one in about[:20]:
        work(one)
    spent = []
    for one in about:
        began = time.perf_counter()
        work(one)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def asked(path: Path) -> tuple[float, float]:
    """Milliseconds for the cases of a building, compared, and for the photos that look the same."""
    engine = sqlite_engine(path)
    with engine.connect() as connection:
        unit = Unit(connection, RULES)
        chance = random.Random(3)  # noqa: S311  which to ask about
        case = tables.cases.c
        newest = unit.execute(select(func.max(case.id))).scalar_one()
        buildings = [unit.execute(select(case.area_id).where(case.id == chance.randint(1, newest))).scalar_one()
                     for _ in range(ASKED)]  # fmt: skip
        communities = unit.execute(select(case.community_id).distinct()).scalars().all()
        fresh = [(chance.choice(communities), newest + 1) for _ in range(ASKED)]

        def building(area: int) -> None:
            told = Told(area, "facility.lighting", NOW, "楼道灯坏了没人修")
            best(told, duplicates.open_cases(unit, area, NOW))

        def looks(where: tuple[int, int]) -> None:
            duplicates.look_alikes(unit, *where, 0x5555_0000_1234_5678, NOW)

        found = milliseconds(building, buildings), milliseconds(looks, fresh)
    engine.dispose()
    return found


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = wanted.folder or Path(temporary)
        times = {}
        for cases in (10_000, wanted.cases):
            path = folder / f"candidates-{cases}.db"
            if not path.exists():
                began = time.perf_counter()
                build(path, cases, with_photos=True)
                print(f"{cases} reports built in {time.perf_counter() - began:.0f} s, {path.stat().st_size >> 20} MB")
            times[cases] = asked(path)
            building, looks = times[cases]
            print(f"{cases:>9} reports: cases of a building {building:.2f} ms, look-alikes {looks:.2f} ms, "
                  f"together {building + looks:.2f} ms (gate {GATE})")
        small, large = (sum(one) for one in times.values())
        print(f"1 M against 10 k: {large / small:.2f} times (gate {GROWTH})")
        city.PER_COMMUNITY = 100_000
        path = folder / "candidates-huge.db"
        if not path.exists():
            build(path, 100_000, with_photos=True)
        huge = asked(path)
        print(f"a community of 100 000 reports in two years: {huge[0]:.2f} ms and {huge[1]:.2f} ms (told)")


if __name__ == "__main__":
    main()
