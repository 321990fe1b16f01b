"""Due times and working time, as dated rows and as properties."""

from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import WorkCalendar, chinese_days, weekdays_only
from domain.clocks import due, half_time, paused, reopened_due


def announced_until_2026(day: date) -> bool | None:
    """The public calendar as it was in 2026, whatever the package has learnt since."""
    return chinese_days(day) if day.year <= 2026 else None


SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = WorkCalendar(SHANGHAI, public_days=announced_until_2026)
BERLIN = WorkCalendar(ZoneInfo("Europe/Berlin"), public_days=weekdays_only)


def there(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


MOVES = [
    # inside working time nothing moves
    ("Tuesday morning", "2026-03-10 09:00:00", "2026-03-10 09:00:00"),
    ("the last second before lunch", "2026-03-10 11:59:59", "2026-03-10 11:59:59"),
    ("the last minute of the day", "2026-03-10 17:59:00", "2026-03-10 17:59:00"),
    # lunch and night
    ("noon", "2026-03-10 12:00:00", "2026-03-10 13:30:00"),
    ("the last minute of lunch", "2026-03-10 13:29:59", "2026-03-10 13:30:00"),
    ("six o'clock", "2026-03-10 18:00:00", "2026-03-11 09:00:00"),
    ("midnight", "2026-03-11 00:00:00", "2026-03-11 09:00:00"),
    ("before breakfast", "2026-03-11 06:30:00", "2026-03-11 09:00:00"),
    # weekends
    ("Friday evening", "2026-03-13 18:30:00", "2026-03-16 09:00:00"),
    ("Sunday", "2026-03-15 10:00:00", "2026-03-16 09:00:00"),
    # National Day and Mid-Autumn together, eight days
    ("National Day 2025", "2025-10-01 10:00:00", "2025-10-09 09:00:00"),
    ("its last day, a Wednesday", "2025-10-08 17:00:00", "2025-10-09 09:00:00"),
    ("the Saturday made up for after it", "2025-10-11 10:00:00", "2025-10-11 10:00:00"),
    ("the Sunday made up for before it", "2025-09-28 10:00:00", "2025-09-28 10:00:00"),
    ("the Saturday before that is free", "2025-09-27 10:00:00", "2025-09-28 09:00:00"),
    ("National Day 2026", "2026-09-30 18:00:00", "2026-10-08 09:00:00"),
    # Spring Festival 2026: the Saturday before is worked, nine days are free
    ("the eve's make-up Saturday", "2026-02-14 18:00:00", "2026-02-24 09:00:00"),
    # the turn of the year
    ("the last minute of 2025 waits for a make-up Sunday", "2025-12-31 23:59:00", "2026-01-04 09:00:00"),
    ("the last minute of 2024, New Year's Day is free", "2024-12-31 23:59:00", "2025-01-02 09:00:00"),
    ("the last minute of a known year, 2027 is estimated", "2026-12-31 23:59:00", "2027-01-01 09:00:00"),
    # years nobody has announced: Monday to Friday
    ("an unknown Saturday", "2029-10-06 10:00:00", "2029-10-08 09:00:00"),
    ("an unknown National Day is a Monday like any other", "2029-10-01 10:00:00", "2029-10-01 10:00:00"),
]


@pytest.mark.parametrize(("at", "expected"), [row[1:] for row in MOVES], ids=[row[0] for row in MOVES])
def test_the_next_working_minute(at: str, expected: str) -> None:
    assert CHINA.next_working_minute(there(at)) == there(expected)


DUES = [
    ("plain hours", "2026-03-10 10:00", 2, "2026-03-10 12:00", None),
    ("two hours end at lunch", "2026-03-10 10:00", 2, "2026-03-10 13:30", CHINA),
    ("a day later, at work", "2026-03-10 10:00", 24, "2026-03-11 10:00", CHINA),
    ("half an hour", "2026-03-10 10:00", 0.5, "2026-03-10 10:30", CHINA),
    ("three days end on a Sunday", "2026-03-12 10:00", 72, "2026-03-16 09:00", CHINA),
    ("three days end on a made-up Sunday", "2025-09-25 10:00", 72, "2025-09-28 10:00", CHINA),
    ("a day ends on the holiday", "2025-09-30 10:00", 24, "2025-10-09 09:00", CHINA),
    ("a week over the holiday ends in it", "2025-09-29 10:00", 168, "2025-10-09 09:00", CHINA),
    ("filed at night", "2026-03-10 23:00", 2, "2026-03-11 09:00", CHINA),
    ("filed in the last minute of the year", "2025-12-31 23:59", 48, "2026-01-04 09:00", CHINA),
    ("the 29th of February", "2028-02-28 10:00", 24, "2028-02-29 10:00", CHINA),
]


@pytest.mark.parametrize(
    ("filed", "hours", "expected", "calendar"), [row[1:] for row in DUES], ids=[row[0] for row in DUES]
)
def test_due_times(filed: str, hours: float, expected: str, calendar: WorkCalendar | None) -> None:
    result = due(there(filed), hours, calendar, hazard=False)
    assert result == there(expected)
    assert result.tzinfo is UTC


@pytest.mark.parametrize("filed", ["2025-10-01 03:00", "2026-03-15 23:59", "2025-12-31 23:59"])
def test_hazards_run_round_the_clock(filed: str) -> None:
    assert due(there(filed), 1, CHINA, hazard=True) == there(filed) + timedelta(hours=1)
    start, end = there("2025-10-01 10:00"), there("2025-10-01 10:30")
    assert paused(there(filed), start, end, CHINA, hazard=True) == there(filed) + timedelta(minutes=30)


# Clocks go forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.
SUMMER_TIME = [
    ("two real days over the spring change", "2026-03-27 10:00", 96, "2026-03-31 11:00"),
    ("two real days over the autumn change", "2026-10-23 10:00", 96, "2026-10-27 09:00"),
    ("the weekend of the spring change", "2026-03-28 10:00", 1, "2026-03-30 09:00"),
    ("the hour that exists twice", "2026-10-25 02:30", 0, "2026-10-26 09:00"),
]


@pytest.mark.parametrize(
    ("filed", "hours", "expected"), [row[1:] for row in SUMMER_TIME], ids=[row[0] for row in SUMMER_TIME]
)
def test_work_begins_by_the_wall_clock_whatever_the_season(filed: str, hours: float, expected: str) -> None:
    result = due(there(filed, "Europe/Berlin"), hours, BERLIN, hazard=False)
    assert result == there(expected, "Europe/Berlin")


def test_a_night_shift_inside_the_change_of_clocks() -> None:
    every_day = MappingProxyType({date(2026, 3, 29): True, date(2026, 10, 25): True})
    nights = WorkCalendar(BERLIN.zone, ((time(2), time(3)), (time(4), time(5))), weekdays_only, every_day)
    spring, autumn = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert nights.next_working_minute(spring) == there("2026-03-29 04:00", "Europe/Berlin"), "02:00 to 03:00 is missing"
    assert nights.next_working_minute(autumn) == autumn, "02:30, for the first time"


def test_the_same_moment_is_working_time_in_one_zone_and_night_in_another() -> None:
    at = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
    assert CHINA.is_working(at)
    assert not BERLIN.is_working(at)
    assert CHINA.next_working_minute(at) == at
    assert BERLIN.next_working_minute(at) == there("2026-03-10 09:00", "Europe/Berlin")


def test_a_due_time_does_not_depend_on_the_zone_it_was_filed_in() -> None:
    moment = datetime(2025, 9, 30, 8, 0, tzinfo=UTC)
    zones = [ZoneInfo(name) for name in ("Asia/Shanghai", "America/New_York", "Pacific/Apia")]
    assert {due(moment.astimezone(zone), 24, CHINA, hazard=False) for zone in zones} == {there("2025-10-09 09:00")}


def test_a_zone_that_skips_a_day() -> None:
    """Samoa had no 30 December 2011, a Friday."""
    apia = WorkCalendar(ZoneInfo("Pacific/Apia"), public_days=weekdays_only)
    thursday = there("2011-12-29 19:00", "Pacific/Apia")
    assert apia.next_working_minute(thursday) >= thursday
    saturday = there("2011-12-31 19:00", "Pacific/Apia")
    assert apia.next_working_minute(saturday) == there("2012-01-02 09:00", "Pacific/Apia")


def test_the_operators_days_beat_the_public_calendar() -> None:
    overrides = {date(2026, 3, 10): False, date(2026, 3, 15): True, date(2027, 10, 1): False}
    calendar = WorkCalendar(SHANGHAI, public_days=announced_until_2026, overrides=overrides)
    assert calendar.next_working_minute(there("2026-03-10 10:00")) == there("2026-03-11 09:00")
    assert calendar.next_working_minute(there("2026-03-14 10:00")) == there("2026-03-15 09:00")
    assert calendar.next_working_minute(there("2027-10-01 10:00")) == there("2027-10-04 09:00")


def test_unknown_years_are_estimated_until_the_operator_says() -> None:
    calendar = WorkCalendar(SHANGHAI, public_days=announced_until_2026, overrides={date(2027, 10, 1): False})
    assert not calendar.estimated(date(2026, 12, 31))
    assert calendar.estimated(date(2027, 1, 1))
    assert not calendar.estimated(date(2027, 10, 1))
    assert not WorkCalendar(SHANGHAI, public_days=weekdays_only).estimated(date(2050, 10, 2))


def test_the_package_knows_the_years_the_rows_above_rely_on() -> None:
    assert [chinese_days(date(year, 1, 1)) for year in (2025, 2026, 2050)] == [False, False, None]


@pytest.mark.parametrize(
    "periods", [(), ((time(12), time(9)),), ((time(9), time(9)),), ((time(13), time(18)), (time(9), time(12)))]
)
def test_periods_out_of_order_are_refused(periods) -> None:
    with pytest.raises(ValueError, match="in order"):
        WorkCalendar(SHANGHAI, periods)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 10, 10, 0)  # noqa: DTZ001  that is the point
    with pytest.raises(ValueError, match="zone"):
        due(naive, 1, None, hazard=False)
    with pytest.raises(ValueError, match="zone"):
        CHINA.next_working_minute(naive)
    with pytest.raises(ValueError, match="zone"):
        half_time(naive, there("2026-03-10 10:00"))


