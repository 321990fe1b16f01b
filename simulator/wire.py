"""A line to one reader of news: a WebSocket for whoever asks for one, else a text/event-stream.

A browser keeps no more than six streams open to one address, however many windows there are; sockets it keeps many.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import WSMsgType, web

HEARTBEAT = 15.0
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}


class Wire:
    """What is said to one reader. Raises ConnectionResetError when they have gone."""

    def __init__(self, response: web.StreamResponse) -> None:
        self.response = response

    async def say(self, text: str, number: int | None = None) -> None:
        """One piece of news; `number` is what the reader may name when it comes back."""
        if isinstance(self.response, web.WebSocketResponse):
            if self.response.closed:
                raise ConnectionResetError
            await self.response.send_str(text)
        else:
            head = "" if number is None else f"id: {number}\n"
            await self.response.write(f"{head}data: {text}\n\n".encode())

    async def wait(self, news: asyncio.Event) -> None:
        """Until there may be news; shows meanwhile that the line is alive."""
        try:
            await asyncio.wait_for(news.wait(), HEARTBEAT)
        except TimeoutError:
            if not isinstance(self.response, web.WebSocketResponse):
                await self.response.write(b": still here\n\n")


@asynccontextmanager
async def wire_to(request: web.Request, news: asyncio.Event) -> AsyncIterator[Wire]:
    """A line to whoever asks, until the block ends or they go; `news` is set when they do."""
    if request.headers.get("Upgrade", "").lower() != "websocket":
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        with suppress(ConnectionResetError):
            yield Wire(response)
        return
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
    await socket.prepare(request)
    gone = asyncio.ensure_future(_gone(socket, news))
    try:
        with suppress(ConnectionResetError):
            yield Wire(socket)
    finally:
        gone.cancel()
        await socket.close()


async def _gone(socket: web.WebSocketResponse, news: asyncio.Event) -> None:
    """Read, which answers pings, until the other side has gone."""
    while (await socket.receive()).type not in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
        pass
    news.set()
