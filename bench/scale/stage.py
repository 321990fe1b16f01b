"""The processes that are measured, on a PostgreSQL of their own, with the pretend Telegram in this process."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.burst.crowd import JIFFY, snapshot
from bot.updates import taken_from
from simulator.server import Simulator
from storage import queues
from tests.postgres import Cluster
from tests.scale.crew import Crew, Member, open_crew


@dataclass
class Stage:
    """A furnished neighbourhood; nobody works until `playing`."""

    crew: Crew
    server: Cluster
    sent: int = 0

    @asynccontextmanager
    async def playing(self, role: str, count: int = 1, **settings: str) -> AsyncIterator[list[Member]]:
        """So many processes of a role, started and connected."""
        members = [Member(self.crew.folder, role, settings) for _ in range(count)]
        for one in members:
            await one.start()
        await self.crew.until(lambda: all(self._connected(one) for one in members))
        try:
            yield members
        finally:
            for one in members:
                await one.stop()

    def updates(self, count: int, words: Callable[[int], str], *, photo: bool) -> list[queues.Taken]:
        """What residents send, one group after the other, as Telegram would deliver it."""
        assert not len(self.crew.bot.queue)  # noqa: S101  nobody takes it but us
        for number in range(count):
            group = self.crew.groups[number % len(self.crew.groups)]
            resident = next(one for one in self.crew.residents if group.has(one))
            text = words(self.sent + number)
            if photo:
                resident.sends(group, photo=snapshot(self.sent + number), caption=text)
            else:
                resident.sends(group, text)
        self.sent += count
        return self.pending()

    def pending(self) -> list[queues.Taken]:
        """What waits at the pretend Telegram, taken away from there."""
        found = [taken for one in self.crew.bot.queue.pending() if (taken := taken_from(one)) is not None]
        self.crew.bot.queue.clear()
        return found

    def put_into_inbox(self, updates: list[queues.Taken]) -> None:
        """As a receiver would; nobody is told."""
        query = b"INSERT INTO inbox (update_id, lane, raw, received_at) VALUES (%s, %s, %s, now())"
        with self.crew.line.transaction(), self.crew.line.cursor() as cursor:
            cursor.executemany(query, [(one.update_id, one.lane, one.raw) for one in updates])

    def database_cpu(self) -> float:
        """Seconds of the processors that PostgreSQL has used, with the connections that are gone."""
        total = 0.0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat.parent.name) == self.server.process:
                total += sum(int(fields[at]) for at in (11, 12, 13, 14)) * JIFFY
            elif int(fields[1]) == self.server.process:
                total += (int(fields[11]) + int(fields[12])) * JIFFY
        return total

    def _connected(self, member: Member) -> bool:
        assert member.process is not None  # noqa: S101  it was started
        named = self.crew.rows("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE '%@%'")
        return any(member.owns(name) for (name,) in named)


@asynccontextmanager
async def open_stage(server: Cluster, folder: Path, groups: int) -> AsyncIterator[Stage]:
    """Furnish with all roles, then send everybody home."""
    async with Simulator() as sim:
        crew = await open_crew(sim, folder, server.fresh(), ["all"], groups, audit=False)
        for one in crew.members:
            await one.stop()
        yield Stage(crew, server)
        crew.line.close()
