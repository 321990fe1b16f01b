"""A machine's clock that a test sets, for the program in another process."""

import signal
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import bot.app
from bot.clock import WallClock

ROUND = 1
"""Seconds between two rounds here, so that a second past eight is a second past eight."""


class MachineClock(WallClock):
    """What the file says is added to the time. Nobody is told when it is set anew; monotonic seconds just go on."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        signal.signal(signal.SIGUSR1, self.look)
        self.look()

    def look(self, *_: object) -> None:
        """Somebody has set the clock."""
        self._ahead = timedelta(seconds=float(self._file.read_text()))

    def now(self) -> datetime:
        """The machine's time."""
        return super().now() + self._ahead


def run_by_the_clock_in(file: Path) -> None:
    """The program of this process runs by this clock, and looks at the file again on SIGUSR1.

    Its starter ignores the signal, and so does the program until it has a clock.
    """
    file = file.absolute()

    bot.app.WallClock = partial(MachineClock, file)  # type: ignore[attr-defined,assignment]  # it is made there
    bot.app.ROUND = ROUND  # type: ignore[attr-defined]


def ahead_of_now(moment: datetime) -> float:
    """How many seconds `moment` lies ahead."""
    return (moment - datetime.now(UTC)).total_seconds()
