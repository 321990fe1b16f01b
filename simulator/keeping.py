"""Writes a world to the disk: one JSON file and a folder of bytes. Former versions of messages are left out."""

import json
from pathlib import Path

from simulator.chats import Chat, Member
from simulator.messages import Message
from simulator.people import Bot, User
from simulator.queues import UpdateQueue
from simulator.refusals import JsonDict
from simulator.world import World

WORLD = "world.json"
FILES = "files"


def keep(world: World, folder: Path, *, properly: bool = False) -> None:
    """Write the world into a folder; whoever reads meanwhile finds the former one whole.

    `properly` says that nothing will happen after it: see restoring.restore.
    """
    files = folder / FILES
    files.mkdir(parents=True, exist_ok=True)
    for stored in world.files.everything():
        path = files / stored.unique_id
        if not path.exists():
            _replace(path, stored.data)
    shape = {"properly": properly, "now": world.clock().timestamp(), **_shape(world)}
    _replace(folder / WORLD, json.dumps(shape, ensure_ascii=False).encode())


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(data)
    fresh.replace(path)


def _shape(world: World) -> JsonDict:
    makeshift = {world.service_user.id, world.anonymous_admin.id, world.channel_bot.id}
    chats = [*world.chats.values(), *world.private.values()]
    places = {id(chat): place for place, chat in enumerate(chats)}
    return {
        "users": [_user(user) for user in world.users.values() if user.id not in makeshift],
        "files": [
            {name: value for name, value in fields_of(stored).items() if name != "data"}
            for stored in world.files.everything()
        ],
        "photos": [[size.unique_id for size in photo.sizes] for photo in world.files.photos()],
        "chats": [_chat(chat, places) for chat in chats],
        "messages": [
            [places[id(chat)], _message(message, places)] for chat in chats for message in chat.messages.values()
        ],
    }


def fields_of(record: object) -> JsonDict:
    """The plain fields of a record with slots."""
    return {name: getattr(record, name) for name in type(record).__slots__}  # type: ignore[attr-defined]


def _user(user: User) -> JsonDict:
    shape = {
        name: getattr(user, name)
        for name in ("id", "first_name", "username", "last_name", "language_code", "deactivated")
    }
    shape |= {
        "open_to": sorted(user.open_to), "blocked": sorted(user.blocked), "dialogs": [*user.dialogs],
        "chats": [*user.chats],
    }  # fmt: skip
    return shape | ({"bot": _bot(user)} if isinstance(user, Bot) else {})


def _bot(bot: Bot) -> JsonDict:
    return {
        "token": bot.token, "sees_all": bot.can_read_all_group_messages, "met": sorted(bot.met),
        "commands": [[*key, menu] for key, menu in bot.commands.items()],
        "profile": [[*key, text] for key, text in bot.profile.items()], "queue": _queue(bot.queue),
    }  # fmt: skip


def _queue(queue: UpdateQueue) -> JsonDict:
    return {
        "next_id": queue.next_id, "kinds": sorted(queue.kinds),
        "waiting": [[one.id, one.until.timestamp(), one.lane, one.raw] for one in queue],
    }  # fmt: skip


def _chat(chat: Chat, places: dict[int, int]) -> JsonDict:
    plain = ("id", "type", "title", "username", "description", "permissions", "pinned", "instance")
    shape = {name: getattr(chat, name) for name in plain}
    return shape | {
        "person": chat.person.id if chat.person else None, "bot": chat.bot.id if chat.bot else None,
        "members": [_member(member) for member in chat.members.values()], "bots": [*chat.bots],
        "reactions": None if chat.reactions is None else sorted(chat.reactions),
        "linked": _place(chat.linked, places), "migrated_to": _place(chat.migrated_to, places),
        "migrated_from": _place(chat.migrated_from, places),
        "links": [fields_of(link) | {"creator": link.creator.id} for link in chat.links.values()],
        "requests": [[user, link.url] for user, link in chat.requests.items()],
        "read": [list(one) for one in chat.read.items()],
    }  # fmt: skip


def _member(member: Member) -> JsonDict:
    return fields_of(member) | {"user": member.user.id, "rights": sorted(member.rights)}


def _place(chat: Chat | None, places: dict[int, int]) -> int | None:
    return None if chat is None else places[id(chat)]


def _message(message: Message, places: dict[int, int]) -> JsonDict:
    plain = (
        "id", "date", "markup", "album", "forward_origin", "signature", "edit_date", "silent", "protected",
        "deleted", "extra",
    )  # fmt: skip
    content, replied = message.content, message.reply_to
    return {name: getattr(message, name) for name in plain} | {
        "sender": message.sender.id if message.sender else None,
        "sender_chat": _place(message.sender_chat, places),
        "reply_to": replied.id if replied is not None and replied.chat is message.chat else None,
        "reactions": [[user, list(reactions)] for user, reactions in message.reactions.items()],
        "content": {
            "kind": content.kind, "text": content.text, "entities": list(content.entities),
            "fields": [list(one) for one in content.fields], "above": content.above,
            "photo": content.photo.largest.unique_id if content.photo else None,
            "file": content.file.unique_id if content.file else None,
        },
    }  # fmt: skip
