"""Who may hold what, and when a hold is over: the rules by which several processes share one database.

Times of a lease are the database's own clock, which all processes share; what a process believes about its own hold
between two looks at the database goes by seconds that only ever grow (`Believed`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SPARE = 0.2
"""The part of a lease that a process leaves unused, for clocks that do not run equally fast."""


@dataclass(frozen=True)
class Lease:
    """A lease as its row stands: whose it is, in which epoch, and until when (None: given back, or never taken)."""

    owner: str | None = None
    epoch: int = 0
    until: datetime | None = None

    def is_free(self, now: datetime) -> bool:
        """Whether anybody may take it: it was given back, or its time is over. At the very end it is over."""
        return self.until is None or self.until <= now

    def is_held(self, owner: str, epoch: int) -> bool:
        """Whether a hold still counts. It does as long as nobody else took the lease, even when its time is over:
        what is done under it can't collide with anybody."""
        return self.owner == owner and self.epoch == epoch and self.until is not None

    def taken(self, owner: str, now: datetime, length: timedelta) -> "Lease | None":
        """The lease in its next holder's hands, one epoch on; None while somebody's time runs, were it one's own."""
        return Lease(owner, self.epoch + 1, now + length) if self.is_free(now) else None

    def renewed(self, owner: str, epoch: int, now: datetime, length: timedelta) -> "Lease | None":
        """The same hold for longer; None when it does not count any more."""
        return replace(self, until=now + length) if self.is_held(owner, epoch) else None

    def given_back(self, owner: str, epoch: int) -> "Lease | None":
        """Free for anybody at once; None when the hold does not count any more."""
        return replace(self, until=None) if self.is_held(owner, epoch) else None


@dataclass(frozen=True)
class Hold:
    """What a process must show with everything that it does under a lease."""

    name: str
    owner: str
    epoch: int


@dataclass(frozen=True)
class Believed:
    """How long a process may believe in its hold without asking: counted from before it asked, with time to spare.

    The database counted from when it answered, so this ends first, whatever lay between.
    """

    asked_at: float
    length: float

    def is_sure(self, tick: float) -> bool:
        """Whether the hold is surely still one's own at this tick of the clock that only ever grows."""
        return self.asked_at <= tick < self.asked_at + self.length * (1 - SPARE)

    def renews_at(self) -> float:
        """When to ask for more time: early enough for a second try and a third."""
        return self.asked_at + self.length / 3
