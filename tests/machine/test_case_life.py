"""A case's life, walked at random by random people; what must be true is looked at after every step.

`GRIDBEE_WALKS` and `GRIDBEE_STEPS` make it longer and different each time; the plain suite's is short and repeatable.
"""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from domain.case import NEXT, Status
from domain.press import Verb
from domain.rules import Rules
from storage import cases
from tests.machine import promises
from tests.machine.case_life import CaseLife
from tests.machine.post_office import PostOffice
from tests.machine.town import Town, found, rules

WALKS = int(os.environ.get("GRIDBEE_WALKS", "6"))
STEPS = int(os.environ.get("GRIDBEE_STEPS", "40"))


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rules]:
    """The town's first day in a file, and the rules that hold there."""
    known = rules()
    path = tmp_path_factory.mktemp("town") / "first_day.db"
    found(path, known)
    return path, known


@pytest.fixture
def town(first_day: tuple[Path, Rules], tmp_path: Path) -> Iterator[Town]:
    """A town of one's own."""
    path, known = first_day
    town = Town.copy(path, tmp_path / "town.db", known)
    yield town
    town.close()


def test_a_case_keeps_its_promises_whatever_people_do(first_day: tuple[Path, Rules]) -> None:
    """Random presses and texts by random people, with a sender that fails and a clock that jumps."""
    walk = settings(
        max_examples=WALKS, stateful_step_count=STEPS, deadline=None, derandomize="GRIDBEE_WALKS" not in os.environ,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False, database=None,
    )  # fmt: skip
    run_state_machine_as_test(lambda: CaseLife(*first_day), settings=walk)


def _dispatched(town: Town) -> int:
    return town.reports("wang")


def _accepted(town: Town) -> int:
    number = _dispatched(town)
    town.acts("chen", Verb.ACCEPT, number)
    return number


def _resolved(town: Town) -> int:
    number = _accepted(town)
    town.acts("chen", Verb.DONE, number, "换好了")
    return number


Way = Callable[[Town], int]


def _by(key: str, verb: Verb, words: str, before: Way, chat: str = "private") -> Way:
    def doing(town: Town) -> int:
        number = before(town)
        town.acts(key, verb, number, words, chat)
        return number

    return doing


def _merged(town: Town) -> int:
    number, other = town.reports("wang"), town.reports("rider", "station", "单元门关不上了")
    town.acts("zhou", Verb.MERGE, number, str(other))
    return number


def _forgotten(town: Town) -> int:
    number = _resolved(town)
    office = PostOffice(town)
    office.empty()
    town.passes(timedelta(minutes=2))
    office.empty()
    town.passes(timedelta(days=4))
    return number


WAYS: dict[Status, Way] = {
    Status.FILED: lambda town: town.reports("liu", "lake"),
    Status.DISPATCHED: _dispatched,
    Status.ACCEPTED: _accepted,
    Status.COORDINATING: _by("chen", Verb.EXTERNAL, "自来水公司 2天", _accepted),
    Status.WAITING: _by("chen", Verb.ASK, "在几楼？", _accepted),
    Status.RESOLVED: _resolved,
    Status.CLOSED: _by("wang", Verb.CONFIRM, "", _resolved, "b3"),
    Status.REFUSED: _by("chen", Verb.REFUSE, "不归我们管", _dispatched),
    Status.MERGED: _merged,
    Status.WITHDRAWN: _by("wang", Verb.WITHDRAW, "", _dispatched, "b3"),
}


@pytest.mark.parametrize("status", Status)
def test_every_status_can_be_reached(town: Town, status: Status) -> None:
    """By acts of people alone; its history explains it, somebody knows, and every card says so."""
    number = WAYS[status](town)
    assert town.status(number) == status
    promises.check(town, town.ask(cases.history, number))
    office = PostOffice(town)
    office.empty()
    assert office.stale_cards() == []


def test_three_days_of_silence_close_it_as_unconfirmed(town: Town) -> None:
    """The other way to the end, which nobody's word leads to."""
    number = _forgotten(town)
    assert town.status(number) == Status.CLOSED
    assert [one.kind.value for one in town.ask(cases.history, number)][-1] == "silence"
    promises.check(town, [])


def test_every_status_but_the_last_leads_on() -> None:
    """The table has no dead end but what was taken back."""
    assert [status for status in Status if not NEXT[status]] == [Status.WITHDRAWN]
    assert {after for before in NEXT.values() for after in before} | {Status.FILED} == set(Status)
