"""Keeps the calendar: the operator's own days and a community's own hours, and a warning about guessed years."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.calendar import Period, WorkCalendar
from domain.errors import Refusal
from domain.people import Area, Level
from domain.rules import Rules
from storage import areas, calendar_days, runs, working_hours
from storage.unit import Unit
from usecases import telling
from usecases.access import area_of_code

DECEMBER = 12


@dataclass(frozen=True)
class Year:
    """A year of the calendar: the free weekdays, the worked weekends, and the days that the operator has changed."""

    number: int
    estimated: bool
    free: tuple[date, ...]
    made_up: tuple[date, ...]
    own: tuple[tuple[date, bool], ...]


def with_own_days(unit: Unit, rules: Rules) -> Rules:
    """The rules with the days and hours that the operator has changed by now; the very same ones when none was."""
    if rules.calendar is None:
        return rules
    calendar = replace(rules.calendar, overrides=calendar_days.every(unit))
    own = {community: replace(calendar, periods=some) for community, some in working_hours.every(unit).items()}
    if (calendar, own) == (rules.calendar, rules.own_calendars):
        return rules
    return replace(rules, calendar=calendar, own_calendars=own)


def keep_hours(unit: Unit, code: str, periods: tuple[Period, ...] | None) -> Area:
    """A community works at these hours from now on, or, with None, at everybody's again. Raises Refusal.

    What was promised stays; what is promised from now on goes by them.
    """
    area = area_of_code(unit, code)
    if area.level is not Level.COMMUNITY:
        raise Refusal("refusal.only_a_community", area=area.name)
    if periods is None:
        working_hours.clear(unit, area.id)
    else:
        working_hours.put(unit, area.id, periods)
    return area


def own_hours(unit: Unit) -> list[tuple[Area, tuple[Period, ...]]]:
    """The communities that keep hours of their own."""
    found = working_hours.every(unit)
    places = areas.several(unit, found)
    return [(places[community], periods) for community, periods in found.items()]


def show_year(calendar: WorkCalendar, number: int) -> Year:
    """What a year looks like."""
    first, last = date(number, 1, 1), date(number, 12, 31)
    days = [date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1)]
    return Year(
        number,
        calendar.guesses(number),
        free=tuple(day for day in days if _is_weekday(day) and not calendar.works_on(day)),
        made_up=tuple(day for day in days if not _is_weekday(day) and calendar.works_on(day)),
        own=tuple((day, works) for day, works in sorted(calendar.overrides.items()) if day.year == number),
    )


def guessed_years(calendar: WorkCalendar, today: date) -> list[int]:
    """The years that matter now and are only estimated: this one, and in December the next."""
    years = [today.year, today.year + 1] if today.month == DECEMBER else [today.year]
    return [year for year in years if calendar.guesses(year)]


def warn_of_guesses(unit: Unit, now: datetime) -> None:
    """The operators hear once a week that a year's holidays are only estimated."""
    if unit.rules.calendar is None:
        return
    today = now.astimezone(unit.rules.zone).date()
    monday = today - timedelta(days=today.weekday())
    for year in guessed_years(unit.rules.calendar, today):
        if runs.claim(unit, "calendar", year, monday, now):
            telling.tell_operators(unit, now, "ops.calendar", once=f"calendar:{year}:{monday}", year=year)


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5  # noqa: PLR2004  Monday to Friday
