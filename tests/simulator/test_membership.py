"""Who hears what: privacy mode, coming and going, ranks, join requests, migration, channels."""

import pytest
from telegram import ChatMember, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from simulator.chats import Chat

from .conftest import Street, jpeg


def quiet_group(street: Street) -> Chat:
    """A group where the bot is an ordinary member, so that privacy mode holds."""
    return street.world.add_group("4号楼", members=[street.li, street.account], creator=street.wang)


async def test_privacy_mode_hides_chatter_but_not_what_concerns_the_bot(street: Street) -> None:
    group = quiet_group(street)
    card = await street.bot.send_message(group.id, "卡片")
    street.li.sends(group, "闲聊")
    street.li.sends(group, photo=jpeg(), caption="花开了")
    street.li.sends(group, "/report 电梯坏了")
    street.li.sends(group, "/report@other_bot 不是你")
    street.li.sends(group, "/report@Bee_Bot 是你")
    street.li.sends(group, "请 @bee_bot 看看")
    street.li.sends(group, "回你", reply_to=group.messages[card.message_id])
    heard = [update.message.text for update in await street.updates()]
    assert heard == ["/report 电梯坏了", "/report@Bee_Bot 是你", "请 @bee_bot 看看", "回你"]


async def test_an_administrator_and_an_open_bot_hear_everything(street: Street) -> None:
    group = quiet_group(street)
    street.wang.promotes(street.account, group)
    street.li.sends(group, "闲聊")
    updates = await street.updates()
    assert updates[0].my_chat_member.new_chat_member.status == ChatMember.ADMINISTRATOR
    assert updates[0].my_chat_member.old_chat_member.status == ChatMember.MEMBER
    assert updates[1].message.text == "闲聊"
    street.wang.demotes(street.account, group)
    street.account.can_read_all_group_messages = True
    street.li.sends(group, "又闲聊")
    assert [update.message.text for update in (await street.updates())[1:]] == ["又闲聊"]


async def test_the_bot_is_added_and_removed(street: Street) -> None:
    group = street.world.add_group("5号楼", creator=street.wang)
    street.wang.adds(street.account, group)
    added, service = await street.updates()
    assert added.my_chat_member.old_chat_member.status == ChatMember.LEFT
    assert added.my_chat_member.from_user.id == street.wang.id
    assert service.message.new_chat_members[0].id == street.account.id
    assert await street.bot.get_chat_member_count(group.id) == 2
    street.wang.removes(street.account, group)
    removed = (await street.updates())[-1]
    assert removed.my_chat_member.new_chat_member.status == ChatMember.BANNED
    street.wang.sends(group, "走了")
    assert not await street.updates()


async def test_members_come_and_go(street: Street) -> None:
    await street.bot.get_updates(allowed_updates=Update.ALL_TYPES)
    new = street.world.add_user("新邻居")
    new.joins(street.group)
    new.leaves(street.group)
    joined, hello, bye, left = await street.updates()
    assert joined.chat_member.new_chat_member.status == ChatMember.MEMBER
    assert hello.message.new_chat_members[0].first_name == "新邻居"
    assert bye.message.left_chat_member.id == new.id
    assert left.chat_member.new_chat_member.status == ChatMember.LEFT
    assert (await street.bot.get_chat_member(street.group.id, new.id)).status == ChatMember.LEFT
    with pytest.raises(BadRequest, match="Participant_id_invalid"):
        await street.bot.get_chat_member(street.group.id, 42)


async def test_administrators_are_told_without_other_bots(street: Street) -> None:
    other = street.world.add_bot(username="other_bot")
    street.wang.adds(other, street.group)
    street.wang.promotes(other, street.group)
    administrators = await street.bot.get_chat_administrators(street.group.id)
    assert {one.user.id for one in administrators} == {street.wang.id, street.account.id}
    own = await street.bot.get_chat_member(street.group.id, street.account.id)
    assert own.can_delete_messages


async def test_blocking_tells_the_bot(street: Street) -> None:
    street.li.starts(street.account)
    street.li.blocks(street.account)
    street.li.starts(street.account, "again")
    _, blocked, back, start = await street.updates()
    assert blocked.my_chat_member.new_chat_member.status == ChatMember.BANNED
    assert blocked.my_chat_member.chat.id == street.li.id
    assert back.my_chat_member.new_chat_member.status == ChatMember.MEMBER
    assert start.message.text == "/start again"


