"""Where Telegram brings updates: nobody else is believed, and nothing that anybody sends gets further than the door."""

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
import structlog
from sqlalchemy import select
from telegram import Bot

from bot.clock import WallClock
from bot.settings import Webhook
from bot.webhook import BIGGEST, HEADER, Receiver
from storage import tables
from storage.database import SqliteDatabase
from tests.fuzz.wire import Wire
from tests.rights.states import rules

SECRET = "a-secret-that-telegram-knows"
UPDATE = {"update_id": 5, "message": {"message_id": 1}}


class Deaf(Wire):
    """Telegram says yes to everything."""

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        """Yes."""
        return 200, b'{"ok": true, "result": true}'


class Away(Deaf):
    """Telegram cannot be reached, then wants patience, and says yes at last."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = [
            (502, b"<html>Bad Gateway</html>"),
            (429, b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":3}}'),
        ]

    async def do_request(self, *call: object, **named: object) -> tuple[int, bytes]:
        """The next answer."""
        return self.answers.pop(0) if self.answers else await super().do_request(*call, **named)


@dataclass
class Door:
    """A receiver that listens, and somebody at the door."""

    url: str
    database: SqliteDatabase
    session: aiohttp.ClientSession

    async def knocks(
        self, body: bytes, secret: str | bytes | None = SECRET, kind: str = "application/json", path: str = "/hook",
        method: str = "POST",
    ) -> int:  # fmt: skip
        """The status of the answer."""
        headers = {"Content-Type": kind} | ({HEADER: secret} if isinstance(secret, str) else {})
        async with self.session.request(method, self.url + path, data=BytesIO(body), headers=headers) as answer:
            assert await answer.text() in ("", f"{answer.status}: {answer.reason}") or answer.status == 413
            return answer.status

    async def taken(self) -> list[int]:
        """The numbers of the updates in the inbox."""
        rows = await self.database.read(lambda unit: unit.execute(select(tables.inbox.c.update_id)).scalars().all())
        return list(rows)


@pytest.fixture
async def door(tmp_path: Path, migrated: Path) -> AsyncIterator[Door]:
    """It listens on a free port."""
    shutil.copy(migrated, tmp_path / "x.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = SqliteDatabase(tmp_path / "x.db", rules())
    settings = Webhook(url="https://example.org/hook", secret=SECRET, port=port)
    receiver, stop = Receiver(Bot("1:x", request=Deaf()), settings, database, WallClock()), asyncio.Event()
    async with asyncio.TaskGroup() as running, aiohttp.ClientSession() as session:
        running.create_task(receiver.run(stop))
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            await asyncio.sleep(0.02)
        yield Door(f"http://127.0.0.1:{port}", database, session)
        stop.set()
    await database.close()


async def test_telegram_is_away_when_it_begins_to_listen(
    tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told again where to bring updates, instead of the program ending."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns at every 429
    shutil.copy(migrated, tmp_path / "x.db")
    database, clock, stop = SqliteDatabase(tmp_path / "x.db", rules()), WallClock(), asyncio.Event()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings = Webhook(url="https://example.org/hook", secret=SECRET, port=free.getsockname()[1])
    receiver = Receiver(Bot("1:x", request=Away()), settings, database, clock)
    with structlog.testing.capture_logs() as logged:
        async with asyncio.TaskGroup() as running, asyncio.timeout(10):
            running.create_task(receiver.run(stop))
            while "listening" not in [one["event"] for one in logged]:
                await asyncio.sleep(0.02)
                clock.shift(timedelta(seconds=10))
            stop.set()
    assert [one["event"] for one in logged] == ["telegram away", "telegram away", "listening"]
    await database.close()


async def test_who_knows_the_secret_comes_in(door: Door) -> None:
    """Under the address's own path, or where a proxy took it off; the same update twice is one."""
    body = json.dumps(UPDATE).encode()
    assert [await door.knocks(body), await door.knocks(body, path="/")] == [200, 200]
    assert await door.taken() == [5]


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "秘密"])
async def test_who_does_not_know_it_stays_out(door: Door, secret: str | None) -> None:
    """Whatever they bring."""
    assert await door.knocks(json.dumps(UPDATE).encode(), secret) == 401
    assert await door.taken() == []


async def test_letters_that_are_none_in_the_header(door: Door) -> None:
    """A header of raw bytes is a wrong secret, not an error that fills the log."""
    host, port = door.url.removeprefix("http://").split(":")
    with structlog.testing.capture_logs() as logged:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nX-Telegram-Bot-Api-Secret-Token: \xff\xfe\r\n\r\n")
        status = (await reader.readline()).split()[1]
        writer.close()
    assert status == b"401"
    assert [one for one in logged if one["log_level"] == "error"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[]", 400), (b"5", 400), (b'{"update_id": "5"}', 400), (b"\xff\xfe", 400), (b"[" * 100_000, 400),
        (b'{"update_id": 7, "x": "' + b"y" * BIGGEST + b'"}', 413),
    ],
)  # fmt: skip
async def test_what_is_no_update(door: Door, body: bytes, status: int) -> None:
    """Refused; too much of it is not even read."""
    assert await door.knocks(body) == status
    assert await door.taken() == []


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"kind": "text/plain"}, 415), ({"kind": "application/x-www-form-urlencoded"}, 415), ({"method": "GET"}, 405),
        ({"method": "PUT"}, 405), ({"path": "/elsewhere"}, 404), ({"path": "/hook/../etc"}, 404), ({"path": "/%2e%2e/x"}, 404),
    ],
)  # fmt: skip
async def test_another_way_in(door: Door, how: dict[str, str], status: int) -> None:
    """There is none."""
    assert await door.knocks(json.dumps(UPDATE).encode(), **how) == status
    assert await door.taken() == []
