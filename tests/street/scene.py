"""The neighbourhood that the street tests are played in."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy import bindparam, func, select, text

from bot.app import Gridbee, running
from bot.clock import WallClock
from bot.settings import Settings
from bot.sharing import ProcessRole
from domain.people import Level
from domain.sheet import Sheet
from simulator.chats import Chat
from simulator.keeping import keep
from simulator.messages import Message, Press
from simulator.people import Bot
from simulator.restoring import restore
from simulator.server import PATIENCE, Simulator
from simulator.street import Person
from storage import cases, tables
from storage.unit import Unit
from tests.postgres import Cluster
from usecases.import_areas import Row, import_areas
from usecases.invite_staff import make_invite

TOKEN = "7000000001:AAH-street-token-of-gridbee-tests-xyz"
OPERATOR = 900_001
OPERATOR_NAME = "管事的"
FOLK = {"wang": "王阿姨", "zhang": "张叔", "rider": "骑手小〇", "chen": "陈", "li": "李", "zhou": "周"}
GROUP, STATION = "3栋邻居群", "蜂巢驿站"
TEMPLATE = "street"
"""The furnished database on a PostgreSQL server, from which the tests' own are copied."""

AREAS = [
    Row("SY", Level.STREET, "山阳镇", ""),
    Row("FHC", Level.COMMUNITY, "凤凰城", "SY"),
    Row("FHC-1", Level.GRID, "第一网格", "FHC"),
    Row("FHC-1-3", Level.BUILDING, "3栋", "FHC-1", ("101", "102", "501"), 30.75, 121.33),
    Row("FHC-1-5", Level.BUILDING, "5栋", "FHC-1", (), 30.76, 121.34),
    Row("FHC-2", Level.GRID, "第二网格", "FHC"),
    Row("FHC-2-12", Level.BUILDING, "12栋", "FHC-2"),
]


def picture(colour: str = "seagreen", size: tuple[int, int] = (320, 240)) -> bytes:
    """A JPEG that is not like the others."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((40, 30, 200, 180), fill=colour)
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


@dataclass
class Street:
    """Everybody, and ways to look at what they see."""

    sim: Simulator
    bot: Bot
    gridbee: Gridbee
    clock: WallClock
    group: Chat
    station: Chat
    wang: Person
    zhang: Person
    rider: Person
    chen: Person
    li: Person
    zhou: Person
    operator: Person
    settings: Settings
    program: AsyncExitStack

    async def stop_bot(self) -> None:
        """The program is told to stop, and has stopped."""
        await self.program.aclose()

    async def start_bot(self) -> None:
        """The program runs again, on the same database."""
        self.gridbee = await self.program.enter_async_context(running(self.settings, self.clock))

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until the condition gives something true."""
        return await self.sim.until(condition)

    async def moves_to(self, local: str) -> None:
        """Time passes at once, to a moment like "2026-06-11 08:00" on the neighbourhood's clocks; the rounds are made."""
        zone = self.gridbee.database.rules.zone
        self.clock.shift(datetime.fromisoformat(local).replace(tzinfo=zone) - self.clock.now())
        await self.gridbee.rounds.go()
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything that was sent has been handled, done and said."""
        database = self.gridbee.database
        async with asyncio.timeout(PATIENCE):
            await asyncio.sleep(0.02)
            while len(self.bot.queue) or await database.read(_busy, self.clock.now()):
                await asyncio.sleep(0.02)

    def chat_of(self, person: Person) -> Chat:
        """A person's private chat with the bot."""
        return person.chat_with(self.bot)

    def last(self, where: Chat | Person) -> Message:
        """The latest message of the bot in a chat."""
        chat = self.chat_of(where) if isinstance(where, Person) else where
        return [one for one in chat.visible if one.sender is self.bot][-1]

    def card(self, where: Chat | Person, number: int) -> Message:
        """The card of a case: the latest message of the bot whose second line, or a later one, begins with its number."""
        chat = self.chat_of(where) if isinstance(where, Person) else where
        return [one for one in chat.visible if one.sender is self.bot and f"\n{number} 号" in words(one)][-1]

    async def press(self, person: Person, message: Message, label: str) -> Press:
        """Press a button and wait for the answer and everything that follows."""
        press = person.presses(message, label)
        await self.until(lambda: press.answer is not None)
        await self.settled()
        return press

    async def says(self, person: Person, where: Chat | Bot, *args: Any, **named: Any) -> Message:
        """Send something and wait for everything that follows."""
        message = person.sends(where, *args, **named)
        await self.settled()
        return message

    async def case(self, number: int) -> Sheet:
        """A case as the database knows it."""
        sheet = await self.gridbee.database.read(lambda unit: cases.sheet(unit, number, with_history=True))
        assert sheet is not None
        return sheet

    async def newest(self) -> int:
        """The number of the latest case."""
        return await self.gridbee.database.read(_newest)

    async def kinds(self, number: int) -> list[str]:
        """The history of a case, as kinds of events."""
        return [one.kind.value for one in (await self.case(number)).events]

    async def report(self, caption: str = "门口垃圾桶坏了", who: Person | None = None) -> int:
        """A resident reports something in the group; the number of its case."""
        await self.says(who or self.wang, self.group, photo=picture(), caption=caption)
        return await self.gridbee.database.read(_newest)

    async def quarrel(self) -> Person:
        """王阿姨 tells in private of a quarrel; who comes in as the mediator for such things."""
        self.wang.starts(self.bot)
        he = self.sim.world.add_user("何")
        await self.invite(he, "mediator", "FHC", "和大姐")
        await self.says(self.wang, self.bot, "3栋501和502为了空调外机天天打架")
        return he

    async def invite(self, person: Person, role: str, code: str, name: str) -> None:
        """Somebody comes in by an invitation."""
        now = self.clock.now()
        token = await self.gridbee.database.run(lambda unit: make_invite(unit, role, code, now, name=name))
        person.starts(self.bot, token)
        await self.settled()


