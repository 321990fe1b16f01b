"""The area file: every bad row is named at once, importing again changes nothing, nothing is ever deleted."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bot.troubles import told
from domain.people import Area, Level
from storage import areas
from storage.database import Database
from storage.unit import Unit
from usecases.import_areas import BadFile, Change, Row, import_areas
from usecases.read_areas import read_rows
from views.catalog import LANGUAGES, Catalogs

GOOD = """
[[area]]
code = "FHC-1-3"
level = "building"
name = "3栋"
parent = "FHC-1"
rooms = ["101", 102, "301"]
lat = 30.75
lon = 121

[[area]]
code = "SY"
level = "street"
name = "山阳镇"

[[area]]
code = "FHC"
level = "community"
name = "凤凰城"
parent = "sy"

[[area]]
code = "FHC-1"
level = "grid"
name = "第一网格"
parent = "FHC"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "areas.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(BadFile) as caught:
        read_rows(written(folder, text))
    return lines_of(caught.value)


def lines_of(error: BadFile) -> list[str]:
    """What the operator reads; every language has words for it."""
    told_in = {language: told(error, Catalogs()(language)) or [] for language in LANGUAGES}
    assert len({len(lines) for lines in told_in.values()}) == 1
    return told_in["en"]


def tree(unit: Unit) -> dict[str, Area]:
    return {one.code: one for one in areas.every(unit)}


async def imported(database: Database, rows: list[Row]) -> list[str]:
    changes: list[Change] = await database.run(import_areas, rows)
    return [f"{one.what} {one.code}: {one.detail}" for one in changes]


async def test_a_file_becomes_the_tree_whatever_its_order(database: Database, tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, GOOD))
    assert await imported(database, rows) == [
        "added SY: street 山阳镇", "added FHC: community 凤凰城", "added FHC-1: grid 第一网格",
        "added FHC-1-3: building 3栋", "rooms FHC-1-3: 3",
    ]  # fmt: skip
    found = await database.read(tree)
    building = found["FHC-1-3"]
    assert building.path == tuple(found[code].id for code in ("SY", "FHC", "FHC-1", "FHC-1-3"))
    assert (building.level, building.community_id) == (Level.BUILDING, found["FHC"].id)
    assert (building.lat, building.lon) == (30.75, 121)
    assert (await database.read(areas.rooms_by_area))[building.id] == {"101", "102", "301"}


async def test_importing_again_changes_nothing_and_later_what_differs(database: Database, tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, GOOD))
    await imported(database, rows)
    assert await imported(database, rows) == []
    other = GOOD.replace("3栋", "三栋").replace('"301"', '"401", "402"').replace("FHC-1-3", "fhc-1-3")
    assert await imported(database, read_rows(written(tmp_path, other))) == [
        "changed fhc-1-3: name 3栋 → 三栋", "rooms fhc-1-3: 2",
    ]  # fmt: skip
    found = await database.read(tree)
    assert set(found) == {"SY", "FHC", "FHC-1", "FHC-1-3"}
    assert (await database.read(areas.rooms_by_area))[found["FHC-1-3"].id] == {"101", "102", "301", "401", "402"}
    await imported(database, [Row("FHC-1-5", Level.BUILDING, "5栋", "FHC-1")])
    assert len(await database.read(tree)) == 5


async def test_what_contradicts_the_database_is_named_whole_and_changes_nothing(database: Database) -> None:
    await imported(database, [
        Row("SY", Level.STREET, "山阳镇", ""), Row("FHC", Level.COMMUNITY, "凤凰城", "SY"),
        Row("FHC-1", Level.GRID, "第一网格", "FHC"), Row("FHC-2", Level.GRID, "第二网格", "FHC"),
        Row("FHC-1-3", Level.BUILDING, "3栋", "FHC-1"),
    ])  # fmt: skip
    wrong = [
        Row("NEW", Level.BUILDING, "新楼", "NOWHERE"),
        Row("FHC-2", Level.BUILDING, "第二网格", "FHC"),
        Row("FHC-1-3", Level.BUILDING, "另一个名字", "FHC-2"),
        Row("FHC-9", Level.GRID, "第九网格", "SY"),
    ]
    with pytest.raises(BadFile) as caught:
        await imported(database, wrong)
    assert lines_of(caught.value) == [
        "area NEW: its parent NOWHERE is neither in the file nor in the database.",
        "area FHC-2: it is a grid already, the file says building.",
        "area FHC-1-3: it lies in FHC-1 already, the file says FHC-2.",
        "area FHC-9: a grid lies in a community; SY is a street.",
    ]
    assert (await database.read(tree))["FHC-1-3"].name == "3栋"


