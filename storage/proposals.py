"""Points proposed by hand, and what looks unfair."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, insert, or_, select, update

from storage import points_tables as tables
from storage import tables as house
from storage.unit import Unit

_row = tables.proposals.c
_flag = tables.flags.c
_person = house.people.c


def add(unit: Unit, **values: Any) -> int:
    """A new proposal."""
    return int(unit.execute(insert(tables.proposals).values(**values).returning(_row.id)).scalar_one())


def find(unit: Unit, number: int) -> Any:
    """A proposal's row, or None."""
    return unit.execute(select(tables.proposals).where(_row.id == number)).first()


def settle(unit: Unit, number: int, state: str, by: int, at: datetime) -> bool:
    """Given or refused; False when it was settled before."""
    result = unit.execute(
        update(tables.proposals)
        .where(_row.id == number, _row.state == "waiting")
        .values(state=state, settled_by=by, settled_at=at)
    )
    return bool(result.rowcount)


def named(unit: Unit, name: str, community_id: int | None, limit: int = 5) -> list[int]:
    """The people of a name, or the one of a number written as `p12`: of a community, or of none yet."""
    number = name.strip().lower().removeprefix("p")
    if name.strip().lower().startswith("p") and number.isdigit():
        match: Any = _person.id == int(number[:12])
    else:
        match = or_(_person.name == name.strip(), _person.staff_name == name.strip())
    known = or_(_belongs(community_id), ~_belongs(None))
    query = select(_person.id).where(match, known, _person.deleted_at.is_(None)).order_by(_person.id).limit(limit)
    return list(unit.execute(query).scalars())


def _belongs(community_id: int | None) -> ColumnElement[bool]:
    """Who lives, works, has reported, joined in or has an account in a community (None: in any).

    Nobody leafs through a whole city's names by asking for p1, p2, p3.
    """
    area, case, grant, activity = house.areas.c, house.cases.c, house.grants.c, tables.activities.c
    report, account, support, sign_up = house.reports.c, tables.accounts.c, house.supporters.c, tables.sign_ups.c

    def here(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return column.is_not(None) if community_id is None else column == community_id

    return or_(
        exists().where(report.person_id == _person.id, here(report.community_id)),
        exists().where(account.person_id == _person.id, here(account.community_id)),
        exists().where(area.id == _person.home_id, here(area.community_id)),
        exists().where(grant.person_id == _person.id, area.id == grant.area_id, here(area.community_id)),
        exists().where(support.person_id == _person.id, case.id == support.case_id, here(case.community_id)),
        exists().where(
            sign_up.person_id == _person.id, activity.id == sign_up.activity_id, here(activity.community_id)
        ),
    )


def raise_flag(unit: Unit, once: str, **values: Any) -> int | None:
    """Note what looks unfair; None when it was noted before."""
    if unit.execute(select(_flag.id).where(_flag.once == once)).first() is not None:
        return None
    return int(unit.execute(insert(tables.flags).values(once=once, **values).returning(_flag.id)).scalar_one())


def flag(unit: Unit, number: int) -> Any:
    """A flag's row, or None."""
    return unit.execute(select(tables.flags).where(_flag.id == number)).first()


def look(unit: Unit, number: int, by: int, at: datetime) -> bool:
    """Somebody has looked and finds it in order; False when somebody had before."""
    result = unit.execute(
        update(tables.flags).where(_flag.id == number, _flag.looked_at.is_(None)).values(looked_by=by, looked_at=at)
    )
    return bool(result.rowcount)
