"""Which digests are due when, in any zone and however the clock jumps: each once, none lost, no day left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.briefing import Span, month_of, week_before
from domain.calendar import WorkCalendar, chinese_days, weekdays_only
from domain.chats import Where
from domain.errors import NotUnderstood, Refusal
from domain.habits import Digests, Habits
from domain.people import Role, Who
from domain.rules import Rules
from storage import chats, habits, people, tables
from storage.unit import Unit
from tests.time.book import RULES, SHANGHAI, Book, at, new_book
from usecases.digests import due_digests, send_digests
from usecases.show_digest import span_called

BERLIN = ZoneInfo("Europe/Berlin")
CHINA = replace(RULES, calendar=WorkCalendar(SHANGHAI, public_days=lambda day: chinese_days(day) or False))


class Morning:
    """A book with one secretary, and a clock that is told what time it is."""

    def __init__(self, book: Book, rules: Rules = CHINA) -> None:
        self.book, self.rules = book, rules
        with self.unit() as unit:
            self.person = people.meet(unit, Who(77, "周书记"), at("2020-01-01 00:00")).id
            self.chat = chats.meet(unit, Where(77, "private"), self.person).id
            people.grant(unit, self.person, Role.SECRETARY, book.area("FHC").id, None, at("2020-01-01 00:00"))

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """A unit under the rules of the moment."""
        with self.book.unit() as unit:
            unit.rules = self.rules
            yield unit

    def tick(self, now: datetime) -> list[str]:
        """One round; the spans of the digests that it sent."""
        with self.unit() as unit:
            due = due_digests(unit, now)
            before = self._owed(unit)
            send_digests(unit, due, now)
            unit.flush()
            return [row.facts["span"] for row in self._owed(unit)[len(before) :]]

    def _owed(self, unit: Unit):
        return unit.execute(select(tables.outbox).where(tables.outbox.c.view == "digest").order_by("id")).all()


@pytest.fixture
def book() -> Iterator[Book]:
    one = new_book()
    yield one
    one.connection.close()


@pytest.fixture(scope="module")
def shared() -> Iterator[Book]:
    """One book for many attempts, each of which is undone."""
    one = new_book()
    yield one
    one.connection.close()


ROWS = [
    # a moment, the digests that come; each row goes on from the one before
    ("2026-09-28 07:59", []),
    ("2026-09-28 08:00", ["d.20260927.20260927", "w.20260921.20260927"]),
    ("2026-09-28 08:01", []),
    ("2026-09-29 07:59", []),
    ("2026-09-29 08:00", ["d.20260928.20260928"]),
    ("2026-09-30 08:00", ["d.20260929.20260929"]),
    ("2026-10-01 08:00", []),  # National Day begins, and October
    ("2026-10-05 08:00", []),  # a Monday in it
    ("2026-10-08 08:00", ["d.20260930.20261007", "w.20260928.20261004", "m.20260901.20260930"]),
    ("2026-10-10 08:00", ["d.20261008.20261009"]),  # the make-up Saturday
    ("2026-10-11 08:00", []),
    ("2026-10-12 23:59", ["d.20261010.20261011", "w.20261005.20261011"]),  # late on the same day is not too late
    ("2026-10-12 22:00", []),
    ("2026-10-14 08:00", ["d.20261012.20261013"]),  # the machine was off on Tuesday
]


def test_a_fortnight_around_national_day(book: Book) -> None:
    morning = Morning(book)
    for moment, sent in ROWS:
        assert morning.tick(at(moment)) == sent, moment


def test_after_a_whole_week_off_the_week_is_still_told(book: Book) -> None:
    morning = Morning(book)
    morning.tick(at("2026-06-05 08:00"))
    assert morning.tick(at("2026-06-12 09:00")) == ["d.20260605.20260611", "w.20260601.20260607"]


def test_who_came_after_eight_waits_for_tomorrow(book: Book) -> None:
    morning = Morning(book)
    with morning.unit() as unit:
        new = people.meet(unit, Who(78, "李支书"), at("2026-06-10 09:00")).id
        chats.meet(unit, Where(78, "private"), new)
        people.grant(unit, new, Role.SECRETARY, book.area("FHC-1").id, None, at("2026-06-10 09:00"))
    assert len(morning.tick(at("2026-06-10 09:30"))) == 2, "only 周书记's: the day's and this week's"
    assert len(morning.tick(at("2026-06-11 08:00"))) == 2


def test_ones_own_time_and_kinds(book: Book) -> None:
    morning = Morning(book)
    with morning.unit() as unit:
        habits.keep(unit, morning.person, Habits(digest_at=time(9, 30), kinds=frozenset({Digests.DAILY})))
    assert morning.tick(at("2026-06-08 09:29")) == []
    assert morning.tick(at("2026-06-08 09:30")) == ["d.20260607.20260607"]




@pytest.mark.parametrize(("day", "sent"), [(date(2026, 3, 29), 1), (date(2026, 10, 25), 1), (date(2026, 6, 9), 1)])
def test_where_clocks_change_a_digest_comes_once_a_day(book: Book, day: date, sent: int) -> None:
    """At 02:30, on the days on which that hour is missing or there twice, asked every ten minutes."""
    rules = replace(RULES, zone=BERLIN, digest_at=time(2, 30), calendar=None)
    morning = Morning(book, rules)
    start = datetime.combine(day, time(0), BERLIN).astimezone(UTC)
    found = [span for step in range(150) for span in morning.tick(start + timedelta(minutes=10 * step))]
    daily = [span for span in found if span.startswith("d.") and span.endswith(f"{day - timedelta(days=1):%Y%m%d}")]
    assert len(daily) == sent


def test_another_time_zone_repeats_nothing(book: Book) -> None:
    """The operator corrects the zone after the digest came: the same day's does not come again."""
    morning = Morning(book)
    assert morning.tick(at("2026-06-09 08:00")) != []
    morning.rules = replace(morning.rules, zone=BERLIN, calendar=WorkCalendar(BERLIN, public_days=weekdays_only))
    assert morning.tick(at("2026-06-09 14:30")) == []
    assert morning.tick(datetime(2026, 6, 10, 8, 0, tzinfo=BERLIN)) == ["d.20260609.20260609"]


