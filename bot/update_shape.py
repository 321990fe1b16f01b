"""What we read of an update, with its types: the library takes anything for anything, and would hand it on to us.

Names, types and limits are the Bot API's: ids have at most 52 significant bits there. What nobody of us reads may be
anything; what is missing and should not be is for the library to find.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_MOST = 1 << 52
Number = Annotated[int, Field(gt=-_MOST, lt=_MOST)]
Positive = Annotated[int, Field(gt=0, lt=_MOST)]
Small = Annotated[int, Field(gt=-(1 << 31), lt=1 << 31)]
Name = Annotated[str, Field(max_length=255)]
"""Ids of files are some eighty letters, those of albums seventeen digits."""


class Shape(BaseModel):
    """Right types or none; an error does not repeat what people said."""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True)


class User(Shape):
    """Who."""

    id: Positive
    first_name: str
    last_name: str | None = None
    language_code: str | None = None


class Chat(Shape):
    """Where."""

    id: Number
    type: Literal["private", "group", "supergroup", "channel"]
    title: str | None = None

    @model_validator(mode="after")
    def _people_are_above_zero(self) -> Self:
        if (self.id > 0) != (self.type == "private"):
            raise ValueError("not an id of this type of chat")
        return self


class File(Shape):
    """A document, or what a size of a photo is as well."""

    file_id: Name
    file_unique_id: Annotated[str, Field(max_length=64)]
    mime_type: str | None = None
    file_name: str | None = None


class Size(File):
    """A size of a photo: the largest is found by these. The library misses one that is absent, not one that is null."""

    width: Small
    height: Small


class Location(Shape):
    """A place that somebody shared."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Entity(Shape):
    """A marked part of a text: our commands are found by it."""

    offset: Small
    length: Small


class Message(Shape):
    """A message, or one that is replied to or has buttons."""

    message_id: Positive
    date: Number
    chat: Chat
    author: User | None = Field(default=None, alias="from")
    sender_chat: Chat | None = None
    text: str | None = None
    caption: str | None = None
    entities: list[Entity] | None = None
    caption_entities: list[Entity] | None = None
    media_group_id: Annotated[str, Field(max_length=64)] | None = None
    photo: list[Size] | None = None
    document: File | None = None
    location: Location | None = None
    forward_origin: dict[str, Any] | None = None
    reply_to_message: "Message | None" = None
    migrate_to_chat_id: Number | None = None
    migrate_from_chat_id: Number | None = None


class Press(Shape):
    """A press of a button."""

    id: str
    author: User = Field(alias="from")
    message: Message | None = None
    data: str | None = None


class Member(Shape):
    """How somebody stands in a chat."""

    status: str


class MemberChange(Shape):
    """How the bot stood in a chat, and stands now."""

    chat: Chat
    author: User = Field(alias="from")
    old_chat_member: Member
    new_chat_member: Member


class Update(Shape):
    """The kinds that have a handler."""

    update_id: Number
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Press | None = None
    my_chat_member: MemberChange | None = None
