"""`gridbee ledger` and `gridbee statement`: the points' books as files."""

from datetime import datetime
from pathlib import Path

import click

from bot.cli_parts import one_line_errors, settings_of, with_config

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@with_config
@click.argument("file", type=_FILE)
@click.option("--area", metavar="CODE", help="只要一个社区。Only this community.")
def ledger(config: Path, file: Path, area: str | None) -> None:
    """积分流水，写成 .xlsx 或 .csv。Write the points ledger to a file, for an auditor."""
    settings, words = settings_of(config)
    from bot.books import write_ledger  # noqa: PLC0415

    with one_line_errors(words):
        entries, accounts = write_ledger(settings, words, file, area)
    click.echo(words.plain("points.exported", n=entries, accounts=accounts, file=file))


@click.command()
@with_config
@click.argument("area", metavar="AREA")
@click.argument("month", type=click.DateTime(formats=["%Y-%m"]))
@click.argument("file", type=_FILE)
def statement(config: Path, area: str, month: datetime, file: Path) -> None:
    """一个月的兑换对账单（.xlsx）。Write a month of a community's shop to a workbook."""
    settings, words = settings_of(config)
    from bot.books import write_statement  # noqa: PLC0415

    with one_line_errors(words):
        write_statement(settings, words, file, area, month)
    click.echo(words.plain("shop.exported", month=f"{month:%Y-%m}", file=file))
