"""Brings a database's schema up to date with Alembic, and says how far it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, create_engine, event, insert, inspect, select, table, text

from storage import lease_tables, points_tables, tables, time_tables  # noqa: F401  all on one metadata
from storage.append_only import protect
from storage.sqlite_writer import WAIT, sqlite_engine

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 120.0
"""Seconds to wait while another process brings the same SQLite file up to date."""
_TURN = 0x67726964
"""PostgreSQL's advisory lock for an upgrade; the number only has to be ours."""
_VERSION_TABLE = (
    "CREATE TABLE alembic_version"
    " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""As Alembic makes it."""


class StrangeSchema(Exception):
    """The database stands at a step that this version of the program does not know: a newer one has been here."""

    def __init__(self, step: str) -> None:
        super().__init__(f"step {step}")
        self.step = step


def upgrade(url: str) -> None:
    """Create the schema, or bring it up to the newest step: all of it or nothing, so a killed one can be run again.

    Of several that come at once one does it while the others wait. Raises StrangeSchema for a newer program's database.
    """
    if behind(url) is None:
        return
    with _alone(url) as connection:
        if inspect(connection).get_table_names():
            _take_steps(connection)
        else:
            _begin_whole(connection)


def behind(url: str) -> str | None:
    """The step that a database lacks, or None when its schema is the newest. Raises StrangeSchema."""
    newest = newest_step()
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        return newest  # looking must not make a file
    engine = sync_engine(url)
    try:
        with engine.connect() as connection:
            now = step_of(connection)
    finally:
        engine.dispose()
    if now is not None and now not in steps():
        raise StrangeSchema(now)
    return None if now == newest else newest


def steps() -> list[str]:
    """All steps, which are numbered in their order: `0001_the_first_schema.py` is step 0001."""
    return sorted(step.name.partition("_")[0] for step in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def newest_step() -> str:
    """The last of the steps."""
    return steps()[-1]


def step_of(connection: Connection) -> str | None:
    """The step at which a database stands; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    step: str | None = connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()
    return step


def sync_engine(url: str, wait: float = WAIT) -> Engine:
    """A plain engine for `sqlite:///file` or `postgresql://…`; SQLite's lock is waited for so many seconds."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite_engine(path, wait)
    plain = url.removeprefix("postgresql+psycopg://").removeprefix("postgresql://")
    return create_engine(f"postgresql+psycopg://{plain}")


@contextmanager
def _alone(url: str) -> Iterator[Connection]:
    """One transaction for the whole upgrade, while nobody else upgrades."""
    engine = sync_engine(url, PATIENCE)
    if engine.dialect.name == "sqlite":
        # SQLite changes a table by copying and dropping it, which the rows that point to it would not allow
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                yield connection
                _refuse_dangling(connection)
            else:
                connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
                yield connection
    finally:
        engine.dispose()


def _take_steps(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  only a start that finds an older schema needs Alembic

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _begin_whole(connection: Connection) -> None:
    """An empty database gets all tables as they are now: a first start need not relive the program's past."""
    tables.metadata.create_all(connection)
    connection.execute(text(_VERSION_TABLE))
    connection.execute(insert(table("alembic_version", column("version_num"))).values(version_num=newest_step()))
    protect(connection)


def _refuse_dangling(connection: Connection) -> None:
    dangling = connection.execute(text("PRAGMA foreign_key_check")).all()
    if dangling:
        raise RuntimeError(f"an upgrade left rows that point nowhere: {dangling[:5]}")


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
