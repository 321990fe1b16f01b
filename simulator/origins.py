"""Smaller rules of what people do: deep links, new words for a message, blocking."""

import re
from dataclasses import replace

from simulator import delivery
from simulator.chats import Member
from simulator.entities import found_in
from simulator.messages import Content
from simulator.people import Bot, User
from simulator.state import State

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def check_payload(payload: str) -> None:
    """A deep link holds 1-64 of A-Z a-z 0-9 _ -; ValueError otherwise, for Telegram would open no such link."""
    if not _PAYLOAD.fullmatch(payload):
        raise ValueError(f"not a deep link payload: {payload!r}")


def reworded(content: Content, text: str) -> Content:
    """The same message with another text or caption."""
    return replace(content, text=text, entities=tuple(found_in(text)))


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
