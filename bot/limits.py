"""Telegram's flood limits as arithmetic on a clock that is handed in: nothing here waits or sends."""

import math
from collections import deque
from dataclasses import dataclass, field

# A little more than Telegram's minute, whose clock is not ours.
_MINUTE = 60.5

# So many chats refused within so many seconds means that it is the bot that is too fast, not one chat.
_SEVERAL, _SHORTLY = 3, 10.0


@dataclass(slots=True)
class _Chat:
    free_at: float = -math.inf
    held_until: float = -math.inf
    minute: deque[float] = field(default_factory=deque)

    def idle_at(self) -> float:
        window = self.minute[-1] + _MINUTE if self.minute else -math.inf
        return max(self.free_at, self.held_until, window)


class FloodLimits:
    """Says when a message may go: for the bot, for a chat, for a group's minute, and after a refusal (429).

    Times are monotonic seconds and never run backwards. After a restart, the last minute's messages and the refusals
    that still hold can be told again, oldest first. With `enabled=False` only refusals count.
    Sources: TELEGRAM.md, "Sending" (30 a second, 1 a second per chat, 20 a minute per group, each kept with a margin).
    """

    def __init__(
        self,
        *,
        per_second: float = 28.0,
        burst: int = 2,
        chat_gap: float = 1.1,
        group_per_minute: int = 20,
        enabled: bool = True,
    ) -> None:
        self._interval = 1 / per_second
        self._ahead = (burst - 1) * self._interval
        self._chat_gap = chat_gap
        self._group_per_minute = group_per_minute
        self._enabled = enabled
        self._paced_until = -math.inf
        self._held_until = -math.inf
        self._refusals: dict[int, tuple[float, float]] = {}
        self._chats: dict[int, _Chat] = {}

    def open_at(self) -> float:
        """The earliest moment at which a message may go to any chat at all."""
        return max(self._held_until, self._paced_until - self._ahead if self._enabled else -math.inf)

    def ready_at(self, chat_id: int, is_group: bool, now: float) -> float:
        """The earliest moment at which a message may go to this chat; `now` or before means at once."""
        chat = self._chats.get(chat_id)
        if chat is None:
            return self.open_at()
        if not self._enabled:
            return max(self.open_at(), chat.held_until)
        window = chat.minute[0] + _MINUTE if is_group and self.group_budget(chat_id, now) <= 0 else -math.inf
        return max(self.open_at(), chat.free_at, chat.held_until, window)

    def sent(self, chat_id: int, is_group: bool, now: float) -> None:
        """A request that counts (a message, an edit, a reaction) leaves now; say so before asking again."""
        self._paced_until = max(self._paced_until, now) + self._interval
        chat = self._chats.setdefault(chat_id, _Chat())
        chat.free_at = now + self._chat_gap
        if is_group:
            chat.minute.append(now)
            if len(chat.minute) > self._group_per_minute:
                chat.minute.popleft()

    def answered(self, chat_id: int, now: float) -> None:
        """The request that left last for this chat is answered (one is on its way at a time).

        It arrived at any moment until now, so the chat's windows count from here.
        """
        chat = self._chats.get(chat_id)
        if chat is None:
            return
        chat.free_at = max(chat.free_at, now + self._chat_gap)
        if chat.minute:
            chat.minute[-1] = max(chat.minute[-1], now)

    def refused(self, chat_id: int, retry_after: float, now: float) -> None:
        """Telegram asked for `retry_after` seconds of quiet: for this chat, or for all when several were refused."""
        until = now + retry_after
        chat = self._chats.setdefault(chat_id, _Chat())
        chat.held_until = max(chat.held_until, until)
        self._refusals[chat_id] = (now, until)
        self._refusals = {c: refusal for c, refusal in self._refusals.items() if refusal[0] > now - _SHORTLY}
        if len(self._refusals) >= _SEVERAL:
            self._held_until = max(self._held_until, *(until for _, until in self._refusals.values()))

    def group_budget(self, chat_id: int, now: float) -> int:
        """How many more messages this group may get in the minute that ends now; reactions and edits give way first."""
        chat = self._chats.get(chat_id)
        spent = sum(at + _MINUTE > now for at in chat.minute) if chat else 0
        return self._group_per_minute - spent

    def prune(self, now: float) -> None:
        """Forget the chats that nothing holds back any more, so that memory follows the last minute's traffic."""
        self._chats = {chat_id: chat for chat_id, chat in self._chats.items() if chat.idle_at() > now}
