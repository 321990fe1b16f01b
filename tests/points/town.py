"""The neighbourhood in memory, for points: cases are solved, evenings come, and what people have is looked up."""

import re
from datetime import timedelta

from sqlalchemy import select

from domain.points import next_time
from storage import ledger, points_tables
from tests.usecases.scene import Scene
from usecases.give_points import give


class Town(Scene):
    """凤凰城 with its books."""

    def solved(self, text: str = "门口垃圾桶坏了", *, by: str = "wang", same: str = "") -> int:
        """Reported by one, perhaps met by another, mended, and confirmed by whoever reported it."""
        number = self.reports(by, text)
        if same:
            self.does(same, "same", number, chat="b3")
        self.passes(timedelta(minutes=1))
        self.does(self.keeper(number), "accept", number)
        self.does(self.keeper(number), "done", number, "换了新的")
        self.does(by, "confirm", number, chat="b3")
        return number

    def until(self, weekday: int, hour: int) -> None:
        """The next day of the week (Monday: 0), at this hour."""
        local = self.now.astimezone(self.rules.zone)
        then = local.replace(hour=hour, minute=0, second=5) + timedelta(days=(weekday - local.weekday()) % 7)
        self.passes((then if then.date() > local.date() else then + timedelta(days=7)) - local)

    def evening(self) -> None:
        """The clock strikes eight and what is due is done."""
        self.passes(next_time(self.now, self.rules.points.line_at, self.rules.zone) - self.now + timedelta(seconds=5))

    def gives(self, key: str, points: int, why: str = "帮忙") -> None:
        """By the secretary's hand."""
        name = self.who(key).name
        self.runs("zhou", "private", give, None, f"{name} {points} {why}")

    def has(self, key: str) -> int:
        """What somebody has in 凤凰城."""
        with self.unit() as unit:
            mine = ledger.account_of(unit, self._area(unit, "FHC"), self._person(unit, key))
            return mine.balance if mine else 0

    def moves(self) -> list[tuple[str, str, int]]:
        """The whole ledger: (kind, rule, points)."""
        query = select(points_tables.movements).order_by(points_tables.movements.c.id)
        with self.unit() as unit:
            return [(row.kind, row.rule, row.points) for row in unit.execute(query)]

    def latest(self, key: str, view: str) -> str:
        """The latest message of a view to somebody, or in a group, in plain words."""
        return re.sub(r"<[^>]*>", "", [one.text for one in self.messages(key) if one.view == view][-1])
