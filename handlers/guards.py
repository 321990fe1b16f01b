"""From the library's updates, where everything may be missing, to typed values: here and nowhere else."""

from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import CallbackQuery, Chat, Message, Update, User

from domain.chats import Picture, Post, Where
from domain.people import Who
from domain.press import Press
from handlers.buttons import decode
from handlers.context import Source

ANONYMOUS_ADMIN = 1087968824
CHANNEL_POSTER = 136817688
SERVICE = 777000
NOBODY = frozenset({ANONYMOUS_ADMIN, CHANNEL_POSTER, SERVICE})
"""Telegram's own accounts, behind which a person hides or nobody is."""

NAME = 64
_PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/bmp", "image/gif")


@dataclass(frozen=True)
class Pressed:
    """A press of a button. `data` is decoded by the handler, so that a bad one is answered kindly."""

    source: Source
    query: CallbackQuery
    data: str

    @property
    def press(self) -> Press:
        """What it means. Raises NotUnderstood."""
        return decode(self.data)


def pressed(update: Update) -> Pressed | None:
    """The press of an update; None when it is of no use (an inline message, a game)."""
    query = update.callback_query
    if query is None or query.message is None:
        return None
    source = Source(who_is(query.from_user), where_is(query.message.chat), query.message.message_id)
    return Pressed(source, query, query.data or "")


def posted(update: Update, bot_username: str, bot_id: int) -> Post | None:
    """The message of an update as a post; None for those that nobody wrote (service messages, other bots, channels)."""
    message = update.message or update.edited_message
    if message is None or message.from_user is None:
        return None
    author = message.from_user
    if (author.is_bot and author.id != ANONYMOUS_ADMIN) or (message.sender_chat is not None and author.id != ANONYMOUS_ADMIN):
        return None
    text = message.text or message.caption or ""
    return Post(
        who=who_is(author),
        where=where_is(message.chat),
        message_id=message.message_id,
        at=_utc(message.date),
        text=without_mention(text, bot_username),
        pictures=pictures_of(message),
        album=message.media_group_id,
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        named_us=_names(text, bot_username),
        location=(message.location.latitude, message.location.longitude) if message.location else None,
    )


def source_of(update: Update) -> Source | None:
    """Who sent a message or changed something, and where."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return None
    message = update.effective_message
    return Source(who_is(user), where_is(chat), message.message_id if message else None)


def who_is(user: User) -> Who:
    """A person as they are called; control characters that could turn a line around are taken out of the name."""
    name = "".join(letter for letter in user.full_name if letter.isprintable() and letter not in _TURNING).strip()
    return Who(user.id, name[:NAME] or str(user.id), user.language_code)


def where_is(chat: Chat) -> Where:
    """A chat as Telegram names it."""
    return Where(chat.id, str(chat.type), "" if chat.type == "private" else (chat.title or ""))


def pictures_of(message: Message) -> tuple[Picture, ...]:
    """The picture of a message: the largest size of a photo, or a file that is one."""
    if message.photo:
        best = max(message.photo, key=lambda size: size.width * size.height)
        return (Picture(best.file_id, best.file_unique_id),)
    file = message.document
    if file is not None and (file.mime_type or "") in _PICTURE_TYPES:
        return (Picture(file.file_id, file.file_unique_id, as_file=True),)
    return ()


def replied_pictures(update: Update) -> tuple[Picture, ...]:
    """The pictures of the message that this one replies to."""
    message = update.effective_message
    if message is None or message.reply_to_message is None:
        return ()
    return pictures_of(message.reply_to_message)


def without_mention(text: str, bot_username: str) -> str:
    """The text without the bot's name in it."""
    at = text.lower().find(f"@{bot_username.lower()}") if bot_username else -1
    if at < 0:
        return text.strip()
    return (text[:at] + text[at + len(bot_username) + 1 :]).strip()


def is_nobody(source: Source) -> bool:
    """Whether the sender is one of Telegram's own accounts."""
    return source.who.telegram_id in NOBODY


_TURNING = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _names(text: str, bot_username: str) -> bool:
    return bool(bot_username) and f"@{bot_username.lower()}" in text.lower()


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
