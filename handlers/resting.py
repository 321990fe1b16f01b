"""What of a person who rests still gets through, and what of it counts as held back."""

from datetime import datetime
from enum import IntEnum

from telegram import Update

from domain.people import Person
from domain.rules import Rules
from handlers import wording

THEIR_RIGHT = frozenset({"privacy", "export_me", "delete_me"})
"""What nobody can be asked to wait for."""


class Passes(IntEnum):
    """How far something gets while its sender rests."""

    NOTHING = 0
    LIVES = 1
    """Lives may be at stake: not when an operator said that nothing gets through."""
    ANYTHING = 2


def needed(person: Person, now: datetime) -> Passes:
    """How far something must get to be heard now."""
    if not person.rests(now):
        return Passes.NOTHING
    return Passes.ANYTHING if person.rests_wholly else Passes.LIVES


def passes(update: Update | None, rules: Rules) -> Passes:
    """How far an update gets."""
    text = _words(update)
    if wording.command_of(text, rules.bot_username) in THEIR_RIGHT:
        return Passes.ANYTHING
    return Passes.LIVES if text and rules.classifier.read(text).hazard else Passes.NOTHING


def is_for_us(update: Update | None, rules: Rules) -> bool:
    """Whether we would have done something about it: what neighbours say to each other is not held back by anybody."""
    message = update.message if update is not None else None
    if update is None or message is None:
        return update is not None and update.callback_query is not None
    text = _words(update)
    told_us = text.startswith("/") or wording.names(text, rules.bot_username)
    return message.chat.type == "private" or told_us or bool(message.photo or message.document)


def _words(update: Update | None) -> str:
    message = (update.message or update.edited_message) if update is not None else None
    return wording.readable((message.text or message.caption or "") if message is not None else "")
