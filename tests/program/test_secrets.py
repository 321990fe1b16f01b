"""The program with canaries for secrets, through real failures: no line of its output, and no list of processes, sings."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from aiohttp import web

SECRET_PART = "AAcanary-canary_canary-canary-canary"
TOKEN = f"7012345678:{SECRET_PART}"
PASSWORD = "canary/pass wört"
WEBHOOK = "canary-webhook-secret"
CANARIES = ("canary", quote(PASSWORD, safe=""), PASSWORD)
ME = {"id": 7012345678, "is_bot": True, "first_name": "蜂格", "username": "gridbee_bot"}


@dataclass
class Gateway:
    """Something between the bot and Telegram that fails in every way in which such things fail, and repeats what it was asked."""

    address: str = ""
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """getMe works; everything else fails, each time differently, with the whole address in the answer."""
        method = request.path.rpartition("/")[2]
        self.asked.append(method)
        where = str(request.url)
        if method == "getMe":
            return web.json_response({"ok": True, "result": ME})
        kind = len(self.asked) % 5
        if kind == 0 and request.transport is not None:
            request.transport.abort()
        if kind == 1:
            return web.Response(status=500, text=f"<h1>500</h1> {where} failed")
        if kind == 2:
            return web.json_response({"ok": False, "error_code": 400, "description": f"Bad Request: {where}"}, status=400)
        if kind == 3:
            return web.Response(status=302, headers={"Location": where})
        return web.json_response({"ok": False, "error_code": 401, "description": f"Unauthorized: {where}"}, status=401)


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    """It listens."""
    gateway, app = Gateway(), web.Application()
    app.router.add_route("*", "/{path:.*}", gateway.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    gateway.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield gateway
    await runner.cleanup()


@dataclass
class Started:
    """A process of the program, and what it has said."""

    process: asyncio.subprocess.Process
    said: str = ""

    async def says(self, words: str, within: float = 90) -> None:
        """Wait until it has said something."""
        assert self.process.stdout is not None
        async with asyncio.timeout(within):
            while words not in self.said:
                line = await self.process.stdout.readline()
                assert line, self.said
                self.said += line.decode(errors="replace")

    async def ended(self, within: float = 90) -> str:
        """Everything it said by its end."""
        out, _ = await asyncio.wait_for(self.process.communicate(), within)
        return self.said + out.decode(errors="replace")

    def in_process_list(self) -> str:
        """What `ps` shows to everybody."""
        return Path(f"/proc/{self.process.pid}/cmdline").read_text(encoding="utf-8", errors="replace")


async def gridbee(folder: Path, *words: str, **settings: str) -> Started:
    """The program, with its settings in the environment."""
    environment = {**os.environ, "GRIDBEE_TELEGRAM__TOKEN": TOKEN, "PYTHONDEVMODE": "", **settings}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    return Started(process)


def silent(text: str) -> None:
    """No canary sings in it."""
    assert [line for line in text.splitlines() if any(one in line for one in CANARIES)] == []


@pytest.mark.parametrize("shape", ["--json-logs", pytest.param("--log-level=DEBUG", marks=pytest.mark.slow)])
async def test_a_gateway_that_repeats_everything(tmp_path: Path, gateway: Gateway, shape: str) -> None:
    """Failures of every kind, at every place where Telegram is asked; the address with the token is in each answer."""
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    started = await gridbee(tmp_path, "run", shape, GRIDBEE_TELEGRAM__API_URL=gateway.address)
    async with asyncio.timeout(90):
        while gateway.asked.count("getUpdates") < 2 or gateway.asked.count("setMyCommands") < 1:
            await asyncio.sleep(0.05)
    silent(started.in_process_list())
    started.process.terminate()
    said = await started.ended()
    silent(said)
    assert "another program polls" in said or "telegram away" in said or "Telegram does not know this token" in said


@pytest.mark.slow
async def test_a_webhook_that_is_refused(tmp_path: Path, gateway: Gateway) -> None:
    """The secret goes to Telegram with the call that fails."""
    (tmp_path / "config.toml").write_text(
        '[telegram]\nmode = "webhook"\n[telegram.webhook]\nurl = "https://example.org/x"\nport = 18431\n',
        encoding="utf-8",
    )
    started = await gridbee(
        tmp_path, "run", GRIDBEE_TELEGRAM__API_URL=gateway.address, GRIDBEE_TELEGRAM__WEBHOOK__SECRET=WEBHOOK
    )
    async with asyncio.timeout(90):
        while "setWebhook" not in gateway.asked and started.process.returncode is None:
            await asyncio.sleep(0.05)
    if started.process.returncode is None:
        started.process.terminate()
    silent(await started.ended())


async def test_what_is_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    """The database and the photo folder, whatever the shell allows."""
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    before = os.umask(0o022)
    started = await gridbee(tmp_path, "db", "upgrade")
    os.umask(before)
    await started.ended()
    assert (tmp_path / "gridbee.db").stat().st_mode & 0o777 == 0o600


OTHERS = [pytest.param(command, marks=pytest.mark.slow) for command in (("check",), ("db", "upgrade"), ("parked",))]


@pytest.mark.parametrize("command", [("run",), *OTHERS])
async def test_a_database_that_is_not_there(tmp_path: Path, gateway: Gateway, command: tuple[str, ...]) -> None:
    """The password is in its address, which drivers like to repeat."""
    pytest.importorskip("psycopg")
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    address = f"postgresql://gridbee:{quote(PASSWORD, safe='')}@127.0.0.1:1/gridbee"
    started = await gridbee(
        tmp_path, *command, GRIDBEE_TELEGRAM__API_URL=gateway.address, GRIDBEE_STORAGE__DATABASE=address
    )
    said = await started.ended()
    silent(said)
    assert "Traceback" not in said
    assert started.process.returncode != 0


@pytest.mark.slow
async def test_a_setting_that_is_wrong(tmp_path: Path) -> None:
    """What was written for a secret is not repeated, whatever is wrong with it."""
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    for name, value in (("TOKEN", f"{TOKEN} "), ("TOKEN", "canary"), ("WEBHOOK__SECRET", "canary secret!"), ("WEBHOOK", "canary")):
        started = await gridbee(tmp_path, "run", **{f"GRIDBEE_TELEGRAM__{name}": value, "GRIDBEE_TELEGRAM__API_URL": "http://127.0.0.1:1"})
        if name == "TOKEN" and value.startswith(TOKEN):
            await started.says("telegram away")
            started.process.terminate()
        silent(await started.ended())
