"""sendMessage, sendPhoto, sendDocument, sendMediaGroup and their smaller kin."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from simulator import acts
from simulator.access import Aim
from simulator.chats import Chat
from simulator.files import Photo, StoredFile
from simulator.markup import read_markup
from simulator.messages import Content, Message
from simulator.params import Params, Upload
from simulator.query import Query
from simulator.refusals import JsonDict, bad
from simulator.shapes import message_shape
from simulator.texts import read_caption, read_reply, read_text

MOST_PHOTO_BYTES = 10 * 1024 * 1024
ALBUM = (2, 10)
ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip


async def send_message(query: Query) -> JsonDict:
    chat = query.chat()
    text, entities = read_text(query)
    return message_shape(_post(query, chat, Content("text", text, entities)), query.bot)


async def send_photo(query: Query) -> JsonDict:
    chat = query.chat()
    read_markup(query.params)  # what is wrong with the rest is said before the picture is developed
    photo = await photo_from(query, query.params.file("photo"), "photo")
    text, entities = read_caption(query)
    content = Content("photo", text, entities, photo=photo, above=query.params.flag("show_caption_above_media"))
    return message_shape(_post(query, chat, content), query.bot)


def file_sender(kind: str) -> Callable[[Query], Awaitable[JsonDict]]:
    """sendDocument, sendVoice, sendVideo …: bytes as they are."""

    async def send_file(query: Query) -> JsonDict:
        chat = query.chat()
        stored = file_from(query, query.params.file(kind), kind)
        text, entities = read_caption(query)
        return message_shape(_post(query, chat, Content(kind, text, entities, file=stored)), query.bot)

    return send_file


async def send_location(query: Query) -> JsonDict:
    chat = query.chat()
    try:
        latitude, longitude = (float(query.params.text(name)) for name in ("latitude", "longitude"))
    except ValueError:
        raise bad("latitude is empty") from None
    content = Content("location", fields=(("location", {"latitude": latitude, "longitude": longitude}),))
    return message_shape(_post(query, chat, content), query.bot)


async def send_media_group(query: Query) -> list[JsonDict]:
    """Two to ten items with one media_group_id; either all of them are sent or none."""
    chat = query.chat()
    media = query.params.json("media")
    if not isinstance(media, list):
        raise bad("can't parse media JSON object" if media is not None else 'parameter "media" is required')
    if not ALBUM[0] <= len(media) <= ALBUM[1]:
        raise bad("there must be 2-10 messages to send as an album" if media else "there are no messages to send")
    contents = [await media_content(query, item) for item in media]
    if len({"document" if content.kind in {"document", "audio"} else "visual" for content in contents}) > 1:
        raise bad("document can't be mixed with other media types")
    album = query.state.new_album_id()
    reply_to = read_reply(query, chat)
    messages = [_post(query, chat, content, album=album, reply_to=reply_to) for content in contents]
    return [message_shape(message, query.bot) for message in messages]


async def media_content(query: Query, item: object) -> Content:
    """One `InputMedia…` of an album or an edit."""
    if not isinstance(item, dict) or not isinstance(item.get("media"), str):
        raise bad("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if kind not in {"photo", "video", "document", "audio", "animation"}:
        raise bad("can't parse InputMedia: type must be one of photo, video, animation, audio or document")
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in item.items()}
    caption, entities = read_caption(query, Params(texts))
    source = query.params.attached(item["media"])
    if kind == "photo":
        photo = await photo_from(query, source, "media")
        return Content("photo", caption, entities, photo=photo, above=bool(item.get("show_caption_above_media")))
    return Content(kind, caption, entities, file=file_from(query, source, kind))


async def photo_from(query: Query, source: Upload | str | None, name: str) -> Photo:
    """A photo uploaded or sent again by file_id."""
    if source is None:
        raise bad(f"there is no {name} in the request")
    if isinstance(source, Upload):
        if len(source.data) > MOST_PHOTO_BYTES:
            raise bad(f"file of size {len(source.data)} bytes is too big for a photo; the maximum size is "
                      f"{MOST_PHOTO_BYTES} bytes")  # fmt: skip
        if not source.data:
            raise bad("file must be non-empty")
        darkroom = query.state.darkroom
        pictures = darkroom.known(source.data)
        if pictures is None:
            pictures = await asyncio.to_thread(darkroom.develop, source.data)
        return query.state.files.add_photo(pictures)
    stored = _known(query, source)
    if stored.kind != "photo":
        raise bad(f"can't use file of type {stored.kind.title()} as Photo")
    return query.state.files.photo_of(stored)


def file_from(query: Query, source: Upload | str | None, kind: str) -> StoredFile:
    """A file uploaded or sent again by file_id."""
    if source is None:
        raise bad(f"there is no {kind} in the request")
    if isinstance(source, Upload):
        if not source.data:
            raise bad("file must be non-empty")
        return query.state.files.add(kind, source.data, name=source.name, mime=source.mime)
    stored = _known(query, source)
    if stored.kind != kind:
        raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _known(query: Query, file_id: str) -> StoredFile:
    if "://" in file_id:
        raise bad("failed to get HTTP URL content")
    stored = query.state.files.by_id(file_id, query.bot.id)
    if stored is None:
        raise bad("wrong file identifier/HTTP URL specified")
    return stored


async def send_chat_action(query: Query) -> bool:
    chat = query.chat()
    action = query.params.text("action").lower()
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    acts.type_something(query.state, chat, query.bot, action)
    return True


def _post(
    query: Query, chat: Chat, content: Content, *, album: str | None = None, reply_to: Message | None = None
) -> Message:
    Aim.WRITE.check(query.state, query.bot, chat)  # again: the chat may have changed while a picture was developed
    params = query.params
    markup = None
    if album is None:
        markup = read_markup(params)
        reply_to = read_reply(query, chat)
    in_channel = chat.type == "channel"
    return acts.post(
        query.state, chat, query.bot, content, sender_chat=chat if in_channel else None, reply_to=reply_to,
        markup=markup, album=album, silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
    )  # fmt: skip
