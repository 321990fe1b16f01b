"""Updates before anybody reads them: which kinds we ask for, and what of one goes into the inbox."""

import json
from typing import Any

from pydantic import ValidationError
from telegram import Bot, Update

from bot import update_shape
from storage import queues

ALLOWED = [
    "message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction",
    "channel_post", "chat_join_request",
]  # fmt: skip
"""Always said: leaving it out would keep whatever was said last."""

_CHATTY = ("message", "edited_message", "channel_post", "my_chat_member", "chat_member", "message_reaction",
           "chat_join_request")  # fmt: skip
_READ = frozenset(update_shape.Update.model_fields)
"""What is of another kind has no handler: the library's, too, need not look into it."""
_MOST = 1 << 62


class Unreadable(Exception):
    """It is not what Telegram's schema says. The text names the place and repeats nothing of what stood there."""


def parsed(raw: str, bot: Bot | None = None) -> Update:
    """An update as the library reads it, when every part that we look at is of its type. Raises Unreadable."""
    reason = ""
    try:
        whole = json.loads(raw)
        update_shape.Update.model_validate(whole)
        read = {name: part for name, part in whole.items() if name in _READ}
        if (update := Update.de_json(read, bot)) is not None:
            return update
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        reason = f"{'.'.join(map(str, first['loc']))}: {first['type']}"
    except Exception as error:  # noqa: BLE001  whatever the library can't read, it says so in many ways
        reason = type(error).__name__
    raise Unreadable(reason or "nothing in it")  # out here: the original may repeat what was said, and is not chained


def taken_from(update: Any) -> queues.Taken | None:
    """An update as the inbox keeps it; None for what has no number. Whatever else is odd is for the handlers."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or not 0 <= number < _MOST:
        return None
    raw = json.dumps(update, ensure_ascii=False).encode("utf-8", "replace").decode()  # half a letter can't be stored
    return queues.Taken(number, lane_of(update), raw)


def lane_of(update: dict[str, Any]) -> int:
    """The chat that an update belongs to (else its sender, else 0): one lane is handled strictly in order."""
    for name in _CHATTY:
        if (chat := _part(_part(update, name), "chat")) is not None:
            return _number(chat.get("id"))
    query = _part(update, "callback_query")
    where = _part(_part(query, "message"), "chat") or _part(query, "from") or {}
    return _number(where.get("id"))


def _number(value: Any) -> int:
    return value if isinstance(value, int) and abs(value) < _MOST else 0


def _part(whole: Any, name: str) -> dict[str, Any] | None:
    part = whole.get(name) if isinstance(whole, dict) else None
    return part if isinstance(part, dict) else None
