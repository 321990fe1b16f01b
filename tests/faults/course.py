"""What people do while the program is killed again and again, and what must hold afterwards."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.setting_up import in_one_unit
from storage import cases
from storage.unit import Unit
from tests.faults.town import Town
from tests.machine.promises import replayed
from tests.points.book import check_books

T = TypeVar("T")
PER_CHAT, IN_ALL = 1, 8
"""DESIGN §2: so many messages may be said twice because of one kill."""


@dataclass
class Course:
    """A town in which something goes on."""

    town: Town
    chance: random.Random
    lives: list[int] = field(default_factory=lambda: [0])
    """For each start of the program, how many calls the simulator had heard before it."""

    name = ""
    """What the program was doing, in words for the table."""
    pace = 0.15
    """Seconds between two steps, on average."""

    async def step(self) -> None:
        """Somebody does something small."""
        raise NotImplementedError

    async def open(self) -> None:
        """What must be so before it begins."""

    def before_start(self) -> None:
        """Something happens while the program is dead."""

    async def between(self, kills: int) -> None:
        """Something happens after so many kills, while the program runs."""

    async def finish(self) -> None:
        """What people have begun they bring to its end, and everything settles."""
        await self.town.settled()

    def accepted(self) -> int:
        """How many things people asked for, each of which must have been done exactly once."""
        raise NotImplementedError

    def done(self) -> int:
        """How many of them were done."""
        raise NotImplementedError

    def check(self) -> None:
        """Each was done once, and as it was meant. Raises AssertionError."""
        raise NotImplementedError

    def look_at_the_dead(self) -> None:
        """What must hold at every moment, also just after a kill."""
        self.inside(check_books)

    def rows(self, query: str) -> list[Any]:
        """What a query finds in the program's database."""
        return self.town.program.rows(query)

    def inside(self, work: Callable[[Unit], T]) -> T:
        """Something is done or asked in the program's database, beside the program."""
        return in_one_unit(self.town.program.settings, work)

    def check_all(self, *, cuts: int = 0) -> None:
        """Each thing was done once; every history explains its state; nothing waits, failed or was put aside.

        `cuts` is how often a line was cut after Telegram had acted: each may repeat the message that it was about.
        """
        self.check()
        self.inside(_check_histories)
        self.inside(check_books)
        assert self.town.owed() == 0
        assert self.rows("SELECT error FROM inbox WHERE state = 'parked'") == []
        assert self.rows("SELECT view, error FROM outbox WHERE state = 'failed'") == []
        assert self.rows("SELECT kind, error FROM jobs WHERE state = 'failed'") == []
        last = len(self.lives) - 1
        for life, of_chats in enumerate(self.said_twice()):
            per_chat, in_all = (PER_CHAT, IN_ALL) if life < last else (0, 0)
            assert max(of_chats.values(), default=0) <= per_chat + cuts, f"kill {life + 1}: {of_chats}"
            assert of_chats.total() <= in_all + cuts, f"kill {life + 1}: {of_chats}"

    def said_twice(self) -> list[Counter[int]]:
        """For every life of the program, how many messages of each chat it sent and never knew to have sent.

        Each was in flight when the life ended, and is what may have been said twice: before it, and after it.
        """
        known = set(self.rows("SELECT c.telegram_id, m.message_id FROM messages m JOIN chats c ON c.id = m.chat_id"))
        found: list[Counter[int]] = [Counter() for _ in self.lives]
        for index, chat_id, message_id in self._sent():
            if (chat_id, message_id) not in known:
                found[max(life for life, began in enumerate(self.lives) if began <= index)][chat_id] += 1
        return found

    def _sent(self) -> list[tuple[int, int, int]]:
        sent = []
        for index, call in enumerate(self.town.sim.world.calls):
            if call.ok and call.method.startswith("send") and isinstance(result := call.answer["result"], dict | list):
                first = result[0] if isinstance(result, list) else result
                sent.append((index, first["chat"]["id"], first["message_id"]))
        return sent

    async def goes_on(self, until: asyncio.Event) -> None:
        """People do one thing after another until something has happened."""
        while not until.is_set():
            await self.step()
            try:
                await asyncio.wait_for(until.wait(), self.chance.uniform(0, 2 * self.pace))
            except TimeoutError:
                continue


def _check_histories(unit: Unit) -> None:
    for case in cases.where(unit, limit=10**6):
        assert replayed(cases.history(unit, case.id))[0] == case.status


def once(things: list[Any], wanted: list[Any]) -> None:
    """Each thing that was wanted is there exactly once, and nothing else."""
    there, meant = Counter(things), Counter(wanted)
    assert there == meant, f"missing {meant - there}, too many {there - meant}"
