"""What is written under a report or a card: "接单" is the act on its case, other words belong to it."""

from datetime import datetime

from domain.case import Case, Status
from domain.chats import Chatter, Post
from domain.errors import Refusal
from domain.press import Verb
from domain.rights import Right
from domain.said import Said
from storage import cases
from storage.unit import Unit
from usecases.access import Actor, case_for
from usecases.act import act
from usecases.answer_prompt import asked_about
from usecases.heed_danger import tells_of_danger
from usecases.reply_about import TAKES_MORE, case_of_message, reply_about, seen


def hear_reply(unit: Unit, actor: Actor, case: Case, post: Post, now: datetime) -> Said | None:
    """An act in one word, else what `reply_about` makes of it. Raises Chatter when it is nothing.

    Where others listen, an act that can't be is passed over, for people chat; who says "me too" gets a quiet sign.
    """
    asked = asked_about(unit, actor, case.id, now)
    if post.verb is None or post.pictures or asked or _was_asked(unit, actor, case):
        return reply_about(unit, actor, case, post, asked, now)
    try:
        said = act(unit, actor, post.verb, case.id, "", now)
    except Refusal:
        if actor.chat.is_private:
            raise
        raise Chatter from None
    if post.verb is not Verb.SAME or actor.chat.is_private:
        return said
    seen(unit, actor, case, post.message_id, now)
    return None


def replied_case(unit: Unit, actor: Actor, post: Post, now: datetime) -> Case | None:
    """The case that a reply is about, unless its words are a report of their own."""
    case = case_of_message(unit, actor.chat.id, post.reply_to) if post.reply_to is not None else None
    return None if case is None or is_danger_of_its_own(unit, actor, case, post, now) else case


def is_danger_of_its_own(unit: Unit, actor: Actor, case: Case, post: Post, now: datetime) -> bool:
    """Whether words of danger stand under a case that takes none any more, or none of this person."""
    if not tells_of_danger(unit, post.text) or asked_about(unit, actor, case.id, now):
        return False
    if case.status not in TAKES_MORE:
        return True
    try:
        case_for(unit, actor, case.id, Right.SEE)
    except Refusal:
        return True
    return False


def _was_asked(unit: Unit, actor: Actor, case: Case) -> bool:
    """Whether this person reported the case, and its worker waits for an answer."""
    waits = case.status is Status.WAITING
    return waits and any(one.person_id == actor.id for one in cases.reports_of(unit, case.id))
