"""What happens in the world, one line after another, for those who look on."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from simulator.chats import Chat
from simulator.messages import Message, Press
from simulator.people import User
from simulator.refusals import JsonDict


@dataclass(frozen=True, slots=True)
class Event:
    """One happening.

    Kinds: message, edited, deleted, reaction, pressed, answered, typing, read, member, chat, taken.
    """

    seq: int
    at: datetime
    kind: str
    chat: Chat | None = None
    message: Message | None = None
    press: Press | None = None
    user: User | None = None
    note: JsonDict | None = None


class EventLog:
    """The latest events, one number after another; listeners are called at once, in the same thread.

    The numbers go on from the real time in milliseconds: whoever asks for what came after an event of an earlier log,
    of another world perhaps, is found to be behind.
    """

    def __init__(self, clock: Callable[[], datetime], keep: int = 20_000) -> None:
        self._clock = clock
        self._kept: deque[Event] = deque(maxlen=keep)
        self.last = time.time_ns() // 1_000_000
        self.listeners: list[Callable[[Event], None]] = []

    def add(
        self,
        kind: str,
        chat: Chat | None = None,
        *,
        message: Message | None = None,
        press: Press | None = None,
        user: User | None = None,
        note: JsonDict | None = None,
    ) -> None:
        self.last += 1
        event = Event(self.last, self._clock(), kind, chat, message, press, user, note)
        self._kept.append(event)
        for listener in tuple(self.listeners):
            listener(event)

    @property
    def oldest(self) -> int:
        """The number of the oldest event still kept (one more than the last where none is)."""
        return self._kept[0].seq if self._kept else self.last + 1

    def since(self, seq: int) -> list[Event]:
        """Events after `seq`, oldest first; some are gone if `seq + 1 < oldest`."""
        wanted = min(self.last - seq, len(self._kept))
        if wanted <= 0:
            return []
        return [self._kept[index] for index in range(len(self._kept) - wanted, len(self._kept))]
