"""Which bot learns of what: updates by membership, privacy mode and administrator rights."""

import re

from simulator.chats import Chat, InviteLink, Member
from simulator.entities import piece
from simulator.messages import SERVICE, Message, Press
from simulator.people import Bot, User
from simulator.refusals import JsonDict
from simulator.shapes import link_shape, member_shape, message_shape, press_shape
from simulator.state import State

_COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?\Z", re.ASCII)


def announce(message: Message) -> None:
    """A new message goes to every bot that may see it, never to its own author and never to other bots."""
    _spread(message, "channel_post" if message.chat.type == "channel" else "message")


def announce_edit(message: Message) -> None:
    _spread(message, "edited_channel_post" if message.chat.type == "channel" else "edited_message")


def _spread(message: Message, kind: str) -> None:
    sender = message.sender
    for bot in message.chat.bots.values():
        if sender is not None:
            bot.met.add(sender.id)
        if sees(bot, message) and bot.queue.wants(kind):
            serial = bot.queue.put(kind, message_shape(message, bot), message.chat.id)
            if serial is not None:
                message.updates.append((bot, serial))


def sees(bot: Bot, message: Message) -> bool:
    """Whether this message reaches the bot, by the rules of privacy mode."""
    if isinstance(message.sender, Bot):
        return message.sender is not bot and message.content.kind == SERVICE
    chat = message.chat
    if chat.type in {"private", "channel"} or bot.can_read_all_group_messages or chat.leads(bot):
        return True
    if message.content.kind == SERVICE or (message.sender_chat is not None and message.extra):
        return True
    return _answers(bot, message) or _addresses(bot, message)


def _answers(bot: Bot, message: Message) -> bool:
    return message.reply_to is not None and message.reply_to.sender is bot


def _addresses(bot: Bot, message: Message) -> bool:
    for entity in message.content.entities:
        if entity["type"] == "mention" and piece(message.text, entity).lower() == f"@{bot.username}".lower():
            return True
        if entity["type"] == "text_mention" and entity["user"]["id"] == bot.id:
            return True
        if entity["type"] == "bot_command":
            command = _COMMAND.match(piece(message.text, entity))
            if command and (command.group(1) is None or command.group(1).lower() == str(bot.username).lower()):
                return True
    return False


def announce_press(press: Press) -> None:
    press.bot.met.add(press.user.id)
    press.bot.queue.put("callback_query", press_shape(press), press.message.chat.id)


def announce_reaction(
    state: State, message: Message, user: User, before: tuple[JsonDict, ...], after: tuple[JsonDict, ...]
) -> None:
    """`message_reaction` goes to administrators among the bots (and in private chats), never for a bot's own."""
    if user.is_bot and user is not state.anonymous_admin:
        return
    for bot in message.chat.bots.values():
        if not bot.queue.wants("message_reaction"):
            continue
        if message.chat.type == "private" or message.chat.leads(bot):
            update: JsonDict = {"chat": message.chat.as_json(), "message_id": message.id, "date": state.seconds()}
            anonymous = user is state.anonymous_admin
            update["actor_chat" if anonymous else "user"] = (message.chat if anonymous else user).as_json()
            bot.queue.put(
                "message_reaction",
                {**update, "old_reaction": list(before), "new_reaction": list(after)},
                message.chat.id,
            )


def announce_member(
    state: State, chat: Chat, actor: User, before: Member, after: Member, *, link: InviteLink | None = None
) -> None:
    """`my_chat_member` to the bot it is about, `chat_member` to the administrators among the bots."""
    update: JsonDict = {"chat": chat.as_json(), "from": actor.as_json(), "date": state.seconds()}
    if isinstance(after.user, Bot):
        after.user.met.add(actor.id)
        after.user.queue.put("my_chat_member", {**update, **_change(chat, before, after)}, chat.id)
    for bot in chat.bots.values():
        bot.met.update((actor.id, after.user.id))
        if bot is not after.user and bot.queue.wants("chat_member") and chat.leads(bot):
            shape = {**update, **_change(chat, before, after)}
            if link is not None:
                shape["invite_link"] = link_shape(link)
            bot.queue.put("chat_member", shape, chat.id)


def _change(chat: Chat, before: Member, after: Member) -> JsonDict:
    return {"old_chat_member": member_shape(before, chat), "new_chat_member": member_shape(after, chat)}


def announce_join_request(state: State, chat: Chat, user: User, link: InviteLink) -> None:
    """To the bots that may invite; they may write to the asker for five minutes."""
    for bot in chat.bots.values():
        member = chat.member(bot.id)
        if member is None or not member.may("can_invite_users"):
            continue
        bot.met.add(user.id)
        bot.queue.put(
            "chat_join_request",
            {
                "chat": chat.as_json(),
                "from": user.as_json(),
                "user_chat_id": user.id,
                "date": state.seconds(),
                "invite_link": link_shape(link),
            },
            chat.id,
        )
