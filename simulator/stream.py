"""Events as they happen, as a text/event-stream that any number of phones share."""

import asyncio
from collections.abc import Iterable

from aiohttp import web

from simulator.events import Event, EventLog
from simulator.happenings import event_shape, seen_by
from simulator.people import User
from simulator.refusals import JsonDict
from simulator.written import written

HEARTBEAT = 15.0
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}


class Streams:
    """The readers that listen at the moment."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._readers: set[asyncio.Event] = set()
        self._closing = False
        log.listeners.append(self._wake)

    def close(self) -> None:
        """End every stream; new ones end at once."""
        self._closing = True
        for reader in self._readers:
            reader.set()

    def _wake(self, _event: Event) -> None:
        for reader in self._readers:
            reader.set()

    async def serve(self, request: web.Request, viewers: list[User], since: int | None) -> web.StreamResponse:
        """Stream to one reader until it goes, from after `since` (None: from now)."""
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        news = asyncio.Event()
        self._readers.add(news)
        try:
            await self._pour(response, viewers, self._log.last if since is None else since, news)
        except ConnectionResetError:
            return response
        finally:
            self._readers.discard(news)
        return response

    async def _pour(self, response: web.StreamResponse, viewers: list[User], since: int, news: asyncio.Event) -> None:
        log = self._log
        if since + 1 < log.oldest or since > log.last:
            since = log.last
            await response.write(_line({"seq": since, "kind": "reset"}))
        while not self._closing:
            news.clear()
            lines = [_line(shape) for event in log.since(since) for shape in _shapes(event, viewers)]
            since = log.last
            if lines:
                await response.write(b"".join(lines))
                continue
            try:
                await asyncio.wait_for(news.wait(), HEARTBEAT)
            except TimeoutError:
                await response.write(b": still here\n\n")


def _shapes(event: Event, viewers: list[User]) -> Iterable[JsonDict]:
    if not viewers:
        return [event_shape(event, None)]
    return [event_shape(event, viewer) for viewer in viewers if seen_by(event, viewer)]


def _line(shape: JsonDict) -> bytes:
    return f"id: {shape['seq']}\ndata: {written(shape)}\n\n".encode()
