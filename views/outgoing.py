"""What is to be sent, as plain values: the sender turns it into calls of the Bot API."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from domain.press import Press
from domain.sheet import Photo, Sheet
from views.catalog import Markup

CAPTION = 1024
TEXT = 4096
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Button:
    """A button that means a press, or opens a link."""

    label: str
    press: Press | None = None
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Comparison:
    """What the picture of before and after needs: the case, what it is called, and the written result."""

    sheet: Sheet
    title: str
    note: str


@dataclass(frozen=True)
class Outgoing:
    """A message: HTML text, buttons, perhaps a photo or an album (by Telegram's ids) or the before/after picture.

    `kept` is a picture of our own store: a file still holds all that its camera noted, so it is never handed on.
    """

    text: Markup
    buttons: Rows = ()
    photo: str = ""
    kept: str = ""
    before_after: Comparison | None = None
    document: tuple[str, bytes] | None = None
    drawn: Callable[[], bytes] | None = None
    album: tuple[str, ...] = ()
    silent: bool = False

    @property
    def has_photo(self) -> bool:
        """Whether the text is a caption."""
        return bool(self.photo or self.kept) or self.before_after is not None or self.drawn is not None


def with_photo(photo: Photo | None, text: Markup, buttons: Rows) -> Outgoing:
    """A message with a photo: Telegram's own, or ours where it was sent as a file, as soon as we have it."""
    if photo is None:
        return Outgoing(text, buttons)
    if photo.as_file:
        return Outgoing(text, buttons, kept=photo.path or "")
    return Outgoing(text, buttons, photo=photo.file_id)


@dataclass(frozen=True)
class Reaction:
    """A quiet receipt on somebody's message."""

    emoji: str


@dataclass(frozen=True)
class Deletion:
    """A message of ours that has served its purpose."""


Shown = Outgoing | Reaction | Deletion | None
"""None: pointless by now, so it is dropped."""


def as_read(markup: str) -> str:
    """What a reader sees of Telegram HTML, and what Telegram's limits count: without tags, every letter once."""
    return unescape(_TAG.sub("", markup))


def units(text: str) -> int:
    """The length by which Telegram counts: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def clip(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units of somebody's own words, ended with … when something was cut."""
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", errors="ignore")
    return kept.rstrip() + "…"
