"""The program in parts, each with a database connection of its own: receiver, workers and senders on one PostgreSQL."""

import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import running
from bot.sharing import OneProcessOnly, ProcessRole
from storage import leases
from storage.lease_tables import lanes
from storage.unit import Unit
from tests.postgres import Cluster
from tests.street import test_loop
from tests.street.scene import open_street, settings_for

RECEIVER, WORKER, SENDER = ProcessRole.RECEIVER, ProcessRole.WORKER, ProcessRole.SENDER
SECRET = "the-secret-of-the-webhook"


async def test_many_hands_share_the_work_and_give_it_back(tmp_path: Path, postgres: Cluster) -> None:
    """One poller, a second one that stands by, two workers, two senders of which one stands by: the closed loop.

    The next start, all in one, need not wait for any lease.
    """
    roles = (RECEIVER, RECEIVER, SENDER, SENDER, WORKER, WORKER)
    async with open_street(tmp_path, postgres, roles=roles) as street:
        await test_loop.test_a_photo_becomes_a_solved_case(street)
        held = {row.name: row for row in await street.gridbee.database.read(leases.every)}
        kinds = {name.partition(":")[0]: row.owner.partition("@")[0] for name, row in held.items()}
        assert kinds == {"sender": "sender", "poller": "receiver"}
        assert not any(row.free for row in held.values())
        before = {row.name: row.epoch for row in await street.gridbee.database.read(leases.every)}
        await street.stop_bot()
        await street.start_bot()
        assert await street.report("楼道灯不亮了") == 2
        assert await street.gridbee.database.read(_lanes_in_hand) == []
        after = {row.name: row.epoch for row in await street.gridbee.database.read(leases.every)}
        assert after == {name: epoch + 1 for name, epoch in before.items()}


async def test_updates_that_telegram_brings_to_two_receivers(tmp_path: Path, postgres: Cluster) -> None:
    """The second receiver listens at the same address's other port; what it takes is handled by the workers."""
    port = _free_port()
    webhook = {"url": f"http://127.0.0.1:{port}/", "secret": SECRET, "port": port}
    roles = (RECEIVER, SENDER, WORKER)
    async with open_street(tmp_path, postgres, roles=roles, mode="webhook", webhook=webhook) as street:
        await street.report()
        other = {**webhook, "port": _free_port()}
        url = street.settings.storage.database
        second = settings_for(tmp_path, street.sim.url, url, mode="webhook", webhook={**other, "url": f"http://127.0.0.1:{other['port']}/"})
        async with running(second, street.clock, role=RECEIVER):
            async with asyncio.timeout(30):
                while street.bot.webhook is None or str(other["port"]) not in street.bot.webhook.url:
                    await asyncio.sleep(0.02)
            assert await street.report("楼道灯不亮了") == 2


@pytest.mark.parametrize("role", [RECEIVER, WORKER, SENDER])
async def test_a_file_is_served_by_one_process(tmp_path: Path, role: ProcessRole) -> None:
    with pytest.raises(OneProcessOnly):
        async with running(settings_for(tmp_path, "http://127.0.0.1:1"), role=role):
            raise AssertionError("it started")
    assert not (tmp_path / "gridbee.db").exists()


def _lanes_in_hand(unit: Unit) -> list[Any]:
    return list(unit.execute(select(lanes.c.lane).where(lanes.c.until.is_not(None))))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
