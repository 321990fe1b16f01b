"""Puts what is wrong with the settings into words: which key, what is wrong, what to write instead."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.redaction import Redaction
from bot.setting_kinds import Hint
from bot.settings import Settings
from domain.quiet import Quiet
from views.catalog import Words

_LONGEST = 60  # letters of a wrong value that are repeated
_SHORTEST = 8  # letters of a secret; hiding shorter ones would only garble the line


class Mistakes:
    """A line for each mistake in `raw`, of which `overrides` came from the environment; no secret gets into a line."""

    def __init__(self, words: Words, raw: Mapping[str, Any], overrides: Mapping[str, Any]) -> None:
        self._words = words
        self._overrides = overrides
        self._hidden = Redaction(_secrets_in(raw))

    def of_file(self, kind: str, path: Path, reason: str) -> str:
        """The file itself: `no_file`, `unreadable` or `not_toml`."""
        return self._hidden(self._words.plain(f"program.config.{kind}", file=path, reason=reason))

    def of_values(self, errors: Iterable[Mapping[str, Any]]) -> list[str]:
        """The library's errors about values, once for each key."""
        lines = {self._line(_names(error["loc"]), error["type"], error["input"]): None for error in errors}
        return [self._hidden(line) for line in lines]

    def _line(self, names: tuple[str, ...], kind: str, value: object) -> str:
        key = self._key(names)
        if kind == "extra_forbidden":
            return self._words.plain("program.config.unknown", name=key, write=self._instead(names))
        field = _field(names)
        hint = _hint(field)
        if field is None or hint is None:
            return self._words.plain("program.config.section", name=key, section=".".join(names))
        write = self._words.plain(f"program.config.write.{hint.text}", example=_example(field))
        if kind == "missing" or value == "":
            return self._words.plain("program.config.missing", name=key, write=write)
        if hint.secret:
            return self._words.plain("program.config.wrong_secret", name=key, write=write)
        return self._words.plain("program.config.wrong", name=key, write=write, value=_shown(value))

    def _instead(self, names: tuple[str, ...]) -> str:
        known = sorted(_fields(names[:-1]))
        close = get_close_matches(names[-1], known, n=1)
        if close:
            return self._words.plain("program.config.close", close=close[0])
        return self._words.plain("program.config.known", names=", ".join(known))

    def _key(self, names: tuple[str, ...]) -> str:
        """The name by which the operator wrote it: the variable's, where the value came from the environment."""
        found: object = self._overrides
        for name in names:
            if not isinstance(found, Mapping) or name not in found:
                return ".".join(names)
            found = found[name]
        return "GRIDBEE_" + "__".join(names).upper()


def _names(loc: tuple[int | str, ...]) -> tuple[str, ...]:
    """The path without positions inside a list: the mistake belongs to the setting."""
    return tuple(part for part in loc if isinstance(part, str))


def _fields(section: tuple[str, ...]) -> dict[str, FieldInfo]:
    fields: dict[str, FieldInfo] = Settings.model_fields
    for name in section:
        annotation = fields[name].annotation
        models = (a for a in (annotation, *get_args(annotation)) if isinstance(a, type) and issubclass(a, BaseModel))
        fields = next(models).model_fields
    return fields


def _field(names: tuple[str, ...]) -> FieldInfo | None:
    return _fields(names[:-1]).get(names[-1])


def _hint(field: FieldInfo | None) -> Hint | None:
    hints = [mark for mark in field.metadata if isinstance(mark, Hint)] if field else []
    return hints[-1] if hints else None


def _example(field: FieldInfo) -> str:
    default = field.get_default()
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, time):
        return f"{default:%H:%M}"
    if isinstance(default, ZoneInfo):
        return default.key
    if isinstance(default, Quiet):
        return _span((default.start, default.end))
    if isinstance(default, tuple) and default and isinstance(default[0], tuple):
        return ", ".join(f'"{_span(one)}"' for one in default)
    return str(default)


def _span(span: tuple[time, time]) -> str:
    return "-".join(f"{edge:%H:%M}" for edge in span)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _secrets_in(raw: Mapping[str, Any], section: tuple[str, ...] = ()) -> Iterator[str]:
    """What was written for secret settings: it must not come out through another line either."""
    for name, field in _fields(section).items():
        value = raw.get(name)
        hint = _hint(field)
        if isinstance(value, Mapping) and hint is None:
            yield from _secrets_in(value, (*section, name))
        elif isinstance(value, str) and hint is not None and hint.secret and len(value) >= _SHORTEST:
            yield value
