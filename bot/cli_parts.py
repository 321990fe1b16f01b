"""What the program's commands have in common: the settings they read, and errors in a line each."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from views.catalog import Catalogs, Words

if TYPE_CHECKING:
    from bot.config import Settings

DAY = click.DateTime(formats=["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"])
"""A day as operators type it."""


def with_config(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that takes `--config`."""
    return click.option(
        "--config", "config", type=click.Path(path_type=Path, readable=False), default=Path("config.toml"),
        show_default=True, help="设置文件 The settings file.",
    )(command)


def settings_of(config: Path) -> "tuple[Settings, Words]":
    """The settings and the words of their language; every mistake in them ends the program with its own line."""
    from bot.config import ConfigError, load  # noqa: PLC0415  a demonstration starts without settings, and at once

    try:
        settings = load(config)
    except ConfigError as error:
        for line in error.lines:
            click.echo(line, err=True)
        sys.exit(2)
    return settings, Catalogs()(settings.community.language)


@contextmanager
def one_line_errors(words: Words) -> Iterator[None]:
    """Whatever an operator can mend is told in a line; the rest stays a traceback, for it is our mistake."""
    try:
        yield
    except Exception as error:
        from bot.troubles import told  # noqa: PLC0415  it loads the database library, which not every command needs

        lines = told(error, words)
        if lines is None:
            raise
        for line in lines:
            click.echo(line, err=True)
        sys.exit(1)
