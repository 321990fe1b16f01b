"""How a case stood at some moment of the past, told from the lines of its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.case import Case, ClosedHow, Event, Happened, Status
from domain.people import Level

_LEADS_TO = {
    Happened.FILED: Status.FILED,
    Happened.UNROUTED: Status.FILED,
    Happened.ROUTED: Status.DISPATCHED,
    Happened.ASSIGNED: Status.DISPATCHED,
    Happened.LED: Status.DISPATCHED,
    Happened.PASSED: Status.DISPATCHED,
    Happened.RETURNED: Status.DISPATCHED,
    Happened.OVERRULED: Status.DISPATCHED,
    Happened.ACCEPTED: Status.ACCEPTED,
    Happened.ANSWERED: Status.ACCEPTED,
    Happened.WAITING_ENDED: Status.ACCEPTED,
    Happened.BACK: Status.ACCEPTED,
    Happened.REOPENED: Status.ACCEPTED,
    Happened.ASKED: Status.WAITING,
    Happened.HANDED_OUT: Status.COORDINATING,
    Happened.RESOLVED: Status.RESOLVED,
    Happened.CONFIRMED: Status.CLOSED,
    Happened.SILENCE: Status.CLOSED,
    Happened.REFUSED: Status.REFUSED,
    Happened.MERGED: Status.MERGED,
}
_ANSWERS = frozenset({Happened.ACCEPTED, Happened.RESOLVED, Happened.REFUSED})
_PAUSED = frozenset({Status.WAITING, Status.RESOLVED, Status.CLOSED})


@dataclass
class Stood:
    """A case at a moment. `due_at` follows from the history, but for what was added to end a wait in working time."""

    status: Status = Status.FILED
    responsible_id: int | None = None
    level: Level | None = None
    answered: bool = False
    resolve_by: datetime | None = None
    promised_by: datetime | None = None
    paused_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_how: ClosedHow | None = None
    before_merge: Status = Status.FILED

    def due_at(self, case: Case) -> datetime | None:
        """When it was due, as it stood."""
        if self.status is Status.COORDINATING:
            return self.promised_by
        if self.status in (Status.FILED, Status.DISPATCHED, Status.ACCEPTED):
            return (self.resolve_by or case.first_resolve_by) if self.answered else case.respond_by
        return None


def stood_at(case: Case, events: Iterable[Event], at: datetime) -> Stood:
    """How a case stood then; its events go from the first to the last."""
    stood = Stood()
    for event in events:
        if event.at <= at:
            _tell(stood, case, event)
    return stood


def _tell(stood: Stood, case: Case, event: Event) -> None:
    was, stood.status = stood.status, _status_after(stood, event)
    stood.answered |= event.kind in _ANSWERS
    if event.kind is Happened.MERGED:
        stood.before_merge = was
    _tell_whose(stood, event)
    _tell_when(stood, case, event)
    _tell_of_a_result(stood, event)


def _tell_whose(stood: Stood, event: Event) -> None:
    if event.kind is Happened.CLIMBED:
        stood.level = Level(event.facts["level"])
    elif event.kind is Happened.UNROUTED:
        stood.responsible_id = None
    elif "to" in event.facts:
        stood.responsible_id = event.facts["to"]
    if event.kind is Happened.REOPENED:
        stood.level = None


def _tell_when(stood: Stood, case: Case, event: Event) -> None:
    if stood.paused_at is not None and stood.status not in _PAUSED:
        stood.resolve_by = (stood.resolve_by or case.first_resolve_by) + (event.at - stood.paused_at)
        stood.paused_at = None
    if event.kind in (Happened.ASKED, Happened.RESOLVED):
        stood.paused_at = event.at
    if event.kind in (Happened.EXTENDED, Happened.REOPENED):
        stood.resolve_by = datetime.fromisoformat(event.facts["until"])
    if event.kind is Happened.HANDED_OUT:
        stood.promised_by = datetime.fromisoformat(event.facts["promise"])
    elif event.kind is Happened.EXTENDED and stood.status is Status.COORDINATING:
        stood.promised_by = stood.resolve_by


def _tell_of_a_result(stood: Stood, event: Event) -> None:
    if event.kind is Happened.RESOLVED:
        stood.resolved_at = event.at
    elif stood.status not in (Status.RESOLVED, Status.CLOSED):
        stood.resolved_at = None
    if stood.status is not Status.CLOSED:
        stood.closed_how = None
    elif "how" in event.facts:
        stood.closed_how = ClosedHow(event.facts["how"])


def _status_after(stood: Stood, event: Event) -> Status:
    if event.kind is Happened.SPLIT:
        return stood.before_merge
    if event.kind is Happened.WITHDRAWN:
        return stood.status if event.facts.get("stays") else Status.WITHDRAWN
    if event.kind is Happened.UNDONE:
        return Status.DISPATCHED if "to" in event.facts else Status.ACCEPTED
    return _LEADS_TO.get(event.kind, stood.status)
