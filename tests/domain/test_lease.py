"""Who may hold what, and when a hold is over: the rules as tables, on a night in which a clock goes past midnight."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.lease import Believed, Lease

LENGTH = timedelta(seconds=15)
NOW = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(microseconds=1), NOW + timedelta(microseconds=1)

NEVER_TAKEN = Lease()
GIVEN_BACK = Lease("a", 7, None)
RUNS = Lease("a", 7, AFTER)
ENDS_NOW = Lease("a", 7, NOW)
OVER = Lease("a", 7, BEFORE)


@pytest.mark.parametrize(
    ("lease", "free"), [(NEVER_TAKEN, True), (GIVEN_BACK, True), (RUNS, False), (ENDS_NOW, True), (OVER, True)]
)
def test_a_lease_is_free_when_it_was_given_back_or_its_time_is_over(lease: Lease, free: bool) -> None:
    assert lease.is_free(NOW) is free
    for owner in ("a", "b"):
        taken = lease.taken(owner, NOW, LENGTH)
        assert taken == (Lease(owner, lease.epoch + 1, NOW + LENGTH) if free else None)


@pytest.mark.parametrize(
    ("lease", "owner", "epoch", "held"),
    [
        (RUNS, "a", 7, True),
        (ENDS_NOW, "a", 7, True),
        (OVER, "a", 7, True),  # nobody took it: what is done under it can't collide
        (OVER, "b", 7, False),
        (RUNS, "b", 7, False),
        (RUNS, "a", 6, False),  # an earlier tenure of the same process
        (RUNS, "a", 8, False),
        (GIVEN_BACK, "a", 7, False),
        (NEVER_TAKEN, "a", 0, False),
    ],
)
def test_a_hold_counts_until_somebody_else_takes_the_lease(lease: Lease, owner: str, epoch: int, held: bool) -> None:
    assert lease.is_held(owner, epoch) is held
    renewed, back = lease.renewed(owner, epoch, NOW, LENGTH), lease.given_back(owner, epoch)
    assert renewed == (Lease("a", 7, NOW + LENGTH) if held else None)
    assert back == (Lease("a", 7, None) if held else None)


def test_no_two_holders_ever_show_the_same_epoch() -> None:
    seen, lease = set(), NEVER_TAKEN
    for step, owner in enumerate("abacbb"):
        taken = lease.taken(owner, NOW + step * LENGTH, LENGTH)
        assert taken is not None
        assert taken.epoch not in seen
        seen.add(taken.epoch)
        lease = taken


@pytest.mark.parametrize(
    ("after", "sure"), [(-0.1, False), (0.0, True), (5.0, True), (11.9, True), (12.0, False), (15.0, False), (900, False)]
)
def test_a_process_believes_in_its_hold_for_less_than_it_was_given(after: float, sure: bool) -> None:
    believed = Believed(asked_at=1000.0, length=15.0)
    assert believed.is_sure(1000.0 + after) is sure


def test_there_is_time_for_a_second_and_a_third_try_to_renew() -> None:
    believed = Believed(asked_at=1000.0, length=15.0)
    assert believed.is_sure(believed.renews_at() + 5)
