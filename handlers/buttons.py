"""Callback data: `verb:number[:argument]`, at most 64 bytes, encoded and decoded here and nowhere else."""

import re

from domain.errors import NotUnderstood
from domain.press import Press, Verb

LIMIT = 64
_SHAPE = re.compile(r"([a-z]{2,12}):(\d{1,12})(?::([\w.-]{1,40}))?", re.ASCII)
_VERBS = frozenset(Verb)


def encode(press: Press) -> str:
    """The callback data of a button. Raises ValueError when it would not fit or not come back the same."""
    data = f"{press.verb}:{press.number}" + (f":{press.argument}" if press.argument else "")
    if len(data.encode()) > LIMIT or not _SHAPE.fullmatch(data):
        raise ValueError(f"not callback data: {data!r}")
    return data


def decode(data: str | None) -> Press:
    """What a press means. Whatever comes back is hostile until here. Raises NotUnderstood for anything else."""
    found = _SHAPE.fullmatch(data or "")
    if found is None or found[1] not in _VERBS:
        raise NotUnderstood("refusal.old_button")
    return Press(Verb(found[1]), int(found[2]), found[3] or "")
