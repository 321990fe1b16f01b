"""Whatever happens to a case, its history alone tells how it stood at every moment."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import Case, ClosedHow, Event, Happened, Status
from domain.errors import TooLate
from domain.people import Level
from domain.stood import stood_at

START = datetime(2026, 6, 8, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def new_case() -> Case:
    return Case(
        1, 1, 1, "problem", "x", "critical", "t", False, Status.FILED, START, START + HOUR, START + 6 * HOUR,
        START + 6 * HOUR,
    )  # fmt: skip


def other_case() -> Case:
    return Case(
        2, 1, 1, "problem", "x", "critical", "t", False, Status.FILED, START, START + HOUR, START + HOUR, START + HOUR
    )


MOVES = {
    "route": lambda case, at: case.dispatch(7, "property", at=at, by=None, kind=Happened.ROUTED),
    "pass": lambda case, at: case.dispatch(8, "property", at=at, by=7, kind=Happened.PASSED),
    "unroute": lambda case, at: case.unroute(at=at, by=None),
    "accept": lambda case, at: case.accept(case.responsible_id or 7, at=at),
    "take over": lambda case, at: case.take_over(9, at=at),
    "ask": lambda case, at: case.ask(7, "?", at=at),
    "answer": lambda case, at: case.answered(1, "!", at=at),
    "go on": lambda case, at: case.go_on(None, at=at),
    "outside": lambda case, at: case.hand_out(7, "水务", at + 48 * HOUR, at=at),
    "back": lambda case, at: case.back_in_hand(7, at=at, kind=Happened.BACK),
    "resolve": lambda case, at: case.resolve(7, "ok", at=at),
    "undo": lambda case, at: case.back_in_hand(7, at=at, kind=Happened.UNDONE, note="resolved"),
    "confirm": lambda case, at: case.close(1, ClosedHow.RESIDENT, at=at),
    "silence": lambda case, at: case.close(None, ClosedHow.SILENCE, at=at),
    "reopen": lambda case, at: case.reopen(1, "no", at + 3 * HOUR, at=at),
    "refuse": lambda case, at: case.refuse(7, "no", at=at),
    "overrule": lambda case, at: case.dispatch(7, "property", at=at, by=2, kind=Happened.OVERRULED),
    "withdraw": lambda case, at: case.withdraw(1, at=at),
    "merge": lambda case, at: case.merge(other_case(), 7, at=at),
    "split": lambda case, at: case.split(7, at=at),
    "climb": lambda case, at: case.climb(Level.GRID, 2, at=at, by=None),
    "extend": lambda case, at: case.extend(2, at + 24 * HOUR, "", at=at),
}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.floats(0.1, 30)), max_size=25))
def test_the_history_tells_how_it_stood(moves) -> None:
    case, now = new_case(), START
    events = [Event(1, START, 1, Happened.FILED)]
    seen = [(now, case)]
    for name, wait in moves:
        now += timedelta(hours=wait)
        if (name == "extend" and case.due_at is None) or (name == "climb" and not case.is_open):
            continue
        try:
            case, event = MOVES[name](case, now)
        except TooLate:
            continue
        events.append(event)
        seen.append((now, case))
    for at, was in seen:
        stood = stood_at(was, events, at)
        assert stood.status is was.status
        assert stood.responsible_id == was.responsible_id
        assert stood.level == was.level
        assert stood.resolved_at == was.resolved_at
        assert stood.closed_how == was.closed_how
        assert stood.due_at(was) == was.due_at
