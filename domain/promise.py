"""Reads by when something was promised: "自来水公司 6月13日 阀门已订", "gas company, 2 days, valve ordered"."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Refusal

EVENING = 18
"""A promised day ends at six o'clock."""
LONG_AGO = timedelta(days=60)
"""A day that passed so long ago is next year's."""

_DAYS = re.compile(r"(?<!\d)(\d{1,3})\s*(?:天(?:之?内|后)?|days?\b)", re.IGNORECASE)
_DATE = re.compile(
    r"(?<![\d-])(?:(?P<year>\d{4})[-/年.](?P<m>\d{1,2})[-/月.](?P<d>\d{1,2})|(?P<month>\d{1,2})[-/月](?P<day>\d{1,2}))[日号]?(?![\d-])"
)
_NEAR = {"大后天": 3, "后天": 2, "明天": 1, "今天": 0, "day after tomorrow": 2, "tomorrow": 1, "today": 0}
_NEARBY = re.compile("|".join(_NEAR), re.IGNORECASE)
_WEEK = {letter: place for place, letter in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"(下)?(?:周|星期|礼拜)([一二三四五六日天])|\b({'|'.join(_ENGLISH)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Promise:
    """By when (local, six in the evening of the day; None when no day was named), and the words around it."""

    by: datetime | None
    before: str
    after: str


def read_promise(words: str, local: datetime) -> Promise:
    """The first day that the words name, seen from `local`. Raises Refusal for a day that is none, or has passed."""
    for pattern, reckon in ((_DAYS, _in_days), (_DATE, _on_date), (_NEARBY, _nearby), (_WEEKDAY, _on_weekday)):
        if found := pattern.search(words):
            by = reckon(found, local.replace(hour=EVENING, minute=0, second=0, microsecond=0))
            if by <= local:
                raise Refusal("refusal.day_passed", day=found[0])
            return Promise(by, words[: found.start()], words[found.end() :])
    return Promise(None, words, "")


def _in_days(found: "re.Match[str]", evening: datetime) -> datetime:
    return evening + timedelta(days=int(found[1]))


def _nearby(found: "re.Match[str]", evening: datetime) -> datetime:
    return evening + timedelta(days=_NEAR[found[0].lower()])


def _on_weekday(found: "re.Match[str]", evening: datetime) -> datetime:
    day = _ENGLISH.index(found[3].lower()) if found[3] else _WEEK[found[2]]
    if found[1]:
        return evening + timedelta(days=7 - evening.weekday() + day)
    return evening + timedelta(days=(day - evening.weekday()) % 7)


def _on_date(found: "re.Match[str]", evening: datetime) -> datetime:
    month, day = int(found["m"] or found["month"]), int(found["d"] or found["day"])
    try:
        by = evening.replace(year=int(found["year"] or evening.year), month=month, day=day)
        passed = not found["year"] and by < evening - LONG_AGO
        return by.replace(year=by.year + 1) if passed else by
    except ValueError:
        raise Refusal("refusal.no_such_day", day=found[0]) from None
