"""By when something was promised: dated rows, seen from Thursday 11 June 2026, a little past noon in Shanghai."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Refusal
from domain.promise import read_promise

NOON = datetime(2026, 6, 11, 12, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("words", "day", "before", "after"),
    [
        ("自来水公司 6月13日 阀门已订", (2026, 6, 13), "自来水公司 ", " 阀门已订"),
        ("自来水公司", None, "自来水公司", ""),
        ("gas company, 2 days, valve ordered", (2026, 6, 13), "gas company, ", ", valve ordered"),
        ("燃气公司3天后回话", (2026, 6, 14), "燃气公司", "回话"),
        ("water company 6/20", (2026, 6, 20), "water company ", ""),
        ("water company 20 June, valve", (2026, 6, 20), "water company ", ", valve"),
        ("gas company, by Sun 3 January", (2027, 1, 3), "gas company, ", ""),
        ("market 12, 2 days", (2026, 6, 13), "market 12, ", ""),
        ("供电所 2026-07-01", (2026, 7, 1), "供电所 ", ""),
        ("供电所 明天", (2026, 6, 12), "供电所 ", ""),
        ("后天 供电所", (2026, 6, 13), "", " 供电所"),
        ("today", (2026, 6, 11), "", ""),
        ("到周五", (2026, 6, 12), "", ""),
        ("下周一", (2026, 6, 15), "", ""),
        ("下周日", (2026, 6, 21), "", ""),
        ("by Sunday", (2026, 6, 14), "", ""),
        ("延到1月3日", (2027, 1, 3), "", ""),
        ("水管直径 2.5 寸，电话 021-57245566", None, "水管直径 2.5 寸，电话 021-57245566", ""),
        ("6月15日 配件要3天到", (2026, 6, 15), "", " 配件要3天到"),
        ("配件要 3 天到，6月15日", (2026, 6, 15), "配件要 3 天到，", ""),
        ("15号，配件要3天到", (2026, 6, 15), "", "，配件要3天到"),
        ("5号前", (2026, 7, 5), "", ""),
        ("下个月12日", (2026, 7, 12), "", ""),
        ("两天 等配件", (2026, 6, 13), "", " 等配件"),
        ("再给十五天", (2026, 6, 26), "再给", ""),
        ("等 3-5天", (2026, 6, 16), "等 3-", ""),
        ("一周 等配件", (2026, 6, 18), "", " 等配件"),
        ("半个月", (2026, 6, 26), "", ""),
        ("in two weeks, parts", (2026, 6, 25), "", ", parts"),
        ("two days, waiting for parts", (2026, 6, 13), "", ", waiting for parts"),
        ("20 June, parts in 3 days", (2026, 6, 20), "", ", parts in 3 days"),
        ("until Dec. 3rd parts", (2026, 12, 3), "", " parts"),
        ("a day", (2026, 6, 12), "", ""),
        ("maybe the 5 marks on the wall", None, "maybe the 5 marks on the wall", ""),
        ("next Wednesday, parts", (2026, 6, 17), "", ", parts"),
        ("这周五前换", (2026, 6, 12), "", "换"),
        ("到下周一下午 等人", (2026, 6, 15), "", " 等人"),
        ("月底 等预算", (2026, 6, 30), "", " 等预算"),
        ("3号楼的灯", None, "3号楼的灯", ""),
        ("第三天", None, "第三天", ""),
        ("电话 13-14-15", None, "电话 13-14-15", ""),
    ],
)
def test_days(words: str, day: tuple[int, int, int] | None, before: str, after: str) -> None:
    """At six in the evening of the day, with the words around it left over."""
    found = read_promise(words, NOON)
    assert found.by == (None if day is None else datetime(*day, 18, 0, tzinfo=NOON.tzinfo))
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize(
    ("words", "key"),
    [("6月31日", "refusal.no_such_day"), ("13/13", "refusal.no_such_day"), ("31号", "refusal.no_such_day"), ("31 June", "refusal.no_such_day"), ("6月10日", "refusal.day_passed")],
)
def test_days_that_are_none(words: str, key: str) -> None:
    """A slip of the finger is said, not guessed."""
    with pytest.raises(Refusal) as refused:
        read_promise(words, NOON)
    assert refused.value.key == key


def test_tonight_is_too_late() -> None:
    """After six, "today" has passed."""
    with pytest.raises(Refusal):
        read_promise("今天", NOON.replace(hour=18))
