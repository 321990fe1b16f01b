"""Who may do what: the design's table of rights, condition by condition."""

from datetime import UTC, datetime

import pytest

from domain.rights import Right, Standing, may, no_resident_reported
from domain.sheet import Report

NOBODY = Standing()
PEOPLE = {
    "stranger": NOBODY,
    "in the group": Standing(in_group=True),
    "reporter": Standing(reporter=True),
    "reporter on duty": Standing(reporter=True, staff=True),
    "reporter who fixed it": Standing(reporter=True, served=True, responsible=True, staff=True),
    "helper": Standing(reporter=True, helper=True, staff=True),
    "helper who fixed it": Standing(reporter=True, helper=True, staff=True, served=True, responsible=True),
    "neighbour": Standing(joined=True, neighbour=True),
    "late neighbour": Standing(joined=True),
    "neighbour on duty": Standing(joined=True, neighbour=True, staff=True),
    "neighbour who fixed it": Standing(joined=True, neighbour=True, served=True),
    "worker": Standing(responsible=True, served=True, staff=True),
    "former worker": Standing(served=True, staff=True),
    "colleague": Standing(colleague=True, staff=True),
    "secretary": Standing(secretary=True, staff=True),
    "operator": Standing(operator=True),
}
MAY = {
    Right.SEE: {
        "in the group", "reporter", "reporter on duty", "reporter who fixed it", "helper", "helper who fixed it",
        "neighbour", "late neighbour", "neighbour on duty", "neighbour who fixed it", "worker", "colleague",
        "secretary", "operator",
    },
    Right.SEE_ALL: {"reporter who fixed it", "helper who fixed it", "worker", "colleague", "secretary", "operator"},
    Right.ACT: {"reporter who fixed it", "helper who fixed it", "worker", "colleague", "secretary", "operator"},
    Right.CONFIRM: {"reporter", "helper", "neighbour"},
    Right.REOPEN: {"reporter", "helper", "neighbour", "secretary", "operator"},
    Right.RATE: {"reporter", "helper", "neighbour"},
    Right.JOIN: {
        "in the group", "neighbour", "late neighbour", "neighbour on duty", "neighbour who fixed it",
    },
    Right.WITHDRAW: {
        "reporter", "reporter on duty", "reporter who fixed it", "helper", "helper who fixed it",
    },
    Right.CORRECT: {
        "reporter", "reporter on duty", "reporter who fixed it", "helper", "helper who fixed it", "worker",
        "colleague", "secretary", "operator",
    },
    Right.APPEAL: {"reporter", "reporter on duty", "reporter who fixed it", "helper", "helper who fixed it"},
    Right.OVERSEE: {"secretary", "operator"},
}  # fmt: skip


def _like(name: str, **changes: bool) -> Standing:
    return Standing(**{**PEOPLE[name].__dict__, **changes})


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("name", PEOPLE)
def test_the_table(name: str, right: Right) -> None:
    """Every right for everybody; whoever is not named may not."""
    assert may(right, PEOPLE[name]) is (name in MAY[right])


@pytest.mark.parametrize("name", PEOPLE)
def test_private_kinds_are_seen_by_few(name: str) -> None:
    """The reporter, whoever works on it, and secretaries; no group and no neighbour, and nobody joins."""
    sees = name in MAY[Right.SEE] - {
        "in the group", "neighbour", "late neighbour", "neighbour on duty", "neighbour who fixed it",
    }  # fmt: skip
    assert may(Right.SEE, _like(name, private=True)) is sees
    assert not may(Right.JOIN, _like(name, private=True))


@pytest.mark.parametrize("name", PEOPLE)
def test_only_reporters_and_secretaries_reopen_what_is_closed(name: str) -> None:
    """A neighbour may contradict a result, not the reporter's confirmation of it."""
    assert may(Right.REOPEN, _like(name, closed=True)) is (name in {"reporter", "helper", "secretary", "operator"})


@pytest.mark.parametrize("name", PEOPLE)
def test_where_no_resident_reported_the_secretary_confirms(name: str) -> None:
    """Unless it was the secretary's own work."""
    one = _like(name, no_resident_reported=True)
    assert may(Right.CONFIRM, one) is (name in {"reporter", "helper", "neighbour", "secretary", "operator"})
    assert not may(Right.CONFIRM, Standing(secretary=True, staff=True, no_resident_reported=True, served=True))


FIXER, ON_DUTY, RESIDENT = 1, 2, 3


def _report(person: int, *, on_behalf: str = "", withdrawn: bool = False) -> Report:
    at = datetime(2026, 6, 11, tzinfo=UTC)
    gone = at if withdrawn else None
    return Report(1, 1, person, on_behalf, None, None, "", anonymous=False, made_at=at, withdrawn_at=gone)


@pytest.mark.parametrize(
    ("reports", "alone"),
    [
        ([_report(FIXER)], True),
        ([_report(FIXER, on_behalf="王阿姨")], True),
        ([_report(ON_DUTY)], True),
        ([_report(ON_DUTY, on_behalf="王阿姨")], False),
        ([_report(RESIDENT)], False),
        ([_report(FIXER), _report(RESIDENT)], False),
        ([_report(FIXER), _report(RESIDENT, withdrawn=True)], True),
        ([], True),
    ],
)
def test_whose_report_counts_as_a_residents(reports: list[Report], *, alone: bool) -> None:
    """The fixer's never does, that of staff only on somebody's behalf."""
    assert no_resident_reported(reports, {FIXER}, {FIXER, ON_DUTY}) is alone
