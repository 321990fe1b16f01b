"""The lines of a case's history: what can happen to it, and which of that are steps of its life."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Happened(StrEnum):
    """The kinds of lines in a case's history."""

    FILED = "filed"
    JOINED = "joined"
    ADDED = "added"
    ROUTED = "routed"
    UNROUTED = "unrouted"
    ASSIGNED = "assigned"
    LED = "led"
    ACCEPTED = "accepted"
    PASSED = "passed"
    REFUSED = "refused"
    APPEALED = "appealed"
    OVERRULED = "overruled"
    ASKED = "asked"
    ANSWERED = "answered"
    WAITING_ENDED = "waiting_ended"
    HANDED_OUT = "handed_out"
    CLIMBED = "climbed"
    ASKED_FOR_TIME = "asked_for_time"
    EXTENDED = "extended"
    KEPT_TIME = "kept_time"
    NUDGED = "nudged"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    SILENCE = "silence"
    REOPENED = "reopened"
    RATED = "rated"
    MERGED = "merged"
    SPLIT = "split"
    WITHDRAWN = "withdrawn"
    RECATEGORISED = "recategorised"
    RAISED = "raised"
    LOWERED = "lowered"
    MOVED = "moved"
    RETURNED = "returned"
    TAKEN_OVER = "taken_over"
    BACK = "back"
    UNDONE = "undone"


STEPS = frozenset(Happened) - {
    Happened.JOINED, Happened.ADDED, Happened.APPEALED, Happened.CLIMBED, Happened.ASKED_FOR_TIME, Happened.EXTENDED,
    Happened.KEPT_TIME, Happened.NUDGED, Happened.RATED, Happened.RECATEGORISED, Happened.RAISED,
    Happened.LOWERED, Happened.MOVED,
}  # fmt: skip
"""The lines that moved the case on, or into other hands; the others only tell something about it."""

UNDOABLE = frozenset({Happened.RESOLVED, Happened.REFUSED, Happened.ASKED, Happened.HANDED_OUT})
"""The steps that whoever took them may take back."""


@dataclass(frozen=True)
class Event:
    """One line of a case's history: when, who (None: the program), what, and a note in somebody's own words."""

    case_id: int
    at: datetime
    actor_id: int | None
    kind: Happened
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
