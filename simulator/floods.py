"""Telegram's flood limits by real windows: per bot, per chat, per group."""

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.chats import Chat
from simulator.refusals import too_many

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages allowed: a second for the bot, a burst for a chat that refills one a second, a minute for a group."""

    bot_per_second: int = 30
    chat_burst: int = 3
    group_per_minute: int = 20
    counted: tuple[str, ...] = ("send", "edit", "forward", "copy")  # how the methods that count begin


class FloodGate:
    """Counts what got through; raises 429 with `retry_after` for what does not fit."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._bots: dict[int, deque[datetime]] = {}
        self._chats: dict[tuple[int, int], deque[datetime]] = {}

    def enter(self, bot_id: int, chat: Chat | None, now: datetime, messages: int = 1) -> None:
        """Let `messages` pass or refuse them all; refused ones are not counted."""
        limits = self.limits
        of_bot = self._bots.setdefault(bot_id, deque())
        wait = _wait(of_bot, now, SECOND, limits.bot_per_second - messages)
        of_chat = None
        if chat is not None:
            of_chat = self._chats.setdefault((bot_id, chat.id), deque())
            burst = timedelta(seconds=limits.chat_burst)
            wait = max(wait, _wait(of_chat, now, burst, limits.chat_burst - 1))
            if chat.type != "private":
                wait = max(wait, _wait(of_chat, now, MINUTE, limits.group_per_minute - messages))
        if wait > timedelta(0):
            raise too_many(max(1, math.ceil(wait.total_seconds())))
        for window in (of_bot, of_chat):
            if window is not None:
                window.extend([now] * messages)
                _forget(window, now)


def _wait(passed: deque[datetime], now: datetime, window: timedelta, room: int) -> timedelta:
    """How long until no more than `room` of the passed ones lie within the window."""
    if len(passed) <= room:
        return timedelta(0)
    blocking = passed[-(max(room, 0) + 1)] if passed else now - window
    return max(blocking + window - now, timedelta(0))


def _forget(passed: deque[datetime], now: datetime) -> None:
    while passed and now - passed[0] >= MINUTE:
        passed.popleft()
