"""Opens an activity, shows it where people are, and keeps its cards true."""

from datetime import datetime
from typing import Any

from domain.activity import Kind, Sheet, read_plan
from domain.chats import Purpose
from domain.errors import NotFound, NotYours
from domain.people import Area
from domain.said import Said, say
from storage import activities, areas, chats, people
from storage.unit import Priority, Unit
from usecases.access import Actor, covers, is_operator
from usecases.invite_staff import start_link
from usecases.see_points import community_of


def open_activity(unit: Unit, actor: Actor, text: str, now: datetime) -> Said | None:
    """/activity by anybody on duty: the card goes to the group it was said in, from private to all groups below them.

    Alone it shows what is coming. Raises NotYours for residents, Refusal when title or time are missing.
    """
    if not text.strip():
        return show_coming(unit, actor, now)
    area = _led(unit, actor)
    plan = read_plan(text, now, unit.rules.zone)
    community = area.community_id or area.id
    rules = unit.rules.points
    worth = {Kind.ACTIVITY: rules.hour, Kind.PATROL: rules.patrol, Kind.PLOTS: rules.plot}
    number = activities.open_activity(
        unit, plan.plots, plan.checks, community_id=community, kind=plan.kind, title=plan.title, place=plan.place,
        starts_at=plan.starts_at, ends_at=plan.ends_at, seats=plan.seats, lead_id=actor.id, made_at=now,
        points=worth[plan.kind] if plan.points is None else min(plan.points, 10 * worth[plan.kind]),
        chat_id=None if actor.chat.is_private else actor.chat.id,
    )
    for chat_id in [actor.chat.id] if not actor.chat.is_private else _groups(unit, area):
        _card(unit, number, chat_id, "activity.card", now, Priority.CARD)
    if actor.person.chat_id is not None and actor.person.reachable:
        _card(unit, number, actor.person.chat_id, "activity.lead", now, Priority.ANSWER)
    return None


def show_coming(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """What is coming in somebody's community, as cards that can be joined."""
    community = community_of(unit, actor)
    found = activities.coming(unit, now, community, actor.id if actor.chat.is_private else None)
    for row in found:
        leads = row.lead_id == actor.id and actor.chat.is_private
        chats.retire_card(unit, actor.chat.id, f"activity:{row.id}")
        _card(unit, row.id, actor.chat.id, "activity.lead" if leads else "activity.card", now, Priority.ANSWER)
        if actor.chat.is_private:
            show_own_part(unit, actor, row, now)
    return None if found else say("activity.none_coming")


def show_own_part(unit: Unit, actor: Actor, row: Any, now: datetime) -> None:
    """In private: the patrol's sheet for who walks it, and the lots of who has claimed some and not shown them done."""
    chat_id = actor.person.chat_id
    if chat_id is None or not (actor.chat.is_private or actor.person.reachable):
        return
    takers = {one.person_id: one.state for one in activities.takers(unit, row.id)}
    if activities.checks(unit, row.id) and takers.get(actor.id, "left") != "left":
        chats.retire_card(unit, chat_id, f"sheet:{row.id}")
        unit.tell(chat_id, "activity.sheet", at=now, card=f"sheet:{row.id}", person_id=actor.id, activity=row.id)
    for lot in activities.own_lots(unit, row.id, actor.id):
        chats.retire_card(unit, chat_id, f"lot:{lot.id}")
        unit.tell(
            chat_id, "activity.lot", at=now, card=f"lot:{lot.id}", person_id=actor.id, lot=lot.id, name=lot.name,
            title=row.title,
        )


def refresh(unit: Unit, number: int, now: datetime, *, first: int | None = None) -> None:
    """Every card of an activity shows how it stands."""
    for name in ("activity", "sheet"):
        for row in activities.shown_in(unit, f"{name}:{number}"):
            priority = Priority.ANSWER if row.chat_id == first else Priority.EDIT
            unit.tell(row.chat_id, row.view, at=now, card=f"{name}:{number}", priority=priority, activity=number)


def activity_led(unit: Unit, actor: Actor, number: int) -> Any:
    """The activity, if this person leads it or leads above it. Raises NotFound or NotYours."""
    row = activities.find(unit, number, locked=True)
    if row is None:
        raise NotFound("activity.none_such")
    if row.lead_id != actor.id and not covers(unit, actor, areas.area(unit, row.community_id)):
        raise NotYours("activity.not_your_lead")
    return row


def sheet_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Sheet | None:
    """What an activity's cards show."""
    row = activities.find(unit, int(facts["activity"]))
    if row is None:
        return None
    code = row.code if row.code and row.code_until and row.code_until > now else ""
    return Sheet(
        row.id, Kind(row.kind), row.title, row.place, row.starts_at, row.ends_at, row.seats, row.points, row.state,
        people.person(unit, row.lead_id).name, row.lead_id, areas.area(unit, row.community_id).name,
        activities.takers(unit, row.id), activities.lots(unit, row.id), activities.checks(unit, row.id), code,
        start_link(unit, f"k-{code}") if code else "",
    )


def _card(unit: Unit, number: int, chat_id: int, view: str, now: datetime, priority: Priority) -> None:
    unit.tell(chat_id, view, at=now, card=f"activity:{number}", priority=priority, activity=number)


def _led(unit: Unit, actor: Actor) -> Area:
    """The area that somebody is on duty for; a group's own where it lies within. Raises NotYours.

    Whoever looks after a whole street hears where to say it.
    """
    held = [areas.area(unit, one.area_id) for one in people.grants_of(unit, actor.id)]
    here = areas.area(unit, actor.chat.area_id) if actor.chat.area_id is not None else None
    if here is not None and (is_operator(unit, actor.person) or any(one.covers(here) for one in held)):
        return here
    within = [one for one in held if one.community_id is not None]
    if not within:
        raise NotYours("activity.say_it_there" if held else "activity.only_staff")
    return within[0]


def _groups(unit: Unit, area: Area) -> list[int]:
    return [
        chat.id for chat in chats.bound(unit)
        if not chat.closed and chat.purpose is not Purpose.STAFF and area.covers(areas.area(unit, chat.area_id or 0))
    ]
