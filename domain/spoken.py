"""Which message each part of a text comes from, where one person's report was said in several."""

from collections.abc import Iterable, Mapping
from typing import Protocol

Spoken = tuple[tuple[int, int], ...]
"""A message and how many characters of the text are its own, in the order of the text; empty when all is of one."""


class Text(Protocol):
    """A draft, a report, or what was gathered for one."""

    @property
    def text(self) -> str:
        """All that was said."""

    @property
    def message_id(self) -> int | None:
        """The message that it began with."""

    @property
    def spoken(self) -> Spoken:
        """Whose words they are, where they are not all of `message_id`."""


def by_message(told: Text) -> dict[int, str]:
    """Each message's own words, in order."""
    found, rest = {}, told.text
    for message_id, length in told.spoken:
        found[message_id], rest = rest[:length], rest[length + 1 :]
    if rest or "\n".join(found.values()) != told.text:
        return {told.message_id or 0: told.text} if told.text else {}
    return found


def together(words: Mapping[int, str], message_id: int | None) -> tuple[str, Spoken]:
    """The text that they make, which began with `message_id`, and whose its parts are."""
    said = {of: text for of, text in words.items() if text}
    spoken = () if set(said) <= {message_id or 0} else tuple((of, len(text)) for of, text in said.items())
    return "\n".join(said.values()), spoken


def kept_as(spoken: Spoken) -> list[list[int]] | None:
    """How a row holds it."""
    return [list(one) for one in spoken] or None


def kept_in(column: Iterable[Iterable[int]] | None) -> Spoken:
    """What a row holds."""
    return tuple((of, length) for of, length in column or ())
