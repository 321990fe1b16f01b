"""The hours in which nobody wants to hear from us, but of a hazard."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import in_utc


@dataclass(frozen=True)
class Quiet:
    """From `start` to `end` by the clock on the wall, over midnight where `end` is earlier; equal: never."""

    start: time = time(22)
    end: time = time(7)

    def over_at(self, at: datetime, zone: ZoneInfo) -> datetime:
        """`at` itself outside these hours, else the moment when they end, in UTC. Never goes back."""
        at = in_utc(at)
        local = at.astimezone(zone)
        if not self.covers(local.time()):
            return at
        day = local.date() + timedelta(days=1 if local.time() >= self.end else 0)
        return max(at, datetime.combine(day, self.end, zone).astimezone(UTC))

    def covers(self, moment: time) -> bool:
        """Whether a time of day lies in them."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end
