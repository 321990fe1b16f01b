"""The real program between an inbox and a pretend Telegram, in one process: handlers, use cases, SQLite, views, sender."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import and_, func, select
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.app import Woken
from bot.clock import WallClock
from bot.intake import Dispatcher
from bot.job_loop import JobLoop
from bot.limits import FloodLimits
from bot.photo_jobs import PhotoJobs
from bot.posting import Poster
from bot.sender import Sender
from bot.sharing import Alone
from bot.updates import taken_from
from domain.patience import Patience
from domain.rules import Rules
from handlers.context import Context, GridbeeApplication, Parts
from handlers.register import register
from handlers.typed import TypedActs
from simulator.files import FileStore, StoredFile
from simulator.messages import Content, Message
from simulator.world import World
from storage import queues, tables
from storage.photo_store import PhotoStore
from storage.unit import Unit, Wakes
from tests.fuzz.believing import believe, open_private
from tests.fuzz.here import Here
from tests.fuzz.wire import Line, Wire
from tests.machine.folk import BEGINNING, BOT
from usecases.keep_house import keep_house
from views.catalog import Catalogs
from views.outgoing import Outgoing

TOKEN = "7000000001:AAH-fuzz-token-of-gridbee-tests-wxyz"


class _EveryFile(FileStore):
    """Files that people sent in the updates are there, whatever they are called."""

    def __init__(self, photo: StoredFile, document: StoredFile) -> None:
        super().__init__()
        self._made_up = {"photo": photo, "doc": document}

    def by_id(self, file_id: str, bot_id: int) -> StoredFile | None:
        """What was uploaded, else a file of the kind that the id begins with."""
        return super().by_id(file_id, bot_id) or self._made_up.get("doc" if file_id.startswith("doc") else "photo")


class _QuickPoster(Poster):
    """Draws each kind of picture once; the same picture stands for the others, for pictures have tests of their own."""

    drawn: dict[str, bytes] = {}  # noqa: RUF012  for the whole run

    async def _picture(self, shown: Outgoing, words: Any) -> str | bytes | None:
        if shown.before_after is None and shown.drawn is None:
            return await super()._picture(shown, words)
        kind = "pair" if shown.before_after is not None else getattr(shown.drawn, "__qualname__", "drawn")
        if kind not in self.drawn:
            made = await super()._picture(shown, words)
            assert isinstance(made, bytes)
            self.drawn[kind] = made
        return self.drawn[kind]


@dataclass
class Program:
    """A program that runs, the world that it talks to, and ways to look at both."""

    database: Here
    line: Line
    clock: WallClock
    next_update: int = 1

    async def takes(self, updates: list[Any]) -> None:
        """Telegram brings updates, all at once; wait until everything that follows has happened."""
        bot = self.line.world.bots[TOKEN]
        taken = []
        for update in updates:
            numbered = {"update_id": self.next_update, **update} if isinstance(update, dict) else update
            self.next_update += 1
            believe(self.line.world, bot, numbered)
            one = taken_from(json.loads(json.dumps(numbered)))
            if one is not None:
                taken.append(one)
        if taken:
            await self.database.run(queues.take_in, taken, self.clock.now())
        await self.settled()

    async def settled(self) -> None:
        """Nothing waits any more, but for its time."""
        for _ in range(5000):
            if not any(self.database.ask(_waiting, self.clock.now())):
                return
            await asyncio.sleep(0.004)
        raise TimeoutError(self.database.ask(_waiting, self.clock.now()))

    async def passes(self, by: timedelta) -> None:
        """Time goes by at once, and what was due by then happens."""
        self.clock.shift(by)
        await self.settled()
        await self.database.run(keep_house, self.clock.now())
        await self.settled()

    def rows(self, query: Any) -> list[Any]:
        """What a query finds."""
        return list(self.database.ask(lambda unit: list(unit.execute(query))))


@dataclass
class Stage:
    """What is made once for a whole run: the library's application, its wire, and the town as it is before each play."""

    application: GridbeeApplication
    wire: Wire
    catalogs: Catalogs
    template: Path
    rules: Rules
    folder: Path

    @asynccontextmanager
    async def program(self) -> AsyncIterator[Program]:
        """The program on a copy of the town, with nothing happened yet."""
        clock = WallClock()
        clock.shift(BEGINNING + timedelta(hours=3) - clock.now())
        async with AsyncExitStack() as stack:
            database = Here(self.template, self.rules)
            stack.push_async_callback(database.close)
            line = self.wire.line = Line(database.ask(_world, clock), TOKEN)
            application = self.application
            if not application._initialized:
                await application.initialize()
            application.bot_data["parts"] = Parts(
                database, self.catalogs, clock.now, TypedActs(self.catalogs), Patience(self.rules.limits)
            )
            store = PhotoStore.open("photos", self.folder)
            poster = _QuickPoster(application.bot, store, self.rules.zone)
            woken, alone, stop = Woken(asyncio.Event(), asyncio.Event(), asyncio.Event()), Alone(database), asyncio.Event()
            lease, hands = alone.lease("sender"), alone.jobs(4)
            sender = Sender(database, poster, self.catalogs, FloodLimits(enabled=False), clock, lease, woken.outbox)
            jobs = JobLoop(database, PhotoJobs(application.bot, database, store), clock, hands, woken.jobs)
            dispatcher = Dispatcher(application, database, clock, alone.inbox(clock, 16), woken.inbox)
            database.on_commit = woken.set
            async with asyncio.TaskGroup() as loops:
                for loop in (lease.run(sender.run, stop), jobs.run(stop), dispatcher.run(stop)):
                    loops.create_task(loop)
                try:
                    yield Program(database, line, clock)
                finally:
                    stop.set()
                    woken.set(Wakes(**dict.fromkeys((one.name for one in fields(Wakes)), True)))


