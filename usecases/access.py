"""Loads and authorises in one step. Rights are asked for here and nowhere else, on every press again."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.case import Case, Status
from domain.chats import Chat, Where
from domain.errors import NotFound, NotYours, Refusal, TooLate
from domain.people import Area, Grant, Person, Role, Who
from domain.rights import Right, Standing, may, no_resident_reported
from storage import areas, cases, chats, people
from storage.unit import Unit
from usecases import telling


@dataclass(frozen=True)
class Actor:
    """Who does something, and in which chat they do it."""

    person: Person
    chat: Chat

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id


@dataclass(frozen=True)
class Found:
    """A case that somebody may work on, with its area and everything above it, nearest first."""

    case: Case
    line: tuple[Area, ...]
    standing: Standing


def introduce(unit: Unit, who: Who, where: Where, now: datetime) -> Actor:
    """The person and the chat of an update, remembered from now on."""
    person = people.meet(unit, who, now)
    private = where.kind == "private"
    chat = chats.meet(unit, where, person.id if private else None)
    if chat.reopened:
        telling.owe_lost_cards(unit, chat.id, now)
    if private and person.chat_id != chat.id:
        person = replace(person, chat_id=chat.id, blocked=False)
    return Actor(person, chat)


def case_for(unit: Unit, actor: Actor, number: int, right: Right) -> Found:
    """The case, if this person may do this to it.

    Raises NotFound when there is none that they may know of, NotYours when they may see it but not do this, or had it
    before, or ask about a private one where others listen, TooLate when it became part of one that they may see.
    """
    case = cases.find(unit, number)
    if case is None:
        raise NotFound(number=number)
    line = areas.line_from(unit, case.area_id)
    standing = standing_of(unit, actor, case, line)
    if not may(Right.SEE, standing) and not may(right, standing):
        raise _unknown(unit, actor, case, standing)
    if not may(right, standing):
        raise NotYours(_why(right, standing), number=number)
    if case.private and not actor.chat.is_private:
        raise NotYours("refusal.in_private")
    return Found(case, line, standing)


def _unknown(unit: Unit, actor: Actor, case: Case, standing: Standing) -> Refusal:
    """What somebody hears who has nothing to do with a case, or no longer has."""
    if standing.served:
        return NotYours("refusal.no_longer_yours", number=case.id)
    into = cases.find(unit, case.merged_into_id) if case.merged_into_id is not None else None
    if into is not None:
        line = areas.line_from(unit, into.area_id)
        if may(Right.SEE, standing_of(unit, actor, into, line)):
            return TooLate("refusal.is_merged", number=case.id, into=into.id)
    return NotFound(number=case.id)


def standing_of(unit: Unit, actor: Actor, case: Case, line: tuple[Area, ...]) -> Standing:
    """What a person is to a case."""
    above = [one.id for one in line]
    held = [grant for grant, _ in people.holders(unit, above)]
    grants = [one for one in held if one.person_id == actor.id]
    reports = [one for one in cases.reports_of(unit, case.id) if one.stands]
    own = [one for one in reports if one.person_id == actor.id]
    joined = dict(cases.supporters(unit, case.id)).get(actor.id)
    served = cases.were_responsible(unit, case.id)
    on_duty = {one.person_id for one in held}
    return Standing(
        responsible=case.responsible_id == actor.id,
        colleague=_is_colleague(case, grants, held),
        secretary=any(one.role is Role.SECRETARY for one in grants) or (bool(grants) and case.overseer_id == actor.id),
        operator=is_operator(unit, actor.person),
        reporter=bool(own),
        helper=any(one.on_behalf for one in own),
        joined=joined is not None,
        neighbour=joined is not None and (case.resolved_at is None or joined < case.resolved_at),
        in_group=actor.chat.area_id in above and not actor.chat.is_private,
        served=actor.id in served,
        staff=bool(grants),
        no_resident_reported=no_resident_reported(reports, served, on_duty),
        private=case.private,
        closed=case.status is Status.CLOSED,
    )


def is_operator(unit: Unit, person: Person) -> bool:
    """Whether the config names this person as an operator."""
    return person.telegram_id in unit.rules.operators


def covers(unit: Unit, actor: Actor, area: Area, *, strictly: bool = False) -> bool:
    """Whether the person is a secretary of the area (or, with `strictly`, of one above it) or an operator."""
    if is_operator(unit, actor.person):
        return True
    above = set(area.path) - ({area.id} if strictly else set())
    return any(one.role is Role.SECRETARY and one.area_id in above for one in people.grants_of(unit, actor.id))


def must_cover(unit: Unit, actor: Actor, area: Area, *, strictly: bool = False) -> None:
    """Raises NotYours unless `covers`."""
    if not covers(unit, actor, area, strictly=strictly):
        own = strictly and covers(unit, actor, area)
        raise NotYours("refusal.from_above" if own else "refusal.not_your_area", area=area.name)


def area_of_code(unit: Unit, code: str) -> Area:
    """The area of a code. Raises a refusal that says so when there is none."""
    found = areas.by_code(unit, code)
    if found is None:
        raise Refusal("refusal.no_such_area", code=code[:40])
    return found


def _is_colleague(case: Case, grants: list[Grant], held: list[Grant]) -> bool:
    nodes = {one.area_id for one in held if one.person_id == case.responsible_id and one.role == case.role}
    return any(one.role == case.role and one.area_id in nodes for one in grants)


def _why(right: Right, standing: Standing) -> str:
    if right in (Right.CONFIRM, Right.RATE):
        return "refusal.fixer_never_confirms" if standing.served or standing.staff else "refusal.only_reporters"
    if right in (Right.WITHDRAW, Right.APPEAL, Right.REOPEN):
        return "refusal.only_reporters"
    return "refusal.not_yours"
