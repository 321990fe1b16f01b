"""The demo's own addresses beside the chat page: photos, fonts, panels, the tour, the clock, a stream of news.

GET  /demo/events?behind=1   WebSocket (or text/event-stream): {run, tour, now, language, behind?}, whenever it changed
POST /demo/tour     {want: next | play | pause | <scene>}
POST /demo/clock    {minutes}
POST /demo/language {language, only_untouched?}   -> {again: whether everything is built anew, run: that ends then}
POST /demo/again    {}    from the start   -> {run}
"""

import asyncio
import json
from contextlib import suppress
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from simulator.chatpage import file_in
from simulator.guard import guarded, json_response
from simulator.wire import Wire, wire_to

FOLDER = Path(__file__).parent / "page"
FONTS = {"regular": "NotoSansSC-Regular.ttf", "bold": "NotoSansSC-Bold.ttf"}
SMALL = (400, 300)
FOR_EVER = {"Cache-Control": "max-age=31536000, immutable"}
PATIENCE = 2.0
MOST_MINUTES = 60 * 24 * 31


class Host(Protocol):
    """What the addresses ask of the run that is on; no other one has its name."""

    name: str

    async def news(self, *, behind: bool) -> dict[str, Any]:
        """Everything the panels show."""

    def want(self, what: str) -> None:
        """The tour should do this."""

    def let_pass(self, minutes: int) -> None:
        """Time passes in the neighbourhood."""

    async def speak(self, language: str, *, only_untouched: bool) -> bool:
        """Change the language; True when everything is built anew for it."""

    def start_again(self) -> None:
        """Everything from the start."""


class Site:
    """Routes under /demo for one run. `changed()` sends news to every window."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._readers: set[asyncio.Event] = set()
        self._closing = False

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/demo/page/{name}", guarded(_panel_file))
        app.router.add_get("/demo/photo/{name}", guarded(_photo))
        app.router.add_get("/demo/font/{weight}", guarded(_font))
        app.router.add_get("/demo/events", guarded(self.events))
        for act in (self.tour, self.clock, self.language, self.again):
            app.router.add_post(f"/demo/{act.__name__}", guarded(act))

    def changed(self) -> None:
        for reader in self._readers:
            reader.set()

    async def close(self) -> None:
        """End every stream, and let in no new one; nobody asks the bot's database any more afterwards."""
        self._closing = True
        self.changed()
        with suppress(TimeoutError):  # somebody who does not listen keeps nobody waiting
            async with asyncio.timeout(PATIENCE):
                while self._readers:  # noqa: ASYNC110 - each goes as soon as it has said what it was about to say
                    await asyncio.sleep(0.01)

    async def events(self, request: web.Request) -> web.StreamResponse:
        news = asyncio.Event()
        self._readers.add(news)
        try:
            async with wire_to(request, news) as wire:
                await self._pour(wire, news, behind="behind" in request.query)
                self._readers.discard(news)
        finally:
            self._readers.discard(news)
        return wire.response

    async def _pour(self, wire: Wire, news: asyncio.Event, *, behind: bool) -> None:
        said = ""
        while not self._closing:
            news.clear()
            text = json.dumps(await self._host.news(behind=behind), ensure_ascii=False)
            if text != said:
                await wire.say(text)
                said = text
            await wire.wait(news)

    async def tour(self, request: web.Request) -> web.Response:
        self._host.want(str((await request.json())["want"]))
        return json_response({"ok": True})

    async def clock(self, request: web.Request) -> web.Response:
        minutes = int((await request.json())["minutes"])
        if not 0 < minutes <= MOST_MINUTES:
            raise ValueError("time only goes on, a month at most")
        self._host.let_pass(minutes)
        return json_response({"ok": True})

    async def language(self, request: web.Request) -> web.Response:
        body = await request.json()
        again = await self._host.speak(str(body["language"]), only_untouched=bool(body.get("only_untouched")))
        return json_response({"ok": True, "again": again, "run": self._host.name})

    async def again(self, _request: web.Request) -> web.Response:
        self._host.start_again()
        return json_response({"ok": True, "run": self._host.name})


async def _panel_file(request: web.Request) -> web.StreamResponse:
    return file_in(FOLDER, request.match_info["name"])


async def _photo(request: web.Request) -> web.Response:
    size = SMALL if "small" in request.query else None
    data = await asyncio.to_thread(_developed, request.match_info["name"], size)
    return web.Response(body=data, content_type="image/jpeg", headers=FOR_EVER)


@lru_cache(maxsize=64)
def _developed(name: str, size: tuple[int, int] | None) -> bytes:
    # The picture library is loaded with the first photo, so that the page is there at once.
    from demo.photos import sample  # noqa: PLC0415

    return sample(name, size=size) if size else sample(name)


async def _font(request: web.Request) -> web.Response:
    data = await asyncio.to_thread(_font_bytes, FONTS[request.match_info["weight"]])
    return web.Response(body=data, content_type="font/ttf", headers=FOR_EVER)


def _font_bytes(name: str) -> bytes:
    return (resources.files("views") / "fonts" / name).read_bytes()


