"""What earns what, as truth tables; and the days, months and places that points depend on."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.case import ClosedHow
from domain.fair_play import Seen, Shot, findings
from domain.points import (
    Due,
    Outcome,
    PointRules,
    Rule,
    Told,
    capped,
    earned,
    expiry,
    hour_points,
    next_time,
    places,
    week_before,
    week_of,
)
from storage.likeness import distance

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)
RULES = PointRules()
WANG, ZHANG, RIDER, CHEN = 1, 2, 3, 4
ONE = Outcome(7, "problem", ClosedHow.RESIDENT, (Told(WANG, NOON),))
FIRST = {"report:7": 2, "resolved:7": 3}


def paid(one: Outcome, rules: PointRules = RULES) -> dict[str, int]:
    """The causes that are paid, with their points."""
    return {due.cause: due.points for due in earned(one, rules)}


@pytest.mark.parametrize(
    ("change", "causes"),
    [
        ({}, FIRST),
        ({"hazard": True}, FIRST | {"hazard:7": 3}),
        ({"hazard": True, "danger": Told(WANG, NOON)}, FIRST | {"hazard:7": 3}),
        ({"hazard": True, "danger": Told(CHEN, NOON), "exempt": frozenset({CHEN})}, FIRST),
        ({"hazard": True, "danger": Told(ZHANG, NOON, for_another=True)}, FIRST),
        ({"hazard": True, "danger": Told(ZHANG, NOON), "private": True}, {}),
        ({"kind": "suggestion", "hazard": True, "danger": Told(ZHANG, NOON)}, {"suggestion:7": 5}),
        ({"danger": Told(ZHANG, NOON)}, FIRST),
        ({"how": ClosedHow.SECRETARY}, FIRST),
        ({"how": ClosedHow.SILENCE}, {"report:7": 2}),
        ({"how": ClosedHow.SILENCE, "hazard": True, "joined": (Told(ZHANG, NOON),)}, {"report:7": 2, "hazard:7": 3}),
        ({"confirmed_by": WANG}, FIRST | {"verify:7": 1}),
        ({"confirmed_by": ZHANG, "joined": (Told(ZHANG, NOON),)}, FIRST | {"same:7:2": 1}),
        ({"kind": "suggestion"}, {"suggestion:7": 5}),
        ({"private": True}, {}),
        ({"reports": ()}, {}),
        ({"reports": (Told(WANG, NOON), Told(WANG, NOON))}, FIRST),
        ({"reports": (Told(WANG, NOON), Told(ZHANG, NOON), Told(ZHANG, NOON))}, FIRST | {"same:7:2": 1}),
        ({"reports": (Told(CHEN, NOON),), "exempt": frozenset({CHEN})}, {}),
        ({"reports": (Told(CHEN, NOON), Told(WANG, NOON)), "exempt": frozenset({CHEN})}, {"same:7:1": 1}),
        ({"joined": (Told(CHEN, NOON),), "exempt": frozenset({CHEN})}, FIRST),
        ({"reports": (Told(WANG, NOON, for_another=True),), "confirmed_by": WANG}, {}),
    ],
)
def test_what_a_closed_case_earns(change: dict[str, object], causes: dict[str, int]) -> None:
    """The first report once; the same person's second not at all; nothing for paid duty, for others, in private."""
    assert paid(replace(ONE, **change)) == causes


@pytest.mark.parametrize(("danger", "payee"), [(None, WANG), (WANG, WANG), (ZHANG, ZHANG)])
def test_a_danger_is_paid_to_whoever_told_of_it(danger: int | None, payee: int) -> None:
    """The reporter, or the neighbour whose words made it one: on the day on which they said so, and once."""
    later = NOON + timedelta(days=1)
    one = replace(ONE, hazard=True, danger=Told(danger, later) if danger else None, joined=(Told(ZHANG, NOON),))
    (due,) = [due for due in earned(one, RULES) if due.rule is Rule.HAZARD]
    assert (due.person_id, due.cause, due.points) == (payee, "hazard:7", 3)
    assert due.since == (later if payee == ZHANG else NOON)


def test_rules_that_are_off_pay_nothing() -> None:
    """Zero is off, and so is the whole passbook."""
    assert paid(ONE, PointRules(report=0)) == {"resolved:7": 3}
    assert paid(ONE, PointRules(enabled=False)) == {}


@pytest.mark.parametrize(("rule", "already", "points"), [
    (Rule.REPORT, 0, 5), (Rule.REPORT, 17, 3), (Rule.REPORT, 20, 0), (Rule.REPORT, 26, 0), (Rule.SUGGESTION, 20, 5),
    (Rule.HOURS, 20, 5),
])  # fmt: skip
def test_a_day_of_reporting_has_a_limit(rule: Rule, already: int, points: int) -> None:
    """Up to twenty; volunteering and adopted suggestions are beyond it."""
    assert capped(Due(WANG, rule, 5, "x", NOON), already, RULES) == points


