"""What one process of each role can do, and what a case costs: rates, processor time, rows, bytes."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from random import Random
from statistics import median
from typing import Any

import aiohttp
from PIL import Image, ImageFilter

from bench.burst.crowd import cpu_seconds
from bench.scale.stage import Stage
from simulator.chats import Chat
from simulator.street import Person
from storage.photos import prepare
from tests.scale.crew import TROUBLES, Member

SECRET = "the-secret-of-a-webhook-in-the-bench"  # noqa: S105  of a throw-away server
PORT = 18_431
WARM = 80
CONNECTIONS = 40
"""Telegram's own default of connections to a webhook."""


@dataclass
class Figures:
    """Rates are per second of the clock, costs milliseconds of a processor: the process's own, and the database's."""

    reports_one_worker: float = 0.0
    reports_two_workers: float = 0.0
    report_ms: float = 0.0
    report_database_ms: float = 0.0
    chatter_one_worker: float = 0.0
    chatter_ms: float = 0.0
    chatter_database_ms: float = 0.0
    inserts: float = 0.0
    receiver_ms: float = 0.0
    receiver_database_ms: float = 0.0
    messages: float = 0.0
    sender_ms: float = 0.0
    sender_database_ms: float = 0.0
    digest_ms: float = 0.0
    case_worker_ms: float = 0.0
    case_database_ms: float = 0.0
    updates_per_case: float = 0.0
    calls_per_case: float = 0.0
    commits_per_case: float = 0.0
    case_log_bytes: float = 0.0
    case_bytes: float = 0.0
    photo_bytes: float = 0.0

    def rounded(self) -> dict[str, float]:
        """As they are written down."""
        return {name: float(f"{value:.3g}") for name, value in asdict(self).items()}


def words(number: int) -> str:
    """One trouble after another."""
    return f"{TROUBLES[number % len(TROUBLES)]}（第{number + 1}张）"


async def measure_workers(stage: Stage, found: Figures, reports: int, rounds: int) -> None:
    """Reports without photos, so that only handling counts, by one worker and by two in turn; then mere chatter."""
    rates: dict[int, list[Burst]] = {1: [], 2: []}
    for _ in range(rounds):
        for count, of_count in rates.items():
            of_count.append(await _burst(stage, count, reports, lambda number: f"/report {words(number)}"))
    found.reports_one_worker, found.reports_two_workers = (median(one.rate for one in rates[n]) for n in (1, 2))
    found.report_ms = median(one.own_ms for one in rates[1])
    found.report_database_ms = median(one.database_ms for one in rates[1])
    chatter = await _burst(stage, 1, reports * 3, lambda number: f"大家早上好 {number}")
    found.chatter_one_worker, found.chatter_ms = chatter.rate, chatter.own_ms
    found.chatter_database_ms = chatter.database_ms


@dataclass(frozen=True)
class Burst:
    """Updates a second, from the first done to the last, and milliseconds for each."""

    rate: float
    own_ms: float
    database_ms: float


async def _burst(stage: Stage, workers: int, updates: int, text: Callable[[int], str]) -> Burst:
    async with stage.playing("worker", workers) as members:
        await _warm(stage, members)
        before, server = _cpu(members), stage.database_cpu()
        stage.put_into_inbox(stage.updates(updates, text, photo=False))
        await stage.crew.until(lambda: not _waiting(stage), 600)
        mine, database = _cpu(members) - before, stage.database_cpu() - server
    ended = [at for (at,) in stage.crew.rows("SELECT ended_at FROM inbox ORDER BY id DESC LIMIT %s", updates)]
    took = (max(ended) - min(ended)).total_seconds()
    return Burst(updates / took, mine * 1000 / updates, database * 1000 / updates)


