"""One message to Telegram: new, edited, deleted or a reaction; pictures are drawn off the event loop."""

import asyncio
from dataclasses import dataclass
from html import escape
from zoneinfo import ZoneInfo

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.showing import Prepared
from domain.sheet import Photo
from handlers.buttons import encode
from storage.photo_store import PhotoGone, PhotoStore
from views.catalog import Words
from views.outgoing import CAPTION, TEXT, Button, Comparison, Deletion, Outgoing, Reaction, as_read, clip, units

MOST_PICTURES = 10
"""Telegram's limit for an album."""


@dataclass(frozen=True)
class Posted:
    """What Telegram made of it: the new message's id, or None for an edit, a reaction or a deletion.

    `has_photo` tells whether a photo stands in the message now; None where nothing changed in that.
    """

    message_id: int | None = None
    has_photo: bool | None = None


class Poster:
    """Turns what a view says into calls of the Bot API. Raises the library's errors."""

    def __init__(self, bot: Bot, store: PhotoStore, zone: ZoneInfo) -> None:
        self._bot = bot
        self._store = store
        self._zone = zone

    async def post(self, prepared: Prepared, reply_to: int | None) -> Posted:
        """Send, edit, react or delete."""
        shown = prepared.shown
        if isinstance(shown, Reaction):
            await self._bot.set_message_reaction(
                prepared.telegram_id, reply_to or 0, reaction=[ReactionTypeEmoji(shown.emoji)]
            )
            return Posted()
        if isinstance(shown, Deletion):
            await self._bot.delete_message(prepared.telegram_id, reply_to or 0)
            return Posted()
        if shown is None:
            return Posted()
        if prepared.edits is not None:
            return await self._edit(prepared, shown, prepared.edits)
        return await self._send(prepared, shown, reply_to)

    async def _send(self, prepared: Prepared, shown: Outgoing, reply_to: int | None) -> Posted:
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to and reply_to > 0 else None
        buttons = keyboard(shown)
        silent = shown.silent and prepared.is_group
        picture = await self._picture(shown, prepared.words)
        message: Message
        if shown.document is not None:
            name, data = shown.document
            message = await self._bot.send_document(
                prepared.telegram_id, data, filename=name, caption=checked(shown.text, CAPTION),
                parse_mode=ParseMode.HTML,
            )
        elif len(shown.album) > 1:
            pictures = [InputMediaPhoto(one) for one in shown.album[:MOST_PICTURES]]
            message, *_ = await self._bot.send_media_group(
                prepared.telegram_id, pictures, caption=checked(shown.text, CAPTION), parse_mode=ParseMode.HTML,
                disable_notification=silent,
            )
        elif picture is not None:
            message = await self._bot.send_photo(
                prepared.telegram_id, picture, caption=checked(shown.text, CAPTION), parse_mode=ParseMode.HTML,
                reply_markup=buttons, reply_parameters=reply, disable_notification=silent,
            )
        else:
            message = await self._bot.send_message(
                prepared.telegram_id, checked(shown.text, TEXT), parse_mode=ParseMode.HTML, reply_markup=buttons,
                reply_parameters=reply, disable_notification=silent,
            )
        return Posted(message.message_id, picture is not None)

    async def _edit(self, prepared: Prepared, shown: Outgoing, message_id: int) -> Posted:
        buttons = keyboard(shown)
        if prepared.edited_has_photo:
            await self._bot.edit_message_caption(
                prepared.telegram_id, message_id, caption=checked(shown.text, CAPTION), parse_mode=ParseMode.HTML,
                reply_markup=buttons,
            )
        elif (shown.photo or shown.kept) and (picture := await self._picture(shown, prepared.words)):
            media = InputMediaPhoto(picture, caption=checked(shown.text, CAPTION), parse_mode=ParseMode.HTML)
            await self._bot.edit_message_media(
                media, prepared.telegram_id, message_id, reply_markup=buttons
            )
            return Posted(has_photo=True)
        else:
            await self._bot.edit_message_text(
                checked(shown.text, TEXT), prepared.telegram_id, message_id, parse_mode=ParseMode.HTML,
                reply_markup=buttons,
            )
        return Posted()

    async def _picture(self, shown: Outgoing, words: Words) -> str | bytes | None:
        if shown.before_after is not None:
            return await asyncio.to_thread(self._before_after, shown.before_after, words)
        if shown.drawn is not None:
            return await asyncio.to_thread(shown.drawn)
        if shown.kept:
            return await asyncio.to_thread(self._kept, shown.kept)
        return shown.photo or "".join(shown.album[:1]) or None

    def _before_after(self, pair: Comparison, words: Words) -> bytes:
        # Drawing needs the picture library, which a start without a result need not load.
        from views.pictures.before_after import BeforeAfterFacts, draw_before_after  # noqa: PLC0415

        sheet, case = pair.sheet, pair.sheet.case
        before = sheet.pictures("before")[:1]
        after = sheet.pictures("after")[:1]
        role = words.plain(f"role.{case.role}") if case.role else ""
        facts = BeforeAfterFacts(
            place=sheet.area.name,
            title=pair.title,
            number=case.id,
            before=self._bytes(before),
            after=self._bytes(after),
            before_at=case.filed_at.astimezone(self._zone),
            after_at=(case.resolved_at or case.filed_at).astimezone(self._zone),
            who=f"{role} {sheet.responsible.name if sheet.responsible else ''}".strip(),
            took=(case.resolved_at or case.filed_at) - case.filed_at,
            result_text=pair.note or None,
        )
        return draw_before_after(facts, words)

    def _bytes(self, photos: tuple[Photo, ...]) -> bytes | None:
        found = (self._kept(one.path) for one in photos if one.path is not None)
        return next((data for data in found if data is not None), None)

    def _kept(self, path: str) -> bytes | None:
        try:
            return self._store.load(path)
        except PhotoGone:
            return None


def keyboard(shown: Outgoing) -> InlineKeyboardMarkup | None:
    """The buttons as the library wants them."""
    if not shown.buttons:
        return None
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in shown.buttons])


def checked(text: str, limit: int) -> str:
    """The text; one that is over Telegram's limit loses its last lines, so that no tag is cut in two.

    A single line that is too long by itself loses its tags and its end.
    """
    lines = text.split("\n")
    while len(lines) > 1 and units(as_read("\n".join(lines))) > limit:
        lines.pop()
    if units(as_read(lines[0])) <= limit:
        return "\n".join(lines)
    return escape(clip(as_read(lines[0]), limit))


def _button(one: Button) -> InlineKeyboardButton:
    if one.press is not None:
        return InlineKeyboardButton(one.label, callback_data=encode(one.press))
    return InlineKeyboardButton(one.label, url=one.url)

