"""How much one person may ask of us: a bucket of acts and one of reports, each filled again as time passes.

They are kept in memory, so an ordinary message costs the database nothing. A process that starts anew is patient again
for one bucket; a rest that somebody was given is a row, and holds on every process.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FORGET_AT = 5000
"""So many people are remembered before those whose buckets are full again are forgotten."""


@dataclass(frozen=True)
class Limits:
    """What the community allows. Who presses a button every second for two minutes stays within the usual ones."""

    enabled: bool = True
    at_once: int = 60
    a_minute: int = 30
    reports_at_once: int = 20
    reports_an_hour: int = 6
    rest: timedelta = timedelta(minutes=10)
    rest_of_reports: timedelta = timedelta(hours=1)


@dataclass
class _Bucket:
    """What is left, as of a moment."""

    left: float
    at: datetime

    def fill(self, most: int, per: timedelta, now: datetime) -> None:
        """One more for every `per` that has passed, up to `most`."""
        passed = max(timedelta(), now - self.at)
        self.left, self.at = min(float(most), self.left + passed / per), max(self.at, now)

    def take(self) -> bool:
        """One of what is left; False when there is none."""
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass
class _Asker:
    acts: _Bucket
    reports: _Bucket
    album: str | None = None


@dataclass
class Patience:
    """Counts what everybody asks. `who` is whatever tells one person from another."""

    limits: Limits = field(default_factory=Limits)
    _askers: dict[Hashable, _Asker] = field(default_factory=dict)

    def asks(self, who: Hashable, now: datetime, album: str | None = None) -> bool:
        """Whether they may ask for one thing more. The items of an album are one thing, and count as a report."""
        if not self.limits.enabled:
            return True
        one = self._asker(who, now)
        if album is not None and one.album == album:
            return True
        one.album = album
        one.acts.fill(self.limits.at_once, timedelta(minutes=1) / self.limits.a_minute, now)
        return one.acts.take() and (album is None or self.reports(who, now))

    def takes_back(self, who: Hashable) -> None:
        """It was nothing to us: chatter costs nobody anything."""
        one = self._askers.get(who)
        if one is not None:
            one.acts.left += 1

    def reports(self, who: Hashable, now: datetime) -> bool:
        """Whether they may report one thing more after this one."""
        if not self.limits.enabled:
            return True
        one = self._asker(who, now)
        one.reports.fill(self.limits.reports_at_once, timedelta(hours=1) / self.limits.reports_an_hour, now)
        return one.reports.take()

    def _asker(self, who: Hashable, now: datetime) -> _Asker:
        found = self._askers.get(who)
        if found is None:
            if len(self._askers) >= FORGET_AT:
                self._forget(now)
            acts, reports = (float(most) for most in (self.limits.at_once, self.limits.reports_at_once))
            found = self._askers[who] = _Asker(_Bucket(acts, now), _Bucket(reports, now))
        return found

    def _forget(self, now: datetime) -> None:
        whole_again = max(
            self.limits.at_once * timedelta(minutes=1) / self.limits.a_minute,
            self.limits.reports_at_once * timedelta(hours=1) / self.limits.reports_an_hour,
        )
        gone = [who for who, one in self._askers.items() if now - max(one.acts.at, one.reports.at) > whole_again]
        for who in gone:
            del self._askers[who]