def test_half_time_is_half_way() -> None:
    assert half_time(there("2026-03-10 10:00"), there("2026-03-11 10:00")) == there("2026-03-10 22:00")


def test_a_reopened_case_gets_half_of_what_was_promised_at_first() -> None:
    assert reopened_due(there("2026-03-10 10:00"), 48, None, hazard=False) == there("2026-03-11 10:00")
    assert reopened_due(there("2026-03-13 10:00"), 48, CHINA, hazard=False) == there("2026-03-16 09:00")
    assert reopened_due(there("2026-03-13 10:00"), 6, CHINA, hazard=True) == there("2026-03-13 13:00")


# Days of March 2026: the 10th is a Tuesday, the 13th a Friday.
PAUSES = [
    ("two hours", "11 10:00", "10 09:00", "10 11:00", "11 13:30", CHINA),
    ("two hours, every hour counting", "11 10:00", "10 09:00", "10 11:00", "11 12:00", None),
    ("over the weekend", "13 16:00", "13 15:00", "16 15:00", "16 16:00", CHINA),
    ("already late stays as late", "10 09:00", "10 10:00", "10 11:00", "10 10:00", CHINA),
    ("a clock set back takes nothing away", "11 10:00", "10 11:00", "10 09:00", "11 10:00", CHINA),
]


