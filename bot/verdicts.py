"""What to do with a message that Telegram did not take: one table from its refusals to what follows.

The words are Telegram's own, as its server and TELEGRAM.md have them; they are compared in small letters.
"""

from enum import Enum, auto

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter

from storage.photo_store import PhotoStoreAway


class Verdict(Enum):
    """What becomes of the message."""

    DONE = auto()
    ANEW = auto()
    WITHOUT_PHOTO = auto()
    NO_REACTIONS = auto()
    CLOSED = auto()
    SHUT = auto()
    MOVED = auto()
    WAIT = auto()
    LATER = auto()
    FAILED = auto()


_DONE = (
    "message is not modified", "message to delete not found", "message can't be deleted", "message to react not found",
)  # fmt: skip
_GONE = (
    "message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in the message",
    "there is no caption in the message",
)  # fmt: skip
_PHOTO = (
    "wrong file identifier", "wrong remote file", "wrong type of the web page content", "failed to get http",
    "file reference", "invalid file_id", "not enough rights to send photos", "not enough rights to send documents",
    "chat_send_photos_forbidden", "chat_send_media_forbidden", "chat_send_docs_forbidden",
)  # fmt: skip
_CLOSED = (
    "chat not found", "not enough rights to send", "have no rights to send", "chat_write_forbidden", "peer_id_invalid",
    "user is deactivated", "group chat was deactivated",
)  # fmt: skip
_SHUT = ("topic_closed", "chat_restricted")
"""Nobody may write there for now. Nobody has sent us away, so an operator hears of it."""
_NEVER = ("entity too large",)


def verdict(error: Exception, *, edits: bool = False, reaction: bool = False, pictured: bool = False) -> Verdict:
    """What follows from an error. `edits` a message that stood, is a `reaction`, is `pictured` and could do without."""
    text = said(error)
    if isinstance(error, RetryAfter):
        return Verdict.WAIT
    if isinstance(error, ChatMigrated):
        return Verdict.MOVED
    if isinstance(error, Forbidden):
        return Verdict.CLOSED
    if isinstance(error, BadRequest):
        return _refused(text, edits=edits, reaction=reaction, pictured=pictured)
    if isinstance(error, NetworkError | InvalidToken | PhotoStoreAway) and not _any(_NEVER, text):
        return Verdict.LATER
    return Verdict.FAILED


def said(error: Exception) -> str:
    """The error's words, in small letters."""
    return str(getattr(error, "message", "") or error).lower()


def _refused(text: str, *, edits: bool, reaction: bool, pictured: bool) -> Verdict:
    if _any(_DONE, text):
        return Verdict.DONE
    if edits and _any(_GONE, text):
        return Verdict.ANEW
    if reaction and "reaction" in text:
        return Verdict.NO_REACTIONS
    if pictured and _any(_PHOTO, text):
        return Verdict.WITHOUT_PHOTO
    if _any(_SHUT, text):
        return Verdict.SHUT
    return Verdict.CLOSED if _any(_CLOSED, text) else Verdict.FAILED


def _any(words: tuple[str, ...], text: str) -> bool:
    return any(one in text for one in words)