def stage(template: Path, rules: Rules, folder: Path) -> Stage:
    """The library's application as the program builds it, but for the wire."""
    wire, builder = Wire(), ApplicationBuilder().application_class(GridbeeApplication)
    built: Any = (
        builder.token(TOKEN).request(wire).get_updates_request(wire).context_types(ContextTypes(context=Context))
        .updater(None).job_queue(None).build()
    )  # fmt: skip
    catalogs = Catalogs()
    register(built, catalogs)
    return Stage(built, wire, catalogs, template, rules, folder)


def _world(unit: Unit, clock: WallClock) -> World:
    """A pretend Telegram in which everything stands that the program believes to stand."""
    world = World(clock.now)
    world.keep_calls = False
    bot = world.add_bot(TOKEN, BOT, "蜂格")
    photo = world.files.add_photo(world.darkroom.develop(_picture()))
    document = world.files.add("document", b"x", name="x.bin")
    files = _EveryFile(photo.largest, document)
    for one in (photo.largest, document):
        files.take_back(one)
    files.take_back_photo(photo.sizes)
    world.files = files
    for row in unit.execute(select(tables.chats)):
        if row.kind == "private":
            open_private(world, bot, row.telegram_id, "")
        else:
            believe(world, bot, {"message": {"chat": {"id": row.telegram_id, "type": row.kind, "title": row.title}}})
    for row in unit.execute(select(tables.people)):
        believe(world, bot, {"message": {"from": {"id": row.telegram_id, "first_name": row.name}}})
    query = select(tables.messages, tables.chats.c.telegram_id).join(tables.chats)
    for row in unit.execute(query):
        chat = world.chats.get(row.telegram_id) or world.private[bot.id, row.telegram_id]
        content = Content("photo", photo=photo) if row.has_photo else Content("text", "…")
        chat.messages[row.message_id] = Message(row.message_id, chat, world.seconds(), bot, content)
    return world


def _picture() -> bytes:
    from tests.street.scene import picture  # noqa: PLC0415  the street's scene opens a server's modules

    return picture()


def _waiting(unit: Unit, now: Any) -> tuple[int, int, int]:
    out = tables.outbox.c
    held = and_(out.not_before.is_not(None), out.not_before > now)
    owed = select(func.count()).where(out.state.in_(("owed", "claimed")), ~held)
    album = select(func.count()).where(tables.jobs.c.state == "owed", tables.jobs.c.kind == "close_album")
    soon = unit.execute(album).scalar_one()
    return queues.counts(unit)["inbox"], len(queues.due_jobs(unit, now)) + soon, unit.execute(owed).scalar_one()
