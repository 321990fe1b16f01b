"""Who is told about a case, where, and how: cards that stay true, new duties, and words to one person."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from domain.case import NOT_OVER, Case
from domain.people import Area, Person, Role
from storage import cases, chats, people, queues
from storage.unit import Priority, Unit

LIST_FROM = 5
"""More unsent assignments to one person than this become one list."""


def group_card(case_id: int) -> str:
    """The name of a case's card in a group."""
    return f"group:{case_id}"


def work_card(case_id: int) -> str:
    """The name of a case's card in the chat of whoever has it."""
    return f"work:{case_id}"


def own_card(case_id: int) -> str:
    """The name of a case's card in its reporter's private chat."""
    return f"own:{case_id}"


def watch_card(case_id: int) -> str:
    """The name of a case's card in a secretary's chat."""
    return f"watch:{case_id}"


def result_card(case: Case) -> str:
    """The name of the message that shows before and after, one for each time it was resolved."""
    return f"result:{case.id}:{case.round}"


def refresh_cards(unit: Unit, case: Case, now: datetime, *, first: int | None = None) -> None:
    """Edit every card of a case; the one in the chat `first`, where somebody just pressed, before the others."""
    _edit(unit, case, cards_to_edit(unit, case.id), now, first)


def refresh_result(unit: Unit, case: Case, now: datetime, *, first: int | None = None) -> None:
    """Edit only the messages that show the present result, and what people say of it."""
    name = result_card(case)
    _edit(unit, case, [row for row in cards_to_edit(unit, case.id) if row.card == name], now, first)


def _edit(unit: Unit, case: Case, rows: list[Any], now: datetime, first: int | None) -> None:
    for row in rows:
        priority = Priority.ANSWER if row.chat_id == first else Priority.EDIT
        unit.tell(row.chat_id, row.view, at=now, card=row.card, case_id=case.id, priority=priority)


def owe_lost_cards(unit: Unit, chat_id: int, now: datetime) -> None:
    """A group is open to us again: what was reported there, and is not over, gets the card that never came to stand."""
    owed: set[int] = set()
    for row in chats.reports_without_card(unit, chat_id, NOT_OVER):
        if row.case_id not in owed:
            owed.add(row.case_id)
            unit.tell(
                chat_id, "card.group", at=now, card=group_card(row.case_id), case_id=row.case_id,
                priority=Priority.CARD, reply_to=row.message_id,
            )


def take_back(unit: Unit, case_id: int, view: str, now: datetime) -> None:
    """Our messages of this kind about a case have been answered: they are deleted, so that the group stays quiet."""
    for message in chats.messages_of(unit, case_id, view):
        unit.tell(
            message.chat_id, "forget", at=now, reply_to=message.message_id, priority=Priority.EDIT,
            once=f"forget:{message.chat_id}:{message.message_id}",
        )


def cards_to_edit(unit: Unit, case_id: int) -> list[Any]:
    """The cards of a case that have been sent."""
    return chats.cards_of(unit, case_id)


def tell_duty(unit: Unit, case: Case, now: datetime) -> None:
    """A new responsibility is a new message to whoever has the case now; many unsent ones become one list."""
    person = people.person(unit, case.responsible_id or 0)
    if person.chat_id is None:
        return
    if case.version:  # what was filed just now has no card yet
        chats.retire_card(unit, person.chat_id, work_card(case.id))
    waiting = queues.owed_work(unit, person.chat_id)
    unsent = [row.id for row in waiting if row.view == "card.work"]
    if len(unsent) >= LIST_FROM:
        queues.drop(unit, unsent, now)
        chats.retire_card(unit, person.chat_id, "queue.new")
        unit.tell(person.chat_id, "queue.new", at=now, card="queue.new", priority=Priority.DUTY)
        return
    if len(unsent) < len(waiting):  # the list that is on its way will show this one too
        return
    unit.tell(
        person.chat_id, "card.work", at=now, card=work_card(case.id), case_id=case.id, priority=Priority.DUTY
    )


def tell_handed_over(unit: Unit, before: Case, after: Case, now: datetime, *, by: int | None) -> None:
    """Whoever had the case hears who has it now, so that nobody goes there twice; not those who gave it away."""
    if before.responsible_id in (None, after.responsible_id, by):
        return
    person = people.person(unit, before.responsible_id or 0)
    if person.chat_id is None or not person.reachable:
        return
    taker = people.person(unit, after.responsible_id).name if after.responsible_id else ""
    unit.tell(
        person.chat_id, "case.taken_over" if taker else "case.taken_away", at=now, case_id=after.id,
        once=f"taken:{after.id}:{after.version}", priority=Priority.DUTY, name=taker,
    )


