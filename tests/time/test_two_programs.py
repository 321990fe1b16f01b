"""Two programs on one database, and one that is killed in the middle: everything is said once, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from domain.calendar import WorkCalendar, chinese_days
from domain.case import Happened
from domain.chats import Where
from domain.people import Role, Who
from schedules.rounds import Rounds
from storage import areas, cases, chats, people, tables
from storage.database import Database, open_database
from storage.time_tables import runs
from storage.unit import Unit
from tests.made_up import new_case
from tests.time.book import AREAS, RULES, SHANGHAI, at
from usecases.brief_area import brief_page
from usecases.digests import due_digests, send_digests
from usecases.import_areas import import_areas

SECRETARIES, LATE = 6, 4
MONDAY = "2026-06-08"
CHINA = replace(
    RULES, operators=frozenset({1}),
    calendar=WorkCalendar(SHANGHAI, public_days=lambda day: chinese_days(day) if day.year < 2026 else None),
)  # fmt: skip


class Killed(Exception):
    """The program ends here."""


def furnish(unit: Unit) -> None:
    """Six secretaries of 凤凰城, and four cases of a worker that are late on Monday at eight."""
    import_areas(unit, AREAS)
    early = at("2026-01-01 00:00")
    for number in range(1, SECRETARIES + 2):
        person = people.meet(unit, Who(number, f"人{number}"), early).id
        chats.meet(unit, Where(number, "private"), person)
        role = Role.PROPERTY if number > SECRETARIES else Role.SECRETARY
        people.grant(unit, person, role, _area(unit, "FHC"), None, early)
    for _ in range(LATE):
        _late_case(unit, worker=SECRETARIES + 1)


def _area(unit: Unit, code: str) -> int:
    found = areas.by_code(unit, code)
    assert found is not None
    return found.id


def _late_case(unit: Unit, worker: int) -> None:
    filed, due = at("2026-06-05 08:00"), at(f"{MONDAY} 08:00")
    times = dict.fromkeys(("respond_by", "resolve_by", "first_resolve_by"), due)
    new = new_case(
        _area(unit, "FHC"), filed, area_id=_area(unit, "FHC-1-3"), category="sanitation.bin_damaged", **times
    )
    case = cases.open_case(unit, new)
    given, event = case.dispatch(worker, "property", at=filed, by=None, kind=Happened.ROUTED)
    unit.record(event)
    unit.save(case, given)


def said(unit: Unit) -> dict[str, int]:
    """How often what was owed, and what happened to the cases."""
    out, event = tables.outbox.c, tables.events.c
    views = select(out.view, func.count()).where(out.card.is_distinct_from("time.summary")).group_by(out.view)
    found = dict(tuple(row) for row in unit.execute(views))
    found["climbed"] = unit.execute(select(func.count()).where(event.kind == Happened.CLIMBED)).scalar_one()
    found["runs"] = unit.execute(select(func.count()).select_from(runs)).scalar_one()
    return found


@pytest.fixture
async def two(database_url: str):
    """Two programs' connections to one database."""
    both = [open_database(database_url, CHINA) for _ in range(2)]
    await both[0].run(furnish)
    yield both
    for one in both:
        await one.close()


async def test_two_programs_tick_at_once(two: list[Database]) -> None:
    """Minute by minute around eight, with a clock that goes back in between: one digest each, one climb each."""
    now = at(f"{MONDAY} 07:58").astimezone(UTC)
    programs = [Rounds(one, lambda: now) for one in two]
    for minutes in (0, 1, 2, 3, -30, 4, 5):
        now = at(f"{MONDAY} 07:58").astimezone(UTC) + timedelta(minutes=minutes)
        await asyncio.gather(*(one.go() for one in programs), *(one.go() for one in programs))
    found = await two[0].read(said)
    assert (found["digest"], found["climbed"]) == (2 * SECRETARIES, LATE), "the day's and the week's"
    assert found["runs"] == 2 * SECRETARIES + 1, "and the operator was warned once of the guessed year"
    assert found["ops.calendar"] == 1


async def test_killed_before_the_commit_and_started_again(two: list[Database]) -> None:
    """What the killed one had owed is gone with its runs, and the next one sends all of it; never half, never twice."""
    now = at(f"{MONDAY} 08:00").astimezone(UTC)
    due = await two[0].read(due_digests, now)
    assert len(due) == 2 * SECRETARIES
    for after in range(len(due)):
        with pytest.raises(Killed):
            await two[after % 2].run(_dies, due[: after + 1], now)
    found = await two[1].read(said)
    assert ("digest" in found, found["runs"]) == (False, 0)
    await asyncio.gather(*(one.run(send_digests, due, now) for one in two))
    assert (await two[0].read(said))["digest"] == 2 * SECRETARIES
    assert await two[1].read(due_digests, now) == []


async def test_a_digest_is_counted_on_either_database(two: list[Database]) -> None:
    """Every question of a digest, and of one that looks back, in a thread beside the loop."""
    now = at(f"{MONDAY} 08:00").astimezone(UTC) + timedelta(hours=1)
    for moment, late in ((now, LATE), (now + timedelta(days=60), 0)):
        area = await two[0].read(_area, "FHC")
        for span in ("d.20260607.20260607", "w.20260601.20260607", "m.20260601.20260630"):
            facts = {"area": area, "span": span, "section": "kinds"}
            told = (await two[0].read_aside(brief_page, 1, facts, moment)).briefing
            assert [one.slug for one in told.categories] == ["sanitation.bin_damaged"]
            assert len(told.spots) == 1
            if span.startswith("w"):
                assert (told.figures.filed, len(told.late)) == (LATE, late)


def _dies(unit: Unit, due: list, now: datetime) -> None:
    send_digests(unit, due, now)
    unit.flush()
    raise Killed
