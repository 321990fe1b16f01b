"""Brings a database's schema up to date with Alembic, and says how far it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

from storage.sqlite_writer import sqlite_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Create the schema, or bring it up to the newest step. Interrupted, it can be run again."""
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
            now = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    return None if now == newest else newest


def sync_engine(url: str) -> Engine:
    """A plain engine for `sqlite:///file` or `postgresql://…`."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite_engine(path)
    plain = url.removeprefix("postgresql+psycopg://").removeprefix("postgresql://")
    return create_engine(f"postgresql+psycopg://{plain}")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