@pytest.mark.parametrize(
    ("fields", "mistake"),
    [
        ('level = "grid"\nname = "x"\nparent = "P"', "code is missing"),
        ('code = "  "\nlevel = "grid"\nname = "x"\nparent = "P"', "code is missing"),
        ('code = "三栋"\nlevel = "grid"\nname = "x"\nparent = "P"', "code is made of A-Z, a-z, 0-9, - and _"),
        ('code = "A 1"\nlevel = "grid"\nname = "x"\nparent = "P"', "code is made of A-Z, a-z, 0-9, - and _"),
        (f'code = "{"A" * 41}"\nlevel = "grid"\nname = "x"\nparent = "P"', "code is longer than 40 characters"),
        ('code = "A"\nlevel = "grid"\nparent = "P"', "name is missing"),
        ('code = "A"\nlevel = "community"\nname = "x"', "a community says in which street it lies"),
        (f'code = "A"\nlevel = "grid"\nname = "{"名" * 81}"\nparent = "P"', "name is longer than 80 characters"),
        ('code = "A"\nlevel = "tower"\nname = "x"\nparent = "P"', "level is 'tower'. Write one of street, community"),
        ('code = "A"\nlevel = ["grid"]\nname = "x"\nparent = "P"', "level is ['grid']. Write one of street"),
        ('code = "A"\nlevel = "street"\nname = "x"\nparent = "P"', "a street has no parent"),
        ('code = "A"\nlevel = "grid"\nname = "x"', "parent is missing"),
        ('code = "A"\nlevel = "grid"\nname = "x"\nparent = ""', "parent is missing"),
        ('code = "A"\nlevel = "grid"\nname = "x"\nparent = "P"\nrooms = ["1"]', "only a building has rooms"),
        ('code = "A"\nlevel = "building"\nname = "x"\nparent = "P"\nrooms = "101"', "rooms is a list of room numbers"),
        ('code = "A"\nlevel = "building"\nname = "x"\nparent = "P"\nrooms = [true]', "rooms is a list of room numbers"),
        ('code = "A"\nlevel = "building"\nname = "x"\nparent = "P"\nrooms = [" "]', "rooms is a list of room numbers"),
        (
            f'code = "A"\nlevel = "building"\nname = "x"\nparent = "P"\nrooms = ["{"1" * 21}"]',
            "is longer than 20 characters",
        ),
        ('code = "A"\nlevel = "building"\nname = "x"\nparent = "P"\nlat = 91\nlon = 1', "lat is a number from -90 to 90"),
        ('code = "A"\nlevel = "building"\nname = "x"\nparent = "P"\nlat = nan\nlon = 1', "lat is a number"),
        ('code = "A"\nlevel = "building"\nname = "x"\nparent = "P"\nlat = 1', "lat and lon go together"),
        ('code = "A"\nlevel = "street"\nname = "x"\noutline = [[1, 2], [3, 4]]', "fewer than three different corners"),
        ('code = "A"\nlevel = "street"\nname = "x"\noutline = [[1, 2], [2, 3], [3, 4]]', "lie in one line"),
        ('code = "A"\nlevel = "street"\nname = "x"\noutline = [[0, 0], [2, 2], [2, 0], [0, 3]]', "cross each other"),
        ('code = "A"\nlevel = "street"\nname = "x"\noutline = [[121, 31], [122, 31], [122, 32]]', "[latitude, longitude]"),
        ('code = "A"\nlevel = "street"\nname = "x"\noutline = "31,121"', "outline is a list of corners"),
        ('code = "A"\nlevel = "grid"\nname = "x"\nparent = "P"\ncolour = "red"', "unknown key colour. Known are code"),
    ],
)
def test_a_bad_row_says_which_it_is_and_what_to_write(tmp_path: Path, fields: str, mistake: str) -> None:
    lines = mistakes(tmp_path, f"[[area]]\n{fields}\n")
    assert len(lines) == 1
    assert lines[0].startswith("area 1 (")
    assert mistake in lines[0]


