"""What people have chosen for themselves."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from domain.habits import Digests, Habits
from domain.quiet import Quiet
from storage.time_tables import habits
from storage.unit import Unit


def of(unit: Unit, person_id: int) -> Habits:
    """One person's habits."""
    return of_several(unit, [person_id]).get(person_id, Habits())


def of_several(unit: Unit, ids: Iterable[int]) -> dict[int, Habits]:
    """The habits of those who have chosen any."""
    rows = unit.execute(select(habits).where(habits.c.person_id.in_(list(ids))))
    return {row.person_id: _habits(row) for row in rows}


def keep(unit: Unit, person_id: int, chosen: Habits) -> None:
    """These are a person's habits from now on."""
    row = {
        "person_id": person_id,
        "quiet_from": chosen.quiet.start if chosen.quiet else None,
        "quiet_until": chosen.quiet.end if chosen.quiet else None,
        "digest_at": chosen.digest_at,
        **{kind.value: kind in chosen.kinds for kind in Digests},
    }
    unit.upsert(habits, row, key=("person_id",), change=tuple(name for name in row if name != "person_id"))


def _habits(row: Any) -> Habits:
    return Habits(
        quiet=None if row.quiet_from is None else Quiet(row.quiet_from, row.quiet_until),
        digest_at=row.digest_at,
        kinds=frozenset(kind for kind in Digests if getattr(row, kind.value)),
    )
