"""Which area of the tree a caption means."""

import pytest

from domain.place import AreaName, match_areas, nearest_area


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
