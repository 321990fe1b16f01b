"""Where a caption or a position says that it is, what of it a group may see, and which area it means."""

from domain.place.areas import AreaName, match_areas
from domain.place.place import Place
from domain.place.position import area_at, nearest_area
from domain.place.private import hide_private
from domain.place.reading import read_place
from domain.place.title import short_title

__all__ = [
    "AreaName", "Place", "area_at", "hide_private", "match_areas", "nearest_area", "read_place", "short_title",
]  # fmt: skip
