"""How much one person may ask: nobody honest ever notices, and whoever floods is stopped at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from domain.patience import FORGET_AT, Limits, Patience

EIGHT = datetime(2026, 6, 11, 0, tzinfo=UTC)
Day = Callable[[Patience], list[bool]]


def _often(patience: Patience, times: int, every: timedelta, start: datetime = EIGHT) -> list[bool]:
    return [patience.asks("x", start + every * number) for number in range(times)]


def _courier(patience: Patience) -> list[bool]:
    """Sixty stops in eight hours; at every third something to report: a photo, its words, a card's button."""
    found = []
    for stop in range(60):
        now = EIGHT + timedelta(minutes=8) * stop
        if stop % 3 == 0:
            found += [patience.asks("x", now + timedelta(seconds=second)) for second in (0, 5, 9)]
            found.append(patience.reports("x", now))
    return found


def _albums(patience: Patience) -> list[bool]:
    """Six albums of ten photos in five minutes, each a report."""
    return [
        patience.asks("x", EIGHT + timedelta(seconds=50 * album), f"album{album}") for album in range(6) for _ in range(10)
    ]


def _worker(patience: Patience) -> list[bool]:
    """Forty cases of the morning, one after another: open, accept, close, a photo, a word; a press every second or two."""
    return _often(patience, 160, timedelta(seconds=1.6))


def _secretary(patience: Patience) -> list[bool]:
    """Leafs through a digest as fast as the thumb goes, for a minute."""
    return _often(patience, 80, timedelta(seconds=0.75))


def _after_a_day_off(patience: Patience) -> list[bool]:
    """A phone that was offline sends what was written in the lift: twenty things at once."""
    return _often(patience, 20, timedelta())


@pytest.mark.parametrize("day", [_courier, _albums, _worker, _secretary, _after_a_day_off])
def test_nobody_honest_notices(day: Day) -> None:
    """Whatever an ordinary day brings."""
    assert all(day(Patience()))


def _hundred_at_once(patience: Patience) -> list[bool]:
    return _often(patience, 100, timedelta())


def _ten_a_second(patience: Patience) -> list[bool]:
    return _often(patience, 600, timedelta(seconds=0.1))


def _a_report_a_minute(patience: Patience) -> list[bool]:
    return [patience.reports("x", EIGHT + timedelta(minutes=number)) for number in range(60)]


def _albums_without_end(patience: Patience) -> list[bool]:
    return [patience.asks("x", EIGHT + timedelta(seconds=number), f"album{number}") for number in range(60)]


@pytest.mark.parametrize(
    ("flood", "let_in"), [(_hundred_at_once, 60), (_ten_a_second, 89), (_a_report_a_minute, 25), (_albums_without_end, 20)]
)
def test_a_flood_is_stopped(flood: Day, let_in: int) -> None:
    """Only so much of it is heard."""
    assert sum(flood(Patience())) == let_in


def test_one_person_alone() -> None:
    """Others are heard as before."""
    patience = Patience()
    _hundred_at_once(patience)
    assert not patience.asks("x", EIGHT)
    assert patience.asks("y", EIGHT)


def test_it_passes() -> None:
    """Two minutes later there is patience for all of it again, and never for more."""
    patience = Patience()
    _hundred_at_once(patience)
    later = EIGHT + timedelta(minutes=2)
    assert sum(_often(patience, 100, timedelta(), later)) == 60
    assert sum(_often(patience, 100, timedelta(), later + timedelta(days=9))) == 60


def test_chatter_costs_nothing() -> None:
    """A talkative neighbour can be heard all evening."""
    patience = Patience()
    for number in range(500):
        assert patience.asks("x", EIGHT + timedelta(milliseconds=number))
        patience.takes_back("x")
    patience.takes_back("nobody")


def test_switched_off() -> None:
    """Everything is heard."""
    patience = Patience(Limits(enabled=False))
    assert all(_hundred_at_once(patience))
    assert all(_a_report_a_minute(patience))


def test_a_clock_that_goes_back() -> None:
    """Nothing is given twice."""
    patience = Patience()
    assert sum(_often(patience, 100, timedelta(minutes=-1))) == 60


def test_it_does_not_grow_without_end() -> None:
    """Whoever has not been heard of for long is forgotten; who is at it now is not."""
    patience = Patience()
    for number in range(FORGET_AT):
        patience.asks(number, EIGHT)
    for _ in range(100):
        patience.asks("x", EIGHT + timedelta(hours=4))
    assert len(patience._askers) == 1
    assert not patience.asks("x", EIGHT + timedelta(hours=4))
