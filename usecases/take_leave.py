"""A worker on leave: cases go to others until they are back."""

from datetime import datetime

from domain.errors import NotYours, Refusal
from domain.promise import read_promise
from domain.said import Said, moment, say
from storage import areas, people
from storage.unit import Unit
from usecases.access import Actor
from usecases.route_case import give_back, route_unrouted

_BACK = {"back", "回来了", "回来", "off", "结束"}


def take_leave(unit: Unit, actor: Actor, words: str, now: datetime) -> Said:
    """/leave until DATE: cases are routed to others until then. /leave back ends it. Raises Refusal without a day."""
    if not people.grants_of(unit, actor.id):
        raise NotYours("refusal.leave_is_for_staff")
    if words.strip().lower() in _BACK:
        people.change(unit, actor.id, away_until=None)
        back_on_duty(unit, actor.id, now)
        return say("staff.back")
    until = read_promise(words, now.astimezone(unit.rules.zone)).by
    if until is None:
        raise Refusal("refusal.leave_until_when")
    people.change(unit, actor.id, away_until=until)
    unit.later("leave_ends", actor.id, until)
    moved = give_back(unit, actor.id, now, why="on leave")
    return say("staff.away_moved" if moved else "staff.away", until=moment(until), moved=moved)


def end_leave(unit: Unit, person_id: int, now: datetime) -> None:
    """The last day of a leave has passed, unless it was made longer meanwhile."""
    person = people.person(unit, person_id)
    if person.away_until is not None and person.away_until > now:
        unit.later("leave_ends", person_id, person.away_until)
    else:
        back_on_duty(unit, person_id, now)


def back_on_duty(unit: Unit, person_id: int, now: datetime) -> None:
    """Somebody can be given cases again: those that nobody could take in their areas are tried once more."""
    for grant in people.grants_of(unit, person_id):
        route_unrouted(unit, areas.area(unit, grant.area_id), now)
