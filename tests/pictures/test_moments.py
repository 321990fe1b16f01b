"""How dates, times and durations are said, row by row."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from views.catalog import Catalogs
from views.moments import clock, day, duration, late, short_day, short_moment, weekday_letter

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORDS = Catalogs()
ZH, EN = WORDS("zh_CN"), WORDS("en")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "now", "chinese", "english"),
    [
        ("2026-06-11 18:00", "2026-06-11 09:12", "今天 18:00", "today 18:00"),
        ("2026-06-11 00:00", "2026-06-11 23:59", "今天 0:00", "today 0:00"),
        ("2026-06-12 12:00", "2026-06-11 09:12", "明天（周五）12:00", "tomorrow (Fri) 12:00"),
        ("2026-06-12 00:00", "2026-06-11 23:59", "明天（周五）0:00", "tomorrow (Fri) 0:00"),
        ("2026-06-13 12:00", "2026-06-11 09:12", "6月13日 周六 12:00", "Sat 13 June, 12:00"),
        ("2026-06-10 09:05", "2026-06-11 00:01", "昨天 9:05", "yesterday 9:05"),
        ("2026-06-09 09:05", "2026-06-11 00:01", "6月9日 周二 9:05", "Tue 9 June, 9:05"),
        ("2027-01-01 08:00", "2026-12-31 20:00", "明天（周五）8:00", "tomorrow (Fri) 8:00"),
        ("2027-01-02 08:00", "2026-12-31 20:00", "2027年1月2日 周六 8:00", "Sat 2 January 2027, 8:00"),
        ("2025-12-29 08:00", "2026-01-01 20:00", "2025年12月29日 周一 8:00", "Mon 29 December 2025, 8:00"),
        ("2028-02-29 07:30", "2028-02-28 07:30", "明天（周二）7:30", "tomorrow (Tue) 7:30"),
    ],
)
def test_moment(moment: str, now: str, chinese: str, english: str) -> None:
    assert short_moment(at(moment), at(now), ZH) == chinese
    assert short_moment(at(moment), at(now), EN) == english


@pytest.mark.parametrize(
    ("delta", "chinese", "english"),
    [
        (timedelta(minutes=-5), "不到 1 分", "under 1 min"),
        (timedelta(seconds=59), "不到 1 分", "under 1 min"),
        (timedelta(minutes=1), "1 分", "1 min"),
        (timedelta(minutes=20, seconds=59), "20 分", "20 min"),
        (timedelta(minutes=59, seconds=59), "59 分", "59 min"),
        (timedelta(hours=1), "1 小时", "1 h"),
        (timedelta(hours=3, minutes=20), "3 小时 20 分", "3 h 20 min"),
        (timedelta(hours=23, minutes=59), "23 小时 59 分", "23 h 59 min"),
        (timedelta(days=1), "1 天", "1 d"),
        (timedelta(days=1, minutes=59), "1 天", "1 d"),
        (timedelta(days=2, hours=5, minutes=40), "2 天 5 小时", "2 d 5 h"),
        (timedelta(days=45, hours=1), "45 天 1 小时", "45 d 1 h"),
    ],
)
def test_duration(delta: timedelta, chinese: str, english: str) -> None:
    assert duration(delta, ZH) == chinese
    assert duration(delta, EN) == english


def test_one_unit_is_enough_where_room_is_short() -> None:
    assert duration(timedelta(days=12, hours=15), ZH, units=1) == "12 天"


def test_lateness_is_one_phrase() -> None:
    assert late(timedelta(days=2, hours=5), ZH) == "超 2 天 5 小时"
    assert late(timedelta(hours=5, minutes=40), EN) == "5 h 40 min late"
    assert late(timedelta(seconds=20), ZH) == "刚过期限"
    assert late(timedelta(seconds=20), EN) == "just overdue"


@pytest.mark.parametrize(
    ("on", "this_year", "with_weekday", "plain", "english"),
    [
        (date(2026, 6, 11), None, "6月11日 星期四", "6月11日", "Thursday 11 June"),
        (date(2026, 6, 11), 2026, "6月11日 星期四", "6月11日", "Thursday 11 June"),
        (date(2026, 1, 4), 2026, "1月4日 星期日", "1月4日", "Sunday 4 January"),
        (date(2025, 12, 31), 2026, "2025年12月31日 星期三", "2025年12月31日", "Wednesday 31 December 2025"),
        (date(2028, 2, 29), 2028, "2月29日 星期二", "2月29日", "Tuesday 29 February"),
    ],
)
def test_day(on: date, this_year: int | None, with_weekday: str, plain: str, english: str) -> None:
    assert day(on, ZH, this_year=this_year) == with_weekday
    assert day(on, ZH, weekday=False, this_year=this_year) == plain
    assert day(on, EN, this_year=this_year) == english


def test_short_day() -> None:
    assert short_day(date(2026, 9, 30), ZH) == "9月30日"
    assert short_day(date(2026, 9, 30), EN) == "30 Sep"
    assert short_day(date(2026, 9, 30), ZH, this_year=2027) == "2026.9.30"
    assert short_day(date(2026, 9, 30), EN, this_year=2027) == "30 Sep 26"
    assert short_day(date(2026, 9, 30), ZH, this_year=2026) == "9月30日"


def test_clock_and_letters() -> None:
    assert [clock(at(f"2026-06-11 {time}")) for time in ("00:05", "09:12", "12:32", "23:59")] == [
        "0:05",
        "9:12",
        "12:32",
        "23:59",
    ]
    week = [date(2026, 6, 8) + timedelta(days=step) for step in range(7)]
    assert "".join(weekday_letter(on, ZH) for on in week) == "一二三四五六日"
    assert "".join(weekday_letter(on, EN) for on in week) == "MTWTFSS"
