"""The working hours of communities that keep their own."""

from datetime import time

from sqlalchemy import delete, select

from domain.calendar import Period
from storage.time_tables import working_hours
from storage.unit import Unit

_row = working_hours.c


def every(unit: Unit) -> dict[int, tuple[Period, ...]]:
    """The periods of each such community."""
    query = select(_row.community_id, _row.periods).order_by(_row.community_id)
    return {row.community_id: _read(row.periods) for row in unit.execute(query)}


def put(unit: Unit, community_id: int, periods: tuple[Period, ...]) -> None:
    """From now on the community works at these hours."""
    row = {"community_id": community_id, "periods": _written(periods)}
    unit.upsert(working_hours, row, key=("community_id",), change=("periods",))


def clear(unit: Unit, community_id: int) -> bool:
    """The community works at everybody's hours again; False when it did so already."""
    result = unit.execute(delete(working_hours).where(_row.community_id == community_id))
    return bool(result.rowcount)


def _written(periods: tuple[Period, ...]) -> str:
    return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in periods)


def _read(written: str) -> tuple[Period, ...]:
    spans = (one.split("-") for one in written.split(","))
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)