@pytest.mark.parametrize(
    ("before", "start", "end", "expected", "calendar"), [row[1:] for row in PAUSES], ids=[row[0] for row in PAUSES]
)
def test_pauses(before: str, start: str, end: str, expected: str, calendar: WorkCalendar | None) -> None:
    due_at, paused_at, resumed_at, result = (there(f"2026-03-{day}") for day in (before, start, end, expected))
    assert paused(due_at, paused_at, resumed_at, calendar, hazard=False) == result


zones = st.sampled_from(
    ["Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"]
)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  bounds
edges = st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=2, max_size=6, unique=True)


@st.composite
def calendars(draw) -> WorkCalendar:
    marks = sorted(draw(edges))
    periods = tuple(zip(marks[::2], marks[1::2], strict=False))
    days = draw(st.dictionaries(st.dates(date(2010, 1, 1), date(2040, 1, 1)), st.booleans(), max_size=20))
    return WorkCalendar(ZoneInfo(draw(zones)), periods, draw(st.sampled_from([chinese_days, weekdays_only])), days)


@settings(deadline=None)
@given(calendar=calendars(), at=moments, hours=st.floats(0, 400))
def test_moving_to_working_time_never_goes_back_settles_at_once_and_keeps_the_order(calendar, at, hours) -> None:
    moved = calendar.next_working_minute(at)
    assert moved >= at
    assert calendar.is_working(moved)
    assert calendar.next_working_minute(moved) == moved
    assert moved == at or not calendar.is_working(at)
    assert calendar.next_working_minute(at + timedelta(hours=hours)) >= moved


@settings(deadline=None)
@given(calendar=calendars(), at=moments, fraction=st.floats(0, 1, exclude_max=True))
def test_nothing_before_the_next_working_minute_is_working_time(calendar, at, fraction) -> None:
    moved = calendar.next_working_minute(at)
    between = at + (moved - at) * fraction
    assert between == moved or not calendar.is_working(between)


@settings(deadline=None)
@given(
    calendar=st.none() | calendars(), at=moments, hours=st.floats(0, 400), more=st.floats(0, 100), hazard=st.booleans()
)
def test_a_promise_is_never_cut_and_a_longer_one_never_ends_earlier(calendar, at, hours, more, hazard) -> None:
    ends = due(at, hours, calendar, hazard=hazard)
    assert ends >= at + timedelta(hours=hours)
    assert due(at, hours + more, calendar, hazard=hazard) >= ends
    assert due(at + timedelta(hours=more), hours, calendar, hazard=hazard) >= ends
    assert at <= half_time(at, ends) <= ends


@settings(deadline=None)
@given(
    calendar=st.none() | calendars(), at=moments, wait=st.floats(0, 100), more=st.floats(0, 100), hazard=st.booleans()
)
def test_a_pause_never_takes_time_away(calendar, at, wait, more, hazard) -> None:
    start = at - timedelta(hours=1)
    once = paused(at, start, start + timedelta(hours=wait), calendar, hazard=hazard)
    assert once >= at + timedelta(hours=wait)
    assert paused(at, start, start + timedelta(hours=wait + more), calendar, hazard=hazard) >= once
