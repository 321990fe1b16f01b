"""Messages as they stand in the chats: claimed, rendered and settled as the sender does it, at once."""

from dataclasses import dataclass
from datetime import datetime

from bot.showing import prepare
from storage import queues
from storage.unit import Unit
from usecases import delivery
from views.catalog import Catalogs
from views.outgoing import Outgoing


@dataclass
class Shown:
    """A message of the bot, as it reads now, and how often it was edited."""

    view: str
    text: str
    labels: list[str]
    presses: list[str]
    has_photo: bool = False
    edits: int = 0


def send(unit: Unit, row_id: int, catalogs: Catalogs, now: datetime, chats: dict[int, dict[int, Shown]]) -> None:
    """One row of the outbox: a new message, or an edit of the one that stands; what is no message is dropped."""
    owed = queues.claim(unit, row_id)
    prepared = prepare(unit, owed, catalogs, now)
    shown, there = prepared.shown, chats.setdefault(owed.chat_id, {})
    if not isinstance(shown, Outgoing):
        delivery.message_dropped(unit, owed, now)
        return
    buttons = [one for row in shown.buttons for one in row]
    presses = [f"{one.press.verb}:{one.press.argument}" if one.press else one.url for one in buttons]
    has_photo = shown.has_photo or bool(shown.album)
    seen = Shown(owed.view, str(shown.text), [one.label for one in buttons], presses, has_photo)
    if prepared.edits is not None:
        seen.edits = there[prepared.edits].edits + 1
        there[prepared.edits] = seen
        delivery.message_edited(unit, owed, now)
    else:
        message_id = 10_000 + sum(len(one) for one in chats.values())
        there[message_id] = seen
        delivery.message_sent(unit, owed, message_id, shown.has_photo, now)
