"""Text that is too long loses its unit, then its street, then its end."""

import pytest

from views.pictures.lettering import drawable, fit, fit_place, width
from views.pictures.paragraph import Run, broken, runs


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("2单元楼道堆物", 400, "2单元楼道堆物"),
        ("2单元楼道堆物", 260, "楼道堆物"),
        ("凤凰路88号 2单元楼道堆物", 500, "凤凰路88号 楼道堆物"),
        ("凤凰路88号 2单元楼道堆物", 240, "楼道堆物"),
        ("凤凰路88号 2单元楼道堆物", 150, "楼道…"),
        ("Clutter in stairwell, unit 2", 470, "Clutter in stairwell"),
        ("12 Phoenix Road, Clutter in stairwell, unit 2", 470, "Clutter in stairwell"),
        ("Clutter in the long stairwell", 400, "Clutter in the..."),
        ("道路积水，路面湿滑", 300, "道路积水…"),  # a road as such is no street's name
        ("😡垃圾桶坏了", 400, "垃圾桶坏了"),
        ("2单元", 60, "…"),
    ],
)
def test_fitting(text: str, room: int, kept: str) -> None:
    assert fit(text, 50, room) == kept
    assert width(kept, 50) <= room


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("3栋", "3栋"),
        ("凤凰城第一居民小区 12栋", "12栋"),
        ("Phoenix City, Block B, Bldg 12", "Bldg 12"),
        ("凤凰城第一居民小区12栋", "…小区12栋"),
    ],
)
def test_place_keeps_its_building(text: str, kept: str) -> None:
    assert fit_place(text, 50, 300) == kept


def plain(text: str, room: int, most: int = 9) -> list[str]:
    lines = broken(runs(text), 50, room, most)
    assert all(sum(width(run.text, 50, run.bold) for run in line) <= room for line in lines)
    return ["".join(run.text for run in line) for line in lines]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("修好啦了，请看看", 200, ["修好啦", "了，请看", "看"]),  # no line begins with a comma
        ("还有 3 件超期", 150, ["还有", "3 件超", "期"]),  # a figure keeps its measure word
        ("水管今晚换，明早 6:00 前来水", 320, ["水管今晚换，", "明早 6:00 前", "来水"]),
        ("Thank you to the 8 neighbours", 300, ["Thank you", "to the 8", "neighbours"]),
        ("第一行\n第二行", 900, ["第一行", "第二行"]),
        ("（先关水闸）再来", 160, ["（先关", "水闸）", "再来"]),
        ("antidisestablishmentarianism", 300, ["antidisestab", "lishmentaria", "nism"]),
    ],
)
def test_breaking(text: str, room: int, lines: list[str]) -> None:
    assert plain(text, room) == lines


def test_breaking_stops_with_an_ellipsis() -> None:
    assert plain("一二三四五六七八九十一二三四五六", 250, most=2) == ["一二三四五", "六七八九…"]


def test_parts_keep_their_weight_and_colour_over_a_break() -> None:
    lines = broken(runs("谢谢物管家 <b>陈师傅</b>，和大家。"), 50, 330, 3)
    assert [[(run.text, run.bold) for run in line] for line in lines] == [
        [("谢谢物管家", False)],
        [("陈师傅", True), ("，和大", False)],
        [("家。", False)],
    ]
    assert {run.colour for run in runs("<jade>11</jade> 件，<brick>3 件</brick>")} == {"#1B6B55", "#1D2928", "#B23A1B"}


def test_bold_name_of_nothing_drawable_is_left_out() -> None:
    assert broken(runs("谢谢 <b>😀</b>。"), 50, 300, 2) == [[Run("谢谢 。")]]


def test_names_with_angle_brackets_are_only_text() -> None:
    assert runs("<script>老王</b>") == [Run("<script>老王</b>")]


def test_drawable_keeps_plain_text() -> None:
    assert drawable("3栋 门口，1042 号") == "3栋 门口，1042 号"
