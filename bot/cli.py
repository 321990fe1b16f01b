"""The program's commands. Heavy parts are imported by the command that needs them, so that `--help` is quick."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import click

from bot.cli_backup import backup, restore
from bot.cli_calendar import calendar
from bot.cli_digest import digest
from bot.cli_parts import one_line_errors, settings_of, with_config
from bot.cli_points import ledger, statement
from domain.errors import Refusal
from views.catalog import Catalogs


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="gridbee")
def main() -> None:
    """蜂格 Gridbee: 楼栋群里拍张照，就有人管到底。A photo in the building's group becomes a solved case."""
    os.umask(0o077)  # whatever we write, the database, photos, backups, is for whoever runs us alone


main.add_command(backup)
main.add_command(restore)
main.add_command(calendar)
main.add_command(digest)
main.add_command(ledger)
main.add_command(statement)


@main.command()
@with_config
@click.option(
    "--log-level", type=click.Choice(["DEBUG", "INFO", "WARNING", "ERROR"], case_sensitive=False),
    help="记多少日志，默认看设置。How much is logged; default: the settings'.",
)
@click.option("--json-logs", is_flag=True, help="一行一条 JSON。One JSON object a line.")
@click.option(
    "--role", type=click.Choice(["all", "receiver", "worker", "sender"]), default="all", show_default=True,
    help="几个进程分着做（要 PostgreSQL）。What this process does of it (needs PostgreSQL).",
)
def run(config: Path, log_level: str | None, json_logs: bool, role: str) -> None:
    """运行，Ctrl-C 停。Run until Ctrl-C."""
    settings, words = settings_of(config)
    from bot import app, logs  # noqa: PLC0415
    from bot.sharing import ProcessRole  # noqa: PLC0415

    with one_line_errors(words):
        as_json = json_logs or settings.logging.format == "json"
        logs.set_up(log_level or settings.logging.level, as_json=as_json, secrets=settings.secrets())
        asyncio.run(app.run(settings, ProcessRole(role)))


@main.command()
@with_config
def check(config: Path) -> None:
    """看看哪里没弄好，怎么弄。Say in plain lines what is wrong and how to mend it."""
    settings, words = settings_of(config)
    from bot.checkup import Checkup  # noqa: PLC0415

    with one_line_errors(words):
        findings = asyncio.run(Checkup(settings, words).run())
    for finding in findings:
        click.echo(f"{finding.mark} {finding.line}")
    if any(finding.bad for finding in findings):
        sys.exit(1)


@main.command("import")
@with_config
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--dry-run", is_flag=True, help="只看会改什么。Only show what would change.")
def import_(config: Path, file: Path, dry_run: bool) -> None:
    """导入区域。Bring the areas of a file in; it can be run again."""
    settings, words = settings_of(config)
    from bot.setting_up import bring_in  # noqa: PLC0415

    with one_line_errors(words):
        changes = bring_in(settings, file, dry_run=dry_run)
    for change in changes:
        click.echo(words.plain(f"program.import.{change.what}", code=change.code, detail=change.detail))
    key = "program.import.nothing" if not changes else "program.import.would" if dry_run else "program.import.done"
    click.echo(words.plain(key, n=len(changes)))


@main.command()
@with_config
@click.argument("role")
@click.argument("area")
@click.option("--name", default="", help="怎么称呼，例如 陈师傅。How people call them.")
def invite(config: Path, role: str, area: str, name: str) -> None:
    """请人进来，打印一个链接。Print one single-use link for a role at an area.

    \b
    ROLE: grid_worker 网格员    building_head 楼栋长  property 物管家
          mediator 和事佬       red_steward 红管家    owners 业委会
          committee 居委会      secretary 书记        street_dept 街道职能部门
    AREA: 区域文件里的编号，例如 FHC-1。A code of the area file.
    """
    settings, words = settings_of(config)
    from bot.inviting import new_link  # noqa: PLC0415

    with one_line_errors(words):
        click.echo(asyncio.run(new_link(settings, role, area, name)))


@main.command()
@with_config
@click.option("--retry", "row", type=int, metavar="ID", help="再试一次。Try this one again.")
def parked(config: Path, row: int | None) -> None:
    """处理不了的消息。List updates that could not be handled, or try one again."""
    settings, words = settings_of(config)
    from bot.setting_up import parked_rows, try_again  # noqa: PLC0415

    with one_line_errors(words):
        if row is not None:
            if not try_again(settings, row):
                raise Refusal("program.parked.none_such", row=row)
            click.echo(words.plain("program.parked.again", row=row))
            return
        rows = parked_rows(settings)
    for one in rows:
        at = one.ended_at.astimezone(settings.community.timezone)
        click.echo(words.plain("program.parked.line", row=one.id, at=f"{at:%Y-%m-%d %H:%M}", error=one.error))
    if not rows:
        click.echo(words.plain("program.parked.nothing"))


@main.group()
def db() -> None:
    """数据库。The database."""


@db.command()
@with_config
def upgrade(config: Path) -> None:
    """升级表结构。Bring the schema up to date."""
    settings, words = settings_of(config)
    from storage import migrate  # noqa: PLC0415

    with one_line_errors(words):
        migrate.upgrade(settings.storage.database)
    click.echo(words.plain("program.db.done"))


@main.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="网页端口。The page's port."
)
@click.option("--no-browser", is_flag=True, help="不打开浏览器。Don't open the browser.")
@click.option("--fresh", is_flag=True, help="从头再来。Forget the last run.")
@click.option("--terminal", is_flag=True, help="在这里演一遍，不开网页。Play the story here, without a page.")
def demo(port: int, no_browser: bool, fresh: bool, terminal: bool) -> None:
    """演示：不要令牌，不连网。A made-up neighbourhood: no token, no network."""
    words = Catalogs()(os.environ.get("LANG"))
    with one_line_errors(words):
        if terminal:
            from demo.story import play  # noqa: PLC0415

            asyncio.run(play(os.environ.get("LANG")))
            return
        from demo.run import main as page  # noqa: PLC0415

        sys.exit(page(port=port, browser=not no_browser, fresh=fresh, folder=None))


@main.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--taxonomy", type=click.Path(path_type=Path), help="别的分类文件。Another taxonomy.")
def classify(file: Any, taxonomy: Path | None) -> None:
    """一行一句，看看会怎么分。One caption per line in, a table (TSV) out."""
    from domain.understanding_table import HEADER, rows, text_of  # noqa: PLC0415

    with one_line_errors(Catalogs()(os.environ.get("LANG"))):
        classifier = _classifier(taxonomy)
    out = sys.stdout.buffer  # the table is UTF-8, whatever the terminal speaks
    out.write("\t".join(HEADER).encode() + b"\n")
    for row in rows((text_of(line) for line in file), classifier):
        out.write("\t".join(row).encode() + b"\n")
    out.flush()


@main.group()
def taxonomy() -> None:
    """分类表。The taxonomy."""


@taxonomy.command("check")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
def check_taxonomy(file: Path) -> None:
    """把分类表里的错都指出来。Name every mistake of a taxonomy."""
    from domain.taxonomy import load  # noqa: PLC0415

    words = Catalogs()(os.environ.get("LANG"))
    with one_line_errors(words):
        load(file)
    click.echo(words.plain("program.taxonomy.good"))


def _classifier(path: Path | None) -> Any:
    from domain.classify import Classifier  # noqa: PLC0415
    from domain.taxonomy import load  # noqa: PLC0415

    return Classifier(load(path))


if __name__ == "__main__":
    main()
