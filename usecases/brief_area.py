"""Gathers what a digest tells of an area: a few questions to the database, then plain counting."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.account import Account, Champion, Counted, best, champions, fixers, late_by
from domain.briefing import MONTH, Briefing, CaseLine, DayCount, DigestPage, Fixer, Part, Share, Slice, Span, Spot
from domain.case import ClosedHow, Happened, Status
from domain.digest import figures
from domain.habits import Digests
from domain.people import Area
from domain.sheet import RECENT, RECURRING
from storage import areas, cases, people
from storage.figures import Scope, account_of, filed_between, hot_spots, scope_of
from storage.unit import Unit

EQUALS = 2
"""So many who solved equally much are named side by side."""
MORNING = time(8)
LOOK_BACK = {Digests.DAILY: 7, Digests.WEEKLY: 14, Digests.MONTHLY: 45}
"""Days after which a digest tells how things stood, no longer how they stand."""


def brief(
    unit: Unit, area: Area, span: Span, now: datetime, *, reader: int | None = None, divided: bool = False
) -> Briefing:
    """The digest of an area for some days, `divided` by categories and roles too.

    What stands is as of now, or, for days that are long over, of the morning after them; rates count what is known now.
    """
    zone = unit.rules.zone
    as_of = datetime.combine(span.last + timedelta(days=1), MORNING, zone) if _over(unit, span, now) else now
    scope = scope_of(unit, area)
    since = min(span.window.begins(zone), span.before.begins(zone))
    then = account_of(unit, scope, since, span.ends(zone), as_of)
    known = then if as_of == now else account_of(unit, scope, since, span.ends(zone), now)
    covered = then.within(span.begins(zone), span.ends(zone))
    window = known.within(span.window.begins(zone), span.ends(zone))
    before = figures(known.within(span.before.begins(zone), span.begins(zone)))
    return Briefing(
        area=area,
        parent_id=area.parent_id,
        span=span,
        as_of=as_of,
        today=as_of.astimezone(zone).date(),
        figures=figures(covered),
        before=before,
        rates=figures(window),
        window=_days(unit, window, span.window),
        usual=_usual(unit, scope, span) if span.kind is Digests.DAILY else before.filed,
        parts=_parts(scope, window),
        groups=_groups(window),
        late=_longest_first(then),
        unrouted=_standing(then, Status.FILED),
        to_confirm=_standing(then, Status.RESOLVED),
        mine=_mine(unit, scope, reader) if reader else (),
        silent=_silent(window),
        shares=_shares(unit, window),
        spots=_spots(unit, scope, span),
        reporters=len({sent.person_id for sent in covered.reports if covered.since <= sent.at < covered.until}),
        fixer=_fixer(unit, covered),
        champions=_champions(unit, covered),
        categories=_slices(window, lambda case: case.category) if divided else (),
        roles=_slices(window, lambda case: case.role) if divided else (),
    )


def brief_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> DigestPage:
    """The digest of an intent: `area`, `span`, and perhaps `section` and `page`."""
    area, span, divided = areas.area(unit, facts["area"]), Span.read(facts["span"]), facts.get("section") == "kinds"
    told = brief(unit, area, span, now, reader=person_id or None, divided=divided)
    return DigestPage(told, lines(unit, told.shown(facts.get("section", "home"), facts.get("page", 0))))


def lines(unit: Unit, numbers: Sequence[int]) -> tuple[CaseLine, ...]:
    """Some cases as lines of a list, in the order of the numbers."""
    found = cases.several(unit, numbers)
    places = areas.several(unit, {case.area_id for case in found.values()})
    folk = people.several(unit, {case.responsible_id for case in found.values() if case.responsible_id})
    return tuple(
        CaseLine(case, places[case.area_id].name, folk[case.responsible_id].name if case.responsible_id else "")
        for case in (found[number] for number in numbers if number in found)
    )


def _mine(unit: Unit, scope: Scope, reader: int) -> tuple[int, ...]:
    found = cases.waiting_for(unit, reader, scope.communities)
    return tuple(one.id for one in found if one.area_id in scope.part_of)


def _usual(unit: Unit, scope: Scope, span: Span) -> float:
    """What a day brings, by the four weeks before."""
    weeks = Span(span.kind, span.first - timedelta(days=MONTH), span.first - timedelta(days=1))
    return filed_between(unit, scope, weeks.begins(unit.rules.zone), weeks.ends(unit.rules.zone)) / weeks.days


def _over(unit: Unit, span: Span, now: datetime) -> bool:
    """Whether the days are long over: a digest of them looks back, and is no list of what to do."""
    return (now.astimezone(unit.rules.zone).date() - span.last).days > LOOK_BACK[span.kind]


def _days(unit: Unit, account: Account, span: Span) -> tuple[DayCount, ...]:
    zone = unit.rules.zone
    new = Counter(case.filed_at.astimezone(zone).date() for case in account.filed)
    done = {(step.case_id, step.at.astimezone(zone).date()) for step in account.lines(Happened.RESOLVED)}
    solved = Counter(day for _, day in done)
    every = (date.fromordinal(day) for day in range(span.first.toordinal(), span.last.toordinal() + 1))
    return tuple(DayCount(day, new[day], solved[day]) for day in every)


def _parts(scope: Scope, account: Account) -> tuple[Part, ...]:
    """The parts below the area in the order of their codes, also those where nothing happened."""
    below = [one for part_id, one in scope.parts.items() if part_id != scope.area.id]
    found = account.by(lambda case: case.part_id)
    nothing = account.of(())
    return tuple(
        Part(one, figures(found.get(one.id, nothing)))
        for one in sorted(below, key=lambda one: (len(one.code), one.code))
    )


def _slices(account: Account, key: Callable[[Counted], str]) -> tuple[Slice, ...]:
    """Those that came up, the most often first."""
    every = (Slice(slug, figures(part)) for slug, part in account.by(key).items() if slug)
    found = [one for one in every if one.figures.filed or one.figures.overdue]
    return tuple(sorted(found, key=lambda one: (-one.figures.filed, one.slug)))


def _groups(account: Account) -> tuple[tuple[str, int], ...]:
    counts = Counter(case.category.partition(".")[0] for case in account.filed)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _longest_first(account: Account) -> tuple[Counted, ...]:
    late = [case for case in account.cases.values() if late_by(case, account.as_of) > timedelta(0)]
    return tuple(sorted(late, key=lambda case: (case.due_at or account.as_of, case.id)))


def _standing(account: Account, status: Status) -> tuple[Counted, ...]:
    """The oldest first."""
    found = [case for case in account.cases.values() if case.status is status and case.filed_at < account.as_of]
    return tuple(sorted(found, key=lambda case: (case.resolved_at or case.filed_at, case.id)))


def _silent(account: Account) -> tuple[Counted, ...]:
    """The latest first."""
    ids = dict.fromkeys(step.case_id for step in reversed(account.lines(Happened.SILENCE)))
    return tuple(case for number in ids if (case := account.cases[number]).closed_how is ClosedHow.SILENCE)


def _shares(unit: Unit, account: Account) -> tuple[Share, ...]:
    """How much of everybody's work nobody confirmed; only those of whom any was not, the largest part first."""
    ids = {step.case_id for step in account.lines(Happened.CONFIRMED, Happened.SILENCE)}
    closed = [case for number in ids if (case := account.cases[number]).closed_how is not None and case.responsible_id]
    whole = Counter(case.responsible_id for case in closed)
    silent = Counter(case.responsible_id for case in closed if case.closed_how is ClosedHow.SILENCE)
    names = people.several(unit, {who for who in silent if who})
    found = [Share(names[who].name, count, whole[who]) for who, count in silent.items() if who in names]
    return tuple(sorted(found, key=lambda one: (-one.unconfirmed / one.closed, one.name)))


def _spots(unit: Unit, scope: Scope, span: Span) -> tuple[Spot, ...]:
    until = span.ends(unit.rules.zone)
    found = hot_spots(unit, scope, until - RECENT, until, RECURRING)
    return tuple(Spot(scope.places[one.area_id].name, one.category, one.times, one.last) for one in found)


def _fixer(unit: Unit, account: Account) -> Fixer | None:
    """Who solved most. Of more than two equals nobody is singled out."""
    found = fixers(account)
    first = [who for who, count in found if count == found[0][1]]
    if not 0 < len(first) <= EQUALS:
        return None
    names, roles = people.several(unit, first), [_usual_role(account, who) for who in first]
    role = roles[0] if len(set(roles)) == 1 else ""
    return Fixer(tuple(names[who].name for who in first), role, found[0][1])


def _usual_role(account: Account, who: int) -> str:
    roles = Counter(case.role for case in account.cases.values() if case.responsible_id == who)
    return roles.most_common(1)[0][0] if roles else ""


def _champions(unit: Unit, account: Account) -> tuple[tuple[str, Champion], ...]:
    first = best(champions(account))
    names = people.several(unit, [one.person_id for one in first])
    return tuple((names[one.person_id].name, one) for one in first)
