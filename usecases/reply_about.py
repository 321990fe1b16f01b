"""Replies to a report, to a card or to a question of ours: answers, results, more words and photos."""

from datetime import datetime

from domain.case import NOT_OVER, Case, Status
from domain.chats import Chatter, Post
from domain.draft import Ask, Draft, Prompt, Stage, apart
from domain.errors import Refusal, TooLate
from domain.rights import Right
from domain.said import Said, say
from domain.taxonomy import Urgency
from storage import cases, chats, photo_rows
from storage.unit import Priority, Unit
from usecases.access import Actor, Found, case_for
from usecases.answer_prompt import answer_with
from usecases.ask_reporter import answer_question
from usecases.draft_case import Gathered, close_soon, keep
from usecases.heed_danger import heed_words, tells_of_danger
from usecases.report_problem import attach_photos
from usecases.resolve_case import note_added, offer_result

TAKES_MORE = NOT_OVER
"""To a case that is not over, words and photos can be added."""


def case_of_message(unit: Unit, chat_id: int, message_id: int) -> Case | None:
    """The case that a message is about: its report, or a message of ours."""
    report = cases.report_of_message(unit, chat_id, message_id)
    if report is not None:
        return cases.find(unit, report.case_id)
    ours = chats.message(unit, chat_id, message_id)
    return cases.find(unit, ours.case_id) if ours is not None and ours.case_id is not None else None


def reply_about(
    unit: Unit, actor: Actor, case: Case, post: Post, asked: Prompt | None, now: datetime
) -> Said | None:
    """An answer to what we `asked` about it, else a worker's result, else an addition.

    Raises Chatter when it is none of these.
    """
    if asked is not None:
        return take_answer(unit, actor, asked, post, now)
    try:
        found = case_for(unit, actor, case.id, Right.SEE)
    except Refusal:
        if actor.chat.is_private:
            raise
        raise Chatter from None
    one = found.standing
    if one.reporter and case.status is Status.WAITING and post.text:
        return answer_question(unit, actor, case, post.text, now)
    if (one.responsible or one.colleague) and post.pictures and case.is_open:
        _offer(unit, actor, case, post, now)
        return None
    involved = one.reporter or one.neighbour or one.responsible or one.colleague or one.oversees
    if post.pictures or (post.text and (involved or tells_of_danger(unit, post.text))):
        return add_to_case(unit, actor, found, post, now)
    raise Chatter


def told_just_now(unit: Unit, actor: Actor, post: Post, now: datetime) -> Found | None:
    """The case that a photo without words shows: its poster has just reported it here, in words alone.

    In a group it waits all the same whether words come that it belongs to rather (`told_before`), unless lives may be
    at stake.
    """
    if post.text or not post.pictures:
        return None
    found = _told(unit, actor, post.at, now)
    waits = found is not None and not actor.chat.is_private and found.case.urgency != Urgency.CRITICAL
    return None if waits else found


def told_before(unit: Unit, actor: Actor, draft: Draft) -> Found | None:
    """The case that photos show for which no words came: their poster had reported it just before, in words alone."""
    alone = draft.purpose == "report" and draft.stage is Stage.HELD and not draft.text
    return _told(unit, actor, draft.sent_at, draft.made_at) if alone else None


def _told(unit: Unit, actor: Actor, sent_at: datetime | None, at: datetime) -> Found | None:
    wait = unit.rules.periods.draft
    report = cases.report_in_words(unit, actor.chat.id, actor.id, at - wait)
    if report is None or report.made_at > at or apart(report.sent_at, sent_at) > wait:
        return None
    try:
        found = case_for(unit, actor, report.case_id, Right.SEE)
    except Refusal:
        return None
    return found if found.case.status in TAKES_MORE else None


def take_answer(unit: Unit, actor: Actor, prompt: Prompt, post: Post, now: datetime) -> Said | None:
    """The next word after a question is its answer; an album is one answer, so it is waited for."""
    if post.album:
        _wait_for_album(unit, actor, prompt.case_id, post, now)
        return None
    said = answer_with(unit, actor, prompt, post.text, post.pictures, now)
    return None if prompt.kind is Ask.PLACE and not actor.chat.is_private else said  # the card tells the group


def add_to_case(unit: Unit, actor: Actor, found: Found, post: Post, now: datetime) -> Said | None:
    """More words or photos for a case that is not over. Photos are acknowledged with a quiet sign in a group.

    Raises TooLate for photos of one that is over, Chatter for words about it.
    """
    case = found.case
    if case.status not in TAKES_MORE:
        if post.pictures or actor.chat.is_private:
            key = "refusal.over_already" if case.status is Status.CLOSED else None
            raise TooLate(key, number=case.id, status=case.status)
        raise Chatter
    if post.album:
        _wait_for_album(unit, actor, case.id, post, now)
        return None
    ids = photo_rows.add(unit, post.pictures, at=now, person_id=actor.id)
    add_photos(unit, actor, found, post.text, ids, post.message_id, now)
    return say("said.added", number=case.id) if actor.chat.is_private else None


def add_photos(
    unit: Unit, actor: Actor, found: Found, text: str, ids: list[int], message_id: int, now: datetime
) -> None:
    """Words and photos become part of a case; whoever has it is told. A reporter's photos join the report made here."""
    told = cases.reports_of(unit, found.case.id)
    own = [one.id for one in told if (one.person_id, one.chat_id) == (actor.id, actor.chat.id)]
    report_id = own[0] if own else None
    attach_photos(unit, ids, found.case, now, report_id=report_id, purpose="before" if own else "more")
    note_added(unit, actor, found.case, text, ids, now)
    heed_words(unit, actor, found.case, text, now, message_id=message_id)
    if ids and not actor.chat.is_private:
        seen(unit, actor, found.case, message_id, now)


def seen(unit: Unit, actor: Actor, case: Case, message_id: int, now: datetime) -> None:
    """A quiet sign in a group that what somebody wrote was taken."""
    unit.tell(
        actor.chat.id, "react", at=now, reply_to=message_id, case_id=case.id, emoji="👀",
        once=f"react:{actor.chat.id}:{message_id}", priority=Priority.REACTION,
    )


def _offer(unit: Unit, actor: Actor, case: Case, post: Post, now: datetime) -> None:
    shown = Gathered(post.text, post.message_id, pictures=post.pictures, album=post.album)
    draft = keep(unit, actor, shown, Stage.ASKED, now, purpose="result", case_id=case.id)
    offer_result(unit, actor, case, draft.id, now, post.message_id)


def _wait_for_album(unit: Unit, actor: Actor, case_id: int | None, post: Post, now: datetime) -> None:
    gathered = Gathered(post.text, post.message_id, pictures=post.pictures, album=post.album)
    draft = keep(unit, actor, gathered, Stage.ALBUM, now, purpose="answer", case_id=case_id)
    close_soon(unit, draft, now)
