"""Brings the area tree into line with a file: idempotent, nothing is deleted, every bad row is named."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.people import Area, Level
from domain.place.position import mistake_in
from storage import areas
from storage.unit import Unit

_KEYS = {"code", "level", "name", "parent", "rooms", "lat", "lon", "outline"}
_CODE_LIMIT = 40
_NAME_LIMIT = 80
_ROOM_LIMIT = 20
_CORNER_LIMIT = 500
_POLE = 90
_OUTLINES = {
    "short": "outline has fewer than three different corners",
    "flat": "the corners of outline lie in one line",
    "crossed": "the sides of outline cross each other; write the corners in their order around the area",
}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""What links and buttons can carry."""
_LIES_IN = {
    Level.COMMUNITY: (Level.STREET,), Level.GRID: (Level.COMMUNITY,), Level.BUILDING: (Level.GRID, Level.COMMUNITY),
}  # fmt: skip


class BadFile(Exception):
    """The file can't be imported; `lines` says of each bad row which it is, what is wrong, and what to write."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Row:
    """One area of the file."""

    code: str
    level: Level
    name: str
    parent: str
    rooms: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    outline: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Change:
    """What the import does, or would do: `what` is added, changed or rooms."""

    what: str
    code: str
    detail: str


def read_rows(path: Path) -> list[Row]:
    """The areas of a TOML file. Raises BadFile with one line for each bad row, OSError when it can't be read."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile([f"{path.name}: not a TOML file: {error}"]) from error
    raw = table.get("area")
    if not isinstance(raw, list) or not raw:
        raise BadFile([f"{path.name}: no [[area]] in it; each area needs code, level, name and (but streets) parent"])
    bad = [f"{path.name}: unknown table [{key}]; only [[area]] is read" for key in table if key != "area"]
    rows = []
    for number, one in enumerate(raw, 1):
        mistakes = _mistakes(one)
        bad += [f"area {number} ({_label(one)}): {mistake}" for mistake in mistakes]
        if not mistakes:
            rows.append(_row(one))
    bad += _tree_mistakes(rows)
    if bad:
        raise BadFile(bad)
    return rows


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
            changes.append(Change("changed", row.code, ", ".join(f"{k} = {v}" for k, v in differing.items())))
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


def _contradictions(rows: Sequence[Row], known: dict[str, Area]) -> list[str]:
    by_id = {one.id: one for one in known.values()}
    coming = {one.code.upper() for one in rows}
    bad = []
    for row in rows:
        stored = known.get(row.code.upper())
        parent = known.get(row.parent.upper())
        if row.parent and parent is None and row.parent.upper() not in coming:
            bad.append(f"area {row.code}: its parent {row.parent} is neither in the file nor in the database")
        elif parent is not None and row.parent.upper() not in coming and parent.level not in _LIES_IN[row.level]:
            bad.append(_misplaced(row, parent.code, parent.level))
        if stored is None:
            continue
        if stored.level != row.level:
            bad.append(f"area {row.code}: it is a {stored.level} already, the file says {row.level}")
        above = by_id[stored.parent_id].code if stored.parent_id else ""
        if above.upper() != row.parent.upper():
            bad.append(f"area {row.code}: it lies in {above or 'nothing'} already, the file says {row.parent}")
    return bad


def _misplaced(row: Row, parent: str, level: Level) -> str:
    wanted = " or ".join(f"a {one}" for one in _LIES_IN[row.level])
    return f"area {row.code}: a {row.level} lies in {wanted}; {parent} is a {level}"


def _mistakes(one: Any) -> list[str]:
    if not isinstance(one, dict):
        return ["it is not a table"]
    bad = [f"unknown key {key}; known are {', '.join(sorted(_KEYS))}" for key in one if key not in _KEYS]
    for key, limit in (("code", _CODE_LIMIT), ("name", _NAME_LIMIT)):
        value = one.get(key)
        if not isinstance(value, str) or not value.strip():
            bad.append(f"{key} is missing")
        elif len(value) > limit:
            bad.append(f"{key} is longer than {limit} characters")
        elif key == "code" and not _CODE.fullmatch(value.strip()):
            bad.append("code is made of A-Z, a-z, 0-9, - and _, and begins with a letter or a digit")
    if one.get("level") not in list(Level):
        bad.append(f"level is {one.get('level')!r}; write one of {', '.join(Level)}")
    elif one["level"] == Level.STREET and one.get("parent"):
        bad.append("a street has no parent")
    elif one["level"] != Level.STREET and not _is_text(one.get("parent")):
        bad.append("parent is missing")
    return bad + _detail_mistakes(one)


def _detail_mistakes(one: dict[str, Any]) -> list[str]:
    bad = []
    rooms = one.get("rooms", [])
    if not isinstance(rooms, list) or not all(type(room) is int or _is_text(room) for room in rooms):
        bad.append('rooms is a list of room numbers, such as ["101", "102"]')
    elif long := [str(room) for room in rooms if len(str(room).strip()) > _ROOM_LIMIT]:
        bad.append(f"room {long[0]} is longer than {_ROOM_LIMIT} characters")
    elif rooms and one.get("level") != Level.BUILDING:
        bad.append("only a building has rooms")
    for key, edge in (("lat", 90), ("lon", 180)):
        value = one.get(key)
        if value is not None and (type(value) not in (int, float) or not -edge <= value <= edge):
            bad.append(f"{key} is a number from -{edge} to {edge}")
    if (one.get("lat") is None) != (one.get("lon") is None):
        bad.append("lat and lon go together")
    return [*bad, *_outline_mistakes(one.get("outline", []))]


def _outline_mistakes(corners: Any) -> list[str]:
    if corners == []:
        return []
    if not isinstance(corners, list) or not all(map(_is_corner, corners)):
        return ["outline is a list of corners [latitude, longitude], such as [[30.74, 121.34], [30.74, 121.35], …]"]
    if len(corners) > _CORNER_LIMIT:
        return [f"outline has {len(corners)} corners, more than {_CORNER_LIMIT}"]
    mistake = mistake_in([(lat, lon) for lat, lon in corners])
    return [_OUTLINES[mistake]] if mistake else []


def _is_corner(corner: Any) -> bool:
    numbers = isinstance(corner, list) and [type(part) in (int, float) for part in corner] == [True, True]
    return numbers and abs(corner[0]) <= _POLE and abs(corner[1]) <= 2 * _POLE


def _tree_mistakes(rows: Sequence[Row]) -> list[str]:
    bad = []
    seen: dict[str, Row] = {}
    for row in rows:
        if row.code.upper() in seen:
            bad.append(f"area {row.code}: the code is there twice; codes are unique, in capitals or not")
        seen.setdefault(row.code.upper(), row)
    for row in rows:
        parent = seen.get(row.parent.upper())
        if parent is not None and row.parent and parent.level not in _LIES_IN[row.level]:
            bad.append(_misplaced(row, parent.code, parent.level))
    return bad


def _row(one: dict[str, Any]) -> Row:
    return Row(
        code=one["code"].strip(),
        level=Level(one["level"]),
        name=one["name"].strip(),
        parent=str(one.get("parent") or "").strip(),
        rooms=tuple(str(room).strip() for room in one.get("rooms", [])),
        lat=one.get("lat"),
        lon=one.get("lon"),
        outline=tuple((lat, lon) for lat, lon in one.get("outline", [])),
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _label(one: Any) -> str:
    return str(one.get("code", "no code")) if isinstance(one, dict) else "no code"
