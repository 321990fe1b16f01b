"""What people choose for themselves: /quiet, /subscribe; and the digest they ask for: /digest."""

from telegram import Update

from handlers import guards
from handlers.context import Context
from usecases import choose_habits


async def on_quiet(update: Update, context: Context) -> None:
    """/quiet 22-7."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, choose_habits.choose_quiet, " ".join(context.args or []))


async def on_subscribe(update: Update, context: Context) -> None:
    """/subscribe [TIME|daily|weekly|monthly]."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, choose_habits.subscribe, " ".join(context.args or []))
