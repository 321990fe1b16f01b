"""The neighbourhood with the bot running in it, and a bare book on both kinds of databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.points.book import furnish, rules_for
from tests.street.scene import Street, open_street


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """3栋's group, a couriers' station, staff, and the bot running beside them."""
    async with open_street(tmp_path) as street:
        yield street


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A community with people and nothing earned yet; the test runs on SQLite and on PostgreSQL."""
    opened = open_database(database_url, rules_for())
    await opened.run(furnish)
    yield opened
    await opened.close()
