"""What people look up: their queue, their reports, a case, who is on duty, what we keep of them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.case import Case
from domain.errors import NotFound
from domain.people import Person, Role
from domain.rights import Right, may
from domain.said import Said, say
from storage import areas, cases, chats, looks, people
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, area_of_code, case_for, is_operator, must_cover
from usecases.ask_reporter import ask_again


def show_queue(unit: Unit, actor: Actor, page: int, now: datetime, *, turn: bool = False) -> Said | None:
    """/queue: what the person has to see to. In a group nobody's work is read out.

    With `turn` the list that stands is turned to another page; else it is a new message.
    """
    if not actor.chat.is_private:
        return say("queue.private_only")
    if not turn:
        chats.retire_card(unit, actor.chat.id, "list.queue")
    unit.tell(actor.chat.id, "list.queue", at=now, page=page, person_id=actor.id, card="list.queue")
    return None


def looks_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> list[Any]:
    """Who has looked at a private case, for the one who looks after it: rows of name, times, last."""
    number = facts.get("looked_at")
    return looks.of_case(unit, int(number)) if number else []


PAGES = {"list.history": looks_page}
"""What the views of this file show beside the case."""


def queue_of(unit: Unit, person: Person) -> list[Case]:
    """What a person has to see to, most urgent first; for a secretary also what climbed and what nobody has."""
    covered = [one.area_id for one in people.grants_of(unit, person.id) if one.role is Role.SECRETARY]
    if is_operator(unit, person):
        return cases.owed_by(unit, person.id, [one.id for one in areas.every(unit)])
    below = [one.id for one in areas.every(unit) if set(covered) & set(one.path)] if covered else []
    return cases.owed_by(unit, person.id, below)


def show_mine(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """/mine: the person's own reports, in private; from a group they are shown there."""
    return _in_private(unit, actor, "list.mine", now)


def show_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said | None:
    """/case N: the whole history and the photos for those who may see them, in private; else the card's lines.

    Whoever works on it, or reported it, gets the card with its buttons as well. Who looked at a private one is noted.
    """
    if not actor.chat.is_private and (case := cases.find(unit, number)) is not None and case.private:
        raise NotFound(number=number)
    found = case_for(unit, actor, number, Right.SEE)
    if not actor.chat.is_private:
        unit.tell(actor.chat.id, "list.case", at=now, case_id=number)
        return None
    everything = may(Right.SEE_ALL, found.standing)
    if not everything and not found.standing.reporter:
        unit.tell(actor.chat.id, "list.case", at=now, case_id=number)
        return None
    if everything and found.case.private:
        looks.note(unit, number, actor.id, now)
    for view in ("list.history", "list.photos"):
        unit.tell(
            actor.chat.id, view, at=now, case_id=number, person_id=actor.id, everything=everything,
            looked_at=number if found.case.private and found.standing.oversees else 0,
        )
    if found.standing.responsible:
        _fresh_card(unit, actor, number, "card.work", telling.work_card(number), now)
    elif found.standing.oversees:
        _fresh_card(unit, actor, number, "card.watch", telling.watch_card(number), now)
    elif found.standing.reporter:
        _fresh_card(unit, actor, number, "card.own", telling.own_card(number), now)
    return None


def open_matter(unit: Unit, actor: Actor, number: int, now: datetime) -> Said | None:
    """Somebody followed our link from the group: what they are to read, and the question that waits for them."""
    said = show_case(unit, actor, number, now)
    ask_again(unit, actor, cases.load(unit, number), now)
    return said


def show_staff(unit: Unit, actor: Actor, code: str, now: datetime) -> Said | None:
    """/staff [CODE]: who holds which role there, with a button to take each away."""
    if not actor.chat.is_private:
        return say("queue.private_only")
    if code:
        area = area_of_code(unit, code)
    else:
        held = [one for one in people.grants_of(unit, actor.id) if one.role is Role.SECRETARY]
        if not held and not is_operator(unit, actor.person):
            return say("staff.only_secretaries")
        every = areas.every(unit)
        if not every:
            return say("report.no_areas")
        area = areas.area(unit, held[0].area_id) if held else every[0]
    must_cover(unit, actor, area)
    unit.tell(actor.chat.id, "list.staff", at=now, area=area.id, person_id=actor.id)
    return None


def show_privacy(unit: Unit, actor: Actor, now: datetime) -> None:
    """/privacy: what is kept, for how long, in plain words."""
    unit.tell(
        actor.chat.id, "privacy", at=now, photo_days=unit.rules.photo_days, parked_days=unit.rules.parked_days,
        person_id=actor.id,
    )


def greet_once(unit: Unit, actor: Actor, now: datetime) -> Actor:
    """The first time that somebody writes in private they read in two lines what we keep. Returns them as greeted."""
    if not actor.chat.is_private or actor.person.greeted:
        return actor
    people.change(unit, actor.id, greeted=True)
    unit.tell(actor.chat.id, "say", at=now, key="privacy.short", values={}, person_id=actor.id)
    return replace(actor, person=replace(actor.person, greeted=True))


def export_me(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """/export_me: everything that we keep of the person, as a file, in private."""
    return _in_private(unit, actor, "own.export", now)


def _in_private(unit: Unit, actor: Actor, view: str, now: datetime) -> Said | None:
    """What is for one person alone; asked for in a group it is shown in their private chat."""
    if actor.chat.is_private:
        unit.tell(actor.chat.id, view, at=now, person_id=actor.id)
        return None
    if actor.person.chat_id is not None and actor.person.reachable:
        unit.tell(actor.person.chat_id, view, at=now, person_id=actor.id)
        return say("said.see_private")
    return say("said.open_private_first")


def _fresh_card(unit: Unit, actor: Actor, number: int, view: str, card: str, now: datetime) -> None:
    chats.retire_card(unit, actor.chat.id, card)
    unit.tell(actor.chat.id, view, at=now, card=card, case_id=number)
