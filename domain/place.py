"""Where a caption says that it is, what of it a group may see, and which area it means."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place as it was said: digits as text, floor "-1" for B1, "" for what was not said."""

    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    garage: str = ""
    gate: str = ""
    spot: str = ""


@dataclass(frozen=True)
class AreaName:
    """An area of the tree as a name to be matched: `path` are the ids from the root down to itself."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None
    path: tuple[int, ...]
    lat: float | None
    lon: float | None


_BUILDING = re.compile(r"(\d{1,3})\s*(?:栋|幢|号楼|座|#)")
_UNIT = re.compile(r"(\d{1,2})\s*单元")
_FLOOR = re.compile(r"(?<!\d)(\d{1,2})\s*(?:楼|层)")
_ROOM = re.compile(r"(?<!\d)(\d{3,4})\s*(?:室|房)")
_PRIVATE = re.compile(
    r"https?://\S+|@\w+|\b1[3-9]\d{9}\b|\b\d{17}[\dXx]\b|\d{1,3}-\d{1,2}-\d{3,4}(?:室)?|(?<!\d)\d{3,4}\s*(?:室|房)"
)
_POLITE = re.compile(r"[,，。!！?？~～\s]*(?:麻烦|请|谢谢|帮忙)[^,，。]*$")


def read_place(text: str) -> Place:
    """The place that `text` names."""

    def first(pattern: re.Pattern[str]) -> str:
        match = pattern.search(text)
        return match[1] if match else ""

    return Place(building=first(_BUILDING), unit=first(_UNIT), floor=first(_FLOOR), room=first(_ROOM))


def hide_private(text: str) -> str:
    """`text` without room numbers, telephone and identity numbers, mentions and links."""
    return re.sub(r"\s{2,}", " ", _PRIVATE.sub("", text)).strip()


def short_title(text: str, place: Place, limit: int = 20) -> str:
    """The thing that `text` is about, without place and politeness, cut to `limit`; "" when nothing is left."""
    rest = _POLITE.sub("", hide_private(text))
    if place.building:
        rest = _UNIT.sub("", _BUILDING.sub("", rest))
    return rest.strip(" ,，。的")[:limit]


def match_areas(text: str, areas: Sequence[AreaName]) -> tuple[AreaName, ...]:
    """The areas that `text` may mean, best first; exactly one means sure."""
    named = [area for area in areas if area.name and area.name in text]
    building = read_place(text).building
    if not building:
        return tuple(named)
    inside = {area.id for area in named}
    numbered = [area for area in areas if area.level == "building" and area.name.startswith(building)]
    within = [area for area in numbered if inside & set(area.path)]
    return tuple(within or numbered)


def nearest_area(lat: float, lon: float, areas: Sequence[AreaName]) -> AreaName | None:
    """The area whose point is nearest to a position in degrees; None when no area has a point."""
    known = [(area, area.lat, area.lon) for area in areas if area.lat is not None and area.lon is not None]
    if not known:
        return None
    shrink = math.cos(math.radians(lat))
    return min(known, key=lambda entry: math.hypot(entry[1] - lat, (entry[2] - lon) * shrink))[0]
