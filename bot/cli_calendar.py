"""`gridbee calendar`: which days and hours are worked, and the operator's own changes to them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import click

from bot.cli_parts import DAY, one_line_errors, settings_of, with_config
from bot.setting_kinds import WorkingHours
from domain.calendar import Period
from views.catalog import Words
from views.moments import clock, short_day

MOST_DAYS = 31
"""So many days are set at once, so that a slip in a year does not change a calendar for good."""


@click.group()
def calendar() -> None:
    """上班和放假的日子。Working days and holidays."""


@calendar.command("list")
@with_config
@click.argument("year", type=click.IntRange(2000, 2100), required=False)
def list_(config: Path, year: int | None) -> None:
    """看一年的节假日、调休和改过的日子。Show a year (default: this one and, where it matters, the next)."""
    settings, words = settings_of(config)
    from bot.setting_up import calendar_years  # noqa: PLC0415

    today = datetime.now(UTC).astimezone(settings.community.timezone).date()
    years = [year] if year else [today.year, today.year + 1]
    with one_line_errors(words):
        shown = calendar_years(settings, years)
    for one in shown:
        title = "program.calendar.estimated" if one.estimated else "program.calendar.year"
        click.echo(words.plain(title, year=one.number))
        click.echo(words.plain("program.calendar.free", days=_spans(one.free, words) or "–"))
        click.echo(words.plain("program.calendar.made_up", days=_spans(one.made_up, words) or "–"))
        for day, works in one.own:
            click.echo(words.plain(f"program.calendar.own.{'work' if works else 'off'}", day=day.isoformat()))


@calendar.command("set")
@with_config
@click.argument("day", type=DAY)
@click.argument("what", type=click.Choice(["work", "off"]))
@click.option("--to", "last", type=DAY, help="一直到这天，比如春节。Up to this day, as for the Spring Festival.")
def set_(config: Path, day: datetime, what: str, last: datetime | None) -> None:
    """把某天（或者连着几天）改成上班或放假。Make a day, or several in a row, worked or free."""
    settings, words = settings_of(config)
    from bot.setting_up import set_day  # noqa: PLC0415

    days = ((last or day).date() - day.date()).days
    if not 0 <= days < MOST_DAYS:
        raise click.BadParameter(words.plain("program.calendar.to_how", most=MOST_DAYS), param_hint="--to")
    for one in (day.date() + timedelta(days=number) for number in range(days + 1)):
        with one_line_errors(words):
            set_day(settings, one, works=what == "work")
        click.echo(words.plain(f"program.calendar.own.{what}", day=one.isoformat()))


@calendar.command()
@with_config
@click.argument("day", type=DAY)
def clear(config: Path, day: datetime) -> None:
    """这天改回公共日历。Let the public calendar decide about a day again."""
    settings, words = settings_of(config)
    from bot.setting_up import clear_day  # noqa: PLC0415

    with one_line_errors(words):
        found = clear_day(settings, day.date())
    key = "program.calendar.cleared" if found else "program.calendar.nothing"
    click.echo(words.plain(key, day=day.date().isoformat()))


@calendar.command()
@with_config
@click.argument("area", required=False)
@click.argument("spans", nargs=-1)
@click.option("--clear", "none", is_flag=True, help="改回大家的时间。Back to everybody's hours.")
def hours(config: Path, area: str | None, spans: tuple[str, ...], none: bool) -> None:
    """某个社区自己的上班时间，比如 FHC 8:30-11:30 14:00-17:30。A community's own working hours; alone it shows them."""
    settings, words = settings_of(config)
    from bot.setting_up import community_hours, set_hours  # noqa: PLC0415

    if area and (spans or none):
        with one_line_errors(words):
            set_hours(settings, area, None if none else _periods(spans, words))
    with one_line_errors(words):
        own = community_hours(settings)
    everybody = settings.community.working_hours
    click.echo(words.plain("program.calendar.hours", hours=_clocks(everybody)))
    for place, periods in own:
        click.echo(words.plain("program.calendar.own_hours", area=place.name, code=place.code, hours=_clocks(periods)))


def _periods(spans: tuple[str, ...], words: Words) -> tuple[Period, ...]:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  only this command needs it here

    try:
        return TypeAdapter(WorkingHours).validate_python(list(spans))
    except ValidationError:
        example = "8:30-11:30 14:00-17:30"
        raise click.UsageError(words.plain("program.calendar.hours_how", example=example)) from None


def _clocks(periods: Iterable[Period]) -> str:
    return ", ".join(f"{clock(start)}–{clock(end)}" for start, end in periods)


def _spans(days: Iterable[date], words: Words) -> str:
    """Days that follow each other as one span."""
    numbered = sorted(days)
    runs = [list(run) for _, run in groupby(enumerate(numbered), lambda pair: pair[1].toordinal() - pair[0])]
    ends = [[run[0][1], run[-1][1]] for run in runs]
    return ", ".join("–".join(short_day(day, words) for day in dict.fromkeys(pair)) for pair in ends)
