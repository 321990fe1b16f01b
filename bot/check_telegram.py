"""What Telegram says when it is asked: is the token right, do updates come, can the bot see what residents post."""

from collections.abc import Iterable
from typing import Any

from telegram import Bot, ChatMember
from telegram.error import InvalidToken, TelegramError

from bot.findings import Finding, Findings
from bot.settings import Settings
from bot.transport import AioRequest


async def check_telegram(settings: Settings, find: Findings, groups: Iterable[Any]) -> list[Finding]:
    """Every finding about the bot's account and its bound groups."""
    api = settings.telegram.api_url.rstrip("/")
    token = settings.telegram.token.get_secret_value()
    bot = Bot(token, base_url=f"{api}/bot", request=AioRequest(read_timeout=10, connect_timeout=5))
    try:
        async with bot:
            found = [find.good("token_fine", name=f"@{bot.username}")]
            if settings.telegram.webhook is not None and settings.telegram.mode == "webhook":
                found += await _webhook(bot, settings.telegram.webhook.url, find)
            for group in groups:
                found += await _group(bot, group, find)
            return found
    except InvalidToken:
        return [find.bad("token")]
    except TelegramError as error:
        return [find.bad("unreachable", url=api, reason=error.message)]


async def _webhook(bot: Bot, url: str, find: Findings) -> list[Finding]:
    info = await bot.get_webhook_info()
    if info.url != url:
        return [find.warn("webhook_other", url=url)]
    if info.last_error_message:
        return [find.bad("webhook_fails", url=url, reason=info.last_error_message, waiting=info.pending_update_count)]
    return []


async def _group(bot: Bot, group: Any, find: Findings) -> list[Finding]:
    if group.closed:
        return [find.warn("group_closed", title=group.title)]
    try:
        me = await bot.get_chat_member(group.telegram_id, bot.id)
    except TelegramError as error:
        return [find.bad("group_gone", title=group.title, reason=error.message)]
    if me.status == ChatMember.ADMINISTRATOR or bot.bot.can_read_all_group_messages:
        return []
    return [find.bad("group_blind", title=group.title)]
