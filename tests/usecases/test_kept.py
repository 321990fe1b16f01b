"""What is kept, and for how long: photos of every kind of ended case, Telegram's names of them, lots, looks."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.people import Role
from storage import points_tables, tables
from tests.usecases.scene import Scene
from usecases import keep_photo, own_data
from usecases.keep_house import keep_house
from usecases.look_up import show_case

HALF_A_YEAR = timedelta(days=180)
HOUR = timedelta(hours=1)


def closed(scene: Scene, number: int) -> None:
    scene.does("chen", "done", number, "换好了")
    scene.does("wang", "confirm", number)


def refused(scene: Scene, number: int) -> None:
    scene.does("chen", "refuse", number, "不归我们")


def withdrawn(scene: Scene, number: int) -> None:
    scene.does("wang", "withdraw", number)


def merged(scene: Scene, number: int) -> None:
    other = scene.reports("zhao", "路灯坏了", photo=False)
    scene.does("zhou", "merge", number, str(other))
    scene.does("zhou", "done", other, "换好了")
    scene.does("zhao", "confirm", other)


def kept(scene: Scene) -> set[tuple[str, str]]:
    """State and Telegram's name of the photos, after a round of housekeeping and its jobs."""
    with scene.unit() as unit:
        keep_house(unit, scene.now)
    with scene.unit() as unit:
        jobs = select(tables.jobs.c.subject).where(tables.jobs.c.kind == "drop_photo", tables.jobs.c.state == "owed")
        for photo_id in unit.execute(jobs).scalars().all():
            keep_photo.photo_expired(unit, photo_id, scene.now)
        return {(row.state, row.file_id[:4]) for row in unit.execute(select(tables.photos))}


@pytest.mark.parametrize("ends", [closed, refused, withdrawn, merged])
@pytest.mark.parametrize("state", ["stored", "broken", "owed"])
def test_a_photo_goes_half_a_year_after_the_end(scene: Scene, ends: Any, state: str) -> None:
    """However it ended, and whether we could keep the picture or only its name."""
    number = scene.reports("wang")
    with scene.unit() as unit:
        unit.execute(tables.photos.update().values(state=state))
    ends(scene, number)
    scene.passes(HALF_A_YEAR - timedelta(days=1))
    assert kept(scene) == {(state, "file")}
    scene.passes(timedelta(days=2))
    assert kept(scene) == {("expired", "")}


def test_a_photo_of_an_open_case_stays(scene: Scene) -> None:
    """However long it takes."""
    scene.reports("wang")
    scene.passes(timedelta(days=2))
    scene.now += timedelta(days=900)
    assert kept(scene) == {("stored", "file")}


def test_photos_of_lots_go_too(scene: Scene) -> None:
    """Half a year after the activity."""
    with scene.unit() as unit:
        activity = {
            "community_id": 2, "kind": "plots", "title": "扫雪", "place": "", "starts_at": scene.now - HOUR, "ends_at": scene.now, "lead_id": 1,
            "made_at": scene.now, "points": 5,
        }  # fmt: skip
        unit.execute(insert(points_tables.activities).values(activity))
        unit.execute(insert(points_tables.plots).values(activity_id=1, name="东段", photo="file"))
    photo = select(points_tables.plots.c.photo)
    for days, still in ((179, "file"), (2, None)):
        scene.now += timedelta(days=days)
        with scene.unit() as unit:
            keep_house(unit, scene.now)
            assert unit.execute(photo).scalar_one() == still


def test_what_a_merged_case_is_called_goes_with_its_reporter(scene: Scene) -> None:
    """Their words named it, though their report belongs to another case now; the other one keeps its name."""
    first = scene.reports("zhao", "路灯坏了")
    second = scene.reports("wang", "门口垃圾桶坏了")
    scene.does("zhou", "merge", second, str(first))
    scene.runs("wang", "private", own_data.delete_me, "yes")
    assert (scene.sheet(second).case.title, scene.sheet(first).case.title) == ("", "路灯坏了")


def test_who_looked_at_a_private_case(scene: Scene) -> None:
    """The secretary reads who and how often; nobody else does, and after half a year nobody."""
    scene.grant("he", Role.MEDIATOR, "FHC")
    number = scene.reports("wang", "楼上邻居和我吵架打人了", chat="private")
    for key in ("he", "he", "wang", "zhou"):
        scene.heard(key)
        scene.now += HOUR
        scene.runs(key, "private", show_case, number)
    assert any("看过这件事的人和次数：周书记 1，和大姐 2" in one for one in scene.heard("zhou"))
    assert not any("看过" in one for key in ("he", "wang") for one in scene.heard(key))
    scene.now += timedelta(days=181)
    with scene.unit() as unit:
        keep_house(unit, scene.now)
        assert unit.execute(select(tables.looks)).all() == []


def test_nobody_is_noted_for_a_case_that_the_group_sees(scene: Scene) -> None:
    """There is nothing to be nosy about."""
    number = scene.reports("wang")
    scene.runs("chen", "private", show_case, number)
    with scene.unit() as unit:
        assert unit.execute(select(tables.looks)).all() == []

