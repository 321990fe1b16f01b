"""`gridbee backup` and `gridbee restore`: one file with everything, and everything from one file."""

from datetime import datetime
from pathlib import Path

import click

from bot.cli_parts import one_line_errors, settings_of, with_config

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@with_config
@click.argument("file", type=_FILE)
@click.option("--without-photos", is_flag=True, help="不带照片（比如在 s3）。Leave photos out, say of a bucket.")
def backup(config: Path, file: Path, without_photos: bool) -> None:
    """备份成一个文件，机器人不用停。Write everything into one file, beside a running bot."""
    settings, words = settings_of(config)
    from bot.backing_up import back_up  # noqa: PLC0415

    with one_line_errors(words):
        made = back_up(settings, file, with_photos=not without_photos)
        size = max(1, file.stat().st_size // 1024)
    key = "program.backup.done" if made.with_photos else "program.backup.done_without_photos"
    click.echo(words.plain(key, cases=made.cases, photos=made.photos, size=size, file=file))
    if made.gone:
        click.echo(words.plain("program.backup.gone", gone=made.gone))


@click.command()
@with_config
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="已有的数据挪到一边。Put what is there aside.")
def restore(config: Path, file: Path, force: bool) -> None:
    """从备份恢复，先停机器人。Bring a backup back; stop the bot first."""
    settings, words = settings_of(config)
    from bot.backing_up import bring_back  # noqa: PLC0415

    with one_line_errors(words):
        done = bring_back(settings, file, force=force)
    about = done.manifest
    made = datetime.fromisoformat(about.made_at).astimezone(settings.community.timezone)
    key = "program.restore.done" if about.with_photos else "program.restore.done_without_photos"
    click.echo(words.plain(key, cases=about.cases, photos=about.photos, made=f"{made:%Y-%m-%d %H:%M}"))
    for place in done.aside:
        click.echo(words.plain("program.restore.aside", place=place))
