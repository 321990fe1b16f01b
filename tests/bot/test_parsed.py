"""An update is read only when everything that we look at is of its type."""

import json
from typing import Any

import pytest

from bot.updates import Unreadable, parsed

WANG = {"id": 1001, "is_bot": False, "first_name": "王阿姨"}
GROUP = {"id": -1001, "type": "supergroup", "title": "3栋"}
MESSAGE = {"message_id": 5, "date": 1, "chat": GROUP, "from": WANG, "text": "门口垃圾桶坏了"}
SECRET = "只有我们知道的话"


def read(**changes: Any) -> Any:
    return parsed(json.dumps({"update_id": 1, "message": {**MESSAGE, **changes}}))


def test_a_message_as_it_should_be() -> None:
    """With fields of tomorrow in it, and with nulls where something is optional."""
    assert read(of_tomorrow=[{}], caption=None).message.text == "门口垃圾桶坏了"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"message_id": "5"}, "message.message_id"),
        ({"message_id": 10**30}, "message.message_id"),
        ({"from": {**WANG, "id": "1001"}}, "message.from.id"),
        ({"chat": {**GROUP, "type": "of_tomorrow"}}, "message.chat.type"),
        ({"chat": {"id": 5, "type": "group", "title": ""}}, "message.chat"),
        ({"text": ["x"]}, "message.text"),
        ({"location": {"latitude": 91, "longitude": 0}}, "message.location.latitude"),
        ({"photo": [{"file_id": 5}]}, "message.photo.0"),
        ({"media_group_id": "9" * 99}, "message.media_group_id"),
        ({"reply_to_message": {**MESSAGE, "chat": 7}}, "message.reply_to_message.chat"),
    ],
)
def test_what_has_a_wrong_type_is_named(changes: dict[str, Any], place: str) -> None:
    """Where it was, and nothing of what was said."""
    with pytest.raises(Unreadable) as error:
        read(**changes)
    assert str(error.value).startswith(place)


@pytest.mark.parametrize(
    "raw", ["", "[]", "5", "{", f'{{"update_id": 1, "message": {{"text": "{SECRET}"}}}}', "[" * 100_000]
)
def test_whatever_cannot_be_read(raw: str) -> None:
    """One kind of error, which repeats nothing and drags nothing along that would."""
    with pytest.raises(Unreadable) as error:
        parsed(raw)
    assert SECRET not in repr(error.value)
    assert error.value.__cause__ is None
    assert error.value.__context__ is None


@pytest.mark.parametrize("kind", ["edited_channel_post", "channel_post", "business_message", "poll", "of_tomorrow"])
def test_what_nobody_reads_may_be_anything(kind: str) -> None:
    """The library's handlers of commands would look into it, and stumble, before they see that it is none of theirs."""
    spoilt = {**MESSAGE, "text": "/report x", "entities": [{"type": "bot_command", "offset": 0, "length": "7"}]}
    update = parsed(json.dumps({"update_id": 1, kind: spoilt}))
    assert update.effective_message is None
