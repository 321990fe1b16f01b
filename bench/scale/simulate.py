"""Days in virtual time: what a sender with the real limits and the real queue makes of a place's messages."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles

from bench.scale.places import HOURS, POWER_CUT, Place
from bot.send_queue import Owed
from storage.unit import Priority
from tests.bot.virtual_sender import VirtualSender

HOUR = 3600.0
DIGESTS_AT, CUT_AT = 8 * HOUR, 19.5 * HOUR
ACCEPTED, RESOLVED = 2 * HOUR, 20 * HOUR
"""Mean seconds from filing to accepting, and on to the result."""
CALL = 0.1
"""Seconds that Telegram takes for a call."""
AFTERWARDS = 2 * HOUR
"""A day is watched so much longer, until what it owed is said."""


@dataclass
class Day:
    """Messages by when they are owed; `receipts` are answers to somebody who waits."""

    place: Place
    chance: random.Random
    owed: list[tuple[float, Owed]] = field(default_factory=list)
    receipts: set[int] = field(default_factory=set)
    digests: set[int] = field(default_factory=set)

    def owe(self, at: float, chat: int, priority: Priority, *, group: bool) -> int:
        """One message; its number."""
        number = len(self.owed) + 1
        self.owed.append((at, Owed(number, chat, group, int(priority), number)))
        return number

    def case(self, at: float) -> None:
        """A report's life: the card in the group, the worker's duty, what follows when it is taken and done."""
        group, worker = self._group(), self._worker()
        self.receipts.add(self.owe(at, group, Priority.ANSWER, group=True))
        self.owe(at, worker, Priority.DUTY, group=False)
        self.owe(at, group, Priority.REACTION, group=True)
        self._edits(at + 5, group, worker)
        taken = at + self.chance.expovariate(1 / ACCEPTED)
        self._edits(taken, group, worker)
        done = taken + self.chance.expovariate(1 / RESOLVED)
        self._edits(done, group, worker)
        self.owe(done, group, Priority.DUTY, group=True)
        self._edits(done + 3 * HOUR, group, worker)

    def known(self, at: float) -> None:
        """A report about what is known already: an answer, and the card's new count."""
        group = self._group()
        self.receipts.add(self.owe(at, group, Priority.ANSWER, group=True))
        self.owe(at, group, Priority.REACTION, group=True)
        self.owe(at, group, Priority.EDIT, group=True)

    def _edits(self, at: float, group: int, worker: int) -> None:
        self.owe(at, group, Priority.EDIT, group=True)
        self.owe(at, worker, Priority.EDIT, group=False)

    def _group(self) -> int:
        return -1 - self.chance.randrange(self.place.groups)

    def _worker(self) -> int:
        return 1 + self.chance.randrange(self.place.grids)


@dataclass(frozen=True)
class Seen:
    """What came of a day: messages, how full the token was in its fullest hour, and seconds that people waited."""

    messages: int
    fullest_hour: float
    receipt_p50: float
    receipt_p99: float
    receipt_worst: float
    digests_done: float
    late: int


def ordinary(place: Place, seed: int = 1) -> Day:
    """Reports as the hours bring them, what is left of the days before, and every secretary's digest at eight."""
    day = Day(place, random.Random(seed))  # noqa: S311  to be repeated
    for at in _moments(day.chance, place.reports_a_day):
        day.case(at)
    for at in _moments(day.chance, place.reports_a_day):  # as many of yesterday's are taken and done today
        day.case(at - 24 * HOUR)
    day.owed = [(at, item) for at, item in day.owed if at >= 0]
    last = max((item.id for _, item in day.owed), default=0)
    for grid in range(place.grids):
        number = last + 1 + grid
        item = Owed(number, 1 + place.grids + grid, False, int(Priority.BROADCAST), number)
        day.owed.append((DIGESTS_AT, item))
        day.digests.add(number)
    return day


def with_power_cut(place: Place, households: int, seed: int = 1) -> Day:
    """The same, and in the evening so many households are without power; nine in ten reports are about a known case."""
    day = ordinary(place, seed)
    share, within = POWER_CUT
    day.receipts.clear()
    first = max(item.id for _, item in day.owed)
    cut = Day(place, day.chance)
    for _ in range(round(households * share)):
        at = CUT_AT + cut.chance.uniform(0, within)
        if cut.chance.random() < 0.1:  # noqa: PLR2004  said above
            cut.case(at)
        else:
            cut.known(at)
    for at, item in cut.owed:
        number = first + len(day.digests) + item.id
        day.owed.append((at, Owed(number, item.chat_id, item.is_group, item.priority, number)))
        if item.id in cut.receipts:
            day.receipts.add(number)
    return day


def played(day: Day, drawing: float) -> Seen:
    """Let the sender go through the day; what is owed later than that is left out. `drawing` is seconds a digest."""
    end = 24 * HOUR + AFTERWARDS
    arrivals = [(at, item) for at, item in day.owed if at < end]
    owed_at = {item.id: at for at, item in arrivals}
    # Eight pictures that are drawn at once share one core.
    sender = VirtualSender(latency=lambda item: CALL + (drawing * 8 if item.priority == Priority.BROADCAST else 0))
    began = sender.now
    sender.run(arrivals)
    sent = {item.id: at - began for at, item in sender.log}
    waits = sorted(sent[one] - owed_at[one] for one in day.receipts if one in sent)
    hours = [0] * (int(max(sent.values()) // HOUR) + 1)
    for at in sent.values():
        hours[int(at // HOUR)] += 1
    p = quantiles(waits, n=100)
    return Seen(
        messages=len(sent),
        fullest_hour=max(hours) / HOUR / 28,
        receipt_p50=p[49], receipt_p99=p[98], receipt_worst=waits[-1],
        digests_done=max((sent[one] for one in day.digests), default=DIGESTS_AT) - DIGESTS_AT,
        late=sum(sent[one] - owed_at[one] > 60 for one in day.receipts if one in sent),  # noqa: PLR2004  a minute
    )  # fmt: skip


def _moments(chance: random.Random, a_day: float) -> Iterator[float]:
    for _ in range(round(a_day)):
        hour = chance.choices(range(24), HOURS)[0]
        yield (hour + chance.random()) * HOUR
