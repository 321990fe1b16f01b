"""When a community works: its hours, public holidays and make-up workdays, and the days an operator has changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

import chinese_calendar  # type: ignore[import-untyped]  # the package ships no types

# Says whether a day is worked, or None where it does not know the year.
PublicDays = Callable[[date], bool | None]
Period = tuple[time, time]

OFFICE_HOURS: tuple[Period, ...] = ((time(9), time(12)), (time(13, 30), time(18)))
_SATURDAY = 5
HOLIDAYS = 7
"""So many days of a year that the operator has set count as all its holidays; China has more."""


@lru_cache(maxsize=4096)
def chinese_days(day: date) -> bool | None:
    """The State Council's holidays and make-up workdays. None for an unknown year (1.11: 2004–2026)."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def weekdays_only(day: date) -> bool:
    """Monday to Friday, for places without Chinese holidays."""
    return day.weekday() < _SATURDAY


PUBLIC: Mapping[str, PublicDays] = MappingProxyType({"china": chinese_days, "weekdays": weekdays_only})
"""The public calendars that a community can choose."""


def in_order(periods: tuple[Period, ...]) -> bool:
    """Whether there are working periods, each ending after it began and before the next one begins."""
    edges = [edge for period in periods for edge in period]
    return bool(edges) and all(earlier < later for earlier, later in pairwise(edges))


def in_utc(at: datetime) -> datetime:
    """The same moment in UTC. ValueError for a time without a zone, which Python would take for the machine's."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC)


@dataclass(frozen=True)
class WorkCalendar:
    """The working time of one community. Periods are local, within one day, in order, and without their last minute:
    at 12:00 the morning is over."""

    zone: ZoneInfo
    periods: tuple[Period, ...] = OFFICE_HOURS
    public_days: PublicDays = chinese_days
    overrides: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if not in_order(self.periods):
            raise ValueError("working periods must be given in order, each ending after it began")

    def works_on(self, day: date) -> bool:
        """Whether people work on this day: the operator's word, else the public calendar's, else Monday to Friday."""
        if day in self.overrides:
            return self.overrides[day]
        known = self.public_days(day)
        return weekdays_only(day) if known is None else known

    def estimated(self, day: date) -> bool:
        """Whether `works_on` is only a guess, because neither the operator nor the public calendar knows the day."""
        return day not in self.overrides and self.public_days(day) is None

    def guesses(self, year: int) -> bool:
        """Whether a whole year is estimated: nobody has announced it, and the operator has not set its holidays."""
        announced = self.public_days(date(year, 1, 1)) is not None
        return not announced and sum(day.year == year for day in self.overrides) < HOLIDAYS

    def workday_before(self, day: date) -> date:
        """The last day before `day` on which people worked."""
        day -= timedelta(days=1)
        while not self.works_on(day):
            day -= timedelta(days=1)
        return day

    def is_working(self, at: datetime) -> bool:
        """Whether this moment is inside working time."""
        return any(start <= at < end for start, end in self._hours(at.astimezone(self.zone).date()))

    def next_working_minute(self, at: datetime) -> datetime:
        """`at` itself inside working time, otherwise the moment when work next begins, in UTC. Never goes back."""
        at = in_utc(at)
        day = at.astimezone(self.zone).date()
        while True:
            ahead = [max(at, start) for start, end in self._hours(day) if at < end]
            if ahead:
                return min(ahead)
            day += timedelta(days=1)

    def _hours(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The day's periods in UTC. A period that the change to summer time swallows is left out."""
        if not self.works_on(day):
            return
        for start, end in self.periods:
            begins, ends = (datetime.combine(day, edge, self.zone).astimezone(UTC) for edge in (start, end))
            if begins < ends:
                yield begins, ends
