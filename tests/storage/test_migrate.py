"""The schema's steps: found without Alembic, taken with it."""

from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Inspector, inspect, text

from storage import migrate
from tests.postgres import Cluster


def test_the_newest_step_is_the_one_that_alembic_goes_to() -> None:
    """The files' numbers say the same as the chain of revisions."""
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    assert migrate.newest_step() == ScriptDirectory.from_config(config).get_current_head()


def test_a_database_says_what_it_lacks(tmp_path: Path) -> None:
    """A new file lacks everything, an upgraded one nothing; one that a newer program has changed is left alone."""
    url = f"sqlite:///{tmp_path / 'new' / 'gridbee.db'}"
    assert migrate.behind(url) == migrate.newest_step()
    assert not (tmp_path / "new").exists()
    migrate.upgrade(url)
    assert migrate.behind(url) is None
    engine = migrate.sync_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for touch in (migrate.behind, migrate.upgrade):
        with pytest.raises(migrate.StrangeSchema, match="9999"):
            touch(url)


def test_upgrading_again_changes_nothing(tmp_path: Path) -> None:
    """The same start twice."""
    url = f"sqlite:///{tmp_path / 'gridbee.db'}"
    migrate.upgrade(url)
    before = (tmp_path / "gridbee.db").read_bytes()
    migrate.upgrade(url)
    assert (tmp_path / "gridbee.db").read_bytes() == before


def test_a_new_database_has_what_all_steps_make(unmade: str, stepped: str) -> None:
    """Created whole or step by step: the same columns, keys, rules, indexes and guards."""
    migrate.upgrade(unmade)
    whole, by_steps = schema(unmade), schema(stepped)
    assert whole.keys() == by_steps.keys()
    for name, one in whole.items():
        assert one == by_steps[name], name


@pytest.fixture(params=["sqlite", "postgresql"])
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables, on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'whole.db'}"
    server: Cluster = request.getfixturevalue("postgres")
    server.tell("CREATE DATABASE unmade")
    return server.url("unmade")


@pytest.fixture
def stepped(request: pytest.FixtureRequest, unmade: str, tmp_path: Path) -> str:
    """The URL of a database of the same kind that took every step."""
    url = f"sqlite:///{tmp_path / 'stepped.db'}"
    if unmade.startswith("postgresql"):
        server: Cluster = request.getfixturevalue("postgres")
        server.tell("CREATE DATABASE stepped")
        url = server.url("stepped")
    engine = migrate.sync_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    engine.dispose()
    migrate.upgrade(url)
    return url


def schema(url: str) -> dict[str, Any]:
    """Every table of a database: columns in any order, keys, rules, indexes; and the guards."""
    engine = migrate.sync_engine(url)
    with engine.connect() as connection:
        asked = inspect(connection)
        found: dict[str, Any] = {name: _described(asked, name) for name in asked.get_table_names() if name != "alembic_version"}
        if engine.dialect.name == "sqlite":
            rows = connection.execute(text("SELECT name, type, sql LIKE '%AUTOINCREMENT%' FROM sqlite_master")).all()
        else:
            rows = connection.execute(text("SELECT tgname, tgtype FROM pg_trigger WHERE NOT tgisinternal")).all()
        found["(guards)"] = sorted(str(row) for row in rows if not row[0].startswith("sqlite_autoindex"))
    engine.dispose()
    return found


def _described(asked: Inspector, name: str) -> dict[str, list[str]]:
    columns = [f"{one['name']} {one['type']} {one['nullable']} {one['default']}" for one in asked.get_columns(name)]
    foreign = [f"{one['constrained_columns']} {one['referred_table']} {one['options']}" for one in asked.get_foreign_keys(name)]
    return {
        "columns": sorted(columns),
        "key": asked.get_pk_constraint(name)["constrained_columns"],
        "foreign": sorted(foreign),
        "unique": sorted(str(one["column_names"]) for one in asked.get_unique_constraints(name)),
        "rules": sorted(f"{one['name']} {one['sqltext']}" for one in asked.get_check_constraints(name)),
        "indexes": sorted(
            f"{one['name']} {one['column_names']} {one['unique']} {_plain(one.get('dialect_options'))}"
            for one in asked.get_indexes(name)
        ),
    }


def _plain(options: dict[str, Any] | None) -> dict[str, str]:
    return {name: str(value) for name, value in (options or {}).items()}
