"""The secretaries' mornings, told in words: who gets which digest when, and what stands in it."""

from dataclasses import replace
from datetime import UTC

import pytest

from domain.people import Role
from tests.time.book import at
from tests.time.clockwork import Clockwork, lines
from usecases.bind_group import set_language
from usecases.choose_habits import subscribe

MONDAY, TUESDAY = "2026-12-07", "2026-12-08"
WEDNESDAY, THURSDAY = "2026-12-09", "2026-12-10"


@pytest.fixture
def town() -> Clockwork:
    """凤凰城 on a Sunday, before anything happened."""
    return Clockwork(now=at("2026-12-06 08:30").astimezone(UTC))


def solved(town: Clockwork, local: str) -> int:
    """A case that was filed and solved at that moment."""
    number = town.accepted(local)
    town.does(town.keeper(number), "done", number, "换了新桶")
    return number


def digests(town: Clockwork, key: str) -> list[str]:
    """The new digests of somebody, without their greeting."""
    return [one.partition("。")[2].strip() for one in lines(town.heard(key), "早，", "您好，")]


def test_a_quiet_day_gets_one_line(town: Clockwork) -> None:
    town.goes_to(f"{MONDAY} 20:00")
    town.heard("zhou")
    town.goes_to(f"{TUESDAY} 08:01")
    assert town.heard("zhou") == ["早，周书记。昨天很安静，没有新问题，也没有超期。"]


def test_each_secretary_gets_their_own_area(town: Clockwork) -> None:
    """A branch secretary the grid, the community's the grids, the street's the communities; never what lies below it."""
    town.grant("xu", Role.SECRETARY, "FHC-1")
    town.grant("zheng", Role.SECRETARY, "SY")
    town.grant("zhou", Role.SECRETARY, "FHC-2")
    solved(town, f"{MONDAY} 14:00")
    for key in ("xu", "zheng", "zhou", "li", "chen"):
        town.heard(key)
    town.goes_to(f"{TUESDAY} 08:01")
    for key, parts in (("xu", "各楼栋 ▸"), ("zheng", "各社区 ▸"), ("zhou", "各网格 ▸")):
        assert len(digests(town, key)) == 1
        assert parts in town.last(key).labels
    assert digests(town, "li") == digests(town, "chen") == []


def test_in_their_own_language(town: Clockwork) -> None:
    town.runs("zhou", "private", set_language, "en")
    solved(town, f"{MONDAY} 14:00")
    town.heard("zhou")
    town.goes_to(f"{TUESDAY} 08:01")
    (told,) = lines(town.heard("zhou"), "Good morning, 周书记.")
    assert "1 solved yesterday (0 confirmed by residents), 1 new." in told
    assert "overdue 0 ▸" in town.last("zhou").labels


def test_after_a_weekend_nothing_is_left_out(town: Clockwork) -> None:
    """On Monday the daily digest covers Friday to Sunday, and the week comes with it."""
    town.goes_to("2026-12-11 08:01")
    solved(town, "2026-12-12 14:00")
    town.heard("zhou")
    town.goes_to("2026-12-13 09:00")
    assert digests(town, "zhou") == [], "Sunday"
    town.goes_to("2026-12-14 08:01")
    assert sorted(text[:6] for text in digests(town, "zhou")) == ["上周解决 1", "这几天解决 "]


def test_a_day_off_is_made_up_for(town: Clockwork) -> None:
    """The machine was off all Tuesday: Wednesday's digest tells of Monday and Tuesday."""
    town.goes_to(f"{MONDAY} 08:01")
    solved(town, f"{MONDAY} 14:00")
    town.heard("zhou")
    town.goes_to("2026-12-09 08:02")
    (told,) = digests(town, "zhou")
    assert told.startswith("这几天解决 1 件（居民已确认 0），新增 1 件。")


def test_what_comes_late_waits_for_the_morning(town: Clockwork) -> None:
    """The machine was off until half past eleven at night; whoever chose a time at night is told then."""
    town.goes_to(f"{MONDAY} 20:00")
    town.heard("zhou")
    town.goes_to(f"{TUESDAY} 23:30")
    assert town.heard("zhou") == []
    town.goes_to(f"{WEDNESDAY} 07:01")
    assert len(town.heard("zhou")) == 1
    town.goes_to(f"{WEDNESDAY} 08:01")
    assert len(town.heard("zhou")) == 1
    town.runs("zhou", "private", subscribe, "23:15")
    town.heard("zhou")
    town.goes_to(f"{THURSDAY} 23:16")
    assert len(town.heard("zhou")) == 1


def test_the_first_working_day_of_a_month(town: Clockwork) -> None:
    """The 1st of January 2027 is a Friday of a year that nobody has announced yet."""
    solved(town, "2026-12-30 14:00")
    town.goes_to("2026-12-31 20:00")
    town.heard("zhou")
    town.goes_to("2027-01-01 08:01")
    assert any(text.startswith("12月解决 1 件") for text in digests(town, "zhou"))


def test_the_clock_set_back_an_hour_repeats_nothing(town: Clockwork) -> None:
    town.goes_to(f"{TUESDAY} 08:30")
    assert len(digests(town, "zhou")) == 2, "the day's and the week's"
    for moment in ("07:30", "07:59", "08:00", "08:31"):
        town.goes_to(f"{TUESDAY} {moment}")
        assert digests(town, "zhou") == [], moment


def test_residents_read_the_week_where_the_community_wants_it(town: Clockwork) -> None:
    """Off by default; counts and the names of staff only, once in each of the groups; nothing to tell is not told."""
    number = solved(town, f"{TUESDAY} 14:00")
    town.does("wang", "confirm", number, chat="b3")
    for group in ("b3", "b5", "station", "lake"):
        town.heard(group)
    town.goes_to("2026-12-14 09:01")
    assert all(lines(town.heard(group), "上周大家报了") == [] for group in ("b3", "station"))
    town.rules = replace(town.rules, public_weekly=True)
    for moment in ("09:05", "08:05", "09:30"):
        town.goes_to(f"2026-12-14 {moment}")
    who = f"物管家 {town.has_it(number)}"
    for group in ("b3", "b5", "station"):
        (told,) = lines(town.heard(group), "上周大家报了")
        assert told.split("\n") == [
            "上周大家报了 1 件，解决了 1 件，其中 1 件邻居点头了。", f"修得最多的是{who}，1 件，辛苦了。",
            "谢谢上报的 1 位邻居 👏",
        ]  # fmt: skip
    assert lines(town.heard("lake"), "上周大家报了") == [], "nothing happened in 柳湖"
