"""Accounts: users and bots, as the world keeps them."""

from dataclasses import dataclass, field

from simulator.queues import UpdateQueue
from simulator.refusals import JsonDict

SERVICE_USER_ID = 777000
ANONYMOUS_ADMIN_ID = 1087968824
CHANNEL_BOT_ID = 136817688


@dataclass(eq=False, slots=True)
class User:
    """An account. `open_to` holds the bots it has started, `blocked` the bots it has blocked (ids); `dialogs`
    are the bots of the private chats on its phone, `chats` its groups and channels.
    """

    id: int
    first_name: str
    username: str | None = None
    last_name: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False
    open_to: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    dialogs: dict[int, None] = field(default_factory=dict)
    chats: dict[int, None] = field(default_factory=dict)

    def as_json(self) -> JsonDict:
        shape: JsonDict = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            shape["last_name"] = self.last_name
        if self.username:
            shape["username"] = self.username
        if self.language_code:
            shape["language_code"] = self.language_code
        return shape


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates pushed, and how the last failure read."""

    url: str
    secret: str
    connections: int
    last_error: str = ""
    last_error_at: int = 0


@dataclass(eq=False, slots=True, kw_only=True)
class Bot(User):
    """A bot account with its token and everything set through the Bot API."""

    token: str
    queue: UpdateQueue
    is_bot: bool = True
    can_read_all_group_messages: bool = False
    logged_out: bool = False
    webhook: Webhook | None = None
    met: set[int] = field(default_factory=set)
    commands: dict[tuple[str, str], list[JsonDict]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
