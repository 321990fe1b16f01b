"""Wrong category or wrong place: one tap to correct, which routes again and is logged."""

from datetime import datetime

from domain.case import Case, Event, Happened, Status
from domain.draft import Ask
from domain.errors import NotFound, Refusal, TooLate
from domain.people import Area, Level
from domain.place import match_areas
from domain.rights import Right
from domain.said import Said, say
from domain.said import category as category_name
from domain.taxonomy import Urgency
from storage import areas, cases, drafts, people
from storage.unit import Priority, Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.hot_spot import times_here
from usecases.report_problem import clocks_of
from usecases.route_case import route

CORRECTABLE = (Status.FILED, Status.DISPATCHED, Status.ACCEPTED)


def recategorise(unit: Unit, actor: Actor, number: int, slug: str, now: datetime) -> Said:
    """A person says which category it is. Raises Refusal for an unknown one."""
    before = check_correctable(unit, actor, number).case
    if slug not in unit.rules.taxonomy.categories:
        raise Refusal("refusal.no_such_category", slug=slug[:40])
    change_category(unit, actor, before, slug, now)
    return say("said.recategorised", number=number, category=category_name(slug))


def change_category(
    unit: Unit, actor: Actor, before: Case, slug: str, now: datetime, *, by_person: bool = True
) -> Case:
    """Another category: who is responsible and by when follow from it. The caller has asked whether they may.

    Only what a person said is learnt from: not what we made of words that were changed.
    """
    case = before
    if slug != before.category:
        case, line = unit.mark(before, **_following_from(unit, before, slug)), areas.line_from(unit, before.area_id)
        facts: dict[str, object] = {"was": before.category, "is": slug, **times_here(unit, case, line[0])}
        if by_person:
            _learn(unit, case, slug)
        else:
            facts["reworded"] = True
        unit.record(Event(case.id, now, actor.id, Happened.RECATEGORISED, facts=facts))
        case = _routed_again(unit, actor, case, line, now)
        telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.take_back(unit, case.id, "menu.category", now)
    return case


def raise_to_danger(unit: Unit, case: Case, now: datetime, *, by: int) -> Case:
    """The words now speak of a danger to life: shorter clocks from now on, and a line of history.

    A danger gives nobody more time: what was due sooner stays due, and what is late stays late.
    """
    category, urgency = unit.rules.taxonomy.category(case.category), Urgency.CRITICAL
    clocks = clocks_of(unit, case.community_id, category, urgency, now)
    if case.promised_by is not None:
        clocks["promised_by"] = clocks["resolve_by"]  # nobody waits so long for a department
    shorter = {name: at for name, at in clocks.items() if at < getattr(case, name)}
    was = {name: getattr(case, name).isoformat() for name in shorter}
    since = now if "resolve_by" in shorter else case.clock_from
    after = unit.mark(case, urgency=str(urgency), clock_from=since, **shorter)
    unit.record(Event(case.id, now, by, Happened.RAISED, facts={"was": case.urgency, "clocks": was}))
    return after


def move_case(unit: Unit, actor: Actor, number: int, area: Area, now: datetime) -> Said:
    """A person says where it is. Raises Refusal for a place of another community."""
    before = check_correctable(unit, actor, number).case
    if (area.community_id or area.id) != before.community_id:
        raise Refusal("refusal.other_community", area=area.name)
    change_place(unit, actor, before, area, now)
    return say("said.moved", number=number, area=area.name)


def change_place(unit: Unit, actor: Actor, before: Case, area: Area, now: datetime) -> None:
    """Another place of the same community: routed again from there, and shown in that building's group too.

    The caller has asked whether they may.
    """
    if area.id == before.area_id:
        return
    case, number = unit.mark(before, area_id=area.id), before.id
    was = areas.area(unit, before.area_id)
    facts = {"was": was.code, "is": area.code, **times_here(unit, case, area)}
    unit.record(Event(number, now, actor.id, Happened.MOVED, facts=facts))
    case = _routed_again(unit, actor, case, areas.line(unit, area), now)
    drafts.close_prompts_about(unit, number, Ask.PLACE)
    for view in ("case.which_building", "case.where", "menu.category"):
        telling.take_back(unit, number, view, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    for chat_id in telling.public_chats(unit, case):
        unit.tell(
            chat_id, "card.group", at=now, card=telling.group_card(number), case_id=number, priority=Priority.CARD
        )


def move_to(unit: Unit, actor: Actor, number: int, area_id: int, now: datetime) -> Said:
    """A building was picked from the list. Raises NotFound for one that is not there."""
    area = areas.find(unit, area_id)
    if area is None or area.level is not Level.BUILDING:
        raise NotFound("refusal.no_such_building")
    return move_case(unit, actor, number, area, now)


def place_named(unit: Unit, actor: Actor, number: int, text: str, now: datetime) -> Said:
    """The case is at the building that the words name. Raises Refusal when they name none, or several."""
    case = check_correctable(unit, actor, number).case
    below = areas.buildings_of(unit, case.community_id)
    named = match_areas(text, [areas.as_name(one) for one in below])
    if len(named) != 1:
        raise Refusal("refusal.which_building", text=text[:20])
    return move_case(unit, actor, number, areas.area(unit, named[0].id), now)


def check_correctable(unit: Unit, actor: Actor, number: int) -> Found:
    """The case, if this person may still correct it. Raises TooLate when it is past that."""
    found = case_for(unit, actor, number, Right.CORRECT)
    if found.case.status not in CORRECTABLE:
        raise TooLate(number=number, status=found.case.status)
    return found


def _learn(unit: Unit, case: Case, slug: str) -> None:
    """The next caption like this one is understood better; after a restart the history teaches it again."""
    told = [one.text for one in cases.reports_of(unit, case.id) if one.stands and one.text]
    if told:
        unit.rules.classifier.learn(told[0], slug)


def _following_from(unit: Unit, before: Case, slug: str) -> dict[str, object]:
    """What another category changes. An urgency that the words gave stays, and so does what became private."""
    category, old = unit.rules.taxonomy.category(slug), unit.rules.taxonomy.category(before.category)
    urgency = before.urgency if before.urgency != old.urgency else str(category.urgency)
    named_after_it = before.title in (old.zh, old.en)
    return {
        "category": slug,
        "kind": category.kind.value,
        "private": category.private or before.private,
        "urgency": urgency,
        "title": category.name(unit.rules.language) if named_after_it else before.title,
        **clocks_of(unit, before.community_id, category, Urgency(urgency), _told_at(unit, before, urgency)),
    }


def _told_at(unit: Unit, case: Case, urgency: str) -> datetime:
    """Since when it is known to be so urgent."""
    raised = cases.latest(unit, case.id, {Happened.RAISED}) if urgency == case.urgency and case.hazard else None
    return raised.at if raised is not None else case.filed_at


def _routed_again(unit: Unit, actor: Actor, case: Case, line: tuple[Area, ...], now: datetime) -> Case:
    """Routing decides again, unless whoever has it is on duty here in the role that it wants first."""
    role = unit.rules.taxonomy.category(case.category).role
    able = {one.person_id for one in people.candidates(unit, line, {role}, now)}
    if case.role == role and case.responsible_id in able:
        return case
    return route(unit, case, line, now, by=actor.id)
