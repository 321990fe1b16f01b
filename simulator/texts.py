"""The words of a call: parsed by `parse_mode`, trimmed, measured; and what it replies to."""

from simulator.chats import Chat
from simulator.entities import Entities, trimmed, units, with_found
from simulator.html_text import parse_html
from simulator.messages import Message
from simulator.params import Params, is_true
from simulator.query import Query
from simulator.refusals import JsonDict, bad

MOST_TEXT = 4096
MOST_CAPTION = 1024


def read_text(query: Query) -> tuple[str, Entities]:
    """The text of sendMessage or editMessageText, 1-4096 units after parsing."""
    if not query.params.text("text"):
        raise bad("message text is empty")
    text, entities = _formatted(query, query.params, "text", "entities")
    if not text:
        raise bad("text must be non-empty")
    if units(text) > MOST_TEXT:
        raise bad("message is too long" if query.method.startswith("send") else "MESSAGE_TOO_LONG")
    return text, entities


def read_caption(query: Query, params: Params | None = None) -> tuple[str, Entities]:
    """A caption of up to 1024 units after parsing; empty where none was given."""
    text, entities = _formatted(query, params or query.params, "caption", "caption_entities")
    if units(text) > MOST_CAPTION:
        raise bad("message caption is too long")
    return text, entities


def _formatted(query: Query, params: Params, name: str, entities_name: str) -> tuple[str, Entities]:
    source = params.text(name).replace("\r", "").replace("\0", "")
    mode = params.text("parse_mode").lower()
    given: list[JsonDict] = []
    if mode == "html":
        source, given = parse_html(source)
    elif mode in {"markdown", "markdownv2"}:
        raise bad(f"the simulator speaks HTML only, not {mode}")
    elif mode and mode != "none":
        raise bad("unsupported parse_mode")
    else:
        given = _given_entities(params, entities_name, source)
    text, kept = trimmed(source, given)
    for entity in kept:
        if entity["type"] == "text_mention":
            user = query.state.users.get(entity["user"]["id"])
            if user is not None:
                entity["user"] = user.as_json()
    known = [entity for entity in kept if entity["type"] != "text_mention" or "first_name" in entity["user"]]
    return text, with_found(text, known)


def _given_entities(params: Params, name: str, text: str) -> list[JsonDict]:
    given = params.json(name)
    if given is None:
        return []
    if not isinstance(given, list) or any(not isinstance(one, dict) or "type" not in one for one in given):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    end = units(text)
    for entity in given:
        if entity.get("length", 0) <= 0 or entity.get("offset", -1) < 0 or entity["offset"] + entity["length"] > end:
            raise bad(f"entity beginning at UTF-16 offset {entity.get('offset')} ends after the end of the text")
    return given


def read_reply(query: Query, chat: Chat) -> Message | None:
    """The message replied to, by `reply_parameters` or the older single fields."""
    given = query.params.json("reply_parameters")
    if given is None:
        message_id = query.params.whole("reply_to_message_id")
        lenient = query.params.flag("allow_sending_without_reply")
    elif not isinstance(given, dict):
        raise bad("object expected as reply parameters")
    else:
        message_id = int(given.get("message_id") or 0)
        lenient = is_true(str(given.get("allow_sending_without_reply", "")))
    if not message_id:
        return None
    message = query.state.message(chat, message_id)
    if message is None and not lenient:
        raise bad("message to be replied not found")
    return message
