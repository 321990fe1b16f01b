"""What people, phones and strangers send: odd letters, odd senders, odd kinds of messages. Nothing breaks."""

from datetime import timedelta

import pytest

from simulator import acts
from simulator.chats import Chat
from simulator.messages import Content
from simulator.people import Bot
from tests.street.scene import Street, picture, words
from tests.street.traces import left, number_of_cases, parked, rows, spoken

BIN = "门口垃圾桶坏了"


async def nothing_odd(street: Street) -> None:
    """No update was parked, and Telegram took everything that the bot said."""
    assert await parked(street) == []
    refused = [(call.method, call.answer) for call in street.sim.world.calls if not call.ok]
    assert refused == []


async def test_a_caption_of_1024_emoji(street: Street) -> None:
    """Filed by command; cards stay within Telegram's limits, in groups and in private."""
    await street.says(street.wang, street.group, photo=picture(), caption="/report " + "😀" * 1024)
    await street.says(street.wang, street.bot, "/report 3栋" + "👨‍👩‍👧‍👦" * 300)
    assert (await street.case(1)).reports[0].text == "😀" * 1024
    for number in (1, 2):
        assert f"{number} 号" in words(street.card(street.group, number))
        await street.says(street.chen, street.bot, f"/case {number}")
    await nothing_odd(street)


async def test_markup_in_names_and_captions(street: Street) -> None:
    """HTML and Markdown are shown as they were typed; nothing becomes bold, a link, or an error."""
    told = '<b>垃圾桶</b> *坏了* & _漏水_ <a href="tg://user?id=1">x</a> `y` [z](http://z) </b>'
    eve = street.sim.world.add_user("<i>Eve</i> & *Co*_[x](y)")
    eve.joins(street.group)
    await street.says(eve, street.group, photo=picture(), caption=told)
    await street.says(eve, street.bot, f"3栋{told}")
    await street.says(street.chen, street.bot, "/case 2")
    card = street.card(street.chen, 2)
    assert told in words(card)
    assert "<i>Eve</i> & *Co*_[x](y)" in words(card)
    assert "<b>垃圾桶</b> *坏了* &" in words(street.card(street.group, 1))
    assert {entity["type"] for entity in card.content.entities} <= {"bold", "bot_command", "url"}
    await nothing_odd(street)


async def test_many_ampersands_cost_no_line(street: Street) -> None:
    """A limit counts letters as they are read, not as they are escaped."""
    await street.says(street.wang, street.group, photo=picture(), caption=f"{BIN}{'&<' * 300}")
    card = street.last(street.chen)
    assert card.photo
    assert "办好：" in words(card)
    assert "接单 1" in words(card)
    await nothing_odd(street)


async def test_letters_that_turn_a_line_around(street: Street) -> None:
    """Right-to-left marks and zero-width letters are taken out of names and captions; the words are understood."""
    eve = street.sim.world.add_user("\u202eevE\u200b\u2066王\ufeff")
    eve.joins(street.group)
    await street.says(eve, street.group, photo=picture(), caption="\u202e门口垃\u200b圾\u2060桶坏\u200f了\u2069\u0007")
    sheet = await street.case(1)
    assert sheet.reports[0].text == BIN
    assert sheet.people[sheet.reports[0].person_id].name == "evE王"
    assert f"evE王：「{BIN}」" in words(street.last(street.chen))


async def test_arabic_is_left_as_it_is(street: Street) -> None:
    """Letters that are written from right to left by nature stay."""
    await street.says(street.wang, street.group, "/report المصعد معطل 电梯坏了")
    assert (await street.case(1)).reports[0].text == "المصعد معطل 电梯坏了"


@pytest.mark.parametrize("name", ["\u200b", "\u202e\u202d", "ᅠ\u3164", "𓀀" * 100, "a\nb\tc"])
async def test_names_of_nothing(street: Street, name: str) -> None:
    """Somebody whose name is empty, endless, or several lines has a name all the same."""
    odd = street.sim.world.add_user(name)
    odd.joins(street.group)
    await street.says(odd, street.group, photo=picture(), caption=BIN)
    person = (await rows(street, "people"))[-1]
    assert 1 <= len(person.name) <= 64
    assert "\n" not in person.name
    await nothing_odd(street)


