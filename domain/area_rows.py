"""What a file of areas may say: each entry by itself, then the tree they make. Every mistake is named."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.mistake import Mistake
from domain.people import Level
from domain.place.position import mistake_in

KEYS = ("code", "level", "name", "parent", "rooms", "lat", "lon", "outline")
LIES_IN = {
    Level.COMMUNITY: (Level.STREET,), Level.GRID: (Level.COMMUNITY,), Level.BUILDING: (Level.GRID, Level.COMMUNITY),
}  # fmt: skip
_LONGEST = {"code": 40, "name": 80}
_ROOM_LIMIT = 20
_CORNER_LIMIT = 500
_EDGES = {"lat": 90, "lon": 180}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""What links and buttons can carry."""


class BadFile(Exception):
    """The file can't be imported; `mistakes` says of each bad row which it is, what is wrong, and what to write."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("; ".join(one.key for one in mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class Entry:
    """What the file says of one area, unchecked, and where: the row of a sheet, or the number of the entry."""

    said: Any
    number: int
    sheet: str = ""


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


def checked(entries: Iterable[Entry]) -> tuple[list[Row], list[Mistake]]:
    """The rows that are fine by themselves, and the mistakes of the others and of the tree."""
    rows: list[Row] = []
    bad: list[Mistake] = []
    for entry in entries:
        mistakes = _mistakes(entry.said)
        where = "areas.where.row" if entry.sheet else "areas.where.entry"
        place: dict[str, object] = {"row": entry.number, "code": _code(entry.said), "sheet": entry.sheet}
        bad += [Mistake(key, values, where, place) for key, values in mistakes]
        if not mistakes:
            rows.append(_row(entry.said))
    return rows, bad + _tree_mistakes(rows)


def about(row: Row, key: str, **values: object) -> Mistake:
    """A mistake of a row that is fine by itself."""
    return Mistake(key, values, "areas.where.code", {"code": row.code})


def misplaced(row: Row, parent: str, level: Level) -> Mistake:
    """An area below one of a level in which it can't lie."""
    wanted = "/".join(LIES_IN[row.level])
    return about(row, "areas.misplaced", level=row.level.value, wanted=wanted, parent=parent, there=level.value)


_Found = list[tuple[str, dict[str, object]]]


def _mistakes(one: Any) -> _Found:
    if not isinstance(one, dict):
        return [("areas.not_a_table", {})]
    known = ", ".join(KEYS)
    bad: _Found = [("areas.unknown_key", {"name": key, "known": known}) for key in one if key not in KEYS]
    return bad + _name_mistakes(one) + _level_mistakes(one) + _room_mistakes(one) + _position_mistakes(one)


def _name_mistakes(one: dict[str, Any]) -> _Found:
    bad: _Found = []
    for key, most in _LONGEST.items():
        value = one.get(key)
        if not isinstance(value, str) or not value.strip():
            bad.append(("areas.missing", {"name": key}))
        elif len(value) > most:
            bad.append(("areas.too_long", {"name": key, "most": most}))
        elif key == "code" and not _CODE.fullmatch(value.strip()):
            bad.append(("areas.code_letters", {}))
    return bad


def _level_mistakes(one: dict[str, Any]) -> _Found:
    if one.get("level") not in list(Level):
        return [("areas.level", {"value": repr(one.get("level")), "known": ", ".join(Level)})]
    if one["level"] == Level.STREET:
        return [("areas.street_parent", {})] if one.get("parent") else []
    if _is_text(one.get("parent")):
        return []
    return [("areas.parent", {"level": one["level"], "wanted": "/".join(LIES_IN[Level(one["level"])])})]


def _room_mistakes(one: dict[str, Any]) -> _Found:
    rooms = one.get("rooms", [])
    if not isinstance(rooms, list) or not all(type(room) is int or _is_text(room) for room in rooms):
        return [("areas.rooms", {})]
    if long := [str(room) for room in rooms if len(str(room).strip()) > _ROOM_LIMIT]:
        return [("areas.room_long", {"room": long[0], "most": _ROOM_LIMIT})]
    return [("areas.rooms_of_building", {})] if rooms and one.get("level") != Level.BUILDING else []


def _position_mistakes(one: dict[str, Any]) -> _Found:
    bad: _Found = []
    for key, edge in _EDGES.items():
        value = one.get(key)
        if value is not None and (type(value) not in (int, float) or not -edge <= value <= edge):
            bad.append(("areas.number", {"name": key, "edge": edge}))
    if (one.get("lat") is None) != (one.get("lon") is None):
        bad.append(("areas.lat_lon", {}))
    return bad + _outline_mistakes(one.get("outline", []))


def _outline_mistakes(corners: Any) -> _Found:
    if corners == []:
        return []
    if not isinstance(corners, list) or not all(map(_is_corner, corners)):
        return [("areas.outline", {})]
    if len(corners) > _CORNER_LIMIT:
        return [("areas.outline_many", {"count": len(corners), "most": _CORNER_LIMIT})]
    mistake = mistake_in([(lat, lon) for lat, lon in corners])
    return [(f"areas.outline_{mistake}", {})] if mistake else []


def _is_corner(corner: Any) -> bool:
    numbers = isinstance(corner, list) and [type(part) in (int, float) for part in corner] == [True, True]
    return numbers and abs(corner[0]) <= _EDGES["lat"] and abs(corner[1]) <= _EDGES["lon"]


def _tree_mistakes(rows: Sequence[Row]) -> list[Mistake]:
    bad = []
    seen: dict[str, Row] = {}
    for row in rows:
        if row.code.upper() in seen:
            bad.append(about(row, "areas.twice"))
        seen.setdefault(row.code.upper(), row)
    for row in rows:
        parent = seen.get(row.parent.upper())
        if parent is not None and row.parent and parent.level not in LIES_IN[row.level]:
            bad.append(misplaced(row, parent.code, parent.level))
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


def _code(one: Any) -> str:
    return str(one.get("code") or "–") if isinstance(one, dict) else "–"
