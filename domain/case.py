"""A case's life: the statuses, the table of moves, and the moves themselves.

A move returns the new case and the line of history that tells of it; nothing else changes a status.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.errors import TooLate
from domain.happenings import STEPS, UNDOABLE, Event, Happened
from domain.people import Level

__all__ = ["MERGEABLE", "NEXT", "OPEN", "STEPS", "UNDOABLE", "Case", "ClosedHow", "Event", "Happened", "Status"]


class Status(StrEnum):
    """The field's stages. Climbing is a field of the case (`level`), never a status."""

    FILED = "filed"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    COORDINATING = "coordinating"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REFUSED = "refused"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


_ENDS = {Status.REFUSED, Status.MERGED, Status.WITHDRAWN}

MERGEABLE = frozenset({Status.FILED, Status.DISPATCHED, Status.ACCEPTED})
"""What may become part of another case, and what a split therefore leads back to."""

NEXT: dict[Status, frozenset[Status]] = {
    Status.FILED: frozenset({Status.DISPATCHED} | _ENDS),
    Status.DISPATCHED: frozenset({Status.ACCEPTED, Status.DISPATCHED, Status.FILED} | _ENDS),
    Status.ACCEPTED: frozenset(
        {Status.RESOLVED, Status.COORDINATING, Status.WAITING, Status.DISPATCHED, Status.FILED} | _ENDS
    ),
    Status.COORDINATING: frozenset({Status.ACCEPTED, Status.RESOLVED, Status.DISPATCHED, Status.FILED}),
    Status.WAITING: frozenset({Status.ACCEPTED, Status.DISPATCHED, Status.FILED, Status.WITHDRAWN}),
    Status.RESOLVED: frozenset({Status.CLOSED, Status.ACCEPTED, Status.DISPATCHED}),
    Status.CLOSED: frozenset({Status.ACCEPTED}),
    Status.REFUSED: frozenset({Status.DISPATCHED, Status.FILED}),
    Status.MERGED: MERGEABLE,
    Status.WITHDRAWN: frozenset(),
}
"""What a status may become. To `filed` leads only losing the last person who could be responsible."""

OPEN = frozenset({Status.FILED, Status.DISPATCHED, Status.ACCEPTED, Status.COORDINATING, Status.WAITING})
"""Somebody still owes work."""

NOT_OVER = OPEN | {Status.RESOLVED}
"""Or somebody has yet to say that it is solved."""

_HAS_RESULT = (Status.RESOLVED, Status.CLOSED)

_UNDECIDED: dict[str, Any] = {"closed_at": None, "closed_how": None, "resolved_at": None, "delivered_at": None}
"""Nothing has been decided about it, any more or yet."""

_INSIDE: dict[str, Any] = {"outside": "", "promised_by": None}
"""No outside department has it, any more or yet."""


class ClosedHow(StrEnum):
    """Who said that it is solved. Silence is nobody, and never counts as solved."""

    RESIDENT = "resident"
    SECRETARY = "secretary"
    SILENCE = "silence"


