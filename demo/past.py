"""What happened before the visitor came, made up the same way each time: weeks of cases, from filed to rated."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain.case import Case, ClosedHow, Event, Happened, Status
from domain.clocks import FIXED, due
from domain.people import Level
from domain.rules import Rules
from domain.taxonomy import Category


@dataclass(frozen=True)
class Kind:
    """Something that breaks: `demo.past.<key>` is what people call it, `weight` says how often it comes up."""

    key: str
    slug: str
    weight: int


@dataclass(frozen=True)
class Standing:
    """A case that is not finished: filed some days ago at a time, in a house, and how far it has come since."""

    key: str
    slug: str
    house: int
    days: int
    at: time
    status: Status
    late: bool = False


KINDS = (
    Kind("overflow", "sanitation.garbage_overflow", 14),
    Kind("parking", "traffic.illegal_parking", 12),
    Kind("litter", "sanitation.littering", 9),
    Kind("light", "facility.lighting", 8),
    Kind("clutter", "fire.corridor_clutter", 8),
    Kind("bikes", "traffic.bike_parking", 7),
    Kind("bin", "sanitation.bin_damaged", 6),
    Kind("sofa", "sanitation.bulky_waste", 6),
    Kind("gate", "facility.gate_access", 6),
    Kind("drain", "water.drain_blocked", 5),
    Kind("locker", "facility.parcel_locker", 4),
    Kind("ebike", "fire.ebike_upstairs", 4),
    Kind("lift", "facility.elevator_fault", 3),
    Kind("leak", "water.leak", 3),
    Kind("steps", "building.steps_floor", 3),
    Kind("dog", "neighbour.pet", 3),
)

STANDING = (
    Standing("shed", "facility.shed", 14, 9, time(17, 20), Status.ACCEPTED, late=True),
    Standing("clutter", "fire.corridor_clutter", 13, 6, time(16, 30), Status.ACCEPTED, late=True),
    Standing("sofa", "sanitation.bulky_waste", 9, 4, time(17), Status.ACCEPTED, late=True),
    Standing("water", "water.water_outage", 12, 2, time(7, 40), Status.COORDINATING),
    Standing("swing", "facility.fitness_play", 11, 2, time(15, 10), Status.ACCEPTED),
    Standing("steps", "building.steps_floor", 15, 1, time(11, 5), Status.ACCEPTED),
    Standing("bin", "sanitation.bin_damaged", 2, 2, time(9, 20), Status.RESOLVED),
    Standing("light", "facility.lighting", 8, 2, time(19, 40), Status.RESOLVED),
    Standing("drain", "water.drain_blocked", 5, 1, time(7, 30), Status.RESOLVED),
)

"""What stands is with people whose phones are not on the page: none of it gets into a scene."""

GRIDS = (0.38, 0.68, 1.0)
"""Up to which part of all cases each grid has its share."""

WORKDAY, WEEKEND = 8, 5
"""Reports a day, give or take two."""

SOONER = (0.1, 0.3, 0.6)
"""When the last days' cases were answered, mended and confirmed, as parts of the time that there was."""

SEED = 230


@dataclass(frozen=True)
class Folk:
    """Ids of rows: who reports; who has what in a house, with the role; whose cases climb; the houses of each grid."""

    reporters: tuple[int, ...]
    worker: Callable[[Category, int], tuple[int, str]]
    overseer: int
    community: int
    houses: tuple[tuple[int, ...], ...]
    area: dict[int, int]


@dataclass
class Life:
    """A case with its history, who reported it, who met the same and when, and the stars it got (0: none)."""

    case: Case
    reporter: int
    events: list[Event] = field(default_factory=list)
    also: list[tuple[int, datetime]] = field(default_factory=list)
    stars: int = 0

    def goes_on(self, moved: tuple[Case, Event]) -> None:
        """Take a step."""
        self.case = moved[0]
        self.events.append(moved[1])

    def notes(self, at: datetime, who: int, kind: Happened, **facts: int) -> None:
        """A line that moves nothing."""
        self.events.append(Event(self.case.id, at, who, kind, facts=dict(facts)))


