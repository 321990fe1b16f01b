"""Values of messages, written out for one reader: times in local words, categories and roles by name."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.taxonomy import Taxonomy
from views.catalog import Words
from views.moments import short_moment
from views.outgoing import clip

LONGEST = 500


def written_out(
    given: dict[str, Any], words: Words, zone: ZoneInfo, now: datetime, taxonomy: Taxonomy
) -> dict[str, Any]:
    """The values of an intent or an answer as this reader sees them."""
    return {key: _value(one, words, zone, now, taxonomy) for key, one in given.items()}


def category_name(slug: str, words: Words, taxonomy: Taxonomy) -> str:
    """A category's name; one that the taxonomy has lost is shown by its slug."""
    known = taxonomy.categories.get(slug)
    return known.name(words.language) if known else slug


def found_by(words: Words, name: str, problems: int, suggestions: int, *, each: bool = False) -> str:
    """A name with the problems and suggestions of a week, whichever there are; `each`: several people have as many."""
    counts = (("problems", problems), ("suggestions", suggestions))
    parts = [words.plain(f"digest.champion.{what}", n=n) for what, n in counts if n]
    key = "digest.champion.each" if each else "digest.champion.one"
    return words.plain(key, name=name, what=words.plain("digest.champion.and").join(parts))


def _value(one: Any, words: Words, zone: ZoneInfo, now: datetime, taxonomy: Taxonomy) -> Any:
    if isinstance(one, dict) and len(one) == 1:
        ((kind, value),) = one.items()
        if kind == "$at":
            return short_moment(datetime.fromisoformat(value).astimezone(zone), now.astimezone(zone), words)
        if kind == "$category":
            return category_name(value, words, taxonomy)
        if kind in ("$role", "$status", "$urgency"):
            return words.plain(f"{kind[1:]}.{value}") if value else ""
    return clip(one, LONGEST) if isinstance(one, str) else one
