"""`gridbee db upgrade`: from the first release, killed in the middle, twice at once; every row stays what it was."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, func, insert, inspect, select, text

from bot.app import running
from simulator.server import Simulator
from simulator.street import Person
from storage import migrate, tables
from tests.postgres import Cluster
from tests.street.scene import TOKEN, settings_for
from tests.upgrade.first_release import FILE, at_the_first_step

Rows = dict[str, set[str]]


def first_release(path: Path) -> str:
    """The fixture as a file; its URL."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FILE.read_text(encoding="utf-8"))
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def first(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of release 0.1.0 with rows in every table, on each kind."""
    url = first_release(tmp_path / "gridbee.db")
    if request.param == "sqlite":
        yield url
        return
    server: Cluster = request.getfixturevalue("postgres")
    server.tell("CREATE DATABASE first_release")
    there = server.url("first_release")
    at_the_first_step(there)
    _carry_over(url, there)
    yield there
    server.tell("DROP DATABASE first_release WITH (FORCE)")


def _carry_over(here: str, there: str) -> None:
    source, target = migrate.sync_engine(here), migrate.sync_engine(there)
    old = MetaData()
    old.reflect(target)
    with source.connect() as reading, target.begin() as writing:
        writing.execute(text("SET session_replication_role = replica"))  # so that areas may come before their community
        for table in tables.metadata.sorted_tables:
            if table.name in old.tables and table.name != "alembic_version":
                known = [one for one in table.c if one.name in old.tables[table.name].c]
                writing.execute(insert(old.tables[table.name]), list(reading.execute(select(*known)).mappings()))
                if "id" in old.tables[table.name].c:
                    top = select(func.max(old.tables[table.name].c.id)).scalar_subquery()
                    writing.execute(select(func.setval(f"{table.name}_id_seq", top)))
    source.dispose()
    target.dispose()


def rows(url: str, known: dict[str, list[str]]) -> Rows:
    """Every row as text, of some columns of some tables."""
    engine = migrate.sync_engine(url)
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        read = {name: select(*(found.tables[name].c[one] for one in columns)) for name, columns in known.items()}
        all_rows = {name: {repr(tuple(row)) for row in connection.execute(query)} for name, query in read.items()}
    engine.dispose()
    return all_rows


def columns(url: str) -> dict[str, list[str]]:
    """The columns of every table but Alembic's own."""
    engine = migrate.sync_engine(url)
    look = inspect(engine)
    found = {name: [one["name"] for one in look.get_columns(name)] for name in look.get_table_names()}
    engine.dispose()
    return {name: names for name, names in found.items() if name != "alembic_version"}


def differences(url: str) -> list[Any]:
    """What Alembic would still change to make the database what the tables in storage/ say."""
    engine = migrate.sync_engine(url)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    engine.dispose()
    return list(found)


def upgraded(how: str, url: str, *numbers: int) -> list[str]:
    """What became of upgrades in processes of their own (see killing.py)."""
    command = [sys.executable, "-m", "tests.upgrade.killing", how, url, *map(str, numbers)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)  # noqa: S603  our own words
    assert ended.stderr == ""
    return ended.stdout.split()


def test_a_database_of_the_first_release_keeps_every_row(first: str) -> None:
    """Whatever steps there are by now: all columns of all rows are what they were, and nothing is missing."""
    known = columns(first)
    before = rows(first, known)
    assert [name for name, found in before.items() if not found] == []
    migrate.upgrade(first)
    assert migrate.behind(first) is None
    assert rows(first, known) == before
    assert differences(first) == []


def test_drafts_asked_about_before_the_upgrade_keep_their_numbers(tmp_path: Path) -> None:
    """The draft is gone, its question's key is not: the next draft is called otherwise."""
    url = first_release(tmp_path / "gridbee.db")
    with closing(sqlite3.connect(tmp_path / "gridbee.db")) as connection, connection:
        connection.execute("UPDATE outbox SET once = 'is_report:57' WHERE id = 1")
    migrate.upgrade(url)
    with closing(sqlite3.connect(tmp_path / "gridbee.db")) as connection:
        counted = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    assert counted["drafts"] == 57
    assert counted["photos"] > 0


def test_the_steps_lead_to_what_the_tables_say(database_url: str) -> None:
    """A new database, on each kind."""
    assert differences(database_url) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Cluster = request.getfixturevalue("postgres")
    server.tell("CREATE DATABASE empty")
    yield server.url("empty")
    server.tell("DROP DATABASE empty WITH (FORCE)")


@pytest.mark.slow
def test_a_killed_creation_can_be_run_again(empty: str) -> None:
    """SIGKILL before an early, a middle and a late statement: nothing of it happened, and the next one does it all."""
    assert upgraded("at", empty, 5, 30, 60) == ["killed"] * 3
    assert columns(empty) == {}
    assert upgraded("at", empty, 0) == ["done"]
    assert differences(empty) == []


@pytest.mark.slow
def test_a_killed_step_from_the_first_release_can_be_run_again(first: str) -> None:
    """The same with rows in it, at every fifth statement of the steps since."""
    known = columns(first)
    before = rows(first, known)
    *killed, last = upgraded("every", first, 5)
    assert (set(killed), last) == ({"killed"}, "done")
    assert len(killed) > 2
    assert rows(first, known) == before
    assert differences(first) == []


@pytest.mark.slow
def test_several_upgrades_at_once(empty: str) -> None:
    """One does it, the others wait and find it done."""
    assert upgraded("together", empty, 5) == ["done"] * 5
    assert differences(empty) == []


@pytest.mark.slow
async def test_the_bot_goes_on_where_the_first_release_stopped(first: str, tmp_path: Path) -> None:
    """Today's program starts on it, answers the update that waited, and a case is worked on and reported in it."""
    async with Simulator() as sim:
        bot = sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
        wang, chen = sim.world.add_user("王阿姨", user_id=1000), sim.world.add_user("陈师傅", user_id=1003)

        def hears(person: Person, what: str) -> bool:
            return any(what in (one.text or "") for one in person.chat_with(bot).visible if one.sender is bot)

        wang.starts(bot)
        chen.starts(bot)
        async with running(settings_for(tmp_path, sim.url, first)):
            await sim.until(lambda: hears(wang, "单元门关不上了"))
            await sim.until(lambda: hears(chen, "7 号，等您接单"))
            chen.sends(bot, "接单 7")
            await sim.until(lambda: hears(chen, "7 号，您在办"))
