"""Updates as Telegram's schema describes them: every kind, every sort of content, with what is optional left out at random."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from domain.press import Verb
from simulator.chats import GROUP_RIGHTS, PERMISSIONS
from simulator.entities import found_in
from tests.fuzz.words import mostly, names, presses, texts
from tests.machine.folk import FOLK, GROUPS

Json = dict[str, Any]
Built = st.SearchStrategy[Json]

NOW = 1_778_461_200
"""The town's first morning, in Unix seconds."""
CHANNEL = -1_009_000_000_001
UNBOUND = -1_009_000_000_002
NOBODIES = ({"id": 1087968824, "is_bot": True, "first_name": "Group"}, {"id": 777000, "is_bot": False, "first_name": "T"},
            {"id": 136817688, "is_bot": True, "first_name": "Channel"})  # fmt: skip


def group_of(key: str) -> Json:
    """A bound group, as Telegram names it."""
    title, code = GROUPS[key]
    return {"id": -len(code) * 1000 - len(key), "type": "supergroup", "title": title}


_KNOWN = [{"id": one.number, "is_bot": False, "first_name": one.name, "language_code": "zh-hans"} for one in FOLK.values()]
_numbers = st.sampled_from((1, 42, 5_000_000_001, 2**31, 2**52 - 1, 10**15))
_strangers = st.fixed_dictionaries(
    {"id": _numbers, "is_bot": st.booleans(), "first_name": names},
    optional={"last_name": names, "username": st.just("someone"), "language_code": st.sampled_from(("en", "zh-hant", "x" * 30)),
              "is_premium": st.just(True), "added_to_attachment_menu": st.just(True)},
)  # fmt: skip
people: Built = mostly((12, st.sampled_from(_KNOWN)), (2, _strangers), (1, st.sampled_from(NOBODIES)))

_groups = st.sampled_from([group_of(key) for key in GROUPS])
_elsewhere = st.sampled_from((
    {"id": UNBOUND, "type": "group", "title": "没绑的群"}, {"id": CHANNEL, "type": "channel", "title": "公告"},
    {"id": UNBOUND - 1, "type": "supergroup", "title": "话题群", "is_forum": True},
    {"id": UNBOUND - 2, "type": "supergroup", "title": "", "username": "x"},
))  # fmt: skip


@st.composite
def places(draw: st.DrawFn, author: Json) -> Json:
    """A bound group, the author's private chat, or somewhere else."""
    kind = draw(st.sampled_from("gggppo"))
    if kind == "g":
        return draw(_groups)
    return {"id": author["id"], "type": "private", "first_name": author["first_name"]} if kind == "p" else draw(_elsewhere)


_ids = mostly((5, st.integers(20_000, 90_000)), (1, st.integers(1, 60)))
_earlier_ids = mostly((2, st.integers(100, 120)), (2, st.integers(10_000, 10_050)), (1, _ids))
"""Mostly new ones; what is replied to, pressed or edited is mostly a report or a card that stands in the town."""
_photo = st.builds(
    lambda n: {"photo": [{"file_id": f"photo-{n}-{w}", "file_unique_id": f"u{n}-{w}", "width": w, "height": w} for w in (90, 320)]},
    st.integers(1, 9),
)  # fmt: skip
_document = st.builds(
    lambda n, kind, name: {"document": {"file_id": f"doc-{n}", "file_unique_id": f"d{n}", **kind, **name}},
    st.integers(1, 9), st.sampled_from(({}, {"mime_type": "image/png"}, {"mime_type": "application/pdf"})),
    st.sampled_from(({}, {"file_name": "a.JPG"}, {"file_name": "../../etc/passwd"}, {"file_name": ""})),
)  # fmt: skip


def _file(kind: str, **more: Any) -> Built:
    return st.just({kind: {"file_id": f"{kind}-1", "file_unique_id": f"{kind}1", **more}})


_sized = {"width": 9, "height": 9, "duration": 1}
_poll = {"id": "1", "question": "去不去", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
         "type": "regular", "allows_multiple_answers": False, "allows_revoting": True,
         "members_only": False}  # fmt: skip
