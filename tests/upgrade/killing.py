"""Upgrades in processes that are killed, copied from one that has loaded everything.

`python -m tests.upgrade.killing at URL STATEMENT …` kills each before that statement, one after another.
`python -m tests.upgrade.killing every URL STEP` kills at every so-manieth statement until one gets through.
`python -m tests.upgrade.killing together URL N` lets N of them upgrade at the same time.
Prints what became of each: "killed", "done", "error", or "changed" for a killed one that left something behind.
"""

import os
import signal
import sys
from itertools import count
from typing import Any

import alembic.command  # noqa: F401  loaded once, before the process is copied
from sqlalchemy import Engine, event

from storage import migrate

NEVER = 0


def main(how: str, url: str, *numbers: str) -> None:
    """Do it, and print what became of it."""
    if how == "at":
        ends = [_ended(_begin(url, int(one))) for one in numbers]
    elif how == "every":
        ends = []
        for statement in count(1, int(numbers[0])):
            ends.append(_ended(_begin(url, statement)))
            if ends[-1] == "done":
                break
            if migrate.behind(url) is None:
                ends.append("changed")
    else:
        ends = [_ended(one) for one in [_begin(url, NEVER) for _ in range(int(numbers[0]))]]
    print(*ends)  # noqa: T201  the test reads it


def _begin(url: str, statement: int) -> int:
    """A process that upgrades, and kills itself before it sends that statement."""
    process = os.fork()
    if process:
        return process
    left = [statement]

    def one_more(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", one_more)
    try:
        migrate.upgrade(url)
    except BaseException as error:  # noqa: BLE001  the child only tells
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)  # noqa: T201
        os._exit(1)
    os._exit(0)


def _ended(process: int) -> str:
    status = os.waitpid(process, 0)[1]
    return "killed" if os.WIFSIGNALED(status) else "error" if status else "done"


if __name__ == "__main__":
    main(*sys.argv[1:])
