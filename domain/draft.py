"""Something that may become a report or a result, and the one open question to a person in a chat."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.spoken import Spoken


class Stage(StrEnum):
    """`album` is still coming in, `held` waits for text or a photo, `asked` for "is this a report?",
    `place` for "which building?", `private` for the person to come to the private chat.
    """

    ALBUM = "album"
    HELD = "held"
    ASKED = "asked"
    PLACE = "place"
    PRIVATE = "private"


class Ask(StrEnum):
    """The kinds of prompts."""

    DONE = "done"
    REFUSE = "refuse"
    ASK = "ask"
    EXTERNAL = "external"
    REOPEN = "reopen"
    PLACE = "place"
    ANSWER = "answer"
    EXTEND = "extend"


@dataclass(frozen=True)
class Draft:
    """A photo or text that may become a report (`purpose` report), an answer to a prompt, or a worker's result.

    Its latest half was sent at `sent_at`, which may be long before it was handled (`made_at`); None: nobody knows.
    """

    id: int
    chat_id: int
    person_id: int
    purpose: str
    stage: Stage
    message_id: int
    made_at: datetime
    expires_at: datetime
    album: str | None = None
    text: str = ""
    case_id: int | None = None
    area_id: int | None = None
    on_behalf: str = ""
    anonymous: bool = False
    explicit: bool = False
    forwarded: bool = False
    spoken: Spoken = ()
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Prompt:
    """The one open question that the bot has put to a person in a chat."""

    id: int
    person_id: int
    chat_id: int
    kind: Ask
    case_id: int | None
    draft_id: int | None
    expires_at: datetime


def apart(one: datetime | None, other: datetime | None) -> timedelta:
    """How long after each other they were sent; both may have waited for us, and are handled together."""
    return timedelta(0) if one is None or other is None else abs(one - other)
