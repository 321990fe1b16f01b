"""What is shipped for running the program: the image's recipe and the units say what is true of this program."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.cli import main
from bot.monitor import Monitor

ROOT = Path(__file__).parent.parent
PACKAGES = {
    name.partition(".")[0]
    for name in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNITS = sorted((ROOT / "deploy").glob("*.service"))


def test_the_image_gets_every_package_and_nothing_else() -> None:
    """A package that is added must be added there; a config, a token, a database can't get in."""
    copied = set(re.findall(r"^COPY (\w+) \w+$", DOCKERFILE, re.MULTILINE))
    assert copied == PACKAGES
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == PACKAGES | {"pyproject.toml", "README.md", "LICENSE"}


def test_the_image_runs_as_nobody_special_and_tells_its_health() -> None:
    """Not root; the check asks a path that the program answers, at the port that the image sets."""
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\S+)$", last, re.MULTILINE) == ["10001"]
    (check,) = re.findall(r"HEALTHCHECK [^\[]*(\[.*\])", last)
    command = json.loads(check)
    port = re.search(r"GRIDBEE_MONITORING__PORT=(\d+)", last)
    assert port
    assert f"http://127.0.0.1:{port[1]}/healthz" in command[2]
    compile(command[2], "HEALTHCHECK", "exec")
    assert "/healthz" in Path(Monitor.__init__.__code__.co_filename).read_text(encoding="utf-8")
    assert json.loads(re.findall(r"^CMD (\[.*\])$", last, re.MULTILINE)[0])[0] in main.commands


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_commands_that_exist(unit: Path) -> None:
    """As somebody who is not root, with hardly anything to write to."""
    text = unit.read_text(encoding="utf-8")
    assert re.findall(r"bin/gridbee (\w+)", text)[0] in main.commands
    assert "User=gridbee" in text
    assert "ProtectSystem=strict" in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Where it is at hand; the program itself need not be installed in its place."""
    for unit in (*UNITS, *(ROOT / "deploy").glob("*.timer")):
        text = unit.read_text(encoding="utf-8").replace("/opt/gridbee/.venv/bin/gridbee", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    files = [str(one) for one in sorted(tmp_path.iterdir())]
    ended = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)  # noqa: S603, S607  a tool of the machine
    assert (ended.returncode, ended.stderr) == (0, "")
