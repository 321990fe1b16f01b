"""Candidates for "we know this already": open cases at the same place, and photos that look the same."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.case import OPEN, Status
from domain.sameness import FRESH, PHOTO_DISTANCE, Heard, distance
from storage import tables
from storage.unit import Unit

REMEMBERED = timedelta(days=90)
"""Photos are compared with those of so many days."""
MOST = 40
_case = tables.cases.c
_report = tables.reports.c
_photo = tables.photos.c
_STANDING = tuple(OPEN | {Status.RESOLVED})


def open_cases(unit: Unit, area_id: int, now: datetime) -> list[Heard]:
    """The fresh open cases of an area, youngest first, as far as a new report is compared with them."""
    query = (
        select(_case.id, _case.area_id, _case.category, _case.filed_at)
        .where(_case.area_id == area_id, _case.filed_at > now - FRESH, _case.status.in_(_STANDING))
        .order_by(_case.filed_at.desc())
        .limit(MOST)
    )
    rows = unit.execute(query).all()
    ids = [row.id for row in rows]
    if not ids:
        return []
    texts, people = _reports(unit, ids)
    pictures = _pictures(unit, ids)
    return [
        Heard(
            row.id, row.area_id, row.category, row.filed_at, texts.get(row.id, ""), frozenset(people.get(row.id, ())),
            frozenset(pictures.get(row.id, ())),
        )
        for row in rows
    ]


def look_alikes(unit: Unit, photo_id: int, case_id: int, likeness: int, now: datetime) -> list[int]:
    """Open cases of the community with a photo that looks the same, the most alike first."""
    community = select(_case.community_id).where(_case.id == case_id).scalar_subquery()
    query = (
        select(_photo.case_id, _photo.likeness)
        .join(tables.cases, _case.id == _photo.case_id)
        .where(
            _case.community_id == community,
            _case.filed_at > now - REMEMBERED,
            _photo.likeness.is_not(None),
            _photo.purpose == "before",
            _photo.id != photo_id,
            _photo.case_id != case_id,
            _case.status.in_(_STANDING),
        )
    )
    found: dict[int, int] = {}
    for row in unit.execute(query):
        apart = distance(row.likeness, likeness)
        if apart <= PHOTO_DISTANCE:
            found[row.case_id] = min(apart, found.get(row.case_id, 64))
    return sorted(found, key=lambda one: (found[one], one))


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


def telegram_names(unit: Unit, photo_ids: Iterable[int]) -> frozenset[str]:
    """What Telegram calls the files of some photos, the same for the same file however often it is sent."""
    query = select(_photo.unique_id).where(_photo.id.in_(list(photo_ids)))
    return frozenset(unit.execute(query).scalars())


def _reports(unit: Unit, ids: list[int]) -> tuple[dict[int, str], dict[int, set[int]]]:
    query = (
        select(_report.case_id, _report.text, _report.person_id)
        .where(_report.case_id.in_(ids), _report.withdrawn_at.is_(None))
        .order_by(_report.id)
    )
    texts: dict[int, str] = {}
    people: dict[int, set[int]] = {}
    for row in unit.execute(query):
        texts.setdefault(row.case_id, row.text)
        people.setdefault(row.case_id, set()).add(row.person_id)
    return texts, people


def _pictures(unit: Unit, ids: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for row in unit.execute(select(_photo.case_id, _photo.unique_id).where(_photo.case_id.in_(ids))):
        found.setdefault(row.case_id, set()).add(row.unique_id)
    return found
