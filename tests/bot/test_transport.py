"""The request class against a small server of its own, through the library's public face."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.transport import AioRequest

CANARY = "7012345678:AAcanary-canary_canary-canary-canary"
ME = {"id": 7012345678, "is_bot": True, "first_name": "蜂格", "username": "gridbee_bot"}
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """Answers every method by the function set for it and remembers what arrived."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {"getMe": self._me}
        self.forms: list[dict[str, object]] = []
        self.user_agents: set[str] = set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.user_agents.add(request.headers["User-Agent"])
        return await self.answers[request.match_info["method"]](request)

    async def _me(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": ME})

    async def keep_form(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.forms.append(
            {
                name: (value.filename, value.content_type, value.file.read())
                if isinstance(value, web.FileField)
                else value
                for name, value in form.items()
            }
        )
        return web.json_response(
            {"ok": True, "result": {"message_id": 5, "date": 0, "chat": {"id": 1, "type": "group"}}}
        )


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def address(server: Server) -> AsyncIterator[str]:
    app = web.Application(client_max_size=30 * 2**20)
    app.router.add_route("*", "/bot{token}/{method}", server.handle)
    app.router.add_route("*", "/file/bot{token}/{method}", server.handle)
    async with TestServer(app) as running:
        yield str(running.make_url("")).rstrip("/")


def a_bot(address: str, request: AioRequest | None = None) -> Bot:
    request = request or AioRequest()
    return Bot(
        CANARY,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=request,
        get_updates_request=AioRequest(),
    )


def says(status: int, body: str | bytes) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, body=body)

    return answer


def assert_no_token(error: BaseException) -> None:
    whole = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__cause__) + repr(error.__context__)
    assert CANARY not in whole
    assert CANARY.split(":")[1] not in whole


async def test_a_message_goes_out_and_the_answer_comes_back_typed(server: Server, address: str) -> None:
    server.answers["sendMessage"] = server.keep_form
    async with a_bot(address) as bot:
        sent = await bot.send_message(-100, "修好了，请看看 <b>!</b>", parse_mode="HTML")
    assert sent.message_id == 5
    assert server.forms == [{"chat_id": "-100", "text": "修好了，请看看 <b>!</b>", "parse_mode": "HTML"}]
    assert all(agent.startswith("python-telegram-bot") for agent in server.user_agents)


@pytest.mark.parametrize("size", [1, 3 * 2**20])
async def test_a_photo_is_uploaded_whole_under_its_name(server: Server, address: str, size: int) -> None:
    server.answers["sendPhoto"] = server.keep_form
    photo = bytes(range(256)) * (size // 256) + b"!" * (size % 256)
    async with a_bot(address) as bot:
        await bot.send_photo(1, photo, caption="3号楼“电梯”", filename="电梯 停了.jpg")
    form = server.forms[0]
    assert form["photo"] == ("电梯 停了.jpg", "image/jpeg", photo)
    assert form["caption"] == "3号楼“电梯”"


async def test_an_open_file_is_uploaded_too(server: Server, address: str, tmp_path) -> None:
    server.answers["sendDocument"] = server.keep_form
    file = tmp_path / "digest.csv"
    file.write_bytes(b"a,b\n")
    async with a_bot(address) as bot:
        with file.open("rb") as stream:
            await bot.send_document(1, stream)
    assert server.forms[0]["document"] == ("digest.csv", "text/csv", b"a,b\n")


async def test_a_file_comes_down_as_bytes(server: Server, address: str) -> None:
    server.answers["getFile"] = says(
        200, b'{"ok":true,"result":{"file_id":"f","file_unique_id":"u","file_path":"photo.jpg"}}'
    )
    server.answers["photo.jpg"] = says(200, b"\xff\xd8\x00jpeg")
    async with a_bot(address) as bot:
        file = await bot.get_file("f")
        assert bytes(await file.download_as_bytearray()) == b"\xff\xd8\x00jpeg"


async def test_refusals_keep_their_kind(server: Server, address: str, monkeypatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns at every 429
    server.answers["sendMessage"] = says(
        400, b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}'
    )
    server.answers["sendDice"] = says(
        429, b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}'
    )
    async with a_bot(address) as bot:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(1, "x")
        with pytest.raises(RetryAfter) as refused:
            await bot.send_dice(1)
    assert refused.value.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize("body", [b"<html>captive portal</html>", b"", b"[]", b"\xff\xfe", b'{"result": 1}'])
async def test_an_answer_that_is_not_telegrams_is_a_network_error(server: Server, address: str, body: bytes) -> None:
    server.answers["sendMessage"] = says(200, body)
    async with a_bot(address) as bot:
        with pytest.raises(NetworkError, match="not Telegram's") as failed:
            await bot.send_message(1, "x")
    assert not isinstance(failed.value, BadRequest)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409])
@pytest.mark.parametrize("body", [b"<html><h1>Forbidden</h1></html>", b"", b'{"error": "denied"}'])
async def test_a_refusal_that_is_not_telegrams_is_a_network_error(
    server: Server, address: str, status: int, body: bytes
) -> None:
    """Or a proxy's 403 would close every chat, and its 404 would make the token a wrong one."""
    server.answers["sendMessage"] = says(status, body)
    async with a_bot(address) as bot:
        with pytest.raises(NetworkError, match=f"HTTP {status} .* not Telegram's") as failed:
            await bot.send_message(1, "x")
    assert not isinstance(failed.value, BadRequest)


