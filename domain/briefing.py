"""What a digest tells of an area: the days it covers, the figures around them, and the lists behind its buttons."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.account import Champion, Counted
from domain.case import Case
from domain.digest import Figures
from domain.errors import NotUnderstood
from domain.habits import Digests
from domain.people import Area

LISTS = ("late", "check", "mine", "unrouted", "silent")
PAGE = 6
"""So many cases stand on one page of a list, which has to fit a caption."""
ROWS = 4
FORTNIGHT = 14
MONTH = 28
_TEXT = re.compile(r"([dwm])\.(\d{8})\.(\d{8})")


@dataclass(frozen=True)
class Span:
    """The local days from `first` to `last` that a digest of a kind covers. As text: `d.20260610.20260610`."""

    kind: Digests
    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.kind.value[0]}.{self.first:%Y%m%d}.{self.last:%Y%m%d}"

    @classmethod
    def read(cls, text: str) -> "Span":
        """What `str` wrote. Raises NotUnderstood for anything else."""
        found = _TEXT.fullmatch(text)
        try:
            first, last = (date.fromisoformat(part) for part in found.groups()[1:]) if found else (date.max, date.min)
        except ValueError:
            raise NotUnderstood("refusal.old_button") from None
        if found is None or first > last or (last - first).days > 366:  # noqa: PLR2004  a year is the longest
            raise NotUnderstood("refusal.old_button")
        return cls(next(kind for kind in Digests if kind.value[0] == found[1]), first, last)

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Span":
        """The same number of days before it; for a month the month before."""
        if self.kind is Digests.MONTHLY:
            return month_of(self.first - timedelta(days=1))
        return Span(self.kind, self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    @property
    def window(self) -> "Span":
        """The days that rates, columns and parts are of: a fortnight, four weeks, or the month itself."""
        if self.kind is Digests.MONTHLY:
            return self
        days = FORTNIGHT if self.kind is Digests.DAILY else MONTH
        return Span(self.kind, min(self.first, self.last - timedelta(days=days - 1)), self.last)

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first moment, in UTC: thousands of times are compared with it, and those of one zone compare quickly."""
        return datetime.combine(self.first, time(0), zone).astimezone(UTC)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The first moment after it, in UTC."""
        return datetime.combine(self.last + timedelta(days=1), time(0), zone).astimezone(UTC)


def month_of(day: date) -> Span:
    """The month in which a day lies."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Span(Digests.MONTHLY, first, after - timedelta(days=1))


def week_before(day: date) -> Span:
    """The last week, Monday to Sunday, that ended before a day."""
    monday = day - timedelta(days=day.weekday())
    return Span(Digests.WEEKLY, monday - timedelta(days=7), monday - timedelta(days=1))


@dataclass(frozen=True)
class DayCount:
    """What was filed and what was solved on one day."""

    on: date
    new: int
    solved: int


@dataclass(frozen=True)
class Part:
    """A part of the area: its figures in the window, and what stands."""

    area: Area
    figures: Figures


@dataclass(frozen=True)
class Slice:
    """The cases of one category, or of one responsible role, in the window; `slug` is its name in the taxonomy."""

    slug: str
    figures: Figures


@dataclass(frozen=True)
class Spot:
    """A place where the same thing came up again and again."""

    place: str
    category: str
    times: int
    last: int


@dataclass(frozen=True)
class Share:
    """Of so many `closed` cases of somebody so many closed `unconfirmed`, by silence."""

    name: str
    unconfirmed: int
    closed: int


@dataclass(frozen=True)
class Fixer:
    """Who solved most: one, or two equals, whose `role` is empty when they have different ones."""

    names: tuple[str, ...]
    role: str
    cases: int


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: where, what, whose (`who` is empty when nobody has it), as it is now."""

    case: Case
    place: str
    who: str


@dataclass(frozen=True)
class Briefing:
    """Everything that a digest tells.

    `usual` is what such a period usually brings; `champions` reported most, equals side by side. `late` goes longest
    first; `mine` waits for the reader's own word; `silent` closed by silence in the window, and wants a look now and
    then. `categories` and `roles` are only counted where they are asked for.
    """

    area: Area
    parent_id: int | None
    span: Span
    as_of: datetime
    today: date
    figures: Figures
    before: Figures
    rates: Figures
    window: tuple[DayCount, ...]
    usual: float
    parts: tuple[Part, ...]
    groups: tuple[tuple[str, int], ...]
    late: tuple[Counted, ...]
    unrouted: tuple[Counted, ...]
    to_confirm: tuple[Counted, ...]
    mine: tuple[int, ...]
    silent: tuple[Counted, ...]
    shares: tuple[Share, ...]
    spots: tuple[Spot, ...]
    reporters: int
    fixer: Fixer | None = None
    champions: tuple[tuple[str, Champion], ...] = ()
    categories: tuple[Slice, ...] = ()
    roles: tuple[Slice, ...] = ()

    def listed(self, section: str) -> tuple[int, ...]:
        """The cases behind a button: `late`, `check`, `mine`, `unrouted`, `silent`."""
        if section == "mine":
            return self.mine
        found = {"late": self.late, "check": self.to_confirm, "unrouted": self.unrouted, "silent": self.silent}
        return tuple(case.id for case in found[section])

    def shown(self, section: str, page: int) -> tuple[int, ...]:
        """The cases that are shown by name: a page of a list, elsewhere the first rows of the picture."""
        if section in LISTS:
            return self.listed(section)[page * PAGE : (page + 1) * PAGE]
        return self.listed("late")[:ROWS]


@dataclass(frozen=True)
class DigestPage:
    """A digest with the cases that are shown by name at the moment."""

    briefing: Briefing
    lines: tuple[CaseLine, ...]
