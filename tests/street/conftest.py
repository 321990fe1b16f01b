"""A small neighbourhood on the simulator, with the real bot in it: tests read like the street."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.street.scene import Street, open_street


@pytest.fixture
def street_database(request: pytest.FixtureRequest) -> str:
    """An empty PostgreSQL database with `--postgres`; empty for a SQLite file of the test's own."""
    return str(request.getfixturevalue("postgres").fresh()) if request.config.getoption("--postgres") else ""


@pytest.fixture
async def street(tmp_path: Path, street_database: str) -> AsyncIterator[Street]:
    """3栋's group, a couriers' station, staff who accepted their invitations, and the bot running beside them."""
    async with open_street(tmp_path, street_database) as street:
        yield street
