"""The poster's code can be scanned across a stairwell, and nothing on the sheet runs over."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageColor, ImageDraw

from views.catalog import Catalogs
from views.pictures.palette import CARD, DADO, INK, WALL

segno = pytest.importorskip("segno")
poster = pytest.importorskip("views.pictures.poster")

WORDS = Catalogs()
FACTS = poster.PosterFacts(
    "3栋",
    "梧桐里社区",
    "https://example.org/j/WTL-1-3",
    (
        poster.Contact("您的网格员", "李〇晴", "139 0000 0000"),
        poster.Contact("楼栋长", "张叔", "一楼会客角"),
        poster.Contact("物管家", "陈师傅", "000 0000"),
    ),
    ("5 月", 13, 11),
    "1栋服务站说一声，8:30–18:00 有人",
)
LONG = poster.PosterFacts(
    "凤凰城国际花园第一居民区112栋",
    "凤凰城国际花园第一居民区社区党群服务中心",
    "https://t.me/gridbee_of_a_long_name_bot?start=" + "A" * 64,
    tuple(poster.Contact("您的网格员" * 9, "欧阳〇〇〇" * 6, "139 0000 0000 " * 6) for _ in range(5)),
    ("12 月", 12345, 12344),
    "凤凰城" * 30,
)


def drawn(facts, language: str = "zh_CN", beneath: str | None = "en") -> Image.Image:
    image = Image.open(BytesIO(poster.draw_poster(facts, WORDS(language), WORDS(beneath) if beneath else None)))
    assert (image.format, image.size) == ("PNG", (1240, 1754))
    return image.convert("RGB")


@pytest.mark.parametrize("link", ["https://t.me/x", FACTS.link, LONG.link])
def test_code_is_the_link_large_enough_and_has_its_margin(link: str) -> None:
    image = drawn(replace(FACTS, link=link))
    inside = (90, 540, 572, 1020)  # the white of the box, down to where its words may begin
    box = image.crop(inside).convert("L").point(lambda value: 255 if value < 128 else 0)
    ImageDraw.Draw(box).rectangle((0, 0, 481, 20), 0)  # the frame's own round corners
    code = box.getbbox()
    side = code[2] - code[0]
    assert side == code[3] - code[1]
    assert side >= 354, "60 mm at 150 dpi"
    least = segno.make_qr(link, error="m", boost_error=False)
    expected = least if int(least.version) >= 3 else segno.make_qr(link, error="m", boost_error=False, version=3)
    modules = [[bool(cell) for cell in row] for row in expected.matrix]
    size = side // len(modules)
    seen = [
        [
            box.getpixel((code[0] + x * size + size // 2, code[1] + y * size + size // 2)) == 255
            for x in range(len(modules))
        ]
        for y in range(len(modules))
    ]
    assert seen == modules
    margin = 4 * size - 2
    around = box.crop((code[0] - margin, code[1] - margin, code[2] + margin, code[3] + margin))
    assert around.getbbox() == (margin, margin, margin + side, margin + side), "four modules of white all around"
    assert image.getpixel((100, 700)) == ImageColor.getrgb(CARD)
    assert image.getpixel((90 + code[0] + 3, 540 + code[1] + 3)) == ImageColor.getrgb(INK)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "beneath"), [("zh_CN", "en"), ("zh_CN", None), ("en", None), ("en", "zh_CN")])
@pytest.mark.parametrize(
    "facts", [FACTS, LONG, poster.PosterFacts("3栋", "梧桐里", FACTS.link, ())], ids=["usual", "long", "bare"]
)
def test_nothing_runs_over_the_edge(facts, language: str, beneath: str | None) -> None:
    image = drawn(facts, language, beneath)
    for x in (20, 1220):
        assert {image.getpixel((x, y)) for y in range(0, 1120, 3)} == {ImageColor.getrgb(WALL)}
        assert {image.getpixel((x, y)) for y in range(1145, 1754, 3)} == {ImageColor.getrgb(DADO)}
