"""Passbook and ranking, for whoever asks, and Monday's thanks to whoever reported most."""

from datetime import datetime, timedelta
from typing import Any

from domain.chats import Purpose
from domain.errors import Refusal
from domain.passbook import Passbook, Ranked, Ranking
from domain.points import Board, month_of, places, week_before, week_of
from domain.said import Said, say
from storage import areas, chats, ledger, passbook, people, shop
from storage.unit import Priority, Unit
from usecases.access import Actor

TOP = 10
SHOWN = ("named", "unnamed", "hidden")


def show_points(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """/points: the passbook, in private; from a group it is shown there."""
    _must_be_on(unit)
    return _privately(unit, actor, "points.passbook", now, community=community_of(unit, actor))


def show_rank(unit: Unit, actor: Actor, period: str, now: datetime) -> Said | None:
    """/rank [week|month]: places and points; a name only with consent, and nobody's own place in a group."""
    _must_be_on(unit)
    here = community_of(unit, actor)
    if here is None:
        return say("points.no_community")
    card = f"rank:{actor.id}" if actor.chat.is_private else None
    unit.tell(
        actor.chat.id, "points.rank", at=now, person_id=actor.id, community=here, card=card,
        period="month" if period in ("month", "月", "本月") else "week",
    )
    return None


def choose_shown(unit: Unit, actor: Actor, choice: str, now: datetime) -> Said | None:
    """How somebody wants to stand in rankings: with their name, without it, or not at all. Theirs alone to say."""
    here = community_of(unit, actor)
    if choice not in SHOWN or here is None or not actor.chat.is_private:
        raise Refusal("points.choose_in_private")
    mine = ledger.open_account(unit, here, actor.id, now)
    ledger.change_account(unit, mine.id, shown=choice)
    show_rank(unit, actor, "week", now)
    return say(f"points.shown_{choice}")


def crown(unit: Unit, community_id: int, now: datetime) -> None:
    """Monday morning: the groups read who reported most last week, and how much. Equals are thanked together."""
    start, end = week_before(now, unit.rules.zone)
    rows = {row.person_id: row for row in passbook.scores(unit, community_id, start, end, board=Board.REPORT)}
    counts = [(row.person_id, int(row.problems + row.suggestions)) for row in rows.values()]
    best = [rows[who] for place, who, count in places(counts) if place == 1 and count > 0]
    if not best:
        return
    names = people.several(unit, [row.person_id for row in best])
    told = [
        [names[row.person_id].name if row.shown == "named" else "", int(row.problems), int(row.suggestions)]
        for row in best
    ]
    for chat in chats.bound(unit):
        area = areas.area(unit, chat.area_id or 0)
        if community_id in area.path and chat.purpose in (Purpose.BUILDING, Purpose.STATION) and not chat.closed:
            once = f"champion:{community_id}:{start.date()}:{chat.id}"
            unit.tell(chat.id, "points.champion", at=now, once=once, priority=Priority.BROADCAST, best=told)


def community_of(unit: Unit, actor: Actor) -> int | None:
    """The community that somebody means: the group's, else of the account that moved last, their home, their duty."""
    if not actor.chat.is_private and actor.chat.area_id is not None:
        return areas.area(unit, actor.chat.area_id).community_id
    mine = passbook.own_account(unit, actor.id)
    if mine is not None:
        return mine.community_id
    near = [actor.person.home_id, *(grant.area_id for grant in people.grants_of(unit, actor.id))]
    found = [areas.area(unit, one).community_id for one in near if one is not None]
    every = [one.id for one in areas.every(unit) if one.community_id == one.id]
    return next((one for one in found if one is not None), every[0] if len(every) == 1 else None)


def passbook_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Passbook | None:
    """What the passbook's view shows."""
    mine = passbook.own_account(unit, person_id, facts.get("community"))
    if mine is not None:
        return passbook.page(unit, mine)
    if facts.get("community") is None:
        return None
    person, home = people.person(unit, person_id), areas.area(unit, int(facts["community"]))
    goal = shop.next_goal(unit, home.id, 0)
    return Passbook(home.name, person.name, home.name, 0, 0, 0, 0, (), goal)


def rank_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Ranking:
    """What the ranking's view shows: the best ten places, and the viewer's own."""
    community, period = int(facts["community"]), str(facts["period"])
    start = month_of(now, unit.rules.zone) if period == "month" else week_of(now, unit.rules.zone)
    rows = {row.person_id: row for row in passbook.scores(unit, community, start, now + timedelta(seconds=1))}
    ordered = places((row.person_id, int(row.points)) for row in rows.values())
    names = people.several(unit, rows)
    ranked = tuple(
        Ranked(
            place, names[who].name if rows[who].shown == "named" else "", points, int(rows[who].problems),
            int(rows[who].suggestions), who == person_id,
        )
        for place, who, points in ordered
    )
    mine = ledger.account_of(unit, community, person_id)
    own = next((one for one in ranked if one.mine), None)
    top = tuple(one for one in ranked if one.place <= TOP)[: 2 * TOP]
    return Ranking(period, top, own, mine.shown if mine else "unnamed")


def _privately(unit: Unit, actor: Actor, view: str, now: datetime, **facts: Any) -> Said | None:
    rules = unit.rules.points
    facts |= {"report": rules.report + rules.resolved, "hour": rules.hour}
    if actor.person.chat_id is None or not (actor.chat.is_private or actor.person.reachable):
        return say("said.open_private_first")
    unit.tell(actor.person.chat_id, view, at=now, person_id=actor.id, **facts)
    return None if actor.chat.is_private else say("said.see_private")


def _must_be_on(unit: Unit) -> None:
    if not unit.rules.points.enabled:
        raise Refusal("points.off")
