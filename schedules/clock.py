"""The ticking: APScheduler only says when, the database says what. A tick that is missed is made up by the next."""

from collections.abc import Awaitable, Callable
from typing import Self

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Tick = Callable[[], Awaitable[None]]
HOUSEKEEPING = 600
"""Seconds between two rounds of forgetting what need not be kept."""


class Ticker:
    """Calls the given ticks at their intervals while the block lasts."""

    def __init__(self, ticks: dict[Tick, int]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": 60})
        for tick, seconds in ticks.items():
            self._scheduler.add_job(tick, "interval", seconds=seconds, max_instances=1)

    async def __aenter__(self) -> Self:
        self._scheduler.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._scheduler.shutdown(wait=False)