async def test_a_join_request_opens_the_private_chat_for_five_minutes(street: Street) -> None:
    link = await street.bot.create_chat_invite_link(street.group.id, creates_join_request=True)
    new = street.world.add_user("新邻居")
    new.joins(street.group, link.invite_link)
    [update] = await street.updates()
    assert update.chat_join_request.user_chat_id == new.id
    await street.bot.send_message(new.id, "哪一户？")
    street.clock.move(minutes=6)
    with pytest.raises(Forbidden, match="can't initiate"):
        await street.bot.send_message(new.id, "太晚")
    assert await street.bot.approve_chat_join_request(street.group.id, new.id)
    assert street.group.has(new)
    with pytest.raises(BadRequest, match="User_already_participant"):
        await street.bot.approve_chat_join_request(street.group.id, new.id)
    with pytest.raises(BadRequest, match="Hide_requester_missing"):
        await street.bot.decline_chat_join_request(street.group.id, street.world.add_user("谁").id)


async def test_a_group_becomes_a_supergroup(street: Street) -> None:
    group = street.world.add_group("6号楼", [street.li], [street.account], supergroup=False, creator=street.wang)
    card = await street.bot.send_message(group.id, "卡片")
    new = street.wang.migrates(group)
    left, arrived = await street.updates()
    assert left.message.chat.id == group.id
    assert left.message.migrate_to_chat_id == new.id
    assert arrived.message.chat.id == new.id
    assert arrived.message.migrate_from_chat_id == group.id
    with pytest.raises(ChatMigrated) as moved:
        await street.bot.send_message(group.id, "旧址")
    assert moved.value.new_chat_id == new.id
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await street.bot.edit_message_text("x", new.id, card.message_id + 1000)
    await street.bot.send_message(new.id, "新址")
    street.li.sends(new, "在")
    assert [update.message.text for update in await street.updates()] == ["在"]
    with pytest.raises(ValueError, match="cannot write"):
        street.li.sends(group, "旧")


async def test_message_numbers_are_shared_except_in_supergroups(street: Street) -> None:
    small = street.world.add_group("小群", [street.account], supergroup=False, creator=street.wang)
    first = street.wang.sends(small, "一")
    second = street.wang.sends(street.account, "二")
    third = street.wang.sends(small, "三")
    assert (second.id, third.id) == (first.id + 1, first.id + 2)
    assert street.wang.sends(street.group, "四").id == 1
    assert small.id > -(10**12) > street.group.id


async def test_an_anonymous_administrator(street: Street) -> None:
    street.wang.sends(street.group, "匿名", anonymously=True)
    [update] = await street.updates()
    assert update.message.from_user.id == 1087968824
    assert update.message.from_user.username == "GroupAnonymousBot"
    assert update.message.sender_chat.id == street.group.id
    with pytest.raises(ValueError, match="administrators"):
        street.li.sends(street.group, "不行", anonymously=True)


async def test_a_channel_speaks_in_its_discussion_group(street: Street) -> None:
    channel = street.world.add_channel("通知", admins=[street.wang, street.account], discussion=street.group)
    street.wang.sends(channel, "停水")
    post, forward = await street.updates()
    assert post.channel_post.text == "停水"
    assert post.channel_post.from_user is None
    assert forward.message.is_automatic_forward
    assert forward.message.sender_chat.id == channel.id
    assert forward.message.from_user.id == 777000
    assert forward.message.forward_origin.message_id == post.channel_post.message_id
    sent = await street.bot.send_message(channel.id, "机器人")
    assert sent.from_user is None


async def test_a_private_chat_can_be_looked_at(street: Street) -> None:
    street.li.starts(street.account)
    chat = await street.bot.get_chat(street.li.id)
    assert (chat.type, chat.first_name) == ("private", "李晴")
    assert (await street.bot.get_chat_member(street.li.id, street.li.id)).status == ChatMember.MEMBER
    assert await street.bot.get_chat_member_count(street.li.id) == 2
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await street.bot.get_chat_administrators(street.li.id)


async def test_what_a_chat_says_about_itself(street: Street) -> None:
    street.group.description = "一家一人"
    chat = await street.bot.get_chat(street.group.id)
    assert (chat.title, chat.description, chat.type) == ("3号楼", "一家一人", "supergroup")
    assert chat.permissions.can_send_messages
    message = await street.bot.send_message(street.group.id, "钉住")
    assert await street.bot.pin_chat_message(street.group.id, message.message_id)
    assert (await street.bot.get_chat(street.group.id)).pinned_message.message_id == message.message_id
    assert await street.bot.unpin_chat_message(street.group.id)
    with pytest.raises(BadRequest, match="Message to unpin not found"):
        await street.bot.unpin_chat_message(street.group.id)
    street.wang.demotes(street.account, street.group)
    with pytest.raises(BadRequest, match="Not enough rights"):
        await street.bot.pin_chat_message(street.group.id, message.message_id)
