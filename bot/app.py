"""The only place where the parts are wired together."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.clock import WallClock
from bot.config import Settings
from bot.intake import Dispatcher, Poller
from bot.job_loop import AT_ONCE, JobLoop
from bot.limits import FloodLimits
from bot.photo_jobs import PhotoJobs
from bot.posting import Poster
from bot.pressure import Pressure
from bot.profile import tell_telegram
from bot.rules import rules_of
from bot.sender import Sender
from bot.sharing import ProcessRole, Sharing, name_of_process, refuse_to_share, sharing_of
from bot.tally import Tally
from bot.transport import AioRequest
from domain.patience import Patience
from handlers.context import Context, GridbeeApplication, Parts
from handlers.register import register
from handlers.typed import TypedActs
from schedules.clock import HOUSEKEEPING, Tick, Ticker
from schedules.rounds import ROUND, Rounds
from storage import migrate
from storage.database import Database, DatabaseAway, Session, open_database
from storage.lessons import corrections
from storage.photo_store import PhotoStore
from storage.unit import Wakes
from usecases.keep_house import keep_house
from views.catalog import Catalogs

Loop = Coroutine[Any, Any, None]

GRACE = 3.0
"""Seconds that work in hand is given when the program is told to stop; five is what the whole stop may take."""

RUBBISH = 10_000
"""So many new objects before the collector looks for circles: a report makes hundreds, and none of them stays."""


@dataclass
class Gridbee:
    """A running program: its parts, and the way to stop it."""

    application: GridbeeApplication
    database: Database
    clock: WallClock
    stop: asyncio.Event
    store: PhotoStore
    rounds: Rounds
    tally: Tally
    sharing: Sharing
    role: ProcessRole = ProcessRole.ALL
    pressure: Pressure = field(default_factory=Pressure)


def application_of(settings: Settings) -> GridbeeApplication:
    """The library's application over our transport, without the library's own updater."""
    api = settings.telegram.api_url.rstrip("/")
    builder: Any = ApplicationBuilder().application_class(GridbeeApplication)
    built = (
        builder.token(settings.telegram.token.get_secret_value())
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(AioRequest())
        .get_updates_request(AioRequest())
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .job_queue(None)
        .build()
    )
    assert isinstance(built, GridbeeApplication)  # noqa: S101  the library's builder forgets the class's type
    return built


class StoppedEarlyError(Exception):
    """Told to stop before Telegram could be reached."""


@asynccontextmanager
async def running(
    settings: Settings,
    clock: WallClock | None = None,
    stop: asyncio.Event | None = None,
    role: ProcessRole = ProcessRole.ALL,
) -> AsyncIterator[Gridbee]:
    """The program, or the part of it that a role names, started and ready; leaving the block stops it within seconds
    with nothing half-done.

    Setting `stop` ends it too; raises StoppedEarlyError when that happens before Telegram could be reached, and
    OneProcessOnly for a part of the program on a database that can't be shared.
    """
    refuse_to_share(settings.storage.database, role)
    clock, stop, name = clock or WallClock(), stop or asyncio.Event(), name_of_process(role)
    migrate.upgrade(settings.storage.database)
    store = PhotoStore.open(settings.storage.photos, Path.cwd())
    application = application_of(settings)
    await _reach_telegram(application, stop)
    rules = replace(rules_of(settings), bot_username=application.bot.username)
    lease = settings.storage.lease_seconds
    database = open_database(settings.storage.database, rules, Session(name, lease))
    sharing, rounds = sharing_of(database, name, timedelta(seconds=lease)), Rounds(database, clock.now)
    gridbee = Gridbee(application, database, clock, stop, store, rounds, Tally(), sharing, role)
    loops = asyncio.create_task(_serve(settings, gridbee))
    loops.add_done_callback(lambda _: stop.set())
    try:
        yield gridbee
    finally:
        stop.set()
        try:
            await _wind_down(loops)
        finally:
            await application.shutdown()
            await database.close()


async def run(settings: Settings, role: ProcessRole = ProcessRole.ALL) -> None:
    """Run until Ctrl-C or SIGTERM."""
    gc.set_threshold(RUBBISH)
    stop, log = asyncio.Event(), structlog.get_logger("gridbee")
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with running(settings, stop=stop, role=role) as gridbee:
            log.info("running", bot=f"@{gridbee.application.bot.username}", role=role.value)
            await stop.wait()
            log.info("stopping")
    except StoppedEarlyError:
        log.info("stopped before Telegram could be reached")


async def _serve(settings: Settings, gridbee: Gridbee) -> None:
    database, sharing, stop = gridbee.database, gridbee.sharing, gridbee.stop
    database.rules.classifier.remember(await database.read(corrections))
    woken = Woken(asyncio.Event(), asyncio.Event(), asyncio.Event())

    def committed(wakes: Wakes) -> None:
        woken.set(wakes)
        sharing.tell(wakes)

    database.on_commit = committed
    database.on_timed = gridbee.tally.committed.took
    polling = AioRequest()
    loops = [_wake_all_on(stop, woken), *sharing.loops(woken.set, stop)]
    ticks: dict[Tick, int] = {}
    if gridbee.role.does(ProcessRole.RECEIVER):
        loops.append(_receive(settings, gridbee, polling))
    if gridbee.role.does(ProcessRole.SENDER):
        loops += _sending(settings, gridbee, woken)
    if gridbee.role.does(ProcessRole.WORKER):
        loops += _working(settings, gridbee, woken)
        ticks = {_tidying(gridbee): HOUSEKEEPING, gridbee.rounds.tick: ROUND}
    if settings.monitoring.port is not None:
        # the web server and Prometheus' library are loaded only where somebody wants to look
        from bot.monitor import Monitor  # noqa: PLC0415

        loops.append(Monitor(settings, gridbee).run(stop))
    async with polling, Ticker(ticks), asyncio.TaskGroup() as running_loops:
        for loop in loops:
            running_loops.create_task(loop)
        await stop.wait()


@dataclass(frozen=True)
class Woken:
    """What the loops wait for: something in the inbox, owed, or to be done."""

    inbox: asyncio.Event
    outbox: asyncio.Event
    jobs: asyncio.Event

    def set(self, wakes: Wakes) -> None:
        """Wake the loops that have something new to do."""
        for one in fields(wakes):
            if getattr(wakes, one.name):
                getattr(self, one.name).set()


def _sending(settings: Settings, gridbee: Gridbee, woken: Woken) -> list[Loop]:
    application, database, clock = gridbee.application, gridbee.database, gridbee.clock
    catalogs, lease = Catalogs(), gridbee.sharing.lease(f"sender:{application.bot.id}")
    poster = Poster(application.bot, gridbee.store, database.rules.zone)
    limits = FloodLimits(enabled=settings.telegram.flood_limits)
    sender = Sender(database, poster, catalogs, limits, clock, lease, woken.outbox, gridbee.tally, gridbee.pressure)
    return [lease.run(sender.run, gridbee.stop), tell_telegram(application.bot, catalogs)]


def _working(settings: Settings, gridbee: Gridbee, woken: Woken) -> list[Loop]:
    application, database, clock = gridbee.application, gridbee.database, gridbee.clock
    catalogs, patience = Catalogs(), Patience(database.rules.limits)
    application.bot_data["parts"] = Parts(database, catalogs, clock.now, TypedActs(catalogs), patience)
    register(application, catalogs)
    inbox = gridbee.sharing.inbox(clock, settings.telegram.chats_at_once)
    tally, pressure = gridbee.tally, gridbee.pressure
    dispatcher = Dispatcher(application, database, clock, inbox, woken.inbox, tally, pressure)
    photos = PhotoJobs(application.bot, database, gridbee.store)
    jobs = JobLoop(database, photos, clock, gridbee.sharing.jobs(AT_ONCE), woken.jobs, tally, pressure)
    return [dispatcher.run(gridbee.stop), jobs.run(gridbee.stop), _keep_up(gridbee, woken.outbox)]


def _receive(settings: Settings, gridbee: Gridbee, polling: AioRequest) -> Loop:
    telegram, bot = settings.telegram, gridbee.application.bot
    if telegram.mode == "polling" or telegram.webhook is None:
        poller = Poller(bot, polling, gridbee.database, gridbee.clock, gridbee.tally)
        return gridbee.sharing.lease(f"poller:{bot.id}").run(poller.run, gridbee.stop)
    from bot.webhook import Receiver  # noqa: PLC0415  the web server is loaded only where Telegram brings the updates

    return Receiver(bot, telegram.webhook, gridbee.database, gridbee.clock, gridbee.tally).run(gridbee.stop)


def _tidying(gridbee: Gridbee) -> Tick:
    async def tidy() -> None:
        try:
            await gridbee.database.run(keep_house, gridbee.clock.now())
        except DatabaseAway as error:  # there is time: the next round does it
            structlog.get_logger("tidying").warning("database away", error=str(error))

    return tidy


async def _keep_up(gridbee: Gridbee, sender: asyncio.Event) -> None:
    """The first round comes at once, and one whenever a demonstration lets time pass.

    The scheduler's next tick is a moment of the machine's clock: when that is set back by an hour, it is an hour away.
    """
    stopped = asyncio.ensure_future(gridbee.stop.wait())
    while not stopped.done():
        moved = gridbee.clock.moved
        await gridbee.rounds.tick()
        sender.set()
        waiting = asyncio.ensure_future(moved.wait())
        await asyncio.wait({waiting, stopped}, timeout=2 * ROUND, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()


async def _wake_all_on(stop: asyncio.Event, woken: Woken) -> None:
    await stop.wait()
    woken.set(Wakes(outbox=True, jobs=True, inbox=True))


async def _wind_down(loops: "asyncio.Task[None]") -> None:
    done, _ = await asyncio.wait({loops}, timeout=GRACE)
    if not done:
        loops.cancel()
    try:
        await loops
    except asyncio.CancelledError:
        structlog.get_logger("gridbee").warning("stopped with messages in flight; they are sent at the next start")


async def _reach_telegram(application: GridbeeApplication, stop: asyncio.Event) -> None:
    """Telegram may be away when we start: wait for it. A wrong token is told at once."""
    log, pause = structlog.get_logger("gridbee"), 1.0
    try:
        while True:
            try:
                return await _unless_stopped(application.initialize(), stop)
            except InvalidToken:
                raise
            except TelegramError as error:
                log.warning("telegram away", reason=error.message, again_in=pause)
                await _unless_stopped(asyncio.sleep(pause), stop)
                pause = min(pause * 2, 30.0)
    except BaseException:
        await application.bot.shutdown()
        raise


async def _unless_stopped(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """Do it, unless told to stop first, which ends it and raises StoppedEarlyError."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        return working.result()
    working.cancel()
    await asyncio.wait({working})
    raise StoppedEarlyError