def words(message: Message) -> str:
    """A message's text or caption."""
    return message.text or ""


def labels(message: Message) -> list[str]:
    """The buttons of a message."""
    return [one["text"] for one in message.buttons]


def settings_for(folder: Path, url: str, database: str = "", *, joins: bool = False, **telegram: Any) -> Settings:
    """The settings of a bot that runs against the simulator; its database is a file in the folder unless it is named."""
    return Settings(
        telegram={"token": TOKEN, "api_url": url, "operators": [OPERATOR], "flood_limits": False, **telegram},
        storage={"database": database or f"sqlite:///{folder / 'gridbee.db'}", "photos": str(folder / "photos")},
        deadlines={"album_seconds": 0.3},
        limits={"enabled": False},  # tests press faster than people; floods have tests of their own
        community={"joins_duplicates": joins},
    )


@asynccontextmanager
async def open_street(
    folder: Path, server: Cluster | None = None, *, joins: bool = False, roles: Sequence[ProcessRole] = (ProcessRole.ALL,),
    **telegram: Any,
) -> AsyncIterator[Street]:  # fmt: skip
    """The neighbourhood, furnished, with the real bot running in it, or several of it that share the work by roles.

    Furnishing takes longer than most tests: it is done once for each kind of database, and then copied.
    """
    clock = WallClock()
    shutil.copytree(await _furnished_once(server), folder, dirs_exist_ok=True)
    async with Simulator(world=restore(folder / "world", clock.now)) as sim, AsyncExitStack() as program:
        database = server.copy_of(TEMPLATE) if server else ""
        settings = settings_for(folder, sim.url, database, joins=joins, **telegram)
        for role in roles:
            gridbee = await program.enter_async_context(running(settings, clock, role=role))
        yield _recognised(sim, gridbee=gridbee, clock=clock, settings=settings, program=program)


async def _furnished_once(server: Cluster | None) -> Path:
    """A folder with the world of a street that was furnished and put away, which goes with the process.

    The database is in it as well, or stands on the server as `TEMPLATE`.
    """
    kind = "server" if server else "file"
    if kind not in _FURNISHED:
        home = TemporaryDirectory(prefix="gridbee-street-")
        folder, clock = Path(home.name), WallClock()
        if server:
            server.tell(f"CREATE DATABASE {TEMPLATE}")
        async with Simulator(clock=clock.now) as sim, AsyncExitStack() as program:
            bot = sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
            settings = settings_for(folder, sim.url, server.url(TEMPLATE) if server else "")
            gridbee = await program.enter_async_context(running(settings, clock))
            street = await _furnish(sim, bot, gridbee, clock, settings=settings, program=program)
            await street.stop_bot()
            keep(sim.world, folder / "world", properly=True)
        _FURNISHED[kind] = home
    return Path(_FURNISHED[kind].name)


_FURNISHED: dict[str, TemporaryDirectory[str]] = {}


def _recognised(sim: Simulator, **program: Any) -> Street:
    """The people and groups of a furnished street, by their names."""
    found = {one.first_name: one for one in sim.world.users.values() if isinstance(one, Person)}
    groups = {one.title: one for one in sim.world.chats.values()}
    return Street(
        sim=sim, bot=sim.world.bots[TOKEN], group=groups[GROUP], station=groups[STATION], operator=found[OPERATOR_NAME],
        **{key: found[name] for key, name in FOLK.items()}, **program,
    )  # fmt: skip


async def _furnish(sim: Simulator, bot: Bot, gridbee: Gridbee, clock: WallClock, **program: Any) -> Street:
    world = sim.world
    await gridbee.database.run(lambda unit: import_areas(unit, AREAS))
    folk = {key: world.add_user(name) for key, name in FOLK.items()}
    operator = world.add_user(OPERATOR_NAME, user_id=OPERATOR)
    group = world.add_group(GROUP, [folk["wang"], folk["zhang"], folk["chen"]], [folk["zhou"], bot, operator])
    station = world.add_group(STATION, [folk["rider"]], [folk["zhou"], bot])
    street = Street(sim, bot, gridbee, clock, group, station, operator=operator, **folk, **program)
    operator.starts(bot)
    await street.invite(folk["zhou"], "secretary", "FHC", "周书记")
    await street.invite(folk["chen"], "property", "FHC", "陈师傅")
    await street.invite(folk["li"], "grid_worker", "FHC-1", "李〇晴")
    await street.says(folk["zhou"], group, "/bind FHC-1-3")
    await street.says(folk["zhou"], station, "/bind FHC")
    return street


def _busy(unit: Unit, now: datetime) -> bool:
    return bool(unit.execute(_WORK, {"now": now}).scalar_one())


def _newest(unit: Unit) -> int:
    return int(unit.execute(select(func.max(tables.cases.c.id))).scalar_one())


_WORK = text(
    "SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'new')"
    " OR EXISTS (SELECT 1 FROM outbox WHERE state IN ('owed', 'claimed') AND (not_before IS NULL OR not_before <= :now))"
    " OR EXISTS (SELECT 1 FROM jobs WHERE state = 'owed'"
    " AND (due_at <= :now OR kind IN ('close_album', 'fetch_photo')))"
).bindparams(bindparam("now", type_=tables.Moment()))
"""Whether anything waits to be handled, said or done; asked very often."""
