"""The passbook adds up, shows its newest lines, and refuses to print sums that do not agree."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageColor

from views.catalog import Catalogs
from views.pictures.palette import DADO, HONEY_TINT, JADE, PLATE
from views.pictures.passbook import PassbookEntry, PassbookFacts, Reward, draw_passbook, fitted

WORDS = Catalogs()
ENTRIES = (
    PassbookEntry(date(2026, 5, 17), "service", "小区清洁日，2 小时", 10, 118),
    PassbookEntry(date(2026, 5, 24), "redeemed", "换抽纸 1 提", -20, 98),
    PassbookEntry(date(2026, 6, 3), "reversed", "冲回：1003号 记重了", -3, 95),
    PassbookEntry(date(2026, 6, 11), "report", "垃圾桶坏了 1042号，属实", 3, 98),
)
FACTS = PassbookFacts("梧桐里社区", "王阿姨", "3栋", 98, 46, 112, -60, ENTRIES, Reward("一桶食用油", 150))


def drawn(facts: PassbookFacts, language: str = "zh_CN") -> Image.Image:
    image = Image.open(BytesIO(draw_passbook(facts, WORDS(language))))
    assert (image.format, image.width) == ("PNG", 1080)
    return image.convert("RGB")


def at(image: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    return image.getpixel((x, y))


@pytest.mark.parametrize("wrong", [{"balance": 99}, {"reports": 47}, {"redeemed": 60}, {"entries": ENTRIES[:-1]}])
def test_sums_that_do_not_agree_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="passbook"):
        replace(FACTS, **wrong)


def test_one_row_for_each_entry_and_the_newest_on_honey() -> None:
    image = drawn(FACTS)
    assert image.height == drawn(replace(FACTS, entries=ENTRIES[-1:])).height + 3 * 84
    rows = [481 + 91 + 84 * row + 40 for row in range(4)]
    honey = ImageColor.getrgb(HONEY_TINT)
    assert [at(image, 20, y) == honey for y in rows] == [False, False, False, True]
    assert at(image, 222, 481 + 91 + 16 + 25) == ImageColor.getrgb(JADE)
    assert at(image, 222, rows[3] - 2) == ImageColor.getrgb(PLATE)


def test_what_the_points_are_for_stays_where_a_title_is_long() -> None:
    """The title is cut, not the number and the reason behind it; a title that fits is left alone."""
    entry = replace(ENTRIES[-1], text="2单元3楼到4楼拐角的灯一直闪 1031号，看过结果", about="2单元3楼到4楼拐角的灯一直闪")
    assert re.fullmatch("2单元3楼.*… 1031号，看过结果", fitted(entry, 36, 500))
    assert fitted(entry, 36, 5000) == entry.text
    assert fitted(replace(entry, text="换抽纸一大提", about=""), 36, 100).endswith("…")


def test_the_community_stands_once_where_no_building_is_known() -> None:
    plate = ImageColor.getrgb(PLATE)
    for place, stands in (("梧桐里社区", False), (FACTS.place, True)):
        image = drawn(replace(FACTS, place=place))
        assert (plate in {at(image, x, 60) for x in range(700, 1020)}) is stands


def test_a_long_life_still_fits_a_phone() -> None:
    many = replace(FACTS, entries=(ENTRIES[0],) * 200 + ENTRIES[-1:])
    image = drawn(many)
    assert image.height < 2160
    assert at(image, 20, 481 + 91 + 84 * 11 + 40) == ImageColor.getrgb(HONEY_TINT)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    "facts",
    [
        FACTS,
        PassbookFacts("梧桐里社区", "骑手小〇", "蜂巢驿站", 0, 0, 0, 0, ()),
        replace(FACTS, next_reward=Reward("抽纸", 50)),
        replace(
            FACTS,
            community="凤凰城国际花园第一居民区社区党群服务中心",
            holder="欧阳〇〇〇阿姨和她的女儿",
            place="凤凰城第一居民区112栋",
            entries=(replace(ENTRIES[3], text="垃圾桶坏了" * 9),),
            next_reward=Reward("一桶上好的食用油" * 5, 99_999),
        ),
        PassbookFacts("梧桐里", "王阿姨", "3栋", -12_345, 0, 0, -12_345, ()),
    ],
    ids=["usual", "empty", "enough", "long", "in debt"],
)
def test_nothing_runs_over(facts: PassbookFacts, language: str) -> None:
    image = drawn(facts, language)
    assert {at(image, 1070, y) for y in range(image.height - 60, image.height)} == {ImageColor.getrgb(DADO)}
    edge = image.crop((1060, 0, 1080, 459)).getcolors(10_000)
    assert max(sum(colour) for _, colour in edge) < 500, "only the honeycomb's faint lines reach the edge of the cover"


def test_five_digits_keep_clear_of_the_points_beside_them() -> None:
    """Between the two columns stays a gap of paper, whatever the balance."""
    rich = tuple(replace(one, balance=98_765) for one in ENTRIES)
    image = drawn(PassbookFacts("梧桐里社区", "王阿姨", "3栋", 98_765, 50_000, 60_000, -11_235, rich))
    row = image.crop((700, 481 + 91 + 18, 1020, 481 + 91 + 66)).convert("L")
    ink = [min(row.getpixel((x, y)) for y in range(row.height)) < 120 for x in range(row.width)]
    first = ink.index(True)
    gaps = "".join("#" if one else "." for one in ink[first:]).strip(".")
    assert "." * 20 in gaps


def test_bar_fills_with_the_balance() -> None:
    low, high = drawn(FACTS), drawn(replace(FACTS, next_reward=Reward("抽纸", 50)))
    y = low.height - 44
    honey = ImageColor.getrgb("#F2B233")
    share = [sum(at(image, x, y) == honey for x in range(60, 1020)) / 960 for image in (low, high)]
    assert abs(share[0] - 98 / 150) < 0.02
    assert share[1] > 0.98
