"""The people's side: what a person with a phone can do, for tests and demonstrations in the same process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator import acts, membership, origins
from simulator.chats import USUAL_RIGHTS, Chat
from simulator.contents import Sent, said
from simulator.messages import Content, Message, Press, origin_of
from simulator.people import Bot, User
from simulator.refusals import JsonDict
from simulator.state import State

Place = Chat | Bot


@dataclass(eq=False, slots=True, kw_only=True)
class Person(User):
    """A user who acts. A chat may be named by the bot for the private chat with it.

    Everything happens at once and returns what it made; impossible acts (writing where one is not a member, pressing
    a button that is not there) raise ValueError or KeyError, for no phone would offer them.
    """

    state: State = field(repr=False)

    def sends(
        self,
        where: Place,
        text: str | None = None,
        *,
        reply_to: Message | None = None,
        anonymously: bool = False,
        **media: object,
    ) -> Message:
        """Send one message, or an album (`photo=[bytes, …]`), whose first message is returned.

        Media, one of: `photo=bytes`, `document=(name, bytes)`, `sticker="👍"`, `voice=bytes`, `video=bytes`,
        `location=(latitude, longitude)`, `contact=(phone, name)`; with `caption=` where there is a file.
        """
        chat = self.chat_with(where)
        photos = media.get("photo")
        if isinstance(photos, Sequence) and not isinstance(photos, bytes | bytearray):
            return self.sends_album(where, photos, str(media.get("caption") or ""), reply_to=reply_to)[0]
        content = said(self.state, Sent(text, **media))  # type: ignore[arg-type]  # Sent names them all and refuses others
        return self._post(chat, content, reply_to, anonymously=anonymously)

    def sends_album(
        self, where: Place, photos: Sequence[bytes], caption: str = "", *, reply_to: Message | None = None
    ) -> list[Message]:
        """Two to ten photos as one album; the caption rides on the first."""
        chat = self.chat_with(where)
        album = self.state.new_album_id()
        contents = [
            said(self.state, Sent(photo=photo, caption=caption if index == 0 else None))
            for index, photo in enumerate(photos)
        ]
        return [self._post(chat, content, reply_to, album=album) for content in contents]

    def _post(
        self,
        chat: Chat,
        content: Content,
        reply_to: Message | None = None,
        *,
        album: str | None = None,
        anonymously: bool = False,
        forward_origin: JsonDict | None = None,
    ) -> Message:
        self._must_be_in(chat)
        member = chat.member(self.id)
        as_chat = chat.type == "channel" or anonymously or (member is not None and member.anonymous)
        if as_chat and not chat.leads(self):
            raise ValueError("only administrators speak for a chat")
        sender: User | None = self
        if chat.type == "channel":
            sender = None
        elif as_chat:
            sender = self.state.anonymous_admin
        message = acts.post(
            self.state, chat, sender, content, sender_chat=chat if as_chat else None, reply_to=reply_to, album=album,
            forward_origin=forward_origin, signature=member.title if as_chat and member else None,
        )  # fmt: skip
        acts.read_up_to(self.state, chat, self, message.id)
        return message

    def starts(self, bot: Bot, payload: str | None = None) -> Message:
        """Open the private chat, by a deep link's payload if there is one (1-64 of A-Z a-z 0-9 _ -)."""
        if payload is not None:
            origins.check_payload(payload)
        self.unblocks(bot)
        return self.sends(bot, "/start" if payload is None else f"/start {payload}")

    def edits(self, message: Message, text: str) -> Message:
        """Change the text or the caption of one's own message."""
        if message.sender is not self and message.sender_chat is not message.chat:
            raise ValueError("people edit only their own messages")
        acts.edit(self.state, message, origins.reworded(message.content, text), message.markup, by_bot=False)
        return message

    def deletes(self, message: Message) -> None:
        acts.delete(self.state, message)

    def presses(self, message: Message, data_or_label: str) -> Press:
        """Press an inline button found by its data, else by its label. The press carries the answer once it came."""
        self._must_be_in(message.chat)
        button = message.button(data_or_label)
        if "callback_data" not in button:
            raise ValueError(f"the button {data_or_label!r} calls nobody: {button}")
        return acts.press(self.state, self, message, button["callback_data"])

    def presses_raw(self, message: Message, data: str) -> Press:
        """A press with data that no button carries: what a hostile client sends."""
        return acts.press(self.state, self, message, data)

    def reacts(self, message: Message, *emoji: str) -> None:
        """Set one's reactions; without emoji they are taken back."""
        acts.react(self.state, message, self, tuple({"type": "emoji", "emoji": one} for one in emoji))

    def forwards(self, message: Message, where: Place) -> Message:
        return self._post(self.chat_with(where), message.content, forward_origin=origin_of(message))

    def reads(self, where: Place) -> None:
        """Everything in the chat has been seen."""
        chat = self.chat_with(where)
        if chat.messages:
            acts.read_up_to(self.state, chat, self, next(reversed(chat.messages)))

    def types(self, where: Place) -> None:
        acts.type_something(self.state, self.chat_with(where), self, "typing")

    def blocks(self, bot: Bot) -> None:
        origins.set_blocked(self.state, self, bot, blocked=True)

    def unblocks(self, bot: Bot) -> None:
        origins.set_blocked(self.state, self, bot, blocked=False)

    def joins(self, chat: Chat, link: str | None = None) -> None:
        """Come in, by an invite link if one is named; a link that asks makes a join request."""
        if link is None:
            membership.enter(self.state, chat, self)
            return
        invite = chat.links[link]
        if invite.revoked:
            raise ValueError("the link was revoked")
        if invite.asks:
            membership.ask_to_join(self.state, chat, self, invite)
            return
        invite.used += 1
        membership.enter(self.state, chat, self, link=invite)

    def leaves(self, chat: Chat) -> None:
        membership.leave(self.state, chat, self)

    def adds(self, user: User, chat: Chat) -> None:
        """Add a person or a bot to a group or channel."""
        membership.enter(self.state, chat, user, self)

    def removes(self, user: User, chat: Chat) -> None:
        membership.leave(self.state, chat, user, self)

    def promotes(self, user: User, chat: Chat, rights: frozenset[str] = USUAL_RIGHTS) -> None:
        membership.promote(self.state, chat, user, self, rights)

    def demotes(self, user: User, chat: Chat) -> None:
        membership.demote(self.state, chat, user, self)

    def restricts(self, user: User, chat: Chat, permissions: frozenset[str] = frozenset()) -> None:
        """Leave somebody only these permissions."""
        membership.restrict(self.state, chat, user, self, permissions)

    def pins(self, message: Message) -> None:
        acts.pin(self.state, message, self)

    def migrates(self, chat: Chat) -> Chat:
        """Turn the basic group into a supergroup and return that."""
        return membership.migrate(self.state, chat, self)

    def chat_with(self, where: Place) -> Chat:
        """The chat itself, or the private chat with a bot."""
        return self.state.private_chat(where, self) if isinstance(where, Bot) else where

    def _must_be_in(self, chat: Chat) -> None:
        if chat.type == "private":
            if chat.bot is not None and chat.bot.id in self.blocked:
                raise ValueError(f"{self.first_name} has blocked {chat.bot.first_name}")
            if chat.bot is not None:
                self.open_to.add(chat.bot.id)
            return
        if chat.migrated_to is not None or not chat.has(self):
            raise ValueError(f"{self.first_name} cannot write in {chat.title}")
