"""The program's commands as an operator types them, in processes of their own."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.people import Bot
from simulator.server import Simulator

TOKEN = "7000000009:AAH-canary-token-that-must-never-be-seen"
AREAS = """
[[area]]
code = "SY"
level = "street"
name = "山阳镇"

[[area]]
code = "FHC"
level = "community"
name = "凤凰城"
parent = "SY"

[[area]]
code = "FHC-1"
level = "grid"
name = "第一网格"
parent = "FHC"

[[area]]
code = "FHC-1-3"
level = "building"
name = "3栋"
parent = "FHC-1"
rooms = ["101", "102"]
"""


@dataclass
class Desk:
    """An operator's folder, and the simulator that its config points to."""

    folder: Path
    sim: Simulator
    bot: Bot

    async def gridbee(self, *words: str) -> tuple[int, str]:
        """Run a command; its exit code, and everything that it printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words, cwd=self.folder,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        out, _ = await asyncio.wait_for(process.communicate(), 90)
        text = out.decode()
        assert TOKEN.partition(":")[2] not in text
        assert "Traceback" not in text, text
        return process.returncode or 0, text


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A config.toml that points to a simulator with one bot."""
    async with Simulator() as sim:
        bot = sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
        (tmp_path / "config.toml").write_text(
            f'[telegram]\ntoken = "{TOKEN}"\napi_url = "{sim.url}"\noperators = [77]\n', encoding="utf-8"
        )
        (tmp_path / "areas.toml").write_text(AREAS, encoding="utf-8")
        yield Desk(tmp_path, sim, bot)


@pytest.mark.slow
async def test_setting_up_a_neighbourhood(desk: Desk) -> None:
    """Import, import again; an invitation; the check tells what is missing."""
    code, told = await desk.gridbee("import", "areas.toml")
    assert code == 0
    assert "新增 FHC-1-3：building 3栋" in told
    assert (await desk.gridbee("import", "areas.toml"))[1].strip() == "没有要改的。"
    code, link = await desk.gridbee("invite", "property", "FHC", "--name", "陈师傅")
    assert code == 0
    assert link.startswith("https://t.me/gridbee_bot?start=")
    code, told = await desk.gridbee("check")
    assert code == 1
    assert "✓ 令牌没问题，机器人是 @gridbee_bot" in told
    assert "没有书记" in told
    assert "还有 1 栋没绑群：3栋" in told


@pytest.mark.slow
async def test_a_dry_run_writes_nothing(desk: Desk, migrated: Path) -> None:
    """It says what would change, and says it again the next time."""
    shutil.copy(migrated, desk.folder / "gridbee.db")
    first = await desk.gridbee("import", "areas.toml", "--dry-run")
    assert first == await desk.gridbee("import", "areas.toml", "--dry-run")
    assert "这次没有动" in first[1]


@pytest.mark.slow
async def test_check_names_a_wrong_token_and_a_silent_server(desk: Desk, migrated: Path) -> None:
    """Two different troubles, two different remedies."""
    shutil.copy(migrated, desk.folder / "gridbee.db")
    config = desk.folder / "config.toml"
    config.write_text(config.read_text().replace("canary-token-that", "canary-token-thaT"), encoding="utf-8")
    code, told = await desk.gridbee("check")
    assert code == 1
    assert "✗ Telegram 不认这个令牌" in told
    config.write_text(f'[telegram]\ntoken = "{TOKEN}"\napi_url = "http://127.0.0.1:9"\n', encoding="utf-8")
    code, told = await desk.gridbee("check")
    assert code == 1
    assert "✗ 连不上 http://127.0.0.1:9" in told


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("invite", "king", "FHC"), "没有「king」这个身份"),
        pytest.param(("invite", "property", "NOWHERE"), "没有「NOWHERE」这个编号", marks=pytest.mark.slow),
        (("import", "nothing.toml"), "nothing.toml"),
        pytest.param(("parked", "--retry", "12"), "没有第 12 条", marks=pytest.mark.slow),
        (("run", "--config", "missing.toml"), "missing.toml"),
        pytest.param(("run", "--role", "worker"), "--role worker 要用 PostgreSQL", marks=pytest.mark.slow),
    ],
)
async def test_mistakes_are_one_line_with_a_remedy(
    desk: Desk, migrated: Path, words: tuple[str, ...], remedy: str
) -> None:
    """No traceback, exit code not zero, and a line that says what to do."""
    shutil.copy(migrated, desk.folder / "gridbee.db")
    code, told = await desk.gridbee(*words)
    assert code != 0
    assert remedy in told
    assert len(told.strip().splitlines()) == 1

