"""Telegram's JSON for one bot: messages, members, presses. File ids differ from bot to bot."""

from simulator.chats import CHANNEL_RIGHTS, GROUP_RIGHTS, PERMISSIONS, Chat, InviteLink, Member
from simulator.files import StoredFile, file_shape
from simulator.messages import SERVICE, Content, Message, Press
from simulator.people import Bot
from simulator.refusals import JsonDict


def message_shape(message: Message, bot: Bot, *, with_reply: bool = True) -> JsonDict:
    """A `Message`; one reply deep, as Telegram sends it."""
    shape: JsonDict = {"message_id": message.id}
    if message.sender is not None and message.chat.type != "channel":
        shape["from"] = message.sender.as_json()
    if message.sender_chat is not None:
        shape["sender_chat"] = message.sender_chat.as_json()
    shape["chat"] = message.chat.as_json()
    shape["date"] = message.date
    if message.edit_date is not None:
        shape["edit_date"] = message.edit_date
    if message.reply_to is not None and with_reply and not message.reply_to.deleted:
        shape["reply_to_message"] = message_shape(message.reply_to, bot, with_reply=False)
    _add_rarer(shape, message)
    _add_content(shape, message.content, bot)
    if message.markup is not None and "inline_keyboard" in message.markup:
        shape["reply_markup"] = message.markup
    return shape


def _add_rarer(shape: JsonDict, message: Message) -> None:
    if message.forward_origin is not None:
        shape["forward_origin"] = message.forward_origin
    if message.album is not None:
        shape["media_group_id"] = message.album
    if message.signature is not None:
        shape["author_signature"] = message.signature
    if message.protected:
        shape["has_protected_content"] = True
    if message.extra:
        shape.update(message.extra)


def _add_content(shape: JsonDict, content: Content, bot: Bot) -> None:
    if content.kind == "text":
        shape["text"] = content.text
        if content.entities:
            shape["entities"] = list(content.entities)
        return
    if content.photo is not None:
        shape["photo"] = [photo_size(size, bot.id) for size in content.photo.sizes]
    elif content.file is not None:
        shape[content.kind] = file_content(content.file, bot.id)
    if content.kind == "animation":
        shape["document"] = shape[content.kind]
    for name, value in content.fields:
        if content.kind != SERVICE and isinstance(shape.get(name), dict) and isinstance(value, dict):
            shape[name].update(value)
        else:
            shape[name] = value
    if content.text:
        shape["caption"] = content.text
        if content.entities:
            shape["caption_entities"] = list(content.entities)
    if content.above:
        shape["show_caption_above_media"] = True


def photo_size(size: StoredFile, bot_id: int) -> JsonDict:
    return {**file_shape(size, bot_id), "width": size.width, "height": size.height}


def file_content(stored: StoredFile, bot_id: int) -> JsonDict:
    """A `Document`, `Voice`, `Video`, `Sticker` …"""
    shape = file_shape(stored, bot_id)
    if stored.kind in {"video", "animation", "sticker"}:
        shape.update(width=stored.width or 512, height=stored.height or 512)
    if stored.kind == "video_note":
        shape["length"] = stored.width or 240
    if stored.kind in {"video", "animation", "voice", "audio", "video_note"}:
        shape["duration"] = stored.seconds
    if stored.kind == "sticker":
        shape.update(type="regular", is_animated=False, is_video=False)
    elif stored.kind != "video_note":
        shape["mime_type"] = stored.mime
        if stored.name:
            shape["file_name"] = stored.name
    return shape


def member_shape(member: Member, chat: Chat) -> JsonDict:
    """A `ChatMember` of the right flavour."""
    shape: JsonDict = {"user": member.user.as_json(), "status": member.status}
    if member.status == "creator":
        shape["is_anonymous"] = member.anonymous
    elif member.status == "administrator":
        shape["can_be_edited"] = False
        shape["is_anonymous"] = member.anonymous
        names = (*GROUP_RIGHTS, *(CHANNEL_RIGHTS if chat.type == "channel" else ()))
        shape.update({name: name in member.rights for name in names})
    elif member.status == "restricted":
        shape.update(is_member=True, until_date=member.until)
        shape.update({name: name in member.rights for name in PERMISSIONS})
    elif member.status == "kicked":
        shape["until_date"] = member.until
    if member.leads and member.title:
        shape["custom_title"] = member.title
    return shape


def press_shape(press: Press) -> JsonDict:
    """A `CallbackQuery`; the message is inaccessible once it was deleted."""
    message = press.message
    if message.deleted:
        shown: JsonDict = {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
    else:
        shown = message_shape(message, press.bot)
    return {
        "id": press.id,
        "from": press.user.as_json(),
        "message": shown,
        "chat_instance": message.chat.instance,
        "data": press.data,
    }


def link_shape(link: InviteLink, waiting: int = 0) -> JsonDict:
    """A `ChatInviteLink`."""
    shape: JsonDict = {
        "invite_link": link.url,
        "creator": link.creator.as_json(),
        "creates_join_request": link.asks,
        "is_primary": False,
        "is_revoked": link.revoked,
    }
    if link.name:
        shape["name"] = link.name
    if link.expires_at:
        shape["expire_date"] = link.expires_at
    if link.member_limit:
        shape["member_limit"] = link.member_limit
    if waiting:
        shape["pending_join_request_count"] = waiting
    return shape
