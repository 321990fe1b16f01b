"""Jobs that several workers share: no two do one at a time, and what a slow one says too late changes nothing."""

import threading
from datetime import timedelta
from typing import Any

from storage import job_claims, queues, tables
from tests.storage.conftest import NOON
from tests.storage.shared import Server

LONG, NOTHING = timedelta(seconds=60), timedelta(0)
LATER = NOON + timedelta(hours=1)


def owe(server: Server, *subjects: int) -> None:
    server.run(lambda unit: [unit.later("silence", subject, NOON) for subject in subjects])


def claim(server: Server, length: timedelta = LONG, most: int = 9, **named: Any) -> list[int]:
    return [row.subject for row in server.run(job_claims.claim, NOON, length, most, **named)]


def test_a_job_is_done_by_one(server: Server) -> None:
    owe(server, 11, 12, 13)
    assert claim(server, most=2) == [11, 12]
    assert claim(server) == [13]
    assert claim(server) == []
    assert server.run(queues.end_job, 1, 1)
    assert [row.state for row in server.rows(tables.jobs)] == ["done", "owed", "owed"]


def test_a_job_whose_worker_is_gone_is_done_by_another(server: Server) -> None:
    owe(server, 11)
    claim(server, NOTHING)
    assert claim(server, but=[1]) == [], "one's own hands do not take it twice"
    assert claim(server) == [11]
    assert not server.run(queues.end_job, 1, 1)
    assert not server.run(queues.retry_job, 1, LATER, "too late", 1)
    assert not server.run(queues.fail_job, 1, "too late", 1)
    (row,) = server.rows(tables.jobs)
    assert (row.state, row.due_at, row.error) == ("owed", NOON, None)
    assert server.run(queues.end_job, 1, 2)


def test_jobs_in_hand_get_more_time_and_what_was_not_begun_is_given_back(server: Server) -> None:
    owe(server, 11, 12)
    claim(server, NOTHING)
    server.run(job_claims.renew, [(1, 1)], LONG)
    assert claim(server) == [12]
    server.run(job_claims.give_back, [(1, 1), (2, 1)])
    assert claim(server) == [11], "the other one is somebody else's by now"


def test_the_next_job_is_one_that_nobody_does(server: Server) -> None:
    owe(server, 11)
    server.run(lambda unit: unit.later("silence", 12, LATER))
    assert server.run(job_claims.next_due) == NOON
    claim(server)
    assert server.run(job_claims.next_due) == LATER


def test_a_job_that_failed_is_anybodys_again(server: Server) -> None:
    owe(server, 11)
    claim(server)
    assert server.run(queues.retry_job, 1, NOON, "Bad Gateway", 1)
    assert claim(server) == [11]
    (row,) = server.rows(tables.jobs)
    assert (row.tries, row.epoch) == (1, 2)


def test_workers_that_claim_at_once_share_the_jobs(server: Server) -> None:
    owe(server, *range(60))
    shares: list[int] = []

    def work() -> None:
        for _ in range(5):
            shares.extend(claim(server, most=4))

    working = [threading.Thread(target=work) for _ in range(4)]
    for one in working:
        one.start()
    for one in working:
        one.join(20)
    assert sorted(shares + claim(server, most=99)) == list(range(60))
