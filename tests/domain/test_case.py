"""A case's life as a table: every pair of statuses, and every move on every status."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.case import NEXT, OPEN, STEPS, UNDOABLE, Case, ClosedHow, Event, Happened, Status
from domain.errors import TooLate
from domain.people import Level

NOW = datetime(2026, 6, 11, 4, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)
WORKER, COLLEAGUE, RESIDENT, SECRETARY = 1, 2, 3, 4

DESIGN = {
    "filed": "dispatched refused merged withdrawn",
    "dispatched": "accepted dispatched refused merged withdrawn",
    "accepted": "resolved coordinating waiting dispatched refused merged withdrawn",
    "coordinating": "accepted resolved dispatched",
    "waiting": "accepted dispatched withdrawn",
    "resolved": "closed accepted dispatched",
    "closed": "accepted",
    "refused": "dispatched",
    "merged": "filed dispatched accepted",
    "withdrawn": "",
}
"""The design's table. A split leads back to whatever may have been merged."""
NOBODY_LEFT = ("dispatched", "accepted", "coordinating", "waiting", "refused")
"""These may also become `filed`, when nobody can be responsible any more."""


def a_case(status: Status = Status.FILED, **values: object) -> Case:
    """A broken bin at 3栋, at some stage."""
    known = {
        "id": 12, "community_id": 2, "area_id": 4, "kind": "problem", "category": "sanitation.bin_damaged",
        "urgency": "normal", "title": "门口垃圾桶坏了", "private": False, "filed_at": NOW,
        "respond_by": NOW + timedelta(hours=24), "resolve_by": NOW + timedelta(hours=72),
        "first_resolve_by": NOW + timedelta(hours=72), "role": "property",
        "responsible_id": None if status is Status.FILED else WORKER,
    }  # fmt: skip
    if status in (Status.WAITING, Status.RESOLVED, Status.CLOSED):
        known["paused_at"] = NOW
    if status is Status.MERGED:
        known |= {"merged_into_id": 5, "former_status": Status.ACCEPTED}
    return Case(**{**known, "status": status, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_every_pair_of_statuses(before: Status, after: Status) -> None:
    """Allowed exactly where the design says so, or where nobody is left to have it."""
    allowed = after.value in DESIGN[before].split() or (after is Status.FILED and before in NOBODY_LEFT)
    assert (after in NEXT[before]) is allowed


MOVES: dict[str, tuple[Callable[[Case], tuple[Case, Event]], str, Happened]] = {
    "dispatch": (
        lambda case: case.dispatch(COLLEAGUE, "property", at=LATER, by=WORKER, kind=Happened.PASSED),
        "filed dispatched accepted coordinating waiting resolved refused", Happened.PASSED,
    ),
    "accept": (lambda case: case.accept(WORKER, at=LATER), "dispatched", Happened.ACCEPTED),
    "take_over": (
        lambda case: case.take_over(COLLEAGUE, at=LATER), "accepted coordinating waiting", Happened.TAKEN_OVER,
    ),
    "refuse": (
        lambda case: case.refuse(WORKER, "不归我们", at=LATER), "filed dispatched accepted", Happened.REFUSED,
    ),
    "ask": (lambda case: case.ask(WORKER, "哪一个？", at=LATER), "accepted", Happened.ASKED),
    "answered": (lambda case: case.answered(RESIDENT, "左边", at=LATER), "waiting", Happened.ANSWERED),
    "go_on": (lambda case: case.go_on(None, at=LATER), "waiting", Happened.WAITING_ENDED),
    "hand_out": (lambda case: case.hand_out(WORKER, "自来水", LATER, at=LATER), "accepted", Happened.HANDED_OUT),
    "resolve": (lambda case: case.resolve(WORKER, "换了", at=LATER), "accepted coordinating", Happened.RESOLVED),
    "close": (lambda case: case.close(RESIDENT, ClosedHow.RESIDENT, at=LATER), "resolved", Happened.CONFIRMED),
    "reopen": (lambda case: case.reopen(RESIDENT, "没好", LATER, at=LATER), "resolved closed", Happened.REOPENED),
    "withdraw": (
        lambda case: case.withdraw(RESIDENT, at=LATER), "filed dispatched accepted waiting", Happened.WITHDRAWN,
    ),
    "merge": (
        lambda case: case.merge(a_case(Status.ACCEPTED, id=5), WORKER, at=LATER),
        "filed dispatched accepted", Happened.MERGED,
    ),
    "split": (lambda case: case.split(WORKER, at=LATER), "merged", Happened.SPLIT),
}  # fmt: skip


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", MOVES)
def test_every_move_on_every_status(move: str, status: Status) -> None:
    """A move works exactly where it makes sense; elsewhere it says what the case is now, and nothing changed."""
    act, possible, kind = MOVES[move]
    case = a_case(status)
    if status.value in possible.split():
        after, event = act(case)
        assert (event.kind, event.case_id, event.at) == (kind, 12, LATER)
        assert move == "take_over" or after.status in NEXT[status]
        return
    with pytest.raises(TooLate) as refused:
        act(case)
    assert refused.value.values == {"number": 12, "status": {"$status": status.value}}


@pytest.mark.parametrize("status", Status)
def test_nobody_left(status: Status) -> None:
    """Losing the last person who could have it leads to the unrouted list, from wherever somebody owes work."""
    case = a_case(status)
    if status.value in (*NOBODY_LEFT, "filed"):
        after, event = case.unroute(at=LATER, by=None, note="on leave")
        assert (after.status, after.responsible_id, event.kind) == (Status.FILED, None, Happened.UNROUTED)
    else:
        with pytest.raises(TooLate):
            case.unroute(at=LATER, by=None)


def test_waiting_gives_its_time_back() -> None:
    """The clock stood still for five hours."""
    asked, _ = a_case(Status.ACCEPTED).ask(WORKER, "哪一个？", at=NOW)
    answered, event = asked.answered(RESIDENT, "左边", at=LATER)
    assert (answered.status, answered.paused_at) == (Status.ACCEPTED, None)
    assert answered.resolve_by - asked.resolve_by == timedelta(hours=5)
    assert answered.first_resolve_by == asked.first_resolve_by
    assert event.note == "左边"


def test_reopening_starts_again_at_the_grid() -> None:
    """Another round, another due time, nobody above any more; the first due time stays for the figures."""
    climbed = a_case(Status.CLOSED, level=Level.COMMUNITY, overseer_id=SECRETARY, closed_at=NOW, closed_how="silence")
    due = LATER + timedelta(hours=36)
    after, event = climbed.reopen(RESIDENT, "还在漏", due, at=LATER)
    assert (after.status, after.resolve_by, after.round) == (Status.ACCEPTED, due, 1)
    assert (after.level, after.overseer_id, after.closed_at, after.closed_how) == (None, None, None, None)
    assert after.first_resolve_by == climbed.first_resolve_by
    assert event.facts == {"closed": True, "until": due.isoformat()}


def test_each_result_has_its_own_round() -> None:
    """Taken back, sent back or given to somebody else: what was handed in belongs to the past."""
    resolved, _ = a_case(Status.ACCEPTED).resolve(WORKER, "换了", at=NOW)
    assert resolved.round == 0
    assert resolved.back_in_hand(WORKER, at=LATER, kind=Happened.UNDONE)[0].round == 1
    assert resolved.dispatch(COLLEAGUE, "property", at=LATER, by=SECRETARY, kind=Happened.ASSIGNED)[0].round == 1
    closed, _ = resolved.close(None, ClosedHow.SILENCE, at=LATER)
    assert (closed.round, closed.closed_how) == (0, ClosedHow.SILENCE)
    assert closed.reopen(RESIDENT, "没好", LATER, at=LATER)[0].round == 1


def test_an_outside_department_is_forgotten_when_it_comes_back() -> None:
    """A passed-on case runs on no promise of the past."""
    outside, event = a_case(Status.ACCEPTED).hand_out(WORKER, "自来水公司", LATER, "阀门已订", at=NOW)
    assert (outside.outside, outside.promised_by, event.note) == ("自来水公司", LATER, "阀门已订")
    passed, _ = outside.dispatch(COLLEAGUE, "property", at=LATER, by=WORKER, kind=Happened.PASSED)
    assert (passed.outside, passed.promised_by) == ("", None)
    assert outside.resolve(WORKER, "通水了", at=LATER)[0].outside == "自来水公司"


def test_merging_has_its_conditions() -> None:
    """Into an open case of the same community, never into itself."""
    case = a_case(Status.DISPATCHED)
    for target in (case, a_case(Status.RESOLVED, id=5), a_case(Status.MERGED, id=5), a_case(id=5, community_id=9)):
        with pytest.raises(TooLate) as refused:
            case.merge(target, WORKER, at=NOW)
        assert refused.value.key == "refusal.cannot_merge"
    for status in OPEN:
        merged, _ = case.merge(a_case(status, id=5), WORKER, at=NOW)
        assert (merged.status, merged.merged_into_id, merged.former_status) == (Status.MERGED, 5, Status.DISPATCHED)
    assert merged.split(WORKER, at=LATER)[0] == replace(case)


def test_a_secretary_says_yes_for_the_worker() -> None:
    """Who pressed and who has it are two things."""
    after, event = a_case(Status.DISPATCHED).accept(WORKER, at=LATER, by=SECRETARY)
    assert (after.responsible_id, after.responded_at, event.actor_id) == (WORKER, LATER, SECRETARY)


def test_steps_are_told_from_remarks() -> None:
    """Only the four steps that ask something of others may be taken back, and joining in is no step."""
    assert UNDOABLE < STEPS
    assert not {Happened.JOINED, Happened.ADDED, Happened.NUDGED, Happened.RATED} & STEPS


def test_a_change_of_what_is_no_field_is_a_mistake() -> None:
    """As with the constructor; and the case itself stays as it was."""
    case = a_case(Status.ACCEPTED)
    assert case.but(title="别的") == replace(case, title="别的")
    with pytest.raises(TypeError):
        case.but(titel="别的")
