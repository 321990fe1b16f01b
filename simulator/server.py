"""The simulator as one thing to start and stop: the Bot API and the people's side on a loopback port."""

import asyncio
import socket
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from simulator.api import BotApi
from simulator.chatpage import ChatPage, Config, everybody
from simulator.control import Control
from simulator.events import Event
from simulator.faults import Faults
from simulator.params import MOST_UPLOAD
from simulator.state import Clock
from simulator.world import World

HOST = "127.0.0.1"
PATIENCE = 60.0
"""Seconds that a wait may last. It ends with its condition, so a busy machine may take its time at no cost."""
T = TypeVar("T")
Routes = Callable[[web.Application], None]


class Simulator:
    """`async with Simulator() as sim:` serves `sim.world` at `sim.url` until the block ends."""

    def __init__(
        self,
        port: int | socket.socket = 0,
        clock: Clock | None = None,
        *,
        world: World | None = None,
        page: Config | None = None,
        routes: Iterable[Routes] = (),
    ) -> None:
        """`port` may be a socket that listens already; `page` is the config of the chat page, `routes` add what else
        a host serves at the same address.
        """
        self.world = world or World(clock)
        self.faults = Faults()
        self.api = BotApi(self.world, self.faults)
        self.control = Control(self.world, self.faults)
        self.page = ChatPage(page or everybody(self.world))
        self._routes = tuple(routes)
        self._wanted_port = port
        self._runner: web.AppRunner | None = None
        self._listening: web.BaseSite | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """Where the simulator listens, without a slash at the end; `{url}/bot{token}/{method}` is the Bot API."""
        return f"http://{HOST}:{self.port}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MOST_UPLOAD + 2**20)
        self.api.add_routes(app)
        self.control.add_routes(app)
        self.page.add_routes(app)
        for add_routes in self._routes:
            add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        self._listening = self._site(self._runner)
        await self._listening.start()
        self.port = self._runner.addresses[0][1]
        return self

    def _site(self, runner: web.AppRunner) -> web.BaseSite:
        wanted = self._wanted_port
        return web.TCPSite(runner, HOST, wanted) if isinstance(wanted, int) else web.SockSite(runner, wanted)

    async def stop_listening(self) -> None:
        """Let nobody else in; who is there may go on."""
        if self._listening is not None:
            await self._listening.stop()
            self._listening = None

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop_listening()
        self.control.streams.close()
        await self.api.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def until(self, condition: Callable[[], T | None], within: float = PATIENCE) -> T:
        """Wait, from event to event, until the condition gives something true, and return that.

        A condition may raise LookupError meanwhile ("nothing there yet"). TimeoutError after `within` real seconds.
        """
        happened = asyncio.Event()

        def wake(_event: Event) -> None:
            happened.set()

        self.world.events.listeners.append(wake)
        try:
            async with asyncio.timeout(within):
                while not (found := _tried(condition)):
                    await happened.wait()
                    happened.clear()
                return found
        finally:
            self.world.events.listeners.remove(wake)


def _tried(condition: Callable[[], T | None]) -> T | None:
    try:
        return condition()
    except LookupError:
        return None
