"""Buttons, and the same acts typed."""

from telegram import Update
from telegram.error import BadRequest

from domain.errors import Refusal
from domain.press import Press, Verb
from domain.said import Said
from handlers import admin, guards, habits, points
from handlers.context import Context, Source
from usecases import bind_group, invite_staff, keep_pace, look_up
from usecases.act import act
from views.catalog import Words

NOTICE = 200
"""Telegram's limit for the notice over a button, in UTF-16 units; ours are counted generously."""


async def on_press(update: Update, context: Context) -> None:
    """Any button: its verb decides the use case; the notice follows the commit."""
    pressed = guards.pressed(update)
    if pressed is None:
        return
    try:
        press = pressed.press
    except Refusal as refusal:
        refused = Said(refusal.key, refusal.values)
        said, words = await context.run(pressed.source, lambda *_: refused, speak=False)
    else:
        said, words = await _press(context, pressed.source, press)
    if not context.held:  # whoever presses and presses is not worth a call of Telegram each time
        await _notice(context, pressed, None if context.spoken else said, words)


async def on_typed(context: Context, source: Source, press: Press) -> None:
    """An act typed in words: the same use case, answered with a message."""
    await _act(context, source, press, speak=True)


async def _press(context: Context, source: Source, press: Press) -> tuple[Said | None, Words]:
    if press.verb in (Verb.DIGEST, Verb.SUBSCRIBE):
        return await habits.press(context, source, press)
    if press.verb is Verb.QUEUE:
        return await context.run(source, look_up.show_queue, press.number, turn=bool(press.argument), speak=False)
    if press.verb is Verb.CASE:
        return await context.run(source, look_up.show_case, press.number, speak=False)
    if press.verb is Verb.STAFF:
        return await context.run(source, invite_staff.remove_grant, press.number)
    if press.verb is Verb.REVOKE:
        return await context.run(source, invite_staff.revoke_invite, press.number)
    if press.verb is Verb.LANG:
        return await context.run(source, bind_group.set_language, press.argument)
    if press.verb is Verb.MODE:
        return await context.run(source, bind_group.set_mode, press.argument)
    if press.verb is Verb.REST:
        return await context.run(source, keep_pace.lift, press.number, speak=False)
    if press.verb in points.PRESSES:
        return await points.on_press(context, source, press)
    if press.verb is Verb.BIND:
        return await admin.bind_pressed(context, source, press.number, press.argument)
    return await _act(context, source, press, speak=False)


async def _act(context: Context, source: Source, press: Press, *, speak: bool) -> tuple[Said | None, Words]:
    return await context.run(source, act, press.verb, press.number, press.argument, speak=speak)


async def _notice(context: Context, pressed: guards.Pressed, said: Said | None, words: Words) -> None:
    text = context.text(said, words)[: NOTICE // 2] if said is not None and said.key else None
    try:
        await pressed.query.answer(text=text, show_alert=bool(said and said.alert))
    except BadRequest as error:
        if "query" not in error.message.lower():
            raise  # "query is too old" only means that nobody looks at the button any more
