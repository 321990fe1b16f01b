"""The course of the shop: points for goods, taken, handed over and given back."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from domain.points import Due, Rule
from simulator.street import Person
from storage import people, shop
from storage.unit import Unit
from tests.faults.course import Course, once
from tests.faults.reports import MOST_WAITING
from usecases.access import area_of_code
from usecases.award_points import award

POINTS, PRICE, STOCK = 5000, 3, 2000
TAKEN = "SELECT p.telegram_id, count(*) FROM redemptions r JOIN people p ON p.id = r.person_id GROUP BY p.telegram_id"


@dataclass
class Goods(Course):
    """Residents take goods and give some back, the secretary hands others over. `taken` counts /redeem by person."""

    taken: Counter[int] = field(default_factory=Counter)
    ended: dict[int, str] = field(default_factory=dict)

    name = "points for goods: taken, handed over, given back"

    async def open(self) -> None:
        """Everybody opens the private chat and has points; the shelf is full."""
        for one in self.town.residents:
            one.starts(self.town.bot)
        await self.town.settled()
        await self.town.stop()
        self.inside(self._fill)
        self.lives = [len(self.town.sim.world.calls)]
        await self.town.program.start()

    def _fill(self, unit: Unit) -> None:
        now, community = datetime.now(UTC), area_of_code(unit, "C").community_id or 0
        shop.add_reward(unit, community_id=community, name="油", price=PRICE, stock=STOCK, made_at=now)
        for one in self.town.residents:
            person = people.by_telegram_id(unit, one.id)
            assert person is not None
            assert award(unit, community, Due(person.id, Rule.GIVEN, POINTS, f"given:1:{person.id}", now), now) == POINTS

    async def step(self) -> None:
        """Somebody takes something; often something that was taken is given back or handed over, sometimes both."""
        if len(self.town.bot.queue) >= MOST_WAITING:
            return
        buyer = self.chance.choice(self.town.residents)
        buyer.sends(self.town.bot, "/redeem 1")
        self.taken[buyer.id] += 1
        for row, telegram_id in self._open()[: self.chance.randint(0, 2)]:
            self.ended[row] = "asked"
            (owner,) = [one for one in self.town.residents if one.id == telegram_id]
            for person, verb in self.chance.sample([(owner, "cancel"), (self.town.secretaries[0], "hand")], self.chance.randint(1, 2)):
                self._press(person, f"{verb}:{row}")

    def accepted(self) -> int:
        """How often somebody asked for something."""
        return self.taken.total()

    def done(self) -> int:
        """How many were given."""
        return sum(min(count, self.taken[who]) for who, count in self.rows(TAKEN))

    def check(self) -> None:
        """Each asking took one piece; each piece that somebody ended was ended once; shelf and ledger agree."""
        once([(who, one) for who, count in self.rows(TAKEN) for one in range(count)],
             [(who, one) for who, count in self.taken.items() for one in range(count)])  # fmt: skip
        states = Counter(state for (state,) in self.rows("SELECT state FROM redemptions"))
        assert states["handed"] + states["cancelled"] == len(self.ended)
        assert self.rows("SELECT stock FROM rewards") == [(STOCK - self.taken.total() + states["cancelled"],)]
        spent = PRICE * (self.taken.total() - states["cancelled"])
        ((left,),) = self.rows("SELECT sum(balance) FROM accounts WHERE person_id IS NOT NULL")
        assert left == POINTS * len(self.town.residents) - spent
        coupons = self.rows("SELECT DISTINCT card FROM messages WHERE view = 'shop.coupon'")
        assert len(coupons) == self.taken.total(), "a coupon that its owner never saw"

    def _open(self) -> list[Any]:
        query = "SELECT r.id, p.telegram_id FROM redemptions r JOIN people p ON p.id = r.person_id WHERE r.state = 'waiting'"
        found = [row for row in self.rows(query) if row[0] not in self.ended]
        self.chance.shuffle(found)
        return found

    def _press(self, person: Person, data: str) -> None:
        chat = person.chat_with(self.town.bot)
        person.presses_raw(next(one for one in chat.visible if one.sender is self.town.bot), data)
