"""People's acts by name, for those who are in another process: a JSON body becomes one call of a Person."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass

from simulator.chats import Chat
from simulator.messages import Message
from simulator.params import Upload
from simulator.people import Bot, User
from simulator.refusals import JsonDict
from simulator.street import Person, Place
from simulator.windows import answer_shape, chat_window, message_view
from simulator.world import World


@dataclass(frozen=True, slots=True)
class Doing:
    """One act: who does it, with which fields and files."""

    world: World
    person: Person
    fields: JsonDict
    uploads: list[Upload]

    def text(self, name: str) -> str | None:
        value = self.fields.get(name)
        return None if value is None else str(value)

    def place(self) -> Place:
        return place_of(self.world, int(self.fields["chat"]))

    def chat(self) -> Chat:
        place = self.place()
        return self.person.chat_with(place)

    def user(self) -> User:
        return self.world.users[int(self.fields["whom"])]

    def bot(self) -> Bot:
        place = self.place()
        if not isinstance(place, Bot):
            raise TypeError("chat must be a bot's id")
        return place

    def message(self, name: str = "message") -> Message:
        return self.chat().messages[int(self.fields[name])]

    def reply_to(self) -> Message | None:
        return self.message("reply_to") if self.fields.get("reply_to") else None

    def photos(self) -> list[bytes]:
        """Uploaded photos, or `photos` as a list of base64 texts."""
        encoded = [_decoded(one) for one in self.fields.get("photos", [])]
        return [upload.data for upload in self.uploads] + encoded


def place_of(world: World, window: int) -> Place:
    """A chat by its window id; LookupError or TypeError for unknown ones."""
    if window < 0:
        return world.chats[window]
    bot = world.users[window]
    if not isinstance(bot, Bot):
        raise TypeError(f"{window} is no bot and no group")
    return bot


def _sends(doing: Doing) -> JsonDict:
    photos, text = doing.photos(), doing.text("text")
    where, reply_to = doing.place(), doing.reply_to()
    if len(photos) > 1:
        sent = doing.person.sends_album(where, photos, text or "", reply_to=reply_to)
        return {"messages": [message_view(one, doing.person) for one in sent]}
    media: JsonDict = {}
    if photos:
        media = {"photo": photos[0], "caption": text}
    elif doing.fields.get("location"):
        latitude, longitude = doing.fields["location"]
        media = {"location": (float(latitude), float(longitude))}
    elif doing.fields.get("sticker"):
        media = {"sticker": str(doing.fields["sticker"])}
    message = doing.person.sends(where, None if media else text, reply_to=reply_to, **media)
    return {"messages": [message_view(message, doing.person)]}


def _sends_document(doing: Doing) -> JsonDict:
    upload = doing.uploads[0]
    sent = doing.person.sends(doing.place(), document=(upload.name, upload.data), caption=doing.text("text"))
    return {"messages": [message_view(sent, doing.person)]}


def _starts(doing: Doing) -> JsonDict:
    return {"messages": [message_view(doing.person.starts(doing.bot(), doing.text("payload")), doing.person)]}


def _edits(doing: Doing) -> JsonDict:
    edited = doing.person.edits(doing.message(), doing.text("text") or "")
    return {"messages": [message_view(edited, doing.person)]}


def _presses(doing: Doing) -> JsonDict:
    return {"press": answer_shape(doing.person.presses(doing.message(), str(doing.fields["button"])))}


def _reacts(doing: Doing) -> JsonDict:
    emoji = doing.text("emoji")
    doing.person.reacts(doing.message(), *([emoji] if emoji else []))
    return {}


def _forwards(doing: Doing) -> JsonDict:
    sent = doing.person.forwards(doing.message(), place_of(doing.world, int(doing.fields["to"])))
    return {"messages": [message_view(sent, doing.person)]}


def _joins(doing: Doing) -> JsonDict:
    doing.person.joins(doing.chat(), doing.text("link"))
    return {}


def _migrates(doing: Doing) -> JsonDict:
    return {"chat": chat_window(doing.person.migrates(doing.chat()), doing.person)}


def _quiet(act: Callable[[Doing], None]) -> Callable[[Doing], JsonDict]:
    def done(doing: Doing) -> JsonDict:
        act(doing)
        return {}

    return done


ACTS: dict[str, Callable[[Doing], JsonDict]] = {
    "sends": _sends,
    "sends_document": _sends_document,
    "starts": _starts,
    "edits": _edits,
    "presses": _presses,
    "reacts": _reacts,
    "forwards": _forwards,
    "joins": _joins,
    "migrates": _migrates,
    "deletes": _quiet(lambda doing: doing.person.deletes(doing.message())),
    "reads": _quiet(lambda doing: doing.person.reads(doing.place())),
    "types": _quiet(lambda doing: doing.person.types(doing.place())),
    "blocks": _quiet(lambda doing: doing.person.blocks(doing.bot())),
    "unblocks": _quiet(lambda doing: doing.person.unblocks(doing.bot())),
    "leaves": _quiet(lambda doing: doing.person.leaves(doing.chat())),
    "adds": _quiet(lambda doing: doing.person.adds(doing.user(), doing.chat())),
    "removes": _quiet(lambda doing: doing.person.removes(doing.user(), doing.chat())),
    "promotes": _quiet(lambda doing: doing.person.promotes(doing.user(), doing.chat())),
    "demotes": _quiet(lambda doing: doing.person.demotes(doing.user(), doing.chat())),
    "pins": _quiet(lambda doing: doing.person.pins(doing.message())),
}


def do(world: World, fields: JsonDict, uploads: list[Upload]) -> JsonDict:
    """Carry out one act; LookupError, ValueError or TypeError say what was wrong with it."""
    act = ACTS.get(str(fields.get("act")))
    if act is None:
        raise LookupError(f"no such act: {fields.get('act')}; there are {', '.join(sorted(ACTS))}")
    return act(Doing(world, world.person(int(fields["user"])), fields, uploads))


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(str(text).rpartition(",")[2], validate=True)
    except binascii.Error as error:
        raise ValueError("a photo must be base64") from error