def test_all_bad_rows_are_named_at_once(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"code": "SY", "level": "street", "name": "山阳镇"},
        {"code": "A", "level": "tower", "name": ""},
        {"code": "FHC", "level": "community", "name": "凤凰城", "parent": "SY"},
        {"code": "fhc", "level": "community", "name": "凤凰城二", "parent": "SY"},
        {"code": "B", "level": "building", "name": "楼", "parent": "SY"},
        {"code": "C", "level": "community", "name": "社区", "parent": "FHC"},
    ]
    text = "[settings]\nx = 1\n" + "".join(
        "[[area]]\n" + "".join(f'{key} = "{value}"\n' for key, value in row.items()) for row in rows
    )
    assert mistakes(tmp_path, text) == [
        "areas.toml: unknown table [settings]; only [[area]] is read.",
        "area 2 (A): name is missing.",
        "area 2 (A): level is 'tower'. Write one of street, community, grid, building.",
        "area fhc: the code is there twice. Codes are unique, in capitals or not.",
        "area B: a building lies in a grid/community; SY is a street.",
        "area C: a community lies in a street; FHC is a community.",
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "areas.toml: no [[area]] in it"),
        ("area = 3", "areas.toml: no [[area]] in it"),
        ("[[area]\ncode", "areas.toml: not a TOML file"),
        ("area = [3]", "area 1 (–): this is not a table"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, mistake: str) -> None:
    (line,) = mistakes(tmp_path, text)
    assert line.startswith(mistake)


def test_a_file_that_is_no_text_at_all(tmp_path: Path) -> None:
    path = tmp_path / "areas.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadFile, match="not_toml"):
        read_rows(path)
    with pytest.raises(FileNotFoundError):
        read_rows(tmp_path / "none.toml")


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "areas.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert len(read_rows(path)) == 4


def workbook(folder: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook with these sheets."""
    path = folder / "areas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_a_workbook_says_the_same(tmp_path: Path) -> None:
    """Numbers, empty rows, rooms in one cell or in a sheet of their own; the columns in either language."""
    found = read_rows(workbook(
        tmp_path,
        area=[
            ["code", "level", "name", "parent", "rooms", "lat", "lon"],
            ["SY", "street", "山阳镇"], [], ["FHC", "community", "凤凰城", "SY"], ["FHC-1", "grid", "第一网格", "FHC"],
            ["FHC-1-3", "building", "3栋", "FHC-1", "101, 102；301", 30.75, 121],
            ["FHC-1-5", "building", 5, "FHC-1", 101],
        ],
        rooms=[["area", "room"], ["fhc-1-3", 401], ["FHC-1-5", "1-102"]],
    ))  # fmt: skip
    assert [one.code for one in found] == ["SY", "FHC", "FHC-1", "FHC-1-3", "FHC-1-5"]
    assert found[3] == Row("FHC-1-3", Level.BUILDING, "3栋", "FHC-1", ("101", "102", "301", "401"), 30.75, 121)
    assert (found[4].name, found[4].rooms) == ("5", ("101", "1-102"))
    chinese = [["编号", "级别", "名称", "上级", "房号"], ["SY", "街道", "山阳镇"], ["FHC", "社区", "凤凰城", "SY"]]
    chinese += [["FHC-3", "楼栋", "3栋", "FHC", "101、102"]]
    assert [(one.level, one.rooms) for one in read_rows(workbook(tmp_path, 区域=chinese))][2] == (Level.BUILDING, ("101", "102"))


def test_all_bad_rows_of_a_workbook_are_named_by_their_row(tmp_path: Path) -> None:
    """As the program that made it numbers them."""
    path = workbook(
        tmp_path,
        areas=[["code", "level", "name", "parent", "colour"], ["SY", "street", "山阳镇", "", ""], ["A", "tower", "", "SY", "red"]],
        rooms=[["area", "room"], ["NOWHERE", "101"]],
    )
    with pytest.raises(BadFile) as caught:
        read_rows(path)
    assert lines_of(caught.value) == [
        "rooms, row 2 (NOWHERE): needs the code of a building in the first sheet (area) and a room (room).",
        "areas, row 3 (A): unknown key colour. Known are code, level, name, parent, rooms, lat, lon, outline.",
        "areas, row 3 (A): name is missing.",
        "areas, row 3 (A): level is 'tower'. Write one of street, community, grid, building.",
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"code,level\n"])
def test_a_workbook_that_is_none(tmp_path: Path, content: bytes) -> None:
    """One line, and no traceback."""
    path = tmp_path / "areas.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadFile, match="not_workbook"):
        read_rows(path)
    with pytest.raises(FileNotFoundError):
        read_rows(tmp_path / "none.xlsx")
    with pytest.raises(BadFile, match="empty_sheet"):
        read_rows(workbook(tmp_path, area=[["code", "level"]]))
