"""What is to be sent, as plain values: the sender turns it into calls of the Bot API."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.press import Press
from domain.sheet import Sheet
from views.catalog import Markup

CAPTION = 1024
TEXT = 4096


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
    """A message: HTML text, buttons, perhaps a photo or an album (by Telegram's ids) or the before/after picture."""

    text: Markup
    buttons: Rows = ()
    photo: str = ""
    photo_as_file: bool = False
    before_after: Comparison | None = None
    document: tuple[str, bytes] | None = None
    drawn: Callable[[], bytes] | None = None
    album: tuple[str, ...] = ()
    silent: bool = False

    @property
    def has_photo(self) -> bool:
        """Whether the text is a caption."""
        return bool(self.photo) or self.before_after is not None or self.drawn is not None


@dataclass(frozen=True)
class Reaction:
    """A quiet receipt on somebody's message."""

    emoji: str


@dataclass(frozen=True)
class Deletion:
    """A message of ours that has served its purpose."""


Shown = Outgoing | Reaction | Deletion | None
"""None: pointless by now, so it is dropped."""


def clip(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units of somebody's own words, ended with … when something was cut."""
    if len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    kept = text.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", errors="ignore")
    return kept.rstrip() + "…"
