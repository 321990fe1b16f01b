"""A database's state of one moment as one file, taken beside a running bot; and put back where nobody works."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.engine import make_url

from domain.errors import Refusal
from storage import migrate, tables

PATIENCE = 60.0
"""Seconds to wait for a writer that holds SQLite's lock."""


@dataclass(frozen=True)
class Snapshot:
    """What a snapshot holds: the schema's step and tables, how many cases, and the photos that its moment knew."""

    step: str
    tables: tuple[str, ...]
    cases: int
    photos: tuple[str, ...]


def kind_of(url: str) -> str:
    """The kind of a database: a snapshot only goes back into its own kind."""
    return "sqlite" if url.startswith("sqlite") else "postgresql"


def take(url: str, into: Path) -> Snapshot:
    """Copy everything as it stands at one moment. Raises Refusal with what to do."""
    return _take_file(_path(url), into) if kind_of(url) == "sqlite" else _take_server(url, into)


def lived_in(url: str) -> bool:
    """Whether there is a database with anybody or any place in it, or a file of which one can't tell."""
    if kind_of(url) == "sqlite" and not _path(url).exists():
        return False
    if kind_of(url) == "sqlite" and not _readable(_path(url)):
        return True
    engine = migrate.sync_engine(url)
    try:
        with engine.connect() as connection:
            known = set(inspect(connection).get_table_names())
            there = [one for one in (tables.areas, tables.people) if one.name in known]
            return any(connection.execute(select(func.count()).select_from(one)).scalar_one() for one in there)
    finally:
        engine.dispose()


def folder_of(url: str) -> Path:
    """Where a database lies on this machine, or where something for a server's can be made ready."""
    return _path(url).parent if kind_of(url) == "sqlite" else Path(tempfile.gettempdir())


def put_back(snapshot: Path, url: str, known: tuple[str, ...], now: datetime) -> Path | None:
    """Bring a snapshot into its place, and up to date; where the former database was put, if it was put aside.

    `known` are the snapshot's tables. Raises Refusal while a program is at work there, and for a damaged snapshot.
    """
    if kind_of(url) == "sqlite":
        return _put_back_file(snapshot, url, now)
    _put_back_dump(snapshot, url, known)
    return None


def _put_back_file(snapshot: Path, url: str, now: datetime) -> Path | None:
    """Killed at any moment, the new file or the former one is there whole."""
    check_file(snapshot)
    migrate.upgrade(f"sqlite:///{snapshot}")
    target = _path(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        snapshot.replace(target)
        return None
    aside = free_name_beside(target, now)
    with _nobody_else(target):
        os.link(target, aside)
        snapshot.replace(target)
    return aside


def free_name_beside(place: Path, now: datetime) -> Path:
    """Where something is put aside; another restore may have done so within the same second."""
    name = f"{place.name}.before-{now:%Y%m%d-%H%M%S}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(free for one in names if not (free := place.with_name(one)).exists())


def check_file(path: Path) -> None:
    """Raises Refusal when a SQLite file is damaged."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        found, dangling = [str(error)], []
    wrong = [one for one in found if one != "ok"] + [f"a row of {one[0]} points nowhere" for one in dangling]
    if wrong:
        raise Refusal("program.backup.damaged", file=path.name, reason=wrong[0])


def _put_back_dump(dump: Path, url: str, known: tuple[str, ...]) -> None:
    """All of it or nothing. Tables that the dump knows nothing of would stay, so there must be none."""
    engine = migrate.sync_engine(url)
    try:
        with engine.connect() as connection:
            others = connection.execute(text(_OTHERS)).scalar_one()
            strange = sorted(set(inspect(connection).get_table_names()) - set(known))
    finally:
        engine.dispose()
    if others:
        raise Refusal("program.restore.connected", n=int(others))
    if strange:
        raise Refusal("program.restore.more_tables", tables=", ".join(strange[:5]))
    options = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run("pg_restore", [*options, f"--dbname={_without_password(url)}", str(dump)], url)
    migrate.upgrade(url)


def _take_file(path: Path, into: Path) -> Snapshot:
    if not path.exists():
        raise Refusal("program.backup.no_database", file=path)
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as source, closing(sqlite3.connect(into)) as copy:
        source.backup(copy)  # in one step: one moment, and in WAL mode nobody has to wait for it
    check_file(into)
    engine = migrate.sync_engine(f"sqlite:///{into}")
    try:
        with engine.connect() as connection:
            return _seen(connection)
    finally:
        engine.dispose()


def _take_server(url: str, into: Path) -> Snapshot:
    engine = migrate.sync_engine(url).execution_options(isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:  # pg_dump sees the very moment that this transaction sees
            moment = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            seen = _seen(connection)
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={into}"]
            _run("pg_dump", [*options, f"--dbname={_without_password(url)}"], url)
            return seen
    finally:
        engine.dispose()


def _seen(connection: Connection) -> Snapshot:
    step = migrate.step_of(connection)
    if step is None:
        raise Refusal("program.backup.empty")
    photo = tables.photos.c
    stored = select(photo.path).where(photo.state == "stored", photo.path.is_not(None)).order_by(photo.path)
    cases = connection.execute(select(func.count()).select_from(tables.cases)).scalar_one()
    return Snapshot(
        step, tuple(sorted(inspect(connection).get_table_names())), cases, tuple(connection.execute(stored).scalars())
    )


@contextmanager
def _nobody_else(path: Path) -> Iterator[None]:
    """Holds a SQLite file for oneself, whole in the one file. Raises Refusal while anybody has it open."""
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as connection:
        if not _readable(path):
            yield
            return
        try:
            # leaving WAL mode writes everything into the file, and is only let happen where nobody else has it open
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise Refusal("program.restore.running") from None
        if mode != "delete":
            raise Refusal("program.restore.running")
        yield


def _readable(path: Path) -> bool:
    """Whether a file is a SQLite database at all; nobody can be at work in one that is not."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
    return True


def _run(tool: str, options: list[str], url: str) -> None:
    """Run one of PostgreSQL's programs. The password goes through the environment: everybody can read command lines."""
    found = shutil.which(tool)
    if found is None:
        raise Refusal("program.backup.no_tool", tool=tool)
    password = make_url(url).password
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    ended = subprocess.run([found, *options], env=environment, capture_output=True, text=True, check=False)  # noqa: S603  our own words
    if ended.returncode:
        told = ended.stderr.strip().splitlines() or [f"exit {ended.returncode}"]
        raise Refusal("program.backup.tool", tool=tool, reason=told[0])


def _without_password(url: str) -> str:
    return make_url(url).set(drivername="postgresql", password=None).render_as_string()


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