async def test_a_refusal_counts_though_a_relay_says_200(server: Server, address: str) -> None:
    """Some relays hand on Telegram's words without its status."""
    server.answers["sendMessage"] = says(
        200, b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}'
    )
    server.answers["sendDice"] = says(200, b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}')
    server.answers["sendChatAction"] = says(200, b'{"ok": false}')
    async with a_bot(address) as bot:
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "x")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_dice(1)
        with pytest.raises(NetworkError) as failed:
            await bot.send_chat_action(1, "typing")
    assert not isinstance(failed.value, BadRequest)


async def test_a_gateway_that_repeats_the_path_does_not_give_the_token_away(server: Server, address: str) -> None:
    async def echo(request: web.Request) -> web.Response:
        return web.Response(
            status=502, text=f"<h1>cannot reach {request.path}</h1> nor bot{CANARY.replace(':', '%3A')}"
        )

    server.answers["sendMessage"] = echo
    async with a_bot(address) as bot:
        with pytest.raises(NetworkError, match="Bad Gateway") as failed:
            await bot.send_message(1, "x")
    assert "cannot reach" in str(failed.value)
    assert_no_token(failed.value)


async def test_a_redirect_is_not_followed(server: Server, address: str) -> None:
    async def elsewhere(request: web.Request) -> web.Response:
        raise web.HTTPFound(str(request.url).replace("sendMessage", "getMe"))

    server.answers["sendMessage"] = elsewhere
    async with a_bot(address) as bot:
        with pytest.raises(NetworkError, match="Found") as failed:
            await bot.send_message(1, "x")
    assert_no_token(failed.value)


async def test_a_slow_answer_times_out(server: Server, address: str) -> None:
    async def never(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    server.answers["sendMessage"] = never
    async with a_bot(address) as bot:
        with pytest.raises(TimedOut) as failed:
            await bot.send_message(1, "x", read_timeout=0.05)
    assert_no_token(failed.value)


async def test_a_body_that_stalls_half_way_times_out(server: Server, address: str) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"ok":')
        await asyncio.Event().wait()
        return response

    server.answers["sendMessage"] = half
    async with a_bot(address, AioRequest(read_timeout=0.05)) as bot:
        server.answers["getMe"] = server.answers["sendMessage"]
        with pytest.raises(TimedOut):
            await bot.send_message(1, "x")


async def test_an_upload_that_nobody_reads_times_out() -> None:
    async def deaf(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await closing.wait()
        writer.close()

    closing = asyncio.Event()
    listener = await asyncio.start_server(deaf, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    request = AioRequest(read_timeout=0.05, media_write_timeout=0.05, connect_timeout=0.2)
    await request.initialize()
    bot = Bot(CANARY, base_url=f"http://127.0.0.1:{port}/bot", request=request)
    with pytest.raises(TimedOut):
        await bot.send_document(1, bytes(30 * 2**20))
    await request.shutdown()
    closing.set()
    listener.close()


async def test_a_dropped_connection_is_a_network_error(server: Server, address: str) -> None:
    async def drop(request: web.Request) -> web.Response:
        request.transport.close()
        return web.Response()

    server.answers["sendMessage"] = drop
    async with a_bot(address) as bot:
        with pytest.raises(NetworkError, match="ServerDisconnectedError") as failed:
            await bot.send_message(1, "x")
        assert not isinstance(failed.value, TimedOut)
        assert (await bot.get_me()).username == "gridbee_bot"
    assert_no_token(failed.value)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://no-such-host.invalid", "nonsense"])
async def test_nobody_there_is_a_network_error_without_the_address(address: str) -> None:
    request = AioRequest()
    await request.initialize()
    with pytest.raises(NetworkError) as failed:
        await Bot(CANARY, base_url=f"{address}/bot", request=request).get_me()
    assert_no_token(failed.value)
    await request.shutdown()


async def test_a_closed_one_refuses_and_opens_again(address: str) -> None:
    request = AioRequest()
    bot = Bot(CANARY, base_url=f"{address}/bot", request=request)
    with pytest.raises(TelegramError, match="not initialized") as failed:
        await bot.get_me()
    assert_no_token(failed.value)
    await request.initialize()
    await request.initialize()
    assert (await bot.get_me()).first_name == "蜂格"
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(TelegramError, match="not initialized"):
        await bot.get_me()
    await request.initialize()
    assert (await bot.get_me()).first_name == "蜂格"
    await request.shutdown()


async def test_closing_ends_what_is_under_way(server: Server, address: str) -> None:
    arrived = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        arrived.set()
        await asyncio.Event().wait()
        raise AssertionError

    server.answers["sendMessage"] = never
    request = AioRequest()
    await request.initialize()
    waiting = asyncio.ensure_future(Bot(CANARY, base_url=f"{address}/bot", request=request).send_message(1, "x"))
    await arrived.wait()
    await request.shutdown()
    with pytest.raises(NetworkError) as failed:
        await waiting
    assert_no_token(failed.value)


async def test_many_requests_run_side_by_side(server: Server, address: str) -> None:
    """Nobody is answered before everybody has asked, so any smaller bound on connections would hang here."""
    everybody = asyncio.Barrier(150)

    async def together(_: web.Request) -> web.Response:
        await everybody.wait()
        return web.json_response({"ok": True, "result": True})

    server.answers["sendChatAction"] = together
    async with a_bot(address) as bot:
        answers = await asyncio.gather(*(bot.send_chat_action(n, "typing") for n in range(1, 151)))
    assert answers == [True] * 150


async def test_a_wrong_token_is_told_apart(server: Server, address: str) -> None:
    server.answers["sendMessage"] = says(401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}')
    async with a_bot(address) as bot:
        with pytest.raises(InvalidToken) as failed:
            await bot.send_message(1, "x")
    assert_no_token(failed.value)


def test_the_default_wait_is_what_the_library_is_told() -> None:
    assert AioRequest(read_timeout=3).read_timeout == 3
    assert AioRequest(read_timeout=None).read_timeout is None
