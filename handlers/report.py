"""Messages: reports, their additions, answers to questions, and acts that are typed."""

from dataclasses import replace
from datetime import datetime

from telegram import Update

from domain.chats import Post
from domain.press import Press
from domain.said import Said
from handlers import guards, work
from handlers.context import Context, Source
from storage.foresight import Foreseen
from storage.unit import Unit
from usecases import hear_edit, hear_group, hear_private, report_for, show_result
from usecases.access import Actor
from usecases.attend import heard
from usecases.bind_group import migrate_group
from usecases.foresight import think_of
from usecases.walk_patrol import heard_bad


async def on_message(update: Update, context: Context) -> None:
    """Any message with words or a picture; also /report, alone or with words, in a caption, in reply to a photo.

    What is neither, and of no kind that we know, is told in private how to report.
    """
    post = guards.posted(update, context.bot.username)
    if post is None:
        return
    typed = context.parts.typed
    post = replace(post, yes=typed.answer(post.text), verb=typed.bare(post.text))
    source = Source(post.who, post.where, post.message_id)
    if guards.is_nobody(source):
        await context.run(source, hear_group.only_say, post, "report.as_yourself")
    elif post.by_command:
        await _report(context, source, post)
    elif post.pictures and (shown := _in_caption(context, post)) is not None:
        await context.run(source, show_result.show_result, shown, post)
    elif post.pictures or not await _typed(context, source, post):
        await context.run(source, _IN_PRIVATE if post.where.kind == "private" else _IN_GROUP, post)


async def on_edited(update: Update, context: Context) -> None:
    """A caption or a text was changed."""
    post = guards.posted(update, context.bot.username)
    if post is not None:
        source = Source(post.who, post.where, post.message_id)
        if not guards.is_nobody(source):
            await context.run(source, _edited, post)


async def on_voice(update: Update, context: Context) -> None:
    """Voice, video, stickers: a kind word in private; in a group only where the words with it read like a report.

    A video between the photos of an album may have the words of all of them.
    """
    post = guards.posted(update, context.bot.username)
    if post is None:
        return
    if post.album and post.text:
        await on_message(update, context)
    else:
        source = Source(post.who, post.where, post.message_id)
        await context.run(source, hear_group.only_say, post, "report.photo_helps_most")


async def on_migrated(update: Update, context: Context) -> None:
    """The group has become a supergroup."""
    message, source = update.message, guards.source_of(update)
    if message is None or source is None or source.where.kind == "private":
        return
    if message.migrate_to_chat_id:
        await context.run(source, migrate_group, message.chat_id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await context.run(source, migrate_group, message.migrate_from_chat_id, message.chat_id)


async def _report(context: Context, source: Source, post: Post) -> None:
    if report_for.for_whom(post.text):
        await context.run(source, report_for.report_for, post)
    elif post.where.kind == "private":
        await context.run(source, hear_private.report_in_private, post)
    else:
        await context.run(source, hear_group.report_in_group, post)


def _in_caption(context: Context, post: Post) -> Press | None:
    """The act that a caption asks for, where a photo belongs to it."""
    press = context.parts.typed.read(post.text)
    return press if press is not None and press.verb in show_result.SHOWN else None


async def _typed(context: Context, source: Source, post: Post) -> bool:
    """Whether the words were an act, which is done, or a command that we don't know."""
    typed, private = context.parts.typed.read(post.text), post.where.kind == "private"
    if typed is not None:
        await work.on_typed(context, source, typed)
    elif post.text.startswith("/"):
        if private:
            await context.run(source, lambda *_: Said("help.private"))
    elif private and post.verb is not None and post.reply_to is None:
        missing = Said("refusal.number_missing", {"verb": post.verb.value, "word": post.text[:20]})
        await context.run(source, lambda *_: missing)
    else:
        return False
    return True


def _hear_private(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    for reply in (heard, heard_bad):
        if (said := reply(unit, actor, post, now)) is not None:
            return said
    return hear_private.hear_in_private(unit, actor, post, now)


def _edited(unit: Unit, actor: Actor, post: Post, now: datetime) -> None:
    hear_edit.hear_edit(unit, actor, post, now)


_IN_GROUP, _IN_PRIVATE = Foreseen(hear_group.hear_in_group, think_of), Foreseen(_hear_private, think_of)
