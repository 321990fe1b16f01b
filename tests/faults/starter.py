"""Starts the program again and again without paying for its imports each time.

A process that has loaded everything forks; the child is `gridbee` as ever, in its folder, with its own threads, files
and signals, so that killing it is killing the program. Orders come as lines of JSON: {"folder", "words"} -> {"pid"}
and {"wait": pid} -> {"code"}. In a folder with a file named `clock` the child runs by that clock (see clocks.py).
"""

import ctypes
import gc
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import bot.app  # noqa: F401  what the program needs is loaded before the first fork
import storage.photos  # noqa: F401
import views.pictures.digest  # noqa: F401
from bot.cli import main
from tests.faults.clocks import run_by_the_clock_in

PR_SET_PDEATHSIG = 1


def serve() -> None:
    """Until nobody gives orders any more."""
    gc.freeze()
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            answer: dict[str, int] = {"code": os.waitstatus_to_exitcode(status)}
        else:
            answer = {"pid": _forked(order)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _forked(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            code = _be_the_program(Path(order["folder"]), order["words"])
        finally:
            os._exit(code)
    return pid


def _be_the_program(folder: Path, words: list[str]) -> int:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # it does not outlive a test that was broken off
    os.chdir(folder)
    out = os.open("program.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(out, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if Path("clock").exists():
        run_by_the_clock_in(Path("clock"))
    try:
        main(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    serve()
