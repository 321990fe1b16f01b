"""What earns points, how many and when: rules as data, and one table of what a finished case earns. No I/O."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.case import ClosedHow


class Board(StrEnum):
    """The passbook's two boards, 社情民意 and 志愿服务, and what was spent."""

    REPORT = "report"
    SERVICE = "service"
    REDEEMED = "redeemed"


class Rule(StrEnum):
    """What a movement was for. `given` is by hand; the last four take points out, or back."""

    REPORT = "report"
    RESOLVED = "resolved"
    HAZARD = "hazard"
    SUGGESTION = "suggestion"
    SAME = "same"
    VERIFY = "verify"
    HOURS = "hours"
    PATROL = "patrol"
    PLOT = "plot"
    GIVEN = "given"
    REWARD = "reward"
    EXPIRED = "expired"
    LEFT = "left"


SERVICE_RULES = frozenset({Rule.HOURS, Rule.PATROL, Rule.PLOT, Rule.GIVEN})
CAPPED = frozenset({Rule.REPORT, Rule.RESOLVED, Rule.HAZARD, Rule.SAME, Rule.VERIFY})
"""What a day of reporting can earn is limited; a suggestion that was adopted is not."""

SILENT = frozenset({Rule.REPORT, Rule.HAZARD})
"""What is earned where nobody said a word about the result: that it was there to be mended, not that it is solved."""


def board_of(rule: Rule) -> Board:
    """The board that a rule's points are written on."""
    return Board.SERVICE if rule in SERVICE_RULES else Board.REPORT


@dataclass(frozen=True)
class PointRules:
    """What a community has decided about points. Zero turns a rule off.

    `reverse_when` are the events that take a case's points back; `paid_roles` report as part of their work.
    """

    enabled: bool = True
    report: int = 2
    resolved: int = 3
    hazard: int = 3
    suggestion: int = 5
    same: int = 1
    verify: int = 1
    hour: int = 10
    patrol: int = 2
    plot: int = 5
    daily_cap: int = 20
    hours_a_day: float = 4
    expire_months: int = 24
    warn_days: int = 30
    second_person_over: int = 50
    line_at: time = time(20)
    reverse_when: frozenset[str] = frozenset({"refused", "withdrawn", "merged"})
    paid_roles: frozenset[str] = frozenset({"grid_worker", "property", "committee", "secretary", "street_dept"})

    def worth(self, rule: Rule) -> int:
        """The points of a rule about cases."""
        return int(getattr(self, rule.value))


@dataclass(frozen=True)
class Told:
    """One report of a case: who, when, and whether they entered it for somebody else."""

    person_id: int
    at: datetime
    for_another: bool = False


@dataclass(frozen=True)
class Outcome:
    """A closed case, as far as points go. `exempt` did the work, or report there as part of their paid duty.

    `danger` is whose words made it a danger to life after it was reported, and when; None where the report did.
    """

    number: int
    kind: str
    how: ClosedHow
    reports: tuple[Told, ...]
    joined: tuple[Told, ...] = ()
    confirmed_by: int | None = None
    hazard: bool = False
    danger: Told | None = None
    private: bool = False
    exempt: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Due:
    """Points that somebody has earned. `cause` is unique; `since` is when they did what earns them."""

    person_id: int
    rule: Rule
    points: int
    cause: str
    since: datetime


def earned(one: Outcome, rules: PointRules) -> tuple[Due, ...]:
    """What a case earns, and whom, now that it is closed. Private matters earn nothing.

    The first report is paid once for each case; who came later, or met the same, gets a little. Only the one who
    confirms a case of their own is paid for looking. A danger is paid once for each case, to whoever told of it: the
    first reporter, or somebody else whose later words made the case one; when that was paid duty, nobody gets it.
    """
    if not rules.enabled or one.private or not one.reports:
        return ()
    first, *later = one.reports
    found = []
    if not first.for_another:
        found += [_due(rule, first, f"{rule}:{one.number}", rules) for rule in _of_first(one)]
    teller = one.danger if one.danger and one.danger.person_id != first.person_id else first
    if one.hazard and one.kind != "suggestion" and not teller.for_another:
        found.append(_due(Rule.HAZARD, teller, f"{Rule.HAZARD}:{one.number}", rules))
    others = {told.person_id: told for told in (*one.joined, *later) if not told.for_another}
    others.pop(first.person_id, None)
    found += [_due(Rule.SAME, told, f"same:{one.number}:{told.person_id}", rules) for told in others.values()]
    looked = next((told for told in one.reports if told.person_id == one.confirmed_by and not told.for_another), None)
    if looked is not None:
        found.append(_due(Rule.VERIFY, looked, f"verify:{one.number}", rules))
    silent = one.how is ClosedHow.SILENCE
    return tuple(
        due for due in found
        if due.points > 0 and due.person_id not in one.exempt and (not silent or due.rule in SILENT)
    )


def capped(due: Due, already: int, rules: PointRules) -> int:
    """How many of the points still fit into the day, when `already` were earned by reporting on it."""
    if due.rule not in CAPPED:
        return due.points
    return max(0, min(due.points, rules.daily_cap - already))


def hour_points(minutes: int, per_hour: int, already: int, rules: PointRules) -> tuple[int, int]:
    """(minutes that count, points) for a time of service on a day of which `already` minutes were counted."""
    most = round(rules.hours_a_day * 60)
    counted = max(0, min(minutes, most - already))
    return counted, counted * per_hour // 60


def expiry(at: datetime, zone: ZoneInfo, months: int) -> datetime:
    """When points of `at` expire: at the end of the local month so many months later, in UTC."""
    local = at.astimezone(zone)
    month = local.year * 12 + local.month - 1 + months + 1
    end = datetime(month // 12, month % 12 + 1, 1, tzinfo=zone)
    return end.astimezone(UTC)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The day that people call it."""
    return at.astimezone(zone).date()


def next_time(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The next time that a clock on the wall shows `at`, in UTC."""
    local = now.astimezone(zone)
    today = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    when = today if today > local else today + timedelta(days=1)
    return when.astimezone(UTC)


def week_before(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The last whole week, Monday to Monday, in UTC."""
    start = week_of(now, zone)
    before = (start.astimezone(zone) - timedelta(days=7)).astimezone(UTC)
    return before, start


def week_of(now: datetime, zone: ZoneInfo) -> datetime:
    """When this local week began, in UTC."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(days=local.weekday())
    return datetime.combine(monday, time(), zone).astimezone(UTC)


def month_of(now: datetime, zone: ZoneInfo) -> datetime:
    """When this local month began, in UTC."""
    return now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def places(scores: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(place, who, score) of (who, score), best first. Equal scores share a place, and the next one is left out."""
    ordered = sorted(scores, key=lambda one: (-one[1], one[0]))
    found: list[tuple[int, int, int]] = []
    for position, (who, score) in enumerate(ordered, start=1):
        place = found[-1][0] if found and found[-1][2] == score else position
        found.append((place, who, score))
    return found


def _of_first(one: Outcome) -> tuple[Rule, ...]:
    if one.kind == "suggestion":
        return (Rule.SUGGESTION,)
    return (Rule.REPORT, Rule.RESOLVED)


def _due(rule: Rule, told: Told, cause: str, rules: PointRules) -> Due:
    return Due(told.person_id, rule, rules.worth(rule), cause, told.at)
