"""Transactions on both kinds of database: what is shared, what is undone, and which troubles pass."""

import asyncio
import shutil
import socket
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select

from domain.case import Case
from domain.errors import Refusal
from domain.people import Level, Who
from domain.rules import Rules
from storage import areas, cases, migrate, people, tables
from storage.database import Database, DatabaseAway, Session, SqliteDatabase, open_database
from storage.unit import Unit, Wakes
from tests.made_up import new_case
from tests.postgres import Cluster
from tests.storage.conftest import NOON


def add_area(unit: Unit, code: str) -> None:
    """A row that is easy to count."""
    unit.execute(insert(tables.areas).values(code=code, name=code, level="street", path=""))


def codes(unit: Unit) -> list[str]:
    """The rows that were added."""
    return list(unit.execute(select(tables.areas.c.code).order_by(tables.areas.c.code)).scalars())


def fail_after_adding(unit: Unit, code: str, error: Exception) -> None:
    """Write, then change one's mind."""
    add_area(unit, code)
    raise error


def open_case(unit: Unit, now: datetime = NOON) -> Case:
    """A case in a community of its own."""
    area = areas.add(unit, {"code": "C", "name": "C", "level": Level.COMMUNITY}, None)
    return cases.open_case(unit, new_case(area.id, now))


async def until_done(database: Database, use_case: Callable[[Unit], Any]) -> None:
    """As the intake does it: a database that is away is asked again."""
    while True:
        try:
            await database.run(use_case)
        except DatabaseAway:
            await asyncio.sleep(0.01)
        else:
            return


class Gate:
    """A unit that holds the writer until it is opened."""

    def __init__(self) -> None:
        self.entered, self.opened = threading.Event(), threading.Event()

    def wait(self, unit: Unit) -> None:
        add_area(unit, "held")
        self.entered.set()
        assert self.opened.wait(5)


@pytest.fixture
async def sqlite(tmp_path: Path, migrated: Path, rules: Rules) -> Any:
    """A SQLite database that does not wait long for a lock."""
    path = tmp_path / "small.db"
    shutil.copy(migrated, path)
    opened = SqliteDatabase(path, rules, wait=0.05)
    yield opened
    await opened.close()


async def held(database: Database) -> "tuple[Gate, asyncio.Task[None]]":
    gate = Gate()
    holding = asyncio.ensure_future(database.run(gate.wait))
    await asyncio.to_thread(gate.entered.wait, 5)
    return gate, holding


async def test_units_that_wait_together_share_a_commit(sqlite: SqliteDatabase) -> None:
    commits: list[Any] = []
    event.listen(sqlite._writer._engine, "commit", commits.append)
    gate, holding = await held(sqlite)
    waiting = [asyncio.ensure_future(sqlite.run(add_area, f"A{n:02}")) for n in range(20)]
    await asyncio.sleep(0)
    gate.opened.set()
    await asyncio.gather(holding, *waiting)
    assert len(commits) == 2
    assert len(await sqlite.read(codes)) == 21


async def test_a_unit_that_fails_undoes_itself_and_nobody_else(database: Database) -> None:
    async def tried(code: str, error: Exception | None) -> None:
        await (database.run(fail_after_adding, code, error) if error else database.run(add_area, code))

    errors = [None, Refusal("refusal.unknown"), None, ValueError("a mistake"), None]
    ended = await asyncio.gather(*(tried(f"A{n}", one) for n, one in enumerate(errors)), return_exceptions=True)
    assert [type(one) for one in ended] == [type(None), Refusal, type(None), ValueError, type(None)]
    assert await database.read(codes) == ["A0", "A2", "A4"]


async def test_what_a_failed_unit_owed_is_not_owed_and_wakes_nobody(database: Database) -> None:
    woken: list[Wakes] = []
    database.on_commit = woken.append

    def promise_and_fail(unit: Unit) -> None:
        unit.later("tidy", 1, NOON)
        unit.flush()
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        await database.run(promise_and_fail)
    await database.run(lambda unit: unit.later("tidy", 2, NOON))
    assert [one.jobs for one in woken][-1:] == [True]
    assert not any(one.jobs for one in woken[:-1])
    assert await database.read(lambda unit: list(unit.execute(select(tables.jobs.c.subject)).scalars())) == [2]


async def test_a_caller_who_leaves_does_not_undo_what_was_begun(sqlite: SqliteDatabase) -> None:
    gate, holding = await held(sqlite)
    left = asyncio.ensure_future(sqlite.run(add_area, "left"))
    await asyncio.sleep(0)
    left.cancel()
    gate.opened.set()
    await holding
    assert await sqlite.run(codes) == ["held", "left"]
    assert left.cancelled()


async def test_reads_do_not_wait_for_the_writer(sqlite: SqliteDatabase) -> None:
    await sqlite.run(add_area, "before")
    gate, holding = await held(sqlite)
    assert await sqlite.read(codes) == ["before"]
    gate.opened.set()
    await holding
    assert await sqlite.read(codes) == ["before", "held"]


@pytest.mark.parametrize("how", ["read", "read_aside"])
async def test_a_question_sees_one_moment_and_cannot_write(database: Database, database_url: str, how: str) -> None:
    ask = getattr(database, how)
    engine = migrate.sync_engine(database_url)

    def asks_twice(unit: Unit) -> tuple[list[str], list[str]]:
        first = codes(unit)
        with engine.begin() as beside:
            beside.execute(insert(tables.areas).values(code="late", name="late", level="street", path=""))
        return first, codes(unit)

    assert await ask(asks_twice) == ([], [])
    assert await ask(codes) == ["late"]
    with pytest.raises(Exception, match=r"readonly|read-only"):
        await ask(add_area, "sly")
    assert await ask(codes) == ["late"]
    engine.dispose()


