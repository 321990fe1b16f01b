"""Shows the secretary what looks unfair, with the cases that show it; nobody is punished by a program."""

from datetime import datetime, timedelta
from typing import Any

from domain.errors import NotFound, TooLate
from domain.fair_play import findings
from domain.said import Said, say
from storage import areas, fairness, people, proposals
from storage.likeness import distance
from storage.unit import Priority, Unit
from usecases.access import Actor, must_cover
from usecases.telling import secretaries_above

MONTH = timedelta(days=30)


def look_for_unfairness(unit: Unit, community_id: int, now: datetime) -> None:
    """Once a morning where something was earned: what was found and not told before goes to the nearest secretaries."""
    start = now - MONTH
    found = findings(
        fairness.cases_since(unit, community_id, start), fairness.shots_since(unit, community_id, start), distance
    )
    told = secretaries_above(unit, areas.line(unit, areas.area(unit, community_id)))
    for one in found:
        number = proposals.raise_flag(
            unit, one.once, community_id=community_id, person_id=one.person, kind=one.kind, found_at=now,
            evidence={"cases": list(one.cases), "other": one.other},
        )
        for person in told if number is not None else ():
            if person.id not in (one.person, one.other):
                unit.tell(
                    person.chat_id or 0, "points.flag", at=now, card=f"flag:{number}", priority=Priority.BROADCAST,
                    flag=number,
                )


def all_fine(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """The secretary looked, and it is in order."""
    row = proposals.flag(unit, number)
    if row is None:
        raise NotFound("points.no_such_flag")
    must_cover(unit, actor, areas.area(unit, row.community_id))
    if not proposals.look(unit, number, actor.id, now):
        raise TooLate("points.looked_already")
    unit.tell(actor.chat.id, "points.flag", at=now, card=f"flag:{number}", flag=number)
    return say("points.flag_fine")


def flag_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Any:
    """(row of the flag, the names of whom it is about)."""
    row = proposals.flag(unit, int(facts["flag"]))
    other = row.evidence.get("other")
    names = people.several(unit, [one for one in (row.person_id, other) if one is not None])
    return row, [one.name for one in names.values()]
