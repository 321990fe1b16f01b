"""What looks unfair reaches the secretary with its cases, once; nobody loses a point by it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.case import Event, Happened
from domain.chats import Picture
from domain.errors import NotYours, TooLate
from domain.people import Role
from storage import cases, people, photo_rows, tables
from storage.database import Database
from storage.unit import Unit
from tests.made_up import new_case
from tests.points.book import COMMUNITY, NOON, actor, balance, give
from usecases.fair_play import all_fine, flag_page, look_for_unfairness
from usecases.own_data import delete_me

SECRETARY, WANG, ZHANG = 1, 2, 3
BUILDING = 4


def report(unit: Unit, who: int, day: int, confirmed_by: int | None = None, place: int = BUILDING) -> int:
    """A case at 3栋, some days after the first, perhaps confirmed."""
    at = NOON + timedelta(days=day)
    case = cases.open_case(unit, new_case(COMMUNITY, at, area_id=place, category="sanitation.bin"))
    cases.add_report(unit, community_id=COMMUNITY, case_id=case.id, person_id=who, text="桶坏了", made_at=at)
    if confirmed_by is not None:
        unit.record(Event(case.id, at, confirmed_by, Happened.CONFIRMED))
    return case.id


def shot(unit: Unit, number: int, who: int, likeness: int, day: int) -> None:
    """The photo that came with a case, as it was looked at."""
    at = NOON + timedelta(days=day)
    (photo,) = photo_rows.add(
        unit, [Picture(f"f{number}", f"u{number}")], at=at, person_id=who, case_id=number, purpose="before"
    )
    photo_rows.change(unit, photo, state="stored", likeness=likeness)


def cards(unit: Unit) -> list[tuple[int, int]]:
    """The flags that are owed, and to whose chat."""
    rows = unit.execute(select(tables.outbox).where(tables.outbox.c.view == "points.flag").order_by(tables.outbox.c.id))
    return [(row.chat_id, row.facts["flag"]) for row in rows]


async def test_the_same_thing_over_and_over(database: Database) -> None:
    """Three times within a week: one card to the secretary, however often it is looked for; points stay."""
    await database.run(lambda unit: people.grant(unit, SECRETARY, Role.SECRETARY, COMMUNITY, None, NOON))
    await database.run(give, WANG, 9, "hours:1")
    numbers = [await database.run(report, WANG, day) for day in (0, 2, 4)]
    await database.run(report, ZHANG, 3)
    for _ in range(2):
        await database.run(look_for_unfairness, COMMUNITY, NOON + timedelta(days=5))
    assert await database.read(cards) == [(SECRETARY, 1)]
    row, names = await database.read(flag_page, SECRETARY, {"flag": 1}, NOON)
    assert (row.kind, row.evidence["cases"], names) == ("again", numbers, ["邻居2"])
    assert await database.read(balance, WANG) == 9
    with pytest.raises(NotYours):
        await database.run(lambda unit: all_fine(unit, actor(unit, ZHANG), 1, NOON))
    await database.run(lambda unit: all_fine(unit, actor(unit, SECRETARY), 1, NOON))
    with pytest.raises(TooLate):
        await database.run(lambda unit: all_fine(unit, actor(unit, SECRETARY), 1, NOON))


async def test_photos_that_are_nearly_the_same(database: Database) -> None:
    """Three cases within a week with almost one picture: told with the cases; another's picture does not count."""
    await database.run(lambda unit: people.grant(unit, SECRETARY, Role.SECRETARY, COMMUNITY, None, NOON))
    for day, (who, likeness) in enumerate(((WANG, 0b1111), (WANG, 0b1110), (ZHANG, 0b1111), (WANG, 0b0111))):
        await database.run(shot, await database.run(report, who, day, place=BUILDING - day % 2), who, likeness, day)
    await database.run(look_for_unfairness, COMMUNITY, NOON + timedelta(days=5))
    row, names = await database.read(flag_page, SECRETARY, {"flag": 1}, NOON)
    assert (row.kind, row.evidence["cases"], names) == ("alike", [1, 2, 4], ["邻居2"])
    assert await database.read(cards) == [(SECRETARY, 1)]


async def test_two_who_confirm_each_other(database: Database) -> None:
    """Three each way within a month is a circle, told once with all six cases; deletion takes the evidence away."""
    await database.run(lambda unit: people.grant(unit, SECRETARY, Role.SECRETARY, COMMUNITY, None, NOON))
    for day in (0, 8, 16):
        await database.run(report, WANG, day, ZHANG)
        await database.run(report, ZHANG, day, WANG)
    await database.run(look_for_unfairness, COMMUNITY, NOON + timedelta(days=20))
    row, names = await database.read(flag_page, SECRETARY, {"flag": 1}, NOON)
    assert (row.kind, len(row.evidence["cases"]), sorted(names)) == ("circle", 6, ["邻居2", "邻居3"])
    await database.run(lambda unit: delete_me(unit, actor(unit, WANG), "确定", NOON))
    row, _ = await database.read(flag_page, SECRETARY, {"flag": 1}, NOON)
    assert row.evidence == {}
