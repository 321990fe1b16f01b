"""A command with everything that came with it, narrowed as guards.py does: its words, and what it replied to."""

from dataclasses import dataclass

from telegram import Update

from domain.chats import Picture
from domain.people import Who
from handlers import guards
from handlers.context import Source


@dataclass(frozen=True)
class Commanded:
    """Who commanded what, and the message beneath which they did: its pictures, and who wrote it."""

    source: Source
    words: str = ""
    pictures: tuple[Picture, ...] = ()
    whom: Who | None = None


def commanded(update: Update) -> Commanded | None:
    """The command of an update with its lines kept; None where nobody wrote it."""
    source, message = guards.source_of(update), update.effective_message
    if source is None or message is None:
        return None
    words = (message.text or "").partition(" ")[2] or (message.text or "").partition("\n")[2]
    earlier = message.reply_to_message
    if earlier is None:
        return Commanded(source, words.strip())
    author = earlier.from_user
    whom = guards.who_is(author) if author is not None and not author.is_bot else None
    return Commanded(source, words.strip(), guards.pictures_of(earlier), whom)
