"""The schema's steps: found without Alembic, taken with it."""

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from storage import migrate


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
