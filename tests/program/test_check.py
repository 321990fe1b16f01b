"""`gridbee check` on a neighbourhood where much is not as it should be: each has its line, and the way to mend it."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from bot.backing_up import back_up
from bot.checkup import Checkup
from bot.settings import Settings
from domain.chats import Where
from domain.people import Role, Who
from simulator.people import Bot
from simulator.server import Simulator
from storage import areas, chats, migrate, people, queues, tables
from storage.unit import Unit
from tests.storage.conftest import rules  # noqa: F401  a fixture
from tests.street.scene import AREAS, TOKEN
from usecases.import_areas import import_areas
from views.catalog import Catalogs


@dataclass
class Place:
    """A furnished database, and the simulator that its settings point to."""

    settings: Settings
    sim: Simulator
    bot: Bot
    rules: Any

    def work(self, use_case: Any) -> Any:
        """Run something in a transaction."""
        engine = migrate.sync_engine(self.settings.storage.database)
        with engine.begin() as connection:
            unit = Unit(connection, self.rules)
            result = use_case(unit)
            unit.flush()
        engine.dispose()
        return result

    async def lines(self, language: str = "zh_CN", **telegram: Any) -> list[str]:
        """What the check says, each line with its mark."""
        changed = self.settings.telegram.model_copy(update=telegram)
        settings = self.settings.model_copy(update={"telegram": changed})
        return [f"{one.mark} {one.line}" for one in await Checkup(settings, Catalogs()(language)).run()]


@pytest.fixture
async def place(migrated: Path, tmp_path: Path, rules: Any) -> AsyncIterator[Place]:  # noqa: F811
    """The areas of the street, a secretary, nobody else."""
    shutil.copy(migrated, tmp_path / "gridbee.db")
    async with Simulator() as sim:
        bot = sim.world.add_bot(TOKEN, "gridbee_bot", "蜂格")
        settings = Settings(
            telegram={"token": TOKEN, "api_url": sim.url, "operators": [77]},
            storage={"database": f"sqlite:///{tmp_path / 'gridbee.db'}", "photos": str(tmp_path / "photos")},
        )
        place = Place(settings, sim, bot, rules)
        place.work(_furnish)
        yield place


def _furnish(unit: Unit) -> None:
    import_areas(unit, AREAS)
    now = datetime.now(UTC)
    secretary = people.meet(unit, Who(5, "周书记"), now)
    community = areas.by_code(unit, "FHC")
    assert community is not None
    people.grant(unit, secretary.id, Role.SECRETARY, community.id, None, now)


def said(lines: list[str], part: str) -> str:
    """The one line in which something stands."""
    (found,) = [one for one in lines if part in one]
    return found


async def test_what_an_operator_has_to_do_first(place: Place) -> None:
    """Who is missing, with the command that brings them in; which buildings have no group; that there is no backup."""
    lines = await place.lines()
    assert said(lines, "第一网格没有这些人").endswith("gridbee invite 身份 FHC-1（身份的写法看 gridbee invite --help）。")
    assert "物管家" in said(lines, "第一网格没有这些人")
    assert "书记" not in said(lines, "第一网格没有这些人").split("：")[1].split("。")[0]
    assert said(lines, "没绑群").startswith("! 还有 3 栋")
    assert said(lines, "管事的人 77").startswith("!")
    assert said(lines, "还没有备份过").startswith("!")
    assert [one for one in lines if one.startswith("✗")] == []
    back_up(place.settings, Path(place.settings.storage.photos).parent / "b.zip", with_photos=True)
    assert [one for one in await place.lines() if "备份" in one] == []


async def test_groups_in_which_the_bot_is_blind_or_gone(place: Place) -> None:
    """Privacy mode hides photos from it unless it is an administrator; it was removed; the group is not there."""
    blind = place.sim.world.add_group("三栋群", [place.bot])
    fine = place.sim.world.add_group("五栋群", [], [place.bot])

    def bind(unit: Unit) -> None:
        for group, code in ((blind.id, "FHC-1-3"), (fine.id, "FHC-1-5"), (-100999, "FHC-2-12")):
            area = areas.by_code(unit, code)
            chat = chats.meet(unit, Where(group, "supergroup", f"{code} 群"))
            chats.change(unit, chat.id, area_id=area.id if area else None, purpose="building")

    place.work(bind)
    place.bot.can_read_all_group_messages = False
    lines = await place.lines()
    assert said(lines, "FHC-1-3 群").startswith("✗ 「FHC-1-3 群」里看不到大家发的照片。请群主把机器人设成管理员")
    assert said(lines, "FHC-2-12 群").startswith("✗")
    assert [one for one in lines if "FHC-1-5 群" in one] == []


async def test_what_was_parked_and_given_up_is_told_one_by_one(place: Place) -> None:
    """Updates, messages and jobs, with their errors; a message to somebody who blocked the bot is none of them."""
    now = datetime.now(UTC)

    def trouble(unit: Unit) -> None:
        queues.take_in(unit, [queues.Taken(9, 1, "{}")], now)
        queues.park(unit, 1, "KeyError('x')", now)
        chat = chats.meet(unit, Where(-1, "group", "群"))
        for error, ended in (("message is too long", now), ("chat closed", now), ("old", now - timedelta(days=9))):
            unit.tell(chat.id, "card.group", at=now)
            unit.flush()
            row = queues.owed(unit, 0)[-1].id
            values = {"state": "failed", "error": error, "ended_at": ended}
            unit.execute(update(tables.outbox).where(tables.outbox.c.id == row).values(values))
        job = {"kind": "fetch_photo", "subject": 4, "due_at": now, "state": "failed", "error": "BadRequest('wrong file')"}
        unit.execute(insert(tables.jobs).values(job))

    place.work(trouble)
    lines = await place.lines("en")
    assert said(lines, "KeyError").endswith("gridbee parked --retry 1")
    assert "message is too long" in said(lines, "could not be sent")
    assert "fetch_photo 4" in said(lines, "Job 1")


async def test_a_database_of_a_newer_program_is_a_finding_among_others(place: Place) -> None:
    """The rest is still looked at."""
    place.work(lambda unit: unit.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    lines = await place.lines()
    assert said(lines, "9999").startswith("✗")
    assert said(lines, "@gridbee_bot").startswith("✓")


async def test_a_webhook_that_telegram_cannot_reach(place: Place) -> None:
    """Where another address is set, and where Telegram tells why it fails."""
    hook = {"url": "https://bot.example.org/t", "secret": "abcdefghijklmnopqrst"}
    webhook = Settings(telegram={"token": TOKEN, "mode": "webhook", "webhook": hook}).telegram
    named = {"mode": "webhook", "webhook": webhook.webhook}
    assert said(await place.lines("en", **named), "bot.example.org").startswith("! Telegram does not bring updates")
