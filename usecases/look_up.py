"""What people look up: their queue, their reports, a case, who is on duty, what we keep of them."""

from datetime import datetime

from domain.errors import NotFound
from domain.people import Role
from domain.rights import Right, may
from domain.said import Said, say
from storage import areas, chats, people
from storage.unit import Unit
from usecases.access import Actor, area_of_code, case_for, is_operator, must_cover


def show_queue(unit: Unit, actor: Actor, page: int, now: datetime) -> Said | None:
    """/queue: what the person has in hand. In a group nobody's work is read out."""
    if not actor.chat.is_private:
        return say("queue.private_only")
    unit.tell(actor.chat.id, "list.queue", at=now, page=page, person_id=actor.id, card="list.queue" if page else None)
    return None


def show_mine(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """/mine: the person's own reports, in private; from a group they are shown there."""
    if actor.chat.is_private:
        unit.tell(actor.chat.id, "list.mine", at=now, person_id=actor.id)
        return None
    if actor.person.chat_id is not None and actor.person.reachable:
        unit.tell(actor.person.chat_id, "list.mine", at=now, person_id=actor.id)
        return say("said.see_private")
    return say("said.open_private_first")


def show_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said | None:
    """/case N: the whole history for those who may see it, in private; the card's lines for the area's group.

    Whoever works on it gets the card with its buttons as well.
    """
    found = case_for(unit, actor, number, Right.SEE)
    if not actor.chat.is_private:
        if found.case.private:
            raise NotFound(number=number)
        unit.tell(actor.chat.id, "list.case", at=now, case_id=number)
        return None
    everything = may(Right.SEE_ALL, found.standing) or found.standing.reporter
    unit.tell(actor.chat.id, "list.history" if everything else "list.case", at=now, case_id=number, person_id=actor.id)
    if found.standing.responsible:
        _fresh_card(unit, actor, number, "card.work", f"work:{number}", now)
    elif found.standing.oversees:
        _fresh_card(unit, actor, number, "card.watch", f"watch:{number}", now)
    elif found.standing.reporter:
        _fresh_card(unit, actor, number, "card.own", f"own:{number}", now)
    return None


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


def greet_once(unit: Unit, actor: Actor, now: datetime) -> None:
    """The first time that somebody writes in private they read in two lines what we keep."""
    if actor.chat.is_private and not actor.person.greeted:
        people.change(unit, actor.id, greeted=True)
        unit.tell(actor.chat.id, "say", at=now, key="privacy.short", values={}, person_id=actor.id)


def export_me(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """/export_me: everything that we keep of the person, as a file, in private."""
    if not actor.chat.is_private:
        return say("said.open_private_first")
    unit.tell(actor.chat.id, "own.export", at=now, person_id=actor.id)
    return None


def _fresh_card(unit: Unit, actor: Actor, number: int, view: str, card: str, now: datetime) -> None:
    chats.retire_card(unit, actor.chat.id, card)
    unit.tell(actor.chat.id, view, at=now, card=card, case_id=number)
