"""Several processes of the real program on one PostgreSQL, beside a simulator in the test, and what they did as the
database saw it."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.chats import Chat
from simulator.people import Bot
from simulator.server import Simulator
from simulator.street import Person

if TYPE_CHECKING:
    import psycopg

TOKEN = "7000000031:AAH-token-of-the-crew-on-one-database"
OPERATOR = 800_002
TROUBLES = ("门口垃圾桶坏了", "楼道灯不亮了", "单元门关不上了")
"""Filed at once, and all of them the steward's."""
LEASE = 2
"""Seconds: as short as a busy machine allows, so that a test need not wait long for a lease to run out."""

AUDIT = """
CREATE TABLE audit (n bigserial PRIMARY KEY, what text, who text, lane bigint, number bigint, epoch bigint);
CREATE FUNCTION note_done() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO audit (what, who, lane, number)
    VALUES ('done', current_setting('application_name'), OLD.lane, OLD.update_id); RETURN NULL; END $$;
CREATE TRIGGER note_done AFTER UPDATE ON inbox FOR EACH ROW WHEN (OLD.state = 'new' AND NEW.state = 'done')
  EXECUTE FUNCTION note_done();
CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO audit (what, who, number, epoch)
    VALUES ('claimed', current_setting('application_name'), NEW.id, NEW.epoch); RETURN NULL; END $$;
CREATE TRIGGER note_claim AFTER UPDATE ON outbox FOR EACH ROW WHEN (NEW.state = 'claimed' AND OLD.state = 'owed')
  EXECUTE FUNCTION note_claim();
CREATE FUNCTION note_lease() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO audit (what, who, number, epoch)
    VALUES ('lease ' || split_part(NEW.name, ':', 1), NEW.owner, NULL, NEW.epoch); RETURN NULL; END $$;
CREATE TRIGGER note_lease AFTER UPDATE ON leases FOR EACH ROW WHEN (NEW.epoch <> OLD.epoch)
  EXECUTE FUNCTION note_lease();
CREATE FUNCTION note_lane() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO audit (what, who, lane, epoch) VALUES ('lane', NEW.owner, NEW.lane, NEW.epoch); RETURN NULL; END $$;
CREATE TRIGGER note_lane AFTER UPDATE ON lanes FOR EACH ROW WHEN (NEW.epoch <> OLD.epoch)
  EXECUTE FUNCTION note_lane();
"""
"""Triggers that write down, in the same transactions, who did what: independently of what the program says of itself."""


AT_WORK = """
SELECT pid, application_name, state, clock_timestamp() - state_change AS since, wait_event, pg_blocking_pids(pid),
  left(query, 160) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'
"""
"""Who does what, and waits for whom: asked when something does not happen."""

WAITS = (
    "SELECT 'inbox', i.id, owner, epoch, until FROM inbox i LEFT JOIN lanes USING (lane) WHERE state = 'new' LIMIT 20",
    "SELECT 'outbox', id, state, view, tries, epoch, error FROM outbox WHERE state IN ('owed', 'claimed') LIMIT 20",
    "SELECT 'jobs', id, kind, subject, due_at, tries, epoch, until, error FROM jobs WHERE state = 'owed' LIMIT 20",
)
"""What has not been done then."""


@dataclass(eq=False)
class Member:
    """One process; `settings` are environment variables over its configuration file."""

    folder: Path
    role: str
    settings: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; it is not waited for."""
        with (self.folder / f"{self.role}.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--role", self.role, "--log-level", "INFO",
                cwd=self.folder, stdout=log, stderr=log,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **self.settings},
            )  # fmt: skip

    def signal(self, number: signal.Signals) -> None:
        """Kill it, stop it in its tracks, let it go on."""
        assert self.process is not None
        self.process.send_signal(number)

    async def stop(self) -> None:
        """SIGTERM, and wait."""
        self.signal(signal.SIGTERM)
        await self.ended()

    async def ended(self) -> int:
        """Wait until it is gone; its exit code."""
        assert self.process is not None
        return await asyncio.wait_for(self.process.wait(), 90)

    def owns(self, owner: str | None) -> bool:
        """Whether a lease's owner is this process."""
        return self.process is not None and f".{self.process.pid}." in (owner or "")


