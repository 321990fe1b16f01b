"""Brings a database's schema up to date with Alembic, and says how far it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, create_engine, inspect, select, table

from storage.sqlite_writer import sqlite_engine

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Create the schema, or bring it up to the newest step. Interrupted, it can be run again."""
    if behind(url) is None:
        return
    from alembic import command  # noqa: PLC0415  only a start that finds an older schema needs Alembic

    engine = sync_engine(url)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def behind(url: str) -> str | None:
    """The step that a database lacks, or None when its schema is the newest."""
    engine = sync_engine(url)
    try:
        with engine.connect() as connection:
            now = _step_of(connection)
    finally:
        engine.dispose()
    newest = newest_step()
    return None if now == newest else newest


def newest_step() -> str:
    """The last of the steps, which are numbered in their order: `0001_the_first_schema.py` is step 0001."""
    return max(step.name.partition("_")[0] for step in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def sync_engine(url: str) -> Engine:
    """A plain engine for `sqlite:///file` or `postgresql://…`."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite_engine(path)
    plain = url.removeprefix("postgresql+psycopg://").removeprefix("postgresql://")
    return create_engine(f"postgresql+psycopg://{plain}")


def _step_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    step: str | None = connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()
    return step


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
