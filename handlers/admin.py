"""Commands of secretaries and operators: binding groups, modes, staff, invitations, leave; and membership."""

from telegram import ChatMember, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from domain.said import Said
from handlers import guards
from handlers.commanded import commanded
from handlers.context import Context, Source
from usecases import bind_group, invite_staff, keep_pace, look_up, take_leave
from views.catalog import Words

_LEADS = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)
_IN = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED)


async def on_bind(update: Update, context: Context) -> None:
    """/bind CODE in a group."""
    source = guards.source_of(update)
    if source is None:
        return
    code = (context.args or [""])[0]
    if not code:
        await context.run(source, lambda *_: Said("group.bind_how"))
    elif guards.is_nobody(source):
        await context.run(source, bind_group.ask_privately, code)
    else:
        await bind(context, source, code)


async def bind(context: Context, source: Source, code: str, *, replace: bool = False) -> tuple[Said | None, Words]:
    """Ask Telegram who leads the group and what the bot can see there, then bind."""
    group = source.where.telegram_id
    if source.where.kind == "private":
        return await context.run(source, lambda *_: Said("refusal.bind_in_group"))
    return await context.run(
        source, bind_group.bind_group, code, is_admin=await _leads(context, group, source.who.telegram_id),
        sees_all=await _sees_all(context, group), replace=replace,
    )


async def bind_pressed(context: Context, source: Source, number: int, code: str) -> tuple[Said | None, Words]:
    """The confirmation that a group takes another's place, or another building: in the group, or where it was asked."""
    if source.where.kind == "private":
        return await bind_privately(context, source, number, code, replace=True)
    return await bind(context, source, code, replace=True)


async def bind_privately(
    context: Context, source: Source, number: int, code: str, *, replace: bool = False
) -> tuple[Said | None, Words]:
    """An anonymous administrator shows in private who they are; `number` is ours of the group."""
    group = await context.read(bind_group.telegram_id_of, number)
    if group is None:
        return await context.run(source, lambda *_: Said("refusal.not_a_bound_group"))
    is_admin = await _leads(context, group, source.who.telegram_id)
    sees_all = await _sees_all(context, group)
    return await context.run(
        source, bind_group.bind_from_private, number, code, is_admin=is_admin, sees_all=sees_all, replace=replace
    )


async def on_unbind(update: Update, context: Context) -> None:
    """/unbind in a group."""
    if (source := await _somebody(update, context)) is not None:
        await context.run(source, bind_group.unbind_group)


async def on_mode(update: Update, context: Context) -> None:
    """/mode auto, ask or command."""
    if (source := await _somebody(update, context)) is not None:
        await context.run(source, bind_group.set_mode, (context.args or [""])[0].lower())


async def on_lang(update: Update, context: Context) -> None:
    """/lang zh or en."""
    if (source := await _somebody(update, context)) is not None:
        asked = (context.args or [""])[0].lower()
        language = {"zh": "zh_CN", "cn": "zh_CN", "中文": "zh_CN", "zh_cn": "zh_CN", "en": "en", "english": "en"}
        await context.run(source, bind_group.set_language, language.get(asked, ""))


async def on_staff(update: Update, context: Context) -> None:
    """/staff [CODE]."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, look_up.show_staff, " ".join(context.args or []))


async def on_invite(update: Update, context: Context) -> None:
    """/invite ROLE CODE [NAME] by a secretary, in private."""
    source = guards.source_of(update)
    if source is None:
        return
    words = context.args or []
    if len(words) < 2 or source.where.kind != "private":  # noqa: PLR2004  a role and an area
        await context.run(source, lambda *_: Said("staff.invite_how"))
        return
    await context.run(source, invite_staff.invite_from_chat, words[0], words[1], " ".join(words[2:]))


async def on_leave(update: Update, context: Context) -> None:
    """/leave until DATE."""
    if (source := guards.source_of(update)) is not None:
        words = [word for word in context.args or [] if word.lower() != "until"]
        await context.run(source, take_leave.take_leave, " ".join(words))


async def on_mute(update: Update, context: Context) -> None:
    """/mute NAME 3 REASON, or in reply to somebody."""
    if (order := commanded(update)) is not None:
        await context.run(order.source, keep_pace.mute, order.whom, order.words)


async def on_unmute(update: Update, context: Context) -> None:
    """/unmute NAME, or in reply to somebody."""
    if (order := commanded(update)) is not None:
        await context.run(order.source, keep_pace.unmute, order.whom, order.words)


async def on_own_membership(update: Update, context: Context) -> None:
    """The bot was added, removed, blocked or let in again."""
    change, source = update.my_chat_member, guards.source_of(update)
    if change is None or source is None:
        return
    is_in = change.new_chat_member.status in _IN
    was_in = change.old_chat_member.status in _IN
    if is_in:
        use_case = bind_group.came_in if not was_in and source.where.kind != "private" else bind_group.came_back
        await context.run(source, use_case)
    else:
        await context.run(source, bind_group.went_out)


async def _somebody(update: Update, context: Context) -> Source | None:
    """Who sent a command; whoever hides behind the group's name is asked to post as themselves."""
    source = guards.source_of(update)
    if source is not None and guards.is_nobody(source):
        await context.run(source, lambda *_: Said("report.as_yourself"))
        return None
    return source


async def _leads(context: Context, group: int, person: int) -> bool:
    try:
        member = await context.bot.get_chat_member(group, person)
    except (BadRequest, Forbidden, ChatMigrated):  # not there, or never was; when Telegram is away the update waits
        return False
    return member.status in _LEADS


async def _sees_all(context: Context, group: int) -> bool:
    if context.bot.bot.can_read_all_group_messages:
        return True
    return await _leads(context, group, context.bot.id)