async def test_a_long_question_leaves_the_loop_to_others(database: Database) -> None:
    """It is asked in another thread: the loop does something else before it has its answer."""
    other, begun = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def waits(unit: Unit) -> list[str]:
        loop.call_soon_threadsafe(begun.set)
        assert other.wait(20), "the loop never came to it"
        return codes(unit)

    asked = asyncio.create_task(database.read_aside(waits))
    await begun.wait()
    await database.run(add_area, "meanwhile")
    other.set()
    assert await asked == ["meanwhile"]


async def test_a_locked_database_is_away_and_comes_back(sqlite: SqliteDatabase, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "small.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseAway, match="locked"):
        await sqlite.run(add_area, "A")
    assert await sqlite.read(codes) == []
    other.execute("ROLLBACK")
    other.close()
    await sqlite.run(add_area, "A")
    assert await sqlite.read(codes) == ["A"]


async def test_a_full_disk_is_away_and_leaves_nothing_half_done(sqlite: SqliteDatabase) -> None:
    def pages(unit: Unit, most: int) -> int:
        return int(unit.connection.exec_driver_sql(f"PRAGMA max_page_count={most}").scalar_one())

    def greedy(unit: Unit, code: str) -> None:
        add_area(unit, f"{code}-small")
        unit.execute(
            insert(tables.inbox).values(update_id=ord(code), lane=1, raw="字" * 60_000, received_at=NOON)
        )

    used = await sqlite.run(pages, 1)
    await sqlite.run(pages, used + 3)
    gate, holding = await held(sqlite)
    together = [sqlite.run(greedy, "A"), sqlite.run(add_area, "thrifty"), sqlite.run(greedy, "B")]
    waiting = [asyncio.ensure_future(one) for one in together]
    await asyncio.sleep(0)
    gate.opened.set()
    ended = await asyncio.gather(holding, *waiting, return_exceptions=True)
    assert isinstance(ended[1], DatabaseAway)
    assert isinstance(ended[3], DatabaseAway)
    kept = {"held": ended[0], "thrifty": ended[2]}
    assert await sqlite.read(codes) == sorted(code for code, error in kept.items() if error is None)
    assert not [one for one in kept.values() if one is not None and not isinstance(one, DatabaseAway)]

    await sqlite.run(pages, 1_000_000)
    await sqlite.run(greedy, "A")
    assert "A-small" in await sqlite.read(codes)


async def test_a_server_that_hangs_up_is_away_and_comes_back(postgres: Cluster, rules: Rules) -> None:
    url = postgres.fresh()
    database = open_database(url, rules)
    await database.run(add_area, "before")
    name = url.rpartition("/")[2]
    postgres.tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name)
    with pytest.raises(DatabaseAway):
        await database.run(add_area, "during")
    await database.run(add_area, "after")
    assert await database.read(codes) == ["after", "before"]
    await database.close()


async def test_a_server_that_never_answers_is_away(rules: Rules) -> None:
    """Somebody takes the connection and says nothing, as a machine does that hangs."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://gridbee@127.0.0.1:{silent.getsockname()[1]}/gridbee"
        database = open_database(url, rules, Session(reach=2))
        async with asyncio.timeout(60):
            with pytest.raises(DatabaseAway):
                await database.run(codes)
        await database.close()


async def test_a_mistake_in_sql_is_not_taken_for_a_passing_trouble(database: Database) -> None:
    with pytest.raises(Exception, match="no_such") as caught:
        await database.run(lambda unit: unit.connection.exec_driver_sql("SELECT no_such FROM areas"))
    assert not isinstance(caught.value, DatabaseAway)


async def test_a_case_that_moved_on_is_not_overwritten(database: Database) -> None:
    stale = await database.run(open_case)
    await database.run(lambda unit: unit.mark(stale, title="灯修好了"))
    with pytest.raises(DatabaseAway, match="moved on"):
        await database.run(lambda unit: unit.save(stale, replace(stale, title="旧")))
    assert (await database.read(cases.load, stale.id)).title == "灯修好了"


async def test_changes_at_the_same_moment_all_count(database: Database) -> None:
    number = (await database.run(open_case)).id

    def one_more(unit: Unit) -> None:
        case = cases.load(unit, number)
        unit.mark(case, round=case.round + 1)

    await asyncio.gather(*(until_done(database, one_more) for _ in range(12)))
    after = await database.read(cases.load, number)
    assert (after.round, after.version) == (12, 12)


async def test_somebody_met_in_two_chats_at_once_is_one_person(database: Database) -> None:
    who = Who(5_000_000_001, "王阿姨", "zh-hans-with-a-pack-of-its-own")
    met = await asyncio.gather(*(database.run(people.meet, who, NOON) for _ in range(8)))
    assert len({one.id for one in met}) == 1
    assert await database.read(lambda unit: unit.execute(select(func.count(tables.people.c.id))).scalar_one()) == 1


async def test_a_closed_file_takes_no_more_units(sqlite: SqliteDatabase) -> None:
    last = asyncio.ensure_future(sqlite.run(add_area, "last"))
    await asyncio.sleep(0)
    await sqlite.close()
    await last
    with pytest.raises(DatabaseAway):
        await sqlite.run(add_area, "too late")
