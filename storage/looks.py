"""Who looked at a private case, and when: so that a nosy look does not go unseen."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from storage import tables
from storage.unit import Unit

_row = tables.looks.c
_NAME = func.coalesce(func.nullif(tables.people.c.staff_name, ""), tables.people.c.name)


def note(unit: Unit, case_id: int, person_id: int, at: datetime) -> None:
    """Somebody looked."""
    unit.execute(insert(tables.looks).values(case_id=case_id, person_id=person_id, looked_at=at))


def of_case(unit: Unit, case_id: int) -> list[Any]:
    """Who looked at a case, whoever did so last first: rows of name, times, last."""
    times, last = func.count().label("times"), func.max(_row.looked_at).label("last")
    query = (
        select(_NAME.label("name"), times, last)
        .join(tables.people, tables.people.c.id == _row.person_id)
        .where(_row.case_id == case_id)
        .group_by(_row.person_id, _NAME)
        .order_by(last.desc())
    )
    return list(unit.execute(query))


def forget(unit: Unit, before: datetime) -> None:
    """Old looks are nobody's business any more."""
    unit.execute(delete(tables.looks).where(_row.looked_at < before))