async def test_an_anonymous_administrator(street: Street) -> None:
    """A report by the group itself could not be answered: asked to post under their own name. Chatter is left alone."""
    before = len(spoken(street, street.group))
    street.zhou.sends(street.group, photo=picture(), caption="今晚一起吃饭吗", anonymously=True)
    street.zhou.sends(street.group, photo=picture(), anonymously=True)
    street.zhou.sends(street.group, "接单 1", anonymously=True)
    await street.settled()
    assert len(spoken(street, street.group)) == before
    photo = {"photo": picture(), "caption": BIN}
    for sent in (photo, {"text": "/report 灯坏了"}, {"text": "@gridbee_bot 灯坏了"}):
        street.zhou.sends(street.group, anonymously=True, **sent)
        await street.settled()
        assert "换成自己的名字" in words(street.last(street.group))
    assert await left(street) == {}


async def test_a_linked_channels_post(street: Street) -> None:
    """What Telegram forwards from the channel of the group is nobody's report, nor is what a channel writes there."""
    channel = street.sim.world.add_channel("社区公告", [street.zhou], discussion=street.group)
    street.zhou.sends(channel, photo=picture(), caption=BIN)
    said = Content("text", f"/report {BIN}")
    acts.post(street.sim.world, street.group, street.sim.world.channel_bot, said, sender_chat=channel)
    await street.settled()
    assert await left(street) == {}
    assert len(spoken(street, street.group)) == 1


async def test_a_channel_that_the_bot_is_in(street: Street) -> None:
    """Its posts are none of our business."""
    channel = street.sim.world.add_channel("社区公告", [street.zhou, street.bot])
    street.zhou.sends(channel, photo=picture(), caption=BIN)
    street.zhou.sends(channel, f"/report {BIN}")
    await street.settled()
    assert await left(street) == {}
    await nothing_odd(street)


async def test_a_forwarded_photo(street: Street) -> None:
    """Somebody else's words from elsewhere: the poster is asked. In private it is a report like others."""
    elsewhere = street.sim.world.add_group("别的群", [street.wang])
    photo = street.wang.sends(elsewhere, photo=picture(), caption=BIN)
    street.wang.forwards(photo, street.group)
    await street.settled()
    assert words(street.last(street.group)) == "这个要记下来找人管吗？"
    await street.press(street.wang, street.last(street.group), "记下来")
    assert await number_of_cases(street) == 1
    street.wang.forwards(photo, street.bot)
    await street.settled()
    await street.press(street.wang, street.last(street.wang), "5栋")
    assert await number_of_cases(street) == 2


@pytest.mark.parametrize(("kind", "what"), [("sticker", "👍"), ("voice", b"OggS"), ("video", b"mp4")])
async def test_what_cannot_be_read(street: Street, kind: str, what: object) -> None:
    """In private a kind word; in the group nothing at all, and nothing is kept."""
    media = {kind: what}
    before = spoken(street, street.group)
    await street.says(street.wang, street.group, **media)
    assert spoken(street, street.group) == before
    await street.says(street.wang, street.bot, **media)
    assert words(street.last(street.wang)) == "语音和视频我听不懂，拍张照、打句话最管用。"
    assert await left(street) == {}
    await nothing_odd(street)


async def test_a_video_with_words_that_are_a_report(street: Street) -> None:
    """There a photo would help most, and it is said so."""
    await street.says(street.wang, street.group, video=b"mp4", caption=BIN)
    assert "拍张照" in words(street.last(street.group))
    assert await left(street) == {}


