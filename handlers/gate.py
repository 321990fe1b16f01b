"""In front of every handler: how much one person asks for, and what still gets through while they rest."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from handlers import guards
from handlers.context import Context
from handlers.resting import Passes, is_for_us, passes
from usecases import keep_pace


async def on_anything(update: Update, context: Context) -> None:
    """Count what somebody sends or presses; when it is too much they hear so once, and the handlers never see it."""
    source = guards.source_of(update)
    if source is None or source.who.telegram_id in context.parts.database.rules.operators:
        return
    album = update.message.media_group_id if update.message is not None else None
    if context.parts.patience.asks(source.asker, context.parts.now(), album):
        return
    if passes(update, context.parts.database.rules):  # a fire is heard however often it is told
        return
    if not guards.is_nobody(source):  # Telegram's own accounts stand for many people, and none of them is asked to rest
        context.passes = Passes.ANYTHING
        counts = is_for_us(update, context.parts.database.rules)
        await context.run(source, keep_pace.too_fast, counts=counts)
    raise ApplicationHandlerStop
