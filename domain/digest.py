"""What happened in an area in some period, in figures; docs/figures.md gives the formula of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.account import Account, Counted, Step, late_by
from domain.case import OPEN, Happened, Status
from domain.rates import Rate, Spread, spread

SATISFIED = 4
"""So many stars of five, on average, are a satisfied answer."""
_VOID = frozenset({Status.WITHDRAWN, Status.MERGED})
_NOT_OURS = _VOID | {Status.REFUSED}


@dataclass(frozen=True)
class Figures:
    """The figures of an account. The first block happened in the period, the second stands at its moment."""

    reported: int
    filed: int
    joined: int
    resolved: int
    resolved_confirmed: int
    confirmed: int
    unconfirmed: int
    closed: int
    reopened: int
    refused: int
    withdrawn: int
    merged: int
    handed_out: int
    climbed: int
    asked_for_time: int
    extended: int

    open: int
    coordinating: int
    to_confirm: int
    overdue: int
    escalated: int
    unrouted: int

    responded: Rate
    solved: Rate
    satisfied: Rate
    said_yes: Rate
    on_time: Rate
    rework: Rate
    first_response: Spread
    resolution: Spread
    reopened_late: int


def figures(account: Account) -> Figures:
    """Count an account."""
    filed = account.filed
    ours = [case for case in filed if case.status not in _NOT_OURS]
    sent = [one for one in account.reports if account.since <= one.at < account.until]
    lines = _by_kind(account)
    me_too = {(step.case_id, step.actor_id) for step in lines[Happened.JOINED]}
    resolved = {step.case_id for step in lines[Happened.RESOLVED]}
    confirmed, unconfirmed = lines[Happened.CONFIRMED], lines[Happened.SILENCE]
    standing = [case for case in account.cases.values() if case.filed_at < account.as_of]
    stands = Counter(case.status for case in standing)
    return Figures(
        reported=len(sent),
        filed=len(filed),
        joined=len(me_too | {(one.case_id, one.person_id) for one in sent if one.joined}),
        resolved=len(resolved),
        resolved_confirmed=sum(account.cases[one].confirmed for one in resolved),
        confirmed=_cases(confirmed),
        unconfirmed=_cases(unconfirmed),
        closed=_cases([*confirmed, *unconfirmed]),
        reopened=_cases(lines[Happened.REOPENED]),
        refused=_cases(lines[Happened.REFUSED]),
        withdrawn=sum(case.status is Status.WITHDRAWN for case in filed),
        merged=_cases(lines[Happened.MERGED]),
        handed_out=_cases(lines[Happened.HANDED_OUT]),
        climbed=_cases(lines[Happened.CLIMBED]),
        asked_for_time=_cases(lines[Happened.ASKED_FOR_TIME]),
        extended=len(lines[Happened.EXTENDED]),
        open=sum(stands[status] for status in OPEN),
        coordinating=stands[Status.COORDINATING],
        to_confirm=stands[Status.RESOLVED],
        overdue=sum(late_by(case, account.as_of) > timedelta(0) for case in standing),
        escalated=sum(case.status in OPEN and case.level is not None for case in standing),
        unrouted=stands[Status.FILED],
        responded=_responded(filed, account.as_of),
        solved=Rate(sum(case.solved for case in ours), len(ours)),
        satisfied=_satisfied(ours),
        said_yes=_said_yes(account, ours),
        on_time=_on_time(ours, account.as_of),
        rework=_rework(account, ours),
        first_response=spread(case.responded_at - case.filed_at for case in filed if case.responded_at),
        resolution=spread(case.resolved_at - case.filed_at for case in ours if case.solved and case.resolved_at),
        reopened_late=_reopened_late(account, filed),
    )


def _by_kind(account: Account) -> dict[Happened, list[Step]]:
    """The lines of the period by what happened."""
    found: defaultdict[Happened, list[Step]] = defaultdict(list)
    for step in account.steps:
        if account.since <= step.at < account.until:
            found[step.kind].append(step)
    return found


def _cases(steps: Iterable[Step]) -> int:
    return len({step.case_id for step in steps})


def _responded(filed: list[Counted], at: datetime) -> Rate:
    """Answered in time, of those whose answer was due or given."""
    answerable = [
        case for case in filed if case.status not in _VOID and (case.responded_at is not None or case.respond_by <= at)
    ]
    in_time = sum(case.responded_at is not None and case.responded_at <= case.respond_by for case in answerable)
    return Rate(in_time, len(answerable))


def _satisfied(ours: list[Counted]) -> Rate:
    rated = [case for case in ours if case.stars]
    return Rate(sum(sum(case.stars) / len(case.stars) >= SATISFIED for case in rated), len(rated))


def _said_yes(account: Account, ours: list[Counted]) -> Rate:
    """Confirmed, of those about which anybody said yes or no; one that was sent back and then confirmed is a yes."""
    yes = {case.id for case in ours if case.confirmed}
    no = {step.case_id for step in account.steps if step.kind is Happened.REOPENED} & {case.id for case in ours}
    return Rate(len(yes), len(yes | no))


def _on_time(ours: list[Counted], at: datetime) -> Rate:
    """Solved by the first due time, of those that were due by it or are solved. Pauses and extensions don't move it."""
    due = [case for case in ours if case.solved or case.first_resolve_by <= at]
    in_time = sum(
        case.solved and case.resolved_at is not None and case.resolved_at <= case.first_resolve_by for case in due
    )
    return Rate(in_time, len(due))


def _rework(account: Account, ours: list[Counted]) -> Rate:
    """Sent back at least once, of those for which a result was ever handed in."""
    handed_in = {step.case_id for step in account.steps if step.kind is Happened.RESOLVED}
    back = {step.case_id for step in account.steps if step.kind is Happened.REOPENED}
    ids = {case.id for case in ours} & (handed_in | back)
    return Rate(len(ids & back), len(ids))


def _reopened_late(account: Account, filed: list[Counted]) -> int:
    """Cases of the period that were sent back after it had ended: the rates above count them as they stand now."""
    ids = {case.id for case in filed}
    return _cases(
        step
        for step in account.steps
        if step.kind is Happened.REOPENED and step.at >= account.until and step.case_id in ids
    )
