"""Reminds people of what the clock says: when they are awake, and never of many things one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from domain.case import Case
from domain.people import Person
from storage import chats, habits, queues
from storage.unit import Priority, Unit

MOST = 3
"""More unsaid reminders to one person than this become one list."""
SUMMARY = "time.summary"
LONG = timedelta(hours=1)
"""What should have been said so long ago was not said because we were not there."""


@dataclass(frozen=True)
class Reminder:
    """One thing to say to one person about a case. With `card` it becomes the case's card in their chat."""

    person: Person
    view: str
    case: Case
    once: str
    card: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def awake_at(unit: Unit, person: Person, now: datetime) -> datetime | None:
    """When a person wants to hear from us: None for now, else when their quiet hours are over."""
    quiet = habits.of(unit, person.id).quiet or unit.rules.climbing.quiet
    morning = quiet.over_at(now, unit.rules.zone)
    return morning if morning > now else None


def remind(unit: Unit, reminders: Iterable[Reminder], now: datetime, *, since: datetime | None = None) -> None:
    """Owe everybody their reminders; `since` is when the oldest of them should have been said.

    Hazards are said at once and one by one. Of the others more than a few that are unsaid become one list.
    """
    reachable = [one for one in reminders if one.person.chat_id is not None and one.person.reachable]
    for one in reachable:
        if one.case.hazard:
            _owe(unit, one, now, None)
    patient = sorted((one for one in reachable if not one.case.hazard), key=lambda one: one.person.id)
    stopped = since is not None and now - since > LONG
    for _, group in groupby(patient, key=lambda one: one.person.id):
        _remind_one(unit, list(group), now, stopped=stopped)


def _remind_one(unit: Unit, news: list[Reminder], now: datetime, *, stopped: bool) -> None:
    person = news[0].person
    chat_id = person.chat_id or 0
    unsaid = queues.owed_reminders(unit, chat_id)
    listed = [number for row in unsaid if row.view == SUMMARY for number in row.facts["cases"]]
    single = [row.case_id for row in unsaid if row.view != SUMMARY]
    awake = awake_at(unit, person, now)
    if not listed and len(single) + len(news) <= MOST:
        for one in news:
            _owe(unit, one, now, awake)
        return
    queues.drop(unit, [row.id for row in unsaid if row.view != SUMMARY], now)
    numbers = sorted({*listed, *single, *(one.case.id for one in news)})
    stopped = stopped or any(row.facts["stopped"] for row in unsaid if row.view == SUMMARY)
    unit.tell(
        chat_id, SUMMARY, at=now, card=SUMMARY, person_id=person.id, priority=Priority.DUTY, not_before=awake,
        cases=numbers, stopped=stopped,
    )


def _owe(unit: Unit, one: Reminder, now: datetime, not_before: datetime | None) -> None:
    chat_id = one.person.chat_id or 0
    if one.card is not None:
        chats.retire_card(unit, chat_id, one.card)
    unit.tell(
        chat_id, one.view, at=now, once=f"{one.once}:{one.person.id}", card=one.card, case_id=one.case.id,
        person_id=one.person.id, priority=Priority.DUTY, not_before=not_before, **one.facts,
    )
