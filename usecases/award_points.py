"""Gives points for what was confirmed, once for each cause, and takes them back where a case turns out to be none."""

from datetime import date, datetime, time, timedelta
from typing import Any

from domain.case import Case, Happened
from domain.points import (
    CAPPED,
    Due,
    Outcome,
    Rule,
    Told,
    board_of,
    capped,
    earned,
    expiry,
    local_day,
    next_time,
    week_of,
)
from domain.sheet import Report
from storage import areas, cases, ledger, people
from storage.ledger import Account, Entry
from storage.unit import Unit

CROWN_AT = timedelta(hours=9)
"""After the beginning of Monday."""
LOOK_AT = time(7, 30)
"""When what looks unfair is looked for, the morning after something was earned."""


def award_case(unit: Unit, case: Case, now: datetime, *, confirmed_by: int | None = None) -> None:
    """Everybody who earned something by a case that was just closed gets it, as far as the day's limit allows."""
    if case.closed_how is None:
        return
    reports = cases.reports_of(unit, case.id)
    told = [_told(one) for one in reports if one.stands]
    before = case.resolved_at or now
    joined = [Told(person_id, at) for person_id, at in cases.supporters(unit, case.id) if at < before]
    outcome = Outcome(
        case.id, case.kind, case.closed_how, tuple(told), tuple(joined), confirmed_by, case.hazard,
        _who_told_of_danger(unit, case, reports) if case.hazard else None, case.private, _exempt(unit, case),
    )
    for due in sorted(earned(outcome, unit.rules.points), key=lambda one: one.person_id):
        award(unit, case.community_id, due, now, case_id=case.id, actor_id=confirmed_by)


def award(
    unit: Unit, community_id: int, due: Due, now: datetime, *, case_id: int | None = None,
    activity_id: int | None = None, minutes: int | None = None, actor_id: int | None = None, note: str = "",
) -> int:
    """Write one award. Returns the points given: fewer or none past the day's limit, while earning is paused, or
    where the cause was paid already.
    """
    rules, zone = unit.rules.points, unit.rules.zone
    sides = ledger.open_pair(unit, community_id, due.person_id, now)
    mine, paid = sides.mine, ledger.paid(unit, due.cause)
    if mine.paused_at is not None or paid.stands:
        return 0
    day = local_day(due.since, zone)
    points = min(due.points - paid.short, capped(due, _reported_on(unit, mine, due.rule, day), rules))
    if points <= 0:
        return 0
    entry = Entry(
        due.person_id, points, "given" if due.rule is Rule.GIVEN else "award", board_of(due.rule), due.rule, due.cause,
        day, actor_id, note, case_id, activity_id, minutes=minutes, again=paid.reversed,
    )
    if ledger.post(unit, community_id, entry, now, expiry(now, zone, rules.expire_months), sides=sides) is None:
        return 0
    look_ahead(unit, mine.id, now)
    owe_line(unit, mine.id, now)
    owe_crown(unit, community_id, now)
    return points


def take_back_case(unit: Unit, case: Case, why: str, now: datetime, *, by: int | None = None) -> None:
    """A case ended another way after it had been paid: its points are reversed, where the rules say so."""
    if why not in unit.rules.points.reverse_when:
        return
    for row in sorted(ledger.standing(unit, case_id=case.id), key=lambda one: int(one.person_id)):
        reverse(unit, row, now, by=by, note=why)


def reverse(unit: Unit, row: Any, now: datetime, *, by: int | None = None, note: str = "") -> int:
    """Take an award back with an entry of its own. What was spent by now stays spent. Returns the points taken."""
    sides = ledger.open_pair(unit, row.community_id, row.person_id, now)
    mine = sides.mine
    points = min(row.points, mine.balance)
    entry = Entry(
        row.person_id, -points, "reversal", row.board, row.rule, f"reverse:{row.id}", row.for_day, by, note,
        row.case_id, row.activity_id, reverses_id=row.id, short=row.points - points,
    )
    if ledger.post(unit, row.community_id, entry, now, sides=sides) is None:
        return 0
    owe_line(unit, mine.id, now)
    return int(points)


def owe_crown(unit: Unit, community_id: int, now: datetime) -> None:
    """Something was earned: next Monday at nine it is told who earned most, tomorrow what looks unfair."""
    monday = week_of(now, unit.rules.zone) + CROWN_AT
    unit.later("champion", community_id, monday if monday > now else monday + timedelta(days=7))
    unit.later("fair_play", community_id, next_time(now, LOOK_AT, unit.rules.zone))


def owe_line(unit: Unit, account_id: int, now: datetime) -> None:
    """What moved is told in one line, at the hour when the day's line goes out."""
    unit.later("points_line", account_id, next_time(now, unit.rules.points.line_at, unit.rules.zone))


def look_ahead(unit: Unit, account_id: int, now: datetime) -> None:
    """The next moment at which points of an account expire, or their owner is to be warned, becomes a job."""
    first, unwarned = ledger.next_expiries(unit, account_id)
    if first is None:
        return
    due = first if unwarned is None else min(first, unwarned - timedelta(days=unit.rules.points.warn_days))
    unit.later("points_expiry", account_id, max(due, now))


def _reported_on(unit: Unit, mine: Account, rule: Rule, day: date) -> int:
    return ledger.earned_on(unit, mine.id, day, CAPPED) if rule in CAPPED else 0


def _told(report: Any) -> Told:
    return Told(report.person_id, report.made_at, bool(report.on_behalf))


def _who_told_of_danger(unit: Unit, case: Case, reports: list[Report]) -> Told | None:
    """Whose words made it a danger after it was reported, as the history says it.

    None when it was one from the beginning or by its category, when a secretary has said since that it is none, and
    when all that they reported of it was taken back.
    """
    raised = cases.latest(unit, case.id, {Happened.RAISED, Happened.LOWERED})
    if raised is None or raised.kind is Happened.LOWERED or raised.actor_id is None:
        return None
    own = [one for one in reports if one.person_id == raised.actor_id]
    standing = [one for one in own if one.stands]
    if own and not standing:
        return None
    return Told(raised.actor_id, raised.at, bool(standing) and all(one.on_behalf for one in standing))


def _exempt(unit: Unit, case: Case) -> frozenset[int]:
    """Whoever did the work, and everybody whose paid duty covers the place."""
    line = areas.line_from(unit, case.area_id)
    paid = people.holders(unit, [one.id for one in line], unit.rules.points.paid_roles)
    return frozenset(cases.were_responsible(unit, case.id)) | {person.id for _, person in paid}
