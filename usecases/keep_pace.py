"""Who asks for too much at once rests for a while, alone: neighbours notice nothing, a fire still gets through.

The secretary sees it, with how much was held back, and can end it; it ends by itself in any case.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from domain.errors import NotFound, NotYours, Refusal, TooLate
from domain.people import Area, Person, Who
from domain.said import Said, moment, say
from storage import activities, areas, cases, people, rests
from storage.unit import Priority, Unit
from usecases import telling
from usecases.access import Actor, is_operator, must_cover
from usecases.give_points import person_meant
from usecases.keep_shop import community_kept

DAY = timedelta(days=1)
LONGER = 3
"""A rest within a day of the last one is so many times as long, up to a day."""
MOST_DAYS = 7
MOST_DAYS_WHOLLY = 90
_ORDER = re.compile(r"(?:(?P<who>\S.*?)\s+)?(?P<days>\d{1,2})\s*(?:天|days?)?\s+(?P<why>\S.*)", re.DOTALL)


class AtRest(Exception):
    """Somebody who rests wrote or pressed: nothing is done for them."""


def too_fast(unit: Unit, actor: Actor, now: datetime, *, counts: bool = True) -> Said | None:
    """More at once than anybody can mean: one kind answer, then silence for a while.

    What neighbours say to each other (`counts` False) is not held back, whoever says it.
    """
    if actor.person.rests(now) and not counts:
        return None
    return _rest(unit, actor, "pace", unit.rules.limits.rest, now)


def too_many_reports(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """More reports than one person finds. Whoever is on duty may find as many as there are."""
    if people.grants_of(unit, actor.id):
        return None
    return _rest(unit, actor, "reports", unit.rules.limits.rest_of_reports, now)


def hold(unit: Unit, actor: Actor, now: datetime) -> None:
    """One thing more of somebody who rests: counted, and that is all."""
    if (last := rests.latest(unit, actor.id)) is not None:
        rests.hold(unit, last.id)


def rest_over(unit: Unit, rest_id: int, now: datetime) -> None:
    """It ended by itself: whoever was told of it sees what was held back in all."""
    _refresh(unit, rest_id, now)


def lift(unit: Unit, actor: Actor, rest_id: int, now: datetime) -> Said:
    """A secretary who covers the place, or the operator, ends a rest. Raises NotFound, NotYours or TooLate."""
    row = rests.find(unit, rest_id)
    if row is None:
        raise NotFound("rest.none_such")
    _must_look_after(unit, actor, row)
    if row.ends_at <= now:
        raise TooLate("rest.over_already")
    rests.end(unit, row.id, row.person_id, now)
    _refresh(unit, row.id, now)
    person = people.person(unit, row.person_id)
    if person.chat_id is not None and person.reachable:
        unit.tell(person.chat_id, "say", at=now, key="rest.go_on", values={}, priority=Priority.DUTY)
    return say("rest.lifted", name=person.name)


def mute(unit: Unit, actor: Actor, whom: Who | None, words: str, now: datetime) -> Said:
    """/mute 王阿姨 3 刷屏 by a secretary, for some days, with a reason that the person reads.

    From an operator it holds wholly, hazards included. Nobody on duty can be muted but by an operator.
    """
    operator = is_operator(unit, actor.person)
    community = None if operator else community_kept(unit, actor)
    found = _ORDER.fullmatch(words.strip())
    if found is None or int(found["days"]) == 0:
        raise Refusal("rest.how")
    person = person_meant(unit, community, whom, found["who"] or "")
    _must_be_mutable(unit, actor, person, operator=operator)
    days = min(int(found["days"]), MOST_DAYS_WHOLLY if operator else MOST_DAYS)
    until, why = now + timedelta(days=days), found["why"].strip()[:300]
    rest_id = rests.give(
        unit, person.id, until, wholly=operator, why="hand", note=why, area_id=community, given_by=actor.id,
        began_at=now,
    )
    unit.later("rest_over", rest_id, until)
    if person.chat_id is not None and person.reachable:
        values = {"until": moment(until), "why": why}
        key = "rest.by_hand_wholly" if operator else "rest.by_hand"
        unit.tell(person.chat_id, "say", at=now, key=key, values=values, priority=Priority.DUTY)
    return say("rest.muted", name=person.name, until=moment(until)) if actor.chat.is_private else say("points.noted")


def unmute(unit: Unit, actor: Actor, whom: Who | None, words: str, now: datetime) -> Said:
    """/unmute 王阿姨: what `lift` does, by name."""
    community = None if is_operator(unit, actor.person) else community_kept(unit, actor)
    person = person_meant(unit, community, whom, words.strip())
    row = rests.latest(unit, person.id)
    if row is None:
        raise NotFound("rest.none_such")
    return lift(unit, actor, row.id, now)


def rest_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> tuple[Any, str, str]:
    """(row of the rest, who rests, where)."""
    row = rests.find(unit, int(facts["rest"]))
    place = areas.area(unit, row.area_id).name if row.area_id else ""
    return row, people.person(unit, row.person_id).name, place


PAGES = {"rest.card": rest_page}
"""What the views of this file show."""


def _rest(unit: Unit, actor: Actor, why: str, length: timedelta, now: datetime) -> Said | None:
    if is_operator(unit, actor.person):
        return None
    if actor.person.rests(now):
        hold(unit, actor, now)
        return None
    last = rests.latest(unit, actor.id)
    if last is not None and last.why != "hand" and now - last.ends_at < DAY:
        length = min(DAY, max(length, LONGER * (last.ends_at - last.began_at)))
    area = _where(unit, actor)
    rest_id = rests.give(
        unit, actor.id, now + length, why=why, area_id=area.id if area else None, given_by=None, began_at=now
    )
    unit.later("rest_over", rest_id, now + length)
    for person in _who_looks_after(unit, area, actor.id):
        unit.tell(
            person.chat_id or 0, "rest.card", at=now, card=f"rest:{rest_id}", priority=Priority.DUTY, rest=rest_id
        )
    return say(f"rest.{why}", until=moment(now + length))


def _where(unit: Unit, actor: Actor) -> Area | None:
    """The place whose secretary looks after it: the group's, else where they live or reported last."""
    before = cases.reported_by(unit, actor.id, limit=1)
    for area_id in (actor.chat.area_id, actor.person.home_id, *(one.area_id for one in before)):
        if area_id is not None:
            return areas.area(unit, area_id)
    return None


