"""What a report costs where many cases are stored already, against where there are few.

    python -m bench.past [--cases 1000000] [--reports 400] [--rounds 5]

Two databases with communities of the same size, 1 k cases and `--cases` of them, each with a photo and a history. In
turn each is given the same reports, one after the other, as the program does it: filed in the writer thread, every
message that is owed for it claimed and prepared, and settled. Prints the clock's and the processor's milliseconds a
report (medians of the rounds) and their ratio.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bench.burst.crowd import TROUBLES
from bench.city import NOW, build
from bot.showing import take
from domain import taxonomy
from domain.chats import Picture, Post, Where
from domain.classify import Classifier
from domain.people import Level, Role, Who
from domain.rules import Rules
from storage import chats, people, queues, tables
from storage.database import Database, open_database
from storage.unit import Unit
from usecases import delivery
from usecases.access import introduce
from usecases.hear_group import hear_in_group
from views.catalog import Catalogs
from views.outgoing import Outgoing

FEW = 1_000
GROUP = Where(-1_009_000_000_001, "supergroup", "3栋邻居群")
NEIGHBOUR, STEWARD = Who(8_000_000_001, "王阿姨"), Who(8_000_000_002, "陈师傅")
KNOWN = taxonomy.load(None)


class Place:
    """A building with its group and a steward, in a database with a past."""

    def __init__(self, path: Path) -> None:
        rules = Rules(taxonomy=KNOWN, classifier=Classifier(KNOWN), zone=ZoneInfo("Asia/Shanghai"))
        self.database: Database = open_database(f"sqlite:///{path}", rules)
        self.catalogs, self.sent, self.now = Catalogs(), 0, NOW

    async def move_in(self) -> None:
        """Bind the group to the first building, and put somebody on duty."""
        await self.database.run(self._move_in)

    def _move_in(self, unit: Unit) -> None:
        known = tables.areas.c
        building = unit.execute(select(func.min(known.id)).where(known.level == Level.BUILDING)).scalar_one()
        community = unit.execute(select(known.community_id).where(known.id == building)).scalar_one()
        group = chats.meet(unit, GROUP)
        chats.change(unit, group.id, area_id=building, purpose="building", bound_at=NOW)
        introduce(unit, NEIGHBOUR, GROUP, NOW)
        steward = introduce(unit, STEWARD, Where(STEWARD.telegram_id, "private"), NOW)
        for role in Role:
            people.grant(unit, steward.id, role, community, None, NOW)

    async def report(self, number: int) -> None:
        """One report with all that is said about it."""
        self.now += timedelta(hours=7)
        words = f"{TROUBLES[number % len(TROUBLES)]}（第{number}张）"
        picture = Picture(f"new{number}", f"new{number}")
        post = Post(NEIGHBOUR, GROUP, 10_000_000 + number, self.now, words, (picture,))
        await self.database.run(_heard, post, self.now)
        for row in await self.database.run(queues.owed, self.sent):
            self.sent = max(self.sent, row.id)
            await self._say(row.id)

    async def _say(self, row_id: int) -> None:
        owed, prepared = await self.database.run(take, row_id, None, self.catalogs, self.now)
        if owed is None:
            return
        if prepared is None or not isinstance(prepared.shown, Outgoing) or prepared.edits is not None:
            await self.database.run(delivery.message_dropped, owed, self.now)
        else:
            await self.database.run(delivery.message_sent, owed, 20_000_000 + row_id, False, self.now)


def _heard(unit: Unit, post: Post, now: datetime) -> None:
    hear_in_group(unit, introduce(unit, post.who, post.where, now), post, now)




async def measured(place: Place, numbers: Sequence[int]) -> tuple[float, float]:
    """Milliseconds a report: by the clock, of the processor."""
    clock, worked = time.perf_counter(), time.process_time()
    for number in numbers:
        await place.report(number)
    count = len(numbers) / 1000
    return (time.perf_counter() - clock) / count, (time.process_time() - worked) / count


async def compare(cases: int, reports: int, rounds: int) -> None:
    """Rounds of reports, each database in turn."""
    with tempfile.TemporaryDirectory() as folder:
        places = {}
        for size in (FEW, cases):
            path = Path(folder, f"{size}.db")
            build(path, size, with_photos=True)
            places[size] = Place(path)
            await places[size].move_in()
            await measured(places[size], range(50))
        found: dict[int, list[tuple[float, float]]] = {size: [] for size in places}
        for one in range(rounds):
            for size, place in places.items():
                found[size].append(await measured(place, range(50 + one * reports, 50 + (one + 1) * reports)))
        middle = {size: [median(part) for part in zip(*of, strict=True)] for size, of in found.items()}
        print("| cases stored | ms a report | of the processor |\n|---:|---:|---:|")
        for size, (clock, worked) in middle.items():
            print(f"| {size:,} | {clock:.2f} | {worked:.2f} |")
        few, many = middle[FEW], middle[cases]
        print(f"\n{cases:,} ÷ {FEW:,}: {many[0] / few[0]:.2f} by the clock, {many[1] / few[1]:.2f} of the processor")
        for place in places.values():
            await place.database.close()


def main() -> None:
    """Read what to do, do it, print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.past")
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    asyncio.run(compare(given.cases, given.reports, given.rounds))


if __name__ == "__main__":
    main()
