"""A person asks to be deleted: a tombstone stays, so that figures and histories remain right."""

from datetime import datetime, timedelta

from domain.case import Case
from domain.errors import Refusal
from domain.said import Said, say
from storage import cases, chats, personal
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor
from usecases.leave_points import leave_points
from usecases.route_case import give_back

GOODBYE = timedelta(minutes=10)
"""So long the last message to somebody who left may take."""
CONFIRM_WORDS = {"yes", "确定", "删除", "delete"}


def delete_me(unit: Unit, actor: Actor, word: str, now: datetime) -> Said:
    """/delete_me, then a word to confirm: name, words, photos and links are gone; figures stay right.

    Photos are removed from the store by jobs. Open cases of a worker go to others first. Cards that stand in other
    chats lose the person's name and words too.
    """
    if not actor.chat.is_private:
        raise Refusal("refusal.private_only")
    if word.strip().lower() not in CONFIRM_WORDS:
        return say("own.delete_sure")
    give_back(unit, actor.id, now, why="deleted themselves")
    leave_points(unit, actor.id, now)
    unit.flush()
    for photo_id in personal.photos_of(unit, actor.id):
        unit.later("drop_photo", photo_id, now)
    personal.erase(unit, actor.id, now)
    for case in cases.naming(unit, actor.id):
        telling.refresh_cards(unit, _overseen_by_others(unit, case, actor.id), now)
    unit.later("forget_chat", actor.chat.id, now + GOODBYE)
    return say("own.deleted")


def _overseen_by_others(unit: Unit, case: Case, person_id: int) -> Case:
    """An open case that had climbed to them is looked after by nobody until it climbs again."""
    watched = case.overseer_id == person_id and case.is_open
    return unit.mark(case, overseer_id=None) if watched else case


def forget_chat(unit: Unit, chat_id: int, now: datetime) -> None:
    """The last word was delivered: Telegram's id of the private chat goes too, unless they came back meanwhile."""
    chat = chats.find(unit, chat_id)
    if chat is not None and chat.person_id is None:
        personal.forget_chat(unit, chat_id)
