"""The flood limits in virtual time."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.limits import FloodLimits

GROUP, PERSON = -100, 7


def test_at_rest_everything_may_go_at_once() -> None:
    limits = FloodLimits()
    assert limits.ready_at(PERSON, False, 5.0) <= 5.0
    assert limits.open_at() == -math.inf
    assert limits.group_budget(GROUP, 5.0) == 20


def test_a_burst_of_two_then_the_pace() -> None:
    limits, now, times = FloodLimits(), 100.0, []
    for chat in range(30):
        now = max(now, limits.ready_at(chat, False, now))
        limits.sent(chat, False, now)
        times.append(now)
    assert times[0] == times[1] == 100.0
    gaps = [after - before for before, after in pairwise(times[1:])]
    assert gaps == pytest.approx([1 / 28] * 28)


def test_a_chat_waits_its_gap_and_others_do_not() -> None:
    limits = FloodLimits()
    limits.sent(PERSON, False, 10.0)
    assert limits.ready_at(PERSON, False, 10.0) == pytest.approx(11.1)
    assert limits.ready_at(8, False, 10.0) <= 10.0


def test_the_twenty_first_message_of_a_groups_minute_waits() -> None:
    limits = FloodLimits()
    for n in range(20):
        assert limits.ready_at(GROUP, True, n * 1.1) <= n * 1.1 + 1e-9
        assert limits.group_budget(GROUP, n * 1.1) == 20 - n
        limits.sent(GROUP, True, n * 1.1)
    assert limits.group_budget(GROUP, 22.0) == 0
    assert 60.0 < limits.ready_at(GROUP, True, 22.0) <= 61.0
    assert limits.group_budget(GROUP, 61.0) == 1
    assert limits.ready_at(PERSON, False, 22.0) <= 22.0


def test_a_request_that_travelled_slowly_counts_from_its_answer() -> None:
    """It may have arrived at any moment until then: the windows of Telegram's clock must hold all the same."""
    limits = FloodLimits()
    for n in range(20):
        limits.sent(GROUP, True, n * 3.0)
        limits.answered(GROUP, n * 3.0 + 2.5)
        assert limits.ready_at(GROUP, True, n * 3.0 + 2.5) > n * 3.0 + 3.5
    assert limits.ready_at(GROUP, True, 60.0) >= 2.5 + 60.0
    limits.answered(PERSON, 60.0)
    assert limits.ready_at(PERSON, False, 60.0) <= 60.0


def test_a_person_has_no_minute() -> None:
    limits = FloodLimits()
    for n in range(40):
        assert limits.ready_at(PERSON, False, n * 1.2) <= n * 1.2
        limits.sent(PERSON, False, n * 1.2)


def test_a_refusal_holds_exactly_its_chat_for_exactly_its_time() -> None:
    limits = FloodLimits()
    limits.refused(GROUP, 35.0, 100.0)
    assert limits.ready_at(GROUP, True, 101.0) == 135.0
    assert limits.ready_at(PERSON, False, 101.0) <= 101.0
    limits.refused(GROUP, 3.0, 102.0)
    assert limits.ready_at(GROUP, True, 102.0) == 135.0, "a shorter wait must not cut the longer one"


def test_one_chat_refused_again_and_again_does_not_stop_the_others() -> None:
    limits = FloodLimits()
    for n in range(10):
        limits.refused(GROUP, 1.0, 100.0 + n)
    assert limits.open_at() <= 100.0


def test_several_chats_refused_shortly_after_each_other_stop_all() -> None:
    limits = FloodLimits()
    limits.refused(1, 5.0, 100.0)
    limits.refused(2, 4.0, 101.0)
    assert limits.ready_at(PERSON, False, 101.0) <= 101.0
    limits.refused(3, 7.0, 102.0)
    assert limits.ready_at(PERSON, False, 102.0) == 109.0
    assert limits.ready_at(PERSON, False, 109.0) <= 109.0


def test_several_chats_refused_far_apart_stop_only_themselves() -> None:
    limits = FloodLimits()
    for n, chat in enumerate((1, 2, 3, 4)):
        limits.refused(chat, 60.0, 100.0 + 6 * n)
    assert limits.ready_at(PERSON, False, 118.0) <= 118.0


def test_switched_off_only_refusals_count() -> None:
    limits = FloodLimits(enabled=False)
    for _ in range(100):
        limits.sent(GROUP, True, 50.0)
    assert limits.ready_at(GROUP, True, 50.0) <= 50.0
    limits.refused(GROUP, 2.0, 50.0)
    assert limits.ready_at(GROUP, True, 50.0) == 52.0


def test_after_a_restart_the_last_minute_can_be_told_again() -> None:
    limits = FloodLimits()
    for n in range(20):
        limits.sent(GROUP, True, 100.0 + n)
    assert limits.ready_at(GROUP, True, 130.0) > 160.0


def test_memory_follows_the_last_minute() -> None:
    limits = FloodLimits()
    for chat in range(5000):
        limits.sent(-chat, True, 100.0 + chat)
    limits.refused(-1, 10_000.0, 5100.0)
    limits.prune(5100.0)
    assert len(limits._chats) == 61
    assert limits.ready_at(-1, True, 5100.0) == 15_100.0
    assert limits.ready_at(-4999, True, 5099.5) == pytest.approx(5100.1)


@settings(deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(["sent", "refused"]), st.integers(-3, 3), st.floats(0, 40)), max_size=80),
    later=st.floats(0, 100),
)
def test_forgetting_never_changes_an_answer(steps: list[tuple[str, int, float]], later: float) -> None:
    kept, pruned, now = FloodLimits(), FloodLimits(), 0.0
    for what, chat, seconds in steps:
        now += seconds / 20
        for limits in (kept, pruned):
            if what == "sent":
                limits.sent(chat, chat < 0, now)
            else:
                limits.refused(chat, seconds, now)
        pruned.prune(now)
    now += later
    pruned.prune(now)
    for chat in range(-3, 4):
        assert max(now, kept.ready_at(chat, chat < 0, now)) == max(now, pruned.ready_at(chat, chat < 0, now))
        assert kept.group_budget(chat, now) == pruned.group_budget(chat, now)
