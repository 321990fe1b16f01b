"""Reads config.toml and the environment into one checked object, or says everything that is wrong with them."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource

from bot.config_mistakes import Mistakes
from bot.settings import Settings
from views.catalog import Catalogs

__all__ = ["ConfigError", "Settings", "load"]

_PREFIX, _STEP = "GRIDBEE_", "__"


class ConfigError(Exception):
    """The settings cannot be used. `lines` tells the operator why: one line for each mistake, in their language."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


def load(path: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the file, overridden by `GRIDBEE_SECTION__KEY` variables; relative paths start at its folder.

    Raises ConfigError with every mistake at once. Neither it nor the settings' repr ever contains the token.
    """
    overrides = _overrides(environ)
    try:
        raw = _merged(_read(path), overrides)
    except OSError as error:
        key = "no_file" if isinstance(error, FileNotFoundError) else "unreadable"
        raise ConfigError([_mistakes({}, {}, environ).of_file(key, path, error.strerror or "")]) from None
    except ValueError as error:  # of TOML's grammar, or bytes that are no text
        raise ConfigError([_mistakes({}, {}, environ).of_file("not_toml", path, str(error))]) from None
    _expect_sections(raw)
    try:
        settings = Settings(**raw)
    except ValidationError as error:
        lines = _mistakes(raw, overrides, environ).of_values(error.errors(include_url=False, include_context=False))
    else:
        return settings.within(path.absolute().parent)
    raise ConfigError(lines)  # out here: the library's error holds what was written, and would be chained to it


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_bytes().decode("utf-8-sig"))  # Windows' editor likes to write the mark


def _overrides(environ: Mapping[str, str]) -> dict[str, Any]:
    source = EnvSettingsSource(Settings)
    # empty ones count as not set: compose files hand on variables that nobody filled
    named = {name.lower(): text for name, text in environ.items() if name.upper().startswith(_PREFIX) and text}
    source.env_vars = {name: text for name, text in named.items() if _STEP in name}
    sections = (name.removeprefix(_PREFIX.lower()).split(_STEP)[0] for name in source.env_vars)
    return {section: {} for section in sections} | source()


def _merged(written: dict[str, Any], overrides: dict[str, Any]) -> dict[str, Any]:
    merged = dict(written)
    for key, value in overrides.items():
        before = merged.get(key)
        merged[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


def _expect_sections(raw: dict[str, Any]) -> None:
    """Sections that cannot be left out count as empty, so that what they lack is told with all other mistakes."""
    telegram = raw.setdefault("telegram", {})
    if isinstance(telegram, dict) and telegram.get("mode") == "webhook":
        telegram.setdefault("webhook", {})


def _mistakes(raw: dict[str, Any], overrides: dict[str, Any], environ: Mapping[str, str]) -> Mistakes:
    community = raw.get("community")
    language = community.get("language") if isinstance(community, dict) else None
    spoken = language if isinstance(language, str) else environ.get("LC_ALL") or environ.get("LANG")
    return Mistakes(Catalogs()(spoken), raw, overrides)
