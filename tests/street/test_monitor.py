"""What a running program tells its operator over HTTP."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.street.scene import Street, open_street


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """The neighbourhood, whose bot may be asked on a port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with open_street(tmp_path) as street:
        await street.stop_bot()
        street.settings = street.settings.model_copy(
            update={"monitoring": street.settings.monitoring.model_copy(update={"port": port})}
        )
        await street.start_bot()
        yield street


async def asked(street: Street, path: str) -> tuple[int, str]:
    """The status and the text of an answer; just after the start it takes a moment until somebody listens."""
    url = f"http://127.0.0.1:{street.settings.monitoring.port}{path}"
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(url) as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.02)


async def number(street: Street, sample: str) -> float:
    """One sample of the metrics."""
    _, page = await asked(street, "/metrics")
    found = re.search(rf"^{re.escape(sample)} (\S+)$", page, re.MULTILINE)
    assert found, f"{sample} is not in\n{page}"
    return float(found[1])


async def test_a_report_is_counted_and_the_bot_is_ready(street: Street) -> None:
    """Alive, ready, and the figures move: what came, what was sent, what waits."""
    assert await asked(street, "/healthz") == (200, "alive\n")
    assert await asked(street, "/readyz") == (200, '{"ready": true, "troubles": []}')
    before = await number(street, "gridbee_updates_received_total")
    await street.report()
    assert await number(street, "gridbee_updates_received_total") == before + 1
    assert await number(street, 'gridbee_messages_sent_total{priority="answer"}') >= 1
    assert await number(street, 'gridbee_cases{state="clock_runs"}') == 1
    assert await number(street, 'gridbee_cases{state="overdue"}') == 0
    assert await number(street, 'gridbee_oldest_seconds{of="outbox"}') == 0
    assert await number(street, 'gridbee_message_wait_seconds_bucket{le="+Inf"}') >= 2
    assert await number(street, "gridbee_database_commit_seconds_count") > 0
    assert await number(street, 'gridbee_jobs_run_total{end="done",kind="fetch_photo"}') == 1
    assert await number(street, "process_resident_memory_bytes") > 0
    assert "垃圾桶" not in (await asked(street, "/metrics"))[1]


async def test_what_is_not_well_is_named(street: Street, tmp_path: Path) -> None:
    """Telegram is silent, the schema is not ours, the photo folder is gone: 503 and the reason; it stays alive."""
    street.gridbee.tally.polled_at = -1000.0
    status, told = await asked(street, "/readyz")
    assert status == 503
    assert "getUpdates" in told
    (tmp_path / "photos").rename(tmp_path / "elsewhere")
    assert await number(street, "gridbee_photo_store_up") == 0
    assert (await asked(street, "/healthz"))[0] == 200
