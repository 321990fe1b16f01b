"""Is it the same thing? Rows as neighbours write them."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.sameness import Heard, Sameness, Told, best, compare, distance, same_words

NOON = datetime(2026, 6, 11, 12, tzinfo=UTC)


def heard(
    text: str, *, category: str = "sanitation.garbage_overflow", area: int = 3, hours: float = 1, hazard: bool = False
) -> Heard:
    return Heard(7, area, category, NOON - timedelta(hours=hours), text, hazard)


def told(
    text: str, *, category: str = "sanitation.garbage_overflow", area: int = 3, hazard: bool = False
) -> Told:
    return Told(area, category, NOON, text, hazard)


@pytest.mark.parametrize(
    ("new", "known", "expected"),
    [
        (told("3栋楼下垃圾桶满了没人收"), heard("3栋楼下的垃圾桶满了，没人收"), Sameness.SURE),
        (told("楼下那个桶又炸了，味儿太大"), heard("3栋楼下垃圾桶满了"), Sameness.LIKELY),
        (told("2单元楼道堆物"), heard("3单元楼道堆物"), Sameness.NO),
        (told("3栋楼下垃圾桶满了"), heard("3栋楼下垃圾桶满了", area=5), Sameness.NO),
        (told("3栋楼下垃圾桶满了"), heard("3栋楼下垃圾桶满了", hours=24 * 20), Sameness.NO),
        (told("路灯不亮", category="facility.lighting"), heard("垃圾桶满了"), Sameness.NO),
        (told("垃圾满出来了"), heard("垃圾满出来了", hours=24 * 10), Sameness.SURE),
        (told("大树倒了压到人了", hazard=True), heard("大树倒了"), Sameness.NO),
        (told("大树倒了压到人了", hazard=True), heard("大树倒了压到人", hazard=True), Sameness.SURE),
        (told("大树倒了压到人了"), heard("大树倒了压到人", hazard=True), Sameness.SURE),
    ],
)  # fmt: skip
def test_rows(new: Told, known: Heard, expected: Sameness) -> None:
    """Place and words decide."""
    assert compare(new, known) is expected


def test_the_surest_wins() -> None:
    """Among several the surest, not the first."""
    how, which = best(told("垃圾桶满了没人收"), [heard("味儿太大"), heard("垃圾桶满了没人收呀")])
    assert how is Sameness.SURE
    assert which is not None
    assert which.text == "垃圾桶满了没人收呀"
    assert best(told("垃圾桶满了"), []) == (Sameness.NO, None)


def test_a_danger_joins_another_danger_however_alike_something_milder_is() -> None:
    """What is milder is not looked at, rather than found to be the surest and then refused."""
    known = [heard("大树倒了压到人了"), heard("大树倒下来，压到人了", hazard=True)]
    how, which = best(told("大树倒了压到人了", hazard=True), known)
    assert how is Sameness.SURE
    assert which is known[1]


def test_words_and_bits() -> None:
    """The measures are 1 for the same, 0 for nothing in common."""
    assert same_words("垃圾桶坏了", "垃圾桶 坏了！") == 1.0
    assert same_words("垃圾桶", "路灯") == 0.0
    assert distance(-1, 0) == 64
    assert distance(5, 4) == 1
