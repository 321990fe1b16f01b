"""Volunteers' activities, patrols and lots of ground: what they are, and how a line of chat says one."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.daytime import clock, read_clock
from domain.errors import Refusal
from domain.fields import fields
from domain.promise import read_promise


class Kind(StrEnum):
    """An activity is paid by the hour, a patrol by the round, ground (`plots`) by the lot."""

    ACTIVITY = "activity"
    PATROL = "patrol"
    PLOTS = "plots"


@dataclass(frozen=True)
class Plan:
    """What a lead wrote: times in UTC; `points` None: as the community's rules say; `seats` None: as many as like."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    seats: int | None = None
    points: int | None = None
    plots: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """Lots make it one of lots; places to look at, or a title that speaks of a patrol, make it one."""
        if self.plots:
            return Kind.PLOTS
        return Kind.PATROL if self.checks or re.search(r"巡|patrol", self.title, re.IGNORECASE) else Kind.ACTIVITY


MOST = 24
"""So many lots, or places to look at, have one activity at most."""
_HOURS = re.compile(clock(1) + r"\s*(?:-|–|—|~|到|至|to)\s*" + clock(2))
_SEATS = re.compile(r"(\d{1,4})\s*(?:人|个人|名|位|people|seats?)", re.IGNORECASE)
_POINTS = re.compile(r"(?:每小时|一小时|一次|每片)?\s*(\d{1,4})\s*(?:分|points?)(?:.*)", re.IGNORECASE)
_CHECKS = re.compile(r"(?:巡查点|检查点|check\s?points?)\s*[:：]?\s*(.+)", re.IGNORECASE)
_PLOTS = re.compile(r"(?:分片|片区|lots?)\s*[:：]?\s*(.+)", re.IGNORECASE)


def read_plan(text: str, now: datetime, zone: ZoneInfo) -> Plan:
    """`清洁日；6月14日 9:00-11:00；3栋门口；20 人；每小时 5 分；分片：东门`. Raises Refusal without title or time.

    A patrol ends with `巡查点：楼道、车棚`.
    """
    title, *parts = fields(text) or [""]
    when = place = None
    seats = points = None
    plots: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    for part in parts:
        if found := _PLOTS.fullmatch(part):
            plots = _names(found[1])
        elif found := _CHECKS.fullmatch(part):
            checks = _names(found[1])
        elif found := _SEATS.fullmatch(part):
            seats = int(found[1])
        elif found := _POINTS.fullmatch(part):
            points = int(found[1])
        elif when is None and (span := _time(part, now.astimezone(zone), zone)):
            when = span
        else:
            place = part[:60]
    if not title or when is None:
        raise Refusal("activity.how")
    if when[1] <= now:
        raise Refusal("activity.passed")
    return Plan(title[:60], *when, place or "", seats, points, plots, checks)


def _names(text: str) -> tuple[str, ...]:
    """The places of a list, each once, as many as a message has buttons for."""
    named = (one.strip()[:40] for one in re.split(r"[、,，]", text))
    return tuple(dict.fromkeys(one for one in named if one))[:MOST]


def _time(text: str, local: datetime, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    hours = _HOURS.search(text)
    day = _day(f"{text[: hours.start()]} {text[hours.end() :]}", local) if hours else None
    if hours is None or day is None:
        return None
    try:
        start, end = read_clock(hours, 1), read_clock(hours, 2, hours["part1"])
    except ValueError:
        return None
    begins, ends = datetime.combine(day, start, zone), datetime.combine(day, end, zone)
    if ends <= begins:
        ends += timedelta(days=1)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _day(text: str, local: datetime) -> date | None:
    """The day that the words name. Raises Refusal for one that has passed."""
    try:
        named = read_promise(text, local.replace(hour=0, minute=0)).by
    except Refusal as refusal:
        if refusal.key == "refusal.no_such_day":
            return None
        raise
    return named.date() if named else None


@dataclass(frozen=True)
class Taker:
    """Somebody on an activity's list: joined, here, done (with the minutes that counted), absent or left."""

    person_id: int
    name: str
    state: str
    minutes: int | None = None


@dataclass(frozen=True)
class Lot:
    """A lot of ground; `taken` by somebody, `done` with a photo, `confirmed` by the lead."""

    id: int
    name: str
    taken: bool
    done: bool
    confirmed: bool
    holder: str = ""


@dataclass(frozen=True)
class CheckPoint:
    """A place that a patrol looks at: `open` until somebody has, then `fine` or `bad`."""

    id: int
    name: str
    state: str
    who: str = ""


@dataclass(frozen=True)
class Sheet:
    """An activity as its card shows it; names are for the lead's eyes only."""

    id: int
    kind: Kind
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    seats: int | None
    points: int
    state: str
    lead: str
    lead_id: int
    community: str
    takers: tuple[Taker, ...] = ()
    lots: tuple[Lot, ...] = ()
    checks: tuple[CheckPoint, ...] = ()
    code: str = ""
    link: str = ""

    @property
    def coming(self) -> int:
        """How many seats are taken."""
        return sum(one.state != "left" for one in self.takers)

    @property
    def looked(self) -> int:
        """How many of the patrol's places somebody has looked at."""
        return sum(one.state != "open" for one in self.checks)
