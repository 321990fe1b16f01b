"""What follows from a photo having been fetched, or found to be broken, or grown too old to keep."""

from datetime import datetime, timedelta
from typing import Any

from domain.case import Case, Status
from storage import cases, duplicates, photo_rows
from storage.unit import Unit
from usecases import telling
from usecases.merge_cases import merge_look_alike
from usecases.resolve_case import announce


def photo_stored(
    unit: Unit, photo_id: int, path: str, width: int, height: int, likeness: int, now: datetime
) -> bool:
    """A photo is in our own store; when it was the last one that a result waited for, the result is told.

    False when it is not wanted any more (its owner left meanwhile): then the picture must go again.
    """
    row = photo_rows.one(unit, photo_id)
    if row is None or row.state != "owed":
        return row is not None and row.path == path
    case = cases.find(unit, row.case_id) if row.case_id else None
    kept = {"path": path, "width": width, "height": height, "likeness": likeness}
    _photo_ended(unit, photo_id, now, state="stored", **kept, community_id=case.community_id if case else None)
    if row.as_file and case is not None:  # cards wait for our own picture of it
        telling.refresh_cards(unit, case, now)
    if unit.rules.joins_duplicates and case is not None and row.purpose == "before":
        _find_look_alike(unit, case, row.person_id, likeness, now)
    return True


def photo_broken(unit: Unit, photo_id: int, now: datetime) -> None:
    """A photo can't be used; the case goes on without it."""
    _photo_ended(unit, photo_id, now, state="broken")


def photo_expired(unit: Unit, photo_id: int, now: datetime) -> None:
    """The picture is gone from the store; the row stays, so that the case still says that there was one."""
    photo_rows.change(unit, photo_id, state="expired", path=None, file_id="", unique_id="", likeness=None)


def _find_look_alike(unit: Unit, case: Case, person_id: int, likeness: int, now: datetime) -> None:
    """The same photo at the same place, or from the same person, is the same thing."""
    if now - case.filed_at > timedelta(days=1):
        return
    if cases.history(unit, case.id)[0].facts.get("new"):
        return  # its reporter was asked, and said that it is not the same
    for number in duplicates.look_alikes(unit, case.community_id, case.id, likeness, now):
        target = cases.load(unit, number)
        reporters = {one.person_id for one in cases.reports_of(unit, number)}
        if number < case.id and (target.area_id == case.area_id or person_id in reporters):
            merge_look_alike(unit, case, target, now)
            return


def _photo_ended(unit: Unit, photo_id: int, now: datetime, **values: Any) -> None:
    row = photo_rows.one(unit, photo_id)
    if row is None or row.state != "owed":
        return
    photo_rows.change(unit, photo_id, **values)
    case = cases.find(unit, row.case_id) if row.case_id else None
    if case is not None and case.status is Status.RESOLVED and not photo_rows.still_owed(unit, case.id):
        announce(unit, case.id, now)
