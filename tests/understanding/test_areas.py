"""Which area of the tree a caption means."""

from dataclasses import replace

import pytest

from domain.place import AreaName, area_at, match_areas, nearest_area
from domain.place.position import mistake_in


def area(number: int, code: str, name: str, level: str, *above: int, at: tuple[float, float] | None = None) -> AreaName:
    lat, lon = at or (None, None)
    return AreaName(number, code, name, level, above[-1] if above else None, (*above, number), lat, lon)


TREE = [
    area(1, "SY", "山阳镇", "street"),
    area(2, "FHC", "凤凰城", "community", 1),
    area(3, "FHC-1", "第一网格", "grid", 1, 2),
    area(4, "FHC-1-3", "3栋", "building", 1, 2, 3, at=(30.7400, 121.3400)),
    area(5, "FHC-1-5", "5栋", "building", 1, 2, 3, at=(30.7410, 121.3410)),
    area(6, "LH", "柳湖社区", "community", 1),
    area(7, "LH-1-3", "柳湖3栋", "building", 1, 6, at=(30.7500, 121.3500)),
    area(8, "LH-1-13", "13号楼", "building", 1, 6),
]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("5栋路灯坏了", ["FHC-1-5"]),
        ("五号楼漏水", ["FHC-1-5"]),
        ("3栋垃圾满了", ["FHC-1-3", "LH-1-3"]),
        ("凤凰城3栋垃圾满了", ["FHC-1-3"]),
        ("柳湖小区3号楼漏水", ["LH-1-3"]),
        ("13栋", ["LH-1-13"]),
        ("5", ["FHC-1-5"]),
        ("五", ["FHC-1-5"]),
        ("fhc-1-3 门坏了", ["FHC-1-3"]),
        ("柳湖路灯坏了", ["LH"]),
        ("广场花苑小区5栋", []),
        ("99栋", []),
        ("路灯坏了", []),
        ("", []),
    ],
)
def test_matching(text: str, codes: list[str]) -> None:
    assert [one.code for one in match_areas(text, TREE)] == codes


def test_nearest() -> None:
    near = nearest_area(30.7409, 121.3409, TREE)
    assert near is not None
    assert near.code == "FHC-1-5"


def test_nobody_is_near_on_the_other_side_of_the_town() -> None:
    assert nearest_area(31.2, 121.5, TREE) is None
    assert nearest_area(30.74, 121.34, TREE[:3]) is None


def square(lat: float, lon: float, side: float) -> tuple[tuple[float, float], ...]:
    return ((lat, lon), (lat, lon + side), (lat + side, lon + side), (lat + side, lon))


L_SHAPE = ((30.70, 121.30), (30.70, 121.32), (30.71, 121.32), (30.71, 121.31), (30.72, 121.31), (30.72, 121.30))
DRAWN = [
    replace(area(2, "FHC", "凤凰城", "community", 1), outline=L_SHAPE),
    replace(area(4, "FHC-3", "3栋", "building", 1, 2), outline=square(30.7010, 121.3010, 0.0005)),
    area(5, "FHC-5", "5栋", "building", 1, 2, at=(30.7050, 121.3050)),
    area(6, "FHC-6", "6栋", "building", 1, 2, at=(30.7050, 121.3060)),
    area(7, "LH-1", "1栋", "building", 1, 9, at=(30.8000, 121.4000)),
]


@pytest.mark.parametrize(
    ("position", "code"),
    [
        ((30.7012, 121.3012), "FHC-3"),  # inside its outline
        ((30.7008, 121.3012), "FHC"),  # beside it: only the community is sure
        ((30.7051, 121.3051), "FHC-5"),  # 15 m from its point
        ((30.7050, 121.3055), "FHC"),  # between two buildings
        ((30.7150, 121.3150), None),  # in the notch of the community's shape
        ((30.8001, 121.4001), "LH-1"),  # near a point, in nobody's outline
        ((30.8020, 121.4001), None),  # 220 m away: anywhere
    ],
)
def test_where_a_photo_was_taken(position: tuple[float, float], code: str | None) -> None:
    """By outline or by a point that is near; never a guess between two buildings."""
    found = area_at(*position, DRAWN)
    assert (found.code if found else None) == code


def test_a_shared_location_takes_the_nearest_all_the_same() -> None:
    """Who shares where they are is asked about nothing more; an outline beats a point."""
    assert nearest_area(30.8020, 121.4001, DRAWN).code == "LH-1"
    assert nearest_area(30.7012, 121.3012, DRAWN).code == "FHC-3"


@pytest.mark.parametrize(
    ("outline", "mistake"),
    [
        (square(30.7, 121.3, 0.1), ""),
        (L_SHAPE, ""),
        (((30.7, 121.3), (30.8, 121.3), (30.7, 121.3)), "short"),
        (((30.7, 121.3), (30.8, 121.3), (30.9, 121.3)), "flat"),
        (((30.7, 121.3), (30.8, 121.4), (30.8, 121.3), (30.7, 121.41)), "crossed"),
    ],
)
def test_what_is_no_outline(outline: tuple[tuple[float, float], ...], mistake: str) -> None:
    assert mistake_in(outline) == mistake
