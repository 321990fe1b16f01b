"""Text as Telegram measures and marks it: UTF-16 units, and the entities it finds by itself."""

import re
from collections.abc import Iterable

from simulator.refusals import JsonDict

Entities = tuple[JsonDict, ...]

_FINDERS = (
    (
        "url",
        re.compile(
            r"(?:https?://|www\.)[^\s<>\"'，。；！？（）]+|(?<![\w@.])t\.me/[^\s<>\"'，。；！？（）]+", re.IGNORECASE
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])", re.ASCII)),
    ("mention", re.compile(r"(?<![\w.@/])@[A-Za-z0-9_]{3,32}(?!\w)", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d \-]{7,17}\d(?!\w)")),
)
_MAY_HOLD_ENTITIES = re.compile(r"[/@#+.]")
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, Telegram's measure."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def found_in(text: str) -> list[JsonDict]:
    """The entities Telegram marks without being asked: commands, mentions, links, hashtags, numbers."""
    if not _MAY_HOLD_ENTITIES.search(text):
        return []
    taken: list[tuple[int, int]] = []
    found: list[JsonDict] = []
    for kind, finder in _FINDERS:
        for hit in finder.finditer(text):
            start, end = hit.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            found.append({"type": kind, "offset": units(text[:start]), "length": units(hit.group())})
    return ordered(found)


def with_found(text: str, given: Iterable[JsonDict]) -> Entities:
    """The given entities and those found by themselves, except inside code and links."""
    given = list(given)
    closed = [entity for entity in given if entity["type"] in _CLOSED]
    extra = [entity for entity in found_in(text) if not any(_overlap(entity, other) for other in closed)]
    return tuple(ordered([*given, *extra]))


def ordered(entities: Iterable[JsonDict]) -> list[JsonDict]:
    """Outer before inner, as Telegram lists them."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def piece(text: str, entity: JsonDict) -> str:
    """The part of the text an entity covers."""
    raw = text.encode("utf-16-le")
    start = 2 * entity["offset"]
    return raw[start : start + 2 * entity["length"]].decode("utf-16-le")


def trimmed(text: str, entities: Iterable[JsonDict]) -> tuple[str, list[JsonDict]]:
    """The text without the blank space around it, its entities moved along; empty ones go."""
    kept = text.rstrip()
    lead = units(kept) - units(kept.lstrip())
    kept = kept.lstrip()
    end = units(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] - lead + entity["length"], end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return kept, moved


def _overlap(one: JsonDict, other: JsonDict) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
