"""What the morning digest says, as plain values."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.habits import Digests
from domain.people import Level
from domain.rates import Rate


@dataclass(frozen=True)
class OverdueLine:
    """A case past its time, by so much. `name` stands alone where there is no room for who it is with the role."""

    place: str
    title: str
    number: int
    who: str
    late_by: timedelta
    name: str = ""


@dataclass(frozen=True)
class DayFigures:
    """What was reported and what was solved on one day."""

    on: date
    new: int
    solved: int


@dataclass(frozen=True)
class GridLine:
    """One grid's window: of `new` cases `solved`, and how many are overdue now."""

    name: str
    new: int
    solved: int
    overdue: int


@dataclass(frozen=True)
class CategoryLine:
    """How often a category was reported in the window. `is_rest` is 其他, which stands last."""

    name: str
    count: int
    is_rest: bool = False


@dataclass(frozen=True)
class Thanks:
    """Whom the last line thanks. `who` is staff, or somebody who agreed to be named; `role` may be empty."""

    reporters: int = 0
    who: str | None = None
    role: str = ""
    fixed: int = 0
    patrolled: bool = False  # walked the rounds last night, rather than fixed things


@dataclass(frozen=True)
class DigestFacts:
    """One digest. Counts are of the days it covers; `window` ends with them and is what all rates and bars are of.

    It covers yesterday, seen from `today`, unless it says `first` and `last`. `overdue_lines` go longest first and may
    be fewer than `overdue`. `usual_new` is the usual number of new cases: of a day, or of the week or month before.
    `grids` are the parts of the area, each of them a `part`.
    """

    community: str
    today: date
    new: int
    solved: int
    confirmed: int
    to_confirm: int
    overdue: int
    thanks: Thanks
    usual_new: float | None = None
    overdue_lines: tuple[OverdueLine, ...] = ()
    window: tuple[DayFigures, ...] = ()
    responded: Rate = field(default_factory=Rate)
    resolved: Rate = field(default_factory=Rate)
    satisfied: Rate = field(default_factory=Rate)
    grids: tuple[GridLine, ...] = ()
    categories: tuple[CategoryLine, ...] = ()
    kind: Digests = Digests.DAILY
    first: date | None = None
    last: date | None = None
    part: Level = Level.GRID

    @property
    def covered(self) -> tuple[date, date]:
        """The first and the last day that the counts are of."""
        yesterday = self.today - timedelta(days=1)
        return self.first or yesterday, self.last or yesterday

    @property
    def is_quiet(self) -> bool:
        """Nothing new and nothing late."""
        return self.new == 0 and self.overdue == 0
