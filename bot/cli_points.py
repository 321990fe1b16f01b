"""`gridbee ledger` and `gridbee statement`: the points' books as files."""

from datetime import datetime
from pathlib import Path

import click

from bot.cli_parts import one_line_errors, settings_of, with_config
from views.catalog import Words

_FILE = click.Path(path_type=Path, dir_okay=False)


def _ends(words: Words, file: Path, *endings: str) -> None:
    """Whoever asks for another kind of file is told before anything is written."""
    if file.suffix.lower() not in endings:
        raise click.UsageError(words.plain("program.file_ends", endings=" / ".join(endings), file=file))


@click.command()
@with_config
@click.argument("file", type=_FILE)
@click.option("--area", metavar="CODE", help="只要一个社区。Only this community.")
def ledger(config: Path, file: Path, area: str | None) -> None:
    """积分流水，写成 .xlsx 或 .csv。Write the points ledger to a file, for an auditor."""
    settings, words = settings_of(config)
    from bot.books import write_ledger  # noqa: PLC0415

    _ends(words, file, ".xlsx", ".csv")
    with one_line_errors(words):
        entries, accounts = write_ledger(settings, words, file, area)
    click.echo(words.plain("points.exported", n=entries, accounts=accounts, file=file))


@click.command()
@with_config
@click.argument("area", metavar="AREA")
@click.argument("month", type=click.DateTime(formats=["%Y-%m", "%Y/%m"]))
@click.argument("file", type=_FILE)
def statement(config: Path, area: str, month: datetime, file: Path) -> None:
    """一个月的兑换对账单（.xlsx）。Write a month of a community's shop to a workbook."""
    settings, words = settings_of(config)
    from bot.books import write_statement  # noqa: PLC0415

    _ends(words, file, ".xlsx")
    with one_line_errors(words):
        write_statement(settings, words, file, area, month)
    click.echo(words.plain("shop.exported", month=f"{month:%Y-%m}", file=file))
