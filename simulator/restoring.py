"""Reads a world that keeping.py wrote."""

import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from simulator.chats import Chat, InviteLink, Member
from simulator.files import StoredFile
from simulator.keeping import FILES, WORLD
from simulator.messages import Content, Message
from simulator.people import User
from simulator.refusals import JsonDict
from simulator.state import Clock
from simulator.world import World

LEAP = 1000
"""How far counters jump after a kill: what was said in the last moments is lost, its numbers must not come again."""


def when_kept(folder: Path) -> datetime | None:
    """The world's time when it was put away; None where no world was kept."""
    path = folder / WORLD
    return datetime.fromtimestamp(json.loads(path.read_bytes())["now"], UTC) if path.exists() else None


def restore(folder: Path, clock: Clock) -> World:
    """The world as it was kept. Raises OSError, ValueError or LookupError where the folder holds none that is whole."""
    kept = json.loads((folder / WORLD).read_bytes())
    world = World(clock)
    leap = 0 if kept["properly"] else LEAP
    for shape in kept["users"]:
        _user(world, shape, leap)
    for shape in kept["files"]:
        world.files.take_back(StoredFile(**shape, data=(folder / FILES / shape["unique_id"]).read_bytes()))
    for sizes in kept["photos"]:
        world.files.take_back_photo(tuple(_stored(world, one) for one in sizes))
    chats = [_chat(world, shape) for shape in kept["chats"]]
    for chat, shape in zip(chats, kept["chats"], strict=True):
        _tie(world, chat, shape, chats)
    for place, shape in kept["messages"]:
        _message(world, chats[place], shape, chats)
    _count_on(world, chats, leap)
    return world


def _user(world: World, shape: JsonDict, leap: int) -> None:
    bot = shape.get("bot")
    if bot is None:
        user: User = world.add_user(shape["first_name"], shape["username"], shape["language_code"], user_id=shape["id"])
    else:
        user = made = world.add_bot(
            bot["token"], shape["username"], shape["first_name"], can_read_all_group_messages=bot["sees_all"]
        )
        made.met = set(bot["met"])
        made.commands = {(scope, language): menu for scope, language, menu in bot["commands"]}
        made.profile = {(kind, language): text for kind, language, text in bot["profile"]}
        queue = bot["queue"]
        waiting = [(one, datetime.fromtimestamp(until, UTC), lane, raw) for one, until, lane, raw in queue["waiting"]]
        made.queue.take_back(queue["next_id"] + leap, waiting, queue["kinds"])
    user.last_name, user.deactivated = shape["last_name"], shape["deactivated"]
    user.open_to, user.blocked = set(shape["open_to"]), set(shape["blocked"])
    user.dialogs, user.chats = dict.fromkeys(shape["dialogs"]), dict.fromkeys(shape["chats"])


def _chat(world: World, shape: JsonDict) -> Chat:
    if shape["person"] is not None:
        person, bot = world.person(shape["person"]), next(one for one in world.bots.values() if one.id == shape["bot"])
        chat = world.private_chat(bot, person)
    else:
        chat = Chat(shape["id"], shape["type"], world.next_shared_id)
        world.chats[chat.id] = chat
        if shape["username"]:
            world.usernames[shape["username"].lower()] = chat
    for name in ("title", "username", "description", "permissions", "pinned", "instance"):
        setattr(chat, name, shape[name])
    return chat


def _tie(world: World, chat: Chat, shape: JsonDict, chats: list[Chat]) -> None:
    """What a chat holds of others: members, bots, links, other chats."""
    for one in shape["members"]:
        member = Member(**{**one, "user": world.users[one["user"]], "rights": frozenset(one["rights"])})
        chat.members[member.user.id] = member
    chat.bots = {bot.id: bot for bot in world.bots.values() if bot.id in shape["bots"]}
    chat.links = {one["url"]: InviteLink(**{**one, "creator": world.users[one["creator"]]}) for one in shape["links"]}
    chat.requests = {user: chat.links[url] for user, url in shape["requests"]}
    chat.read = dict(shape["read"])
    chat.reactions = None if shape["reactions"] is None else frozenset(shape["reactions"])
    for name in ("linked", "migrated_to", "migrated_from"):
        setattr(chat, name, None if shape[name] is None else chats[shape[name]])


def _message(world: World, chat: Chat, shape: JsonDict, chats: list[Chat]) -> None:
    about = dict(shape)
    sender, speaker = about.pop("sender"), about.pop("sender_chat")
    reactions, replied, content = about.pop("reactions"), about.pop("reply_to"), about.pop("content")
    message = Message(
        chat=chat, sender=None if sender is None else world.users[sender], content=_content(world, content),
        sender_chat=None if speaker is None else chats[speaker], reply_to=chat.messages.get(replied), **about,
    )  # fmt: skip
    message.reactions = {user: tuple(one) for user, one in reactions}
    chat.messages[message.id] = message
    if message.album is not None:
        chat.albums.setdefault(message.album, []).append(message)


def _content(world: World, shape: JsonDict) -> Content:
    return Content(
        shape["kind"], shape["text"], tuple(shape["entities"]),
        photo=world.files.photo_of(_stored(world, shape["photo"])) if shape["photo"] else None,
        file=_stored(world, shape["file"]) if shape["file"] else None,
        fields=tuple((name, value) for name, value in shape["fields"]), above=shape["above"],
    )  # fmt: skip


def _stored(world: World, unique_id: str) -> StoredFile:
    found = world.files.by_unique_id(unique_id)
    if found is None:
        raise LookupError(unique_id)
    return found


def _count_on(world: World, chats: list[Chat], leap: int) -> None:
    """Numbers go on where they stopped."""
    shared = max((max(chat.messages, default=0) for chat in chats if _shares(chat)), default=0)
    world.count_on(shared + leap)
    for chat in chats:
        if not _shares(chat):
            chat.next_message_id = count(max(chat.messages, default=0) + 1 + leap).__next__


def _shares(chat: Chat) -> bool:
    return chat.type in {"private", "group"}
