"""Which handler hears what. Nothing else is decided here."""

from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from handlers import admin, gate, habits, own, points, report, shop, work
from handlers.context import Context, GridbeeApplication
from handlers.spoken import spoken
from views.catalog import Catalogs

COMMANDS = {
    "start": own.on_start,
    "help": own.on_help,
    "report": report.on_message,
    "mine": own.on_mine,
    "case": own.on_case,
    "queue": own.on_queue,
    "privacy": own.on_privacy,
    "export_me": own.on_export,
    "delete_me": own.on_delete,
    "bind": admin.on_bind,
    "unbind": admin.on_unbind,
    "mode": admin.on_mode,
    "lang": admin.on_lang,
    "staff": admin.on_staff,
    "invite": admin.on_invite,
    "leave": admin.on_leave,
    "quiet": habits.on_quiet,
    "subscribe": habits.on_subscribe,
    "digest": habits.on_digest,
    "points": points.on_points,
    "rank": points.on_rank,
    "award": points.on_award,
    "pause": points.on_pause,
    "resume": points.on_resume,
    "activity": points.on_activity,
    "checkin": points.on_checkin,
    "hours": points.on_hours,
    "shop": shop.on_shop,
    "redeem": shop.on_redeem,
    "pickup": shop.on_pickup,
    "reward": shop.on_reward,
    "statement": shop.on_statement,
    "mute": admin.on_mute,
    "unmute": admin.on_unmute,
}

EVERYDAY = {**COMMANDS, "weekly": habits.on_weekly, "monthly": habits.on_monthly}
"""What has everyday names in the catalogs."""

_NEW = filters.UpdateType.MESSAGE
_EDITED = filters.UpdateType.EDITED_MESSAGE
_WORDS_AND_PICTURES = filters.TEXT | filters.PHOTO | filters.Document.ALL | filters.LOCATION
_VIDEOS = filters.VIDEO | filters.VIDEO_NOTE | filters.ANIMATION
_UNREADABLE = _VIDEOS | filters.VOICE | filters.AUDIO | filters.Sticker.ALL
_FILMS = filters.ChatType.GROUPS & (filters.Document.VIDEO | filters.Document.AUDIO)
"""Sent as files. In private their words alone are enough."""
_REWARD = filters.CaptionRegex(r"\A/reward(@\w+)?(\s|\Z)")
"""A photo that comes with the line that puts it on the shelf."""


def register(application: GridbeeApplication, catalogs: Catalogs) -> None:
    """Tell the library's application about every handler; commands have everyday names in the catalogs too.

    The library asks one after the other. Photos come first: they are none of seventy commands and names.
    """
    application.add_handler(MessageHandler(_NEW | _EDITED, gate.on_anything), group=-1)
    application.add_handler(CallbackQueryHandler(gate.on_anything), group=-1)
    application.add_handler(MessageHandler(_NEW & filters.PHOTO & _REWARD, shop.on_reward))
    application.add_handler(MessageHandler(_NEW & filters.PHOTO, report.on_message))
    for command, handler in COMMANDS.items():
        application.add_handler(CommandHandler(command, handler, filters=_NEW))
    for command, handler in EVERYDAY.items():
        if (names := spoken(command, catalogs)) is not None:
            application.add_handler(MessageHandler(names, handler))
    application.add_handler(CallbackQueryHandler(work.on_press))
    application.add_handler(ChatMemberHandler(admin.on_own_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(_NEW & filters.StatusUpdate.MIGRATE, report.on_migrated))
    application.add_handler(MessageHandler(_NEW & (_UNREADABLE | _FILMS), report.on_voice))
    application.add_handler(MessageHandler(_NEW & ~filters.StatusUpdate.ALL, report.on_message))
    application.add_handler(MessageHandler(_EDITED & (_WORDS_AND_PICTURES | _VIDEOS), report.on_edited))
    application.add_error_handler(on_error)


async def on_error(_: object, context: Context) -> None:
    """What a handler could not do is decided by the intake: wait and try again, or park it."""
    if context.update_id in context.parts.in_hand:
        context.delivery.error = context.error

