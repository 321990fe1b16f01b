"""A simulator, a real python-telegram-bot Bot, and a building's group for every test."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from PIL import Image
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from simulator.chats import Chat
from simulator.people import Bot as BotAccount
from simulator.server import Simulator
from simulator.street import Person
from simulator.world import World


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Street:
    """The house all tests live in: a group with Wang and Li, where the bot is an administrator."""

    sim: Simulator
    world: World
    account: BotAccount
    bot: Bot
    clock: Clock
    wang: Person
    li: Person
    group: Chat

    async def updates(self, **options: object) -> list[Update]:
        """Everything pending, read by the real library and confirmed."""
        found = await self.bot.get_updates(**options)
        if found:
            await self.bot.get_updates(offset=found[-1].update_id + 1)
        return list(found)

    async def raw(self, method: str, token: str = "", **params: object) -> dict[str, Any]:
        """A call without the library: the answer as it is."""
        url = f"{self.sim.url}/bot{token or self.account.token}/{method}"
        async with aiohttp.ClientSession() as session, session.post(url, json=params) as answer:
            body = await answer.json()
            assert body["ok"] is (answer.status == 200)
            return dict(body)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def street(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library's coming default; the old one warns
    async with Simulator(clock=clock) as sim:
        account = sim.world.add_bot("7000000001:AAE-test-token", "bee_bot", "Bee")
        wang, li = sim.world.add_user("王阿姨", "wang"), sim.world.add_user("李晴")
        group = sim.world.add_group("3号楼", members=[li], admins=[account], creator=wang)
        # No certificates on a loopback port, and loading them takes longer than most tests here.
        request, polling = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))
        bot = Bot(
            account.token,
            base_url=f"{sim.url}/bot",
            base_file_url=f"{sim.url}/file/bot",
            request=request,
            get_updates_request=polling,
        )
        async with bot:
            yield Street(sim, sim.world, account, bot, clock, wang, li, group)


def jpeg(width: int = 640, height: int = 480, colour: str = "teal", exif: bytes = b"") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(made, "JPEG", exif=exif)
    return made.getvalue()
