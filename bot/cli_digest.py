"""`gridbee digest`: a digest without Telegram, as text and as a picture."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import click

from bot.cli_parts import DAY, one_line_errors, settings_of, with_config
from domain.errors import Refusal
from domain.habits import Digests

_TAG = re.compile(r"<[^>]*>")


@click.command()
@with_config
@click.argument("area")
@click.option(
    "--date", "day", type=DAY,
    help="哪天的事，默认昨天（周报上周、月报上个月）。The day; default: yesterday, the last whole week or month.",
)  # fmt: skip
@click.option("--kind", type=click.Choice([str(one) for one in Digests]), default="daily", show_default=True)
@click.option("--language", type=click.Choice(["zh_CN", "en"]), help="默认用设置里的。Default: the settings'.")
@click.option("--png", type=click.Path(path_type=Path, dir_okay=False), help="把图存成文件。Write the picture.")
def digest(config: Path, area: str, day: datetime | None, kind: str, language: str | None, png: Path | None) -> None:
    """某个区域的早报、周报、月报。The digest of an area: the day, or the whole week or month that it lies in."""
    settings, words = settings_of(config)
    from bot.digesting import digest_of, last_day  # noqa: PLC0415

    with one_line_errors(words):
        now = datetime.now(UTC)
        today = now.astimezone(settings.community.timezone).date()
        about = day.date() if day else last_day(Digests(kind), today)
        if about > today:
            raise Refusal("refusal.digest_future", day=about.isoformat())
        shown = digest_of(settings, area, Digests(kind), about, language or settings.community.language, now)
        click.echo(unescape(_TAG.sub("", shown.text)))
        if png is not None and shown.drawn is not None:
            png.write_bytes(shown.drawn())
