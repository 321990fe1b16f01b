"""getChat and what else asks about chats, their members and their links."""

from simulator import membership
from simulator.access import Aim, must
from simulator.chats import Chat, InviteLink, Member
from simulator.query import Query
from simulator.refusals import JsonDict, bad
from simulator.shapes import link_shape, member_shape, message_shape

MAX_REACTIONS = 11
NEEDS_INVITE = "not enough rights to manage chat invite link"


async def get_chat(query: Query) -> JsonDict:
    """A `ChatFullInfo`."""
    chat = query.chat(Aim.LOOK)
    shape = chat.as_json() | {"accent_color_id": 0, "max_reaction_count": MAX_REACTIONS, "accepted_gift_types": _GIFTS}
    if chat.username:
        shape["active_usernames"] = [chat.username]
    if chat.description:
        shape["description"] = chat.description
    if chat.is_group:
        shape["permissions"] = dict(chat.permissions)
        shape["join_to_send_messages"] = True
    if chat.reactions is not None:
        shape["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in sorted(chat.reactions)]
    if chat.linked is not None:
        shape["linked_chat_id"] = chat.linked.id
    if chat.pinned:
        shape["pinned_message"] = message_shape(chat.messages[chat.pinned[-1]], query.bot)
    return shape


_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


async def get_chat_member(query: Query) -> JsonDict:
    chat = query.chat(Aim.READ)
    user_id = query.params.whole("user_id")
    if not user_id:
        raise bad("invalid user_id specified")
    member = _member(query, chat, user_id)
    if member is None:
        user = query.state.users.get(user_id)
        if user is None:
            raise bad("PARTICIPANT_ID_INVALID" if chat.type != "private" else "user not found")
        member = Member(user, "left")
    return member_shape(member, chat)


def _member(query: Query, chat: Chat, user_id: int) -> Member | None:
    if chat.person is not None and user_id in {chat.person.id, query.bot.id}:
        return Member(query.state.users[user_id])
    return chat.member(user_id)


async def get_chat_administrators(query: Query) -> list[JsonDict]:
    """Administrators; of bots only the asking one, as Telegram hides the others."""
    chat = query.chat(Aim.READ)
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    leaders = [member for member in chat.members.values() if member.leads]
    return [member_shape(one, chat) for one in leaders if not one.user.is_bot or one.user is query.bot]


async def get_chat_member_count(query: Query) -> int:
    chat = query.chat(Aim.READ)
    return 2 if chat.type == "private" else sum(member.inside for member in chat.members.values())


async def leave_chat(query: Query) -> bool:
    chat = query.chat(Aim.READ)
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    membership.leave(query.state, chat, query.bot)
    return True


async def create_chat_invite_link(query: Query) -> JsonDict:
    chat = query.chat()
    must(query.bot, chat, "can_invite_users", NEEDS_INVITE)
    asks, limit = query.params.flag("creates_join_request"), query.params.whole("member_limit")
    if asks and limit:
        raise bad("member limit can't be specified for links requiring administrator approval")
    link = InviteLink(
        f"https://t.me/+{query.state.new_press_id()[:16]}", query.bot, asks, query.params.text("name") or None,
        query.params.whole("expire_date") or None, limit or None,
    )  # fmt: skip
    chat.links[link.url] = link
    return link_shape(link)


async def revoke_chat_invite_link(query: Query) -> JsonDict:
    chat = query.chat()
    must(query.bot, chat, "can_invite_users", NEEDS_INVITE)
    link = chat.links.get(query.params.text("invite_link"))
    if link is None:
        raise bad("INVITE_HASH_EXPIRED")
    link.revoked = True
    return link_shape(link)


async def approve_chat_join_request(query: Query) -> bool:
    chat, user_id = _requested(query)
    link = chat.requests.pop(user_id)
    membership.enter(query.state, chat, query.state.users[user_id], link=link)
    return True


async def decline_chat_join_request(query: Query) -> bool:
    chat, user_id = _requested(query)
    del chat.requests[user_id]
    return True


def _requested(query: Query) -> tuple[Chat, int]:
    chat = query.chat()
    must(query.bot, chat, "can_invite_users", "not enough rights")
    user_id = query.params.whole("user_id")
    if chat.has(query.state.users.get(user_id, query.bot)):
        raise bad("USER_ALREADY_PARTICIPANT")
    if user_id not in chat.requests:
        raise bad("HIDE_REQUESTER_MISSING")
    return chat, user_id
