"""What follows from a photo having been fetched, or found to be broken, or grown too old to keep."""

from datetime import datetime
from typing import Any

from domain.case import Status
from storage import cases, photo_rows
from storage.unit import Unit
from usecases.resolve_case import announce

def photo_stored(
    unit: Unit, photo_id: int, path: str, width: int, height: int, likeness: int, now: datetime
) -> None:
    """A photo is in our own store; when it was the last one that a result waited for, the result is told."""
    _photo_ended(unit, photo_id, now, state="stored", path=path, width=width, height=height, likeness=likeness)


def photo_broken(unit: Unit, photo_id: int, now: datetime) -> None:
    """A photo can't be used; the case goes on without it."""
    _photo_ended(unit, photo_id, now, state="broken")


def photo_expired(unit: Unit, photo_id: int, now: datetime) -> None:
    """The picture is gone from the store; the row stays, so that the case still says that there was one."""
    photo_rows.change(unit, photo_id, state="expired", path=None, file_id="", unique_id="", likeness=None)


def _photo_ended(unit: Unit, photo_id: int, now: datetime, **values: Any) -> None:
    row = photo_rows.one(unit, photo_id)
    if row is None or row.state != "owed":
        return
    photo_rows.change(unit, photo_id, **values)
    case = cases.find(unit, row.case_id) if row.case_id else None
    if case is not None and case.status is Status.RESOLVED and not photo_rows.still_owed(unit, case.id):
        announce(unit, case.id, now)
