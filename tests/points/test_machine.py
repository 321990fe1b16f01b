"""Whatever people do at once, in whatever order: the books sum to zero and nobody gets what is not theirs.

A hypothesis state machine; in each step many people act in the same moment, through two programs on one database.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from domain.errors import Refusal
from domain.people import Role
from domain.points import Rule
from storage import ledger, people, points_tables, shop
from storage.database import Database, DatabaseAway, open_database
from storage.unit import Unit
from tests.points.book import COMMUNITY, NOON, actor, balance, check_books, furnish, give, rules_for
from usecases.award_points import reverse
from usecases.redeem import cancel, hand_over, redeem
from usecases.tell_points import expire_points

FOLK = st.integers(1, 6)
CAUSES = st.integers(1, 40)
OFFERS = ((1, 7, 12), (2, 15, 8), (3, 2, 40))
STAFF = 6
AT_ONCE = 48

acts = st.one_of(
    st.tuples(st.just("give"), FOLK, CAUSES, st.integers(1, 25)),
    st.tuples(st.just("give"), FOLK, CAUSES, st.integers(1, 25)),
    st.tuples(st.just("report"), FOLK, CAUSES, st.integers(1, 9)),
    st.tuples(st.just("reverse"), FOLK, CAUSES, st.just(0)),
    st.tuples(st.just("redeem"), FOLK, st.integers(1, 3), st.just(0)),
    st.tuples(st.just("redeem"), FOLK, st.integers(1, 3), st.just(0)),
    st.tuples(st.just("cancel"), FOLK, st.integers(0, 5), st.just(0)),
    st.tuples(st.just("hand"), FOLK, st.integers(0, 5), st.just(0)),
    st.tuples(st.just("expire"), FOLK, st.just(0), st.just(0)),
)


def do_give(unit: Unit, who: int, cause: int, points: int, now: datetime) -> None:
    give(unit, who, points, f"hours:{cause}", now)


def do_report(unit: Unit, who: int, cause: int, points: int, now: datetime) -> None:
    give(unit, who, points, f"report:{cause}", now, Rule.REPORT)


def do_reverse(unit: Unit, who: int, cause: int, _: int, now: datetime) -> None:
    for row in ledger.standing(unit, cause=f"{'hours' if who % 2 else 'report'}:{cause}"):
        reverse(unit, row, now)


def do_redeem(unit: Unit, who: int, offer: int, _: int, now: datetime) -> None:
    redeem(unit, actor(unit, who), offer, now)


def do_cancel(unit: Unit, who: int, which: int, _: int, now: datetime) -> None:
    if waiting := shop.waiting_of(unit, who):
        cancel(unit, actor(unit, who), waiting[which % len(waiting)].id, now)


def do_hand(unit: Unit, who: int, which: int, _: int, now: datetime) -> None:
    if waiting := shop.waiting_of(unit, who):
        hand_over(unit, actor(unit, STAFF), waiting[which % len(waiting)].id, now)


def do_expire(unit: Unit, who: int, _: int, __: int, now: datetime) -> None:
    mine = ledger.account_of(unit, COMMUNITY, who)
    if mine is not None:
        expire_points(unit, mine.id, now)


DOINGS: dict[str, Callable[..., None]] = {
    "give": do_give, "report": do_report, "reverse": do_reverse, "redeem": do_redeem, "cancel": do_cancel,
    "hand": do_hand, "expire": do_expire,
}  # fmt: skip


class Bank(RuleBasedStateMachine):
    """A community's book on a real database, and many hands on it."""

    url: Callable[[], str]
    done = 0

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.now = NOON
        url, rules = type(self).url(), rules_for(expire_months=2, warn_days=20)
        self.programs: list[Database] = [open_database(url, rules) for _ in range(2)]

    @initialize()
    def open_the_shop(self) -> None:
        self.run(furnish, 6)
        self.run(lambda unit: people.grant(unit, STAFF, Role.COMMITTEE, COMMUNITY, None, NOON))
        for _, price, stock in OFFERS:
            values = {"community_id": COMMUNITY, "name": "油", "price": price, "stock": stock, "made_at": NOON}
            self.run(lambda unit, values=values: shop.add_reward(unit, **values))

    @rule(together=st.lists(acts, min_size=AT_ONCE // 2, max_size=AT_ONCE))
    def people_act_at_once(self, together: list[tuple[str, int, int, int]]) -> None:
        before = self.ask(balances)

        async def all_at_once() -> list[BaseException | None]:
            tries = [
                self.programs[place % 2].run(DOINGS[what], *rest, self.now)
                for place, (what, *rest) in enumerate(together)
            ]
            return await asyncio.gather(*tries, return_exceptions=True)

        for one in self.loop.run_until_complete(all_at_once()):
            assert one is None or isinstance(one, Refusal | DatabaseAway), repr(one)
        type(self).done += len(together)
        busy = {who for _, who, *_ in together} | {who for what, *_ in together if what == "reverse" for who in before}
        after = self.ask(balances)
        assert all(who in busy or after[who] == had for who, had in before.items())

    @rule(days=st.integers(1, 40))
    def time_goes_by(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def the_books_are_true(self) -> None:
        for check in (check_books, check_stock, check_caps):
            self.ask(check)

    def run(self, question: Callable[..., Any], *values: Any) -> Any:
        return self.loop.run_until_complete(self.programs[0].run(question, *values))

    def ask(self, question: Callable[..., Any]) -> Any:
        return self.loop.run_until_complete(self.programs[1].read(question))

    def teardown(self) -> None:
        for one in self.programs:
            self.loop.run_until_complete(one.close())
        self.loop.close()


def balances(unit: Unit) -> dict[int, int]:
    """What everybody has."""
    return {who: balance(unit, who) for who in range(1, 7)}


def check_stock(unit: Unit) -> None:
    """What is on the shelf and what is in people's hands is what there was."""
    redeemed = points_tables.redemptions.c
    query = select(redeemed.reward_id, func.count()).where(redeemed.state != "cancelled").group_by(redeemed.reward_id)
    out = dict(tuple(row) for row in unit.execute(query))
    for number, _, stock in OFFERS:
        row = shop.reward(unit, number)
        assert row is None or row.stock + out.get(number, 0) == stock


def check_caps(unit: Unit) -> None:
    """No day of reporting brought more than its limit."""
    moved = points_tables.movements.c
    query = select(func.sum(moved.points)).where(moved.rule == "report", moved.kind == "award")
    query = query.where(moved.id.not_in(select(moved.reverses_id).where(moved.reverses_id.is_not(None))))
    per_day = unit.execute(query.group_by(moved.account_id, moved.for_day)).scalars()
    assert all(points <= 20 for points in per_day)


@contextmanager
def bank(url: Callable[[], str], *, examples: int, steps: int) -> Iterator[type[Bank]]:
    """Play the machine that many times; afterwards `done` is how many acts there were."""
    played = type("Played", (Bank,), {"url": staticmethod(url), "done": 0})
    limits = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(played, settings=limits)
    yield played


def _sqlite(migrated: Path, folder: Path) -> Callable[[], str]:
    numbers = iter(range(10_000))

    def fresh() -> str:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(migrated, path)
        return f"sqlite:///{path}"

    return fresh


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder whose files nobody waits for, where the machine has one."""
    if not Path("/dev/shm").is_dir():  # noqa: S108  a name of our own in it
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="gridbee-") as folder:
        yield Path(folder)


def test_the_books_stay_true(migrated: Path, memory: Path) -> None:
    """A short play for every run of the suite."""
    with bank(_sqlite(migrated, memory), examples=3, steps=6) as played:
        assert played.done > 100


@pytest.mark.slow
def test_the_books_stay_true_for_long(migrated: Path, memory: Path) -> None:
    """Ten thousand acts and more."""
    with bank(_sqlite(migrated, memory), examples=21, steps=40) as played:
        assert played.done >= 10_000


@pytest.mark.slow
def test_the_books_stay_true_on_postgresql(postgres: Any) -> None:
    """The same where many connections really write at once."""
    with bank(postgres.fresh, examples=21, steps=40) as played:
        assert played.done >= 10_000
