"""What comes out of the log: one line each, at the right level, and never a secret."""

import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import set_up

CANARY = "7012345678:AAcanary-canary_canary-canary-canary"
NAMED = "canary密 word/1"
AWKWARD = 'canary"s \\ quotes'
TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp", "apscheduler", "sqlalchemy")


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    """Logging belongs to the whole process: leave it as it was."""
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    levels = {name: logging.getLogger(name).level for name in TALKATIVE}
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], (sys.excepthook, threading.excepthook) = handlers, hooks
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


class Log(io.StringIO):
    def __init__(self, *, terminal: bool = False) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def lines(self) -> list[str]:
        return self.getvalue().splitlines()

    @property
    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.lines]


@pytest.fixture
def log() -> Log:
    return Log()


def fail_with(secret: str) -> None:
    token_in_a_local = secret
    raise ValueError(f"https://api.telegram.org/bot{token_in_a_local}/getMe")


def leak_everywhere(secret: str) -> None:
    """Every way in which a secret has been seen to get into a log."""
    ours, theirs = structlog.get_logger("bot.intake"), logging.getLogger("some.library")
    ours.info(f"asked {secret}", url=f"/bot{secret}/getMe", nested={"deep": [secret]}, number=1)
    ours.warning("asked %s", secret)
    ours.bind(bound=secret).info("bound")
    theirs.warning("GET %s", f"https://x/bot{secret}/y", extra={"request": secret})
    theirs.error("an object: %r", {"token": secret})
    warnings.warn(f"deprecated {secret}", stacklevel=1)
    try:
        fail_with(secret)
    except ValueError as error:
        ours.exception("failed")
        theirs.exception("failed")
        ours.error("given", error=error)
        try:
            raise RuntimeError("again") from error
        except RuntimeError:
            ours.exception("chained")


@pytest.mark.parametrize("shape", ["json", "plain", "colours"])
@pytest.mark.parametrize("secret", [CANARY, NAMED])
@pytest.mark.filterwarnings("default")
def test_no_secret_comes_out(secret: str, shape: str) -> None:
    log = Log(terminal=shape == "colours")
    set_up(as_json=shape == "json", secrets=[NAMED], stream=log)
    leak_everywhere(secret)
    assert "canary" not in log.getvalue()
    assert log.getvalue().count("***") >= 12
    assert "ValueError" in log.getvalue()
    assert "deprecated" in log.getvalue()
    assert ("\x1b[" in log.getvalue()) == (shape == "colours")


def test_without_the_set_up_the_same_would_come_out(log: Log) -> None:
    handler = logging.StreamHandler(log)
    logging.getLogger("some.library").addHandler(handler)
    logging.getLogger("some.library").warning("GET %s", f"https://x/bot{CANARY}/y")
    logging.getLogger("some.library").removeHandler(handler)
    assert CANARY in log.getvalue()


def test_json_lines_stay_json_whatever_is_in_them(log: Log) -> None:
    set_up(as_json=True, secrets=[NAMED, AWKWARD], stream=log)
    structlog.get_logger("bot.sender").info("sent", chat=-100, text='3号楼 "电梯" \\ 停了\n', secrets=[NAMED, AWKWARD])
    logging.getLogger("asyncio").warning("slow %s", "task")
    first, second = log.events
    assert (first["event"], first["logger"], first["level"], first["chat"]) == ("sent", "bot.sender", "info", -100)
    assert first["text"] == '3号楼 "电梯" \\ 停了\n'
    assert first["secrets"] == ["***", "***"]
    assert "3号楼" in log.getvalue()
    assert first["timestamp"].endswith("Z")
    assert (second["event"], second["logger"], second["level"]) == ("slow task", "asyncio", "warning")


def test_the_level_holds_for_both_kinds_of_logger(log: Log) -> None:
    set_up("WARNING", as_json=True, stream=log)
    for logger in (structlog.get_logger("bot"), logging.getLogger("bot")):
        logger.info("no")
        logger.warning("yes")
    assert [event["event"] for event in log.events] == ["yes", "yes"]


@pytest.mark.parametrize(
    ("level", "expected"), [("DEBUG", ["WARNING", "ERROR"]), ("INFO", ["WARNING", "ERROR"]), ("ERROR", ["ERROR"])]
)
def test_libraries_that_write_addresses_are_heard_from_warnings_on(log: Log, level: str, expected: list[str]) -> None:
    set_up(level, as_json=True, stream=log)
    for name in TALKATIVE:
        logger = logging.getLogger(f"{name}.inside")
        for kind in ("DEBUG", "INFO", "WARNING", "ERROR"):
            logger.log(logging.getLevelName(kind), kind)
    assert [event["event"] for event in log.events] == expected * len(TALKATIVE)


def test_setting_up_again_replaces(log: Log) -> None:
    set_up(as_json=True, stream=Log())
    set_up(as_json=True, secrets=[NAMED], stream=log)
    structlog.get_logger("bot").info("once", secret=NAMED)
    assert len(log.lines) == 1
    assert "canary" not in log.getvalue()


def test_bound_context_comes_along(log: Log) -> None:
    set_up(as_json=True, stream=log)
    with structlog.contextvars.bound_contextvars(update=77):
        structlog.get_logger("bot").info("handled")
    assert log.events[0]["update"] == 77


def test_a_line_that_cannot_be_formatted_gives_nothing_away(log: Log, capsys) -> None:
    set_up(as_json=True, stream=log)
    logging.getLogger("some.library").warning("%d", CANARY)
    assert "a log line was lost: some.library" in log.getvalue()
    assert "canary" not in log.getvalue()
    assert "canary" not in capsys.readouterr().err


def test_an_unknown_level_is_refused(log: Log) -> None:
    with pytest.raises(ValueError, match="LOUD"):
        set_up("LOUD", stream=log)


@pytest.mark.parametrize("where", ["raise", "thread"])
def test_a_crash_gives_nothing_away(where: str) -> None:
    program = f"""
import threading
from bot.logs import set_up
set_up()
def crash():
    raise ValueError("the token `{CANARY}` was rejected")
crash() if {where!r} == "raise" else threading.Thread(target=crash).start()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert "the token `***` was rejected" in ended.stderr
    assert "canary" not in ended.stderr
    assert ended.returncode == (1 if where == "raise" else 0)
