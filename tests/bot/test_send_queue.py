"""The queue and the limits together, in virtual time, under a strict judge."""

import math
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.limits import FloodLimits
from bot.send_queue import Owed, SendQueue
from tests.bot.virtual_sender import VirtualSender, assert_at_most, assert_no_window_is_broken

ANSWER, CARD, BROADCAST = 0, 5, 9


def owed(number: int, chat_id: int, priority: int = CARD) -> Owed:
    return Owed(number, chat_id, chat_id < 0, priority, number)


def broadcast(groups: int = 1000) -> list[Owed]:
    return [owed(n, -n, BROADCAST) for n in range(1, groups + 1)]


def queued(*items: Owed, **options) -> VirtualSender:
    sender = VirtualSender(**options)
    for item in items:
        sender.queue.add(item)
    return sender


def test_the_judge_sees_a_broken_window() -> None:
    with pytest.raises(AssertionError):
        assert_at_most(2, 1.0, [0.0, 0.5, 1.0])
    with pytest.raises(AssertionError):
        assert_no_window_is_broken([(n * 2.9, owed(n, -1)) for n in range(21)])


def test_a_broadcast_to_a_thousand_groups_takes_hardly_more_than_the_ideal_time() -> None:
    sender = queued(*broadcast()).run()
    times = sender.times()
    assert len(times) == 1000
    assert times[-1] - times[0] <= 1.1 * 1000 / 30
    assert_no_window_is_broken(sender.log)
    assert sender.most_in_flight <= 8


def test_an_answer_to_a_person_overtakes_a_broadcast() -> None:
    sender = queued(*broadcast())
    sender.run([(after, owed(5000 + after, 7 + after, ANSWER)) for after in range(1, 30)])
    sent = {item.id: at for at, item in sender.log}
    waits = [sent[5000 + after] - (1000.0 + after) for after in range(1, 30)]
    assert max(waits) < 0.05
    assert_no_window_is_broken(sender.log)


def test_an_answer_overtakes_what_waits_in_its_own_chat() -> None:
    sender = queued(owed(1, -1, BROADCAST), owed(2, -1, BROADCAST), owed(3, -1), owed(4, -1)).run(
        [(0.5, owed(9, -1, ANSWER))]
    )
    assert [item.id for _, item in sender.log] == [3, 9, 4, 1, 2]


def test_at_equal_priority_the_order_decides_between_chats_and_the_id_inside_one() -> None:
    first = Owed(id=20, chat_id=1, is_group=False, priority=5, order=1)
    second = Owed(id=10, chat_id=2, is_group=False, priority=5, order=2)
    third = Owed(id=11, chat_id=2, is_group=False, priority=5, order=0)
    sender = queued(second, third, first).run()
    assert [item.id for _, item in sender.log] == [20, 10, 11]


def test_a_chats_place_in_the_line_is_its_first_messages_and_not_an_earlier_ones() -> None:
    queue, limits = SendQueue(), FloodLimits(enabled=False)
    card, answer, last, other = owed(1, 1, CARD), owed(2, 1, ANSWER), owed(3, 1, BROADCAST), owed(4, 2, CARD + 1)
    queue.add(card)
    queue.add(answer)
    for item in (answer, card):
        assert queue.next(0.0, limits) == item
        queue.add(last)
        queue.done(item)
    queue.add(other)
    assert [queue.next(0.0, limits), queue.next(0.0, limits)] == [other, last]


def test_a_chat_that_waits_holds_nobody_up() -> None:
    busy = [owed(n, -1, ANSWER) for n in range(1, 26)]
    others = [owed(100 + n, -100 - n, BROADCAST) for n in range(200)]
    sender = queued(*busy, *others).run()
    assert max(at for at, item in sender.log if item.priority == BROADCAST) < 1000.0 + 9
    assert [item.id for _, item in sender.log if item.chat_id == -1] == [item.id for item in busy]
    assert_no_window_is_broken(sender.log)


def test_a_slow_chat_takes_one_place_in_the_air_and_no_more() -> None:
    slow = [owed(n, 1) for n in range(1, 4)]
    others = [owed(100 + n, 100 + n) for n in range(50)]
    sender = queued(*slow, *others, latency=lambda item: 30.0 if item.chat_id == 1 else 0.1).run()
    assert max(at for at, item in sender.log if item.chat_id != 1) < 1000.0 + 3
    assert sender.times(1) == [1000.0, 1030.0, 1060.0]


def test_with_every_place_in_the_air_taken_the_rest_waits_for_done() -> None:
    queue, limits = SendQueue(in_flight_limit=2), FloodLimits(enabled=False)
    for n in range(1, 4):
        queue.add(owed(n, n))
    flying = [queue.next(0.0, limits), queue.next(0.0, limits)]
    assert queue.next(0.0, limits) == math.inf
    queue.done(flying[0])
    assert queue.next(0.0, limits) == owed(3, 3)
    assert queue.next(0.0, limits) is None


