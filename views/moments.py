"""Days, clock times and durations as neighbours say them. What is given is local and aware."""

from datetime import date, datetime, time, timedelta
from functools import cache

from babel import Locale
from babel.dates import format_date

from domain.habits import Digests
from views.catalog import Words

_MINUTE = timedelta(minutes=1)
WEEK = 7
_UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", _MINUTE))


def clock(at: datetime | time) -> str:
    """9:12, by 24 hours."""
    return f"{at.hour}:{at.minute:02}"


def day(on: date, words: Words, *, weekday: bool = True, this_year: int | None = None) -> str:
    """6月11日 星期四 / Thursday 11 June, or without the weekday; the year is said when it is not `this_year`."""
    form = "day.weekday" if weekday else "day"
    return _dated(on, words, form, this_year)


def short_day(on: date, words: Words, *, this_year: int | None = None) -> str:
    """6月11日 / 11 Jun, for labels and tables; 2026.6.11 / 11 Jun 26 when it is not `this_year`."""
    return _dated(on, words, "day.short", this_year)


def promised_day(on: date, words: Words, *, this_year: int) -> str:
    """6月13日 周六 / Sat 13 Jun; the year is said when it is not `this_year`."""
    return _dated(on, words, "day.short_weekday", this_year)


def short_moment(at: datetime, now: datetime, words: Words) -> str:
    """今天 18:00, 昨天 9:12, 明天（周五）12:00, else 6月12日 周五 12:00; the year is said when it is not this one."""
    away = (at.date() - now.date()).days
    if away in (-1, 0):
        return words.plain("picture.today" if away == 0 else "picture.yesterday", time=clock(at))
    if away == 1:
        return words.plain("picture.tomorrow", weekday=_formatted(at.date(), words, "EEE"), time=clock(at))
    return words.plain("picture.moment", day=_dated(at.date(), words, "day.short_weekday", now.year), time=clock(at))


def duration(delta: timedelta, words: Words, *, units: int = 2) -> str:
    """20 分, 3 小时 20 分, 2 天 5 小时: at most `units` neighbouring units, begun minutes not counted."""
    if delta < _MINUTE:
        return words.plain("picture.under_a_minute")
    first = next(index for index, (_, unit) in enumerate(_UNITS) if delta >= unit)
    parts: list[str] = []
    for name, unit in _UNITS[first : first + units]:
        count, delta = divmod(delta, unit)
        if count:
            parts.append(words.plain(f"picture.{name}s", n=count))
    return " ".join(parts)


def late(delta: timedelta, words: Words) -> str:
    """超 2 天 5 小时 / 2 d 5 h late; within its first minute 刚过期限 / just overdue."""
    if delta < _MINUTE:
        return words.plain("picture.just_late")
    return words.plain("picture.late", duration=duration(delta, words))


def span(first: date, last: date, words: Words) -> str:
    """6月8日 – 6月14日, or one day."""
    return " – ".join(day(on, words, weekday=False) for on in dict.fromkeys((first, last)))


def when(kind: Digests, first: date, last: date, today: date, words: Words) -> str:
    """How the days of a digest are called: 昨天, 这几天, 上周, 6月 / yesterday, in these days, last week, in June."""
    if kind is Digests.MONTHLY:
        return words.plain("when.month", month=_formatted(first, words, words.plain("when.month_name")))
    if kind is Digests.WEEKLY:
        return words.plain("when.last_week" if 0 < (today - last).days <= WEEK else "when.that_week")
    if first != last:
        return words.plain("when.days")
    if (today - last).days == 1:
        return words.plain("when.yesterday")
    return words.plain("when.that_day", day=day(last, words, weekday=False, this_year=today.year))


def weekday_letter(on: date, words: Words) -> str:
    """四 / T, for the foot of a column."""
    return _formatted(on, words, "EEEEE")


def yesterday_tick(on: date, words: Words) -> str:
    """昨天 / Wed, for the foot of the last column."""
    return _formatted(on, words, words.plain("picture.day.yesterday"))


def _dated(on: date, words: Words, form: str, this_year: int | None) -> str:
    same_year = this_year is None or on.year == this_year
    return _formatted(on, words, words.plain(f"picture.{form}" if same_year else f"picture.{form}.of_another_year"))


def _formatted(on: date, words: Words, pattern: str) -> str:
    """By a pattern of Unicode's date fields, so that the names of days and months come from Babel."""
    return format_date(on, pattern, locale=_locale(words.language))


@cache  # Babel looks each of them up anew
def _locale(language: str) -> Locale:
    return Locale.parse(language)
