"""Events as JSON: for one person what their phone would notice, for an onlooker everything."""

from simulator.chats import Chat
from simulator.events import Event
from simulator.people import User
from simulator.refusals import JsonDict
from simulator.windows import account, answer_shape, chat_window, message_view, unread, window_id

PERSONAL = frozenset({"pressed", "answered"})


def seen_by(event: Event, viewer: User) -> bool:
    """Whether this reaches the person's phone: their chats, and answers to their own presses."""
    if event.kind in PERSONAL:
        return event.user is viewer
    chat = event.chat
    if chat is None:
        return event.kind == "taken"
    if chat.person is not None:
        return chat.person is viewer
    return chat.has(viewer) or event.user is viewer


def event_shape(event: Event, viewer: User | None) -> JsonDict:
    """The event as the viewer gets it (None: an onlooker); see control.py for the fields."""
    shape: JsonDict = {"seq": event.seq, "at": event.at.timestamp(), "kind": event.kind}
    if viewer is not None:
        shape["for"] = viewer.id
    chat = event.chat
    if chat is not None:
        shape["chat"] = chat.id if viewer is None else window_id(chat)
        if viewer is None and chat.bot is not None:
            shape["bot"] = chat.bot.id
    if event.user is not None:
        shape["user"] = account(event.user)
    if event.message is not None:
        shape |= _about_message(event, viewer)
    if event.press is not None:
        shape["press"] = answer_shape(event.press)
    if event.note is not None:
        shape |= event.note
    if viewer is not None and chat is not None and event.kind in {"chat", "member"}:
        shape["window"] = _window(chat, viewer)
    if viewer is not None and chat is not None and event.kind in {"message", "deleted", "read"}:
        shape["unread"] = unread(chat, viewer)
    return shape


def _about_message(event: Event, viewer: User | None) -> JsonDict:
    message = event.message
    if message is None or event.kind == "deleted":
        return {"message_id": message.id} if message is not None else {}
    return {"message": message_view(message, viewer)}


def _window(chat: Chat, viewer: User) -> JsonDict | None:
    return chat_window(chat, viewer) if chat.person is viewer or chat.has(viewer) else None
