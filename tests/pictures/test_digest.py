"""The digest tells the truth in its headline, is red only for what is late, and always fits a phone."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO

import pytest
from PIL import Image, ImageColor

from domain.habits import Digests
from views.catalog import Catalogs
from views.pictures.digest import draw_digest, headline
from views.pictures.digest_facts import CategoryLine, DayFigures, DigestFacts, GridLine, OverdueLine, Rate, Thanks
from views.pictures.palette import BRICK, BRICK_TINT, CARD, DADO, HONEY, INK_2, JADE, PLATE, WALL

WORDS = Catalogs()
TODAY = date(2026, 6, 11)
NEW, SOLVED = (6, 7, 5, 4, 8, 7, 9, 6, 8, 5, 4, 10, 10, 9), (5, 8, 3, 2, 9, 7, 8, 7, 9, 3, 2, 8, 9, 11)


def overdue(place: str, title: str, hours: int) -> OverdueLine:
    return OverdueLine(place, title, 1019, "网格员 周〇敏", timedelta(hours=hours))


FACTS = DigestFacts(
    community="梧桐里社区",
    today=TODAY,
    new=9,
    solved=11,
    confirmed=7,
    to_confirm=4,
    overdue=3,
    usual_new=7.4,
    thanks=Thanks(reporters=8, who="陈师傅", role="物管家", fixed=4),
    overdue_lines=(
        overdue("7栋", "2单元楼道堆物", 53),
        overdue("14栋", "车棚雨棚破损", 27),
        overdue("12栋", "西侧窨井盖破损", 5),
    ),
    window=tuple(
        DayFigures(TODAY - timedelta(days=14 - place), *day) for place, day in enumerate(zip(NEW, SOLVED, strict=True))
    ),
    responded=Rate(96, 98),
    resolved=Rate(88, 98),
    satisfied=Rate(57, 60),
    grids=(GridLine("第一网格", 41, 38, 0), GridLine("第二网格", 36, 33, 2), GridLine("第三网格", 21, 17, 1)),
    categories=(CategoryLine("环境卫生", 31), CategoryLine("停车与道路", 22), CategoryLine("其他", 6, is_rest=True)),
)
IN_TIME = replace(FACTS, overdue=0, overdue_lines=(), grids=(GridLine("第一网格", 41, 38, 0),))
QUIET = DigestFacts("梧桐里社区", TODAY, 0, 1, 1, 2, 0, Thanks(who="刘叔", patrolled=True), usual_new=7.1)
WORST = replace(
    FACTS,
    community="凤凰城国际花园第一居民区",
    overdue=1234,
    new=1234,
    solved=1000,
    to_confirm=999,
    overdue_lines=tuple(
        overdue("凤凰城第一居民区112栋", "消防通道被十几辆电动自行车堵得严严实实出不去" * 2, 24 * 400 + 23)
        for _ in range(40)
    ),
    grids=tuple(GridLine(f"凤凰城国际花园第{number}网格", 999, 998, 99) for number in range(10)),
    categories=tuple(CategoryLine("停车与道路交通安全管理", 999) for _ in range(12)),
    thanks=Thanks(reporters=999, who="欧阳〇〇〇师傅" * 4, role="凤凰城物业管理处物管家", fixed=99),
)


@lru_cache
def drawn(facts: DigestFacts, language: str = "zh_CN") -> Image.Image:
    image = Image.open(BytesIO(draw_digest(facts, WORDS(language))))
    assert image.format == "PNG"
    assert image.width == 1080
    return image.convert("RGB")


def colours(image: Image.Image) -> AbstractSet[tuple[int, int, int]]:
    return {colour for _, colour in image.getcolors(image.width * image.height)}


def has(image: Image.Image, colour: str) -> bool:
    return ImageColor.getrgb(colour) in colours(image)


@pytest.mark.parametrize(
    ("new", "solved", "late", "chinese", "english"),
    [
        (
            9,
            11,
            3,
            "昨天解决了 <jade>11</jade> 件，\n还有 <brick>3 件超期</brick>，请您看看。",
            "<jade>11</jade> solved yesterday.\n<brick>3 overdue</brick>, please look.",
        ),
        (
            9,
            0,
            3,
            "昨天没有办完的事，\n还有 <brick>3 件超期</brick>，请您看看。",
            "None solved yesterday.\n<brick>3 overdue</brick>, please look.",
        ),
        (9, 11, 0, "昨天解决了 <jade>11</jade> 件，\n都在时限内。", "<jade>11</jade> solved yesterday,\nall in time."),
        (9, 0, 0, "昨天新来 9 件，\n都在时限内。", "9 new yesterday,\nall in time."),
        (0, 1, 0, "昨天很安静。\n没有新问题，也没有超期。", "All quiet yesterday.\nNothing new, none overdue."),
        (
            0,
            0,
            1,
            "昨天没有办完的事，\n还有 <brick>1 件超期</brick>，请您看看。",
            "None solved yesterday.\n<brick>1 overdue</brick>, please look.",
        ),
    ],
)
def test_headline_is_true(new: int, solved: int, late: int, chinese: str, english: str) -> None:
    facts = replace(FACTS, new=new, solved=solved, overdue=late)
    assert headline(facts, WORDS("zh_CN")) == chinese
    assert headline(facts, WORDS("en")) == english


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_brick_means_overdue_and_nothing_else(language: str) -> None:
    late, in_time, quiet = drawn(FACTS, language), drawn(IN_TIME, language), drawn(QUIET, language)
    assert has(late, BRICK)
    assert has(late, BRICK_TINT)
    for image in (in_time, quiet):
        assert not has(image, BRICK)
        assert not has(image, BRICK_TINT)
        assert has(image, JADE)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("last", [(0, 0), (2, 0), (0, 2)])
def test_nothing_but_days_stands_below_the_axis(last: tuple[int, int], language: str) -> None:
    """After a day with little, 「解决 0」 must not stand beside 「昨天」 as if they were one."""
    window = (*FACTS.window[:-1], DayFigures(FACTS.window[-1].on, *last))
    image = drawn(replace(FACTS, window=window), language)
    ink, wall = ImageColor.getrgb(INK_2), ImageColor.getrgb(WALL)
    axis = next(y for y in range(1100, 1700) if all(image.getpixel((x, y)) == ink for x in range(80, 830, 50)))
    beside = image.crop((870, axis + 4, 1080, axis + 48))
    assert {colour for _, colour in beside.getcolors(9999)} == {wall}


def test_quiet_morning_shows_the_street_and_no_charts() -> None:
    image = drawn(QUIET)
    assert image.height < 1200
    assert has(image, "#3F6259")
    assert not has(image, PLATE)
    assert has(image, HONEY)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    "facts",
    [FACTS, IN_TIME, WORST, replace(WORST, grids=()), replace(WORST, categories=())],
    ids=["usual", "in time", "worst", "no grids", "no categories"],
)
def test_picture_fits_a_phone_and_its_margins(facts: DigestFacts, language: str) -> None:
    image = drawn(facts, language)
    assert image.height <= 2160
    foot = image.crop((0, image.height - 20, 1080, image.height))
    assert colours(foot) == {ImageColor.getrgb(DADO)}, "the last line stands clear of the edge"
    for x in (20, 40, 1040, 1070):
        column = image.crop((x, 0, x + 1, image.height))
        assert colours(column) <= {ImageColor.getrgb(each) for each in ("#F5F6F1", DADO, JADE)}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("count", [9, 8888], ids=str)
def test_figures_keep_clear_of_each_other(count: int, language: str) -> None:
    """However many digits and whatever stands beneath them: nothing touches the line between two tiles."""
    counts = dict.fromkeys(("new", "solved", "confirmed", "to_confirm", "overdue"), count)
    image = drawn(replace(FACTS, **counts, kind=Digests.MONTHLY, usual_new=float(count)), language)
    for edge in (56 + 235, 56 + 470, 56 + 705):
        beside = image.crop((edge - 9, 370, edge, 600))
        assert colours(beside) == {ImageColor.getrgb(CARD)}, edge


def test_few_cases_give_no_percentage_and_no_bar() -> None:
    """Of 29 cases nobody gets a bar: that region of the picture then has no jade."""
    rates = (56, 1120, 1024, 1250)
    enough = replace(FACTS, responded=Rate(30, 30), resolved=Rate(15, 30), satisfied=Rate(29, 30))
    few = replace(FACTS, responded=Rate(29, 29), resolved=Rate(15, 29), satisfied=Rate(0, 0))
    assert has(drawn(enough).crop(rates), JADE)
    assert not has(drawn(few).crop(rates), JADE)


def test_empty_window_is_left_out() -> None:
    nothing = replace(FACTS, window=(), grids=(), categories=())
    assert drawn(nothing).height < drawn(FACTS).height - 700
    assert drawn(replace(FACTS, window=tuple(DayFigures(each.on, 0, 0) for each in FACTS.window))).height < 1400


@pytest.mark.slow
@pytest.mark.parametrize(
    "thanks",
    [
        Thanks(),
        Thanks(reporters=1),
        Thanks(who="陈师傅", role="物管家", fixed=1),
        Thanks(reporters=2, who="陈师傅", fixed=3),
        Thanks(who="刘叔", patrolled=True),
    ],
)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_thanks_are_always_said(thanks: Thanks, language: str) -> None:
    image = drawn(replace(FACTS, thanks=thanks), language)
    foot = image.crop((56, image.height - 120, 1024, image.height)).convert("L")
    assert foot.getextrema()[0] < 60


def test_the_same_facts_give_the_same_bytes() -> None:
    assert draw_digest(FACTS, WORDS("zh_CN")) == draw_digest(FACTS, WORDS("zh_CN"))
