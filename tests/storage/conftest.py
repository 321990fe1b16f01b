"""A database, opened, and an hour to count from."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain import taxonomy
from domain.classify import Classifier
from domain.rules import Rules
from storage import migrate
from storage.database import Database, open_database
from tests.postgres import Cluster
from tests.storage.shared import Server

NOON = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The project's own taxonomy with the usual waits."""
    known = taxonomy.load(None)
    zone = ZoneInfo("Asia/Shanghai")
    return Rules(taxonomy=known, classifier=Classifier(known), zone=zone, bot_username="gridbee_bot")


@pytest.fixture
async def database(database_url: str, rules: Rules) -> AsyncIterator[Database]:
    """An empty database; the test runs on SQLite and on PostgreSQL."""
    opened = open_database(database_url, rules)
    yield opened
    await opened.close()


@pytest.fixture
def server(postgres: Cluster, rules: Rules) -> Iterator[Server]:
    """An empty PostgreSQL database, and transactions on it at will."""
    engine = migrate.sync_engine(postgres.fresh())
    yield Server(engine, rules)
    engine.dispose()
