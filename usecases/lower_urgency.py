"""A secretary says that there is no danger: the case is as urgent as it was, or as they say."""

from datetime import datetime

from domain.case import Case, Event, Happened
from domain.errors import Refusal, TooLate
from domain.rights import Right
from domain.said import Said, moment, say
from domain.said import urgency as urgency_name
from domain.taxonomy import Urgency
from storage import cases
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.report_problem import clocks_of


def lower_urgency(unit: Unit, actor: Actor, number: int, urgency: Urgency, now: datetime) -> Said:
    """Words had made a case critical; whoever oversees it knows better. Nobody gets less time by that than they have.

    Raises Refusal for a case that is not critical, and for `urgency` being no less than that.
    """
    case = case_for(unit, actor, number, Right.OVERSEE).case
    if not case.is_open:
        raise TooLate(number=number, status=case.status)
    if not case.hazard or urgency is Urgency.CRITICAL:
        raise Refusal("refusal.not_lower", number=number)
    after = unit.mark(case, urgency=str(urgency), **_clocks(unit, case, urgency))
    unit.record(Event(number, now, actor.id, Happened.LOWERED, facts={"was": case.urgency, "is": str(urgency)}))
    telling.take_back(unit, number, "menu.category", now)
    telling.refresh_cards(unit, after, now, first=actor.chat.id)
    due = moment(after.promised_by or after.resolve_by)
    telling.tell_worker(unit, after, now, "case.lowered", by=actor.id)
    return say("said.lowered", number=number, urgency=urgency_name(urgency), due=due)


def milder_of(unit: Unit, found: Found) -> str:
    """The urgency that is offered to this person for a case: what it was before, or is usual. Empty for others."""
    case = found.case
    if not case.hazard or not found.standing.oversees:
        return ""
    raised = _raised(unit, case)
    was = str(raised.facts["was"]) if raised else str(unit.rules.taxonomy.category(case.category).urgency)
    return "" if was == Urgency.CRITICAL else was


def _clocks(unit: Unit, case: Case, urgency: Urgency) -> dict[str, datetime]:
    """What was promised before the alarm; else what would have been promised at filing."""
    raised = _raised(unit, case)
    if raised is not None and raised.facts["was"] == urgency:
        clocks = {name: datetime.fromisoformat(at) for name, at in raised.facts.get("clocks", {}).items()}
    else:
        category = unit.rules.taxonomy.category(case.category)
        clocks = clocks_of(unit, case.community_id, category, urgency, case.filed_at)
    return {name: at for name, at in clocks.items() if (now := getattr(case, name)) is not None and now < at}


def _raised(unit: Unit, case: Case) -> Event | None:
    """The line that made it critical, unless it was put into another category since."""
    latest = cases.latest(unit, case.id, {Happened.RAISED, Happened.RECATEGORISED})
    return latest if latest is not None and latest.kind is Happened.RAISED else None
