"""A small neighbourhood on the simulator, with the real bot in it: tests read like the street."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.street.scene import Street, open_street


@pytest.fixture
def street_server(request: pytest.FixtureRequest) -> Cluster | None:
    """A PostgreSQL with `--postgres`; None for SQLite files of the tests' own."""
    return request.getfixturevalue("postgres") if request.config.getoption("--postgres") else None


@pytest.fixture
async def street(tmp_path: Path, street_server: Cluster | None) -> AsyncIterator[Street]:
    """3栋's group, a couriers' station, staff who accepted their invitations, and the bot running beside them."""
    async with open_street(tmp_path, street_server) as street:
        yield street
