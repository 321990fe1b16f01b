"""Who may use the simulator over HTTP: pages of this very address on this very machine."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.refusals import JsonDict
from simulator.written import written

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
GONE = 499
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(handler: Handler) -> Handler:
    """Refuse pages from elsewhere; say what was wrong with an act as 400 with words."""

    async def answer(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        # A foreign name that was pointed at this machine must not get in either, whatever its page says.
        if request.url.host not in LOOPBACK or (origin is not None and origin.partition("://")[2] != request.host):
            return json_response({"ok": False, "error": "another origin"}, 403)
        try:
            return await handler(request)
        except (LookupError, ValueError, TypeError) as error:
            return json_response({"ok": False, "error": f"{type(error).__name__}: {error}"}, 400)
        except ConnectionResetError:
            return web.Response(status=GONE)  # a window was closed while it was being answered: nobody reads this

    return answer


def json_response(shape: JsonDict, status: int = 200) -> web.Response:
    """JSON, compact."""
    return web.Response(text=written(shape), status=status, content_type="application/json")
