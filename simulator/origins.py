"""Smaller rules of what people do: forwards and their origins, deep links, new words for a message, blocking."""

import re
from dataclasses import replace

from simulator import acts, delivery
from simulator.chats import Chat, Member
from simulator.entities import found_in
from simulator.messages import Content, Message
from simulator.people import Bot, User
from simulator.refusals import JsonDict
from simulator.state import State

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def check_payload(payload: str) -> None:
    """A deep link holds 1-64 of A-Z a-z 0-9 _ -; ValueError otherwise, for Telegram would open no such link."""
    if not _PAYLOAD.fullmatch(payload):
        raise ValueError(f"not a deep link payload: {payload!r}")


def reworded(content: Content, text: str) -> Content:
    """The same message with another text or caption."""
    return replace(content, text=text, entities=tuple(found_in(text)))


def origin_of(message: Message) -> JsonDict:
    """A `MessageOrigin`; a forwarded forward keeps its first origin."""
    if message.forward_origin is not None:
        return message.forward_origin
    if message.sender_chat is not None and message.chat.type == "channel":
        return {
            "type": "channel", "date": message.date, "chat": message.sender_chat.as_json(), "message_id": message.id,
        }  # fmt: skip
    if message.sender_chat is not None:
        return {"type": "chat", "date": message.date, "sender_chat": message.sender_chat.as_json()}
    if message.sender is None:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": "Deleted Account"}
    return {"type": "user", "date": message.date, "sender_user": message.sender.as_json()}


def forward_automatically(state: State, message: Message, group: Chat) -> Message:
    """A channel's post appears in its discussion group, sent by Telegram itself in the channel's name."""
    return acts.post(
        state,
        group,
        state.service_user,
        message.content,
        sender_chat=message.chat,
        album=message.album,
        forward_origin=origin_of(message),
        extra={"is_automatic_forward": True},
    )


def set_blocked(state: State, user: User, bot: Bot, *, blocked: bool) -> None:
    """Stop or restart the bot; it learns so by `my_chat_member`."""
    if (bot.id in user.blocked) == blocked:
        return
    if blocked:
        user.blocked.add(bot.id)
    else:
        user.blocked.discard(bot.id)
        user.open_to.add(bot.id)
    member, kicked = Member(bot, "member"), Member(bot, "kicked")
    before, after = (member, kicked) if blocked else (kicked, member)
    delivery.announce_member(state, state.private_chat(bot, user), user, before, after)
