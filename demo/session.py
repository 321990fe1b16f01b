"""The demonstration from its start to Ctrl-C: one run after another, each from a kept neighbourhood or a new one.

The page is served first and the bot joins a moment later, so that nobody waits for heavy libraries.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.clock import WallClock
from demo.host import Host
from demo.neighbourhood import Neighbourhood, found, recognised
from demo.storing import DATABASE, WORLD, forget, kept_place
from simulator.restoring import restore, when_kept
from simulator.server import HOST, Simulator
from views.catalog import Catalogs

MORNING = datetime(2026, 6, 11, 1, 0, tzinfo=UTC)
"""A Thursday, nine o'clock where the neighbourhood lies: about when the visitor comes."""

DAYS = 35
"""How long the neighbourhood has had the bot by then."""


class Session:
    """Runs until `stop`. `language` is the page's name for it; `pace` stretches the tour's pauses (0: none).

    A new neighbourhood has had the bot for so many `days`.
    """

    def __init__(
        self, folder: Path, port: int, *, language: str = "zh", pace: float = 1.0, days: int = DAYS
    ) -> None:
        self.folder = folder
        self.port = port
        self.host: Host | None = None
        self.language = language
        self.pace = pace
        self.days = days
        self.stop = asyncio.Event()
        self.listening = asyncio.Event()
        self.ready = asyncio.Event()
        self._again = asyncio.Event()
        self._catalogs = Catalogs()

    async def run(self) -> None:
        """Serve until `stop`. Raises OSError when the port is taken."""
        # One socket for all runs: whoever comes between two of them waits a moment instead of being turned away.
        with socket.create_server((HOST, self.port)) as listening:
            self.port = listening.getsockname()[1]
            while not self.stop.is_set():
                async with self._open(listening.dup()) as self.host:
                    await _first(self.stop, self._again)
                self.language = self.host.language
                self.ready.clear()
                if self._again.is_set():
                    self._again.clear()
                    await asyncio.to_thread(forget, self.folder)

    @asynccontextmanager
    async def _open(self, listening: socket.socket) -> AsyncIterator[Host]:
        street, clock, place = await asyncio.to_thread(self._founded)
        host = Host(street, clock, self._catalogs, self.language, place, self._again.set)
        simulator = Simulator(listening, world=street.world, page=host.config, routes=[host.site.add_routes])
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(simulator)
            stack.push_async_callback(simulator.stop_listening)  # whoever comes back meanwhile waits for the next run
            self.listening.set()
            tasks = await stack.enter_async_context(asyncio.TaskGroup())
            life = tasks.create_task(self._live(host, simulator.url))
            yield host
            host.leaving = True
            await host.site.close()
            await _joined_or_gone(host, life)
            life.cancel()

    async def _live(self, host: Host, url: str) -> None:
        """The bot joins, and things happen until this is cancelled."""
        living = await asyncio.to_thread(import_module, "demo.living")
        if not host.leaving:
            await living.live(host, self.folder, url, self.pace, self.ready)

    def _founded(self) -> tuple[Neighbourhood, WallClock, dict[str, Any] | None]:
        """The neighbourhood that was kept; a new one where there is none or it cannot be read any more."""
        clock = WallClock()
        try:
            kept = when_kept(self.folder / WORLD)
            if kept is not None and (self.folder / DATABASE).exists():
                clock.shift(kept - clock.now())
                place = kept_place(self.folder)
                street = recognised(restore(self.folder / WORLD, clock.now))
                self.language = place["language"]
                return street, clock, place
        except (OSError, ValueError, LookupError, TypeError):
            clock = WallClock()
        forget(self.folder)
        clock.shift(MORNING - timedelta(days=self.days) - clock.now())
        return found(clock.now, self._catalogs, self.language), clock, None


async def _joined_or_gone(host: Host, life: "asyncio.Task[None]") -> None:
    """A bot that is just starting is let in before it is told to go: half a start cannot be stopped in order."""
    joined = asyncio.ensure_future(host.joined.wait())
    await asyncio.wait({joined, life}, return_when=asyncio.FIRST_COMPLETED)
    joined.cancel()


async def _first(*events: asyncio.Event) -> None:
    """Wait for the first of them."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waits:
            one.cancel()
