"""Somebody sets the machine's clock back by an hour: the rounds go on, and nothing that was done is done again."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schedules.rounds import Rounds
from tests.street.desk import open_desk


class AnHourAgo(datetime):
    """What the machine's clock says from now on."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return datetime.now(tz) - timedelta(hours=1)


async def test_the_rounds_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler waits for the moment that it has reckoned with; the rounds don't wait for the scheduler."""
    made = 0
    go = Rounds.go

    async def counted(rounds: Rounds) -> None:
        nonlocal made
        made += 1
        await go(rounds)

    monkeypatch.setattr(Rounds, "go", counted)
    monkeypatch.setattr("bot.app.ROUND", 0.1)
    async with open_desk(tmp_path) as desk:
        await desk.until_rows(lambda _: made > 3)
        monkeypatch.setattr("apscheduler.schedulers.base.datetime", AnHourAgo)
        before = made
        await desk.until_rows(lambda _: made > before + 3)
