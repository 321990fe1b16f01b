"""What an operator does beside a running bot: areas, calendars, parked updates. Each opens the database itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bot.rules import rules_of
from bot.settings import Settings
from domain.calendar import Period
from domain.people import Area
from storage import calendar_days, migrate, queues
from storage.unit import Unit
from usecases.import_areas import Change, import_areas
from usecases.keep_calendar import Year, keep_hours, own_hours, show_year, with_own_days
from usecases.read_areas import read_rows

T = TypeVar("T")


class _NotReally(Exception):
    """A dry run ends here, so that nothing is committed."""


def bring_in(settings: Settings, file: Path, *, dry_run: bool) -> list[Change]:
    """Import an area file. Raises BadFile with a line for every bad row."""
    rows = read_rows(file)
    changes: list[Change] = []

    def work(unit: Unit) -> None:
        changes.extend(import_areas(unit, rows))
        if dry_run:
            raise _NotReally

    try:
        in_one_unit(settings, work)
    except _NotReally:
        return changes
    return changes


def parked_rows(settings: Settings) -> list[Any]:
    """Updates that could not be handled."""
    return in_one_unit(settings, queues.parked)


def try_again(settings: Settings, row: int) -> bool:
    """Put a parked update back; a running bot takes it up within half a minute."""
    return in_one_unit(settings, lambda unit: queues.unpark(unit, row))


def calendar_years(settings: Settings, years: list[int]) -> list[Year]:
    """What these years look like, with the operator's own days."""

    def work(unit: Unit) -> list[Year]:
        calendar = unit.rules.calendar
        return [show_year(calendar, year) for year in years] if calendar else []

    return in_one_unit(settings, work)


def set_day(settings: Settings, day: date, *, works: bool) -> None:
    """Make a day worked or free; a running bot goes by it within half a minute."""
    in_one_unit(settings, lambda unit: calendar_days.put(unit, day, works=works))


def clear_day(settings: Settings, day: date) -> bool:
    """Let the public calendar decide again; False when it did so already."""
    return in_one_unit(settings, lambda unit: calendar_days.clear(unit, day))


def set_hours(settings: Settings, code: str, periods: tuple[Period, ...] | None) -> None:
    """Give a community working hours of its own, or with None everybody's again. Raises Refusal for another area."""
    in_one_unit(settings, lambda unit: keep_hours(unit, code, periods))


def community_hours(settings: Settings) -> list[tuple[Area, tuple[Period, ...]]]:
    """The communities that keep hours of their own."""
    return in_one_unit(settings, own_hours)


def in_one_unit(settings: Settings, work: Callable[[Unit], T]) -> T:
    """Run something in one transaction of its own: the schema up to date, the operator's days in the calendar."""
    migrate.upgrade(settings.storage.database)
    engine = migrate.sync_engine(settings.storage.database)
    try:
        with engine.begin() as connection:
            unit = Unit(connection, rules_of(settings))
            unit.rules = with_own_days(unit, unit.rules)
            result = work(unit)
            unit.flush()
            return result
    finally:
        engine.dispose()
