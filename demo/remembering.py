"""Puts the made-up past into the bot's database: cases, points, rewards, and which digests have been read already."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from demo.cast import CAST, FIRST_NUMBER, GRIDS
from demo.neighbourhood import QUIET
from demo.past import Chronicle, Folk, Life
from domain.activity import Kind
from domain.case import ClosedHow
from domain.people import Area, Role, Who
from domain.points import Due, Outcome, Rule, Told, earned
from domain.routing import choose
from domain.taxonomy import Category
from storage import activities, areas, chats, demonstration, ledger, passbook, people, runs, shop
from storage.unit import Unit
from usecases import redeem
from usecases.access import Actor
from usecases.award_points import award
from usecases.digests import due_digests
from views.catalog import Words

SHARES = {"rider": 3, "wang": 2, "zhang": 1, "liu": 1, "sun": 1}
"""How often people with a name report, against once for everybody else."""

REWARDS = (("tissues", 20, 18), ("eggs", 45, 10), ("oil", 80, 6), ("umbrella", 120, 3))
"""Key of the name, price in points, pieces."""

PAID = {"wang": 16, "rider": 6, "zhang": 6}
"""Whose points of how many days are in the books."""

TAKEN = ("wang", 2)
"""Who took the cheapest of them, and how many days ago."""

HELPED = ("wang", 1)
"""Who lent a hand on the cleaning day, and how many days ago."""

HOURS, AN_HOUR = 2, 10


def remember(unit: Unit, words: Words, since: datetime, until: datetime) -> None:
    """The days up to a morning, as the bot would know of them; nothing of it is owed to anybody."""
    community = _place(unit, "WTL").id
    chronicle = Chronicle(unit.rules, _folk(unit, words, since), lambda key: words.plain(f"demo.past.{key}"))
    lives = chronicle.lives(until, (until - since).days, FIRST_NUMBER)
    demonstration.keep_past(unit, lives, until)
    rewards = [
        shop.add_reward(
            unit, community_id=community, name=words.plain(f"demo.reward.{key}"), price=price, stock=stock,
            partner=words.plain("demo.reward.partner"), made_by=_id_of(unit, "zhou"), made_at=since,
        )
        for key, price, stock in REWARDS
    ]
    taken, helped = (until - timedelta(days=days) for _, days in (TAKEN, HELPED))
    _pay(unit, lives, until, lambda at: at < taken)
    _take(unit, rewards[0], taken)
    _pay(unit, lives, until, lambda at: taken <= at < helped)
    _help(unit, words, community, helped)
    _pay(unit, lives, until, lambda at: at >= helped)
    _was_told(unit, community, until)


def _folk(unit: Unit, words: Words, since: datetime) -> Folk:
    names = words.plain("demo.past.people").split("|")
    quiet = [people.meet(unit, Who(QUIET + one, name), since).id for one, name in enumerate(names)]
    known = [_id_of(unit, key) for key, share in SHARES.items() for _ in range(share)]
    codes = {house: f"WTL-{grid}-{house}" for grid, houses in GRIDS.items() for house in houses}
    return Folk(
        reporters=(*known, *quiet),
        worker=_on_duty(unit, codes, since),
        overseer=_id_of(unit, "zhou"),
        community=_place(unit, "WTL").id,
        houses=tuple(tuple(houses) for houses in GRIDS.values()),
        area={house: _place(unit, code).id for house, code in codes.items()},
    )


def _on_duty(unit: Unit, codes: dict[int, str], at: datetime) -> Callable[[Category, int], tuple[int, str]]:
    """Whom routing finds for a category in a house, with the role."""

    @cache
    def found(roles: tuple[str, str], house: int) -> tuple[int, str]:
        line = areas.line(unit, _place(unit, codes[house]))
        one = choose(people.candidates(unit, line, {*roles, Role.SECRETARY}, at), roles, line)
        if one is None:
            raise LookupError(f"nobody is on duty in {codes[house]}")
        return one.person_id, one.role

    return lambda category, house: found((category.role, category.second_role), house)


def _pay(unit: Unit, lives: list[Life], until: datetime, when: Callable[[datetime], bool]) -> None:
    """Points for what was closed of late, to those whose passbook can be looked at, in the order of the closing."""
    since = {_id_of(unit, key): until - timedelta(days=days) for key, days in PAID.items()}
    paid = [
        (at, one) for one in lives
        if (at := one.case.closed_at) is not None and one.reporter in since and at >= since[one.reporter] and when(at)
    ]  # fmt: skip
    for at, one in sorted(paid, key=lambda pair: pair[0]):
        for due in earned(_outcome(one), unit.rules.points):
            award(unit, one.case.community_id, due, at, case_id=one.case.id, actor_id=one.reporter)


def _outcome(one: Life) -> Outcome:
    case, told = one.case, (Told(one.reporter, one.case.filed_at),)
    who = one.reporter if case.closed_how is ClosedHow.RESIDENT else None
    return Outcome(case.id, case.kind, case.closed_how or ClosedHow.SILENCE, told, (), who, case.hazard)


def _take(unit: Unit, reward: int, at: datetime) -> None:
    """One piece was taken and handed over."""
    key, _ = TAKEN
    redeem.redeem(unit, _actor(unit, key), reward, at)
    slip = shop.waiting_of(unit, _id_of(unit, key))[0]
    redeem.hand_over(unit, _actor(unit, "li"), slip.id, at + timedelta(hours=5))


def _help(unit: Unit, words: Words, community: int, at: datetime) -> None:
    """A cleaning day is over, and somebody's hours are in the books."""
    key, _ = HELPED
    activity = activities.open_activity(
        unit, (), community_id=community, kind=Kind.ACTIVITY, title=words.plain("demo.past.cleaning"), points=AN_HOUR,
        starts_at=at - timedelta(hours=HOURS), ends_at=at, lead_id=_id_of(unit, "zhou"), state="over", made_at=at,
    )
    due = Due(_id_of(unit, key), Rule.HOURS, HOURS * AN_HOUR, f"hours:{activity}:{_id_of(unit, key)}", at)
    award(unit, community, due, at, activity_id=activity, minutes=HOURS * 60, actor_id=_id_of(unit, "zhou"))


def _was_told(unit: Unit, community: int, until: datetime) -> None:
    """Everybody has heard of their points, and read their digests."""
    for key in SHARES:
        mine = ledger.account_of(unit, community, _id_of(unit, key))
        if mine is not None and (moved := passbook.since(unit, mine.id, mine.told_id)):
            ledger.change_account(unit, mine.id, told_id=moved[-1].id)
    for due in due_digests(unit, until):
        runs.claim(unit, *due.run, due.day, until)
    demonstration.let_go(unit, until)


def _actor(unit: Unit, key: str) -> Actor:
    person = people.person(unit, _id_of(unit, key))
    return Actor(person, chats.chat(unit, person.chat_id or 0))


def _place(unit: Unit, code: str) -> Area:
    """The area of a code that is surely there. Raises LookupError."""
    found = areas.by_code(unit, code)
    if found is None:
        raise LookupError(code)
    return found


def _id_of(unit: Unit, key: str) -> int:
    """The bot's own number of somebody in the cast. Raises LookupError when they have not been met."""
    person = people.by_telegram_id(unit, next(one.number for one in CAST if one.key == key))
    if person is None:
        raise LookupError(key)
    return person.id
