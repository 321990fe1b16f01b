"""A throw-away PostgreSQL for tests: Debian's own binaries, a fresh cluster without syncing, gone afterwards."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from signal import SIGQUIT
from typing import Any

import pytest

from storage import migrate

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}
"""For tests, whose databases may go with the power."""
ATTEMPTS = 3
"""So many ports are tried."""
READY = 60.0
"""Seconds that a cluster may take to start on a busy machine."""


@dataclass
class Cluster:
    """A running server; every database that it hands out has the newest schema and nothing in it."""

    port: int
    process: int
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, name: str) -> str:
        """The URL of a database by its name."""
        return f"postgresql://gridbee@127.0.0.1:{self.port}/{name}"

    def fresh(self) -> str:
        """The URL of a new database, copied from one that was migrated once."""
        if not self.has("first"):
            self.tell("CREATE DATABASE first")
            migrate.upgrade(self.url("first"))
        return self.copy_of("first")

    def empty(self) -> str:
        """The URL of a new database without even a schema."""
        name = f"empty_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def copy_of(self, template: str) -> str:
        """The URL of a new database that is like another one, to which nobody is connected."""
        name = f"copy_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url(name)

    def has(self, name: str) -> bool:
        """Whether there is a database of this name."""
        return bool(self.tell("SELECT 1 FROM pg_database WHERE datname = %s", name))

    def cut_lines(self, url: str) -> None:
        """Every connection of a program to a database breaks at once; those without a name are a test's own."""
        self.tell(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND application_name <> ''",
            url.rpartition("/")[2],
        )

    @contextmanager
    def away(self, url: str) -> Iterator[None]:
        """No program is let into a database, and those that were in are out."""
        name = url.rpartition("/")[2]
        self.tell(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            self.cut_lines(url)
            yield
        finally:
            self.tell(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    def tell(self, statement: str, *values: object) -> list[Any]:
        """Run one statement beside the program, as an administrator would; its rows, if it has any."""
        return asked(self.url("postgres"), statement, *values)


def asked(url: str, statement: str, *values: object) -> list[Any]:
    """Run one statement on a connection that is there only for it; its rows, if it has any."""
    import psycopg  # noqa: PLC0415  only those who have PostgreSQL need its driver

    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode(), values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A server on a loopback port. Skips the test, saying why, where there is no PostgreSQL.

    A `durable` one syncs its commits to the disk and vacuums, as one in use does.
    """
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    user = _user()
    with tempfile.TemporaryDirectory(prefix="gridbee-postgres-", ignore_cleanup_errors=True) as folder:
        data = Path(folder, "data")
        shutil.chown(folder, user)
        options = ["-D", str(data), "-U", "gridbee", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run(user, folder, "initdb", *options)
        for _ in range(ATTEMPTS):
            port = _free_port()
            server = _start(user, folder, port, {} if durable else QUICK)
            try:
                if _is_ready(server, found := Cluster(port, server.pid), data):
                    yield found
                    return
            finally:
                server.send_signal(SIGQUIT)  # at once, without writing down what nobody will read
                server.wait(READY)
        pytest.fail(f"PostgreSQL did not start: {Path(folder, 'log').read_text(errors='replace')[-2000:]}")


def _start(user: str, folder: str, port: int, more: dict[str, str]) -> "subprocess.Popen[bytes]":
    settings = {
        "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "shared_buffers": "32MB",
        "max_connections": 100, **more,
    }  # fmt: skip
    command = [str(BINARIES[-1] / "postgres"), "-D", f"{folder}/data"]
    command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with Path(folder, "log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **_as(user))  # noqa: S603  our own words


def _is_ready(server: "subprocess.Popen[bytes]", found: Cluster, data: Path) -> bool:
    """Whether it answers. Somebody may have taken its port since it was found free; another's server may answer there."""
    end = time.monotonic() + READY
    while time.monotonic() < end and server.poll() is None:
        try:
            ((there,),) = found.tell("SHOW data_directory")
        except Exception:  # noqa: BLE001  it is still starting, and the driver's errors are many
            time.sleep(0.05)
        else:
            if Path(there) == data:
                return True
            time.sleep(0.05)
    return False


def _run(user: str, folder: str, program: str, *arguments: str) -> None:
    command = [str(BINARIES[-1] / program), *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, **_as(user))  # noqa: S603  our own words


def _as(user: str) -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    return {} if user == getpass.getuser() else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _user() -> str:
    if os.geteuid() != 0:
        return getpass.getuser()
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
