"""getUpdates: order, confirmation, kinds, waiting, forgetting; and two pollers at once."""

import asyncio

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Conflict

from .conftest import Street, jpeg


async def test_ids_grow_by_one_and_are_confirmed_by_offset(street: Street) -> None:
    for text in "一二三":
        street.wang.sends(street.group, text)
    first = await street.bot.get_updates()
    again = await street.bot.get_updates()
    assert [update.update_id for update in first] == [update.update_id for update in again]
    start = first[0].update_id
    assert [update.update_id for update in first] == [start, start + 1, start + 2]
    rest = await street.bot.get_updates(offset=start + 1, limit=1)
    assert [update.message.text for update in rest] == ["二"]
    assert [update.message.text for update in await street.bot.get_updates(offset=-1)] == ["三"]
    assert not await street.bot.get_updates(offset=start + 3)
    assert len(street.account.queue) == 0


async def test_a_poll_waits_for_news(street: Street) -> None:
    poll = asyncio.ensure_future(street.bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    assert not poll.done()
    street.wang.sends(street.group, "来了")
    [update] = await poll
    assert update.message.text == "来了"
    assert not await street.bot.get_updates(offset=update.update_id + 1, timeout=0)


async def test_the_older_of_two_pollers_hears_conflict(street: Street) -> None:
    older = asyncio.ensure_future(street.bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    newer = asyncio.ensure_future(street.raw("getUpdates", timeout=10))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    street.wang.sends(street.group, "来了")
    assert len((await newer)["result"]) == 1


async def test_kinds_that_must_be_asked_for_and_stay_asked(street: Street) -> None:
    message = street.wang.sends(street.group, "坏了")
    street.li.reacts(message, "👍")
    assert [kind(update) for update in await street.updates()] == ["message"]
    await street.bot.get_updates(allowed_updates=["message_reaction", "chat_member"])
    street.li.reacts(message, "🔥")
    street.wang.sends(street.group, "不要听见")
    street.wang.removes(street.li, street.group)
    updates = await street.updates()
    assert [kind(update) for update in updates] == ["message_reaction", "chat_member"]
    assert updates[0].message_reaction.new_reaction[0].emoji == "🔥"
    assert updates[0].message_reaction.old_reaction[0].emoji == "👍"
    await street.raw("getUpdates", allowed_updates=[])
    street.wang.sends(street.group, "又听见")
    assert [kind(update) for update in await street.updates()] == ["message"]


async def test_updates_are_kept_a_day_and_presses_150_seconds(street: Street) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("按", callback_data="x")]])
    await street.bot.send_message(street.group.id, "?", reply_markup=keyboard)
    street.li.presses(street.group.last, "x")
    street.wang.sends(street.group, "留下")
    street.clock.move(seconds=149)
    assert [kind(update) for update in await street.bot.get_updates()] == ["callback_query", "message"]
    street.clock.move(seconds=2)
    assert [kind(update) for update in await street.bot.get_updates()] == ["message"]
    street.clock.move(hours=24)
    assert not await street.bot.get_updates()


async def test_after_a_quiet_week_ids_start_anew_and_nothing_is_lost(street: Street) -> None:
    street.wang.sends(street.group, "早")
    [before] = await street.bot.get_updates()
    assert not await street.bot.get_updates(offset=before.update_id + 1)
    street.clock.move(days=8)
    street.wang.sends(street.group, "晚")
    [after] = await street.bot.get_updates(offset=before.update_id + 1)
    assert after.message.text == "晚"
    assert after.update_id != before.update_id + 1
    assert not await street.bot.get_updates(offset=after.update_id + 1)


async def test_malformed_and_doubled_updates_can_be_injected(street: Street) -> None:
    broken = {"message": {"message_id": "not a number"}}
    street.world.inject_update(street.account, broken)
    [pending] = street.account.queue.pending()
    street.world.inject_update(street.account, pending)
    raw = (await street.raw("getUpdates"))["result"]
    assert [update["update_id"] for update in raw] == [pending["update_id"]] * 2
    assert raw[0]["message"] == broken["message"]


async def test_everything_people_send_is_readable_by_the_library(street: Street) -> None:
    wang, group = street.wang, street.group
    wang.sends_album(group, [jpeg(), jpeg(colour="red")], "两张")
    wang.sends(group, sticker="👍")
    wang.sends(group, voice=b"ogg")
    wang.sends(group, video=b"mp4", caption="录像")
    wang.sends(group, location=(31.2, 121.4))
    wang.sends(group, contact=("+86 000", "张叔"))
    wang.sends(group, document=("名单.xlsx", b"sheet"), caption="名单")
    forwarded = street.li.forwards(wang.sends(group, "转"), group)
    wang.edits(group.messages[forwarded.id - 1], "改 @bee_bot")
    wang.pins(forwarded)
    updates = await street.updates()
    kinds = [kind(update) for update in updates]
    assert kinds == ["message"] * 10 + ["edited_message", "message"]
    messages = [update.effective_message for update in updates]
    assert messages[0].media_group_id == messages[1].media_group_id
    assert (messages[0].caption, messages[1].caption) == ("两张", None)
    assert messages[2].sticker.emoji == "👍"
    assert messages[5].location.latitude == 31.2
    assert messages[6].contact.first_name == "张叔"
    assert messages[7].document.file_name == "名单.xlsx"
    assert messages[9].forward_origin.sender_user.id == wang.id
    assert messages[10].entities[0].type == "mention"
    assert messages[10].edit_date is not None
    assert messages[11].pinned_message.message_id == forwarded.id


def kind(update: Update) -> str:
    [name] = [name for name in update.to_dict() if name != "update_id"]
    return name
