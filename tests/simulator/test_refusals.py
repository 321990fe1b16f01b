"""What Telegram refuses, in its own words, as the real library reports it."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyParameters
from telegram.error import BadRequest, Forbidden, InvalidToken

from simulator.world import World

from .conftest import Clock, Street, jpeg

UNCHANGED = (
    "Message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


def one_button(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("按", callback_data=data)]])


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", None, "Message text is empty"),
        ("  \n ", None, "Text must be non-empty"),
        ("<b></b>", "HTML", "Text must be non-empty"),
        ("字" * 4097, None, "Message is too long"),
        ("🐝" * 2049, None, "Message is too long"),
        ("<b>a", "HTML", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("梯<x>", "HTML", 'Can\'t parse entities: unsupported start tag "x" at byte offset 3'),
        ("a</b>", "HTML", "Can't parse entities: unexpected end tag at byte offset 1"),
        (
            "<b>a</i>",
            "HTML",
            'Can\'t parse entities: unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("a <b", "HTML", "Can't parse entities: unclosed start tag at byte offset 2"),
        ("<span>a</span>", "HTML", 'Can\'t parse entities: tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_texts(street: Street, text: str, mode: str | None, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await street.bot.send_message(street.group.id, text, parse_mode=mode)
    assert refused.value.message.lower() == words.lower()
    assert not street.group.messages


async def test_lengths_are_counted_after_parsing(street: Street) -> None:
    sent = await street.bot.send_message(street.group.id, "<b>" + "字" * 4096 + "</b>&amp;"[:4], parse_mode="HTML")
    assert len(sent.text) == 4096
    caption = await street.bot.send_photo(
        street.group.id, jpeg(), caption="<i>" + "🐝" * 512 + "</i>", parse_mode="HTML"
    )
    assert len(caption.caption) == 512
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await street.bot.send_photo(street.group.id, jpeg(), caption="🐝" * 512 + "!")


async def test_button_data_is_1_to_64_bytes(street: Street) -> None:
    await street.bot.send_message(street.group.id, "ok", reply_markup=one_button("b" * 64))
    for data in ("案" * 22, "", "b" * 65):
        with pytest.raises(BadRequest, match="Button_data_invalid"):
            await street.bot.send_message(street.group.id, "no", reply_markup=one_button(data))


async def test_edits(street: Street) -> None:
    bot, group = street.bot, street.group
    sent = await bot.send_message(group.id, "<b>同</b>", parse_mode="HTML", reply_markup=one_button("x"))
    with pytest.raises(BadRequest) as refused:
        await bot.edit_message_text(
            "<b>同</b>", group.id, sent.message_id, parse_mode="HTML", reply_markup=one_button("x")
        )
    assert refused.value.message == UNCHANGED
    with pytest.raises(BadRequest) as refused:
        await bot.edit_message_reply_markup(group.id, sent.message_id, reply_markup=one_button("x"))
    assert refused.value.message == UNCHANGED
    await bot.edit_message_text("同", group.id, sent.message_id, reply_markup=one_button("x"))
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.edit_message_text("字" * 4097, group.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", group.id, 4711)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(group.id, sent.message_id, caption="x")
    photo = await bot.send_photo(group.id, jpeg())
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", group.id, photo.message_id)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", group.id, street.wang.sends(group, "mine").id)
    await bot.delete_message(group.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", group.id, sent.message_id)


async def test_a_press_is_answered_once_and_in_time(street: Street) -> None:
    sent = await street.bot.send_message(street.group.id, "?", reply_markup=one_button("x"))
    message = street.group.messages[sent.message_id]
    press = street.li.presses(message, "按")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await street.bot.answer_callback_query(press.id, "长" * 201)
    await street.bot.answer_callback_query(press.id, "长" * 200, show_alert=True)
    assert press.answer is not None
    assert press.answer.alert
    late = street.li.presses(message, "x")
    street.clock.move(seconds=151)
    for press_id in (press.id, late.id, "123"):
        with pytest.raises(BadRequest) as refused:
            await street.bot.answer_callback_query(press_id)
        assert refused.value.message.lower() == TOO_OLD.lower()


async def test_strangers_blockers_and_closed_chats(street: Street) -> None:
    bot, stranger = street.bot, street.world.add_user("陌生人")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stranger.id, "hi")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(-1002999999999, "hi")
    with pytest.raises(BadRequest, match="Chat_id is empty"):
        await bot.send_message("", "hi")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(street.li.id, "hi")
    street.li.starts(street.account)
    await bot.send_message(street.li.id, "hi")
    street.li.blocks(street.account)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(street.li.id, "hi")
    street.li.unblocks(street.account)
    await bot.send_message(street.li.id, "hi")
    street.li.deactivated = True
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(street.li.id, "hi")


@pytest.mark.parametrize("supergroup", [True, False])
async def test_a_removed_bot(street: Street, supergroup: bool) -> None:
    group = street.world.add_group("别处", [street.account], supergroup=supergroup, creator=street.wang)
    street.wang.removes(street.account, group)
    kind = "supergroup" if supergroup else "group"
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await street.bot.send_message(group.id, "hi")
    street.wang.adds(street.account, group)
    assert await street.bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match=f"bot is not a member of the {kind} chat"):
        await street.bot.send_message(group.id, "hi")


async def test_replies_to_missing_messages(street: Street) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await street.bot.send_message(street.group.id, "re", reply_parameters=ReplyParameters(99))
    sent = await street.bot.send_message(
        street.group.id, "re", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True)
    )
    assert sent.reply_to_message is None


async def test_photos_and_files(street: Street) -> None:
    bot, group = street.bot, street.group.id
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(group, b"this is no picture")
    with pytest.raises(BadRequest, match="Photo_invalid_dimensions"):
        await bot.send_photo(group, jpeg(9000, 1001))
    with pytest.raises(BadRequest, match="Photo_invalid_dimensions"):
        await bot.send_photo(group, jpeg(2100, 100))
    with pytest.raises(BadRequest, match="File of size 10485761 bytes is too big for a photo"):
        await bot.send_photo(group, jpeg() + bytes(10 * 2**20 + 1 - len(jpeg())))
    with pytest.raises(BadRequest, match="Wrong file identifier/http url specified"):
        await bot.send_photo(group, "AgACAgUAAxAQADnonsense-1")
    document = await bot.send_document(group, b"words", filename="list.txt")
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(group, document.document.file_id)
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("nonsense")
    for count in (1, 11):
        with pytest.raises((BadRequest, ValueError)):
            await bot.send_media_group(group, [InputMediaPhoto(jpeg())] * count)
    big = street.wang.sends(street.group, document=("film.bin", bytes(20 * 2**20 + 1)))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(big.content.file.id_for(street.account.id))


async def test_file_ids_belong_to_one_bot(street: Street) -> None:
    other = street.world.add_bot(username="other_bot")
    photo = street.wang.sends(street.group, photo=jpeg()).photo
    foreign = photo.largest.id_for(other.id)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await street.bot.send_photo(street.group.id, foreign)


async def test_deletions(street: Street) -> None:
    bot, group = street.bot, street.group
    theirs = street.li.sends(group, "旧")
    street.clock.move(hours=49)
    assert await bot.delete_message(group.id, theirs.id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(group.id, theirs.id)
    street.li.starts(street.account)
    own = await bot.send_message(street.li.id, "旧")
    street.clock.move(hours=48)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(street.li.id, own.message_id)
    street.wang.demotes(street.account, group)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, street.li.sends(group, "新").id)


async def test_reactions(street: Street) -> None:
    message = street.wang.sends(street.group, "坏了")
    assert await street.bot.set_message_reaction(street.group.id, message.id, "👀")
    assert message.reactions[street.account.id][0]["emoji"] == "👀"
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await street.bot.set_message_reaction(street.group.id, message.id, "🐝")
    street.group.reactions = frozenset()
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await street.bot.set_message_reaction(street.group.id, message.id, "👌")
    with pytest.raises(BadRequest, match="Message to react not found"):
        await street.bot.set_message_reaction(street.group.id, 999, "👌")


async def test_writing_without_rights(street: Street) -> None:
    street.group.permissions["can_send_messages"] = False
    await street.bot.send_message(street.group.id, "an administrator may")
    street.wang.demotes(street.account, street.group)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await street.bot.send_message(street.group.id, "hi")


async def test_tokens_and_methods(street: Street) -> None:
    wrong = type(street.bot)("7000000001:AAE-wrong", base_url=f"{street.sim.url}/bot")
    with pytest.raises(InvalidToken):
        await wrong.initialize()
    await wrong.shutdown()
    assert await street.raw("sendTelepathy") == {"ok": False, "error_code": 404, "description": "Not Found"}
    unknown, malformed = "7000000001:AAE-wrong", "nonsense"
    assert (await street.raw("getMe", token=unknown))["description"] == "Unauthorized"
    assert (await street.raw("getMe", token=malformed))["description"] == "Not Found"


@pytest.mark.parametrize("payload", ["", "a b", "x" * 65, "是"])
def test_deep_links_hold_64_plain_characters(payload: str, clock: Clock) -> None:
    world = World(clock)
    bot, person = world.add_bot(), world.add_user("李晴")
    with pytest.raises(ValueError, match="payload"):
        person.starts(bot, payload)
