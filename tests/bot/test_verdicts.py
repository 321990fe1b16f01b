"""Telegram's refusals and what follows from each, as a table."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.verdicts import Verdict, verdict
from storage.photo_store import PhotoStoreAway

NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (RetryAfter(30), Verdict.WAIT),
        (ChatMigrated(-1001), Verdict.MOVED),
        (Forbidden("Forbidden: bot was blocked by the user"), Verdict.CLOSED),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Verdict.CLOSED),
        (Forbidden("Forbidden: user is deactivated"), Verdict.CLOSED),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Verdict.CLOSED),
        (BadRequest("Chat not found"), Verdict.CLOSED),
        (BadRequest("Not enough rights to send text messages to the chat"), Verdict.CLOSED),
        (BadRequest("TOPIC_CLOSED"), Verdict.SHUT),
        (BadRequest("CHAT_RESTRICTED"), Verdict.SHUT),
        (BadRequest(NOT_MODIFIED), Verdict.DONE),
        (BadRequest("Message to delete not found"), Verdict.DONE),
        (BadRequest("Message can't be deleted for everyone"), Verdict.DONE),
        (BadRequest("Can't parse entities: unsupported start tag"), Verdict.FAILED),
        (BadRequest("Message is too long"), Verdict.FAILED),
        (BadRequest("BUTTON_DATA_INVALID"), Verdict.FAILED),
        (NetworkError("Bad Gateway"), Verdict.LATER),
        (NetworkError("Internal Server Error (500)"), Verdict.LATER),
        (NetworkError("Request Entity Too Large (413)"), Verdict.FAILED),
        (TimedOut(), Verdict.LATER),
        (InvalidToken("Unauthorized"), Verdict.LATER),
        (PhotoStoreAway("the folder is not mounted"), Verdict.LATER),
        (Conflict("terminated by other getUpdates request"), Verdict.FAILED),
        (TelegramError("something new"), Verdict.FAILED),
    ],
)
def test_whatever_the_message_was(error: Exception, found: Verdict) -> None:
    assert verdict(error) is found
    assert verdict(error, edits=True, pictured=True) is found


@pytest.mark.parametrize(
    ("words", "about", "found"),
    [
        ("Message to edit not found", "edits", Verdict.ANEW),
        ("Message can't be edited", "edits", Verdict.ANEW),
        ("MESSAGE_ID_INVALID", "edits", Verdict.ANEW),
        ("There is no text in the message to edit", "edits", Verdict.ANEW),
        ("REACTION_INVALID", "reaction", Verdict.NO_REACTIONS),
        ("REACTIONS_TOO_MANY", "reaction", Verdict.NO_REACTIONS),
        ("Message to react not found", "reaction", Verdict.DONE),
        ("Wrong file identifier/HTTP URL specified", "pictured", Verdict.WITHOUT_PHOTO),
        ("Wrong remote file identifier specified: wrong padding in the string", "pictured", Verdict.WITHOUT_PHOTO),
        ("Not enough rights to send photos to the chat", "pictured", Verdict.WITHOUT_PHOTO),
        ("CHAT_SEND_PHOTOS_FORBIDDEN", "pictured", Verdict.WITHOUT_PHOTO),
    ],
)
def test_what_depends_on_the_message(words: str, about: str, found: Verdict) -> None:
    assert verdict(BadRequest(words), **{about: True}) is found
    assert verdict(BadRequest(words)) in (found, Verdict.FAILED, Verdict.CLOSED) or about == "edits"
