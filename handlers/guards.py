"""From the library's updates, where everything may be missing, to typed values: here and nowhere else."""

from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import CallbackQuery, Chat, Document, Message, Update, User
from telegram.constants import ChatType

from domain.chats import Picture, Post, Replied, Where
from domain.people import Who
from domain.press import Press
from handlers import wording
from handlers.buttons import decode
from handlers.context import ANONYMOUS_ADMIN, NOBODY, Source

_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".bmp", ".gif")


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
    """The press of an update; None when it is of no use (an inline message, a game, another person's private chat)."""
    query = update.callback_query
    if query is None or query.message is None:
        return None
    if not _can_be_there(query.from_user, query.message.chat):
        return None
    source = Source(who_is(query.from_user), where_is(query.message.chat), query.message.message_id, by_button=True)
    return Pressed(source, query, query.data or "")


def posted(update: Update, bot: str) -> Post | None:
    """The message of an update as a post, `bot` being our name.

    None for those that nobody wrote (service messages, other bots, channels) and for other bots' commands.
    """
    message = update.message or update.edited_message
    if message is None or message.from_user is None or _is_program(message):
        return None
    if not _can_be_there(message.from_user, message.chat):
        return None
    text = wording.readable(message.text or message.caption or "")
    command = wording.command_of(text, bot)
    if command is None:
        return None
    reported = command == "report"
    words = wording.without_name(wording.without_command(text) if reported else text, bot)
    return Post(
        who=who_is(message.from_user),
        where=where_is(message.chat),
        message_id=message.message_id,
        at=_utc(message.date),
        text=words,
        pictures=pictures_of(message),
        album=message.media_group_id,
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        named_us=reported or wording.names(text, bot),
        location=(message.location.latitude, message.location.longitude) if message.location else None,
        replied=_replied(message),
        forwarded=message.forward_origin is not None,
        by_command=reported,
    )


def source_of(update: Update) -> Source | None:
    """Who sent a message or changed something, and where."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or not _can_be_there(user, chat):
        return None
    message = update.effective_message
    return Source(who_is(user), where_is(chat), message.message_id if message else None)


def who_is(user: User) -> Who:
    """A person as they are called, and the language of their app."""
    language = wording.readable(user.language_code or "") or None
    return Who(user.id, wording.name_of(user.full_name or "", user.id), language)


def where_is(chat: Chat) -> Where:
    """A chat as Telegram names it."""
    return Where(chat.id, str(chat.type), "" if chat.type == "private" else wording.readable(chat.title or ""))


def pictures_of(message: Message) -> tuple[Picture, ...]:
    """The picture of a message: the largest size of a photo, or a file that is one."""
    if message.photo:
        best = max(message.photo, key=lambda size: size.width * size.height)
        return (Picture(best.file_id, best.file_unique_id),)
    file = message.document
    if file is not None and _shows_something(file):
        return (Picture(file.file_id, file.file_unique_id, as_file=True),)
    return ()


def is_nobody(source: Source) -> bool:
    """Whether the sender is one of Telegram's own accounts."""
    return source.who.telegram_id in NOBODY


def _can_be_there(user: User, chat: Chat) -> bool:
    """A private chat is its owner's alone and has their id; a channel is nobody's place to talk to us."""
    return chat.type != ChatType.CHANNEL and (chat.type != ChatType.PRIVATE or chat.id == user.id)


def _is_program(message: Message) -> bool:
    author = message.from_user
    if author is None or author.id == ANONYMOUS_ADMIN:
        return author is None
    return author.is_bot or message.sender_chat is not None


def _replied(message: Message) -> Replied | None:
    earlier = message.reply_to_message
    if earlier is None or earlier.from_user is None or (earlier.from_user.is_bot and earlier.sender_chat is None):
        return None
    text = wording.readable(earlier.text or earlier.caption or "")
    return Replied(earlier.message_id, text, pictures_of(earlier))


def _shows_something(file: Document) -> bool:
    # Some phones send HEIC and even JPEG as plain bytes; what it really is comes out when it is fetched.
    named = (file.file_name or "").lower().endswith(_PICTURE_ENDINGS)
    kind = file.mime_type or ""
    return kind.startswith("image/") or (named and kind in ("", "application/octet-stream"))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
