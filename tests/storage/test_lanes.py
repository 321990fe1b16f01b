"""Lanes of a shared inbox: claimed by one worker at a time, in order, and never done under a claim that is lost."""

import threading
from datetime import timedelta

import pytest

from storage import lanes, queues, tables
from storage.lanes import Claim, ClaimLost
from storage.lease_tables import lanes as table
from storage.unit import Unit
from tests.storage.conftest import NOON
from tests.storage.shared import Server

LONG, NOTHING = timedelta(seconds=60), timedelta(0)
A, B, C = -1001, -1002, 5_000_000_001


def arrive(server: Server, *chats: int, first: int = 1) -> None:
    """Updates in the order of the chats; their numbers count up from `first`."""
    server.run(queues.take_in, [queues.Taken(first + n, chat, "{}") for n, chat in enumerate(chats)], NOON)


def claimed(server: Server, owner: str, most: int = 9, length: timedelta = LONG) -> dict[int, list[int]]:
    """Claim, and say which updates of which lanes came."""
    found: dict[int, list[int]] = {}
    for row in server.run(lanes.claim, owner, length, most):
        found.setdefault(row.lane, []).append(row.update_id)
    return found


def held(lane: int, owner: str, epoch: int = 1, *, ends: bool = False) -> Claim:
    return Claim(lane, owner, epoch, LONG, ends)


def done(server: Server) -> list[int]:
    return [row.update_id for row in server.rows(tables.inbox) if row.state == "done"]


def test_each_lane_goes_to_one_worker_with_all_that_waits_in_it(server: Server) -> None:
    arrive(server, A, B, A, C, A)
    assert claimed(server, "one", most=1) == {A: [1, 3, 5]}
    assert claimed(server, "two") == {B: [2], C: [4]}
    assert claimed(server, "three") == {}
    arrive(server, A, B, first=6)
    assert claimed(server, "three") == {}


def test_whoever_waits_longest_is_served_first(server: Server) -> None:
    arrive(server, C, A, B, A)
    assert list(claimed(server, "one", most=2)) == [C, A]


def test_a_lane_is_given_back_with_its_last_update(server: Server) -> None:
    arrive(server, A, A)
    claimed(server, "one")
    server.run(queues.mark_done, 1, NOON, held(A, "one"))
    arrive(server, A, first=3)
    assert claimed(server, "two") == {}
    server.run(queues.mark_done, 2, NOON, held(A, "one", ends=True))
    assert claimed(server, "two") == {A: [3]}
    assert done(server) == [1, 2]
    (row,) = server.rows(table)
    assert (row.owner, row.epoch) == ("two", 2)


def test_nothing_is_done_under_a_claim_that_is_lost(server: Server) -> None:
    """A worker was stopped past its lease; when it goes on, its whole transaction is undone."""
    arrive(server, A, A)
    claimed(server, "slow", length=NOTHING)
    assert claimed(server, "quick") == {A: [1, 2]}

    def work(unit: Unit, owner: str, epoch: int) -> None:
        unit.insert_new(tables.inbox, [{"update_id": 99, "lane": 0, "state": "parked", "received_at": NOON}])
        queues.mark_done(unit, 1, NOON, held(A, owner, epoch))

    with pytest.raises(ClaimLost):
        server.run(work, "slow", 1)
    with pytest.raises(ClaimLost):
        server.run(queues.park, 1, "it was slow", NOON, held(A, "slow"))
    assert [row.update_id for row in server.rows(tables.inbox)] == [1, 2]
    server.run(work, "quick", 2)
    assert done(server) == [1]


def test_a_slow_worker_that_nobody_has_replaced_may_go_on(server: Server) -> None:
    arrive(server, A)
    claimed(server, "slow", length=NOTHING)
    server.run(queues.mark_done, 1, NOON, held(A, "slow"))
    assert done(server) == [1]
    assert claimed(server, "other") == {}
    arrive(server, A, first=2)
    assert claimed(server, "other") == {}, "its time began anew with the update that it did"


def test_a_lane_in_which_something_is_being_committed_is_passed_over(server: Server) -> None:
    arrive(server, A, B)
    claimed(server, "slow", length=NOTHING)
    with server.open() as unit:
        queues.mark_done(unit, 1, NOON, held(A, "slow"))
        assert claimed(server, "quick") == {B: [2]}
    assert done(server) == [1]


def test_workers_that_claim_at_once_share_the_lanes(server: Server) -> None:
    chats = [-2000 - number for number in range(40)]
    arrive(server, *chats, *chats)
    shares: list[dict[int, list[int]]] = []

    def work(owner: str) -> None:
        shares.extend(claimed(server, owner, most=10) for _ in range(4))

    working = [threading.Thread(target=work, args=(owner,)) for owner in "abcd"]
    for one in working:
        one.start()
    for one in working:
        one.join(20)
    served = [(lane, numbers) for share in shares for lane, numbers in share.items()]
    assert len(served) == len({lane for lane, _ in served}), "a chat went to two"
    rest = claimed(server, "rest", most=99)
    assert {lane for lane, _ in served} | set(rest) == set(chats)
    assert all(numbers == sorted(numbers) and len(numbers) == 2 for _, numbers in [*served, *rest.items()])


def test_lanes_in_hand_get_more_time(server: Server) -> None:
    arrive(server, A, B)
    claimed(server, "one", length=NOTHING)
    server.run(lanes.renew, "one", [A], LONG)
    assert claimed(server, "two") == {B: [2]}
    server.run(lanes.renew, "one", [B], LONG)
    server.run(lanes.give_back, [held(A, "one"), held(B, "one")])
    assert claimed(server, "three") == {A: [1]}, "the other one is not one's own any more, so it can't be given back"


def test_a_chat_that_nobody_serves_leaves_no_trace(server: Server) -> None:
    arrive(server, A, B, C)
    claimed(server, "one", most=2)
    server.run(queues.mark_done, 1, NOON, held(A, "one", ends=True))
    server.run(lanes.forget_idle, timedelta(minutes=5))
    assert [row.lane for row in server.rows(table)] == [B]
    assert claimed(server, "two") == {C: [3]}


def test_a_parked_update_that_is_put_back_is_served(server: Server) -> None:
    arrive(server, A)
    claimed(server, "one")
    server.run(queues.park, 1, "cannot", NOON, held(A, "one", ends=True))
    assert claimed(server, "two") == {}
    assert server.run(queues.unpark, 1)
    assert claimed(server, "two") == {A: [1]}
