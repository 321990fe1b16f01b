"""A day in a building's group, through the real library."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from .conftest import Street, jpeg


async def test_a_photo_is_reported_answered_and_pressed(street: Street) -> None:
    street.wang.sends(street.group, photo=jpeg(2000, 1500), caption="电梯坏了 #电梯")
    [update] = await street.updates()
    message = update.message
    assert message is not None
    assert message.caption == "电梯坏了 #电梯"
    assert message.photo[-1].width == 1280
    assert message.caption_entities[0].type == "hashtag"
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("接单", callback_data="accept:1")]])
    card = await street.bot.send_message(
        street.group.id,
        "<b>1号</b> 电梯",
        parse_mode="HTML",
        reply_markup=keyboard,
        reply_to_message_id=message.message_id,
    )
    assert card.reply_to_message is not None
    assert card.reply_to_message.message_id == message.message_id
    press = street.li.presses(street.group.last, "接单")
    [update] = await street.updates()
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("accept:1", street.li.id)
    await street.bot.answer_callback_query(query.id, "好的")
    assert press.answer is not None
    assert press.answer.text == "好的"
    edited = await street.bot.edit_message_text(
        "<b>1号</b> 处理中", street.group.id, card.message_id, parse_mode="HTML"
    )
    assert edited.edit_date is not None
    assert [version.content.text for version in street.group.last.history] == ["1号 电梯"]


async def test_photos_go_back_and_forth(street: Street) -> None:
    sent = await street.bot.send_photo(street.group.id, jpeg(), caption="before")
    again = await street.bot.send_photo(street.group.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    file = await street.bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == street.group.last.photo.largest.data
    album = await street.bot.send_media_group(
        street.group.id, [InputMediaPhoto(jpeg(colour="red"), caption="one"), InputMediaPhoto(sent.photo[0].file_id)]
    )
    assert len({message.media_group_id for message in album}) == 1


async def test_the_private_chat_opens_with_start(street: Street) -> None:
    street.li.starts(street.account, "token-1")
    [update] = await street.updates()
    assert update.message.text == "/start token-1"
    assert update.message.entities[0].type == "bot_command"
    assert update.message.chat.type == "private"
    await street.bot.send_message(street.li.id, "欢迎")
    assert street.li.chat_with(street.account).last.text == "欢迎"
