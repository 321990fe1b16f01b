"""Coming, going, ranks, join requests, and a group's move to a supergroup."""

from dataclasses import replace

from simulator import acts, delivery
from simulator.chats import USUAL_RIGHTS, Chat, InviteLink, Member
from simulator.people import Bot, User
from simulator.state import State


def set_member(state: State, chat: Chat, actor: User, after: Member, link: InviteLink | None = None) -> None:
    """Give an account its new standing in a chat and tell the bots concerned."""
    user = after.user
    before = chat.members.get(user.id) or Member(user, "left")
    if after.inside:
        seat(chat, after)
    else:
        chat.members[user.id] = after
        user.chats.pop(chat.id, None)
    delivery.announce_member(state, chat, actor, before, after, link=link)
    if not after.inside:
        chat.bots.pop(user.id, None)
    state.events.add("member", chat, user=user, note={"status": after.status})


def seat(chat: Chat, member: Member) -> None:
    """Give an account its place without telling anybody."""
    chat.members[member.user.id] = member
    member.user.chats[chat.id] = None
    if isinstance(member.user, Bot):
        chat.bots[member.user.id] = member.user


def enter(state: State, chat: Chat, user: User, by: User | None = None, link: InviteLink | None = None) -> None:
    """Come in, by oneself or added by somebody, with the service message of groups."""
    if chat.has(user):
        return
    status = "administrator" if chat.type == "channel" and isinstance(user, Bot) else "member"
    rights = USUAL_RIGHTS | {"can_post_messages", "can_edit_messages"} if status == "administrator" else frozenset()
    after = Member(user, status, frozenset(rights), joined_at=state.seconds())
    chat.requests.pop(user.id, None)
    set_member(state, chat, by or user, after, link)
    if chat.is_group:
        acts.post_service(
            state, chat, by or user, new_chat_participant=user.as_json(), new_chat_member=user.as_json(),
            new_chat_members=[user.as_json()],
        )  # fmt: skip


def leave(state: State, chat: Chat, user: User, by: User | None = None, *, banned: bool = False) -> None:
    """Go, or be removed by somebody; a removed bot may not come back by itself."""
    if not chat.has(user):
        return
    # The service message first: who leaves still sees it, as on the real platform a removed bot does.
    if chat.is_group:
        acts.post_service(
            state, chat, by or user, left_chat_participant=user.as_json(), left_chat_member=user.as_json()
        )
    removed = banned or by is not None
    set_member(state, chat, by or user, Member(user, "kicked" if removed else "left"))


def promote(state: State, chat: Chat, user: User, by: User, rights: frozenset[str] = USUAL_RIGHTS) -> None:
    member = _member(chat, user)
    set_member(state, chat, by, replace(member, status="administrator", rights=rights))


def demote(state: State, chat: Chat, user: User, by: User) -> None:
    member = _member(chat, user)
    set_member(state, chat, by, replace(member, status="member", rights=frozenset(), anonymous=False))


def restrict(state: State, chat: Chat, user: User, by: User, permissions: frozenset[str]) -> None:
    """Only the named permissions remain."""
    set_member(state, chat, by, replace(_member(chat, user), status="restricted", rights=permissions))


def ask_to_join(state: State, chat: Chat, user: User, link: InviteLink) -> None:
    chat.requests[user.id] = link
    for bot in chat.bots.values():
        state.join_windows[bot.id, user.id] = state.clock()
    delivery.announce_join_request(state, chat, user, link)
    state.events.add("chat", chat, user=user)


def migrate(state: State, chat: Chat, actor: User) -> Chat:
    """Turn a basic group into a supergroup: a new id, new message numbers, a service message on each side."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise ValueError("only a basic group can become a supergroup, and only once")
    new = state.open_chat("supergroup", chat.title or "")
    new.description, new.permissions, new.migrated_from = chat.description, chat.permissions, chat
    new.reactions = chat.reactions
    for user_id, member in chat.members.items():
        if member.inside:
            new.members[user_id] = member
            member.user.chats.pop(chat.id, None)
            member.user.chats[new.id] = None
    new.bots = dict(chat.bots)
    acts.post_service(state, chat, actor, migrate_to_chat_id=new.id)
    chat.migrated_to = new
    acts.post_service(state, new, state.anonymous_admin, migrate_from_chat_id=chat.id)
    state.events.add("chat", new, note={"migrated_from": chat.id})
    return new


def _member(chat: Chat, user: User) -> Member:
    member = chat.members.get(user.id)
    if member is None or not member.inside:
        raise ValueError(f"{user.first_name} is not in {chat.title}")
    return member