_place = {"latitude": 30.7, "longitude": 121.3}
_OTHERS: tuple[Json, ...] = (
    {"contact": {"phone_number": "+8613800000000", "first_name": "老王"}}, {"dice": {"emoji": "🎲", "value": 6}},
    {"venue": {"location": _place, "title": "x", "address": "y"}, "location": _place}, {"poll": _poll},
    {"game": {"title": "x", "description": "y", "photo": []}}, {"story": {"id": 1, "chat": {"id": 5, "type": "private"}}},
    {"new_chat_members": [_KNOWN[0]]}, {"left_chat_member": _KNOWN[0]}, {"new_chat_title": "新名字"}, {"group_chat_created": True},
    {"delete_chat_photo": True}, {"new_chat_photo": []}, {"message_auto_delete_timer_changed": {"message_auto_delete_time": 9}},
    {"pinned_message": {"message_id": 3, "date": 0, "chat": group_of("b3")}}, {"write_access_allowed": {}},
    {"forum_topic_created": {"name": "x", "icon_color": 1}}, {"video_chat_started": {}}, {"video_chat_ended": {"duration": 1}},
    {"users_shared": {"request_id": 1, "users": []}}, {"chat_shared": {"request_id": 1, "chat_id": 5}},
    {"web_app_data": {"data": "{}", "button_text": "x"}}, {"boost_added": {"boost_count": 1}}, {"gift": {}}, {"checklist": {"title": "x", "tasks": []}},
    {"proximity_alert_triggered": {"traveler": _KNOWN[0], "watcher": _KNOWN[1], "distance": 1}}, {"giveaway_created": {}},
    {"invoice": {"title": "x", "description": "y", "start_parameter": "", "currency": "CNY", "total_amount": 1}},
    {"successful_payment": {"currency": "CNY", "total_amount": 1, "invoice_payload": "", "telegram_payment_charge_id": "1",
                            "provider_payment_charge_id": "1"}},
    {"paid_media": {"star_count": 1, "paid_media": []}}, {"something_new": {"of": ["tomorrow"]}}, {},
)  # fmt: skip
_said: Built = texts.map(lambda words: {"text": words})
_files: Built = st.one_of(
    _file("video", **_sized), _file("voice", duration=1), _file("video_note", length=9, duration=1), _file("audio", duration=1),
    _file("animation", **_sized), _file("sticker", type="regular", width=9, height=9, is_animated=False, is_video=False),
)  # fmt: skip
_contents: Built = mostly(
    (10, _said), (7, _photo), (2, _document), (1, st.just({"location": _place})), (1, _files), (2, st.sampled_from(_OTHERS))
)
_origins = st.sampled_from((
    {"type": "user", "date": NOW, "sender_user": _KNOWN[2]}, {"type": "hidden_user", "date": NOW, "sender_user_name": "谁"},
    {"type": "chat", "date": NOW, "sender_chat": group_of("station")}, {"type": "of_tomorrow", "date": NOW},
    {"type": "channel", "date": NOW, "chat": {"id": CHANNEL, "type": "channel"}, "message_id": 5},
))  # fmt: skip
_entities = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(("bot_command", "mention", "bold", "text_mention", "custom_emoji", "of_tomorrow")),
         "offset": st.integers(-5, 5000), "length": st.integers(-5, 5000)},
        optional={"user": st.sampled_from(_KNOWN), "url": st.just("x"), "custom_emoji_id": st.just("1")},
    ), max_size=4,
)  # fmt: skip
_trimmings: tuple[tuple[str, st.SearchStrategy[Any]], ...] = (
    ("media_group_id", st.sampled_from(("900", "901"))), ("forward_origin", _origins), ("edit_date", st.just(NOW + 60)),
    ("author_signature", names), ("message_thread_id", _ids), ("is_topic_message", st.just(True)),
    ("sender_chat", st.one_of(_groups, st.just({"id": CHANNEL, "type": "channel", "title": "公告"}))),
    ("via_bot", st.just({"id": 7, "is_bot": True, "first_name": "b", "username": "b"})), ("has_protected_content", st.just(True)),
    ("is_automatic_forward", st.just(True)), ("quote", st.just({"text": "x", "position": 0})), ("unknown", st.just([{}])),
    ("migrate_to_chat_id", st.sampled_from((UNBOUND - 7, UNBOUND - 8))), ("migrate_from_chat_id", st.sampled_from((-5000, -3333))),
    ("entities", _entities), ("caption_entities", _entities), ("reply_markup", st.just({"inline_keyboard": [[]]})),
    ("business_connection_id", st.just("b")), ("sender_boost_count", st.just(1)), ("effect_id", st.just("1")),
)  # fmt: skip


@st.composite
def messages(draw: st.DrawFn, where: Json | None = None, *, edited: bool = False) -> Json:
    """A message; its commands are marked as Telegram marks them, unless an entity is made up."""
    author = draw(people)
    message = {
        "message_id": draw(_earlier_ids if edited else _ids), "date": NOW + draw(st.integers(-700, 60)), "chat": where or draw(places(author)), "from": author,
        **draw(_contents),
    }  # fmt: skip
    if "text" not in message and draw(st.booleans()):
        message["caption"] = draw(texts)
    for name, marks in (("text", "entities"), ("caption", "caption_entities")):
        if name in message:
            message[marks] = found_in(message[name])
    if draw(st.integers(0, 3)) == 0:
        message["reply_to_message"] = _earlier(message["chat"], draw(people), draw(_earlier_ids), draw(texts))
    for index in draw(st.lists(st.integers(0, len(_trimmings) - 1), max_size=2)) if draw(st.booleans()) else ():
        name, what = _trimmings[index]
        message[name] = draw(what)
    if draw(st.integers(0, 29)) == 0:
        message.pop("from")
    return message