def tell_worker(
    unit: Unit, case: Case, now: datetime, view: str, *, by: int | None, once: str = "", **facts: Any
) -> None:
    """One line to whoever has the case, unless it was they (`by`) who did it; as a rule once for each state of it."""
    if case.responsible_id in (None, by):
        return
    worker = people.person(unit, case.responsible_id or 0)
    if worker.chat_id is not None and worker.reachable:
        unit.tell(
            worker.chat_id, view, at=now, once=once or f"{view}:{case.id}:{case.version}", case_id=case.id,
            priority=Priority.DUTY, **facts,
        )


def ensure_work_card(unit: Unit, person: Person, case: Case, now: datetime) -> None:
    """Whoever has the case has its card in the private chat."""
    if person.chat_id is not None and chats.card(unit, person.chat_id, work_card(case.id)) is None:
        unit.tell(person.chat_id, "card.work", at=now, card=work_card(case.id), case_id=case.id)


def tell_secretaries(
    unit: Unit, case: Case, line: tuple[Area, ...], now: datetime, view: str, *, once: str,
    without: Collection[int] = (), **facts: Any,
) -> None:
    """The nearest covering secretaries who can be reached, but those in `without`; the operators if there is none."""
    found = secretaries_above(unit, line, without)
    for person in found:
        tell_watch(unit, person, case, now, view, once=once, **facts)
    if not found:
        tell_operators(unit, now, view, once=once, case_id=case.id, **facts)


def tell_operators(
    unit: Unit, now: datetime, view: str, *, once: str, case_id: int | None = None, **facts: Any
) -> None:
    """Everyone whom the config names as operator and who has opened the private chat."""
    for telegram_id in sorted(unit.rules.operators):
        person = people.by_telegram_id(unit, telegram_id)
        if person is not None and person.chat_id is not None and person.reachable:
            card = watch_card(case_id) if case_id else None
            if card is not None:
                chats.retire_card(unit, person.chat_id, card)  # an alarm is a new message, not an edit of an old one
            unit.tell(
                person.chat_id, view, at=now, once=f"{once}:{person.id}", case_id=case_id, card=card,
                priority=Priority.DUTY, **facts,
            )


def secretaries_above(unit: Unit, line: tuple[Area, ...], without: Collection[int] = ()) -> list[Person]:
    """The reachable secretaries of the nearest area at or above a case that has one."""
    for area in line:
        held = people.holders(unit, [area.id], [Role.SECRETARY])
        here = [person for _, person in held if person.reachable and person.id not in without]
        if here:
            return here
    return []


def tell_person(
    unit: Unit, person: Person, case: Case, now: datetime, view: str, *, once: str | None, public: bool = False,
    shown: bool = False, **facts: Any,
) -> None:
    """In private if they opened the chat; else under their own message in the group, with nothing private in it.

    `public` views may be read by everyone; of the others the group only sees that there is something to read. What the
    card there shows already (`shown`) is not said in the group a second time.
    """
    if person.chat_id is not None and person.reachable:
        unit.tell(person.chat_id, view, at=now, once=once, case_id=case.id, person_id=person.id, **facts)
        return
    if shown and not case.private:
        return
    for report in cases.reports_of(unit, case.id):
        if report.person_id == person.id and report.chat_id is not None and report.message_id is not None:
            unit.tell(
                report.chat_id, view if public else "nudge.open_private", at=now, once=once, person_id=person.id,
                case_id=None if case.private else case.id, reply_to=report.message_id,
                **(facts if public else {"number": case.id}),
            )
            return


def tell_reporters(unit: Unit, case: Case, now: datetime, view: str, *, once: str, **facts: Any) -> None:
    """Everyone who reported the case and has not taken it back."""
    told: set[int] = set()
    for report in cases.reports_of(unit, case.id):
        if report.stands and report.person_id not in told:
            told.add(report.person_id)
            person = people.person(unit, report.person_id)
            tell_person(unit, person, case, now, view, once=f"{once}:{person.id}", **facts)


def public_chats(unit: Unit, case: Case) -> list[int]:
    """The groups in which a case is shown: where it was reported, and its building's own. None for private ones.

    A report that was taken back still counts: neighbours there said that they met the same.
    """
    return [] if case.private else chats.where_shown(unit, case.id, case.area_id)


def tell_watch(unit: Unit, person: Person, case: Case, now: datetime, view: str, *, once: str, **facts: Any) -> None:
    """A secretary's card of a case: a new message, and the old one of the same case stops being the card."""
    if person.chat_id is None:
        return
    chats.retire_card(unit, person.chat_id, watch_card(case.id))
    unit.tell(
        person.chat_id, view, at=now, once=f"{once}:{person.id}", card=watch_card(case.id), case_id=case.id,
        priority=Priority.DUTY, **facts,
    )
