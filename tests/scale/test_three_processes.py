"""Three processes on one PostgreSQL, killed and restarted at random under load, and a sender that is cut off.

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
from tests.faults.pictures import snapshot
from tests.postgres import Cluster
from tests.scale.crew import LEASE, TROUBLES, Crew, open_crew

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
                going_on.create_task(_load(crew, chance, over))
                going_on.create_task(_appoint(crew, chance))
                going_on.create_task(_trouble(crew, chance, over))
            await crew.settled()
            _print_summary(crew, before, capsys)
            _check_filed_once(crew)
            _check_handled_once_and_in_order(crew)
            _check_one_sender_at_a_time(crew)
            _check_said_at_most_once_more(crew)
            _check_schedules(crew)
            for one in crew.members:
                one.signal(signal.SIGTERM)
            assert [await one.ended() for one in crew.members] == [0, 0, 0]
        finally:
            await _end(crew)


async def _load(crew: Crew, chance: random.Random, over: asyncio.Event) -> None:
    """Photos with words in the groups, and questions in private, one after another in each chat."""
    while not over.is_set():
        number = len(crew.sent) + 1
        group = chance.choice(crew.groups)
        resident = chance.choice([one for one in crew.residents if group.has(one)])
        words = f"{chance.choice(TROUBLES)}（第{number}张）"
        message = resident.sends(group, photo=snapshot(number), caption=words)
        crew.sent[group.id, message.id] = words
        if number % 3 == 0:
            chance.choice(crew.residents).sends(crew.bot, "/mine")
        await asyncio.sleep(chance.uniform(0, 0.6))


async def _appoint(crew: Crew, chance: random.Random) -> None:
    """One after another becomes a secretary on paper, dated two days back: whoever makes the next round owes a digest."""
    crew.rows("INSERT INTO calendar_days (day, works) VALUES ((now() AT TIME ZONE 'Asia/Shanghai')::date, true)")
    for one in crew.residents[:6]:
        await asyncio.sleep(chance.uniform(0.5, 2.5))
        crew.rows(
            "INSERT INTO grants (person_id, role, area_id, granted_at) SELECT p.id, 'secretary', a.id, now() - interval '2 days'"
            " FROM people p, areas a WHERE p.telegram_id = %s AND a.code = 'C'", one.id,
        )  # fmt: skip


async def _trouble(crew: Crew, chance: random.Random, over: asyncio.Event) -> None:
    """Kills and cut-offs in any order. Whoever was killed has its place back before the next trouble."""
    plan = ["kill"] * KILLS + ["cut"] * CUTS
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
        else:
            await _cut_off_the_sender(crew)
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


def _check_filed_once(crew: Crew) -> None:
    filed = crew.rows("SELECT c.telegram_id, r.message_id, r.text FROM reports r JOIN chats c ON c.id = r.chat_id")
    assert Counter((chat, message) for chat, message, _ in filed) == Counter(list(crew.sent))
    assert {(chat, message): text for chat, message, text in filed} == crew.sent
    assert crew.rows("SELECT count(*) FROM cases") == [(len(crew.sent),)]
    assert crew.rows("SELECT state, count(*) FROM photos GROUP BY 1") == [("stored", len(crew.sent))]
    stored = {path for (path,) in crew.rows("SELECT path FROM photos")}
    assert len(stored) == len(crew.sent)
    assert stored <= {str(path.relative_to(crew.folder / "photos")) for path in crew.folder.glob("photos/**/*.jpg")}
    assert crew.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
    assert crew.rows("SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'dropped')") == [(0,)]


def _check_handled_once_and_in_order(crew: Crew) -> None:
    """The order of an update's numbers is the order in which Telegram gave them out."""
    done = crew.rows("SELECT lane, number FROM audit WHERE what = 'done' ORDER BY n")
    assert max(Counter(number for _, number in done).values()) == 1
    lanes: dict[int, list[int]] = {}
    for lane, number in done:
        lanes.setdefault(lane, []).append(number)
    assert all(numbers == sorted(numbers) for numbers in lanes.values())
    claims = crew.rows("SELECT lane, epoch, who FROM audit WHERE what = 'lane' ORDER BY n")
    assert len({(lane, epoch) for lane, epoch, _ in claims}) == len(claims), "two claims of a lane in one epoch"


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
            f"\nthree processes: seed {SEED}, kills {KILLS}, cut-offs {CUTS}, reports {len(crew.sent)}, updates"
            f" {by_hand.total() - before} by {len(by_hand)} runs of the program, sender's tenures {_tenures(crew)},"
            f" said twice {len(crew.strays())}, deadlocks that the database resolved {deadlocks}"
        )


async def _end(crew: Crew) -> None:
    for one in crew.members:
        if one.process is not None and one.process.returncode is None:
            one.signal(signal.SIGKILL)
            await one.ended()
    crew.line.close()
