"""Points: the passbook, the ranking, and their buttons."""

from collections.abc import Callable
from datetime import datetime

from telegram import Update

from domain.press import Press, Verb
from domain.said import Said
from handlers import guards
from handlers.commanded import commanded
from handlers.context import Context, Source
from storage.unit import Unit
from usecases import attend, fair_play, give_points, open_activity, redeem, see_points, walk_patrol
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


async def on_award(update: Update, context: Context) -> None:
    """/award NAME 20 REASON, or in reply to somebody."""
    if (order := commanded(update)) is not None:
        await context.run(order.source, give_points.give, order.whom, order.words)


async def on_pause(update: Update, context: Context) -> None:
    """/pause NAME REASON."""
    if (order := commanded(update)) is not None:
        await context.run(order.source, give_points.pause, order.whom, order.words)


async def on_resume(update: Update, context: Context) -> None:
    """/resume NAME."""
    if (order := commanded(update)) is not None:
        await context.run(order.source, give_points.pause, order.whom, order.words, on=False)


async def on_activity(update: Update, context: Context) -> None:
    """/activity, alone or with what, when and where."""
    if (order := commanded(update)) is not None:
        await context.run(order.source, open_activity.open_activity, order.words)


async def on_checkin(update: Update, context: Context) -> None:
    """/checkin CODE, when nothing can be scanned."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, attend.check_in, "".join(context.args or [])[:20])


async def on_hours(update: Update, context: Context) -> None:
    """/hours 5 NAME 1.5 by an activity's lead."""
    if (source := guards.source_of(update)) is not None:
        number, *rest = context.args or [""]
        if number.isascii() and number.isdigit():
            await context.run(source, attend.confirm_hours, int(number[:9]), " ".join(rest))
        else:
            await context.run(source, lambda *_: Said("activity.hours_how", {"number": 5}))


async def on_press(context: Context, source: Source, press: Press) -> tuple[Said | None, Words]:
    """A button of the passbook, the shop or an activity."""
    return await context.run(source, PRESSES[press.verb], press.number, press.argument, speak=False)


def _rank(unit: Unit, actor: Actor, _: int, what: str, now: datetime) -> Said | None:
    if what in see_points.SHOWN:
        return see_points.choose_shown(unit, actor, what, now)
    return see_points.show_rank(unit, actor, what, now)


def _hours(unit: Unit, actor: Actor, number: int, what: str, now: datetime) -> Said | None:
    if what == "off":
        return attend.cancel_activity(unit, actor, number, now)
    return attend.confirm_hours(unit, actor, number, "", now)


def _shop(unit: Unit, actor: Actor, number: int, _: str, now: datetime) -> Said | None:
    return redeem.show_offer(unit, actor, number, now) if number else redeem.show_shop(unit, actor, now)


PRESSES: dict[Verb, UseCase] = {
    Verb.POINTS: lambda unit, actor, _, __, now: see_points.show_points(unit, actor, now),
    Verb.RANK: _rank,
    Verb.SHOP: _shop,
    Verb.REDEEM: lambda unit, actor, number, _, now: redeem.redeem(unit, actor, number, now),
    Verb.CANCEL: lambda unit, actor, number, _, now: redeem.cancel(unit, actor, number, now),
    Verb.HAND: lambda unit, actor, number, _, now: redeem.hand_over(unit, actor, number, now),
    Verb.ATTEND: lambda unit, actor, number, _, now: attend.attend(unit, actor, number, now),
    Verb.CHECKIN: lambda unit, actor, number, _, now: attend.show_code(unit, actor, number, now),
    Verb.HOURS: _hours,
    Verb.PLOT: attend.touch_lot,
    Verb.CHECK: walk_patrol.tick,
    Verb.AGREE: give_points.settle,
    Verb.PAUSE: lambda unit, actor, number, _, now: fair_play.all_fine(unit, actor, number, now),
}
