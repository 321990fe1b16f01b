"""Edits, deletions, pins and reactions."""

from dataclasses import replace
from typing import Literal

from simulator import acts
from simulator.access import Aim, must
from simulator.chats import Chat
from simulator.markup import read_markup
from simulator.messages import SERVICE, Content, Message
from simulator.params import as_object
from simulator.query import Query
from simulator.refusals import JsonDict, bad
from simulator.sending import media_content
from simulator.shapes import message_shape
from simulator.texts import read_caption, read_text

DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
EMOJI = frozenset(
    # As the Bot API lists them for ReactionTypeEmoji.
    """
    👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳
    ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈
    😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀
    😡
    """.split()  # noqa: SIM905 - seventy lines of one sign each help nobody
)


async def edit_message_text(query: Query) -> JsonDict:
    message = _own(query)
    text, entities = read_text(query)
    if message.content.kind != "text":
        raise bad("there is no text in the message to edit")
    return _change(query, message, Content("text", text, entities))


async def edit_message_caption(query: Query) -> JsonDict:
    message = _own(query)
    text, entities = read_caption(query)
    if not message.content.has_caption:
        raise bad("there is no caption in the message to edit")
    return _change(query, message, replace(message.content, text=text, entities=entities))


async def edit_message_media(query: Query) -> JsonDict:
    message = _own(query)
    item = as_object(query.params.json("media"), "can't parse InputMedia: expected an Object")
    content = await media_content(query, item)
    if message.deleted:
        raise bad("message to edit not found")
    if message.album is not None and content.kind not in {"photo", "video", message.content.kind}:
        raise bad("message content type can't be used in an album")
    return _change(query, message, content)


async def edit_message_reply_markup(query: Query) -> JsonDict:
    message = _own(query)
    return _change(query, message, message.content)


def _own(query: Query) -> Message:
    """The bot's own message named by the call."""
    if query.params.text("inline_message_id"):
        raise bad("invalid inline message identifier specified")
    chat = query.chat(Aim.READ)
    message = query.message(chat, "message to edit")
    in_channel = chat.type == "channel" and message.sender_chat is chat
    if message.sender is not query.bot and not in_channel:
        raise bad("message can't be edited")
    if message.content.kind == SERVICE or message.forward_origin is not None:
        raise bad("message can't be edited")
    return message


def _change(query: Query, message: Message, content: Content) -> JsonDict:
    markup = read_markup(query.params)
    if content == message.content and markup == message.markup:
        raise bad(NOT_MODIFIED)
    acts.edit(query.state, message, content, markup, by_bot=True)
    return message_shape(message, query.bot)


async def delete_message(query: Query) -> Literal[True]:
    chat = query.chat(Aim.READ)
    message = query.message(chat, "message to delete")
    _check_deletable(query, chat, message)
    acts.delete(query.state, message)
    return True


async def delete_messages(query: Query) -> Literal[True]:
    """What is not there is passed over; what may not be deleted refuses the whole call."""
    chat = query.chat(Aim.READ)
    ids = query.params.json("message_ids")
    if not isinstance(ids, list) or not ids or not all(isinstance(one, int) for one in ids):
        raise bad("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad("too many messages specified to be deleted")
    found = [message for one in ids if (message := query.state.message(chat, one)) is not None]
    for message in found:
        _check_deletable(query, chat, message)
    for message in found:
        acts.delete(query.state, message)
    return True


def _check_deletable(query: Query, chat: Chat, message: Message) -> None:
    """Own and private messages for 48 hours; with the right to delete, everybody's (in supergroups at any age)."""
    member = chat.member(query.bot.id)
    entitled = member is not None and member.may("can_delete_messages")
    if entitled and chat.type == "supergroup":
        return
    if not entitled and chat.type != "private" and message.sender is not query.bot:
        raise bad("message can't be deleted")
    if query.state.seconds() - message.date >= DELETABLE_SECONDS:
        raise bad("message can't be deleted for everyone")


async def set_message_reaction(query: Query) -> Literal[True]:
    """Bots set at most one reaction; what the chat does not allow is `REACTION_INVALID`."""
    chat = query.chat(Aim.READ)
    message = query.message(chat, "message to react")
    given = query.params.json("reaction")
    reactions = given if isinstance(given, list) else []
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in reactions:
        _check_reaction(chat, as_object(reaction, "can't parse ReactionType: expected an Object"))
    if message.content.kind == SERVICE and reactions:
        raise bad("message to react not found")
    acts.react(query.state, message, query.bot, tuple(reactions))
    return True


def _check_reaction(chat: Chat, reaction: JsonDict) -> None:
    emoji = str(reaction.get("emoji", "")).replace("\ufe0f", "")
    if reaction.get("type") != "emoji" or emoji not in EMOJI:
        raise bad("REACTION_INVALID")
    if chat.reactions is not None and emoji not in chat.reactions:
        raise bad("REACTION_INVALID")


async def pin_chat_message(query: Query) -> Literal[True]:
    chat = query.chat()
    message = query.message(chat, "message to pin")
    must(query.bot, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    acts.pin(query.state, message, query.bot)
    return True


async def unpin_chat_message(query: Query) -> Literal[True]:
    chat = query.chat()
    must(query.bot, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    if not acts.unpin(query.state, chat, query.params.whole("message_id") or None):
        raise bad("message to unpin not found")
    return True