def test_it_is_crowded_while_what_people_wait_for_has_no_place_in_the_air() -> None:
    queue, limits = SendQueue(in_flight_limit=1), FloodLimits(enabled=False)
    queue.add(owed(1, 1))
    assert not queue.is_crowded(BROADCAST)
    first = queue.next(0.0, limits)
    assert isinstance(first, Owed)
    queue.add(owed(2, 2, BROADCAST))
    assert not queue.is_crowded(BROADCAST), "nobody waits for a broadcast"
    queue.add(owed(3, 3, ANSWER))
    assert queue.is_crowded(BROADCAST)
    queue.done(first)
    assert not queue.is_crowded(BROADCAST)


def test_a_refused_chat_waits_exactly_and_alone() -> None:
    def refuse(item: Owed, now: float) -> float:
        return 30.0 if item.chat_id == -1 and now < 1001 else 0.0

    sender = queued(*(owed(n, -n, BROADCAST) for n in range(1, 101)), refuse=refuse).run()
    assert sender.times(-1) == [1000.0, pytest.approx(1030.1)]
    assert max(at for at, item in sender.log if item.chat_id != -1) < 1004
    assert len(sender.refusals) == 1


def test_several_refused_chats_stop_everything_and_nothing_is_lost() -> None:
    def refuse(_: Owed, now: float) -> float:
        return 20.0 if 1002.0 < now < 1003.0 else 0.0

    items = broadcast(200)
    sender = queued(*items, refuse=refuse).run()
    stopped = sender.refusals[2][0]
    resumes = max(at + retry_after for at, _, retry_after in sender.refusals[:3])
    assert not [at for at in sender.times() if stopped < at < resumes]
    assert {item.id for _, item in sender.log} == {item.id for item in items}
    assert len(sender.log) == 200 + len(sender.refusals)
    assert len(sender.refusals) <= 8


def test_what_is_queued_or_in_flight_is_not_queued_twice() -> None:
    queue, limits, item = SendQueue(), FloodLimits(), owed(1, 1)
    queue.add(item)
    queue.add(item)
    assert len(queue) == 1
    assert queue.next(0.0, limits) == item
    queue.add(item)
    assert len(queue) == 0
    assert queue.next(0.0, limits) is None
    queue.done(item)
    queue.add(item)
    assert queue.next(0.0, limits) == item
    queue.done(item)
    with pytest.raises(KeyError):
        queue.done(item)


def test_ten_thousand_messages_ask_the_limits_a_few_times_each() -> None:
    class Counted(FloodLimits):
        asked = 0

        def ready_at(self, chat_id: int, is_group: bool, now: float) -> float:
            self.asked += 1
            return super().ready_at(chat_id, is_group, now)

    limits = Counted()
    items = [owed(n, -(n % 1000) - 1, n % 10) for n in range(10_000)]
    sender = queued(*items, limits=limits).run()
    assert len(sender.log) == 10_000
    assert limits.asked <= 4 * 10_000
    assert not sender.queue._chats
    assert not sender.queue._ids
    assert not sender.queue._waiting


chats = st.integers(-3, 3).filter(bool)
arrivals = st.lists(st.tuples(st.floats(0, 30), chats, st.integers(0, 9)), max_size=120)


@settings(max_examples=60, deadline=None)
@given(
    arrivals=arrivals,
    latencies=st.lists(st.floats(0.001, 5), min_size=1),
    refused=st.dictionaries(st.integers(0, 119), st.floats(0.1, 40), max_size=6),
)
def test_no_window_is_ever_broken_and_nothing_is_lost_or_repeated(arrivals, latencies, refused) -> None:
    items = [owed(n, chat, priority) for n, (_, chat, priority) in enumerate(arrivals)]
    tried: set[int] = set()

    def refuse(item: Owed, _: float) -> float:
        again = item.id in tried
        tried.add(item.id)
        return 0.0 if again else refused.get(item.id, 0.0)

    sender = VirtualSender(latency=lambda item: latencies[item.id % len(latencies)], refuse=refuse)
    sender.run([(after, item) for (after, _, _), item in zip(arrivals, items, strict=True)])
    assert_no_window_is_broken(sender.log)
    assert sender.most_in_flight <= 8
    times = defaultdict(int)
    for _, item in sender.log:
        times[item.id] += 1
    assert times == {item.id: 2 if item.id in refused else 1 for item in items}
    for at, item, retry_after in sender.refusals:
        assert not [t for t in sender.times(item.chat_id) if at < t < at + retry_after]
