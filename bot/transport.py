"""The library's request class over aiohttp.

The stock one is over httpx, which scans its whole pool for every request and so collapses when many are under way.
"""

import asyncio
import json
import re
from io import BytesIO
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.redaction import Redaction

_WANTED = ("message_id", "date", "chat")
"""Of a message that we sent or edited: the rest is what we said, and reading it takes a third of the whole call."""
_VERDICTS = frozenset({400, 401, 403, 404, 409})
"""By these Telegram says for good that a message, a chat or the token won't do; nobody else is believed."""
_REFUSAL = re.compile(rb'\s*\{\s*"ok"\s*:\s*false\b')
_PLAIN_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class AioRequest(BaseRequest):
    """Carries the library's requests to Telegram; no failure it raises holds the address, which contains the token.

    Times are seconds, None waits for ever. Connections are not counted: the caller bounds how much it asks at once.
    Raises TimedOut and NetworkError as the library's own class does; either may mean that Telegram has acted.
    """

    def __init__(
        self,
        *,
        connect_timeout: float | None = 10.0,
        write_timeout: float | None = 10.0,
        media_write_timeout: float | None = 60.0,
        read_timeout: float | None = 20.0,
    ) -> None:
        self._connect, self._write, self._media_write = connect_timeout, write_timeout, media_write_timeout
        self._read = read_timeout
        self._hidden = Redaction()
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may take when a caller does not say."""
        return self._read

    async def initialize(self) -> None:
        """Open the session, unless it is open."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session and its connections; safe to repeat."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  there is no pool to wait for
    ) -> tuple[int, bytes]:
        """One exchange: the status and the body, whatever they are."""
        write = self._media_write if request_data and request_data.contains_files else self._write
        connect, read = _chosen(connect_timeout, self._connect), _chosen(read_timeout, self._read)
        # aiohttp counts an answer's seconds only from the end of the upload, which it does not bound itself
        answered = _sum(connect, _chosen(write_timeout, write), read)
        timeout = aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read)
        failure: NetworkError
        try:
            body, headers = _body(request_data)
            async with asyncio.timeout(answered):
                response = await self._open().request(
                    method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
                )
            async with response:
                status, body = _as_telegram_says(response.status, await response.read())
                return status, self._without_token(status, body)
        except TimeoutError:
            failure = TimedOut()
        except (aiohttp.ClientError, OSError) as error:
            failure = NetworkError(_what(error))
        raise failure  # out here, so that the original, whose text may hold the address, is not chained to it

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Telegram's answer. Raises NetworkError for anything else: something on the way answered instead.

        The library would log such a body whole; an answer to getUpdates holds people's words.
        """
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "ok" not in answer:
            raise NetworkError(f"an answer of {len(payload)} bytes that is not Telegram's")
        sent = answer.get("result")
        if isinstance(sent, dict) and "message_id" in sent:
            answer["result"] = {name: sent[name] for name in _WANTED if name in sent}
        return answer

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            raise RuntimeError("this AioRequest is not initialized")
        return self._session

    def _without_token(self, status: int, body: bytes) -> bytes:
        """The library quotes a refusal's body in its exception, and proxies like to repeat the path they refuse."""
        if status < 300:  # noqa: PLR2004  HTTP's own border between success and the rest
            return body
        return self._hidden(body.decode("utf-8", "replace")).encode()


def _as_telegram_says(status: int, body: bytes) -> tuple[int, bytes]:
    """An answer under the code that Telegram gave it, which a relay may have made a 200.

    The library goes by the status alone: a proxy's 403 would mean to it that somebody has blocked the bot. Raises
    NetworkError for that.
    """
    if status in _VERDICTS and _refused(body) is None:
        raise NetworkError(f"HTTP {status} with {len(body)} bytes that are not Telegram's")
    if status < 300 and _REFUSAL.match(body):  # noqa: PLR2004
        code = (_refused(body) or {}).get("error_code")
        return code if isinstance(code, int) else 502, body
    return status, body


def _refused(body: bytes) -> dict[str, Any] | None:
    """Telegram's refusal, if the body is one."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and answer.get("ok") is False else None


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData, dict[str, str]]:
    """A request's body, and the headers that say what it is."""
    if data is None or not data.contains_files:
        # aiohttp's own way to write a query, in C: the standard library's takes Chinese apart byte by byte
        return URL.build(query=data.json_parameters if data else {}).raw_query_string.encode(), _PLAIN_FORM
    # unquoted, or a Chinese file name would arrive as %E5%9E…
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for part, (filename, content, kind) in data.multipart_data.items():
        stream = BytesIO(content) if isinstance(content, bytes) else content  # aiohttp warns about large plain bytes
        form.add_field(part, stream, filename=filename, content_type=kind)
    return form, {}


def _chosen(asked: object, default: float | None) -> float | None:
    return asked if asked is None or isinstance(asked, int | float) else default


def _sum(*seconds: float | None) -> float | None:
    return None if None in seconds else sum(s for s in seconds if s is not None)


def _what(error: Exception) -> str:
    """The kind of failure, without the library's own text: it is there that addresses appear."""
    reason = getattr(error, "strerror", None)
    return f"{type(error).__name__}: {reason}" if reason else type(error).__name__
