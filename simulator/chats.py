"""Chats and who is in them: private, group, supergroup and channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.people import Bot, User
from simulator.refusals import JsonDict

if TYPE_CHECKING:
    from simulator.messages import Message

IN_CHAT = frozenset({"creator", "administrator", "member", "restricted"})
GROUP_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_pin_messages",
)  # fmt: skip
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
USUAL_RIGHTS = frozenset(GROUP_RIGHTS) - {"can_promote_members"}
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


@dataclass(slots=True)
class Member:
    """One account in one chat; `joined_at` and `until` are Unix seconds."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()
    anonymous: bool = False
    title: str | None = None
    joined_at: int = 0
    until: int = 0

    @property
    def inside(self) -> bool:
        return self.status in IN_CHAT

    @property
    def leads(self) -> bool:
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)


@dataclass(slots=True)
class InviteLink:
    """A link somebody made; people join through it, or ask to."""

    url: str
    creator: User
    asks: bool = False
    name: str | None = None
    expires_at: int | None = None
    member_limit: int | None = None
    revoked: bool = False
    used: int = 0


@dataclass(eq=False, slots=True)
class Chat:
    """A chat with its members and messages; the id of a private chat is the person's."""

    id: int
    type: str
    next_message_id: Callable[[], int]
    title: str | None = None
    username: str | None = None
    description: str | None = None
    person: User | None = None
    bot: Bot | None = None
    members: dict[int, Member] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    albums: dict[str, list[Message]] = field(default_factory=dict)
    permissions: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PERMISSIONS, True))
    reactions: frozenset[str] | None = None
    linked: Chat | None = None
    migrated_to: Chat | None = None
    migrated_from: Chat | None = None
    pinned: list[int] = field(default_factory=list)
    links: dict[str, InviteLink] = field(default_factory=dict)
    requests: dict[int, InviteLink] = field(default_factory=dict)
    read: dict[int, int] = field(default_factory=dict)
    instance: str = ""

    @property
    def is_group(self) -> bool:
        return self.type in {"group", "supergroup"}

    @property
    def words(self) -> str:
        """What Telegram calls this kind of chat in its refusals."""
        return "chat" if self.type == "private" else f"{self.type} chat"

    @property
    def visible(self) -> list[Message]:
        """The messages that are still there, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    @property
    def last(self) -> Message:
        """The newest message still there; IndexError in an empty chat."""
        for message in reversed(self.messages.values()):
            if not message.deleted:
                return message
        raise IndexError("nothing has been said here")

    def member(self, user_id: int) -> Member | None:
        return self.members.get(user_id)

    def has(self, user: User) -> bool:
        member = self.members.get(user.id)
        return member is not None and member.inside

    def leads(self, user: User) -> bool:
        member = self.members.get(user.id)
        return member is not None and member.leads

    def as_json(self) -> JsonDict:
        """The short `Chat` that rides in messages."""
        shape: JsonDict = {"id": self.id, "type": self.type}
        if self.person is not None:
            shape["first_name"] = self.person.first_name
            if self.person.last_name:
                shape["last_name"] = self.person.last_name
            if self.person.username:
                shape["username"] = self.person.username
            return shape
        shape["title"] = self.title
        if self.username:
            shape["username"] = self.username
        if self.type == "group":
            shape["all_members_are_administrators"] = False
        return shape
