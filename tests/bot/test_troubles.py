"""What an operator is told when something is in the way: real errors, a line each, with what to do about it."""

import asyncio
import errno
import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.troubles import told
from domain.rules import Rules
from storage import migrate
from storage.database import open_database
from storage.photo_store import PhotoStore, PhotoStoreAway
from storage.unit import Unit
from tests.storage.conftest import rules  # noqa: F401  a fixture
from views.catalog import Catalogs


def line(error: BaseException) -> str:
    """What is told, in English; Chinese says it as well."""
    assert isinstance(error, Exception)
    for language in ("zh_CN", "en"):
        (found,) = told(error, Catalogs()(language)) or [""]
    return found


def raised(do: Callable[[], object]) -> str:
    """What is told about the error that this raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011  each test says what it expects to be told
        do()
    return line(caught.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Asked by SQLAlchemy and by SQLite itself."""
    (tmp_path / "x.db").write_text("[telegram]\n" * 1000)
    assert "is no database, or it is damaged" in raised(lambda: migrate.behind(f"sqlite:///{tmp_path / 'x.db'}"))

    def ask() -> None:
        with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
            connection.execute("SELECT * FROM sqlite_master")

    assert "is no database, or it is damaged" in raised(ask)


def test_a_folder_that_is_not_there() -> None:
    """The database's."""
    assert raised(lambda: migrate.upgrade("sqlite:////proc/nothing/gridbee.db")).startswith("There is no /proc/nothing")


async def test_a_database_that_another_program_holds(migrated: Path, tmp_path: Path, rules: Rules) -> None:  # noqa: F811
    """Told by the command that waited, and by the writer's own translation."""
    shutil.copy(migrated, tmp_path / "gridbee.db")
    opened = open_database(f"sqlite:///{tmp_path / 'gridbee.db'}", rules)
    opened._writer._engine.dispose()
    with closing(sqlite3.connect(tmp_path / "gridbee.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        engine = migrate.sync_engine(f"sqlite:///{tmp_path / 'gridbee.db'}", 0.05)
        assert "Another program holds the database" in raised(lambda: engine.connect().begin())
        engine.dispose()
    await opened.close()


async def test_a_full_disk(migrated: Path, tmp_path: Path, rules: Rules) -> None:  # noqa: F811
    """SQLite's own word for it, through the writer."""
    shutil.copy(migrated, tmp_path / "gridbee.db")
    opened = open_database(f"sqlite:///{tmp_path / 'gridbee.db'}", rules)

    def fill(unit: Unit) -> None:
        unit.execute(text("PRAGMA max_page_count = 1"))
        unit.execute(text("CREATE TABLE filler AS SELECT zeroblob(10000000)"))

    with pytest.raises(Exception) as caught:  # noqa: PT011  it is told
        await opened.run(fill)
    assert line(caught.value).startswith("The disk is full")
    await opened.close()


def test_a_server_that_does_not_answer() -> None:
    """PostgreSQL is away; its password is not told."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    found = raised(lambda: migrate.behind("postgresql://bee:canary-password@127.0.0.1:1/gridbee"))
    assert found.startswith("The database server cannot be reached")
    assert "canary" not in found


async def test_a_port_that_is_taken() -> None:
    """Which, and where to change it."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(OSError, match="bind") as caught:
            await asyncio.start_server(lambda *_: None, "127.0.0.1", port)
    assert line(ExceptionGroup("of loops", [caught.value])).startswith(f"Port {port} of 127.0.0.1 cannot be used")


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (errno.ENOENT, "There is no areas.toml."), (errno.EACCES, "areas.toml: not allowed."),
        (errno.EROFS, "areas.toml: not allowed."), (errno.ENOSPC, "areas.toml: the disk is full."),
        (errno.EISDIR, "areas.toml is a folder"), (errno.EIO, "areas.toml: Input/output error"),
    ],
)  # fmt: skip
def test_files(number: int, found: str) -> None:
    """The usual reasons have words and a remedy; others are told as the system says them."""
    assert line(OSError(number, os.strerror(number), "areas.toml")).startswith(found)


def test_photos_that_cannot_be_stored(tmp_path: Path) -> None:
    """A folder and a bucket have different remedies."""
    (tmp_path / "photos").write_text("a file")
    assert "[storage] photos" in raised(lambda: PhotoStore.open("photos", tmp_path).check())
    assert "AWS_ACCESS_KEY_ID" in line(PhotoStoreAway("s3://bucket cannot be used: 403"))


def test_a_mistake_of_ours_stays_one() -> None:
    """It is not dressed up."""
    assert told(KeyError("x"), Catalogs()("en")) is None
