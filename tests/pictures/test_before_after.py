"""The result picture in all its variants: what is there, where, and that nothing runs over."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageColor

from views.catalog import Catalogs
from views.pictures.before_after import BeforeAfterFacts, draw_before_after
from views.pictures.palette import CARD, DADO, INK, JADE, WALL

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORDS = Catalogs()
RED, BLUE = (200, 40, 30), (30, 60, 200)


def photo(colour: tuple[int, int, int], size: tuple[int, int] = (1200, 1600)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", quality=95)
    return out.getvalue()


FACTS = BeforeAfterFacts(
    place="3栋",
    title="门口垃圾桶坏了",
    number=1042,
    before=photo(RED),
    after=photo(BLUE),
    before_at=datetime(2026, 6, 11, 9, 12, tzinfo=SHANGHAI),
    after_at=datetime(2026, 6, 11, 12, 32, tzinfo=SHANGHAI),
    who="物管家 陈师傅",
    took=timedelta(hours=3, minutes=20),
)
WRITTEN = "自行车今晚挪到车棚，门口画了黄线。"
LONG = replace(
    FACTS,
    place="凤凰城第一居民小区12栋",
    title="单元门口消防通道被十几辆电动自行车堵得严严实实出不去",
    who="物管家 欧阳〇〇师傅和他的全体同事们一起",
    took=timedelta(days=45, hours=13),
)


def drawn(facts: BeforeAfterFacts, language: str = "zh_CN") -> Image.Image:
    data = draw_before_after(facts, WORDS(language))
    image = Image.open(BytesIO(data))
    assert image.format == "JPEG"
    assert len(data) < 1_000_000
    return image.convert("RGB")


def near(image: Image.Image, at: tuple[int, int], colour: str | tuple[int, int, int]) -> bool:
    wanted = ImageColor.getrgb(colour) if isinstance(colour, str) else colour
    return all(abs(a - b) <= 6 for a, b in zip(image.getpixel(at), wanted, strict=True))


def test_photos_stand_side_by_side_over_their_labels() -> None:
    image = drawn(FACTS)
    assert image.size == (1200, 1173)
    assert near(image, (316, 500), RED)
    assert near(image, (884, 500), BLUE)
    assert near(image, (316, 930), INK)
    assert near(image, (884, 930), JADE)
    assert near(image, (600, 500), WALL)
    assert near(image, (600, 1160), DADO)


def test_missing_after_photo_is_a_card_with_the_words() -> None:
    image = drawn(replace(FACTS, after=None, result_text=WRITTEN))
    assert image.size == (1200, 1173)
    assert near(image, (316, 500), RED)
    assert near(image, (1100, 200), CARD)
    assert darkest(image, (640, 170, 1130, 820)) < 80


def test_missing_before_photo_leaves_the_other_full_width() -> None:
    image = drawn(replace(FACTS, before=None, after=photo(BLUE, (1600, 1200))))
    assert near(image, (60, 500), BLUE)
    assert near(image, (1140, 500), BLUE)
    assert image.size == (1200, 149 + 840 + 96 + 34 + 204)


@pytest.mark.parametrize(("size", "height"), [((900, 1600), 1120), ((1600, 1200), 840), ((1600, 400), 560)])
def test_photo_alone_keeps_its_shape_within_reason(size: tuple[int, int], height: int) -> None:
    assert drawn(replace(FACTS, before=None, after=photo(BLUE, size))).height == height + 149 + 96 + 34 + 204


def test_no_photo_at_all_is_a_small_card() -> None:
    image = drawn(replace(FACTS, before=None, after=None, result_text=WRITTEN))
    assert image.height < 900
    assert near(image, (1140, 200), CARD)
    assert drawn(replace(FACTS, before=None, after=None)).height < 900


@pytest.mark.slow
@pytest.mark.parametrize(
    "facts",
    [
        LONG,
        replace(LONG, after=None, result_text=WRITTEN * 20),
        replace(LONG, before=None, after=None, result_text=WRITTEN * 20),
    ],
    ids=["photos", "story", "text only"],
)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_long_runs_over_the_margin(facts: BeforeAfterFacts, language: str) -> None:
    image = drawn(replace(facts, before_at=facts.before_at - timedelta(days=260)), language)
    for x in (10, 20, 1180, 1190):
        assert all(near(image, (x, y), WALL) for y in range(0, 140, 2))
        assert all(near(image, (x, y), DADO) for y in range(image.height - 190, image.height, 2))
    assert all(near(image, (599, y), WALL) for y in range(150, 930, 10)) or facts.before is None


def test_dates_join_the_times_when_the_days_differ() -> None:
    same, other = drawn(FACTS), drawn(replace(FACTS, before_at=FACTS.before_at - timedelta(days=2)))
    bar = (290, 850, 420, 930)
    assert lightest(same, bar) < 60, "nothing but ink between the label and a short time"
    assert lightest(other, bar) > 200


def test_the_same_facts_give_the_same_picture() -> None:
    assert draw_before_after(FACTS, WORDS("zh_CN")) == draw_before_after(FACTS, WORDS("zh_CN"))
    assert draw_before_after(FACTS, WORDS("en")) != draw_before_after(FACTS, WORDS("zh_CN"))


def darkest(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return image.crop(box).convert("L").getextrema()[0]


def lightest(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return image.crop(box).convert("L").getextrema()[1]
