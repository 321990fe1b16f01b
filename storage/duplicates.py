"""Candidates for "we know this already": open cases at the same place, and photos that look the same."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column, select

from domain.case import NOT_OVER
from domain.chats import Picture
from domain.sameness import FRESH, PHOTO_DISTANCE, Heard, distance
from storage import tables
from storage.kept import kept
from storage.unit import Unit

REMEMBERED = timedelta(days=90)
"""Photos are compared with those of so many days."""
MOST = 40
MOST_PHOTOS = 1000
"""With so many of the latest: no community sends more in 90 days, and a very large one must not be slow."""
_case = tables.cases.c
_report = tables.reports.c
_photo = tables.photos.c
_STANDING = tuple(NOT_OVER)
_TOLD = (
    select(_report.text)
    .where(_report.case_id == _case.id, _report.withdrawn_at.is_(None))
    .order_by(_report.id)
    .limit(1)
    .scalar_subquery()
    .correlate(tables.cases)
)
_BEFORE: ColumnElement[Any] = literal_column("'before'")
"""Written out: SQLite knows an index over a part of the table only by the same words."""


@kept
def _open_cases(area_id: int, since: datetime) -> Select[Any]:
    return (
        select(_case.id, _case.area_id, _case.category, _case.urgency, _case.filed_at, _TOLD.label("text"))
        .where(_case.area_id == area_id, _case.filed_at > since, _case.status.in_(_STANDING))
        .order_by(_case.filed_at.desc())
        .limit(MOST)
    )


@kept
def _looks(community_id: int, since: datetime, case_id: int) -> Select[Any]:
    return (
        select(_photo.case_id, _photo.likeness)
        .where(
            _photo.community_id == community_id, _photo.taken_at > since, _photo.likeness.is_not(None),
            _photo.purpose == _BEFORE, _photo.case_id != case_id,
        )
        .order_by(_photo.taken_at.desc())
        .limit(MOST_PHOTOS)
    )


def open_cases(unit: Unit, area_id: int, now: datetime) -> list[Heard]:
    """The fresh open cases of an area, youngest first, as far as a new report is compared with them."""
    return [
        Heard(row.id, row.area_id, row.category, row.filed_at, row.text or "", hazard=row.urgency == "critical")
        for row in _open_cases(unit, area_id, now - FRESH)
    ]


def look_alikes(unit: Unit, community_id: int, case_id: int, likeness: int, now: datetime) -> list[int]:
    """Open cases of the community, but this one, with a photo that looks the same, the most alike first."""
    found: dict[int, int] = {}
    for number, looks in _looks(unit, community_id, now - REMEMBERED, case_id):
        apart = distance(looks, likeness)
        if apart <= PHOTO_DISTANCE:
            found[number] = min(apart, found.get(number, apart))
    standing = select(_case.id).where(_case.id.in_(list(found)), _case.status.in_(_STANDING))
    open_ones = unit.execute(standing).scalars() if found else ()
    return sorted(open_ones, key=lambda one: (found[one], one))


def shown_before(unit: Unit, person_id: int, names: frozenset[str], now: datetime) -> int | None:
    """The latest open case, anywhere, of which a person has shown one of these very files before."""
    query = (
        select(_photo.case_id)
        .join(tables.cases, _case.id == _photo.case_id)
        .where(
            _photo.person_id == person_id, _photo.unique_id.in_(names), _case.filed_at > now - REMEMBERED,
            _case.status.in_(_STANDING), _photo.purpose != "after",
        )
        .order_by(_photo.case_id.desc())
        .limit(1)
    )
    return unit.execute(query).scalar()


def files_of(unit: Unit, case_id: int, person_id: int) -> frozenset[str]:
    """What Telegram calls the files that a person has shown for a case."""
    query = select(_photo.unique_id).where(_photo.case_id == case_id, _photo.person_id == person_id)
    return frozenset(unit.execute(query).scalars())


def telegram_names(unit: Unit, photo_ids: Iterable[int], pictures: Iterable[Picture] = ()) -> frozenset[str]:
    """What Telegram calls the files of photos and pictures, the same for the same file however often it is sent."""
    names = {one.unique_id for one in pictures}
    if kept := list(photo_ids):
        names.update(unit.execute(select(_photo.unique_id).where(_photo.id.in_(kept))).scalars())
    return frozenset(names)
