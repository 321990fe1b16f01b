"""Points: the passbook, the ranking, and their buttons."""

from collections.abc import Callable
from datetime import datetime

from telegram import Update

from domain.press import Press, Verb
from domain.said import Said
from handlers import guards
from handlers.context import Context, Source
from storage.unit import Unit
from usecases import redeem, see_points
from usecases.access import Actor
from views.catalog import Words

UseCase = Callable[[Unit, Actor, int, str, datetime], Said | None]


async def on_points(update: Update, context: Context) -> None:
    """/points."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, see_points.show_points)


async def on_rank(update: Update, context: Context) -> None:
    """/rank, /rank month."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, see_points.show_rank, (context.args or ["week"])[0].lower())


async def on_press(context: Context, source: Source, press: Press) -> tuple[Said | None, Words]:
    """A button of the passbook, the shop or an activity."""
    return await context.run(source, PRESSES[press.verb], press.number, press.argument, speak=False)


def _rank(unit: Unit, actor: Actor, _: int, what: str, now: datetime) -> Said | None:
    if what in see_points.SHOWN:
        return see_points.choose_shown(unit, actor, what, now)
    return see_points.show_rank(unit, actor, what, now)


PRESSES: dict[Verb, UseCase] = {
    Verb.POINTS: lambda unit, actor, _, __, now: see_points.show_points(unit, actor, now),
    Verb.RANK: _rank,
    Verb.SHOP: lambda unit, actor, _, __, now: redeem.show_shop(unit, actor, now),
    Verb.REDEEM: lambda unit, actor, number, _, now: redeem.redeem(unit, actor, number, now),
    Verb.CANCEL: lambda unit, actor, number, _, now: redeem.cancel(unit, actor, number, now),
    Verb.HAND: lambda unit, actor, number, _, now: redeem.hand_over(unit, actor, number, now),
}
