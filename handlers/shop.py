"""The shop: its shelf, taking, picking up, and a secretary's keeping of it."""

from telegram import Update

from domain.said import Said
from handlers import guards
from handlers.commanded import commanded
from handlers.context import Context
from usecases import keep_shop, redeem


async def on_shop(update: Update, context: Context) -> None:
    """/shop."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, redeem.show_shop)


async def on_redeem(update: Update, context: Context) -> None:
    """/redeem N; alone it shows the shelf."""
    if (source := guards.source_of(update)) is not None:
        number = (context.args or [""])[0]
        if number.isascii() and number.isdigit():
            await context.run(source, redeem.redeem, int(number[:9]))
        else:
            await context.run(source, redeem.show_shop)


async def on_pickup(update: Update, context: Context) -> None:
    """/pickup CODE by staff, when nothing can be scanned."""
    if (source := guards.source_of(update)) is not None:
        code = "".join(context.args or [])
        if code:
            await context.run(source, redeem.show_pickup, code[:20])
        else:
            await context.run(source, lambda *_: Said("shop.which_code"))


async def on_reward(update: Update, context: Context) -> None:
    """/reward, by a secretary; under a photo, or in reply to one, the photo goes with it."""
    if (order := commanded(update)) is not None:
        await context.run(order.source, keep_shop.keep_reward, order.words, order.pictures)


async def on_statement(update: Update, context: Context) -> None:
    """/statement 2026-06."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, keep_shop.show_statement, " ".join(context.args or []))
