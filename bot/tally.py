"""What the loops of this process have done since it started: plain numbers, cheap to count and there to be read."""

import time
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds between which commits and handlers are sorted."""
SLOW = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0, 1800.0)
"""Seconds between which calls to Telegram and the waits of messages are sorted."""


OURS = "ours"
"""What a message that we failed to make counts as, among Telegram's refusals."""


class Spread:
    """How long something took, sorted between bounds: what a histogram is made of."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def took(self, seconds: float) -> None:
        """One more, which took so long."""
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds


@dataclass
class Tally:
    """Counted by the loops on the event loop's thread; times are the monotonic clock's, `None` until it happened."""

    started: float = field(default_factory=time.monotonic)
    polls: bool = False
    polled_at: float | None = None
    received: int = 0
    handled: Spread = field(default_factory=lambda: Spread(FAST))
    parked: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    waited: Spread = field(default_factory=lambda: Spread(SLOW))
    posted: Spread = field(default_factory=lambda: Spread(SLOW))
    refused: Counter[str] = field(default_factory=Counter)
    jobs: Counter[tuple[str, str]] = field(default_factory=Counter)
    committed: Spread = field(default_factory=lambda: Spread(FAST))
    round_at: float | None = None

    def polled(self, updates: int) -> None:
        """Telegram answered a getUpdates."""
        self.polled_at = time.monotonic()
        self.received += updates