@pytest.mark.parametrize(("minutes", "already", "counted", "points"), [
    (60, 0, 60, 10), (90, 0, 90, 15), (300, 0, 240, 40), (120, 180, 60, 10), (60, 240, 0, 0), (-5, 0, 0, 0),
    (20, 0, 20, 3),
])  # fmt: skip
def test_hours_of_service(minutes: int, already: int, counted: int, points: int) -> None:
    """Four hours a day at most, begun points not counted."""
    assert hour_points(minutes, 10, already, RULES) == (counted, points)


@pytest.mark.parametrize(("earned_on", "expires"), [
    ("2026-06-11 12:00", "2028-07-01 00:00"), ("2026-12-31 23:59", "2029-01-01 00:00"),
    ("2026-01-01 00:00", "2028-02-01 00:00"), ("2024-02-29 12:00", "2026-03-01 00:00"),
])  # fmt: skip
def test_points_expire_at_the_end_of_a_local_month(earned_on: str, expires: str) -> None:
    """Twenty-four months later, so that one warning a month is enough."""
    at, end = (datetime.fromisoformat(text).replace(tzinfo=ZONE) for text in (earned_on, expires))
    assert expiry(at, ZONE, 24) == end


def test_weeks_begin_on_the_local_monday() -> None:
    """Sunday night still belongs to the week; a minute after it does not."""
    sunday = datetime(2026, 6, 14, 23, 59, tzinfo=ZONE)
    monday = sunday + timedelta(minutes=2)
    assert week_of(sunday, ZONE) == datetime(2026, 6, 8, tzinfo=ZONE)
    assert week_before(monday, ZONE) == (datetime(2026, 6, 8, tzinfo=ZONE), datetime(2026, 6, 15, tzinfo=ZONE))
    assert next_time(sunday, time(20), ZONE) == datetime(2026, 6, 15, 20, tzinfo=ZONE)


def test_equals_share_a_place() -> None:
    """Two firsts, then a third."""
    assert places([(1, 5), (2, 9), (3, 9), (4, 1)]) == [(1, 2, 9), (1, 3, 9), (3, 1, 5), (4, 4, 1)]


def seen(
    number: int, reporter: int = WANG, days: float = 0, by: int | None = None, closed: float | None = None
) -> Seen:
    """A case at 3栋, some days after the first."""
    at = NOON + timedelta(days=days)
    return Seen(number, reporter, 3, "facility.bin", at, by, None if closed is None else NOON + timedelta(days=closed))


@pytest.mark.parametrize(
    ("cases", "found"),
    [
        ([seen(1), seen(2, days=1)], []),
        ([seen(1), seen(2, days=1), seen(3, days=6)], [("again", WANG, (1, 2, 3))]),
        ([seen(1), seen(2, days=5), seen(3, days=10)], []),
        ([seen(1), seen(2, ZHANG, 1), seen(3, RIDER, 2)], []),
        ([seen(n, WANG, 8 * n, closed=8 * n + 6) for n in range(1, 5)], [("selfmade", WANG, (1, 2, 3, 4))]),
        ([seen(n, WANG, 8 * n, closed=8 * n + 1) for n in range(1, 5)], []),
        (
            [seen(n, WANG, 9 * n, ZHANG) for n in range(1, 4)] + [seen(n, ZHANG, 9 * n, WANG) for n in range(4, 7)],
            [("circle", WANG, (1, 2, 3, 4, 5, 6))],
        ),
        ([seen(n, WANG, 9 * n, ZHANG) for n in range(1, 7)], []),
        ([seen(n, WANG, 9 * n, WANG) for n in range(1, 7)], []),
    ],
)
def test_what_looks_unfair(cases: list[Seen], found: list[tuple[str, int, tuple[int, ...]]]) -> None:
    """Three times is no accident; a neighbour's, a slow or a one-sided repetition is."""
    assert [(one.kind, one.person, one.cases) for one in findings(cases, [], distance)] == found


def test_photos_that_are_nearly_one() -> None:
    """Three cases within a week, some bits apart; other people's photos and other weeks do not count."""
    like = [Shot(1, WANG, NOON, 0b1111), Shot(2, WANG, NOON, 0b1110), Shot(3, WANG, NOON + timedelta(days=6), 0b0111)]
    assert [(one.kind, one.cases) for one in findings([], like, distance)] == [("alike", (1, 2, 3))]
    assert findings([], [*like[:2], replace(like[2], person=ZHANG)], distance) == []
    assert findings([], [*like[:2], replace(like[2], likeness=-1)], distance) == []
