"""What the clock does to cases: reminders at half-time and before they are due, and one level up when they are late."""

from datetime import datetime

from domain.case import Case, Status
from domain.deadlines import Mark, Running, running
from domain.people import Area
from storage import areas, cases, people
from storage.unit import Unit
from usecases import telling
from usecases.climb_case import Climbed, climb
from usecases.reminding import Reminder, remind

BATCH = 200
"""So many cases are looked at in one transaction, so that people need not wait for it."""


def sweep(unit: Unit, now: datetime) -> bool:
    """Look at cases whose alarm has rung; whether there may be more of them.

    Each is taken by moving its alarm, so that nobody else looks at it for the same reason.
    """
    rung = cases.rung(unit, now, BATCH)
    reminders: list[Reminder] = []
    for case, alarm in rung:
        clock = running(case)
        again = unit.rules.pace_of(case.community_id).next_mark(clock, now) if clock else None
        if cases.move_alarm(unit, case.id, alarm, again) and clock is not None:
            reminders += _speak(unit, case, clock, now)
    remind(unit, reminders, now, since=min((alarm for _, alarm in rung), default=None))
    return len(rung) == BATCH


def _speak(unit: Unit, case: Case, clock: Running, now: datetime) -> list[Reminder]:
    mark = unit.rules.pace_of(case.community_id).mark_at(clock, now)
    if mark is Mark.LATE:
        return _climb(unit, case, now)
    if mark is None or case.responsible_id is None:
        return []
    worker = people.person(unit, case.responsible_id)
    once = f"{mark.value}:{case.id}:{case.round}:{clock.due:%Y%m%d%H%M%S}"
    return [Reminder(worker, _view(case, mark), case, once, facts={"due": clock.due.isoformat()})]


def _view(case: Case, mark: Mark) -> str:
    if case.status is Status.COORDINATING:
        return "time.due_promise"
    return f"time.{mark.value}" if case.responded_at else f"time.{mark.value}_answer"


def _climb(unit: Unit, case: Case, now: datetime) -> list[Reminder]:
    line = areas.line_from(unit, case.area_id)
    climbed = climb(unit, case, line, now, by=None)
    if climbed is None:
        return _alone(unit, case, line, now)
    telling.refresh_cards(unit, climbed.case, now)
    return _told(unit, climbed)


def _told(unit: Unit, climbed: Climbed) -> list[Reminder]:
    """Everyone hears who is responsible now: whoever is above it, whoever was, and whoever does it."""
    case = climbed.case
    once = f"late:{case.id}:{case.round}:{case.level}:{case.version}"
    facts = {"name": climbed.overseer.name, "level": case.level}
    told = [Reminder(climbed.overseer, "card.late", case, once, card=telling.watch_card(case.id))]
    if climbed.before is not None:
        told.append(Reminder(climbed.before, "time.late_on", case, once, facts=facts))
    if case.responsible_id is not None:
        told.append(Reminder(people.person(unit, case.responsible_id), "time.late", case, once, facts=facts))
    return told


def _alone(unit: Unit, case: Case, line: tuple[Area, ...], now: datetime) -> list[Reminder]:
    """Nobody is higher: said once for each due time; from then on it stands in the digest every morning."""
    once = f"alone:{case.id}:{case.round}:{case.due_at or now:%Y%m%d%H%M%S}"
    if case.responsible_id is None:
        telling.tell_secretaries(unit, case, line, now, "card.unrouted", once=once)
        return []
    return [Reminder(people.person(unit, case.responsible_id), "time.late_alone", case, once)]
