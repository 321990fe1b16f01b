"""Which area of the tree a caption means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.normalise import same_length
from domain.place.numbers import CHINESE, digits
from domain.place.reading import read_place

_BARE_NUMBER = re.compile(
    rf"^\s*#?(?P<b>[A-Za-z]?\d{{1,3}}|[{CHINESE}]{{1,4}}|[A-Za-z])\s*(?:栋|幢|号楼?|座|#|单元)?\s*[。.!！]?\s*$"
)
_COMMON_END = re.compile(r"(?:居民区|居委会|社区|小区|街道|镇|村|网格|片区|苑|花园|家园)$")


@dataclass(frozen=True)
class AreaName:
    """An area of the tree as it is looked for: `path` are the ids from the root down to itself."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None
    path: tuple[int, ...]
    lat: float | None
    lon: float | None
    outline: tuple[tuple[float, float], ...] = ()


def match_areas(text: str, areas: Sequence[AreaName]) -> tuple[AreaName, ...]:
    """The areas that the text may mean, best first; exactly one means sure, none that the text names no known place.

    A building's number picks buildings, a name or code of an area above narrows them. An estate that is named but
    that no area bears leaves nothing: it lies elsewhere.
    """
    plain = same_length(text)
    named = _deepest([area for area in areas if _is_named(area, plain)])
    coded = [area for area in named if _has_code(area, plain)]
    if coded:
        return tuple(coded)
    place = read_place(text)
    bare = _BARE_NUMBER.match(plain)
    building = place.building or (digits(bare["b"]) if bare else "")
    if not building:
        return tuple(named)
    numbered = [area for area in areas if _number_of(area) == building]
    if place.unit:
        numbered = [area for area in numbered if read_place(area.name).unit in ("", place.unit)]
    inside = {area.id for area in named}
    within = [area for area in numbered if inside & set(area.path)]
    if within:
        return tuple(within)
    if place.estate and numbered and not named:
        core = _core(place.estate)
        by_id = {area.id: area for area in areas}
        return tuple(area for area in numbered if any(_alike(core, by_id[n].name) for n in area.path if n in by_id))
    return tuple(numbered)


def _is_named(area: AreaName, plain: str) -> bool:
    return _has_code(area, plain) or _has_name(area, plain)


def _has_code(area: AreaName, plain: str) -> bool:
    return (
        bool(area.code)
        and bool(re.search(rf"(?<![A-Za-z0-9-]){re.escape(area.code)}(?![A-Za-z0-9-])", plain, re.IGNORECASE))
        and not area.code.isdigit()
    )


def _has_name(area: AreaName, plain: str) -> bool:
    """Whether the text has the area's name, whole or without its common ending; a number never inside a longer one."""
    name = same_length(area.name)
    if area.level == "building" and _number_of(area) and not _core(re.sub(r"[\d栋幢号楼座#单元]+", "", name)):
        return False  # a bare "3栋" is found by its number
    names = {name, _core(name)} - {""}
    return any(len(one) > 1 and re.search(rf"(?<!\d){re.escape(one)}", plain) for one in names)


def _core(name: str) -> str:
    """A name without its common ending: 柳湖社区 -> 柳湖. One character is too little to go by."""
    core = _COMMON_END.sub("", name)
    return core if len(core) > 1 else name


def _alike(core: str, name: str) -> bool:
    return core in name or _core(name) in core


def _deepest(named: list[AreaName]) -> list[AreaName]:
    """Without the areas that lie above another named one; the longer name first."""
    above = {number for area in named for number in area.path[:-1]}
    return sorted((area for area in named if area.id not in above), key=lambda area: (-len(area.name), area.id))


def _number_of(area: AreaName) -> str:
    """A building's number, "" for another level."""
    if area.level != "building":
        return ""
    bare = _BARE_NUMBER.match(same_length(area.name))
    return digits(bare["b"]) if bare else read_place(area.name).building
