"""When a clock has something to say, as dated rows and as properties; and what moves a due time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkCalendar, chinese_days, weekdays_only
from domain.case import Case, ClosedHow, Status
from domain.clocks import working_days_later
from domain.deadlines import Climbing, Mark, Pace, Running, running, settled
from domain.people import Level
from domain.quiet import Quiet

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = WorkCalendar(SHANGHAI, public_days=lambda day: chinese_days(day) if day.year <= 2026 else None)
PACE = Pace(SHANGHAI, CHINA, Climbing())


def there(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def clock(since: str, due: str, urgency: str = "normal", **more) -> Running:
    return Running(there(since), there(due), urgency, **more)


MARKS = [
    # urgency, since, due, half-time, reminder, climbs
    ("normal", "2026-03-10 10:00", "2026-03-13 10:00", "2026-03-11 22:00", "2026-03-13 09:00", "2026-03-13 10:00"),
    ("low", "2026-03-10 10:00", "2026-03-17 10:00", "2026-03-13 22:00", "2026-03-17 09:00", "2026-03-17 10:00"),
    ("critical", "2026-03-10 23:00", "2026-03-11 00:00", "2026-03-10 23:30", "2026-03-10 23:52:30", "2026-03-11 00:00"),
    ("urgent", "2026-03-10 21:00", "2026-03-10 23:00", "2026-03-10 22:00", "2026-03-10 22:45", "2026-03-11 07:00"),
    ("urgent", "2026-03-10 19:00", "2026-03-10 21:00", "2026-03-10 20:00", "2026-03-10 20:45", "2026-03-10 21:00"),
    ("normal", "2026-12-31 09:00", "2027-01-01 09:00", "2026-12-31 21:00", "2027-01-01 08:00", "2027-01-01 09:00"),
]


@pytest.mark.parametrize(("urgency", "since", "due", "half", "reminder", "climbs"), MARKS)
def test_marks(urgency: str, since: str, due: str, half: str, reminder: str, climbs: str) -> None:
    found = PACE.marks(clock(since, due, urgency))
    assert found == (
        (there(half), Mark.HALF), (there(reminder), Mark.DUE), (there(climbs), Mark.LATE),
    )  # fmt: skip


CLIMBS = [
    ("a hazard, every hour", "critical", "2026-03-11 00:00", "2026-03-11 01:00"),
    ("urgent, after four hours", "urgent", "2026-03-10 10:00", "2026-03-10 14:00"),
    ("urgent, not in the night", "urgent", "2026-03-10 20:00", "2026-03-11 07:00"),
    ("normal, a working day", "normal", "2026-03-10 10:00", "2026-03-11 10:00"),
    ("normal, over the weekend", "normal", "2026-03-13 10:00", "2026-03-16 10:00"),
    ("normal, over National Day", "normal", "2026-09-30 10:00", "2026-10-08 10:00"),
    ("normal, to the make-up Saturday", "normal", "2026-10-09 10:00", "2026-10-10 10:00"),
    ("low, three working days", "low", "2026-03-12 10:00", "2026-03-17 10:00"),
    ("at the year's end", "normal", "2026-12-31 17:59", "2027-01-01 17:59"),
]


@pytest.mark.parametrize(("urgency", "climbed", "again"), [row[1:] for row in CLIMBS], ids=[row[0] for row in CLIMBS])
def test_one_more_level_every_level_period(urgency: str, climbed: str, again: str) -> None:
    late = clock("2026-03-01 10:00", "2026-03-02 10:00", urgency, climbed_at=there(climbed))
    assert PACE.marks(late) == ((there(again), Mark.LATE),)
    assert PACE.mark_at(late, there(again) - timedelta(seconds=1)) is None
    assert PACE.mark_at(late, there(again)) is Mark.LATE


def test_only_the_last_mark_that_has_passed_is_said() -> None:
    """After a day away nobody hears of half-times of what is late by now."""
    one = clock("2026-03-10 10:00", "2026-03-11 10:00")
    assert PACE.mark_at(one, there("2026-03-10 21:59")) is None
    assert PACE.mark_at(one, there("2026-03-10 22:00")) is Mark.HALF
    assert PACE.mark_at(one, there("2026-03-11 09:00")) is Mark.DUE
    assert PACE.mark_at(one, there("2026-03-14 09:00")) is Mark.LATE


def test_a_half_time_before_somebody_said_yes_is_no_half_time() -> None:
    late_yes = clock("2026-03-10 10:00", "2026-03-13 10:00", answered_at=there("2026-03-12 10:00"))
    assert [mark for _, mark in PACE.marks(late_yes)] == [Mark.DUE, Mark.LATE]
    promised = clock("2026-03-10 10:00", "2026-03-13 10:00", promised=True)
    assert [mark for _, mark in PACE.marks(promised)] == [Mark.DUE, Mark.LATE]


def test_an_earlier_climb_does_not_hold_back_a_new_due_time() -> None:
    """It climbed before anybody said yes; what was promised for the solution has its own marks."""
    accepted = clock("2026-03-10 10:00", "2026-03-13 10:00", climbed_at=there("2026-03-11 10:00"))
    assert PACE.climbs_at(accepted) == there("2026-03-13 10:00")


QUIET = [
    ("2026-03-10 21:59:59", "2026-03-10 21:59:59"),
    ("2026-03-10 22:00", "2026-03-11 07:00"),
    ("2026-03-10 23:59", "2026-03-11 07:00"),
    ("2026-03-11 00:00", "2026-03-11 07:00"),
    ("2026-03-11 06:59:59", "2026-03-11 07:00"),
    ("2026-03-11 07:00", "2026-03-11 07:00"),
    ("2026-12-31 23:30", "2027-01-01 07:00"),
]


@pytest.mark.parametrize(("at", "over"), QUIET)
def test_quiet_hours_over_midnight(at: str, over: str) -> None:
    assert Quiet(time(22), time(7)).over_at(there(at), SHANGHAI) == there(over)


def test_other_quiet_hours() -> None:
    noon = Quiet(time(12), time(14))
    assert noon.over_at(there("2026-03-10 12:30"), SHANGHAI) == there("2026-03-10 14:00")
    assert noon.over_at(there("2026-03-10 22:30"), SHANGHAI) == there("2026-03-10 22:30")
    never = Quiet(time(7), time(7))
    assert never.over_at(there("2026-03-10 07:00"), SHANGHAI) == there("2026-03-10 07:00")


def test_quiet_hours_by_the_clock_on_the_wall_when_summer_begins_and_ends() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for night, morning in (("2026-03-28 23:00", "2026-03-29 07:00"), ("2026-10-24 23:00", "2026-10-25 07:00")):
        over = Quiet().over_at(there(night, "Europe/Berlin"), berlin)
        assert over == there(morning, "Europe/Berlin")
    assert Quiet(time(22), time(2, 30)).over_at(there("2026-03-29 01:00", "Europe/Berlin"), berlin) > there(
        "2026-03-29 01:00", "Europe/Berlin"
    ), "02:30 does not exist on that day"


def test_working_days_without_a_calendar_are_days() -> None:
    assert working_days_later(there("2026-03-13 10:00"), 2, None, SHANGHAI) == there("2026-03-15 10:00")


def test_years_that_nobody_has_announced() -> None:
    assert not CHINA.guesses(2026)
    assert CHINA.guesses(2027)
    some = {date(2027, 10, day): False for day in range(1, 8)}
    assert not replace(CHINA, overrides=some).guesses(2027)
    assert replace(CHINA, overrides=dict(list(some.items())[:6])).guesses(2027)
    assert not WorkCalendar(SHANGHAI, public_days=weekdays_only).guesses(2050)
    assert CHINA.workday_before(date(2026, 10, 8)) == date(2026, 9, 30)


def a_case(**values) -> Case:
    filed = there("2026-03-10 10:00")
    due = there("2026-03-13 10:00")
    plain = {
        "id": 1, "community_id": 1, "area_id": 1, "kind": "problem", "category": "x", "urgency": "normal", "title": "t",
        "private": False, "status": Status.ACCEPTED, "filed_at": filed, "respond_by": there("2026-03-11 10:00"),
        "resolve_by": due, "first_resolve_by": due, "responsible_id": 7, "responded_at": filed,
    }  # fmt: skip
    return Case(**{**plain, **values})


STANDS = [Status.WAITING, Status.RESOLVED, Status.CLOSED, Status.REFUSED, Status.MERGED, Status.WITHDRAWN]


@pytest.mark.parametrize("status", list(Status))
def test_what_is_due_in_every_status(status: Status) -> None:
    promise = there("2026-03-12 18:00")
    unanswered = a_case(status=status, responded_at=None, promised_by=promise)
    answered = a_case(status=status, promised_by=promise)
    if status in STANDS:
        assert unanswered.due_at is answered.due_at is running(answered) is None
    elif status is Status.COORDINATING:
        assert answered.due_at == promise
    else:
        assert answered.due_at == answered.resolve_by
        assert unanswered.due_at == unanswered.respond_by


moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  bounds
urgencies = st.sampled_from(["critical", "urgent", "normal", "low"])
hours = st.floats(0.1, 400)


@given(since=moments, promise=hours, urgency=urgencies, climbed=st.none() | hours, answered=st.none() | hours)
def test_marks_come_in_order_and_nothing_climbs_before_it_is_due(since, promise, urgency, climbed, answered) -> None:
    due = since + timedelta(hours=promise)
    one = Running(
        since, due, urgency, since + timedelta(hours=answered) if answered else None,
        due + timedelta(hours=climbed) if climbed else None,
    )  # fmt: skip
    found = PACE.marks(one)
    assert [at for at, _ in found] == sorted(at for at, _ in found)
    assert PACE.climbs_at(one) >= due
    assert PACE.first_mark(one) == found[0][0]


@given(since=moments, promise=hours, urgency=urgencies, at=st.floats(0, 800))
def test_after_every_look_the_next_one_lies_ahead(since, promise, urgency, at) -> None:
    now = since + timedelta(hours=at)
    assert PACE.next_mark(Running(since, since + timedelta(hours=promise), urgency), now) > now


@given(at=moments, urgency=urgencies)
def test_a_level_period_always_leads_forward(at, urgency) -> None:
    assert PACE.level_later(at, urgency) > at


@given(wait=hours, urgency=urgencies, reopened=hours)
def test_reopening_pausing_and_climbing_keep_the_first_due_time(wait, urgency, reopened) -> None:
    first = a_case(urgency=urgency)
    asked_at = there("2026-03-10 11:00")
    waiting, _ = first.ask(7, "?", at=asked_at)
    ran_on, _ = waiting.answered(9, "!", at=asked_at + timedelta(hours=wait))
    ran_on = settled(waiting, ran_on, PACE)
    assert ran_on.resolve_by >= first.resolve_by + timedelta(hours=wait) - timedelta(seconds=1)
    if urgency in ("normal", "low"):
        assert CHINA.is_working(ran_on.resolve_by)
    climbed, _ = ran_on.climb(Level.GRID, 8, at=asked_at + timedelta(hours=wait), by=None)
    assert climbed.resolve_by == ran_on.resolve_by
    solved_at = asked_at + timedelta(hours=wait + 1)
    done, _ = climbed.resolve(7, "ok", at=solved_at)
    closed, _ = done.close(9, ClosedHow.RESIDENT, at=solved_at)
    due = solved_at + timedelta(hours=reopened)
    again, _ = closed.reopen(9, "no", due, at=solved_at)
    again = settled(closed, again, PACE)
    assert (again.level, again.climbed_at, again.clock_from) == (None, None, solved_at)
    for one in (waiting, ran_on, climbed, done, closed, again):
        assert one.first_resolve_by == first.first_resolve_by
