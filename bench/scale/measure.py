"""What one process of each role can do, and what a case costs: rates, processor time, rows, bytes."""

import asyncio
import time
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import aiohttp
from PIL import Image, ImageFilter

from bench.burst.crowd import TROUBLES, cpu_seconds
from bench.scale.stage import Stage
from storage.photos import prepare
from tests.scale.crew import Member

SECRET = "the-secret-of-a-webhook-in-the-bench"  # noqa: S105  of a throw-away server
PORT = 18_431
WARM = 80
CONNECTIONS = 40
"""Telegram's own default of connections to a webhook."""


@dataclass
class Figures:
    """Rates are per second of the clock, costs are milliseconds of a processor; bytes are of whole tables or files."""

    reports_one_worker: float = 0.0
    reports_two_workers: float = 0.0
    worker_ms: float = 0.0
    worker_database_ms: float = 0.0
    photo_ms: float = 0.0
    inserts: float = 0.0
    receiver_ms: float = 0.0
    receiver_database_ms: float = 0.0
    messages: float = 0.0
    sender_ms: float = 0.0
    sender_database_ms: float = 0.0
    calls_per_case: float = 0.0
    updates_per_case: float = 0.0
    commits_per_case: float = 0.0
    case_bytes: float = 0.0
    wal_bytes: float = 0.0
    photo_bytes: float = 0.0

    def rounded(self) -> dict[str, float]:
        """As they are written down."""
        return {name: float(f"{value:.3g}") for name, value in asdict(self).items()}


def words(number: int) -> str:
    """One trouble after another."""
    return f"{TROUBLES[number % len(TROUBLES)]}（第{number + 1}张）"


async def measure_workers(stage: Stage, found: Figures, reports: int, rounds: int) -> None:
    """Reports without photos, so that only handling counts: one worker, two workers, in turn."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    costs: list[tuple[float, float]] = []
    for _ in range(rounds):
        for count, of_count in rates.items():
            rate, mine, database = await _burst(stage, count, reports, photo=False)
            of_count.append(rate)
            if count == 1:
                costs.append((mine, database))
    found.reports_one_worker, found.reports_two_workers = median(rates[1]), median(rates[2])
    found.worker_ms, found.worker_database_ms = (median(one[at] for one in costs) for at in (0, 1))
    _, mine, _ = await _burst(stage, 1, reports, photo=True)
    found.photo_ms = mine - found.worker_ms


async def _burst(stage: Stage, workers: int, reports: int, *, photo: bool) -> tuple[float, float, float]:
    """Reports a second, from the first done to the last, and milliseconds of workers and database for each."""
    text = words if photo else lambda number: f"/report {words(number)}"
    async with stage.playing("worker", workers) as members:
        stage.put_into_inbox(stage.updates(WARM * workers, text, photo=photo))  # the first report takes a second
        await stage.crew.until(lambda: not _owed(stage), 600)
        await asyncio.sleep(1)
        before, server = _cpu(members), stage.database_cpu()
        stage.put_into_inbox(stage.updates(reports, text, photo=photo))
        await stage.crew.until(lambda: not _owed(stage), 600)
        mine, database = _cpu(members) - before, stage.database_cpu() - server
    ended = [at for (at,) in stage.crew.rows("SELECT ended_at FROM inbox ORDER BY id DESC LIMIT %s", reports)]
    took = (max(ended) - min(ended)).total_seconds()
    return reports / took, mine * 1000 / reports, database * 1000 / reports


async def measure_receiver(stage: Stage, found: Figures, updates: int) -> None:
    """Updates that are brought over as many connections as Telegram uses; each answered after its commit."""
    url = f"http://127.0.0.1:{PORT}/"
    settings = {"URL": url, "SECRET": SECRET, "PORT": str(PORT)}
    env = {f"GRIDBEE_TELEGRAM__WEBHOOK__{name}": value for name, value in settings.items()}
    waiting = iter(stage.updates(updates, lambda number: f"大家早上好 {number}", photo=False))
    async with stage.playing("receiver", GRIDBEE_TELEGRAM__MODE="webhook", **env) as members:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
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


async def measure_sender(stage: Stage, found: Figures) -> None:
    """What the workers' bursts left owed, with the limits off."""
    ((owed,),) = stage.crew.rows("SELECT count(*) FROM outbox WHERE state = 'owed'")
    server = stage.database_cpu()
    start = time.perf_counter()
    async with stage.playing("sender") as members:
        await stage.crew.until(lambda: stage.crew.rows("SELECT 1 FROM outbox WHERE state = 'sent' LIMIT 1"))
        before, start = _cpu(members), time.perf_counter()
        unsent = "SELECT 1 FROM outbox WHERE state IN ('owed', 'claimed') LIMIT 1"
        await stage.crew.until(lambda: not stage.crew.rows(unsent), 600)
        took = time.perf_counter() - start
        found.messages = owed / took
        found.sender_ms = (_cpu(members) - before) * 1000 / owed
    found.sender_database_ms = (stage.database_cpu() - server) * 1000 / owed
    stage.pending()


