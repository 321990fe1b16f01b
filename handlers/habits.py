"""What people choose for themselves: /quiet, /subscribe; and the digest they ask for: /digest."""

from telegram import Update

from domain.press import Press, Verb
from domain.said import Said
from handlers import guards
from handlers.context import Context, Source
from usecases import choose_habits, show_digest
from views.catalog import Words


async def on_quiet(update: Update, context: Context) -> None:
    """/quiet 22-7."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, choose_habits.choose_quiet, " ".join(context.args or []))


async def on_subscribe(update: Update, context: Context) -> None:
    """/subscribe [TIME|daily|weekly|monthly]."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, choose_habits.subscribe, " ".join(context.args or []))


async def on_digest(update: Update, context: Context) -> None:
    """/digest [yesterday|week|month|DATE] [CODE]."""
    await _digest(update, context, " ".join(context.args or []))


async def on_weekly(update: Update, context: Context) -> None:
    """周报: what /digest week is."""
    await _digest(update, context, "week")


async def on_monthly(update: Update, context: Context) -> None:
    """月报: what /digest month is."""
    await _digest(update, context, "month")


async def press(context: Context, source: Source, pressed: Press) -> tuple[Said | None, Words]:
    """A button of a digest, or of a person's choices."""
    if pressed.verb is Verb.SUBSCRIBE:
        return await context.run(source, choose_habits.subscribe, pressed.argument, speak=False)
    return await context.run(
        source, show_digest.turn_digest, pressed.number, pressed.argument, source.message_id, speak=False
    )


async def _digest(update: Update, context: Context, words: str) -> None:
    if (source := guards.source_of(update)) is not None:
        await context.run(source, show_digest.show_digest, words)
