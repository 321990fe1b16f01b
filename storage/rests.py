"""Who was asked to rest for a while, why, and how much was held back meanwhile."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage import tables
from storage.unit import Unit

_row = tables.rests.c


def give(unit: Unit, person_id: int, until: datetime, *, wholly: bool = False, **about: Any) -> int:
    """Somebody rests from now on. Returns the number of the rest."""
    _mark(unit, person_id, until, wholly=wholly)
    values = {"person_id": person_id, "ends_at": until, **about}
    return int(unit.execute(insert(tables.rests).values(values).returning(_row.id)).scalar_one())


def end(unit: Unit, rest_id: int, person_id: int, at: datetime) -> None:
    """They may write again."""
    _mark(unit, person_id, None, wholly=False)
    unit.execute(update(tables.rests).where(_row.id == rest_id).values(ends_at=at))


def find(unit: Unit, rest_id: int) -> Any:
    """A rest's row, or None."""
    return unit.execute(select(tables.rests).where(_row.id == rest_id)).first()


def latest(unit: Unit, person_id: int) -> Any:
    """Somebody's last rest, or None."""
    query = select(tables.rests).where(_row.person_id == person_id).order_by(_row.id.desc()).limit(1)
    return unit.execute(query).first()


def hold(unit: Unit, rest_id: int) -> None:
    """One thing more was held back."""
    unit.execute(update(tables.rests).where(_row.id == rest_id).values(held=_row.held + 1))


def _mark(unit: Unit, person_id: int, until: datetime | None, *, wholly: bool) -> None:
    person = tables.people
    unit.execute(update(person).where(person.c.id == person_id).values(rests_until=until, rests_wholly=wholly))