jumps = st.lists(st.floats(-3, 40), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(hours=jumps)
def test_however_the_clock_jumps_no_day_is_told_twice_or_left_out(shared: Book, hours) -> None:
    """Ticks at any hours, forwards and back: what the daily digests cover has no overlap and no hole."""
    attempt = shared.connection.begin_nested()
    try:
        morning = Morning(shared)
        now, covered = at("2026-03-02 07:00"), []
        for hour in hours:
            now += timedelta(hours=hour)
            covered += [Span.read(text) for text in morning.tick(now) if text.startswith("d.")]
        days = [date.fromordinal(day) for one in covered for day in range(one.first.toordinal(), one.last.toordinal() + 1)]
        assert len(days) == len(set(days))
        assert [one.first for one in covered[1:]] == [one.last + timedelta(days=1) for one in covered[:-1]]
    finally:
        attempt.rollback()


TODAY = date(2026, 6, 11)
ASKED = [
    ("", Span(Digests.DAILY, date(2026, 6, 10), date(2026, 6, 10))),
    ("yesterday", Span(Digests.DAILY, date(2026, 6, 10), date(2026, 6, 10))),
    ("今天", Span(Digests.DAILY, TODAY, TODAY)),
    ("前天", Span(Digests.DAILY, date(2026, 6, 9), date(2026, 6, 9))),
    ("week", Span(Digests.WEEKLY, date(2026, 6, 1), date(2026, 6, 7))),
    ("Last week", Span(Digests.WEEKLY, date(2026, 6, 1), date(2026, 6, 7))),
    ("上个月", Span(Digests.MONTHLY, date(2026, 5, 1), date(2026, 5, 31))),
    ("6月10日", Span(Digests.DAILY, date(2026, 6, 10), date(2026, 6, 10))),
    ("2026-02-28", Span(Digests.DAILY, date(2026, 2, 28), date(2026, 2, 28))),
    ("12/31", Span(Digests.DAILY, date(2025, 12, 31), date(2025, 12, 31))),
]


@pytest.mark.parametrize(("words", "span"), ASKED)
def test_how_people_call_days(words: str, span: Span) -> None:
    assert span_called(words, TODAY) == span
    assert Span.read(str(span)) == span


@pytest.mark.parametrize("words", ["13月1日", "2月30日", "2027-01-01", "tomorrow", "!"])
def test_days_that_there_are_not(words: str) -> None:
    with pytest.raises(Refusal):
        span_called(words, TODAY)


@pytest.mark.parametrize(
    "text", ["", "d", "x.20260610.20260610", "d.20260611.20260610", "d.20261310.20261311", "d.20200101.20260101"]
)
def test_forged_days_are_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        Span.read(text)


def test_weeks_and_months_and_what_came_before() -> None:
    week, month = week_before(TODAY), month_of(date(2026, 3, 15))
    assert (week.days, str(week.before), str(week.window)) == (7, "w.20260525.20260531", "w.20260511.20260607")
    assert (month.days, str(month.before), month.window) == (31, "m.20260201.20260228", month)
    assert month_of(date(2028, 2, 10)).last == date(2028, 2, 29)
    assert (month.begins(SHANGHAI), month.ends(SHANGHAI)) == (at("2026-03-01 00:00"), at("2026-04-01 00:00"))
    spring = Span(Digests.DAILY, date(2026, 3, 29), date(2026, 3, 29))
    length = spring.ends(BERLIN).astimezone(UTC) - spring.begins(BERLIN).astimezone(UTC)
    assert length == timedelta(hours=23), "the day on which summer time begins is short"
