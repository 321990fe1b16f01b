"""What fair play looks at: a community's paid cases of a month, and the photos that came with them."""

from datetime import datetime

from sqlalchemy import func, select

from domain.case import Happened
from domain.fair_play import Seen, Shot
from storage import tables
from storage.unit import Unit

_case = tables.cases.c
_report = tables.reports.c
_event = tables.events.c
_photo = tables.photos.c


def cases_since(unit: Unit, community_id: int, start: datetime) -> list[Seen]:
    """The cases filed since then that somebody reported for themselves, with the last confirmation of each."""
    first = select(func.min(_report.id)).where(_report.case_id == _case.id, _report.withdrawn_at.is_(None))
    first = first.correlate(tables.cases)
    last = select(func.max(_event.id)).where(_event.case_id == _case.id, _event.kind == Happened.CONFIRMED)
    last = last.correlate(tables.cases)
    query = (
        select(
            _case.id, _report.person_id, _case.area_id, _case.category, _case.filed_at, _case.closed_at,
            _event.actor_id,
        )
        .join(tables.reports, _report.id == first.scalar_subquery())
        .outerjoin(tables.events, _event.id == last.scalar_subquery())
        .where(_case.community_id == community_id, _case.filed_at >= start, _report.on_behalf == "")
    )
    return [
        Seen(row.id, row.person_id, row.area_id, row.category, row.filed_at, row.actor_id, row.closed_at)
        for row in unit.execute(query)
    ]


def shots_since(unit: Unit, community_id: int, start: datetime) -> list[Shot]:
    """The photos of reports since then, as far as they were looked at."""
    query = (
        select(_photo.case_id, _photo.person_id, _photo.taken_at, _photo.likeness)
        .join(tables.cases, _case.id == _photo.case_id)
        .where(
            _case.community_id == community_id, _photo.taken_at >= start, _photo.purpose == "before",
            _photo.likeness.is_not(None),
        )
    )
    return [Shot(row.case_id, row.person_id, row.taken_at, row.likeness) for row in unit.execute(query)]
