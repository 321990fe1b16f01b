"""A street, a district, a city: who lives there, what they send, and what follows from the measured figures."""

import math
from dataclasses import dataclass

from bench.scale.measure import Figures

HOUSEHOLDS_A_BUILDING = 90
HOUSEHOLDS_A_GRID = 440
PEOPLE_A_HOUSEHOLD = 2.4
"""As in the published estates (龙泽书苑: 875 households, 10 buildings, 2 grids) and the census."""

REPORTS = 4.0
"""Reports a household makes in a year. An assumption; so are the next two."""
CHATTER = 1.5
"""Messages a household writes in its building's group on a day, which the bot must take and leave alone."""
POWER_CUT = (0.05, 600.0)
"""Of the households of a street without power, so many report it, within so many seconds."""

CHATTER_LOG = 2_000.0
"""Bytes of the write-ahead log for a message that comes, is left alone and is erased; its own size about twice."""

HOURS = (1, 1, 0, 0, 0, 1, 3, 6, 7, 5, 4, 4, 5, 4, 3, 3, 4, 6, 8, 9, 10, 8, 5, 3)
"""How a day's messages fall on its hours."""
PEAK = max(HOURS) / sum(HOURS) * 24
BUSY = 0.6
"""A process is planned for so much of its core, so that a bad hour does not find it full."""
YEAR_S, DAY_S = 365 * 86_400.0, 86_400.0


@dataclass(frozen=True)
class Place:
    """Where the bot is used, and for how many tokens it is cut."""

    name: str
    households: int
    tokens: int

    @property
    def reports_a_day(self) -> float:
        """Reports of an ordinary day."""
        return self.households * REPORTS / 365

    @property
    def chatter_a_day(self) -> float:
        """Messages that are none of the bot's business."""
        return self.households * CHATTER

    @property
    def groups(self) -> int:
        """Buildings with a group."""
        return math.ceil(self.households / HOUSEHOLDS_A_BUILDING)

    @property
    def grids(self) -> int:
        """Grids, each with a worker and somebody who reads its digest."""
        return math.ceil(self.households / HOUSEHOLDS_A_GRID)

    def of_a_token(self) -> "Place":
        """What one token carries of it."""
        return Place(self.name, math.ceil(self.households / self.tokens), 1)


PLACES = (
    Place("street", 60_000, 1),
    Place("district", round(800_000 / PEOPLE_A_HOUSEHOLD), 1),
    Place("city, one token", round(25_000_000 / PEOPLE_A_HOUSEHOLD), 1),
    Place("city", round(25_000_000 / PEOPLE_A_HOUSEHOLD), 31),
)


@dataclass(frozen=True)
class Need:
    """What a place needs, by arithmetic."""

    updates_peak: float
    calls_day: float
    calls_peak: float
    worker_cores: float
    receiver_cores: float
    sender_cores: float
    database_cores: float
    workers: int
    receivers: int
    commits_peak: float
    log_day: float
    database_year: float
    photos_kept: float


def need_of(place: Place, found: Figures) -> Need:
    """Sums over the measured costs; processes are counted for each token apart."""
    reports, chatter = place.reports_a_day * PEAK / DAY_S, place.chatter_a_day * PEAK / DAY_S
    updates = chatter + reports * found.updates_per_case
    calls = reports * found.calls_per_case
    worker = (reports * found.case_worker_ms + chatter * found.chatter_ms) / 1000
    receiver, sender = updates * found.receiver_ms / 1000, calls * found.sender_ms / 1000
    database = (
        updates * found.receiver_database_ms + chatter * found.chatter_database_ms + reports * found.case_database_ms
    ) / 1000  # fmt: skip
    a_year = place.reports_a_day * 365
    return Need(
        updates_peak=updates,
        calls_day=place.reports_a_day * found.calls_per_case + place.grids,
        calls_peak=calls,
        worker_cores=worker, receiver_cores=receiver, sender_cores=sender, database_cores=database,
        workers=place.tokens * math.ceil(max(worker / place.tokens / BUSY, 1e-9)),
        receivers=place.tokens * math.ceil(max(receiver / place.tokens / BUSY, 1e-9)),
        commits_peak=chatter * 2 + reports * found.commits_per_case,
        log_day=place.reports_a_day * found.case_log_bytes + place.chatter_a_day * CHATTER_LOG,
        database_year=a_year * found.case_bytes,
        photos_kept=place.reports_a_day * 2 * found.photo_bytes * 200,
    )  # fmt: skip
