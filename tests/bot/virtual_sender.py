"""A sender in virtual time, which does with queue and limits what the real one does without waiting; a strict judge."""

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from bot.limits import FloodLimits
from bot.send_queue import Owed, SendQueue


@dataclass
class VirtualSender:
    """Runs the queue until it is empty. `refuse` may answer a sent message with seconds of retry_after (0: it went)."""

    limits: FloodLimits = field(default_factory=FloodLimits)
    queue: SendQueue = field(default_factory=SendQueue)
    latency: Callable[[Owed], float] = lambda _: 0.1
    refuse: Callable[[Owed, float], float] = lambda _item, _now: 0.0
    now: float = 1000.0
    log: list[tuple[float, Owed]] = field(default_factory=list)
    refusals: list[tuple[float, Owed, float]] = field(default_factory=list)
    most_in_flight: int = 0

    def run(self, arrivals: list[tuple[float, Owed]] = ()) -> "VirtualSender":
        """Send everything that is queued and that arrives at the given moments (seconds from now)."""
        coming = sorted(((self.now + after, item) for after, item in arrivals), key=lambda pair: pair[0], reverse=True)
        flights: list[tuple[float, int, Owed, float]] = []
        while True:
            while coming and coming[-1][0] <= self.now:
                self.queue.add(coming.pop()[1])
            while flights and flights[0][0] <= self.now:
                self._land(heappop(flights))
            step = self.queue.next(self.now, self.limits)
            if isinstance(step, Owed):
                self._fly(step, flights)
                continue
            wake = min(
                step if step is not None else math.inf,
                flights[0][0] if flights else math.inf,
                coming[-1][0] if coming else math.inf,
            )
            if math.isinf(wake):
                return self
            assert wake > self.now, "the queue asked to be asked again at once: a busy loop"
            self.now = wake

    def _fly(self, item: Owed, flights: list[tuple[float, int, Owed, float]]) -> None:
        self.limits.sent(item.chat_id, item.is_group, self.now)
        self.log.append((self.now, item))
        assert all(flight[2].chat_id != item.chat_id for flight in flights), "two in flight in one chat"
        heappush(flights, (self.now + self.latency(item), item.id, item, self.refuse(item, self.now)))
        self.most_in_flight = max(self.most_in_flight, len(flights))

    def _land(self, flight: tuple[float, int, Owed, float]) -> None:
        at, _, item, retry_after = flight
        self.queue.done(item)
        if retry_after:
            self.limits.refused(item.chat_id, retry_after, at)
            self.refusals.append((at, item, retry_after))
            self.queue.add(item)

    def times(self, chat_id: int | None = None) -> list[float]:
        return [at for at, item in self.log if chat_id is None or item.chat_id == chat_id]


def assert_no_window_is_broken(log: list[tuple[float, Owed]]) -> None:
    """Telegram's own figures under closed sliding windows: 30 in 1 s, 1 in 1 s per chat, 20 in 60 s per group."""
    by_chat: dict[int, list[float]] = defaultdict(list)
    for at, item in log:
        by_chat[item.chat_id].append(at)
    groups = {item.chat_id for _, item in log if item.is_group}
    assert_at_most(30, 1.0, [at for at, _ in log])
    for chat_id, times in by_chat.items():
        assert_at_most(1, 1.0, times)
        if chat_id in groups:
            assert_at_most(20, 60.0, times)


def assert_at_most(count: int, seconds: float, times: list[float]) -> None:
    for first, beyond in zip(times, times[count:], strict=False):
        assert beyond - first > seconds, f"{count + 1} within {beyond - first} s, from {first}"
