"""A pretend Telegram that believes an update: who and what it names is there when the bot's answers come."""

from typing import Any

from simulator.chats import USUAL_RIGHTS, Chat, Member
from simulator.membership import seat
from simulator.messages import Content, Message, Press
from simulator.people import Bot, User
from simulator.world import World

KINDS = ("private", "group", "supergroup", "channel")
_GONE = ("left", "kicked")


def believe(world: World, bot: Bot, update: Any) -> None:
    """Whatever an update tells, as far as it can be understood, is so. One that was mutilated tells less."""
    for name, part in update.items() if isinstance(update, dict) else ():
        if not isinstance(part, dict):
            continue
        message = part.get("message") if name == "callback_query" else part
        author = _person(world, bot, part.get("from"))
        chat = _chat(world, bot, message.get("chat")) if isinstance(message, dict) else None
        if chat is None:
            continue
        stands = _message(chat, message, bot if name == "callback_query" else author)
        _believe_move(world, bot, chat, message)
        if name == "callback_query" and stands is not None and author is not None:
            _press(world, bot, author, stands, part)
        if name == "my_chat_member":
            _membership(bot, chat, part.get("new_chat_member"))


def open_private(world: World, bot: Bot, number: int, name: str) -> Chat:
    """Somebody who has pressed start in the bot's private chat."""
    person = world.users.get(number) or User(number, name)
    world.add_user_record(person)
    person.open_to.add(bot.id)
    return world.private_chat(bot, person)


def _person(world: World, bot: Bot, told: Any) -> User | None:
    number = told.get("id") if isinstance(told, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    if number not in world.users:
        world.add_user_record(User(number, str(told.get("first_name")), is_bot=told.get("is_bot") is True))
    bot.met.add(number)
    return world.users[number]


def _chat(world: World, bot: Bot, told: Any) -> Chat | None:
    number, kind = (told.get("id"), told.get("type")) if isinstance(told, dict) else (None, None)
    if not isinstance(number, int) or isinstance(number, bool) or kind not in KINDS:
        return None
    if kind == "private":
        return open_private(world, bot, number, str(told.get("first_name")))
    if number not in world.chats:
        made = world.open_chat("supergroup" if kind == "supergroup" else kind, str(told.get("title")))
        del world.chats[made.id]
        made.id = number
        world.chats[number] = made
        rights = USUAL_RIGHTS | {"can_post_messages", "can_edit_messages"}
        seat(made, Member(bot, "administrator", rights))
    return world.chats[number]


def _message(chat: Chat, told: dict[str, Any], author: User | None) -> Message | None:
    number = told.get("message_id")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    if number not in chat.messages:
        chat.messages[number] = Message(number, chat, 0, author, Content("text", "…"))
    for name in ("reply_to_message", "pinned_message"):
        if isinstance(earlier := told.get(name), dict):
            _message(chat, earlier, author)
    return chat.messages[number]


def _press(world: World, bot: Bot, author: User, message: Message, told: dict[str, Any]) -> None:
    number = told.get("id")
    if isinstance(number, str) and number.isdigit():
        world.presses[number] = Press(number, author, bot, message, str(told.get("data")), world.clock())


def _believe_move(world: World, bot: Bot, chat: Chat, told: dict[str, Any]) -> None:
    new, old = told.get("migrate_to_chat_id"), told.get("migrate_from_chat_id")
    if isinstance(new, int) and chat.is_group:
        chat.migrated_to = _chat(world, bot, {"id": new, "type": "supergroup", "title": chat.title})
    if isinstance(old, int) and (before := world.chats.get(old)) is not None:
        before.migrated_to = chat


def _membership(bot: Bot, chat: Chat, told: Any) -> None:
    status = told.get("status") if isinstance(told, dict) else None
    if chat.person is not None:
        (chat.person.blocked.add if status in _GONE else chat.person.blocked.discard)(bot.id)
    elif status in _GONE:
        chat.members[bot.id] = Member(bot, str(status))
    elif isinstance(status, str):
        chat.members[bot.id] = Member(bot, "administrator", USUAL_RIGHTS)
