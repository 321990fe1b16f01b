"""The area tree."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, update

from domain.people import Area, Level
from domain.place import AreaName
from storage import tables
from storage.kept import remembered
from storage.unit import Unit

_row = tables.areas.c


def _area(row: Any) -> Area:
    return Area(
        id=row.id,
        code=row.code,
        name=row.name,
        level=Level(row.level),
        parent_id=row.parent_id,
        path=tuple(int(one) for one in row.path.split("/") if one),
        community_id=row.community_id,
        lat=row.lat,
        lon=row.lon,
        outline=tuple((lat, lon) for lat, lon in row.outline or ()),
    )


@remembered(_area)
def _of_id(area_id: int) -> Select[Any]:
    return select(tables.areas).where(_row.id == area_id)


@remembered(_area)
def _of_ids(ids: list[int]) -> Select[Any]:
    return select(tables.areas).where(_row.id.in_(ids))


@remembered(_area)
def _upwards(area_id: int) -> Select[Any]:
    start = select(_row.id, _row.parent_id).where(_row.id == area_id).cte("upwards", recursive=True)
    above = select(_row.id, _row.parent_id).join(start, _row.id == start.c.parent_id)
    return select(tables.areas).where(_row.id.in_(select(start.union_all(above).c.id)))


@remembered(_area)
def _of_community(community_id: int) -> Select[Any]:
    return select(tables.areas).where(_row.community_id == community_id).order_by(_row.id)


@remembered(_area)
def _of_street(street_id: int) -> Select[Any]:
    communities = select(_row.id).where(_row.parent_id == street_id)
    return select(tables.areas).where(or_(_row.id == street_id, _row.community_id.in_(communities))).order_by(_row.id)


def area(unit: Unit, area_id: int) -> Area:
    """The area of an id."""
    known: Area = _of_id(unit, area_id).one()
    return known


def find(unit: Unit, area_id: int) -> Area | None:
    """The area of an id, or None."""
    known: Area | None = _of_id(unit, area_id).first()
    return known


def by_code(unit: Unit, code: str) -> Area | None:
    """The area of a code, in any case of letters."""
    row = unit.execute(select(tables.areas).where(func.upper(_row.code) == code.strip().upper())).first()
    return _area(row) if row else None


def line(unit: Unit, start: Area) -> tuple[Area, ...]:
    """The area and everything above it, nearest first."""
    return line_from(unit, start.id)


def line_from(unit: Unit, area_id: int) -> tuple[Area, ...]:
    """The area of an id and everything above it, nearest first."""
    return tuple(sorted(_upwards(unit, area_id), key=lambda one: -one.level.depth))


def buildings(unit: Unit, under: Area | None = None) -> list[Area]:
    """Every building, or those of one area, in the order in which they came."""
    if under is not None:
        return [one for one in below(unit, under) if one.level is Level.BUILDING]
    rows = unit.execute(select(tables.areas).where(_row.level == Level.BUILDING).order_by(_row.id))
    return [_area(row) for row in rows]


def buildings_of(unit: Unit, community_id: int) -> list[Area]:
    """The buildings of a community, in the order in which they came."""
    return [one for one in _of_community(unit, community_id) if one.level is Level.BUILDING]


def several(unit: Unit, ids: Collection[int]) -> dict[int, Area]:
    """The areas of some ids."""
    return {one.id: one for one in _of_ids(unit, list(ids))}


def below(unit: Unit, top: Area) -> list[Area]:
    """The area itself and everything below it."""
    known = _of_community(unit, top.community_id) if top.community_id is not None else _of_street(unit, top.id)
    return [one for one in known if top.covers(one)]


def every(unit: Unit) -> list[Area]:
    """The whole tree, parents before children."""
    rows = unit.execute(select(tables.areas).order_by(func.length(_row.path), _row.id)).all()
    return sorted((_area(row) for row in rows), key=lambda one: (one.level.depth, one.id))


def rooms_by_area(unit: Unit) -> dict[int, set[str]]:
    """The rooms of every building."""
    found: dict[int, set[str]] = {}
    for row in unit.execute(select(tables.rooms)):
        found.setdefault(row.area_id, set()).add(row.room)
    return found


def add(unit: Unit, values: dict[str, Any], parent: Area | None) -> Area:
    """A new area below its parent."""
    area_id = unit.execute(insert(tables.areas).values(**values, path="").returning(_row.id)).scalar_one()
    path = (*(parent.path if parent else ()), area_id)
    community = area_id if values["level"] == Level.COMMUNITY else (parent.community_id if parent else None)
    change(unit, area_id, {"path": _joined(path), "community_id": community})
    return area(unit, area_id)


def change(unit: Unit, area_id: int, values: dict[str, Any]) -> None:
    """Other values for some columns."""
    unit.execute(update(tables.areas).where(_row.id == area_id).values(values))


def add_rooms(unit: Unit, area_id: int, rooms: set[str]) -> None:
    """More rooms of a building; those it has already stay."""
    if rooms:
        unit.insert_new(tables.rooms, [{"area_id": area_id, "room": room} for room in sorted(rooms)])


def as_name(one: Area) -> AreaName:
    """What reading a place needs to know of an area."""
    return AreaName(one.id, one.code, one.name, one.level.value, one.parent_id, one.path, one.lat, one.lon, one.outline)


def _joined(path: tuple[int, ...]) -> str:
    return "/".join(str(one) for one in path)
