"""The bot's own page in Telegram: its commands, in both languages, as menus show them."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from views.catalog import Catalogs

PRIVATE = (
    "report", "mine", "points", "rank", "shop", "activity", "queue",
    "case", "staff", "invite", "leave", "lang", "privacy", "help",
)  # fmt: skip
GROUP = ("report", "case", "rank", "bind", "mode", "lang", "help")


async def tell_telegram(bot: Bot, catalogs: Catalogs) -> None:
    """Set the menus of commands. It is a nicety: when Telegram refuses, the bot works without."""
    try:
        for language, code in (("zh_CN", None), ("en", "en")):
            words = catalogs(language)
            for scope, names in (
                (BotCommandScopeAllPrivateChats(), PRIVATE),
                (BotCommandScopeAllGroupChats(), GROUP),
            ):
                commands = [BotCommand(name, words.plain(f"command.{name}")) for name in names]
                await bot.set_my_commands(commands, scope=scope, language_code=code)
    except TelegramError as error:
        structlog.get_logger("gridbee").warning("the menus of commands could not be set", reason=error.message)