@dataclass(frozen=True)
class Case:
    """The thing itself. `id` is the number that people say; all times are aware UTC."""

    id: int
    community_id: int
    area_id: int
    kind: str
    category: str
    urgency: str
    title: str
    private: bool
    status: Status
    filed_at: datetime
    respond_by: datetime
    resolve_by: datetime
    first_resolve_by: datetime
    version: int = 0
    role: str = ""
    responsible_id: int | None = None
    overseer_id: int | None = None
    level: Level | None = None
    led: bool = False
    responded_at: datetime | None = None
    paused_at: datetime | None = None
    resolved_at: datetime | None = None
    delivered_at: datetime | None = None
    closed_at: datetime | None = None
    closed_how: ClosedHow | None = None
    promised_by: datetime | None = None
    outside: str = ""
    merged_into_id: int | None = None
    former_status: Status | None = None
    appealed: bool = False
    clock_from: datetime | None = None
    climbed_at: datetime | None = None
    asked_until: datetime | None = None
    round: int = 0
    """How many results were handed in and did not last; photos and messages of a result belong to its round."""

    def but(self, **changes: Any) -> "Case":
        """The same case with other values for some fields: every move ends so, in an eighth of what `replace` takes.

        Raises TypeError for what is no field.
        """
        if not changes.keys() <= self.__dict__.keys():
            raise TypeError(f"no fields of a case: {changes.keys() - self.__dict__.keys()}")
        other = object.__new__(Case)
        other.__dict__.update(self.__dict__, **changes)
        return other

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes work on it."""
        return self.status in OPEN

    @property
    def due_at(self) -> datetime | None:
        """When what is owed now is due; None while the clock stands still, and when nothing is owed any more."""
        if self.status is Status.COORDINATING:
            return self.promised_by
        if self.status in (Status.FILED, Status.DISPATCHED, Status.ACCEPTED):
            return self.resolve_by if self.responded_at else self.respond_by
        return None

    @property
    def hazard(self) -> bool:
        """Critical: make safe first, show the emergency numbers, never wait for the night to end."""
        return self.urgency == "critical"

    def dispatch(
        self, to: int, role: str, *, at: datetime, by: int | None, kind: Happened, note: str = ""
    ) -> "tuple[Case, Event]":
        """Give it to a person in a role; they have not accepted yet."""
        return self._become(
            Status.DISPATCHED,
            Event(self.id, at, by, kind, note, {"to": to, "role": role, "from": self.responsible_id}),
            responsible_id=to,
            role=role,
            led=kind is Happened.LED,
            **_UNDECIDED,
            **_INSIDE,
        )

    def unroute(self, *, at: datetime, by: int | None, note: str = "") -> "tuple[Case, Event]":
        """Nobody can be responsible: it waits in the unrouted list."""
        event = Event(self.id, at, by, Happened.UNROUTED, note, {"from": self.responsible_id})
        if self.status is Status.FILED:
            return self.but(responsible_id=None), event
        return self._become(Status.FILED, event, responsible_id=None, led=False, **_UNDECIDED, **_INSIDE)

    def accept(self, worker: int, *, at: datetime, by: int | None = None) -> "tuple[Case, Event]":
        """The responsible person, or a colleague who takes it over, says yes (or a secretary, `by`, for them)."""
        self._only_from(Status.DISPATCHED)
        event = Event(self.id, at, by or worker, Happened.ACCEPTED, facts={"from": self.responsible_id, "to": worker})
        return self._become(Status.ACCEPTED, event, responsible_id=worker, responded_at=self.responded_at or at)

    def take_over(self, worker: int, *, at: datetime) -> "tuple[Case, Event]":
        """A colleague works on what somebody else had accepted: it is theirs now, at the stage where it is."""
        self._only_from(Status.ACCEPTED, Status.COORDINATING, Status.WAITING)
        event = Event(self.id, at, worker, Happened.TAKEN_OVER, facts={"from": self.responsible_id, "to": worker})
        return self.but(responsible_id=worker), event

    def refuse(self, by: int, reason: str, *, at: datetime) -> "tuple[Case, Event]":
        """Not ours to do, with a reason that the reporter reads."""
        event = Event(self.id, at, by, Happened.REFUSED, reason)
        return self._become(Status.REFUSED, event, closed_at=at, responded_at=self.responded_at or at)

    def ask(self, by: int, question: str, *, at: datetime) -> "tuple[Case, Event]":
        """Ask the reporter; the clock stands still until the answer."""
        event = Event(self.id, at, by, Happened.ASKED, question)
        return self._become(Status.WAITING, event, paused_at=at)

    def answered(self, by: int, answer: str, *, at: datetime) -> "tuple[Case, Event]":
        """The reporter answered."""
        self._only_from(Status.WAITING)
        return self._become(Status.ACCEPTED, Event(self.id, at, by, Happened.ANSWERED, answer))

    def go_on(self, by: int | None, *, at: datetime) -> "tuple[Case, Event]":
        """Nobody waits for the answer any more: three days have passed (`by` None), or a secretary says so."""
        self._only_from(Status.WAITING)
        return self._become(Status.ACCEPTED, Event(self.id, at, by, Happened.WAITING_ENDED))

    def hand_out(
        self, by: int, department: str, promise: datetime, note: str = "", *, at: datetime
    ) -> "tuple[Case, Event]":
        """An outside department does it, by a promised date that the case now runs on."""
        facts = {"department": department, "promise": promise.isoformat()}
        event = Event(self.id, at, by, Happened.HANDED_OUT, note, facts)
        return self._become(Status.COORDINATING, event, outside=department, promised_by=promise)

    def back_in_hand(self, by: int | None, *, at: datetime, kind: Happened, note: str = "") -> "tuple[Case, Event]":
        """The responsible person has it again: back from outside, or a step taken back."""
        return self._become(Status.ACCEPTED, Event(self.id, at, by, kind, note), **_UNDECIDED, **_INSIDE)

    def resolve(self, by: int, result: str, *, at: datetime) -> "tuple[Case, Event]":
        """The worker says that it is done. Nobody has confirmed it yet."""
        event = Event(self.id, at, by, Happened.RESOLVED, result, {"round": self.round})
        return self._become(
            Status.RESOLVED, event, resolved_at=at, delivered_at=None, paused_at=at,
            responded_at=self.responded_at or at,
        )

    def close(self, by: int | None, how: ClosedHow, *, at: datetime) -> "tuple[Case, Event]":
        """A resident or a secretary confirmed it, or 72 hours of silence ended it as unconfirmed."""
        kind = Happened.SILENCE if how is ClosedHow.SILENCE else Happened.CONFIRMED
        event = Event(self.id, at, by, kind, facts={"how": how.value})
        return self._become(Status.CLOSED, event, closed_at=at, closed_how=how)

    def reopen(self, by: int, reason: str, due: datetime, *, at: datetime) -> "tuple[Case, Event]":
        """Not solved after all: half of the original time, and climbing starts again at the grid."""
        self._only_from(Status.RESOLVED, Status.CLOSED)
        facts = {"closed": self.status is Status.CLOSED, "until": due.isoformat()}
        event = Event(self.id, at, by, Happened.REOPENED, reason, facts)
        case, event = self._become(Status.ACCEPTED, event, **_UNDECIDED)
        return case.but(resolve_by=due, level=None, overseer_id=None, clock_from=at, climbed_at=None), event

    def withdraw(self, by: int, *, at: datetime) -> "tuple[Case, Event]":
        """Its last report was taken back."""
        return self._become(Status.WITHDRAWN, Event(self.id, at, by, Happened.WITHDRAWN), closed_at=at)

    def merge(self, into: "Case", by: int | None, *, at: datetime) -> "tuple[Case, Event]":
        """It is the same thing as an open case of the same community. No chains."""
        if into.id == self.id or not into.is_open or into.community_id != self.community_id:
            raise TooLate("refusal.cannot_merge", number=self.id, into=into.id)
        event = Event(self.id, at, by, Happened.MERGED, facts={"into": into.id})
        return self._become(Status.MERGED, event, merged_into_id=into.id, former_status=self.status)

    def split(self, by: int, *, at: datetime) -> "tuple[Case, Event]":
        """Not the same after all: back to what it was before the merge."""
        self._only_from(Status.MERGED)
        event = Event(self.id, at, by, Happened.SPLIT, facts={"from": self.merged_into_id})
        return self._become(self.former_status or Status.FILED, event, merged_into_id=None, former_status=None)

    def climb(self, to: Level, overseer: int, *, at: datetime, by: int | None, note: str = "") -> "tuple[Case, Event]":
        """The secretary of the next area up now owes that it gets done; the worker still does it."""
        event = Event(self.id, at, by, Happened.CLIMBED, note, {"to": overseer, "level": to.value})
        return self.but(level=to, overseer_id=overseer, climbed_at=at), event

    def ask_for_time(self, by: int, until: datetime, reason: str, *, at: datetime) -> "tuple[Case, Event]":
        """Whoever has it asks for more time; a secretary says yes or no."""
        event = Event(self.id, at, by, Happened.ASKED_FOR_TIME, reason, {"until": until.isoformat()})
        return self.but(asked_until=until), event

    def extend(self, by: int, until: datetime, reason: str, *, at: datetime) -> "tuple[Case, Event]":
        """More time, from now until then; the first due time stays in the figures."""
        was = self.due_at or self.resolve_by
        event = Event(self.id, at, by, Happened.EXTENDED, reason, {"until": until.isoformat(), "was": was.isoformat()})
        promised = until if self.status is Status.COORDINATING else self.promised_by
        return self.but(resolve_by=until, promised_by=promised, clock_from=at, asked_until=None), event

    def keep_time(self, by: int, *, at: datetime) -> "tuple[Case, Event]":
        """No more time: it stays due when it was."""
        event = Event(self.id, at, by, Happened.KEPT_TIME, "", {"until": (self.asked_until or at).isoformat()})
        return self.but(asked_until=None), event

    def _only_from(self, *statuses: Status) -> None:
        if self.status not in statuses:
            raise TooLate(number=self.id, status=self.status)

    def _become(self, status: Status, event: Event, **changes: Any) -> "tuple[Case, Event]":
        out_of_a_merge = self.status is Status.MERGED and event.kind is not Happened.SPLIT
        if status not in NEXT[self.status] or out_of_a_merge:
            raise TooLate(number=self.id, status=self.status)
        after = self.but(status=status, asked_until=None, **changes)
        if self.paused_at is not None and status not in (Status.WAITING, Status.RESOLVED, Status.CLOSED):
            after = _resumed(after, event.at)
        if self.status in _HAS_RESULT and status not in _HAS_RESULT:
            after = after.but(round=self.round + 1)
        return after, event


def _resumed(case: Case, at: datetime) -> Case:
    """The time that the clock stood still is given back."""
    still: timedelta = at - (case.paused_at or at)
    return case.but(paused_at=None, resolve_by=case.resolve_by + still, clock_from=at)
