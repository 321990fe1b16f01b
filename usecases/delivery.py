"""What follows from a message having been delivered, or never being deliverable."""

import re
from datetime import datetime
from typing import Any

from domain.people import Level
from storage import areas, cases, chats, drafts, queues
from storage.unit import Priority, Unit
from usecases import telling
from usecases.bind_group import group_moved
from usecases.resolve_case import begin_silence, unheard
from usecases.route_case import give_back

_QUESTIONS = ("draft.is_report", "draft.is_result", "draft.is_same", "draft.which_building", "draft.private")
_REPLACED = re.compile(r"(work|watch|own):\d+:\d+")
"""The names of cards whose place a newer message has taken."""


def message_sent(unit: Unit, owed: Any, message_id: int, has_photo: bool, now: datetime) -> None:
    """A new message of ours stands in a chat: remember it, and start what waits for its delivery."""
    queues.settle(unit, owed.id, "sent", now)
    about = drafts.find(unit, owed.draft_id) if owed.draft_id is not None else None
    chats.remember_message(
        unit, chat_id=owed.chat_id, message_id=message_id, view=owed.view, card=owed.card, case_id=owed.case_id,
        draft_id=about.id if about else None, has_photo=has_photo, sent_at=now,
    )
    if owed.view == "card.result" and owed.case_id is not None:
        begin_silence(unit, owed.case_id, now)
    if (owed.view in _QUESTIONS and about is None) or _is_placed(unit, owed):  # answered, or too old, while on its way
        _forget(unit, owed.chat_id, message_id, now)


def _is_placed(unit: Unit, owed: Any) -> bool:
    """Whether it asks for the building of a case that has one by now."""
    if owed.view != "case.which_building" or owed.case_id is None:
        return False
    return areas.area(unit, cases.load(unit, owed.case_id).area_id).level is Level.BUILDING


def message_edited(unit: Unit, owed: Any, now: datetime, has_photo: bool | None = None) -> None:
    """A card shows the present state; `has_photo` tells whether a photo stands in it now (None: as before)."""
    queues.settle(unit, owed.id, "sent", now)
    if owed.card is not None and has_photo is not None:
        chats.change_card(unit, owed.chat_id, owed.card, has_photo=has_photo)


def message_gone(unit: Unit, owed: Any, message_id: int, now: datetime) -> int | None:
    """The message to edit was deleted by somebody: the card is owed anew, unless a newer message has its place."""
    chats.forget_message(unit, owed.chat_id, message_id)
    if _REPLACED.fullmatch(owed.card or ""):
        queues.settle(unit, owed.id, "dropped", now)
        return None
    unit.wakes.outbox = True
    return queues.owe_again(unit, owed.id, "the message to edit is gone")


def message_dropped(unit: Unit, owed: Any, now: datetime) -> None:
    """It had become pointless by the time it could be sent."""
    queues.settle(unit, owed.id, "dropped", now)


def no_reactions(unit: Unit, owed: Any, now: datetime) -> None:
    """The group does without reactions: so do we, until we are let in anew."""
    queues.settle(unit, owed.id, "dropped", now)
    chats.change(unit, owed.chat_id, reactions=False)


def message_failed(unit: Unit, owed: Any, error: str, now: datetime) -> None:
    """Telegram will never take this message: said loudly to the operators."""
    queues.settle(unit, owed.id, "failed", now, error)
    if owed.priority < Priority.REACTION:
        _alarm(unit, owed, error, now)
    if owed.view == "card.result" and owed.case_id is not None:
        _unheard(unit, owed.case_id, now)


def chat_refused(unit: Unit, owed: Any, error: str, now: datetime) -> None:
    """Blocked or removed: nothing more is sent there until they return, and a worker's cases go to others."""
    chat = chats.chat(unit, owed.chat_id)
    chats.change(unit, chat.id, closed=True, wait_until=None)
    queues.settle(unit, owed.id, "failed", now, error)
    about = set(queues.drop_for_chat(unit, chat.id, now)) | ({owed.case_id} if owed.case_id else set())
    if chat.person_id is not None:
        give_back(unit, chat.person_id, now, why="blocked the bot")
    for number in sorted(about):
        _unheard(unit, number, now)


def chat_shut(unit: Unit, owed: Any, error: str, now: datetime) -> None:
    """Nobody may write there for now, which somebody should mend: as above, and said loudly to the operators."""
    _alarm(unit, owed, error, now)
    chat_refused(unit, owed, error, now)


def wait_for(unit: Unit, owed: Any, until: datetime | None, error: str) -> int | None:
    """Telegram asked for patience, or was not there: the message is owed as before, at the priority returned."""
    if until is not None:
        chats.change(unit, owed.chat_id, wait_until=until)
    return queues.owe_again(unit, owed.id, error)


def without_photo(unit: Unit, owed: Any, error: str) -> int | None:
    """Telegram no longer knows the photo: the words go without it."""
    queues.change_facts(unit, owed.id, {**owed.facts, "no_photo": True})
    return queues.owe_again(unit, owed.id, error)


def moved_to(unit: Unit, owed: Any, old: int, new: int, now: datetime) -> None:
    """Telegram told with its refusal that the group is a supergroup now."""
    group_moved(unit, old, new, now)
    queues.owe_again(unit, owed.id, "the group migrated")
    unit.wakes.outbox = True


def _alarm(unit: Unit, owed: Any, error: str, now: datetime) -> None:
    """The operators read of one kind of trouble in one chat once a day."""
    if owed.view != "ops.unsent":
        once = f"unsent:{owed.chat_id}:{now:%Y-%m-%d}:{error[:32]}"
        telling.tell_operators(unit, now, "ops.unsent", once=once, what=owed.view, error=error[:200])


def _unheard(unit: Unit, number: int, now: datetime) -> None:
    case = cases.find(unit, number)
    if case is None or case.status != "resolved" or case.delivered_at is not None:
        return
    if queues.on_its_way(unit, number, "card.result"):
        return
    unheard(unit, case, areas.line_from(unit, case.area_id), now)


def _forget(unit: Unit, chat_id: int, message_id: int, now: datetime) -> None:
    unit.tell(
        chat_id, "forget", at=now, reply_to=message_id, priority=Priority.EDIT,
        once=f"forget:{chat_id}:{message_id}",
    )

