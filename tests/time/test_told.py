"""What a digest says of days that are known to the last case: headline, trend, champions, and every figure."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from domain.briefing import Span, week_before
from domain.chats import Chat
from tests.time.book import KNOWN, SHANGHAI, Book, at, new_book
from tests.time.test_figures import known_week
from usecases.brief_area import brief_page
from views.catalog import Catalogs
from views.digest import digest, picture_facts
from views.outgoing import Outgoing
from views.scene import Scene

MORNING = "2026-06-15 08:00"
WEEK = week_before(at(MORNING).date())


@pytest.fixture
def book() -> Iterator[Book]:
    """An empty book."""
    one = new_book()
    yield one
    one.connection.close()


def told(book: Book, span: Span, morning: str, language: str = "zh_CN", **facts: Any) -> tuple[str, Scene]:
    """A digest of 凤凰城 in plain words, and the scene that it was made from."""
    facts |= {"area": book.area("FHC").id, "span": str(span)}
    with book.unit() as unit:
        page = brief_page(unit, 0, facts, at(morning))
    chat = Chat(1, 1, "private", "", language)
    scene = Scene(Catalogs()(language), SHANGHAI, at(morning), KNOWN, chat, facts=facts, page=page)
    shown = digest(scene)
    assert isinstance(shown, Outgoing)
    return re.sub(r"<[^>]*>", "", shown.text), scene


def test_the_known_week_in_words_and_in_the_picture(book: Book) -> None:
    """42 reported, 30 solved, 12 being coordinated; one rider with 12 problems and a suggestion."""
    known_week(book)
    text, scene = told(book, WEEK, MORNING)
    assert text == (
        "上周解决 30 件（居民已确认 25），新增 42 件。\n新增比前一周多 42 件。\n没有超期的。\n"
        "报得最多：骑手小〇，12 件问题、1 条建议。\n修得最多：物管家 陈师傅，28 件。"
    )
    every, _ = told(book, WEEK, MORNING, section="numbers")
    assert "上报 42，立案 42，也遇到 0，解决 30，居民确认 25，未确认 2，结案 27，打回 1" in every
    assert "现在：在办 12，协调中 12，待核查 3，超期 0" in every
    assert "解决率 67% (28/42)" in every
    assert "满意率 样本太少（20/24）" in every, "fewer than thirty say nothing as a percentage"
    facts = picture_facts(scene, scene.page.briefing)
    assert (facts.new, facts.solved, facts.confirmed, facts.to_confirm) == (42, 30, 25, 3)
    assert [(one.name, one.new, one.solved) for one in facts.grids] == [("第一网格", 28, 19), ("第二网格", 14, 9)]
    assert facts.thanks.reporters == 30


def test_by_category_and_by_role(book: Book) -> None:
    """Every figure divides by what it is and by whose it is; each part stands in a line."""
    known_week(book)
    book.file(at("2026-06-14 09:00"), by=book.person(3), category="facility.lighting", role="committee")
    text, _ = told(book, WEEK, MORNING, section="kinds")
    assert text.split("\n") == [
        "近 28 天，新增 / 解决 / 待核查 / 超期：", "垃圾桶损坏：42 / 28 / 3 / 0", "路灯/楼道灯不亮：1 / 0 / 0 / 0", "谁负责的：",
        "物管家：42 / 28 / 3 / 0", "居委会：1 / 0 / 0 / 0",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_list_fits_under_the_picture(book: Book, language: str) -> None:
    """A caption holds 1024 characters, however much there is to tell."""
    people = [book.person(number, "欧阳〇〇" * 6) for number in range(1, 12)]
    for place, slug in enumerate(sorted(KNOWN.categories)):
        role = sorted(KNOWN.roles)[place % len(KNOWN.roles)]
        for hour in range(10, 14):
            book.file(at(f"2026-06-{1 + place % 9:02} {hour}:00"), by=people[hour % 11], category=slug, role=role)
    for section in ("home", "late", "check", "mine", "unrouted", "silent", "spots", "parts", "kinds", "numbers"):
        text, _ = told(book, WEEK, MORNING, language, section=section)
        assert len(text.encode("utf-16-le")) // 2 <= 1024, section


def buttons(scene: Scene) -> list[tuple[str, str, int]]:
    """The buttons of a digest: label, verb, number."""
    shown = digest(scene)
    assert isinstance(shown, Outgoing)
    return [(one.label, one.press.verb.value, one.press.number) for row in shown.buttons for one in row if one.press]


def test_hot_spots_lead_to_their_latest_case(book: Book) -> None:
    """What came up three times at one place, and the case that it came up in last."""
    for hour in (10, 11, 12):
        book.file(at(f"2026-06-09 {hour}:00"), by=book.person(hour))
    book.file(at("2026-06-10 10:00"), by=book.person(1), category="facility.lighting")
    text, scene = told(book, WEEK, MORNING, section="spots")
    assert text == "近 60 天常出问题的地方：\n3栋 垃圾桶损坏：3 次"
    assert buttons(scene) == [("3 号", "case", 3), ("◂ 返回", "digest", book.area("FHC").id)]


def test_long_lists_have_pages(book: Book) -> None:
    """Fourteen overdue: the longest first, six on a page, each with a button that opens the case."""
    for hour in range(10, 24):
        book.file(at(f"2026-06-01 {hour}:00"), by=book.person(hour))
    seen = []
    for page, turns in ((0, ["后面 ▸"]), (1, ["◂ 前面", "后面 ▸"]), (2, ["◂ 前面"])):
        text, scene = told(book, WEEK, MORNING, section="late", page=page)
        assert text.startswith("超期 14 件，最久的在前：")
        opens = [number for _, verb, number in buttons(scene) if verb == "case"]
        assert [label for label, verb, _ in buttons(scene) if verb == "digest"][:-1] == turns
        seen += opens
    assert seen == list(range(1, 15))


def test_the_same_in_english(book: Book) -> None:
    known_week(book)
    text, _ = told(book, WEEK, MORNING, "en")
    assert "Reported most: 骑手小〇, 12 problems and 1 suggestion." in text
    assert "42 more new ones than the week before" in text


def test_a_late_reopening_changes_the_past_and_the_digest_says_so(book: Book) -> None:
    """Asked for again two days later, the same week has a lower rate and a sentence about it."""
    folk = known_week(book)
    book.move(
        folk["confirmed"], "reopen", folk["wang"], "又坏了", at("2026-06-18 18:00"), at=at("2026-06-17 10:00")
    )  # fmt: skip
    sentence = "其中 1 件过后又打开了，已经从解决率里减掉。"
    text, _ = told(book, WEEK, "2026-06-18 08:00")
    assert sentence in text
    assert "解决 30 件（居民已确认 24）" in text, "what was handed in was handed in; nobody says yes to it any more"
    every, _ = told(book, WEEK, "2026-06-18 08:00", section="numbers")
    assert "解决率 64% (27/42)" in every
    assert sentence in every
    assert sentence not in told(book, WEEK, MORNING)[0], "as it was on the Monday"


def test_the_next_week_is_compared_with_it(book: Book) -> None:
    """Fewer new cases than the week before, told as a number of them."""
    folk = known_week(book)
    book.file(at("2026-06-16 09:00"), by=folk["wang"])
    text, _ = told(book, week_before(at("2026-06-22 08:00").date()), "2026-06-22 08:00")
    assert "新增比前一周少 41 件。" in text


def test_equals_in_mending_are_thanked_together_or_not_at_all(book: Book) -> None:
    """Two who solved the same number share the sentence; of three nobody is singled out."""
    for place, worker in enumerate(("陈师傅", "吴师傅", "郑师傅")):
        number = book.file(at(f"2026-06-09 1{place}:00"), by=book.person(30 + place))
        book.solve(number, book.person(20 + place, worker), at(f"2026-06-09 1{place + 2}:00"))
        text, scene = told(book, WEEK, MORNING)
        thanks = picture_facts(scene, scene.page.briefing).thanks
        expected = ("陈师傅", "陈师傅、吴师傅", None)[place]
        assert thanks.who == expected
        assert (f"修得最多：物管家 {expected}，1 件。" in text) == (expected is not None)


def test_equals_are_named_side_by_side(book: Book) -> None:
    """Two with one report each; of many equals three are named and the others counted."""
    for person in range(1, 6):
        book.file(at(f"2026-06-09 {10 + person}:00"), by=book.person(person))
        if person == 2:
            assert "报得最多：人1，1 件问题；人2，1 件问题。" in told(book, WEEK, MORNING)[0]
    assert "人3，1 件问题；还有 2 位一样多。" in told(book, WEEK, MORNING)[0]
