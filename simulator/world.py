"""The whole pretend Telegram in one object: bots, people, groups, and everything they did."""

from collections.abc import Iterable

from simulator import membership
from simulator.chats import USUAL_RIGHTS, Chat, InviteLink, Member
from simulator.messages import Message
from simulator.people import Bot, User
from simulator.queues import UpdateQueue
from simulator.refusals import JsonDict
from simulator.state import Call, Clock, State
from simulator.street import Person

FIRST_BOT_ID = 6_100_000_001


class World(State):
    """The state and the ways to furnish it. No input or output; one thread."""

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__(clock)
        self._next_bot_id = FIRST_BOT_ID

    def add_bot(
        self,
        token: str | None = None,
        username: str = "simulated_bot",
        name: str = "Simulated",
        *,
        can_read_all_group_messages: bool = False,
    ) -> Bot:
        """A bot; a token `<id>:<secret>` gives it that id, otherwise one is made."""
        if token is None:
            token = f"{self._next_bot_id}:AAH-simulated-token-of-{username}"
        bot_id = int(token.partition(":")[0])
        self._next_bot_id = max(self._next_bot_id, bot_id) + 1
        bot = Bot(
            bot_id, name, username, token=token, queue=UpdateQueue(self.clock),
            can_read_all_group_messages=can_read_all_group_messages,
        )  # fmt: skip
        self.add_user_record(bot)
        self.bots[token] = bot
        bot.queue.on_taken.append(lambda: self.events.add("taken", note={"bot": bot.id}))
        return bot

    def add_user(
        self,
        name: str,
        username: str | None = None,
        language_code: str | None = "zh-hans",
        *,
        last_name: str | None = None,
        user_id: int | None = None,
    ) -> Person:
        """A person with a phone; see street.Person for what they can do."""
        person = Person(user_id or next(self.user_ids), name, username, last_name, language_code, state=self)
        self.add_user_record(person)
        return person

    def add_group(
        self,
        title: str,
        members: Iterable[User] = (),
        admins: Iterable[User] = (),
        *,
        supergroup: bool = True,
        creator: User | None = None,
        username: str | None = None,
    ) -> Chat:
        """A group as if it had been there for long: nobody is told. Bots among the members get no update."""
        chat = self.open_chat("supergroup" if supergroup else "group", title, username)
        self._seat(chat, members, admins, creator)
        return chat

    def add_channel(
        self, title: str, admins: Iterable[User] = (), *, username: str | None = None, discussion: Chat | None = None
    ) -> Chat:
        """A channel; its posts are forwarded into the discussion group by themselves."""
        chat = self.open_chat("channel", title, username)
        self._seat(chat, (), admins, None)
        if discussion is not None:
            chat.linked, discussion.linked = discussion, chat
        return chat

    def add_link(self, chat: Chat, creator: User, *, asks: bool = False, name: str | None = None) -> InviteLink:
        link = InviteLink(f"https://t.me/+{self.new_press_id()[:16]}", creator, asks, name)
        chat.links[link.url] = link
        return link

    def person(self, user_id: int) -> Person:
        """The person with this id; KeyError for strangers and bots."""
        user = self.users[user_id]
        if not isinstance(user, Person):
            raise KeyError(user_id)
        return user

    def calls_of(self, method: str, bot: Bot | None = None) -> list[Call]:
        return [call for call in self.calls if call.method == method and bot in {None, call.bot}]

    def album(self, message: Message) -> list[Message]:
        """All messages of the album, or just this one."""
        return list(message.chat.albums[message.album]) if message.album else [message]

    def inject_update(self, bot: Bot, update: JsonDict) -> int:
        """Queue anything, however malformed; an own `update_id` is kept, so duplicates are possible."""
        return bot.queue.put_raw(update)

    def _seat(self, chat: Chat, members: Iterable[User], admins: Iterable[User], creator: User | None) -> None:
        now = self.seconds()
        rights = USUAL_RIGHTS
        if chat.type == "channel":
            rights = rights | {"can_post_messages", "can_edit_messages"}
        seats = [Member(user, "member", joined_at=now) for user in members]
        seats += [Member(user, "administrator", rights, joined_at=now) for user in admins]
        if creator is not None:
            seats.append(Member(creator, "creator", joined_at=now))
        for seat in seats:
            membership.seat(chat, seat)
        for bot in chat.bots.values():
            bot.met.update(chat.members)
