"""The only place where the parts are wired together."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.clock import WallClock
from bot.config import Settings
from bot.intake import Dispatcher, Poller
from bot.job_loop import JobLoop
from bot.limits import FloodLimits
from bot.photo_jobs import PhotoJobs
from bot.posting import Poster
from bot.profile import tell_telegram
from bot.rules import rules_of
from bot.sender import Sender
from bot.tally import Tally
from bot.transport import AioRequest
from handlers.context import Context, GridbeeApplication, Parts
from handlers.register import register
from handlers.typed import TypedActs
from schedules.clock import HOUSEKEEPING, Ticker
from schedules.rounds import ROUND, Rounds
from storage import migrate
from storage.database import Database, open_database
from storage.lessons import corrections
from storage.photo_store import PhotoStore
from storage.unit import Wakes
from usecases.keep_house import keep_house
from views.catalog import Catalogs

if TYPE_CHECKING:
    from bot.webhook import Receiver

GRACE = 3.0
"""Seconds that work in hand is given when the program is told to stop; five is what the whole stop may take."""


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
    settings: Settings, clock: WallClock | None = None, stop: asyncio.Event | None = None
) -> AsyncIterator[Gridbee]:
    """The whole program, started and ready; leaving the block stops it within seconds with nothing half-done.

    Setting `stop` ends it too; raises StoppedEarlyError when that happens before Telegram could be reached.
    """
    clock, stop = clock or WallClock(), stop or asyncio.Event()
    migrate.upgrade(settings.storage.database)
    application = application_of(settings)
    await _reach_telegram(application, stop)
    rules = replace(rules_of(settings), bot_username=application.bot.username)
    database = open_database(settings.storage.database, rules)
    store = PhotoStore.open(settings.storage.photos, Path.cwd())
    gridbee = Gridbee(application, database, clock, stop, store, Rounds(database, clock.now), Tally())
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


async def run(settings: Settings) -> None:
    """Run until Ctrl-C or SIGTERM."""
    stop, log = asyncio.Event(), structlog.get_logger("gridbee")
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with running(settings, stop=stop) as gridbee:
            log.info("running", bot=f"@{gridbee.application.bot.username}")
            await stop.wait()
            log.info("stopping")
    except StoppedEarlyError:
        log.info("stopped before Telegram could be reached")


async def _serve(settings: Settings, gridbee: Gridbee) -> None:
    application, database, clock, stop = gridbee.application, gridbee.database, gridbee.clock, gridbee.stop
    database.rules.classifier.remember(await database.read(corrections))
    catalogs = Catalogs()
    application.bot_data["parts"] = Parts(database, catalogs, clock.now, TypedActs(catalogs))
    register(application)
    poster = Poster(application.bot, gridbee.store, database.rules.zone)
    limits = FloodLimits(enabled=settings.telegram.flood_limits)
    sender = Sender(database, poster, catalogs, limits, clock, gridbee.tally)
    jobs = JobLoop(database, PhotoJobs(application.bot, database, gridbee.store), clock, gridbee.tally)
    dispatcher = Dispatcher(application, database, clock, settings.telegram.chats_at_once, gridbee.tally)
    polling = AioRequest()
    intake = _intake(settings, gridbee, polling, dispatcher.arrived)
    database.on_commit = _wake(sender.woken, jobs.woken)
    database.on_timed = gridbee.tally.committed.took

    async def tidy() -> None:
        await database.run(keep_house, clock.now())

    async with polling, Ticker({tidy: HOUSEKEEPING, gridbee.rounds.tick: ROUND}), asyncio.TaskGroup() as loops:
        loops.create_task(_wake_all_on(stop, sender.woken, jobs.woken, dispatcher.arrived))
        loops.create_task(_keep_up(gridbee, sender.woken))
        loops.create_task(sender.run(stop))
        loops.create_task(jobs.run(stop))
        loops.create_task(dispatcher.run(stop))
        loops.create_task(intake.run(stop))
        loops.create_task(tell_telegram(application.bot, catalogs))
        if settings.monitoring.port is not None:
            # the web server and Prometheus' library are loaded only where somebody wants to look
            from bot.monitor import Monitor  # noqa: PLC0415

            loops.create_task(Monitor(settings, gridbee).run(stop))
        await stop.wait()


def _intake(
    settings: Settings, gridbee: Gridbee, polling: AioRequest, arrived: asyncio.Event
) -> "Poller | Receiver":
    telegram, bot = settings.telegram, gridbee.application.bot
    if telegram.mode == "polling" or telegram.webhook is None:
        return Poller(bot, polling, gridbee.database, gridbee.clock, arrived, gridbee.tally)
    from bot.webhook import Receiver  # noqa: PLC0415  the web server is loaded only where Telegram brings the updates

    return Receiver(bot, telegram.webhook, gridbee.database, gridbee.clock, arrived, gridbee.tally)


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


def _wake(outbox: asyncio.Event, jobs: asyncio.Event) -> Callable[[Wakes], None]:
    def wake(wakes: Wakes) -> None:
        if wakes.outbox:
            outbox.set()
        if wakes.jobs:
            jobs.set()

    return wake


async def _wake_all_on(stop: asyncio.Event, *events: asyncio.Event) -> None:
    await stop.wait()
    for event in events:
        event.set()


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
