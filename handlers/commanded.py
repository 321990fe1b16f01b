"""A command with everything that came with it, narrowed as guards.py does: its words, and what it replied to."""

from dataclasses import dataclass

from telegram import Update

from domain.chats import Picture
from domain.people import Who
from handlers import guards
from handlers.context import Source


@dataclass(frozen=True)
class Commanded:
    """Who commanded what: its pictures, or those of the message beneath which they did, and who wrote that."""

    source: Source
    words: str = ""
    pictures: tuple[Picture, ...] = ()
    whom: Who | None = None


def commanded(update: Update) -> Commanded | None:
    """The command of an update with its lines kept; None where nobody wrote it."""
    source, message = guards.source_of(update), update.effective_message
    if source is None or message is None:
        return None
    said = message.text or message.caption or ""
    words, own = (said.partition(" ")[2] or said.partition("\n")[2]).strip(), guards.pictures_of(message)
    earlier = message.reply_to_message
    if earlier is None:
        return Commanded(source, words, own)
    author = earlier.from_user
    whom = guards.who_is(author) if author is not None and not author.is_bot else None
    return Commanded(source, words, own or guards.pictures_of(earlier), whom)
