"""How long a passbook takes, for one person with many entries among few and many others.

    python -m bench.points [ENTRIES]

Prints the median of 200 for the balance and for the whole page, on SQLite.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.rules import rules_of
from bot.settings import Settings
from domain.people import Level
from storage import ledger, migrate, passbook, tables
from storage import points_tables as books
from storage.sqlite_writer import sqlite_engine
from storage.unit import Unit
from usecases.import_areas import Row, import_areas

AT = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)
COMMUNITY = 2


def main(entries: int) -> None:
    """Fill a book and ask it, with ever more people in it."""
    settings = Settings.model_validate({"telegram": {"token": "1:abc"}})
    for others in (0, 1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "gridbee.db")
            migrate.upgrade(f"sqlite:///{file}")
            with sqlite_engine(file).begin() as connection:
                unit = Unit(connection, rules_of(settings))
                fill(unit, entries, others)
                mine = ledger.account_of(unit, COMMUNITY, 1)
                assert mine is not None  # noqa: S101  it was just made
                balance = timed(lambda unit=unit: ledger.account_of(unit, COMMUNITY, 1))
                page = timed(lambda unit=unit, mine=mine: passbook.page(unit, mine))
        print(f"{others:>6} others x 3 entries: balance {balance}, page {page}")


def fill(unit: Unit, entries: int, others: int) -> None:
    """One person with `entries`, and `others` with three each, written as the ledger would have written them."""
    import_areas(unit, [Row("SY", Level.STREET, "S", ""), Row("FHC", Level.COMMUNITY, "C", "SY")])
    people = [{"telegram_id": 1 + n, "name": f"n{n}", "language": "zh_CN", "met_at": AT} for n in range(others + 1)]
    unit.execute(insert(tables.people), people)
    against = ledger.open_book(unit, COMMUNITY, AT)
    have = {1: entries} | dict.fromkeys(range(2, others + 2), 3)
    accounts = [
        {"community_id": COMMUNITY, "person_id": who, "balance": 2 * n, "reported": 2 * n, "opened_at": AT}
        for who, n in have.items()
    ]
    unit.execute(insert(books.accounts), accounts)
    rows = [_row(who, who + against, against, number) for who, n in have.items() for number in range(n)]
    for start in range(0, len(rows), 5000):
        unit.execute(insert(books.movements), rows[start : start + 5000])


def _row(who: int, account: int, against: int, number: int) -> dict[str, Any]:
    at = AT + timedelta(days=number % 700)
    return {
        "community_id": COMMUNITY, "account_id": account, "against_id": against, "person_id": who, "points": 2,
        "balance": 2 * number + 2, "kind": "award", "board": "report", "rule": "report",
        "cause": f"report:{who}:{number}", "again": 0, "short": 0, "note": "", "for_day": at.date(), "at": at,
    }


def timed(ask: Callable[[], object]) -> str:
    """Median of two hundred on the clock, and of processor time, which a busy machine does not stretch; in ms."""
    ask()
    clock, cpu = [], []
    for _ in range(200):
        start, busy = time.perf_counter(), time.process_time()
        ask()
        clock.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return f"{statistics.median(clock):.2f} ms ({statistics.median(cpu):.2f} of processor)"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