def _who_looks_after(unit: Unit, area: Area | None, resting: int) -> list[Person]:
    above = telling.secretaries_above(unit, areas.line(unit, area), {resting}) if area is not None else []
    if above:
        return above
    found = [people.by_telegram_id(unit, one) for one in sorted(unit.rules.operators)]
    return [one for one in found if one is not None and one.reachable]


def _must_look_after(unit: Unit, actor: Actor, row: Any) -> None:
    """An operator ends any rest; a secretary those of their places that no operator gave, and never their own."""
    if is_operator(unit, actor.person):
        return
    if row.area_id is None or row.person_id == actor.id or people.person(unit, row.person_id).rests_wholly:
        raise NotYours("rest.not_yours")
    must_cover(unit, actor, areas.area(unit, row.area_id))


def _must_be_mutable(unit: Unit, actor: Actor, person: Person, *, operator: bool) -> None:
    if person.id == actor.id or is_operator(unit, person) or (people.grants_of(unit, person.id) and not operator):
        raise NotYours("rest.not_them")


def _refresh(unit: Unit, rest_id: int, now: datetime) -> None:
    for row in activities.shown_in(unit, f"rest:{rest_id}"):
        unit.tell(row.chat_id, row.view, at=now, card=f"rest:{rest_id}", rest=rest_id, priority=Priority.EDIT)

