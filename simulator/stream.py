"""Events as they happen, on one line that any number of phones share."""

import asyncio
from collections.abc import Iterable

from aiohttp import web

from simulator.events import Event, EventLog
from simulator.happenings import event_shape, seen_by
from simulator.people import User
from simulator.refusals import JsonDict
from simulator.wire import Wire, wire_to
from simulator.written import written


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
        news = asyncio.Event()
        self._readers.add(news)
        try:
            async with wire_to(request, news) as wire:
                await self._pour(wire, viewers, self._log.last if since is None else since, news)
        finally:
            self._readers.discard(news)
        return wire.response

    async def _pour(self, wire: Wire, viewers: list[User], since: int, news: asyncio.Event) -> None:
        log = self._log
        if since + 1 < log.oldest or since > log.last:
            since = log.last
            await wire.say(written({"seq": since, "kind": "reset"}), since)
        while not self._closing:
            news.clear()
            shapes = [shape for event in log.since(since) for shape in _shapes(event, viewers)]
            since = log.last
            for shape in shapes:
                await wire.say(written(shape), shape["seq"])
            if not shapes:
                await wire.wait(news)


def _shapes(event: Event, viewers: list[User]) -> Iterable[JsonDict]:
    if not viewers:
        return [event_shape(event, None)]
    return [event_shape(event, viewer) for viewer in viewers if seen_by(event, viewer)]
