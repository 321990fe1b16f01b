"""How fast digests and the deadline sweep are on a database of a city's size.

    python -m bench.digest [--cases 1000000] [--folder KEPT]

Two databases are made, of 10 k and of 1 M cases, with communities of the same size, and asked the same questions.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.city import NOW, build
from domain import taxonomy
from domain.briefing import Span, month_of, week_before
from domain.chats import Chat
from domain.classify import Classifier
from domain.habits import Digests
from domain.people import Area
from domain.rules import Rules
from storage import areas, tables
from storage.database import open_database
from storage.figures import account_of, filed_between, hot_spots, scope_of
from storage.sqlite_writer import sqlite_engine
from storage.unit import Unit
from usecases.brief_area import brief, brief_page
from usecases.deadlines import sweep
from views.catalog import Catalogs
from views.digest import digest
from views.scene import Scene

ZONE = ZoneInfo("Asia/Shanghai")
KNOWN = taxonomy.load(None)
SPANS = {
    "daily": Span(Digests.DAILY, date(2026, 6, 14), date(2026, 6, 14)),
    "weekly": week_before(date(2026, 6, 15)),
    "monthly": month_of(date(2026, 5, 1)),
}


class Asked:
    """A database to ask, on one connection."""

    def __init__(self, path: Path) -> None:
        self.engine = sqlite_engine(path)
        self.connection = self.engine.connect()
        self.rules = Rules(taxonomy=KNOWN, classifier=Classifier(KNOWN), zone=ZONE)

    def unit(self) -> Unit:
        """A unit of work on it."""
        return Unit(self.connection, self.rules)

    def communities(self) -> list[Area]:
        """Every community."""
        return [one for one in areas.every(self.unit()) if one.level == "community"]


def timed(work: Callable[[], Any], times: int = 40) -> tuple[float, float]:
    """The median on the clock and the least of processor time of so many runs, warm, in milliseconds.

    The least is what it takes when nobody else shares the core.
    """
    work()
    clock, cpu = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return statistics.median(clock), min(cpu)


def told(spent: tuple[float, float]) -> str:
    """Both times in words."""
    return f"{spent[0]:.1f} ms ({spent[1]:.1f} of processor)"


def loading(asked: Asked, area: Area, span: Span) -> None:
    """The questions of a digest, without the counting."""
    unit, zone = asked.unit(), ZONE
    scope = scope_of(unit, area)
    account_of(unit, scope, min(span.window.begins(zone), span.before.begins(zone)), span.ends(zone), NOW)
    filed_between(unit, scope, span.begins(zone) - timedelta(days=28), span.begins(zone))
    hot_spots(unit, scope, span.ends(zone) - timedelta(days=60), span.ends(zone), 3)


def one_community(asked: Asked) -> None:
    """Prints how long one community's digests take."""
    community = asked.communities()[len(asked.communities()) // 2]
    for name, span in SPANS.items():
        queries = timed(lambda span=span: loading(asked, community, span))
        whole = timed(lambda span=span: brief(asked.unit(), community, span, NOW))
        print(f"  one community, {name}: loaded in {told(queries)}, with all figures {told(whole)}")


def every_community(asked: Asked) -> None:
    """Prints how long all the daily digests of a morning take."""
    every = asked.communities()
    start, busy = time.perf_counter(), time.process_time()
    for community in every:
        brief(asked.unit(), community, SPANS["daily"], NOW)
    spent = f"{time.perf_counter() - start:.2f} s ({time.process_time() - busy:.2f} of processor)"
    print(f"  all {len(every)} daily digests' figures: {spent}")


def sweeping(asked: Asked) -> None:
    """Prints how long a sweep takes when nothing rings, and when 300 cases do."""
    case = tables.cases.c
    total = asked.unit().execute(tables.cases.select().with_only_columns(case.id).where(case.alarm_at.is_not(None)))
    print(f"  open cases: {len(total.all())}")
    print(f"  a sweep with nothing to say: {told(timed(lambda: sweep(asked.unit(), NOW)))}")
    later = NOW + timedelta(minutes=30)
    start, busy, rung = time.perf_counter(), time.process_time(), 0
    while True:
        unit = asked.unit()
        rung += 1
        more = sweep(unit, later)
        unit.flush()
        if not more:
            break
    spent = f"{time.perf_counter() - start:.2f} s ({time.process_time() - busy:.2f} of processor)"
    print(f"  a sweep after half an hour, {rung} batches: {spent}")


async def meanwhile(work: Awaitable[Any]) -> tuple[Any, float, float]:
    """What comes of it, how long it took, and how long the loop was kept waiting at most; both in milliseconds."""
    worst, start, doing = 0.0, time.perf_counter(), asyncio.ensure_future(work)
    while not doing.done():
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        worst = max(worst, time.perf_counter() - before)
    return doing.result(), (time.perf_counter() - start) * 1000, worst * 1000


async def sending(asked: Asked, path: Path) -> None:
    """Prints how long counting and drawing take beside the event loop, and how long the loop was kept waiting."""
    database = open_database(f"sqlite:///{path}", asked.rules)
    street = next(one for one in areas.every(asked.unit()) if one.level == "street")
    for name, area in (("a community's", asked.communities()[0]), ("a street's", street)):
        facts = {"area": area.id, "span": str(SPANS["daily"])}
        page, counted, waited = await meanwhile(database.read_aside(brief_page, 0, facts, NOW))
        chat = Chat(1, 1, "private", "", "zh_CN")
        shown = digest(Scene(Catalogs()("zh_CN"), ZONE, NOW, KNOWN, chat, facts=facts, page=page))
        shown.drawn()
        _, drawn, kept = await meanwhile(asyncio.to_thread(shown.drawn))
        print(
            f"  {name} digest: counted in {counted:.0f} ms (the loop waited {waited:.0f} at most), "
            f"drawn in {drawn:.0f} ms ({kept:.0f} at most)"
        )
    await database.close()


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    asked_for = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked_for.folder or Path(temporary)
        for cases in (10_000, asked_for.cases):
            path = folder / f"bench-{cases}.db"
            if not path.exists():
                start = time.perf_counter()
                build(path, cases)
                print(f"{cases} cases built in {time.perf_counter() - start:.0f} s, {path.stat().st_size // 2**20} MB")
            asked = Asked(path)
            print(f"{cases} cases:")
            one_community(asked)
            if cases == asked_for.cases:
                every_community(asked)
                sweeping(asked)
                asyncio.run(sending(asked, path))
            asked.connection.close()
            asked.engine.dispose()


if __name__ == "__main__":
    main()
