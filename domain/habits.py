"""What a person has chosen for themselves: when they are left alone, and which digest they read when."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from domain.quiet import Quiet


class Digests(StrEnum):
    """The kinds of digests."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True)
class Habits:
    """None stands for what the community has set."""

    quiet: Quiet | None = None
    digest_at: time | None = None
    kinds: frozenset[Digests] = frozenset(Digests)
