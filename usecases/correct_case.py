"""Wrong category or wrong place: one tap to correct, which routes again and is logged."""

from datetime import datetime

from domain.case import Case, Event, Happened, Status
from domain.clocks import due
from domain.errors import Refusal, TooLate
from domain.people import Area
from domain.rights import Right
from domain.said import Said, say
from domain.said import category as category_name
from domain.taxonomy import Urgency
from storage import areas
from storage.unit import Priority, Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.route_case import route

_CORRECTABLE = (Status.FILED, Status.DISPATCHED, Status.ACCEPTED)


def recategorise(unit: Unit, actor: Actor, number: int, slug: str, now: datetime) -> Said:
    """Another category: who is responsible and by when follow from it. Raises Refusal for an unknown one."""
    found = case_for(unit, actor, number, Right.CORRECT)
    before = _correctable(found)
    if slug not in unit.rules.taxonomy.categories:
        raise Refusal("refusal.no_such_category", slug=slug[:40])
    category = unit.rules.taxonomy.category(slug)
    old = unit.rules.taxonomy.category(before.category)
    urgency = before.urgency if before.urgency != old.urgency else category.urgency
    respond_h, resolve_h = unit.rules.taxonomy.hours(category, Urgency(urgency))
    hazard = urgency == "critical"
    named_after_it = before.title in (old.zh, old.en)
    case = unit.mark(
        before,
        category=slug,
        kind=category.kind.value,
        private=category.private or before.private,
        urgency=str(urgency),
        title=category.name(unit.rules.language) if named_after_it else before.title,
        respond_by=due(before.filed_at, respond_h, unit.rules.calendar, hazard=hazard),
        resolve_by=due(before.filed_at, resolve_h, unit.rules.calendar, hazard=hazard),
    )
    unit.record(Event(number, now, actor.id, Happened.RECATEGORISED, facts={"was": before.category, "is": slug}))
    if category.role != case.role:
        case = route(unit, case, found.line, now, by=actor.id)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.recategorised", number=number, category=category_name(slug))


def move_case(unit: Unit, actor: Actor, number: int, area: Area, now: datetime) -> Said:
    """Another place of the same community: routed again from there, and shown in that building's group too."""
    found = case_for(unit, actor, number, Right.CORRECT)
    before = _correctable(found)
    if area.id == before.area_id:
        return say("said.moved", number=number, area=area.name)
    if (area.community_id or area.id) != before.community_id:
        raise Refusal("refusal.other_community", area=area.name)
    case = unit.mark(before, area_id=area.id)
    was = found.line[0]
    unit.record(Event(number, now, actor.id, Happened.MOVED, facts={"was": was.code, "is": area.code}))
    case = route(unit, case, areas.line(unit, area), now, by=actor.id)
    for chat_id in telling.public_chats(unit, case):
        unit.tell(
            chat_id, "card.group", at=now, card=telling.group_card(number), case_id=number, priority=Priority.CARD
        )
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.moved", number=number, area=area.name)


def check_correctable(unit: Unit, actor: Actor, number: int) -> Found:
    """The case, if this person may still correct it. Raises TooLate when it is past that."""
    found = case_for(unit, actor, number, Right.CORRECT)
    _correctable(found)
    return found


def _correctable(found: Found) -> Case:
    if found.case.status not in _CORRECTABLE:
        raise TooLate(number=found.case.id, status=found.case.status)
    return found.case
