"""When a case's clock has something to say: half-time, nearly due, overdue, and every level period after that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from domain.calendar import WorkCalendar
from domain.case import Case, Status
from domain.clocks import FIXED, half_time, working_days_later
from domain.quiet import Quiet


class Mark(StrEnum):
    """What there is to say; a later one makes those before it pointless."""

    HALF = "half"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True)
class Running:
    """A clock that runs: since when, until when, and what has been made of it so far.

    `answered_at` is when somebody first said yes: a half-time that lies before it is not worth a word.
    """

    since: datetime
    due: datetime
    urgency: str
    answered_at: datetime | None = None
    climbed_at: datetime | None = None
    promised: bool = False


@dataclass(frozen=True)
class Climbing:
    """What a community has decided: when nobody is disturbed, how long a level has, how early people are reminded.

    A level period is clock time for what cannot wait, working days for the rest. The reminder comes `lead` before a
    case is due, or for a short promise one `share`th of it, so that there is time to ask for more.
    """

    quiet: Quiet = field(default_factory=Quiet)
    hours: Mapping[str, timedelta] = field(
        default_factory=lambda: MappingProxyType({"critical": timedelta(hours=1), "urgent": timedelta(hours=4)})
    )
    days: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({"normal": 1, "low": 3}))
    lead: timedelta = timedelta(hours=1)
    share: int = 8


@dataclass(frozen=True)
class Pace:
    """The marks of clocks in one community."""

    zone: ZoneInfo
    calendar: WorkCalendar | None
    climbing: Climbing

    def level_later(self, at: datetime, urgency: str) -> datetime:
        """When a case that climbed at `at` climbs again."""
        if urgency in self.climbing.hours:
            return at + self.climbing.hours[urgency]
        return working_days_later(at, self.climbing.days.get(urgency, 1), self.calendar, self.zone)

    def climbs_at(self, clock: Running) -> datetime:
        """When the case goes one level up, if nothing happens; at night only a hazard does."""
        if clock.climbed_at is None or clock.climbed_at < clock.due:
            at = clock.due
        else:
            at = self.level_later(clock.climbed_at, clock.urgency)
        return at if clock.urgency == "critical" else self.climbing.quiet.over_at(at, self.zone)

    def reminds_at(self, clock: Running) -> datetime:
        """A while before it is due."""
        promise = max(clock.due - clock.since, timedelta(0))
        return clock.due - min(self.climbing.lead, promise / self.climbing.share)

    def marks(self, clock: Running) -> tuple[tuple[datetime, Mark], ...]:
        """Every mark of a clock, the first one first."""
        found = [(self.climbs_at(clock), Mark.LATE)]
        if clock.climbed_at is None or clock.climbed_at < clock.due:
            found.insert(0, (self.reminds_at(clock), Mark.DUE))
            half = half_time(clock.since, clock.due)
            if not clock.promised and (clock.answered_at is None or clock.answered_at < half):
                found.insert(0, (half, Mark.HALF))
        return tuple(found)

    def first_mark(self, clock: Running) -> datetime:
        """When the case has to be looked at first."""
        return self.marks(clock)[0][0]

    def mark_at(self, clock: Running, now: datetime) -> Mark | None:
        """What there is to say now: the last mark that has passed."""
        passed = [mark for at, mark in self.marks(clock) if at <= now]
        return passed[-1] if passed else None

    def next_mark(self, clock: Running, now: datetime) -> datetime:
        """When the case has to be looked at again; when nobody could take it higher, after another level period."""
        ahead = [at for at, _ in self.marks(clock) if at > now]
        return ahead[0] if ahead else self.level_later(now, clock.urgency)


def running(case: Case) -> Running | None:
    """The clock of a case, while it runs."""
    if case.due_at is None:
        return None
    return Running(
        since=case.clock_from or case.filed_at,
        due=case.due_at,
        urgency=case.urgency,
        answered_at=case.responded_at,
        climbed_at=case.climbed_at,
        promised=case.status is Status.COORDINATING,
    )


def settled(before: Case, after: Case, pace: Pace) -> Case:
    """A case that runs on after a wait: the time that was given back ends in working time, as every promise does."""
    waited = before.paused_at is not None and after.paused_at is None
    if not waited or pace.calendar is None or after.urgency in FIXED:
        return after
    return after.but(resolve_by=pace.calendar.next_working_minute(after.resolve_by))