async def measure_receiver(stage: Stage, found: Figures, updates: int) -> None:
    """Updates that are brought over as many connections as Telegram uses; each answered after its commit."""
    url = f"http://127.0.0.1:{PORT}/"
    settings = {"URL": url, "SECRET": SECRET, "PORT": str(PORT)}
    env = {f"GRIDBEE_TELEGRAM__WEBHOOK__{name}": value for name, value in settings.items()}
    waiting = iter(stage.updates(updates, lambda number: f"大家早上好 {number}", photo=False))
    async with stage.playing("receiver", GRIDBEE_TELEGRAM__MODE="webhook", **env) as members:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        async with aiohttp.ClientSession(headers=headers) as session, asyncio.timeout(300):
            await _listening(session, url)
            before, server, start = _cpu(members), stage.database_cpu(), time.perf_counter()

            async def bring() -> None:
                for one in waiting:
                    async with session.post(url, data=one.raw.encode()) as answer:
                        assert answer.status == 200  # noqa: S101, PLR2004  what the receiver promises

            async with asyncio.TaskGroup() as connections:
                for _ in range(CONNECTIONS):
                    connections.create_task(bring())
            took = time.perf_counter() - start
        found.inserts = updates / took
        found.receiver_ms = (_cpu(members) - before) * 1000 / updates
        found.receiver_database_ms = (stage.database_cpu() - server) * 1000 / updates
    stage.crew.rows("DELETE FROM inbox WHERE state = 'new'")


async def _warm(stage: Stage, members: list[Member]) -> None:
    """Until each has read some reports: the first one that a process reads takes it a second."""
    read: set[Member] = set()
    while len(read) < len(members):
        stage.put_into_inbox(stage.updates(WARM, lambda number: f"/report {words(number)}", photo=False))
        await stage.crew.until(lambda: not _waiting(stage), 600)
        owners = [owner for (owner,) in stage.crew.rows("SELECT DISTINCT owner FROM lanes")]
        read |= {one for one in members for owner in owners if one.owns(owner)}
    await asyncio.sleep(1)


async def measure_sender(stage: Stage, found: Figures) -> None:
    """What the workers' bursts left owed, with the limits off."""
    ((owed,),) = stage.crew.rows("SELECT count(*) FROM outbox WHERE state = 'owed'")
    server = stage.database_cpu()
    async with stage.playing("sender") as members:
        await stage.crew.until(lambda: stage.crew.rows("SELECT 1 FROM outbox WHERE state = 'sent' LIMIT 1"))
        before, start = _cpu(members), time.perf_counter()
        await _said(stage)
        found.messages = owed / (time.perf_counter() - start)
        found.sender_ms = (_cpu(members) - before) * 1000 / owed
    found.sender_database_ms = (stage.database_cpu() - server) * 1000 / owed
    stage.pending()


async def measure_digests(stage: Stage, found: Figures) -> None:
    """A picture for each of the residents, who became secretaries two days ago."""
    crew = stage.crew
    crew.rows("INSERT INTO calendar_days (day, works) VALUES ((now() AT TIME ZONE 'Asia/Shanghai')::date, true)")
    crew.rows(
        "INSERT INTO grants (person_id, role, area_id, granted_at)"
        " SELECT p.id, 'secretary', a.id, now() - interval '2 days' FROM people p, areas a"
        " WHERE p.telegram_id = ANY(%s) AND a.code = 'C'", [one.id for one in crew.residents],
    )  # fmt: skip
    owed = "SELECT count(*) FROM outbox WHERE view = 'digest'"
    async with stage.playing("worker"):
        await crew.until(lambda: crew.rows(owed)[0][0] >= len(crew.residents))
    async with stage.playing("sender") as members:
        await crew.until(lambda: crew.rows("SELECT 1 FROM outbox WHERE view = 'digest' AND state = 'sent' LIMIT 1"))
        before = _cpu(members)
        ((left,),) = crew.rows("SELECT count(*) FROM outbox WHERE view = 'digest' AND state <> 'sent'")
        await _said(stage)
        found.digest_ms = (_cpu(members) - before) * 1000 / left
    stage.pending()


