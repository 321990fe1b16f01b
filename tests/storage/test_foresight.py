"""What can be known before a transaction is thought of before it, and harms nobody when it fails."""

import asyncio

from domain.rules import Rules
from storage import people
from storage.database import Database
from storage.foresight import Foreseen
from storage.unit import Unit
from tests.storage.test_memory import found


async def test_a_thought_comes_first_and_may_fail(database: Database) -> None:
    """Whoever waits beside one whose thought fails notices nothing, and its own use case runs as well."""
    done: list[str] = []

    def think(_: Rules, name: str) -> None:
        done.append(f"thought of {name}")
        if name == "the second":
            raise ZeroDivisionError

    def meet(unit: Unit, name: str) -> str:
        done.append(name)
        return people.person(unit, 1).name

    await database.run(found)
    asked = ("the first", "the second", "the third")
    told = await asyncio.gather(*(database.run(Foreseen(meet, think), name) for name in asked))
    assert told == ["王阿姨"] * 3
    assert sorted(done) == sorted([*asked, *(f"thought of {name}" for name in asked)])
    assert all(done.index(f"thought of {name}") < done.index(name) for name in asked)
