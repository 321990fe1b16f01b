"""What anybody can ask: /start, /help, one's own cases, a case, one's own data."""

import re
from datetime import datetime

from telegram import Update

from domain.said import Said
from handlers import admin, guards
from handlers.context import Context, Source
from storage.unit import Unit
from usecases import answer_draft, attend, invite_staff, look_up, own_data, redeem, see_points
from usecases.access import Actor

_BIND = re.compile(r"b-(\d{1,12})-([\w-]{1,40})", re.ASCII)
_SHARED = re.compile(r"([cd])(\d{1,12})", re.ASCII)
_TOKEN = 20
"""Invitations are longer than every other payload."""


async def on_start(update: Update, context: Context) -> None:
    """/start, alone or with what a link carried: an invitation, a private matter, a case, a group to bind."""
    source = guards.source_of(update)
    if source is None:
        return
    payload = (context.args or [""])[0]
    shared = _SHARED.fullmatch(payload)
    if source.where.kind != "private":
        await context.run(source, lambda *_: Said("help.group"))
    elif (bound := _BIND.fullmatch(payload)) is not None:
        await admin.bind_privately(context, source, int(bound[1]), bound[2])
    elif shared is not None:
        open_it = answer_draft.continue_in_private if shared[1] == "d" else look_up.open_matter
        await context.run(source, open_it, int(shared[2]))
    elif payload.startswith("k-"):
        await context.run(source, attend.check_in, payload[2:])
    elif payload.startswith("g-"):
        await context.run(source, redeem.show_pickup, payload[2:])
    elif payload == "points":
        await context.run(source, see_points.show_points)
    elif len(payload) >= _TOKEN:
        await context.run(source, invite_staff.accept_invite, payload)
    else:
        await context.run(source, lambda *_: Said("help.private"))


async def on_help(update: Update, context: Context) -> None:
    """/help."""
    if (source := guards.source_of(update)) is not None:
        key = "help.private" if source.where.kind == "private" else "help.group"
        await context.run(source, lambda *_: Said(key))


async def on_queue(update: Update, context: Context) -> None:
    """/queue: what a worker has in hand."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, look_up.show_queue, 0)


async def on_mine(update: Update, context: Context) -> None:
    """/mine: a resident's own reports."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, look_up.show_mine)


async def on_case(update: Update, context: Context) -> None:
    """/case N."""
    if (source := guards.source_of(update)) is not None:
        number = (context.args or [""])[0].lstrip("#＃")
        if number.isascii() and number.isdigit():
            await context.run(source, look_up.show_case, int(number[:12]))
        else:
            await context.run(source, lambda *_: Said("refusal.which_case"))


async def on_privacy(update: Update, context: Context) -> None:
    """/privacy."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, _privacy)


async def on_export(update: Update, context: Context) -> None:
    """/export_me."""
    if (source := guards.source_of(update)) is not None:
        await context.run(source, look_up.export_me)


async def on_delete(update: Update, context: Context) -> None:
    """/delete_me, then the word that confirms it."""
    if (source := guards.source_of(update)) is not None:
        await _delete(context, source, " ".join(context.args or []))


async def _delete(context: Context, source: Source, word: str) -> None:
    await context.run(source, own_data.delete_me, word)


def _privacy(unit: Unit, actor: Actor, now: datetime) -> None:
    look_up.show_privacy(unit, actor, now)
