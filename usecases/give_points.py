"""Points by hand, with a reason and above a limit a second person's tap; pausing somebody's earning with a reason."""

import re
from datetime import datetime
from typing import Any

from domain.errors import NotFound, NotUnderstood, NotYours, Refusal, TooLate
from domain.people import Person, Role, Who
from domain.points import Due, Rule
from domain.said import Said, say
from storage import areas, ledger, people, proposals
from storage.unit import Priority, Unit
from usecases.access import Actor, must_cover
from usecases.award_points import award
from usecases.keep_shop import community_kept

_ORDER = re.compile(
    r"(?:(?P<who>\S.*?)\s+)?[+＋]?(?P<points>\d{1,4})(?!\d)\s*(?:分|points?)?\s*(?P<why>\S.*)?", re.DOTALL
)


def give(unit: Unit, actor: Actor, whom: Who | None, text: str, now: datetime) -> Said:
    """/award 王阿姨 20 陪老人看病 (or, in reply to somebody, /award 20 …) by a secretary.

    Raises Refusal without a reason, for oneself, or for somebody who cannot be told from others.
    """
    community = community_kept(unit, actor)
    found = _ORDER.fullmatch(text.strip())
    if found is None or not found["why"] or int(found["points"]) == 0:
        raise Refusal("points.award_how")
    person = person_meant(unit, community, whom, found["who"] or "")
    if person.id == actor.id:
        raise NotYours("points.not_to_yourself")
    mine = ledger.open_account(unit, community, person.id, now)
    points, why = int(found["points"]), found["why"].strip()[:300]
    number = proposals.add(
        unit, account_id=mine.id, person_id=person.id, points=points, reason=why, proposed_by=actor.id, proposed_at=now
    )
    if points <= unit.rules.points.second_person_over:
        _pay(unit, proposals.find(unit, number), actor, now)
        return say("points.awarded", name=person.name, points=points) if actor.chat.is_private else say("points.noted")
    if not _ask_second(unit, actor, community, number, person, now):
        raise Refusal("points.no_second_person", points=unit.rules.points.second_person_over)
    if not actor.chat.is_private:
        return say("points.noted")
    return say("points.waits_for_second", name=person.name, points=points)


def settle(unit: Unit, actor: Actor, number: int, answer: str, now: datetime) -> Said:
    """A second person's tap: yes or no, once; never whoever proposed it or would get it."""
    row = proposals.find(unit, number)
    if answer not in ("yes", "no"):
        raise NotUnderstood("refusal.old_button")
    if row is None:
        raise NotFound("points.no_such_proposal")
    mine = ledger.account(unit, row.account_id)
    if mine is None or actor.id in (row.proposed_by, row.person_id):
        raise NotYours("points.second_person")
    must_cover(unit, actor, areas.area(unit, mine.community_id))
    if answer == "yes":
        _pay(unit, row, actor, now)
    elif not proposals.settle(unit, number, "refused", actor.id, now):
        raise TooLate("points.settled_already")
    unit.tell(actor.chat.id, "points.proposal", at=now, card=f"proposal:{number}", proposal=number)
    proposer = people.person(unit, row.proposed_by)
    if proposer.chat_id is not None and proposer.reachable:
        values = {"name": people.person(unit, row.person_id).name, "points": row.points, "who": actor.person.name}
        unit.tell(
            proposer.chat_id, "say", at=now, key=f"points.second_said_{answer}", values=values,
            once=f"settled:{number}", priority=Priority.DUTY,
        )
    return say(f"points.settled_{answer}")


def pause(unit: Unit, actor: Actor, whom: Who | None, text: str, now: datetime, *, on: bool = True) -> Said:
    """/pause 王阿姨 REASON, /resume 王阿姨: no new points until it is lifted, and the person reads why."""
    community = community_kept(unit, actor)
    name, _, why = ("", "", text) if whom is not None else text.strip().partition(" ")
    if on and not why.strip():
        raise Refusal("points.pause_how")
    person = person_meant(unit, community, whom, name if on else text.strip())
    mine = ledger.open_account(unit, community, person.id, now)
    if not on and mine.paused_at is None:
        return say("points.not_paused", name=person.name)
    if on:
        ledger.change_account(unit, mine.id, paused_at=now, paused_why=why.strip()[:300], paused_by=actor.id)
    else:
        ledger.change_account(unit, mine.id, paused_at=None, paused_why="", paused_by=None)
    if person.chat_id is not None and person.reachable:
        key = "points.paused_for_you" if on else "points.resumed_for_you"
        values = {"why": why.strip()[:300]} if on else {}
        unit.tell(person.chat_id, "say", at=now, key=key, values=values, priority=Priority.DUTY)
    if not actor.chat.is_private:
        return say("points.noted")
    return say("points.pause_on" if on else "points.pause_off", name=person.name)


def proposal_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Any:
    """(row of the proposal, the names of who would get it and who proposed it)."""
    row = proposals.find(unit, int(facts["proposal"]))
    return row, people.person(unit, row.person_id).name, people.person(unit, row.proposed_by).name


def _pay(unit: Unit, row: Any, actor: Actor, now: datetime) -> None:
    mine = ledger.account(unit, row.account_id)
    if mine is None or not proposals.settle(unit, row.id, "given", actor.id, now):
        raise TooLate("points.settled_already")
    due = Due(row.person_id, Rule.GIVEN, row.points, f"given:{row.id}", now)
    if not award(unit, mine.community_id, due, now, actor_id=row.proposed_by, note=row.reason):
        raise Refusal("points.is_paused", name=people.person(unit, row.person_id).name)


def _ask_second(unit: Unit, actor: Actor, community: int, number: int, person: Person, now: datetime) -> bool:
    line = areas.line(unit, areas.area(unit, community))
    asked = {one.id: one for _, one in people.holders(unit, [area.id for area in line], [Role.SECRETARY])}
    for telegram_id in unit.rules.operators:
        one = people.by_telegram_id(unit, telegram_id)
        if one is not None:
            asked[one.id] = one
    able = [one for one in asked.values() if one.id not in (actor.id, person.id) and one.reachable]
    for one in able:
        unit.tell(
            one.chat_id or 0, "points.proposal", at=now, card=f"proposal:{number}", priority=Priority.DUTY,
            proposal=number,
        )
    return bool(able)


def person_meant(unit: Unit, community: int | None, whom: Who | None, name: str) -> Person:
    """Who is meant: the author of the message replied to, `p12`, or the only one of a name in the community.

    None looks everywhere. Raises Refusal for nobody, or several.
    """
    if whom is not None:
        found = people.by_telegram_id(unit, whom.telegram_id)
        if found is None:
            raise Refusal("points.unknown_person", name=whom.name)
        return found
    if not name.strip():
        raise Refusal("points.whom")
    named = proposals.named(unit, name, community)
    if not named:
        raise Refusal("points.unknown_person", name=name)
    if len(named) > 1:
        raise Refusal("points.which_person", name=name, numbers="、".join(f"p{one}" for one in named))
    return people.person(unit, named[0])
