"""Which of the messages owed goes next: priorities across chats, one in flight per chat, nobody blocked by another."""

import math
from dataclasses import dataclass, field
from enum import Enum, auto
from heapq import heappop, heappush

from bot.limits import FloodLimits


@dataclass(frozen=True, slots=True)
class Owed:
    """A row of the outbox, by id. Priority 0 answers a person, 9 is a broadcast; `order` decides between chats at equal
    priority (smaller first), while inside a chat it is always priority, then id."""

    id: int
    chat_id: int
    is_group: bool
    priority: int
    order: int


class _State(Enum):
    READY = auto()
    WAITING = auto()
    IN_FLIGHT = auto()


@dataclass(slots=True)
class _Chat:
    state: _State = _State.READY
    owed: list[tuple[int, int, Owed]] = field(default_factory=list)

    @property
    def head(self) -> Owed:
        return self.owed[0][2]


class SendQueue:
    """Holds what is owed and hands out the next message that the limits let go, in O(log n) however much is queued."""

    def __init__(self, *, in_flight_limit: int = 8) -> None:
        self._in_flight_limit = in_flight_limit
        self._ids: set[int] = set()
        self._in_flight: set[int] = set()
        self._chats: dict[int, _Chat] = {}
        # Chats that may have their turn, by (priority, order, id) of their first message. An entry whose chat has since
        # got another first message, or is not ready any more, is skipped when it comes up.
        self._ready: list[tuple[int, int, int, int]] = []
        self._waiting: list[tuple[float, int]] = []  # each waiting chat once, by the moment its limits let it go

    def __len__(self) -> int:
        """How many messages wait to be sent, without those in flight."""
        return len(self._ids) - len(self._in_flight)

    def is_crowded(self, below: int) -> bool:
        """Whether as much is on its way as may be, and more urgent messages than `below` wait for nothing else."""
        return len(self._in_flight) >= self._in_flight_limit and bool(self._ready) and self._ready[0][0] < below

    def add(self, item: Owed) -> None:
        """Queue a message; one that is queued or in flight already is left as it is."""
        if item.id in self._ids:
            return
        self._ids.add(item.id)
        chat = self._chats.setdefault(item.chat_id, _Chat())
        heappush(chat.owed, (item.priority, item.id, item))
        if chat.state is _State.READY and chat.head is item:
            self._line_up(chat)

    def next(self, now: float, limits: FloodLimits) -> Owed | float | None:
        """The message to send now, or the moment until which nothing can go, or None when nothing is queued.

        The moment is infinite when only a `done` can change anything. The message counts as in flight until `done`; the
        caller tells the limits (`sent`) if it really goes out.
        """
        if not len(self):
            return None
        if len(self._in_flight) >= self._in_flight_limit:
            return math.inf
        if limits.open_at() > now:
            return limits.open_at()
        self._wake(now)
        while self._ready:
            _, _, first, chat_id = heappop(self._ready)
            chat = self._chats.get(chat_id)
            if chat is None or chat.state is not _State.READY or chat.head.id != first:
                continue
            ready_at = limits.ready_at(chat_id, chat.head.is_group, now)
            if ready_at <= now:
                return self._take(chat)
            chat.state = _State.WAITING
            heappush(self._waiting, (ready_at, chat_id))
        return self._waiting[0][0] if self._waiting else math.inf

    def done(self, item: Owed) -> None:
        """The message is not in flight any more, sent or not; to try again, add it again. KeyError if it never was."""
        self._in_flight.remove(item.id)
        self._ids.remove(item.id)
        chat = self._chats[item.chat_id]
        if not chat.owed:
            del self._chats[item.chat_id]
            return
        self._line_up(chat)

    def _line_up(self, chat: _Chat) -> None:
        chat.state = _State.READY
        head = chat.head
        heappush(self._ready, (head.priority, head.order, head.id, head.chat_id))

    def _wake(self, now: float) -> None:
        while self._waiting and self._waiting[0][0] <= now:
            self._line_up(self._chats[heappop(self._waiting)[1]])

    def _take(self, chat: _Chat) -> Owed:
        item = heappop(chat.owed)[2]
        chat.state = _State.IN_FLIGHT
        self._in_flight.add(item.id)
        return item
