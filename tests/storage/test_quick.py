"""What runs straight on the driver says the same as what runs the usual way, and goes the usual way where it must."""

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    create_engine,
    insert,
    select,
    update,
)  # fmt: skip
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound
from sqlalchemy.pool import StaticPool

from storage.quick import Found, Kept, KeptByColumns, line_of
from storage.tables import Moment

metadata = MetaData()
things = Table(
    "things", metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(20), unique=True),
    Column("facts", JSON(none_as_null=True)),
    Column("at", Moment()),
    Column("count", Integer, nullable=False, server_default="7"),
    CheckConstraint("count >= 0"),
)  # fmt: skip


class Colour(StrEnum):
    """A string of ours that the driver must take for one."""

    RED = "red"


rows_of_things = st.fixed_dictionaries(
    {
        "name": st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.just(Colour.RED),
        "facts": st.none() | st.dictionaries(st.text("ab蜂", max_size=3), st.integers() | st.text("x\n'\"", max_size=3)),
        "at": st.none() | st.builds(datetime.fromtimestamp, st.floats(0, 4e9), st.just(UTC)),
        "count": st.integers(0, 2**62),
    }
)  # fmt: skip

ADD = KeptByColumns(lambda: insert(things))
ALL = Kept(lambda _: select(things).order_by(things.c.id))
BY_NAME = Kept(lambda _: select(things).where(things.c.name == bindparam("wanted")))
NAMED = Kept(lambda _: select(things.c.id).where(things.c.name.in_(bindparam("names", expanding=True))).order_by(things.c.id))
CHANGE = KeptByColumns(lambda: update(things).where(things.c.name == bindparam("wanted")))


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A connection to an empty table in memory."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
        yield connection
    engine.dispose()


def both(connection: Connection, kept: Kept, **values: Any) -> tuple[list[Any], list[Any]]:
    """What a statement finds on the driver, and what it finds the usual way."""
    return found(kept.run(connection, line_of(connection), values)), found(kept.run(connection, None, values))


def found(rows: Found) -> list[Any]:
    """Rows as dictionaries."""
    return [dict(row._asdict()) for row in rows]


@given(st.lists(rows_of_things, max_size=5, unique_by=lambda one: one["name"] if one["name"] is not None else object()))
def test_every_value_comes_back_the_same(rows: list[dict[str, Any]]) -> None:
    """Put in on the driver, read both ways: moments, JSON, enumerations, nothing, quotes, large numbers."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
        for row in rows:
            assert ADD.run(connection, line_of(connection), row).rowcount == 1
        quick, usual = both(connection, ALL)
        assert quick == usual
        assert [{key: one[key] for key in row} for one, row in zip(quick, rows, strict=True)] == rows
    engine.dispose()


def test_a_default_of_the_table_is_kept(connection: Connection) -> None:
    """A column that is not named is not written as NULL."""
    ADD.run(connection, line_of(connection), {"name": "a"})
    assert both(connection, BY_NAME, wanted="a")[0][0]["count"] == 7


def test_only_the_columns_that_are_given_change(connection: Connection) -> None:
    """A second set of columns is a statement of its own."""
    moment = datetime(2026, 6, 11, 8, tzinfo=UTC)
    driver = line_of(connection)
    ADD.run(connection, driver, {"name": "a", "count": 1, "facts": {"x": 1}})
    assert CHANGE.run(connection, driver, {"count": 2, "wanted": "a"}).rowcount == 1
    assert CHANGE.run(connection, driver, {"at": moment, "facts": None, "wanted": "a"}).rowcount == 1
    assert CHANGE.run(connection, driver, {"count": 3, "wanted": "nobody"}).rowcount == 0
    assert both(connection, ALL)[0] == [{"id": 1, "name": "a", "facts": None, "at": moment, "count": 2}]


def test_a_list_goes_the_usual_way(connection: Connection) -> None:
    """Its text depends on how many there are."""
    for name in "abc":
        ADD.run(connection, line_of(connection), {"name": name})
    for names, ids in ((["a", "c"], [1, 3]), (["b"], [2]), ([], [])):
        assert [one["id"] for one in both(connection, NAMED, names=names)[0]] == ids


@pytest.mark.parametrize("row", [{"name": "a"}, {"name": "b", "count": -1}], ids=["taken", "below zero"])
def test_what_a_constraint_forbids_is_the_librarys_error(connection: Connection, row: dict[str, Any]) -> None:
    """So that whoever retries or explains it need not know which way it went."""
    ADD.run(connection, line_of(connection), {"name": "a"})
    with pytest.raises(IntegrityError):
        ADD.run(connection, line_of(connection), row)


def test_one_means_one(connection: Connection) -> None:
    """None and two are errors, as in the library; the first of none is None."""
    driver = line_of(connection)
    with pytest.raises(NoResultFound):
        ALL.run(connection, driver, {}).one()
    assert ALL.run(connection, driver, {}).first() is None
    assert ALL.run(connection, driver, {}).scalar() is None
    for name in "ab":
        ADD.run(connection, driver, {"name": name})
    with pytest.raises(MultipleResultsFound):
        ALL.run(connection, driver, {}).scalar_one()
    assert list(ALL.run(connection, driver, {}).scalars()) == [1, 2]


def test_a_statement_is_written_once() -> None:
    """That is the point of it."""
    written = []

    def build(dialect: str) -> Select[Any]:
        written.append(dialect)
        return select(things)

    kept = Kept(build)
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
        for _ in range(3):
            both(connection, kept)
    engine.dispose()
    assert written == ["sqlite"]
