"""The program's clock: the machine's own, or one that a demonstration moves forward."""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class WallClock:
    """Aware UTC time plus a shift; loops that wait for a moment notice when it is shifted."""

    def __init__(self) -> None:
        self._shift = timedelta()
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """The time that counts for everything the program promises."""
        return datetime.now(UTC) + self._shift

    def monotonic(self) -> float:
        """Seconds that only ever grow, and pass at once with the rest: for the flood limits."""
        return time.monotonic() + self._shift.total_seconds()

    def shift(self, by: timedelta) -> None:
        """Let time pass at once."""
        self._shift += by
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    @property
    def moved(self) -> asyncio.Event:
        """Set when time is let pass at once the next time."""
        return self._moved

    async def sleep_until(self, moment: datetime | None, woken: asyncio.Event, longest: float = 30.0) -> None:
        """Wait for a moment (None: for ever), `woken`, a shift, or `longest` seconds, whichever is first."""
        seconds = longest if moment is None else (moment - self.now()).total_seconds()
        await self.sleep(min(longest, max(0.0, seconds)), woken)

    async def sleep(self, seconds: float, *woken: asyncio.Event) -> None:
        """Wait for some seconds, one of `woken`, or a shift, whichever is first."""
        waits = [asyncio.ensure_future(one.wait()) for one in (*woken, self._moved)]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