async def measure_cases(stage: Stage, found: Figures, cases: int) -> None:
    """Whole lives, from the photo to the reporter's word that it is solved: what they leave behind."""
    crew = stage.crew
    async with stage.playing("all"):
        before, calls = _spent(stage), len(crew.sim.world.calls)
        ((first,),) = crew.rows("SELECT coalesce(max(id), 0) + 1 FROM cases")
        for number in range(cases):
            group = crew.groups[number % len(crew.groups)]
            resident = next(one for one in crew.residents if group.has(one))
            resident.sends(group, photo=_texture(number % 7), caption=words(number))
        await crew.settled(600)
        for number in range(first, first + cases):
            crew.steward.sends(crew.bot, f"接单 {number}")
        await crew.settled(600)
        for number in range(first, first + cases):
            crew.steward.sends(crew.bot, f"办好了 {number} 换了个新的")
        await crew.settled(600)
        for number, (chat,) in _reported_in(stage, first).items():
            group = next(one for one in crew.groups if one.id == chat)
            next(one for one in crew.residents if group.has(one)).sends(group, f"好了 {number}")
        await crew.settled(600)
        closed = crew.rows("SELECT count(*) FROM cases WHERE id >= %s AND status = 'closed'", first)
        assert closed == [(cases,)], closed  # noqa: S101  else it is not a whole life that is measured
        after = _spent(stage)
    told = [one.method.lower() for one in crew.sim.world.calls[calls:]]
    found.calls_per_case = sum(name.startswith(("send", "edit", "setmessagereaction")) for name in told) / cases
    found.updates_per_case, found.commits_per_case, found.wal_bytes, found.case_bytes = (
        (after[at] - before[at]) / cases for at in range(4)
    )


def measure_photos(found: Figures) -> None:
    """A photo as cameras make them, large and full of detail, as it lies in the store."""
    found.photo_bytes = median(len(prepare(_texture(seed, (4000, 3000))).jpeg) for seed in range(3))


def _spent(stage: Stage) -> tuple[float, float, float, float]:
    """Updates, commits, bytes of the log, and bytes of all tables when they are packed."""
    rows = stage.crew.rows
    rows("SELECT pg_stat_clear_snapshot()")
    ((updates,),) = rows("SELECT count(*) FROM inbox")
    ((commits,),) = rows("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
    ((log,),) = rows("SELECT pg_current_wal_lsn() - '0/0'")
    rows("VACUUM FULL")
    ours = "FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ((size,),) = rows(f"SELECT sum(pg_total_relation_size(oid)) {ours}")
    return float(updates), float(commits), float(log), float(size)


def _reported_in(stage: Stage, first: int) -> dict[int, list[int]]:
    query = "SELECT r.case_id, c.telegram_id FROM reports r JOIN chats c ON c.id = r.chat_id WHERE r.case_id >= %s"
    return {number: [chat] for number, chat in stage.crew.rows(query, first)}


def _owed(stage: Stage) -> bool:
    rows = stage.crew.rows
    return bool(
        rows("SELECT 1 FROM inbox WHERE state = 'new' LIMIT 1")
        or rows("SELECT 1 FROM jobs WHERE state = 'owed' AND kind IN ('fetch_photo', 'close_album') LIMIT 1")
    )


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


def folder_for(home: Path, name: str) -> Path:
    """A folder of its own for one part of the measuring."""
    made = home / name
    made.mkdir()
    return made


def shown(figures: dict[str, Any]) -> str:
    """One a line."""
    return "\n".join(f"{name} {value}" for name, value in figures.items())
