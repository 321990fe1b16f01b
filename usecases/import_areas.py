"""Brings the area tree into line with a file: idempotent, nothing is deleted, every bad row is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.area_rows import LIES_IN, BadFile, Row, about, misplaced
from domain.mistake import Mistake
from domain.people import Area
from storage import areas
from storage.unit import Unit

__all__ = ["BadFile", "Change", "Row", "import_areas"]


@dataclass(frozen=True)
class Change:
    """What the import does, or would do: `what` is added, changed or rooms."""

    what: str
    code: str
    detail: str


def import_areas(unit: Unit, rows: Sequence[Row]) -> list[Change]:
    """Add what is new and change what differs. Raises BadFile when a row contradicts what is stored."""
    known = {one.code.upper(): one for one in areas.every(unit)}
    rooms = areas.rooms_by_area(unit)
    bad = _contradictions(rows, known)
    if bad:
        raise BadFile(bad)
    changes: list[Change] = []
    for row in sorted(rows, key=lambda one: one.level.depth):
        parent = known.get(row.parent.upper())
        area = known.get(row.code.upper())
        if area is None:
            values = {"code": row.code, "level": row.level, "name": row.name, "lat": row.lat, "lon": row.lon}
            above = {"parent_id": parent.id if parent else None}
            area = areas.add(unit, {**values, **above, "outline": row.outline or None}, parent)
            changes.append(Change("added", row.code, f"{row.level} {row.name}"))
        elif differing := _differing(row, area):
            areas.change(unit, area.id, differing)
            changes.append(Change("changed", row.code, _from_to(area, differing)))
        known[row.code.upper()] = area
        missing = set(row.rooms) - rooms.get(area.id, set())
        if missing:
            areas.add_rooms(unit, area.id, missing)
            changes.append(Change("rooms", row.code, str(len(missing))))
    return changes


def _differing(row: Row, area: Area) -> dict[str, Any]:
    wanted = {"name": row.name, "lat": row.lat, "lon": row.lon, "outline": row.outline or None}
    return {
        key: value for key, value in wanted.items() if value is not None and getattr(area, key) != value
    }


def _from_to(area: Area, differing: dict[str, Any]) -> str:
    """The old and the new value of each; of an outline only that it changes."""
    return ", ".join(
        key if key == "outline" else f"{key} {'–' if getattr(area, key) is None else getattr(area, key)} → {value}"
        for key, value in differing.items()
    )


def _contradictions(rows: Sequence[Row], known: dict[str, Area]) -> list[Mistake]:
    by_id = {one.id: one for one in known.values()}
    coming = {one.code.upper() for one in rows}
    bad = []
    for row in rows:
        stored = known.get(row.code.upper())
        parent = known.get(row.parent.upper())
        if row.parent and parent is None and row.parent.upper() not in coming:
            bad.append(about(row, "areas.no_parent", parent=row.parent))
        elif parent is not None and row.parent.upper() not in coming and parent.level not in LIES_IN[row.level]:
            bad.append(misplaced(row, parent.code, parent.level))
        if stored is None:
            continue
        if stored.level != row.level:
            bad.append(about(row, "areas.other_level", stored=stored.level.value, level=row.level.value))
        above = by_id[stored.parent_id].code if stored.parent_id else ""
        if above.upper() != row.parent.upper():
            bad.append(about(row, "areas.other_parent", stored=above or "–", parent=row.parent or "–"))
    return bad
