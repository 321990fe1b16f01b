"""What is remembered of areas, people, roles and chats is what stands in the database, whoever wrote it and however."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Select, bindparam, select, text, update

from domain.chats import Where
from domain.people import Level, Role, Who
from domain.rules import Rules
from storage import areas, chats, migrate, people, tables
from storage.database import Database, open_database
from storage.kept import remembered
from storage.memory import MOST, Memory
from storage.quick import Kept, KeptByColumns
from storage.sqlite_writer import sqlite_engine
from storage.unit import Unit
from tests.storage.conftest import NOON

HERE = Where(-1001, "supergroup", "3栋")
RENAME = KeptByColumns(lambda: update(tables.people).where(tables.people.c.id == bindparam("known_id")))


@pytest.fixture
async def other(database: Database, database_url: str, rules: Rules) -> AsyncIterator[Database]:
    """Another program on the same database; opened once something is there."""
    await database.run(found)
    opened = open_database(database_url, rules)
    yield opened
    await opened.close()


def found(unit: Unit) -> None:
    """A community, a resident and their chat."""
    areas.add(unit, {"code": "C", "name": "社区", "level": Level.COMMUNITY}, None)
    people.meet(unit, Who(5, "王阿姨"), NOON)
    chats.meet(unit, HERE)


def recalled(unit: Unit) -> list[object]:
    """What every remembered question says of them."""
    person, chat, area = people.person(unit, 1), chats.chat(unit, 1), areas.area(unit, 1)
    asked = people.by_telegram_id(unit, 5), chats.by_telegram_id(unit, HERE.telegram_id), areas.line_from(unit, 1)
    roles = len(people.grants_of(unit, 1))
    held = people.holders(unit, [1]), people.candidates(unit, (area,), [Role.GRID_WORKER], NOON)
    return [person.name, person.chat_id, chat.title, chat.area_id, area.name, roles, *asked, *held, people.several(unit, [1])]


def written(unit: Unit) -> list[object]:
    """The same columns, asked by words that nobody keeps."""
    query = (
        "SELECT people.name, private.id, chats.title, chats.area_id, areas.name,"
        " (SELECT count(*) FROM grants WHERE person_id = 1 AND ended_at IS NULL) FROM people"
        " JOIN chats ON chats.id = 1 JOIN areas ON areas.id = 1"
        " LEFT JOIN chats AS private ON private.person_id = people.id WHERE people.id = 1"
    )
    return list(unit.execute(text(query)).one())


def renames(unit: Unit, name: str) -> None:
    """By a kept statement."""
    unit.run(RENAME, {"name": name, "known_id": 1})


def retitles(unit: Unit, name: str) -> None:
    """By one that is made on the spot."""
    chats.change(unit, 1, title=name)


def rebuilds(unit: Unit, name: str) -> None:
    """An area has another name."""
    areas.change(unit, 1, {"name": name})


def takes_turns(unit: Unit, _: str) -> None:
    """A role is given, or taken away."""
    held = people.grants_of(unit, 1)
    if held:
        people.end_grant(unit, held[0].id, NOON)
    else:
        people.grant(unit, 1, Role.GRID_WORKER, 1, None, NOON)


def comes_in_private(unit: Unit, _: str) -> None:
    """A question about a person says which chat is theirs, too."""
    chats.meet(unit, Where(5, "private", ""), person_id=1)


def fails(unit: Unit, name: str) -> None:
    """Writes, reads what it wrote, and is undone."""
    renames(unit, name)
    retitles(unit, name)
    assert recalled(unit)[0] == name
    raise ZeroDivisionError


Step = tuple[Database, Callable[[Unit, str], None]]
WRITES = (renames, retitles, rebuilds, takes_turns, comes_in_private, fails)


async def test_nothing_old_is_recalled(database: Database, other: Database) -> None:
    """Every write after every other, each by this program or another one, all read in between by both."""
    for number, (program, write) in enumerate(each_after_each(list(product((database, other), WRITES)))):
        await tried(program.run, write, f"第{number}")
        now = await database.read(written)
        for one in (database, other):
            told = await one.run(recalled)
            assert told[:6] == now
            assert told == await one.read(recalled)


def each_after_each(steps: list[Step]) -> Iterator[Step]:
    """The shortest way to do each step right after each, itself too: a sequence of de Bruijn, and its beginning again."""
    for number, step in enumerate(steps):
        yield step
        for later in steps[number + 1 :]:
            yield step
            yield later
    yield steps[0]


async def tried(run: Callable[..., Awaitable[None]], write: Callable[[Unit, str], None], name: str) -> None:
    """Let a unit run that may fail."""
    try:
        await run(write, name)
    except ZeroDivisionError:
        assert write is fails


def test_a_question_is_asked_once(migrated: Path, rules: Rules, tmp_path: Path) -> None:
    """Within a transaction and in the next, until one of the tables changes: that is the point of it."""
    path = tmp_path / "gridbee.db"
    path.write_bytes(migrated.read_bytes())
    engine = sqlite_engine(path)
    asked: list[str] = []
    times = []
    with engine.begin() as connection:
        found(Unit(connection, rules))
    connection = engine.connect()
    for write in (None, None, renames, None):
        with connection.begin():
            connection.info["line"].driver.set_trace_callback(asked.append)
            unit = Unit(connection, rules)
            if write:
                write(unit, "张叔")
            asked.clear()
            for _ in range(3):
                people.person(unit, 1)
            times.append(len(asked))
    assert times == [1, 0, 1, 0]
    connection.close()
    engine.dispose()


def test_only_what_is_watched_may_be_remembered(migrated: Path, rules: Rules) -> None:
    """A statement that reads another table, which nobody watches, is a mistake of ours that shows at once."""

    @remembered(tuple)
    def cases_of(area_id: int) -> Select[tuple[int]]:
        return select(tables.cases.c.id).where(tables.cases.c.area_id == area_id)

    @remembered(tuple)
    def busy(area_id: int) -> Select[tuple[int]]:
        cases = select(tables.cases.c.area_id)
        return select(tables.areas.c.id).where(tables.areas.c.id == area_id, tables.areas.c.id.in_(cases))

    engine = migrate.sync_engine(f"sqlite:///{migrated}")
    with engine.connect() as connection:
        for question in (cases_of, busy):
            with pytest.raises(ValueError, match="remembered"):
                question(Unit(connection, rules), 1)
        with pytest.raises(ValueError, match="remembered"):
            Kept(lambda _: update(tables.people), ["name"], tuple).run(
                connection, Unit(connection, rules)._line, {"name": "x"}
            )
    engine.dispose()


def test_it_holds_only_so_much() -> None:
    """A city has a million people; only the latest questions are worth their room."""
    memory = Memory()
    for number in range(3 * MOST):
        memory.keep(number, [])
    assert memory.recall(3 * MOST - 1) == []
    assert sum(memory.recall(number) is not None for number in range(3 * MOST)) <= MOST
