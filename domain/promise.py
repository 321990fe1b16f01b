"""Reads by when something was promised: "自来水公司 6月13日 阀门已订", "gas company, 2 days, valve ordered"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Refusal

EVENING = 18
"""A promised day ends at six o'clock."""
LONG_AGO = timedelta(days=60)
"""A day that passed so long ago is next year's."""

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_A_FEW = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_NUMBERS, start=1)}
_COUNT = rf"\d{{1,3}}|[一二两三四五六七八九十]{{1,3}}|\b(?:{'|'.join(_A_FEW)})\b"
_DAYS = re.compile(
    rf"(?<![\d第周期拜])(?P<days>{_COUNT})\s*(?:天(?:之?内|以?后)?|日(?:之?内|以?后)|days?\b)", re.IGNORECASE
)
_WEEKS = re.compile(
    rf"(?<![\d第])(?:(?P<weeks>{_COUNT})\s*(?:个?(?:星期|礼拜)(?![一二三四五六日天])|周(?![一二三四五六日天])|weeks?\b)"
    r"(?:之?内|以?后)?|(?P<half>半个月))",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<![\d-])(?:(?P<year>\d{4})[-/年.](?P<m>\d{1,2})[-/月.](?P<d>\d{1,2})|(?P<month>\d{1,2})[-/月](?P<day>\d{1,2}))"
    r"[日号]?(?![\d-]|\s*天)"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_A_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:{'|'.join(name[:3] for name in _MONTHS)}|sept)\.?)"
_NAMED = re.compile(
    r"(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?:"
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_A_MONTH})(?![a-z])"
    rf"|\b(?P<m2>{_A_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)
_NEAR = {"大后天": 3, "后天": 2, "明天": 1, "今天": 0, "day after tomorrow": 2, "tomorrow": 1, "today": 0}
_NEARBY = re.compile("|".join(_NEAR), re.IGNORECASE)
_WEEK = {letter: place for place, letter in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    rf"(?:(?P<next>下个?)|[这本]个?)?(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])|(?P<after>\bnext\s+)?\b(?P<en>{'|'.join(_ENGLISH)})\b",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"(?<!\d)(?P<later>下个?月)?\s*(?P<on>\d{1,2})[日号](?![\d楼栋幢院门室房线灯井梯机柜表])")
_MONTH_END = re.compile(r"(?:这个?月|本月)?月底|\bend of the month\b", re.IGNORECASE)
_AROUND = re.compile(r"\s*(?:上午|中午|下午|晚上|之?前|以前)+")
_LEADS = re.compile(r"(?:我?想)?(?:延期?到|延至|延|到|等到|by|in|until|till)\s*$", re.IGNORECASE)
_DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True)
class Promise:
    """By when (local, six in the evening of the day; None when no day was named), and the words around it."""

    by: datetime | None
    before: str
    after: str


def read_promise(words: str, local: datetime) -> Promise:
    """The first day that the words name, seen from `local`. Raises Refusal for a day that is none, or has passed.

    A date beats a number of days beside it: in "12月15日，配件要 3 天到" the days are the reason.
    """
    found = [(match, reckon) for pattern, reckon in _READERS if (match := pattern.search(words))]
    if not found:
        return Promise(None, words, "")
    match, reckon = min(found, key=lambda one: (one[1] not in (_on_date, _on_named), one[0].start()))
    by = reckon(match, local.replace(hour=EVENING, minute=0, second=0, microsecond=0))
    if by <= local:
        raise Refusal("refusal.day_passed", day=match[0])
    after = words[match.end() :]
    around = _AROUND.match(after)
    return Promise(by, _LEADS.sub("", words[: match.start()]), after[around.end() :] if around else after)


def _in_days(found: "re.Match[str]", evening: datetime) -> datetime:
    return evening + timedelta(days=_number(found["days"].lower()))


def _in_weeks(found: "re.Match[str]", evening: datetime) -> datetime:
    return evening + timedelta(days=15 if found["half"] else 7 * _number(found["weeks"].lower()))


def _number(said: str) -> int:
    """两 is 2, 十五 is 15, 二十 is 20."""
    if said.isdecimal() or said in _A_FEW:
        return _A_FEW.get(said) or int(said)
    tens, ten, ones = said.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def _nearby(found: "re.Match[str]", evening: datetime) -> datetime:
    return evening + timedelta(days=_NEAR[found[0].lower()])


def _on_weekday(found: "re.Match[str]", evening: datetime) -> datetime:
    day = _ENGLISH.index(found["en"].lower()) if found["en"] else _WEEK[found["zh"]]
    if found["next"] or found["after"]:
        return evening + timedelta(days=7 - evening.weekday() + day)
    return evening + timedelta(days=(day - evening.weekday()) % 7)


def _on_named(found: "re.Match[str]", evening: datetime) -> datetime:
    """20 December, Dec 20."""
    said = (found["m1"] or found["m2"])[:3].lower()
    month = next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(said))
    return _in_year(found[0], evening, None, month, int(found["d1"] or found["d2"]))


def _on_date(found: "re.Match[str]", evening: datetime) -> datetime:
    month, day = int(found["m"] or found["month"]), int(found["d"] or found["day"])
    return _in_year(found[0], evening, int(found["year"]) if found["year"] else None, month, day)


def _in_year(said: str, evening: datetime, year: int | None, month: int, day: int) -> datetime:
    """The day in its year; without one in this year, or the next where it passed long ago."""
    try:
        by = evening.replace(year=year or evening.year, month=month, day=day)
        return by.replace(year=by.year + 1) if year is None and by < evening - LONG_AGO else by
    except ValueError:
        raise Refusal("refusal.no_such_day", day=said) from None


def _on_day(found: "re.Match[str]", evening: datetime) -> datetime:
    """15号: of this month, or of the next where it has passed or where that is said."""
    on = int(found["on"])
    later = bool(found["later"]) or on < evening.day
    month = evening.replace(day=1) + timedelta(days=31) if later else evening
    try:
        return month.replace(day=on)
    except ValueError:
        raise Refusal("refusal.no_such_day", day=found[0]) from None


def _at_month_end(_found: "re.Match[str]", evening: datetime) -> datetime:
    return (evening.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


_READERS: tuple[tuple["re.Pattern[str]", Callable[["re.Match[str]", datetime], datetime]], ...] = (
    (_DATE, _on_date),
    (_NAMED, _on_named),
    (_DAYS, _in_days),
    (_WEEKS, _in_weeks),
    (_NEARBY, _nearby),
    (_WEEKDAY, _on_weekday),
    (_MONTH_DAY, _on_day),
    (_MONTH_END, _at_month_end),
)