class Chronicle:
    """Tells the lives of a neighbourhood; `name` gives what a kind is called."""

    def __init__(self, rules: Rules, folk: Folk, name: Callable[[str], str]) -> None:
        self._rules = rules
        self._folk = folk
        self._name = name
        self._chance = _chance_of("")

    def lives(self, until: datetime, days: int, next_number: int) -> list[Life]:
        """Everything that was filed in so many days before a morning; the number after the last is `next_number`."""
        today = until.astimezone(self._rules.zone).date()
        plan: list[tuple[datetime, Kind | Standing]] = [
            (self._moment(today - timedelta(days=one.days), one.at), one) for one in STANDING if one.days <= days
        ]
        for day in (today - timedelta(days=back) for back in range(days, 0, -1)):
            self._chance = _chance_of(day)  # a day is the same however many there are before it
            plan += [(at, self._kind()) for at in self._moments(day)]
        plan.sort(key=lambda one: one[0])
        first = next_number - len(plan)
        return [self._life(first + index, at, what, until) for index, (at, what) in enumerate(plan)]

    def _life(self, number: int, at: datetime, what: Kind | Standing, until: datetime) -> Life:
        self._chance = _chance_of(at)
        if isinstance(what, Standing):
            life = self._filed(number, at, what, what.house)
            self._stands(life, what, until)
            return life
        life = self._filed(number, at, what, self._house())
        self._ends(life, until)
        return life

    def _filed(self, number: int, at: datetime, what: Kind | Standing, house: int) -> Life:
        taxonomy, calendar = self._rules.taxonomy, self._rules.calendar_of(self._folk.community)
        category = taxonomy.category(what.slug)
        respond, resolve = (
            due(at, hours, calendar, hazard=category.urgency in FIXED)
            for hours in taxonomy.hours(category, category.urgency)
        )
        case = Case(
            id=number, community_id=self._folk.community, area_id=self._folk.area[house], kind=category.kind,
            category=category.slug, urgency=category.urgency, title=self._name(what.key), private=False,
            status=Status.FILED, filed_at=at, respond_by=respond, resolve_by=resolve, first_resolve_by=resolve,
        )
        life = Life(case, self._one_of(self._folk.reporters))
        life.notes(at, life.reporter, Happened.FILED)
        worker, role = self._folk.worker(category, house)
        life.goes_on(case.dispatch(worker, role, at=at, by=None, kind=Happened.ROUTED))
        return life

    def _ends(self, life: Life, until: datetime) -> None:
        """Accepted, mended, confirmed before the morning; now and then nobody says a word for three days."""
        worker, filed = life.case.responsible_id or 0, life.case.filed_at
        answered = self._by_day(self._between(filed, life.case.respond_by))
        mended = self._by_day(self._between(answered, life.case.resolve_by))
        heard = self._by_day(mended + timedelta(hours=0.3 + 7 * self._chance.random()))
        if heard >= until:
            answered, mended, heard = (filed + (until - filed) * part for part in SOONER)
        silence = mended + self._rules.periods.silence
        silent = silence < until and self._chance.random() < 0.07  # noqa: PLR2004
        life.goes_on(life.case.accept(worker, at=answered))
        self._joined(life, answered, mended)
        life.goes_on(life.case.resolve(worker, "", at=mended))
        if silent:
            life.goes_on(life.case.close(None, ClosedHow.SILENCE, at=silence))
        else:
            life.goes_on(life.case.close(life.reporter, ClosedHow.RESIDENT, at=heard))
            self._rated(life, heard)

    def _stands(self, life: Life, what: Standing, until: datetime) -> None:
        worker, filed = life.case.responsible_id or 0, life.case.filed_at
        answered = filed + (life.case.respond_by - filed) / 3
        life.goes_on(life.case.accept(worker, at=answered))
        if what.status is Status.RESOLVED:
            life.goes_on(life.case.resolve(worker, "", at=max(answered, until - timedelta(hours=14 + what.house / 4))))
        elif what.status is Status.COORDINATING:
            promise = until + timedelta(days=1, hours=9)
            life.goes_on(life.case.hand_out(worker, self._name("waterworks"), promise, at=answered))
        elif what.late:
            life.goes_on(
                life.case.climb(Level.COMMUNITY, self._folk.overseer, at=life.case.resolve_by, by=None)
            )

    def _joined(self, life: Life, since: datetime, until: datetime) -> None:
        """Some neighbours met the same before it was mended."""
        others = [one for one in self._folk.reporters if one != life.reporter]
        count = int(self._chance.random() ** 3 * 4)
        for who in dict.fromkeys(self._one_of(tuple(others)) for _ in range(count)):
            at = self._between(since, until)
            life.also.append((who, at))
            life.notes(at, who, Happened.JOINED)

    def _rated(self, life: Life, at: datetime) -> None:
        if self._chance.random() > 0.62:  # noqa: PLR2004
            return
        life.stars = min(5, 3 + int(self._chance.random() * 12))
        life.notes(at + timedelta(minutes=1), life.reporter, Happened.RATED, stars=life.stars)

    def _kind(self) -> Kind:
        point = self._chance.random() * sum(kind.weight for kind in KINDS)
        for kind in KINDS:
            point -= kind.weight
            if point < 0:
                return kind
        return KINDS[0]

    def _house(self) -> int:
        share = self._chance.random()
        grid = next(index for index, upper in enumerate(GRIDS) if share < upper)
        return self._one_of(self._folk.houses[grid])

    def _moments(self, day: date) -> Iterator[datetime]:
        usual = WEEKEND if day.weekday() > 4 else WORKDAY  # noqa: PLR2004
        for _ in range(usual + int(self._chance.random() * 5) - 2):
            yield self._moment(day, time(7)) + timedelta(hours=14 * self._chance.random())

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self._rules.zone)

    def _between(self, since: datetime, until: datetime) -> datetime:
        """Rather soon than late; once in a while too late."""
        return since + max(until - since, timedelta(hours=1)) * self._chance.random() * self._chance.random() * 1.06

    def _by_day(self, at: datetime) -> datetime:
        """The same moment, or the next morning where it would be at night."""
        local = at.astimezone(self._rules.zone)
        if time(8) <= local.time() < time(21):
            return at
        day = local.date() + timedelta(days=local.time() >= time(21))
        return self._moment(day, time(8)) + timedelta(minutes=5 + 80 * self._chance.random())

    def _one_of(self, some: tuple[int, ...]) -> int:
        return some[int(self._chance.random() * len(some))]


def _chance_of(what: object) -> random.Random:
    """What falls to something, the same each time."""
    return random.Random(f"{SEED}: {what}")  # noqa: S311  made-up data
