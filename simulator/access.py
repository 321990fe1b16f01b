"""Which chats a bot may read and write: unknown, left, removed, blocked, migrated."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum

from simulator.chats import Chat
from simulator.people import Bot, User
from simulator.refusals import bad, forbidden
from simulator.state import State

ASKER_MAY_BE_WRITTEN_TO = timedelta(minutes=5)


def check_chat(state: State, bot: Bot, chat_id: str) -> Chat:
    """The chat with this id or @username; refuses where the bot never met it."""
    found: User | Chat | None
    if chat_id.startswith("@"):
        found = state.usernames.get(chat_id[1:].lower())
        if isinstance(found, User):
            found = None
    else:
        try:
            number = int(chat_id)
        except ValueError:
            raise bad("chat not found") from None
        found = state.chats.get(number) if number < 0 else state.users.get(number)
    if isinstance(found, Chat) and (bot.id in found.members or found.username):
        return found
    if isinstance(found, User) and _knows(bot, found):
        return state.private_chat(bot, found)
    raise bad("chat not found")


def _knows(bot: Bot, user: User) -> bool:
    return bot.id in user.open_to or user.id in bot.met


def _may_read(_state: State, bot: Bot, chat: Chat) -> None:
    if chat.type == "private":
        return
    if chat.migrated_to is not None:
        raise bad("group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.migrated_to.id})
    member = chat.member(bot.id)
    if member is not None and member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.words}")
    if member is None or not member.inside:
        raise forbidden(f"bot is not a member of the {chat.words}")


def _may_write(state: State, bot: Bot, chat: Chat) -> None:
    _may_read(state, bot, chat)
    if chat.person is not None:
        _may_write_to(state, bot, chat.person)
        return
    member = chat.members[bot.id]
    if chat.type == "channel" and not member.may("can_post_messages"):
        raise bad("need administrator rights in the channel chat")
    if member.leads:
        return
    if not chat.permissions["can_send_messages"] or (
        member.status == "restricted" and "can_send_messages" not in member.rights
    ):
        raise bad("not enough rights to send text messages to the chat")


def _may_write_to(state: State, bot: Bot, person: User) -> None:
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if person.deactivated:
        raise forbidden("user is deactivated")
    if bot.id in person.blocked:
        raise forbidden("bot was blocked by the user")
    if bot.id in person.open_to:
        return
    asked = state.join_windows.get((bot.id, person.id))
    if asked is None or state.clock() - asked > ASKER_MAY_BE_WRITTEN_TO:
        raise forbidden("bot can't initiate conversation with a user")


def _may_look(state: State, bot: Bot, chat: Chat) -> None:
    """A basic group may be looked at after leaving it; other chats are closed then."""
    if chat.type != "group":
        _may_read(state, bot, chat)


class Aim(Enum):
    """What a call wants of its chat."""

    LOOK = (_may_look,)
    READ = (_may_read,)
    WRITE = (_may_write,)

    def __init__(self, check: Callable[[State, Bot, Chat], None]) -> None:
        self.check = check


def must(bot: Bot, chat: Chat, right: str, words: str) -> None:
    """Refuse unless the bot has an administrator's right (in private chats nobody needs one)."""
    member = chat.member(bot.id)
    if chat.type != "private" and (member is None or not member.may(right)):
        raise bad(words)
