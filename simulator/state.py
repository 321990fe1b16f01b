"""The state of the pretend Telegram: plain registries, no input or output."""

import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.chats import Chat
from simulator.events import EventLog
from simulator.files import FileStore
from simulator.messages import Message, Press
from simulator.people import ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, SERVICE_USER_ID, Bot, User
from simulator.pictures import Darkroom
from simulator.refusals import JsonDict

FIRST_USER_ID = 5_000_000_001  # above 32 bits, as new accounts are
FIRST_GROUP_ID = 4_000_000_001
FIRST_SUPERGROUP_ID = 1_002_000_000_001
_BOTS = 6_000_000_000  # ids from here on are bots'
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API: what was asked and what came of it. Uploads are noted as `name (n bytes)`."""

    bot: Bot
    method: str
    params: dict[str, str]
    code: int
    answer: JsonDict
    at: datetime

    @property
    def ok(self) -> bool:
        return bool(self.answer.get("ok"))


class State:
    """Everything there is. Touch it from one thread only."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or _utc_now
        self.users: dict[int, User] = {}
        self.bots: dict[str, Bot] = {}
        self.chats: dict[int, Chat] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.usernames: dict[str, User | Chat] = {}
        self.presses: dict[str, Press] = {}
        self.latest_answers: dict[int, Press] = {}
        self.join_windows: dict[tuple[int, int], datetime] = {}
        self.files = FileStore()
        self.darkroom = Darkroom()
        self.events = EventLog(self.clock)
        self.calls: list[Call] = []
        self.keep_calls = True
        self.user_ids = itertools.count(FIRST_USER_ID)
        self.group_ids = itertools.count(FIRST_GROUP_ID)
        self.supergroup_ids = itertools.count(FIRST_SUPERGROUP_ID)
        self._shared_message_ids = itertools.count(1)
        self.service_user = self._account(SERVICE_USER_ID, "Telegram", None, is_bot=False)
        self.anonymous_admin = self._account(ANONYMOUS_ADMIN_ID, "Group", "GroupAnonymousBot", is_bot=True)
        self.channel_bot = self._account(CHANNEL_BOT_ID, "Channel", "Channel_Bot", is_bot=True)

    def seconds(self) -> int:
        """Now as Unix seconds."""
        return int(self.clock().timestamp())

    def new_press_id(self) -> str:
        return str(secrets.randbelow(2**62) + 2**61)

    def new_album_id(self) -> str:
        return str(13_000_000_000_000_000 + secrets.randbelow(10**15))

    def add_user_record(self, user: User) -> None:
        self.users[user.id] = user
        if user.username:
            self.usernames[user.username.lower()] = user

    def private_chat(self, bot: Bot, person: User) -> Chat:
        """The private chat of a bot and a person, made when first asked for."""
        chat = self.private.get((bot.id, person.id))
        if chat is None:
            chat = Chat(person.id, "private", self.next_shared_id, person=person, bot=bot, instance=_instance())
            chat.bots[bot.id] = bot
            self.private[bot.id, person.id] = chat
        return chat

    def open_chat(self, kind: str, title: str, username: str | None = None) -> Chat:
        """A new group, supergroup or channel without members."""
        if kind == "group":
            chat = Chat(-next(self.group_ids), kind, self.next_shared_id, title=title, instance=_instance())
        else:
            own = itertools.count(1)
            chat_id = -next(self.supergroup_ids)
            chat = Chat(chat_id, kind, lambda: next(own), title=title, username=username, instance=_instance())
        self.chats[chat.id] = chat
        if username:
            self.usernames[username.lower()] = chat
        return chat

    def next_shared_id(self) -> int:
        """Private chats and basic groups count their messages together."""
        return next(self._shared_message_ids)

    def count_on(self, last_message: int) -> None:
        """After reading a kept world: new people, chats and shared messages get numbers that nobody has."""
        self._shared_message_ids = itertools.count(last_message + 1)
        self.user_ids = itertools.count(max([FIRST_USER_ID - 1, *(i for i in self.users if i < _BOTS)]) + 1)
        groups = [-number for number in self.chats]
        small = [number for number in groups if number < FIRST_SUPERGROUP_ID]
        self.group_ids = itertools.count(max([FIRST_GROUP_ID - 1, *small]) + 1)
        self.supergroup_ids = itertools.count(max([FIRST_SUPERGROUP_ID - 1, *groups]) + 1)

    def chats_of(self, user: User) -> Iterator[Chat]:
        """Every chat a person has open, private ones included."""
        for bot_id in user.dialogs:
            yield self.private[bot_id, user.id]
        for chat_id in user.chats:
            yield self.chats[chat_id]

    def message(self, chat: Chat, message_id: int) -> Message | None:
        """A message that is still there."""
        message = chat.messages.get(message_id)
        return None if message is None or message.deleted else message

    def _account(self, user_id: int, name: str, username: str | None, *, is_bot: bool) -> User:
        user = User(user_id, name, username, is_bot=is_bot)
        self.add_user_record(user)
        return user


def _instance() -> str:
    return str(secrets.randbelow(2**63) - 2**62)


def _utc_now() -> datetime:
    return datetime.now(UTC)
