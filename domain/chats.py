"""The chats that the bot is in, and what people post there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import Who
from domain.press import Verb


class Mode(StrEnum):
    """How a group wants its photos to be taken: filed at once, asked about, or only on command."""

    AUTO = "auto"
    ASK = "ask"
    COMMAND = "command"


class Purpose(StrEnum):
    """What a bound group is."""

    NONE = ""
    BUILDING = "building"
    STATION = "station"
    STAFF = "staff"


@dataclass(frozen=True)
class Chat:
    """A private chat or a group that we know. `id` is ours; Telegram's own may change when a group migrates.

    `reopened`: it was closed to us until this very update.
    """

    id: int
    telegram_id: int
    kind: str
    title: str
    language: str
    person_id: int | None = None
    area_id: int | None = None
    purpose: Purpose = Purpose.NONE
    mode: Mode = Mode.AUTO
    closed: bool = False
    reactions: bool = True
    reopened: bool = False

    @property
    def is_private(self) -> bool:
        """Whether it is one person's chat with the bot."""
        return self.kind == "private"


@dataclass(frozen=True)
class Where:
    """The chat of an update, as Telegram names it."""

    telegram_id: int
    kind: str
    title: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture as Telegram names it; `as_file` when it was sent as a document."""

    file_id: str
    unique_id: str
    as_file: bool = False


@dataclass(frozen=True)
class Replied:
    """Somebody's message that a post replies to, as far as it could be reported."""

    message_id: int
    text: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Post:
    """What somebody wrote or showed. `text` is the message's own text or the caption; times are aware UTC.

    `named_us` means that it is for us in any case: by /report (`by_command`) or by our name. What was `forwarded` is
    somebody else's words. `yes` is the answer that the words are, `verb` the act, if they are nothing else.
    """

    who: Who
    where: Where
    message_id: int
    at: datetime
    text: str = ""
    pictures: tuple[Picture, ...] = ()
    album: str | None = None
    reply_to: int | None = None
    named_us: bool = False
    location: tuple[float, float] | None = None
    replied: Replied | None = None
    forwarded: bool = False
    by_command: bool = False
    yes: bool | None = None
    verb: Verb | None = None


class Chatter(Exception):
    """A post that has nothing to do with us: it leaves no trace, not even of who wrote it."""