def _earlier(chat: Json, author: Json, number: int, words: str) -> Json:
    return {"message_id": number, "date": NOW - 60, "chat": chat, "from": author, "text": words}


def _offer(key: str, data: str) -> tuple[Json, str]:
    return {"id": FOLK[key].number, "is_bot": False, "first_name": FOLK[key].name}, data


_workers, _open = ("chen", "wu", "li", "zhou", "zheng", "operator"), (1, 2, 3, 4, 7, 9, 10, 11)
_offers = mostly(
    (2, st.builds(lambda key, verb, number: _offer(key, f"{verb}:{number}"), st.sampled_from(_workers), st.sampled_from(sorted(Verb)),
                  st.sampled_from(_open))),
    (1, st.builds(lambda key, verb, number: _offer(key, f"{verb}:{number}"), st.sampled_from(("wang", "zhang", "rider", "liu")),
                  st.sampled_from(("confirm", "reopen", "same", "withdraw", "rate", "appeal", "recat", "place", "file", "ignore",
                                   "redeem", "attend", "points", "case")), st.integers(1, 11))),
)  # fmt: skip
"""Presses of people who may well do that."""


@st.composite
def _pressed(draw: st.DrawFn) -> Json:
    author, data = draw(_offers) if draw(st.integers(0, 3)) else (draw(people), draw(presses))
    chat = draw(places(author))
    query: Json = {"id": str(draw(st.integers(1, 10**18))), "from": author, "chat_instance": "1", "data": data}
    kind = draw(st.integers(0, 9))
    if kind < 8:
        query["message"] = _earlier(chat, {"id": 7, "is_bot": True, "first_name": "蜂格"}, draw(_earlier_ids), "卡片")
    elif kind == 8:
        query |= {"message": {"message_id": draw(_earlier_ids), "date": 0, "chat": chat}}
    else:
        query |= {"inline_message_id": "x", "game_short_name": "y"}
    return query


@st.composite
def _members(draw: st.DrawFn) -> Json:
    author = draw(people)
    statuses = st.sampled_from(("member", "administrator", "left", "kicked", "restricted", "creator", "of_tomorrow"))
    who = draw(st.one_of(people, st.just({"id": 7_000_000_001, "is_bot": True, "first_name": "蜂格", "username": "gridbee_bot"})))
    rights = dict.fromkeys(("is_member", "can_be_edited", "is_anonymous", *GROUP_RIGHTS, *PERMISSIONS, "can_edit_tag", "can_react_to_messages"), True) | {"until_date": 0}
    return {
        "chat": draw(places(author)), "from": author, "date": NOW, "old_chat_member": {"user": who, "status": draw(statuses), **rights},
        "new_chat_member": {"user": who, "status": draw(statuses), **rights},
    }  # fmt: skip


@st.composite
def _reactions(draw: st.DrawFn) -> Json:
    author = draw(people)
    return {
        "chat": draw(places(author)), "message_id": draw(_ids), "user": author, "date": NOW, "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    }  # fmt: skip


@st.composite
def _asking_in(draw: st.DrawFn) -> Json:
    author = draw(people)
    return {"chat": draw(_groups), "from": author, "user_chat_id": author["id"], "date": NOW, "bio": draw(names)}


@st.composite
def _posts(draw: st.DrawFn) -> Json:
    post = draw(messages({"id": CHANNEL, "type": "channel", "title": "公告"}))
    post.pop("from", None)
    return post


@dataclass(frozen=True)
class _Kind:
    name: str
    weight: int
    content: Built


_KINDS = (
    _Kind("message", 20, messages()), _Kind("edited_message", 2, messages(edited=True)), _Kind("callback_query", 12, _pressed()),
    _Kind("my_chat_member", 1, _members()), _Kind("chat_member", 1, _members()), _Kind("message_reaction", 1, _reactions()),
    _Kind("channel_post", 1, _posts()), _Kind("edited_channel_post", 1, _posts()), _Kind("chat_join_request", 1, _asking_in()),
    _Kind("business_message", 1, messages()),
    _Kind("inline_query", 1, st.builds(lambda who, words: {"id": "1", "from": who, "query": words, "offset": ""}, people, texts)),
    _Kind("poll", 1, st.just(_poll)), _Kind("kind_of_tomorrow", 1, messages()),
)  # fmt: skip
def _named(kind: _Kind) -> Built:
    return kind.content.map(lambda content: {kind.name: content})


updates: Built = mostly(*[(kind.weight, _named(kind)) for kind in _KINDS])
"""One update, without its number: that comes with the order in which they are sent."""
