"""Three processes on one PostgreSQL, killed and restarted at random under load, a sender that is cut off, lines that break.

`GRIDBEE_KILLS`, `GRIDBEE_CUTS` and `GRIDBEE_SEED` make it longer, or nearly the same again.
"""

import asyncio
import os
import random
import secrets
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from simulator.server import Simulator
from tests.postgres import Cluster
from tests.scale.crew import LEASE, Crew, open_crew
from tests.scale.work import check_filed_once, check_handled_once_and_in_order, load

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("GRIDBEE_KILLS", "6"))
CUTS = int(os.environ.get("GRIDBEE_CUTS", "3"))
SEED = int(os.environ.get("GRIDBEE_SEED", "0")) or secrets.randbelow(10**6)
IN_ALL = 8
"""DESIGN §2: so many messages may be said twice because of one kill, at most one of them in each chat."""


async def test_nothing_is_lost_or_done_twice(tmp_path: Path, postgres: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever is killed or stopped: every update is handled once and in order, one sender at a time, schedules once."""
    chance = random.Random(SEED)  # noqa: S311  to be repeated
    async with Simulator() as sim:
        crew = await open_crew(sim, tmp_path, postgres.fresh(), ["all"] * 3, buildings=5)
        try:
            before = len(crew.rows("SELECT 1 FROM audit WHERE what = 'done'"))
            over = asyncio.Event()
            async with asyncio.TaskGroup() as going_on:
                going_on.create_task(load(crew, chance, over))
                going_on.create_task(_appoint(crew, chance))
                going_on.create_task(_trouble(crew, chance, postgres, over))
            await crew.settled()
            _print_summary(crew, before, capsys)
            check_filed_once(crew)
            check_handled_once_and_in_order(crew)
            _check_one_sender_at_a_time(crew)
            _check_said_at_most_once_more(crew)
            _check_schedules(crew)
            for one in crew.members:
                one.signal(signal.SIGTERM)
            assert [await one.ended() for one in crew.members] == [0, 0, 0]
        finally:
            await crew.end()


async def _appoint(crew: Crew, chance: random.Random) -> None:
    """One after another becomes a secretary on paper, dated two days back: whoever makes the next round owes a digest."""
    crew.rows("INSERT INTO calendar_days (day, works) VALUES ((now() AT TIME ZONE 'Asia/Shanghai')::date, true)")
    for one in crew.residents[:6]:
        await asyncio.sleep(chance.uniform(0.5, 2.5))
        crew.rows(
            "INSERT INTO grants (person_id, role, area_id, granted_at) SELECT p.id, 'secretary', a.id, now() - interval '2 days'"
            " FROM people p, areas a WHERE p.telegram_id = %s AND a.code = 'C'", one.id,
        )  # fmt: skip


async def _trouble(crew: Crew, chance: random.Random, server: Cluster, over: asyncio.Event) -> None:
    """Kills, cut-offs and broken lines in any order. Whoever was killed has its place back before the next trouble."""
    plan = ["kill"] * KILLS + ["cut"] * CUTS + ["lines"] * CUTS
    chance.shuffle(plan)
    for what in plan:
        await asyncio.sleep(chance.uniform(0.1, 1.5))
        if what == "kill":
            one = chance.choice(crew.members)
            one.signal(signal.SIGKILL)
            await one.ended()
            await asyncio.sleep(chance.uniform(0, LEASE))
            await one.start()
            await crew.until(lambda one=one: crew.at_work(one))
        elif what == "cut":
            await _cut_off_the_sender(crew)
        else:
            server.cut_lines(crew.url)
    over.set()


async def _cut_off_the_sender(crew: Crew) -> None:
    """It stops in its tracks, and goes on long after its lease has run out and another has taken over."""
    await crew.until(lambda: crew.holder("sender"))
    one = crew.holder("sender")
    assert one is not None
    one.signal(signal.SIGSTOP)
    await crew.until(lambda: crew.holder("sender") not in (None, one))
    await asyncio.sleep(LEASE / 2)
    one.signal(signal.SIGCONT)


def _check_one_sender_at_a_time(crew: Crew) -> None:
    """No two processes ever claimed under one epoch, and none claimed under one that was over."""
    claims = crew.rows("SELECT epoch, who FROM audit WHERE what = 'claimed' ORDER BY n")
    epochs = [epoch for epoch, _ in claims]
    assert epochs == sorted(epochs)
    assert len(set(claims)) == len(set(epochs))
    taken = crew.rows("SELECT epoch, who FROM audit WHERE what = 'lease sender' ORDER BY n")
    assert [epoch for epoch, _ in taken] == list(range(1, len(taken) + 1))
    assert set(claims) <= {(epoch, who[:63]) for epoch, who in taken}


def _check_said_at_most_once_more(crew: Crew) -> None:
    strays, losses = crew.strays(), _tenures(crew) - 1
    assert len(strays) <= IN_ALL * losses
    assert max(Counter(chat for chat, _ in strays).values(), default=0) <= losses


def _check_schedules(crew: Crew) -> None:
    """Each secretary got each digest once, whoever made the round."""
    runs = crew.rows("SELECT kind, split_part(subject, ':', 1)::bigint, day FROM runs WHERE kind LIKE 'digest%'")
    told = crew.rows("SELECT person_id FROM outbox WHERE view = 'digest' AND state = 'sent'")
    assert len({person for _, person, _ in runs}) == 6
    assert Counter(person for _, person, _ in runs) == Counter(person for (person,) in told)


def _tenures(crew: Crew) -> int:
    return int(crew.rows("SELECT count(*) FROM audit WHERE what = 'lease sender'")[0][0])


def _print_summary(crew: Crew, before: int, capsys: pytest.CaptureFixture[str]) -> None:
    done = crew.rows("SELECT who, count(*) FROM audit WHERE what = 'done' AND n > 0 GROUP BY 1")
    by_hand: Counter[Any] = Counter(dict(done))
    ((deadlocks,),) = crew.rows("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    with capsys.disabled():
        print(  # noqa: T201  the summary is what somebody runs this for
            f"\nthree processes: seed {SEED}, kills {KILLS}, cut-offs and broken lines {CUTS} each, reports {len(crew.sent)}, updates"
            f" {by_hand.total() - before} by {len(by_hand)} runs of the program, sender's tenures {_tenures(crew)},"
            f" said twice {len(crew.strays())}, deadlocks that the database resolved {deadlocks}"
        )
