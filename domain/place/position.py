"""Which area a position on the ground lies in or nearest to. Degrees of latitude and longitude, as GPS gives them."""

import math
from collections.abc import Sequence
from itertools import pairwise

from domain.place.areas import AreaName

FAR_KM = 5.0
"""A position further than this from every area is in none of them."""
NEAR_KM = 0.06
"""So far from a building's point a photo may have been taken to be surely about it."""
CLEARLY = 1.5
"""So many times further away the next building must be."""
_EARTH_KM = 6371.0

Outline = Sequence[tuple[float, float]]
"""The corners of an area, one after the other; the last is joined to the first."""


def area_at(lat: float, lon: float, areas: Sequence[AreaName]) -> AreaName | None:
    """The area that a position surely is in: the deepest, then smallest, in whose outline it lies.

    Where that is no building, the one whose point is near, if no other is nearly as near. None when there is neither.
    """
    around = [one for one in areas if one.outline and lies_within(lat, lon, one.outline)]
    deepest = max(around, key=lambda one: (len(one.path), -_size(one.outline), -one.id), default=None)
    if deepest is not None and deepest.level == "building":
        return deepest
    below = [one for one in areas if one.level == "building" and (deepest is None or deepest.id in one.path)]
    near = _by_distance(lat, lon, below)
    if near and near[0][0] <= NEAR_KM and (len(near) == 1 or near[1][0] >= CLEARLY * near[0][0]):
        return near[0][2]
    return deepest


def nearest_area(lat: float, lon: float, areas: Sequence[AreaName]) -> AreaName | None:
    """The area in whose outline a position lies, else the one whose point is nearest; None when none is within 5 km."""
    around = area_at(lat, lon, areas)
    if around is not None:
        return around
    near = _by_distance(lat, lon, areas)
    return near[0][2] if near and near[0][0] <= FAR_KM else None


def lies_within(lat: float, lon: float, outline: Outline) -> bool:
    """Whether a position lies in an outline: a ray to the north crosses its sides an odd number of times."""
    inside = False
    for (south, west), (north, east) in _sides(outline):
        if (west > lon) != (east > lon) and lat < south + (north - south) * (lon - west) / (east - west):
            inside = not inside
    return inside


def mistake_in(outline: Outline) -> str:
    """What makes an outline none: `short` (fewer than three corners), `flat` (all in a line), `crossed`; else ""."""
    if len(set(outline)) < 3:  # noqa: PLR2004  a triangle
        return "short"
    if _size(outline) == 0:
        return "flat"
    sides = _sides(outline)
    pairs = ((one, other) for n, one in enumerate(sides) for other in sides[n + 1 :])
    return "crossed" if any(_cross(*one, *other) for one, other in pairs) else ""


def _sides(outline: Outline) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return list(pairwise([*outline, outline[0]]))


def _size(outline: Outline) -> float:
    """The surface in square degrees: enough to tell which of two is smaller."""
    return abs(sum(a * d - b * c for (a, b), (c, d) in _sides(outline))) / 2


def _cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> bool:
    """Whether the side from a to b and the one from c to d go through each other; touching ends don't."""
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _by_distance(lat: float, lon: float, areas: Sequence[AreaName]) -> list[tuple[float, int, AreaName]]:
    """The areas that have a point, nearest first; the deeper of two at the same place."""
    known = [
        (_kilometres(lat, lon, one.lat, one.lon), -len(one.path), one)
        for one in areas
        if one.lat is not None and one.lon is not None
    ]
    return sorted(known, key=lambda entry: (entry[0], entry[1], entry[2].id))


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Along the great circle."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
