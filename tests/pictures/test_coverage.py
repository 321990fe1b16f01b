"""The coverage picture: the right number of lit windows, and nobody's home in the group's one."""

from io import BytesIO

import pytest
from PIL import Image, ImageColor

from views.catalog import Catalogs
from views.pictures.coverage import CoverageFacts, FloorFacts, draw_coverage, draw_coverage_for_group
from views.pictures.digest_facts import Rate
from views.pictures.palette import DADO, HONEY, PANE

WORDS = Catalogs()
HOUSE = CoverageFacts(
    "3栋",
    (
        FloorFacts(1, (True, None, False, True)),
        FloorFacts(2, (False, True, False, True)),
        FloorFacts(3, (False, False, False, True)),
    ),
    ("01", "02", "03", "04"),
)
SAME_NUMBER = CoverageFacts(
    "3栋",
    (
        FloorFacts(1, (False, None, False, True)),
        FloorFacts(2, (True, True, False, True)),
        FloorFacts(3, (True, False, False, False)),
    ),
    ("01", "02", "03", "04"),
)
TOWER = CoverageFacts(
    "凤凰城国际花园第一居民区112栋",
    tuple(FloorFacts(number, (number % 3 == 0,) * 16) for number in range(1, 55)),
    tuple(f"{number:02}" for number in range(1, 17)),
)


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    assert (image.format, image.width) == ("PNG", 1080)
    return image.convert("RGB")


def windows(image: Image.Image, left: int, wide: int, columns: int, floors: int) -> list[str]:
    """The façade from the ground up as text: # lit, o not yet, . no room."""
    cell = (wide - 40) / columns
    rows = []
    for floor in range(floors):
        y = 243 + 96 + 12 + 66 * (floors - 1 - floor)
        marks = ""
        for column in range(columns):
            x = round(left + 20 + cell * column + (cell - 60) / 2 + 60 * 0.13)
            pixel = image.getpixel((x, y + 20))
            marks += {ImageColor.getrgb(HONEY): "#", ImageColor.getrgb(PANE): "o"}.get(pixel, ".")
        rows.append(marks)
    return rows


def test_building_head_sees_the_true_rooms() -> None:
    image = opened(draw_coverage(HOUSE, WORDS("zh_CN")))
    assert windows(image, 150, 780, 4, 3) == ["#.o#", "o#o#", "ooo#"]


def test_group_sees_a_number_and_nobodys_home() -> None:
    image = opened(draw_coverage_for_group(HOUSE, WORDS("zh_CN")))
    assert windows(image, 130, 820, 4, 3) == ["#.##", "##oo", "oooo"]
    assert draw_coverage_for_group(HOUSE, WORDS("zh_CN")) == draw_coverage_for_group(SAME_NUMBER, WORDS("zh_CN"))


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 112, 0), (1, 1000, 1), (84, 112, 75), (999, 1000, 99), (112, 112, 100), (1, 8, 12), (3, 8, 38)],
)
def test_percent_is_never_all_or_nothing_by_rounding(part: int, whole: int, percent: int) -> None:
    assert Rate(part, whole).percent == percent


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("draw", [draw_coverage, draw_coverage_for_group])
@pytest.mark.parametrize(
    "facts",
    [
        HOUSE,
        TOWER,
        CoverageFacts("1栋", (FloorFacts(1, (True,)),), ("01",)),
        CoverageFacts("1栋", (FloorFacts(1, (None, None)),), ("01", "02")),
    ],
    ids=["house", "tower", "all joined", "no households"],
)
def test_every_house_fits_a_phone(draw, facts: CoverageFacts, language: str) -> None:
    image = opened(draw(facts, WORDS(language)))
    assert image.height <= 2160
    assert image.getpixel((1075, image.height - 5)) == ImageColor.getrgb(DADO)