@dataclass
class Crew:
    """The processes, and the neighbourhood that they serve."""

    sim: Simulator
    bot: Bot
    url: str
    folder: Path
    members: list[Member]
    groups: list[Chat]
    residents: list[Person]
    steward: Person
    line: "psycopg.Connection[Any]"
    sent: dict[tuple[int, int], str] = field(default_factory=dict)
    asked: int = 0

    def rows(self, query: str, *values: object) -> list[Any]:
        """Ask the database beside the program; `asked` counts how often."""
        self.asked += 1
        cursor = self.line.execute(query.encode(), values or None)
        return cursor.fetchall() if cursor.description else []

    def owner(self, lease: str) -> str | None:
        """Who holds a lease by its time."""
        rows = self.rows("SELECT owner FROM leases WHERE name LIKE %s AND until > clock_timestamp()", f"{lease}:%")
        return rows[0][0] if rows else None

    def holder(self, lease: str) -> Member | None:
        """The process that holds a lease."""
        owner = self.owner(lease)
        return next((one for one in self.members if one.owns(owner)), None)

    def at_work(self, member: Member) -> bool:
        """Whether a process has got as far as having something in its hands since it was started."""
        return any(member.owns(owner) for (owner,) in self.rows("SELECT who FROM audit WHERE what LIKE 'l%%'"))

    async def until(self, condition: Any, within: float = 120) -> None:
        """Wait until something is so."""
        try:
            async with asyncio.timeout(within):
                while not condition():
                    await asyncio.sleep(0.05)
        except TimeoutError:
            waits = [row for query in WAITS for row in self.rows(query)]
            raise AssertionError(
                f"not within {within} s; {len(self.bot.queue)} at Telegram, {waits}; the database is at {self.rows(AT_WORK)}"
            ) from None

    async def settled(self, within: float = 120) -> None:
        """Wait until nothing is owed any more: no update, no message, no due job."""
        await self.until(lambda: not len(self.bot.queue) and not self.owed(), within)

    async def end(self) -> None:
        """Whoever still runs is killed."""
        for one in self.members:
            if one.process is not None and one.process.returncode is None:
                one.signal(signal.SIGKILL)
                await one.ended()
        self.line.close()

    def owed(self) -> int:
        """Updates, messages and photos that wait."""
        queries = (
            "SELECT count(*) FROM inbox WHERE state = 'new'",
            "SELECT count(*) FROM outbox WHERE state IN ('owed', 'claimed')",
            "SELECT count(*) FROM jobs WHERE state = 'owed' AND kind IN ('fetch_photo', 'close_album', 'announce')",
        )
        return sum(self.rows(query)[0][0] for query in queries)

    def strays(self) -> list[tuple[int, int]]:
        """Messages of the bot, as (chat, id), that the program does not know to have sent: said once more than owed."""
        known = set(self.rows("SELECT c.telegram_id, m.message_id FROM messages m JOIN chats c ON c.id = m.chat_id"))
        people = [*self.residents, self.steward]
        chats = [*self.groups, *(one.chat_with(self.bot) for one in people if self.bot.id in one.dialogs)]
        ours = {(chat.id, one.id) for chat in chats for one in chat.messages.values() if one.sender is self.bot}
        return sorted(ours - known)


async def open_crew(
    sim: Simulator, folder: Path, url: str, roles: Sequence[str], buildings: int, *, audit: bool = True
) -> Crew:
    """Import the areas, start the processes, bind the groups, bring the steward in."""
    import psycopg  # noqa: PLC0415  only those who have PostgreSQL need its driver

    bot = sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
    _write_files(folder, sim.url, url, buildings)
    await _command(folder, "import", "areas.toml")
    operator, steward = sim.world.add_user("管事的", user_id=OPERATOR), sim.world.add_user("陈")
    residents = [sim.world.add_user(f"邻居{number}") for number in range(buildings * 2)]
    groups = [
        sim.world.add_group(f"{number + 1}栋群", residents[number * 2 : number * 2 + 2], [operator, bot])
        for number in range(buildings)
    ]
    link = await _command(folder, "invite", "property", "C", "--name", "陈师傅")
    line = psycopg.connect(url, autocommit=True)
    if audit:
        line.execute(AUDIT.encode())
    crew = Crew(sim, bot, url, folder, [Member(folder, role) for role in roles], groups, residents, steward, line)
    for one in crew.members:
        await one.start()
    operator.starts(bot)
    steward.starts(bot, link.strip().partition("start=")[2])
    for one in residents:
        one.starts(bot)
    for number, group in enumerate(groups, 1):
        operator.sends(group, f"/bind C-1-{number}")
    await crew.settled()
    return crew


def _write_files(folder: Path, api: str, url: str, buildings: int) -> None:
    (folder / "config.toml").write_text(
        f'[telegram]\ntoken = "{TOKEN}"\napi_url = "{api}"\noperators = [{OPERATOR}]\nflood_limits = false\n'
        f'[storage]\ndatabase = "{url}"\nlease_seconds = {LEASE}\n'
        '[community]\njoins_duplicates = false\nholidays = "weekdays"\n'
        '[deadlines]\nalbum_seconds = 0.3\n[digest]\ndaily = "00:00"\n[limits]\nenabled = false\n',
        encoding="utf-8",
    )
    rows = [("S", "street", "山阳镇", ""), ("C", "community", "凤凰城", "S"), ("C-1", "grid", "第一网格", "C")]
    rows += [(f"C-1-{number}", "building", f"{number}栋", "C-1") for number in range(1, buildings + 1)]
    tables = [
        f'[[area]]\ncode = "{code}"\nlevel = "{level}"\nname = "{name}"\n' + (f'parent = "{up}"\n' if up else "")
        for code, level, name, up in rows
    ]
    (folder / "areas.toml").write_text("\n".join(tables), encoding="utf-8")


async def _command(folder: Path, *words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    out, _ = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 0, out.decode()
    return out.decode()
