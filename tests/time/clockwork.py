"""The neighbourhood in memory, with a clock that goes round: jobs, deadlines and digests happen as time passes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.calendar import WorkCalendar, chinese_days
from domain.case import Case
from tests.time.book import SHANGHAI, at
from tests.usecases.delivered import Shown
from tests.usecases.scene import Scene
from usecases.deadlines import sweep
from usecases.digests import due_digests, send_digests

CALENDAR = WorkCalendar(SHANGHAI, public_days=lambda day: chinese_days(day) if day.year <= 2026 else None)


class Clockwork(Scene):
    """A scene whose days pass."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.rules = replace(self.rules, calendar=CALENDAR)

    def goes_to(self, local: str | datetime) -> None:
        """The clock shows this, and a round is made; it may have been set back."""
        then = (at(local) if isinstance(local, str) else local).astimezone(UTC)
        if then > self.now:
            self.passes(then - self.now)
        self.now = then
        self.round()

    def round(self) -> None:
        """What the clock starts twice a minute."""
        more = True
        while more:
            with self.unit() as unit:
                more = sweep(unit, self.now)
        with self.unit() as unit:
            send_digests(unit, due_digests(unit, self.now), self.now)
        self.deliver()

    def case(self, number: int) -> Case:
        """A case as it is now."""
        return self.sheet(number).case

    def accepted(self, local: str, text: str = "门口垃圾桶坏了") -> int:
        """Reported at that time, and accepted by whoever got it."""
        self.goes_to(local)
        number = self.reports(text=text)
        self.does(self.keeper(number), "accept", number)
        self.heard(self.keeper(number))
        return number

    def last(self, key: str) -> Shown:
        """The latest message to somebody."""
        return self.messages(key)[-1]


def lines(heard: list[str], *beginnings: str) -> list[str]:
    """What was heard and begins like this; other messages stand between."""
    return [one for one in heard if one.startswith(beginnings)]


MINUTE = timedelta(minutes=1)
