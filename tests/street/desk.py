"""A small post office: the real bot with one group and two people, and messages that are owed by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.app import Gridbee, running
from bot.clock import WallClock
from bot.settings import Settings
from domain.chats import Where
from simulator.chats import Chat
from simulator.people import Bot
from simulator.server import PATIENCE, Simulator
from simulator.street import Person
from storage import chats, tables
from storage.unit import Unit
from tests.street.scene import OPERATOR, TOKEN, settings_for, words


@dataclass
class Desk:
    """Who is there, and ways to owe them something. A text stands in 「」 in what they read."""

    sim: Simulator
    bot: Bot
    clock: WallClock
    settings: Settings
    program: AsyncExitStack
    gridbee: Gridbee
    group: Chat
    wang: Person
    operator: Person

    async def stop_bot(self) -> None:
        """The program is told to stop, and has stopped."""
        await self.program.aclose()

    async def start_bot(self) -> None:
        """The program runs again, on the same database."""
        self.gridbee = await self.program.enter_async_context(running(self.settings, self.clock))

    async def owes(self, where: Chat, *texts: str, **about: Any) -> None:
        """Messages to a chat, owed in one transaction."""

        def owe(unit: Unit) -> None:
            chat = chats.meet(unit, Where(where.id, where.type, where.title or ""), self._whose(unit, where))
            for text in texts:
                values = {"key": "refusal.no_such_person", "values": {"name": text}}
                unit.tell(chat.id, about.get("view", "say"), at=self.clock.now(), **{**values, **_plain(about)})

        await self.gridbee.database.run(owe)

    def heard(self, where: Chat | Person) -> list[str]:
        """The texts in a chat, in their order."""
        chat = where.chat_with(self.bot) if isinstance(where, Person) else where
        return [_text(words(one)) for one in chat.visible if one.sender is self.bot and "「" in words(one)]

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until the condition gives something true."""
        return await self.sim.until(condition)

    async def until_hears(self, where: Chat | Person, *texts: str) -> None:
        """Wait until exactly these stand in a chat."""
        try:
            await self.until(lambda: self.heard(where) == list(texts))
        except TimeoutError:
            assert self.heard(where) == list(texts), self.heard(where)

    async def rows(self) -> list[Any]:
        """The outbox."""
        query = select(tables.outbox).order_by(tables.outbox.c.id)
        return await self.gridbee.database.read(lambda unit: list(unit.execute(query)))

    async def until_rows(self, condition: Callable[[list[Any]], bool]) -> list[Any]:
        """Wait until the outbox is so."""
        async with asyncio.timeout(PATIENCE):
            while not condition(rows := await self.rows()):
                await asyncio.sleep(0.01)
        return rows

    async def until_ended(self) -> list[Any]:
        """Wait until nothing is owed any more."""
        return await self.until_rows(lambda rows: not any(row.state in ("owed", "claimed") for row in rows))

    def passes(self, seconds: float) -> None:
        """Time passes at once."""
        self.clock.shift(timedelta(seconds=seconds))

    def calls(self, method: str) -> list[int]:
        """The answers' codes to one method's calls."""
        return [one.code for one in self.sim.world.calls if one.method == method]

    @staticmethod
    def _whose(unit: Unit, where: Chat) -> int | None:
        known = chats.by_telegram_id(unit, where.id)
        return known.person_id if known else None


def _plain(about: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if name != "view"}


def _text(shown: str) -> str:
    return shown.partition("「")[2].partition("」")[0]


@asynccontextmanager
async def open_desk(folder: Path, database: str = "", **telegram: Any) -> AsyncIterator[Desk]:
    """王阿姨 and the operator have opened the private chat; the group has been met."""
    clock = WallClock()
    async with Simulator(clock=clock.now) as sim, AsyncExitStack() as program:
        bot = sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
        wang, operator = sim.world.add_user("王阿姨"), sim.world.add_user("管事的", user_id=OPERATOR)
        group = sim.world.add_group("3栋邻居群", [wang], [bot, operator])
        settings = settings_for(folder, sim.url, database, **telegram)
        gridbee = await program.enter_async_context(running(settings, clock))
        desk = Desk(sim, bot, clock, settings, program, gridbee, group, wang, operator)
        for person in (wang, operator):
            person.starts(bot)
            await desk.until(lambda person=person: len(_said(desk, person)) == 2)
        await desk.until_ended()
        yield desk


def _said(desk: Desk, person: Person) -> list[str]:
    return [words(one) for one in person.chat_with(desk.bot).visible if one.sender is desk.bot]
