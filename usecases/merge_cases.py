"""Two cases are about one thing: they become one, and can be split again."""

from datetime import datetime

from domain.case import MERGEABLE, Case, Event, Happened, Status
from domain.errors import NotFound, Refusal, TooLate
from domain.rights import Right
from domain.said import Said, say
from storage import cases, chats
from storage.unit import Priority, Unit
from usecases import telling
from usecases.access import Actor, case_for
from usecases.award_points import take_back_case
from usecases.route_case import give_back_one


def merge_cases(unit: Unit, actor: Actor, number: int, into: int, now: datetime) -> Said:
    """The reports of `number` become reports of `into`; their people are told, and told about its end too.

    Raises Refusal when they can't be one: not both open, of two communities, one of them private, `number` has others
    in it (no chains), or it is a danger to life and `into` is none.
    """
    found = case_for(unit, actor, number, Right.ACT)
    target = cases.find(unit, into)
    if target is None or target.community_id != found.case.community_id or (target.private and not found.case.private):
        raise NotFound(number=into)
    if found.case.private != target.private:
        raise Refusal("refusal.cannot_merge", number=number, into=into)
    if cases.merged_into(unit, number):
        raise Refusal("refusal.merge_other_way", number=number, into=into)
    if _would_hide(found.case, target):
        raise Refusal("refusal.merge_graver", number=number, into=into)
    case = _merge(unit, found.case, target, now, by=actor.id)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    return say("said.merged", number=number, into=into)


def merge_look_alike(unit: Unit, case: Case, target: Case, now: datetime) -> None:
    """A younger case shows the same photo as an open one: they are one, if nothing speaks against it."""
    if _would_hide(case, target):
        return
    mergeable = case.status in MERGEABLE and target.is_open and case.community_id == target.community_id
    if mergeable and not case.private and not target.private and not cases.merged_into(unit, case.id):
        telling.refresh_cards(unit, _merge(unit, case, target, now, by=None), now)


def _would_hide(case: Case, target: Case) -> bool:
    """Whether a danger to life would vanish in something milder: whoever is on the way for that must hear of it."""
    return case.hazard and not target.hazard


def _merge(unit: Unit, before: Case, target: Case, now: datetime, *, by: int | None) -> Case:
    number, into = before.id, target.id
    after, event = before.merge(target, by, at=now)
    once = f"merged:{number}:{after.version}"
    telling.tell_reporters(unit, before, now, "case.merged", once=once, into=into, shown=True)
    event.facts.update(_moved(unit, number, into))
    case = unit.save(before, after)
    unit.record(event)
    take_back_case(unit, case, "merged", now, by=by)
    telling.refresh_cards(unit, target, now)
    _show_in_new_groups(unit, target, now)
    telling.take_back(unit, number, "menu.merge", now)
    telling.tell_worker(unit, case, now, "case.merged_away", by=by or 0, into=into)
    return case


def mergeable_into(unit: Unit, case: Case, most: int = 6) -> list[Case]:
    """The open cases that it is most likely the same as: the same building and kind of thing first."""
    found = [one for one in cases.open_in(unit, case.community_id) if one.id != case.id and not _would_hide(case, one)]

    def unlike(one: Case) -> tuple[bool, bool]:
        return (one.category != case.category, one.area_id != case.area_id)

    return sorted(found, key=unlike)[:most]


def check_mergeable(unit: Unit, actor: Actor, number: int) -> None:
    """Raises a refusal when this person can't merge the case with another now."""
    case = case_for(unit, actor, number, Right.ACT).case
    if case.status not in MERGEABLE:
        raise TooLate(number=number, status=case.status)


def split_case(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """Not the same after all: the case is what it was before, with its own reports, and its people are told."""
    found = case_for(unit, actor, number, Right.ACT)
    case = found.case
    if case.status is not Status.MERGED:
        raise TooLate(number=number, status=case.status)
    target = case.merged_into_id or 0
    merged = cases.latest(unit, number, {Happened.MERGED})
    if merged is not None:
        _move_back(unit, merged, number, target)
    after, event = case.split(actor.id, at=now)
    case = unit.save(case, after)
    unit.record(event)
    case = give_back_one(unit, case, found.line, now)
    telling.refresh_cards(unit, case, now, first=actor.chat.id)
    telling.refresh_cards(unit, cases.load(unit, target), now)
    once = f"split:{case.id}:{case.version}"
    telling.tell_reporters(unit, case, now, "case.split", once=once, into=target, shown=True)
    return say("said.split", number=number)


def _moved(unit: Unit, number: int, into: int) -> dict[str, list[int]]:
    """Move reports and supporters; what was moved is kept with the event, so that a split can take it back."""
    reports = [one.id for one in cases.reports_of(unit, number) if one.stands]
    there = dict(cases.supporters(unit, into))
    supporters = [(person_id, joined) for person_id, joined in cases.supporters(unit, number) if person_id not in there]
    cases.move_reports(unit, reports, into)
    for person_id, joined in supporters:
        cases.support(unit, into, person_id, joined)
    return {"reports": reports, "supporters": [person_id for person_id, _ in supporters]}


def _move_back(unit: Unit, merged: Event, number: int, target: int) -> None:
    cases.move_reports(unit, merged.facts.get("reports", []), number)
    for person_id in merged.facts.get("supporters", []):
        cases.stop_supporting(unit, target, person_id)


def _show_in_new_groups(unit: Unit, target: Case, now: datetime) -> None:
    """Groups in which only the merged case was shown see the one that goes on."""
    for chat_id in telling.public_chats(unit, target):
        if chats.card(unit, chat_id, telling.group_card(target.id)) is None:
            unit.tell(
                chat_id, "card.group", at=now, card=telling.group_card(target.id), case_id=target.id,
                priority=Priority.CARD,
            )
