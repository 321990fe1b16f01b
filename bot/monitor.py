"""What others may ask a running program over HTTP: is it alive, is it ready, how is it doing; never who said what."""

import asyncio
import shutil
import time
from collections import deque
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from bot.metrics import Seen, exposition
from bot.settings import Settings
from bot.sharing import ProcessRole
from storage import migrate
from storage.database import DatabaseAway
from storage.photo_store import PhotoStoreAway
from storage.pulse import Pulse, pulse

if TYPE_CHECKING:
    from bot.app import Gridbee

SILENCE = 120.0
"""Seconds without an answer to getUpdates, or without a round of the clock, after which the program is not ready."""
LITTLE = 50 * 1024 * 1024
"""Free bytes below which the next photo may not fit."""
LOOK = 60.0
"""Seconds between two looks whether the photo store can be written."""
TICK = 1.0


class Monitor:
    """Listens on the operator's own port. Everything is read at the moment of asking."""

    def __init__(self, settings: Settings, gridbee: "Gridbee") -> None:
        self._settings = settings
        self._gridbee = gridbee
        self._lags: deque[float] = deque([0.0], maxlen=60)
        self._photos_fine, self._photos_at = True, 0.0
        self._newest = migrate.newest_step()

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until `stop`. Raises OSError when the port is taken."""
        app = web.Application()
        app.router.add_get("/healthz", self._alive)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        place = self._settings.monitoring
        try:
            await web.TCPSite(runner, place.listen, place.port).start()
            structlog.get_logger("monitor").info("listening", host=place.listen, port=place.port)
            while not stop.is_set():
                await self._feel_the_loop(stop)
        finally:
            await runner.cleanup()

    async def _feel_the_loop(self, stop: asyncio.Event) -> None:
        due = time.monotonic() + TICK
        try:
            async with asyncio.timeout(TICK):
                await stop.wait()
        except TimeoutError:
            self._lags.append(time.monotonic() - due)

    async def _alive(self, _: web.Request) -> web.Response:
        """The event loop turns; no more is asked, for a restart mends neither a full disk nor an absent Telegram."""
        return web.Response(text="alive\n")

    async def _ready(self, _: web.Request) -> web.Response:
        """Everything that the program needs is there, or a 503 that names what is not."""
        troubles = self._troubles(await self._pulse())
        return web.json_response({"ready": not troubles, "troubles": troubles}, status=503 if troubles else 200)

    async def _metrics(self, _: web.Request) -> web.Response:
        gridbee = self._gridbee
        seen = Seen(
            now=gridbee.clock.now(),
            version=version("gridbee"),
            pulse=await self._pulse(),
            tally=gridbee.tally,
            round_at=gridbee.rounds.made_at,
            loop_lag=max(self._lags),
            disks=self._free(),
            photo_store=await self._photos(),
        )
        return web.Response(body=exposition(seen), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    async def _pulse(self) -> Pulse | None:
        try:
            return await self._gridbee.database.read(pulse, self._gridbee.clock.now())
        except DatabaseAway:
            return None

    def _troubles(self, seen: Pulse | None) -> list[str]:
        tally, silent_since = self._gridbee.tally, time.monotonic() - SILENCE
        troubles = []
        if seen is None:
            troubles.append("the database does not answer")
        elif seen.step != self._newest:
            troubles.append(f"the database is at step {seen.step}, this program needs {self._newest}")
        if tally.polls and (tally.polled_at or tally.started) < silent_since:
            troubles.append("Telegram has not answered getUpdates for two minutes")
        ticks = self._gridbee.role.does(ProcessRole.WORKER)
        if ticks and (self._gridbee.rounds.made_at or tally.started) < silent_since:
            troubles.append("the clock has made no round for two minutes")
        return troubles + [f"the disk of the {of} is full" for of, free in self._free().items() if free < LITTLE]

    def _free(self) -> dict[str, int]:
        """Free bytes of the folders that are written to; of a server's database and a bucket nothing is known."""
        kept = self._settings.storage
        places = {"photos": None if "://" in kept.photos else Path(kept.photos)}
        if kept.database.startswith("sqlite"):
            places["database"] = Path(kept.database.removeprefix("sqlite:///")).parent
        return {of: shutil.disk_usage(place).free for of, place in places.items() if place and place.exists()}

    async def _photos(self) -> bool:
        if time.monotonic() >= self._photos_at + LOOK:
            try:
                await asyncio.to_thread(self._gridbee.store.check)
            except PhotoStoreAway:
                self._photos_fine = False
            else:
                self._photos_fine = True
            self._photos_at = time.monotonic()
        return self._photos_fine
