"""What a passbook, a ranking and a shop show, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Line:
    """One entry as its owner reads it: `about` is a case's title, an activity's or a reward's name, or a reason."""

    on: date
    kind: str
    board: str
    rule: str
    points: int
    balance: int
    about: str = ""
    number: int | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Goal:
    """The next reward to save for."""

    name: str
    price: int


@dataclass(frozen=True)
class Passbook:
    """A person's page: the boards make up the balance, the lines are from old to new."""

    community: str
    holder: str
    place: str
    balance: int
    reported: int
    served: int
    spent: int
    lines: tuple[Line, ...]
    goal: Goal | None = None
    paused_why: str = ""


@dataclass(frozen=True)
class Ranked:
    """A place in a ranking. The name is empty for those who did not agree to be named."""

    place: int
    name: str
    points: int
    problems: int = 0
    suggestions: int = 0
    mine: bool = False


@dataclass(frozen=True)
class Ranking:
    """Who earned most since a moment, and where the viewer stands; `shown` is what the viewer chose."""

    period: str
    ranked: tuple[Ranked, ...]
    own: Ranked | None = None
    shown: str = "unnamed"


@dataclass(frozen=True)
class Offer:
    """A reward on the shop's shelf. `per_person` a month; None: no limit."""

    id: int
    name: str
    price: int
    stock: int
    per_person: int | None = None
    partner: str = ""
    photo: str | None = None
    open: bool = True


@dataclass(frozen=True)
class Shelf:
    """A community's shop, and what its reader can spend."""

    community: str
    balance: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Coupon:
    """A redemption: shown to its owner with the code, to staff with the button that hands it over."""

    id: int
    code: str
    reward: str
    price: int
    state: str
    holder: str
    community: str
    partner: str = ""
    link: str = ""


@dataclass(frozen=True)
class StatementRow:
    """What a month took of one reward at one price."""

    partner: str
    reward: str
    price: int
    taken: int
    handed: int
    cancelled: int


@dataclass(frozen=True)
class Statement:
    """A month of a community's shop. A line is (number, taken at, reward, partner, points, state, ended at)."""

    community: str
    month: str
    rows: tuple[StatementRow, ...]
    lines: tuple[tuple[int, datetime, str, str, int, str, datetime | None], ...]
