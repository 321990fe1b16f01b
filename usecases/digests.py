"""Sends each secretary the digests of their own areas, once, however often the clock asks and however many ask it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.briefing import FORTNIGHT, Span, month_of, week_before
from domain.habits import Digests, Habits
from domain.people import Area
from storage import habits, readers, runs
from storage.readers import Secretary
from storage.unit import Priority, Unit

PUBLIC = "digest.public"
PUBLIC_AT = time(9)
"""Residents read the summary of the week when the day has begun."""
CATCH_UP = timedelta(days=6)
"""So many days later a weekly or monthly digest is still worth sending."""


@dataclass(frozen=True)
class Due:
    """A digest that has not been sent: to a chat, about an area; `day` with kind and subject makes it unique.

    One that comes late and would come at night waits for the morning.
    """

    view: str
    subject: str
    day: date
    chat_id: int
    person_id: int | None
    area_id: int
    span: Span
    not_before: datetime | None = None

    @property
    def run(self) -> tuple[str, str]:
        """What names it on its day."""
        return self.view if self.view == PUBLIC else f"digest.{self.span.kind}", self.subject


def due_digests(unit: Unit, now: datetime) -> list[Due]:
    """What is to be sent by now; only asks."""
    here = readers.secretaries(unit)
    chosen = habits.of_several(unit, {one.person_id for one in here})
    found: list[Due] = []
    for one in _own_areas(here):
        found += _due_to(unit, one, chosen.get(one.person_id, Habits()), now)
    found += _due_to_groups(unit, now)
    taken = {day: runs.of_day(unit, day) for day in {one.day for one in found}}
    return [one for one in found if one.run not in taken[one.day]]


def send_digests(unit: Unit, due: Iterable[Due], now: datetime) -> None:
    """Owe these digests, but for those that somebody else has taken meanwhile."""
    for one in due:
        kind, subject = one.run
        if not runs.claim(unit, kind, subject, one.day, now):
            continue
        span = _since_the_last(unit, one) if one.span.kind is Digests.DAILY else one.span
        once, card = f"{kind}:{subject}:{one.day:%Y%m%d}", digest_card(span, one.area_id)
        unit.tell(
            one.chat_id, one.view, at=now, once=once, card=card,
            person_id=one.person_id, priority=Priority.BROADCAST, not_before=one.not_before, area=one.area_id,
            span=str(span),
        )


def digest_card(span: Span, area_id: int) -> str:
    """The name of a digest's message, which shows the lists behind its buttons in place."""
    return f"digest:{span}:{area_id}"


def _own_areas(here: list[Secretary]) -> list[Secretary]:
    """Each secretary with their topmost areas only: what lies below is part of them."""
    held: dict[int, set[int]] = {}
    for one in here:
        held.setdefault(one.person_id, set()).add(one.area.id)
    return [one for one in here if not held[one.person_id] & set(one.area.path[:-1])]


def _due_to(unit: Unit, one: Secretary, mine: Habits, now: datetime) -> Iterable[Due]:
    zone, today = unit.rules.zone, now.astimezone(unit.rules.zone).date()
    at = mine.digest_at or unit.rules.digest_at
    for kind, day, begins in _calls(unit, today):
        moment = datetime.combine(begins, at, zone)
        if kind in mine.kinds and moment <= now and one.granted_at < moment:
            subject = f"{one.person_id}:{one.area.id}"
            waits = _morning(unit, mine, at, now)
            yield Due("digest", subject, day, one.chat_id, one.person_id, one.area.id, _span(kind, day), waits)


def _morning(unit: Unit, mine: Habits, at: time, now: datetime) -> datetime | None:
    """When the night is over, if it is one; whoever wants their digest in quiet hours gets it then."""
    quiet = mine.quiet or unit.rules.climbing.quiet
    over = quiet.over_at(now, unit.rules.zone)
    return over if over > now and not quiet.covers(at) else None


def _calls(unit: Unit, today: date) -> Iterable[tuple[Digests, date, date]]:
    """Which digests a day calls for: the kind, the day that stands for it, and the day on which it was to be sent."""
    if _works(unit, today):
        yield Digests.DAILY, today, today
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    for kind, day in ((Digests.WEEKLY, monday), (Digests.MONTHLY, first)):
        begins = day
        while not _works(unit, begins) and begins < day + CATCH_UP:
            begins += timedelta(days=1)
        if begins <= today <= begins + CATCH_UP:
            yield kind, day, begins


def _works(unit: Unit, day: date) -> bool:
    return unit.rules.calendar is None or unit.rules.calendar.works_on(day)


def _span(kind: Digests, day: date) -> Span:
    yesterday = day - timedelta(days=1)
    if kind is Digests.DAILY:
        return Span(kind, yesterday, yesterday)
    return week_before(day) if kind is Digests.WEEKLY else month_of(yesterday)


def _since_the_last(unit: Unit, one: Due) -> Span:
    """A daily digest begins where the last one ended: after a weekend, a holiday or a day off nothing is left out."""
    last = runs.last_before(unit, *one.run, one.day)
    earliest = one.day - timedelta(days=FORTNIGHT)
    return Span(one.span.kind, max(last or one.span.first, earliest), one.span.last)


def _due_to_groups(unit: Unit, now: datetime) -> Iterable[Due]:
    """The week in the bound groups, where the community wants that."""
    today = now.astimezone(unit.rules.zone).date()
    monday = today - timedelta(days=today.weekday())
    moment = datetime.combine(monday, PUBLIC_AT, unit.rules.zone)
    if not unit.rules.public_weekly or not moment <= now <= moment + timedelta(days=1):
        return
    for group in readers.groups(unit):
        if group.bound_at < moment:
            yield Due(
                PUBLIC, str(group.chat_id), monday, group.chat_id, None, group.community_id, week_before(monday)
            )


def areas_of(unit: Unit, person_id: int) -> list[Area]:
    """The topmost areas whose digest a person reads."""
    here = [one for one in readers.secretaries(unit) if one.person_id == person_id]
    return [one.area for one in _own_areas(here)]
