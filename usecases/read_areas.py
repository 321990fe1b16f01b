"""Reads a file of areas: TOML, or a workbook with the same columns as sheets."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.area_rows import BadFile, Entry, Row, checked
from domain.mistake import Mistake

_COLUMNS = {
    "编号": "code", "级别": "level", "名称": "name", "上级": "parent", "房号": "rooms", "纬度": "lat", "经度": "lon",
    "房间": "room", "楼栋": "area",
}  # fmt: skip
_LEVELS = {
    "街道": "street", "镇": "street", "社区": "community", "居民区": "community", "网格": "grid", "楼栋": "building",
}  # fmt: skip
_ROOMS = ("rooms", "房间", "房号")
"""The sheet that names one room a row; the areas are in the first of the others."""


def read_rows(path: Path) -> list[Row]:
    """The areas of a file. Raises BadFile with every mistake in it, OSError when it can't be read."""
    entries, bad = _of_workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm", ".ods") else _of_toml(path)
    rows, more = checked(entries)
    if bad or more:
        raise BadFile([*bad, *more])
    return rows


def _of_toml(path: Path) -> tuple[list[Entry], list[Mistake]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile([_of_file(path, "areas.not_toml", reason=str(error))]) from error
    raw = table.get("area")
    if not isinstance(raw, list) or not raw:
        raise BadFile([_of_file(path, "areas.empty")])
    bad = [_of_file(path, "areas.unknown_table", name=key) for key in table if key != "area"]
    return [Entry(one, number) for number, one in enumerate(raw, 1)], bad


def _of_workbook(path: Path) -> tuple[list[Entry], list[Mistake]]:
    sheets = _sheets(path)
    listed = {name: rows for name, rows in sheets.items() if name.strip().lower() in _ROOMS}
    name, rows = next(((name, rows) for name, rows in sheets.items() if name not in listed and rows), ("", []))
    entries = [Entry(_area(said), number, name) for number, said in _records(rows)]
    if not entries:
        raise BadFile([_of_file(path, "areas.empty_sheet")])
    by_code = {str(one.said.get("code", "")).upper(): one.said for one in entries}
    bad = []
    for sheet, below in listed.items():
        for number, said in _records(below):
            building = by_code.get(str(said.get("area", "")).strip().upper())
            if building is None or "room" not in said:
                place: dict[str, object] = {"sheet": sheet, "row": number, "code": said.get("area", "–")}
                bad.append(Mistake("areas.room_row", {}, "areas.where.row", place))
            else:
                building.setdefault("rooms", []).append(_plain(said["room"]))
    return entries, bad


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    try:
        import python_calamine  # noqa: PLC0415  an optional extra, for those who keep their areas in a workbook
    except ImportError:
        raise BadFile([_of_file(path, "areas.no_reader")]) from None
    path.stat()  # the reader's own errors do not say that there is no such file
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise BadFile([_of_file(path, "areas.not_workbook", reason=str(error))]) from error


def _records(rows: list[list[Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row that says anything, with its number as the program that made it shows it, by the names in the first."""
    if not rows:
        return
    names = [_COLUMNS.get(str(cell).strip(), str(cell).strip().lower()) for cell in rows[0]]
    for number, row in enumerate(rows[1:], 2):
        said = {name: cell for name, cell in zip(names, row, strict=False) if name and cell not in ("", None)}
        if said:
            yield number, said


def _area(said: dict[str, Any]) -> dict[str, Any]:
    """The same as TOML would say it: texts where a cell holds a number, a list of rooms, the level's own word."""
    area = {key: value if key in ("lat", "lon", "rooms") else str(_plain(value)) for key, value in said.items()}
    if "level" in area:
        area["level"] = _LEVELS.get(area["level"].strip(), area["level"].strip())
    if "rooms" in area:
        area["rooms"] = [one for one in re.split(r"[\s,，、;；]+", str(_plain(said["rooms"]))) if one]
    return area


def _plain(value: Any) -> Any:
    """A workbook's numbers are all fractions: room 101 is 101.0 there."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _of_file(path: Path, key: str, **values: object) -> Mistake:
    return Mistake(key, values, place={"file": path.name})
