"""`gridbee calendar`: which days are worked, and the operator's own changes to it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import click

from bot.cli_parts import one_line_errors, settings_of, with_config
from views.catalog import Words
from views.moments import short_day

_DAY = click.DateTime(formats=["%Y-%m-%d", "%Y%m%d"])


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
@click.argument("day", type=_DAY)
@click.argument("what", type=click.Choice(["work", "off"]))
def set_(config: Path, day: datetime, what: str) -> None:
    """把某天改成上班或放假。Make a day worked or free."""
    settings, words = settings_of(config)
    from bot.setting_up import set_day  # noqa: PLC0415

    with one_line_errors(words):
        set_day(settings, day.date(), works=what == "work")
    click.echo(words.plain(f"program.calendar.own.{what}", day=day.date().isoformat()))


@calendar.command()
@with_config
@click.argument("day", type=_DAY)
def clear(config: Path, day: datetime) -> None:
    """这天改回公共日历。Let the public calendar decide about a day again."""
    settings, words = settings_of(config)
    from bot.setting_up import clear_day  # noqa: PLC0415

    with one_line_errors(words):
        found = clear_day(settings, day.date())
    key = "program.calendar.cleared" if found else "program.calendar.nothing"
    click.echo(words.plain(key, day=day.date().isoformat()))


def _spans(days: Iterable[date], words: Words) -> str:
    """Days that follow each other as one span."""
    numbered = sorted(days)
    runs = [list(run) for _, run in groupby(enumerate(numbered), lambda pair: pair[1].toordinal() - pair[0])]
    ends = [[run[0][1], run[-1][1]] for run in runs]
    return ", ".join("–".join(short_day(day, words) for day in dict.fromkeys(pair)) for pair in ends)