async def test_other_kinds_in_private(street: Street) -> None:
    """A contact, dice and what is newer than we are: told how to report; the words under it count like others."""
    chat = street.chat_of(street.wang)
    street.wang.starts(street.bot)
    news = {"file_id": "n1", "file_unique_id": "n"}
    for kind, fields in (("contact", {"phone_number": "+86138", "first_name": "老王"}), ("hologram", news)):
        acts.post(street.sim.world, chat, street.wang, Content(kind, fields=((kind, fields),)))
        await street.settled()
        assert words(street.last(street.wang)) == "哪里坏了，拍张照发给我，说一句在哪儿。没照片，写一句也行。"
    assert await left(street) == {}
    acts.post(street.sim.world, chat, street.wang, Content("hologram", f"3栋{BIN}", fields=(("hologram", news),)))
    await street.settled()
    assert (await street.case(1)).reports[0].text == f"3栋{BIN}"
    await nothing_odd(street)


async def sends_file(street: Street, where: Chat | Bot, kind: str, caption: str) -> None:
    """王阿姨 sends a file of a kind that her phone names."""
    file = street.sim.world.files.add("document", b"what phones make of it", name="IMG_1", mime=kind)
    acts.post(street.sim.world, street.wang.chat_with(where), street.wang, Content("document", caption, file=file))
    await street.settled()


@pytest.mark.parametrize("kind", ["image/avif", "image/tiff"])
async def test_a_picture_of_a_rare_kind(street: Street, kind: str) -> None:
    """It was shown, whether we can keep it or not: the report is filed."""
    await sends_file(street, street.group, kind, BIN)
    assert (await street.case(1)).reports[0].text == BIN
    await nothing_odd(street)


async def test_a_video_sent_as_a_file(street: Street) -> None:
    """The same as a video: a photo would help most. In private its words are enough."""
    await sends_file(street, street.group, "video/mp4", "今晚一起吃饭吗")
    before = len(spoken(street, street.group))
    await sends_file(street, street.group, "video/mp4", BIN)
    assert len(spoken(street, street.group)) == before + 1
    assert "拍张照" in words(street.last(street.group))
    street.wang.starts(street.bot)
    await sends_file(street, street.bot, "video/mp4", f"3栋{BIN}")
    assert await number_of_cases(street) == 1


async def test_contacts_dice_and_places(street: Street) -> None:
    """Everything else that a phone can send is passed over."""
    before = spoken(street, street.group)
    await street.says(street.wang, street.group, contact=("+8613800000000", "老王"))
    await street.says(street.wang, street.group, location=(30.75, 121.33))
    dice = {"emoji": "🎲", "value": 6}
    acts.post(street.sim.world, street.group, street.wang, Content("dice", fields=(("dice", dice),)))
    await street.settled()
    street.clock.shift(timedelta(minutes=3))
    await street.settled()
    assert await left(street) == {}
    assert spoken(street, street.group) == before
    await nothing_odd(street)


async def test_an_unbound_group(street: Street) -> None:
    """Nothing is taken in and nobody is remembered; /report and the bot's name are told what is missing."""
    other = street.sim.world.add_group("没绑的群", [street.wang], [street.bot])
    known = len(await rows(street, "chats"))
    await street.says(street.wang, other, photo=picture(), caption=BIN)
    await street.says(street.wang, other, "着火了快来")
    assert len(await rows(street, "chats")) == known
    assert spoken(street, other) == []
    for text in (f"/report {BIN}", f"@gridbee_bot {BIN}"):
        await street.says(street.wang, other, text)
        assert words(street.last(other)) == "这个群还没绑到楼栋。请书记发：/bind 楼栋编号"
    assert await left(street) == {}


async def test_commands_for_another_bot(street: Street) -> None:
    """Neither obeyed nor kept, whatever they say; nor are commands that nobody knows."""
    before = spoken(street, street.group)
    await street.says(street.wang, street.group, f"/report@other_bot {BIN}")
    await street.says(street.wang, street.group, photo=picture(), caption=f"/report@other_bot {BIN}")
    await street.says(street.zhou, street.group, "/mode@other_bot command")
    await street.says(street.wang, street.group, f"/weather {BIN}")
    await street.says(street.wang, street.group, f"/accept@other_bot 1 {BIN}")
    assert await left(street) == {}
    assert spoken(street, street.group) == before
    await street.says(street.wang, street.bot, "/weather")
    assert "/mine 我报的事" in words(street.last(street.wang))
