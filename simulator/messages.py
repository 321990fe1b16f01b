"""Messages and button presses, with everything that ever happened to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from simulator.chats import Chat
from simulator.entities import Entities
from simulator.files import Photo, StoredFile
from simulator.people import Bot, User
from simulator.refusals import JsonDict

SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says. `kind` is the Bot API's field name (text, photo, location …) or `service`.

    `text` is the caption where there is media; `fields` holds what has no better place (a location, a contact, the
    fields of a service message).
    """

    kind: str
    text: str = ""
    entities: Entities = ()
    photo: Photo | None = None
    file: StoredFile | None = None
    fields: tuple[tuple[str, object], ...] = ()
    above: bool = False

    @property
    def has_caption(self) -> bool:
        return self.photo is not None or (self.file is not None and self.kind not in {"sticker", "video_note"})


@dataclass(frozen=True, slots=True)
class Version:
    """How a message looked until it was edited."""

    content: Content
    markup: JsonDict | None
    until: datetime


@dataclass(eq=False, slots=True)
class Message:
    """One message; `date` and `edit_date` are Unix seconds, `extra` holds rarer fields as they are sent."""

    id: int
    chat: Chat
    date: int
    sender: User | None
    content: Content
    sender_chat: Chat | None = None
    reply_to: Message | None = None
    markup: JsonDict | None = None
    album: str | None = None
    forward_origin: JsonDict | None = None
    signature: str | None = None
    edit_date: int | None = None
    silent: bool = False
    protected: bool = False
    deleted: bool = False
    extra: JsonDict = field(default_factory=dict)
    reactions: dict[int, tuple[JsonDict, ...]] = field(default_factory=dict)
    history: list[Version] = field(default_factory=list)
    updates: list[tuple[Bot, int]] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        """Whether every bot that was told has confirmed the update; True where none was told."""
        return not any(bot.queue.has(serial) for bot, serial in self.updates)

    @property
    def text(self) -> str:
        """The text or the caption."""
        return self.content.text

    @property
    def photo(self) -> Photo | None:
        return self.content.photo

    @property
    def buttons(self) -> list[JsonDict]:
        """Every inline button, row after row."""
        return [button for row in self.button_rows for button in row]

    @property
    def button_rows(self) -> list[list[JsonDict]]:
        return list((self.markup or {}).get("inline_keyboard", []))

    def button(self, data_or_label: str) -> JsonDict:
        """The button with this data, else with this label; KeyError with what there is."""
        for key in ("callback_data", "text"):
            for button in self.buttons:
                if button.get(key) == data_or_label:
                    return button
        offered = [(button["text"], button.get("callback_data")) for button in self.buttons]
        raise KeyError(f"no button {data_or_label!r} among {offered}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot said to a press."""

    text: str | None
    alert: bool
    url: str | None
    at: datetime


@dataclass(eq=False, slots=True)
class Press:
    """A button press (a callback query); `answer` comes once, or never."""

    id: str
    user: User
    bot: Bot
    message: Message
    data: str
    at: datetime
    answer: Answer | None = None

    @property
    def answered(self) -> bool:
        return self.answer is not None


def origin_of(message: Message) -> JsonDict:
    """A `MessageOrigin`; a forwarded forward keeps its first origin."""
    if message.forward_origin is not None:
        return message.forward_origin
    if message.sender_chat is not None and message.chat.type == "channel":
        return {
            "type": "channel", "date": message.date, "chat": message.sender_chat.as_json(), "message_id": message.id,
        }  # fmt: skip
    if message.sender_chat is not None:
        return {"type": "chat", "date": message.date, "sender_chat": message.sender_chat.as_json()}
    if message.sender is None:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": "Deleted Account"}
    return {"type": "user", "date": message.date, "sender_user": message.sender.as_json()}
