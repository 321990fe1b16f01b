"""The sender's lease and the claims made under it, as several connections to one PostgreSQL see them."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from domain.chats import Where
from domain.lease import Hold
from storage import chats, leases, queues, tables
from storage.lanes import ClaimLost
from storage.lease_tables import leases as table
from storage.unit import Unit
from tests.storage.conftest import NOON
from tests.storage.shared import Server

LONG, NOTHING = timedelta(seconds=60), timedelta(0)
"""A lease that lasts as long as the test, and one that is over when it is given."""


def owe(unit: Unit, *texts: str) -> None:
    chat = chats.meet(unit, Where(-1001, "supergroup", "3栋"))
    for text in texts:
        unit.tell(chat.id, "say", at=NOON, text=text)


def states(server: Server) -> list[tuple[str, int]]:
    return [(row.state, row.epoch) for row in server.rows(tables.outbox)]


def test_one_holds_it_and_the_next_gets_it_when_it_is_given_back(server: Server) -> None:
    first = server.run(leases.take, "sender:1", "a", LONG)
    assert first == Hold("sender:1", "a", 1)
    assert server.run(leases.take, "sender:1", "b", LONG) is None
    assert server.run(leases.take, "sender:1", "a", LONG) is None
    assert server.run(leases.renew, first, LONG)
    assert server.run(leases.give_back, first)
    assert server.run(leases.take, "sender:1", "b", LONG) == Hold("sender:1", "b", 2)
    assert server.run(leases.take, "poller:1", "a", LONG) == Hold("poller:1", "a", 1)


def test_whose_time_is_over_keeps_it_until_somebody_takes_it(server: Server) -> None:
    slow = server.run(leases.take, "sender:1", "a", NOTHING)
    assert server.run(leases.renew, slow, NOTHING)
    quick = server.run(leases.take, "sender:1", "b", LONG)
    assert quick.epoch == 2
    assert not server.run(leases.renew, slow, LONG)
    assert not server.run(leases.give_back, slow)
    (row,) = server.rows(table)
    assert (row.owner, row.epoch) == ("b", 2)


def test_many_ask_at_once_and_one_gets_it(server: Server) -> None:
    got: list[Any] = []

    def ask(owner: str) -> None:
        got.append(server.run(leases.take, "sender:1", owner, LONG))

    asking = [threading.Thread(target=ask, args=(owner,)) for owner in "abcdef"]
    for one in asking:
        one.start()
    for one in asking:
        one.join(10)
    assert [one.epoch for one in got if one is not None] == [1]
    assert len(got) == len(asking)


def test_only_the_holder_claims_messages(server: Server) -> None:
    server.run(owe, "one", "two")
    slow = server.run(leases.take, "sender:1", "a", NOTHING)
    assert server.run(queues.claim, 1, slow).epoch == 1
    quick = server.run(leases.take, "sender:1", "b", LONG)
    assert server.run(queues.claim, 2, slow) is None
    assert server.run(queues.claim, 2, Hold("sender:1", "a", 2)) is None
    assert server.run(queues.claim, 2, quick).epoch == 2
    assert states(server) == [("claimed", 1), ("claimed", 2)]


def test_nobody_takes_the_lease_while_a_message_is_being_claimed_under_it(server: Server) -> None:
    server.run(owe, "one")
    slow = server.run(leases.take, "sender:1", "a", NOTHING)
    seen: list[Any] = []

    def take_over() -> None:
        server.run(leases.take, "sender:1", "b", LONG)
        seen.extend(states(server))

    taking = threading.Thread(target=take_over)
    with server.open() as unit:
        assert queues.claim(unit, 1, slow) is not None
        taking.start()
        taking.join(0.2)
        assert not seen
    taking.join(5)
    assert seen == [("claimed", 1)]


def test_renewing_waits_for_no_claim(server: Server) -> None:
    """A sender that is never idle would otherwise lose its lease by its own work."""
    server.run(owe, "one")
    hold = server.run(leases.take, "sender:1", "a", LONG)
    with server.open() as unit:
        assert queues.claim(unit, 1, hold) is not None
        assert server.run(leases.renew, hold, LONG)


def test_a_sender_that_lost_its_lease_takes_nothing_back(server: Server) -> None:
    """It was stopped between taking the lease and looking at what was in flight."""
    server.run(owe, "one", "two")
    slow = server.run(leases.take, "sender:1", "a", NOTHING)
    quick = server.run(leases.take, "sender:1", "b", LONG)
    server.run(queues.claim, 1, quick)
    with pytest.raises(ClaimLost):
        server.run(queues.claimed_before, slow)
    server.run(queues.claimed_before, quick)
    assert states(server) == [("claimed", 2), ("owed", 0)]


def test_what_was_sent_before_the_lease_was_lost_may_still_be_said(server: Server) -> None:
    """As long as the next sender has not owed it anew, it is not repeated."""
    server.run(owe, "one", "two")
    slow = server.run(leases.take, "sender:1", "a", NOTHING)
    first, second = server.run(queues.claim, 1, slow), server.run(queues.claim, 2, slow)
    quick = server.run(leases.take, "sender:1", "b", LONG)
    server.run(queues.check_claim, first)
    server.run(queues.settle, first.id, "sent", NOON)
    server.run(queues.claimed_before)
    assert states(server) == [("sent", 1), ("owed", 1)]
    with pytest.raises(ClaimLost):
        server.run(queues.check_claim, second)
    assert server.run(queues.claim, second.id, quick).epoch == 2
    with pytest.raises(ClaimLost):
        server.run(queues.check_claim, second)


def test_a_message_that_was_dropped_on_its_way_is_still_its_senders(server: Server) -> None:
    server.run(owe, "one")
    mine = server.run(queues.claim, 1, server.run(leases.take, "sender:1", "a", LONG))
    server.run(queues.drop, [1], NOON)
    server.run(queues.check_claim, mine)
