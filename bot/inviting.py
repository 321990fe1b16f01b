"""An operator's invitations. They name the bot, so Telegram is asked who it is; other commands need no Telegram."""

from dataclasses import replace
from datetime import UTC, datetime

from telegram import Bot

from bot.setting_up import in_one_unit
from bot.settings import Settings
from bot.transport import AioRequest
from storage.unit import Unit
from usecases.invite_staff import make_invite, start_link


async def new_link(settings: Settings, role: str, area: str, name: str) -> str:
    """One single-use link that makes its first taker hold a role at an area."""
    api = settings.telegram.api_url.rstrip("/")
    bot = Bot(settings.telegram.token.get_secret_value(), base_url=f"{api}/bot", request=AioRequest())
    async with bot:
        username = bot.username

    def work(unit: Unit) -> str:
        unit.rules = replace(unit.rules, bot_username=username)
        return start_link(unit, make_invite(unit, role, area, datetime.now(UTC), name=name))

    return in_one_unit(settings, work)