async def measure_cases(stage: Stage, found: Figures, cases: int) -> None:
    """Whole lives, from the photo to the reporter's word that it is solved: what they take, and leave behind."""
    crew = stage.crew
    async with stage.playing("worker") as workers, stage.playing("sender"), stage.playing("receiver"):
        before, calls = _spent(stage), len(crew.sim.world.calls)
        own, server, asked = _cpu(workers), stage.database_cpu(), crew.asked
        ((first,),) = crew.rows("SELECT coalesce(max(id), 0) + 1 FROM cases")
        for number in range(cases):
            group, resident = _somebody(stage, number)
            resident.sends(group, photo=_texture(number), caption=words(number))
        await crew.settled(600)
        for order in ("接单 {}", "办好了 {} 换了个新的"):
            for number in range(first, first + cases):
                crew.steward.sends(crew.bot, order.format(number))
            await crew.settled(600)
        query = "SELECT r.case_id, c.telegram_id FROM reports r JOIN chats c ON c.id = r.chat_id WHERE r.case_id >= %s"
        for number, chat in crew.rows(query, first):
            group = next(one for one in crew.groups if one.id == chat)
            next(one for one in crew.residents if group.has(one)).sends(group, f"好了 {number}")
        await crew.settled(600)
        closed = crew.rows("SELECT count(*) FROM cases WHERE id >= %s AND status = 'closed'", first)
        assert closed == [(cases,)], closed  # noqa: S101  else it is not a whole life that is measured
        found.case_worker_ms = (_cpu(workers) - own) * 1000 / cases
        found.case_database_ms = (stage.database_cpu() - server) * 1000 / cases
        after = _spent(stage)
    told = [one.method.lower() for one in crew.sim.world.calls[calls:]]
    found.calls_per_case = sum(name.startswith(("send", "edit", "setmessagereaction")) for name in told) / cases
    found.commits_per_case = (after.commits - before.commits - (crew.asked - asked)) / cases
    found.updates_per_case = (after.updates - before.updates) / cases
    found.case_log_bytes = (after.log - before.log) / cases
    found.case_bytes = (after.size - before.size) / cases


def measure_photos(found: Figures) -> None:
    """A photo as cameras make them, large and full of detail, as it lies in the store."""
    found.photo_bytes = median(len(prepare(_texture(seed, (4000, 3000))).jpeg) for seed in range(3))


@dataclass(frozen=True)
class Spent:
    """Updates taken, commits, bytes of the write-ahead log, and bytes of the database when it is packed."""

    updates: float
    commits: float
    log: float
    size: float


def _spent(stage: Stage) -> Spent:
    rows = stage.crew.rows
    ((updates,),) = rows("SELECT count(*) FROM inbox")
    ((commits,),) = rows("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
    ((log,),) = rows("SELECT pg_current_wal_lsn() - '0/0'")
    rows("VACUUM FULL")
    ((size,),) = rows("SELECT pg_database_size(current_database())")
    return Spent(float(updates), float(commits), float(log), float(size))


def _somebody(stage: Stage, number: int) -> tuple[Chat, Person]:
    group = stage.crew.groups[number % len(stage.crew.groups)]
    return group, next(one for one in stage.crew.residents if group.has(one))


def _waiting(stage: Stage) -> bool:
    return bool(stage.crew.rows("SELECT 1 FROM inbox WHERE state = 'new' LIMIT 1"))


async def _said(stage: Stage) -> None:
    unsent = "SELECT 1 FROM outbox WHERE state IN ('owed', 'claimed') LIMIT 1"
    await stage.crew.until(lambda: not stage.crew.rows(unsent), 600)


def _cpu(members: list[Member]) -> float:
    return sum(cpu_seconds(one.process.pid) for one in members if one.process is not None)


async def _listening(session: aiohttp.ClientSession, url: str) -> None:
    while True:
        try:
            async with session.post(url, data=b"{}"):
                return
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.1)


def _texture(seed: int, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A JPEG with about as much detail as a wall, a lawn and a sky."""
    noise = Image.frombytes("RGB", (size[0] // 8, size[1] // 8), Random(seed).randbytes(size[0] * size[1] // 64 * 3))  # noqa: S311
    coarse = noise.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(6))
    grain = Image.effect_noise(size, 24).convert("RGB")
    out = BytesIO()
    Image.blend(coarse, grain, 0.25).save(out, "JPEG", quality=90)
    return out.getvalue()


def shown(figures: dict[str, Any]) -> str:
    """One a line."""
    return "\n".join(f"{name} {value}" for name, value in figures.items())
