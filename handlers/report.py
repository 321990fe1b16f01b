"""Messages: reports, their additions, answers to questions, and acts that are typed."""

from dataclasses import replace
from datetime import datetime

from telegram import Update

from domain.chats import Post
from domain.said import Said
from handlers import guards, work
from handlers.context import Context, Source
from storage.unit import Unit
from usecases import hear_group, hear_private, look_up, report_for
from usecases.access import Actor
from usecases.attend import heard
from usecases.bind_group import migrate_group


async def on_message(update: Update, context: Context) -> None:
    """Any message that is no command."""
    post = guards.posted(update, context.bot.username, context.bot.id)
    if post is None:
        return None
    source = Source(post.who, post.where, post.message_id)
    if guards.is_nobody(source):
        return await _from_anonymous(context, source, post)
    if (caption := _command_in_caption(post)) is not None:
        return await _report(context, source, replace(post, text=caption))
    typed = context.parts.typed.read(post.text)
    if typed is not None and not post.pictures:
        return await work.on_typed(context, source, typed)
    private = post.where.kind == "private"
    if private and not post.pictures and (verb := context.parts.typed.bare(post.text)) is not None:
        await context.run(source, lambda *_: Said("refusal.number_missing", {"verb": verb.value, "word": post.text[:20]}))
        return None
    await context.run(source, _hear_private if private else hear_group.hear_in_group, post)
    return None


async def on_edited(update: Update, context: Context) -> None:
    """A caption or a text was changed."""
    post = guards.posted(update, context.bot.username, context.bot.id)
    if post is not None and post.where.kind != "private":
        source = Source(post.who, post.where, post.message_id)
        if not guards.is_nobody(source):
            await context.run(source, _edited, post)


async def on_report(update: Update, context: Context) -> None:
    """/report, alone, with words, with a photo's caption, in reply to a photo; `/report for NAME …`."""
    post = guards.posted(update, context.bot.username, context.bot.id)
    if post is not None:
        source = Source(post.who, post.where, post.message_id)
        words = " ".join(context.args or [])
        pictures = guards.replied_pictures(update)
        if pictures and post.reply_to is not None:
            post = replace(post, pictures=pictures, message_id=post.reply_to)
        await _report(context, source, replace(post, text=words))


async def on_voice(update: Update, context: Context) -> None:
    """Voice, video, stickers: in private a kind word; in a group nothing."""
    source = guards.source_of(update)
    if source is not None and source.where.kind == "private":
        await context.run(source, lambda *_: Said("report.photo_helps_most"))


async def on_migrated(update: Update, context: Context) -> None:
    """The group has become a supergroup."""
    message, source = update.message, guards.source_of(update)
    if message is None or source is None:
        return
    if message.migrate_to_chat_id:
        await context.run(source, migrate_group, message.chat_id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await context.run(source, migrate_group, message.migrate_from_chat_id, message.chat_id)


async def _report(context: Context, source: Source, post: Post) -> None:
    if post.text.lower().startswith(("for ", "代 ", "帮 ")):
        await context.run(source, report_for.report_for, replace(post, text=post.text.partition(" ")[2].strip()))
    elif post.where.kind == "private":
        await context.run(source, hear_private.report_in_private, post)
    else:
        await context.run(source, hear_group.report_in_group, replace(post, named_us=True))


async def _from_anonymous(context: Context, source: Source, post: Post) -> None:
    """An administrator who posts as the group: nobody could be answered, so they are asked to post as themselves."""
    if post.pictures or post.named_us:
        await context.run(source, lambda *_: Said("report.as_yourself"))


def _hear_private(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    look_up.greet_once(unit, actor, now)
    if (said := heard(unit, actor, post, now)) is not None:
        return said
    return hear_private.hear_in_private(unit, actor, post, now)


def _edited(unit: Unit, actor: Actor, post: Post, now: datetime) -> None:
    hear_group.hear_edit(unit, actor, post, now)


def _command_in_caption(post: Post) -> str | None:
    first, _, rest = post.text.partition(" ")
    return rest.strip() if post.pictures and first.split("@")[0].lower() == "/report" else None
