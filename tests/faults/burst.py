"""What people sent while the program was killed again and again, and what that left behind."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image

from domain.case import Event, Happened
from simulator.chats import Chat
from simulator.messages import Message
from simulator.street import Person
from tests.faults.program import Town

TROUBLES = ("门口垃圾桶坏了", "楼道灯不亮了", "下水道堵了", "单元门关不上了")


@dataclass
class Burst:
    """Reports by (chat, message id) of Telegram with their words, and the moments of the kills."""

    town: Town
    chance: random.Random
    sent: dict[tuple[int, int], str] = field(default_factory=dict)
    kills: list[datetime] = field(default_factory=list)

    def reports_something(self) -> Message:
        """One resident of one building posts a photo with words."""
        group = self.chance.choice(self.town.groups)
        resident = self.chance.choice([one for one in self.town.residents if group.has(one)])
        words = f"{self.chance.choice(TROUBLES)}（第{len(self.sent) + 1}张）"
        message = resident.sends(group, photo=snapshot(len(self.sent)), caption=words)
        self.sent[group.id, message.id] = words
        return message

    async def killed_and_started(self) -> None:
        """SIGKILL, then the next start, which has got as far as asking Telegram who it is."""
        self.town.program.kill()
        await self.town.program.gone()
        self.kills.append(datetime.now(UTC))
        before = len(self.town.sim.world.calls_of("getMe"))
        await self.town.program.start()
        await self.until(lambda: len(self.town.sim.world.calls_of("getMe")) > before)

    async def until(self, condition: Callable[[], object], within: float = 120) -> None:
        """Wait until something is so, in the chats or in the program's database, which tells nobody when it changes."""
        async with asyncio.timeout(within):
            while not condition():
                assert self.town.program.process is not None
                assert self.town.program.process.returncode is None, "the program ended by itself"
                await asyncio.sleep(0.05)

    def rows(self, query: str) -> list[Any]:
        """What a query finds in the program's database."""
        return self.town.program.rows(query)

    def history(self, number: int) -> list[Event]:
        """A case's history, as far as it says what happened."""
        query = f"SELECT kind, note, facts LIKE '%\"stays\": true%' FROM events WHERE case_id = {int(number)} ORDER BY id"  # noqa: S608
        now = datetime.now(UTC)
        return [
            Event(number, now, None, Happened(kind), note, {"stays": True} if stays else {})
            for kind, note, stays in self.rows(query)
        ]

    def chats(self) -> list[Chat]:
        """Every chat that the bot is in."""
        town = self.town
        people: list[Person] = [*town.residents, town.steward]
        return [*town.groups, *(one.chat_with(town.bot) for one in people if town.bot.id in one.dialogs)]

    def strays(self) -> list[Counter[int]]:
        """For every kill, how many messages of each chat it left that the program does not know to have sent.

        Each was in flight at the kill, and is what may be said twice: once from before the kill, once from after it.
        """
        known = set(self.rows("SELECT c.telegram_id, m.message_id FROM messages m JOIN chats c ON c.id = m.chat_id"))
        found: list[Counter[int]] = [Counter() for _ in self.kills]
        for chat in self.chats():
            for one in chat.messages.values():
                if one.sender is self.town.bot and (chat.id, one.id) not in known:
                    found[self._kill_after(one)][chat.id] += 1
        return found

    def _kill_after(self, message: Message) -> int:
        # Telegram's times are whole seconds: a message sent in the second of a kill was sent before it.
        after = [number for number, at in enumerate(self.kills) if message.date <= at.timestamp()]
        assert after, f"sent after the last kill and never settled: {message.text}"
        return after[0]


def snapshot(number: int) -> bytes:
    """A small JPEG that is not like the others."""
    image = Image.new("RGB", (160, 120), (number * 37 % 256, number * 91 % 256, number * 53 % 256))
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
