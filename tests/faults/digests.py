"""The course of mornings: it gets eight, again and again, and each secretary has one digest of each day."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from signal import SIGUSR1

from bot.rules import rules_of
from tests.faults.clocks import ahead_of_now
from tests.faults.course import once
from tests.faults.reports import Reports

KILLS_A_DAY = 4
HOUR = 3600.0
EIGHT = time(8)
DIGESTS = "SELECT once, state FROM outbox WHERE view = 'digest'"


@dataclass
class Mornings(Reports):
    """Days pass from one morning to the next. `days` are those that were played; `back` is how far the clock is set back."""

    days: list[date] = field(default_factory=list)
    ahead: float = 0.0
    back: float = 0.0

    name = "digests around 08:00, the machine's clock set back by an hour now and then"
    pace = 0.5
    halves = False  # the second half may come a day later here

    async def open(self) -> None:
        """From now on the program runs by a clock that is set here."""
        await self.town.stop()
        self._next_day()
        self.lives = [len(self.town.sim.world.calls)]
        await self.town.program.start()

    def before_start(self) -> None:
        """Somebody sets the clock back by an hour, or right again."""
        if self.back:
            self._set(self.ahead)
        elif self.chance.random() < 0.3:
            self._set(self.ahead, back=HOUR)

    async def between(self, kills: int) -> None:
        """After some kills the day is let go on to its end, and the next one begins."""
        if kills % KILLS_A_DAY == 0:
            await self._rest_of_the_day()
            self._next_day()
            self.town.program.gets(SIGUSR1)

    async def finish(self) -> None:
        """The last day, too."""
        await self._rest_of_the_day()

    def accepted(self) -> int:
        """The reports, and a digest of each day for each secretary."""
        return super().accepted() + len(self.days) * len(self.town.secretaries)

    def done(self) -> int:
        """Those that were filed, and those that were sent."""
        sent = {key for key, state in self.rows(DIGESTS) if str(key).startswith("digest.daily:") and state == "sent"}
        return super().done() + len([key for key in sent if any(key.endswith(f"{day:%Y%m%d}") for day in self.days)])

    def check(self) -> None:
        """Every secretary has one digest of each day, owed once and said once."""
        super().check()
        daily = [str(key) for key, _ in self.rows(DIGESTS) if str(key).startswith("digest.daily:")]
        for day in self.days:
            holders = [one.split(":")[1] for one in daily if one.endswith(f"{day:%Y%m%d}")]
            once(holders, [str(one) for (one,) in self.rows(self._HOLDERS)])
        assert Counter(state for _, state in self.rows(DIGESTS)) == Counter(sent=len(self.rows(DIGESTS)))
        ((said,),) = self.rows("SELECT count(*) FROM messages WHERE view = 'digest'")
        assert said == len(self.rows(DIGESTS))

    _HOLDERS = "SELECT person_id FROM grants WHERE role = 'secretary'"

    async def _rest_of_the_day(self) -> None:
        if self.back:
            self._set(self.ahead)
            self.town.program.gets(SIGUSR1)
        today = f"digest.daily:%:{self.days[-1]:%Y%m%d}"
        query = f"SELECT count(*) FROM outbox WHERE once LIKE '{today}' AND state = 'sent'"  # noqa: S608
        await self.town.until(lambda: self.rows(query) == [(len(self.town.secretaries),)])
        await self.town.settled()

    def _next_day(self) -> None:
        """Some seconds before eight on the next working day."""
        rules = rules_of(self.town.program.settings)
        assert rules.calendar is not None
        day = (self.days[-1] if self.days else datetime.now(rules.zone).date()) + timedelta(days=1)
        while not rules.calendar.works_on(day):
            day += timedelta(days=1)
        self.days.append(day)
        eight = datetime.combine(day, EIGHT, rules.zone)
        self._set(ahead_of_now(eight) - self.chance.uniform(0, 3))

    def _set(self, ahead: float, back: float = 0.0) -> None:
        self.ahead, self.back = ahead, back
        self.town.program.clock.write_text(str(ahead - back), encoding="utf-8")
