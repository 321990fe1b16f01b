"""What every test may ask for: a database with the newest schema, on SQLite and on PostgreSQL."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import migrate
from tests.postgres import Cluster, cluster


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--postgres` plays the street on PostgreSQL instead of SQLite."""
    parser.addoption("--postgres", action="store_true", help="play the street's tests on a throw-away PostgreSQL")


def pytest_configure() -> None:
    """The workers and the dozens of programs that tests start keep what they compiled, also where that is switched off."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    gc.set_threshold(10_000)  # as the running program has it


def pytest_xdist_auto_num_workers() -> int:
    """Half as many more as there are processors: a test in the street waits for a quarter of its time."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """One PostgreSQL server for the whole run. Skips where there is none."""
    with cluster() as found:
        yield found


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "gridbee.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: the test runs once on each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres").fresh())
    path = tmp_path / "gridbee.db"
    shutil.copy(request.getfixturevalue("migrated"), path)
    return f"sqlite:///{path}"
