"""The world as one person's phone shows it, as JSON. The shapes are listed in control.py."""

from itertools import islice

from simulator.chats import Chat
from simulator.files import StoredFile
from simulator.messages import SERVICE, Content, Message, Press
from simulator.people import Bot, User
from simulator.refusals import JsonDict
from simulator.state import State

EXCERPT = 80
NEWEST = 200


def account(user: User) -> JsonDict:
    return {"id": user.id, "name": user.first_name, "username": user.username, "bot": user.is_bot}


def window_id(chat: Chat) -> int:
    """How a person's phone names a chat: the bot's id for the private chat with it, else the chat's own."""
    return chat.bot.id if chat.bot is not None else chat.id


def phone(state: State, user: User, newest: int = NEWEST) -> JsonDict:
    """Everything one person sees: their chats, most recently used last, and the latest answer to a press."""
    chats = sorted(state.chats_of(user), key=_used_at)
    shape: JsonDict = {
        "me": account(user) | {"language_code": user.language_code},
        "chats": [chat_window(chat, user, newest) for chat in chats],
    }
    press = state.latest_answers.get(user.id)
    shape["notice"] = answer_shape(press) if press is not None else None
    return shape


def chat_window(chat: Chat, user: User, newest: int = NEWEST) -> JsonDict:
    """One chat with its newest messages, oldest first."""
    member = chat.member(user.id)
    return {
        "id": window_id(chat),
        "type": chat.type,
        "title": chat.bot.first_name if chat.bot is not None else chat.title,
        "username": chat.bot.username if chat.bot is not None else chat.username,
        "members": sum(one.inside for one in chat.members.values()) if chat.person is None else 2,
        "role": member.status if member is not None else "member",
        "blocked": chat.bot is not None and chat.bot.id in user.blocked,
        "commands": _commands(chat, user),
        "pinned": list(chat.pinned),
        "unread": unread(chat, user),
        "read_up_to": chat.read.get(user.id, 0),
        "more": len(chat.messages) > newest,
        "messages": messages_of(chat, user, newest),
    }


def messages_of(chat: Chat, user: User | None, count: int, before: int | None = None) -> list[JsonDict]:
    """The newest messages still there (below the id `before`), oldest first."""
    there = (
        message
        for message in reversed(chat.messages.values())
        if not message.deleted and (before is None or message.id < before)
    )
    return [message_view(message, user) for message in reversed(list(islice(there, count)))]


def unread(chat: Chat, user: User) -> int:
    seen, count = chat.read.get(user.id, 0), 0
    for message in reversed(chat.messages.values()):
        if message.id <= seen:
            break
        count += not message.deleted and message.sender is not user
    return count


def message_view(message: Message, viewer: User | None) -> JsonDict:
    """A message as the viewer sees it; None looks on from outside."""
    content = message.content
    view: JsonDict = {
        "id": message.id,
        "kind": content.kind,
        "date": message.date,
        "edited": message.edit_date,
        "from": account(message.sender) if message.sender is not None else None,
        "as_chat": message.sender_chat.title if message.sender_chat is not None else None,
        "mine": viewer is not None and message.sender is viewer,
        "text": content.text,
        "entities": list(content.entities),
        "album": message.album,
        "reply_to": _excerpt(message.reply_to) if message.reply_to is not None else None,
        "forwarded_from": message.forward_origin,
        "buttons": [[_button(button) for button in row] for row in message.button_rows],
        "keyboard": message.markup if message.markup and "inline_keyboard" not in message.markup else None,
        "reactions": _reactions(message, viewer),
        "versions": len(message.history) + 1,
        "taken": message.taken,
        "silent": message.silent,
    }
    return view | _media(content)


def _media(content: Content) -> JsonDict:
    if content.photo is not None:
        large, small = content.photo.largest, content.photo.sizes[0]
        return {"photo": _file(large) | {"width": large.width, "height": large.height, "thumb": _file(small)["url"]}}
    if content.file is not None:
        return {"file": _file(content.file) | {"name": content.file.name, "mime": content.file.mime}} | _fields(content)
    return _fields(content)


def _fields(content: Content) -> JsonDict:
    if not content.fields:
        return {}
    return {"service" if content.kind == SERVICE else "details": dict(content.fields)}


def _file(stored: StoredFile) -> JsonDict:
    return {"url": f"/sim/file/{stored.unique_id}", "unique_id": stored.unique_id, "bytes": len(stored.data)}


def _excerpt(message: Message) -> JsonDict:
    return {
        "id": message.id,
        "from": account(message.sender) if message.sender is not None else None,
        "kind": message.content.kind,
        "text": message.text[:EXCERPT],
        "deleted": message.deleted,
    }


def _button(button: JsonDict) -> JsonDict:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _reactions(message: Message, viewer: User | None) -> list[JsonDict]:
    counts: dict[str, JsonDict] = {}
    for actor_id, reactions in message.reactions.items():
        for reaction in reactions:
            emoji = str(reaction.get("emoji"))
            entry = counts.setdefault(emoji, {"emoji": emoji, "count": 0, "mine": False, "by": []})
            entry["count"] += 1
            entry["mine"] = entry["mine"] or (viewer is not None and actor_id == viewer.id)
            entry["by"].append(actor_id)
    return list(counts.values())


def answer_shape(press: Press) -> JsonDict:
    """A press and what came of it; for the one who pressed only."""
    answer = press.answer
    return {
        "press": press.id,
        "chat": window_id(press.message.chat),
        "message_id": press.message.id,
        "data": press.data,
        "pressed_at": press.at.timestamp(),
        "answered": answer is not None,
        "text": answer.text if answer else None,
        "alert": answer.alert if answer else False,
        "url": answer.url if answer else None,
        "answered_at": answer.at.timestamp() if answer else None,
    }


def _commands(chat: Chat, user: User) -> list[JsonDict]:
    """The bots' command menus, as the narrowest scope and the person's language choose them."""
    language = (user.language_code or "").partition("-")[0]
    kind = "all_private_chats" if chat.type == "private" else "all_group_chats"
    scopes = [f"chat:{chat.id}", kind, "default"]
    if chat.leads(user):
        scopes[1:1] = [f"chat_administrators:{chat.id}", "all_chat_administrators"]
    found: list[JsonDict] = []
    for bot in chat.bots.values():
        menus = (bot.commands.get((scope, wanted)) for scope in scopes for wanted in (language, ""))
        found += next((menu for menu in menus if menu), [])
    return found


def _used_at(chat: Chat) -> int:
    newest = next(reversed(chat.messages.values()), None)
    return newest.date if newest is not None else 0


def bot_entry(bot: Bot) -> JsonDict:
    return account(bot) | {"token": bot.token, "pending": len(bot.queue)}
