"""Somebody sets the machine's clock back: the rounds go on, and what was to happen at once does not wait for tomorrow."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schedules.rounds import Rounds
from storage import queues
from tests.street.desk import open_desk
from tests.time.book import at, new_book
from usecases.hurry_up import hurry_up


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


@pytest.mark.parametrize(
    ("kind", "due", "waits"),
    [
        ("fetch_photo", "2026-06-03 10:00:01", False),
        ("close_album", "2026-06-03 10:00:02", False),
        ("announce", "2026-06-03 10:01", False),
        ("drop_photo", "2026-06-02 11:00:01", False),
        ("fetch_photo", "2026-06-02 10:10", True),  # tried again ten minutes after a failure
        ("silence", "2026-06-05 10:00", True),  # three days, as they should be
        ("drop_draft", "2026-06-03 10:00", True),
    ],
)
def test_what_was_owed_by_tomorrows_clock(kind: str, due: str, waits: bool) -> None:
    """It is Tuesday, 10:00, again; what was to be done on Wednesday within seconds is done now."""
    now, book = at("2026-06-02 10:00"), new_book()
    with book.unit() as unit:
        unit.later(kind, 1, at(due))
    with book.unit() as unit:
        hurry_up(unit, now)
        assert unit.wakes.jobs is not waits
        assert [row.kind for row in queues.due_jobs(unit, now)] == ([] if waits else [kind])
    book.connection.close()
