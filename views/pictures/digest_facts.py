"""What the morning digest says, as plain values."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class OverdueLine:
    """A case past its time, by so much."""

    place: str
    title: str
    number: int
    who: str
    late_by: timedelta


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def percent(self) -> int:
        """Rounded, but 100 only when it is all and 0 only when it is none. `whole` must not be 0."""
        rounded = round(100 * self.part / self.whole)
        if self.part < self.whole:
            rounded = min(rounded, 99)
        return max(rounded, 1) if self.part else rounded


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
    """One morning's digest. Counts are of yesterday; `window` ends with it and is what all rates and bars are of.

    `overdue_lines` go longest first and may be fewer than `overdue`. `usual_new` is a usual day's number of new cases.
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
    responded: Rate = Rate(0, 0)
    resolved: Rate = Rate(0, 0)
    satisfied: Rate = Rate(0, 0)
    grids: tuple[GridLine, ...] = ()
    categories: tuple[CategoryLine, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Nothing new and nothing late."""
        return self.new == 0 and self.overdue == 0
