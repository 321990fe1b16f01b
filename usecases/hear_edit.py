"""Captions and texts that were changed: within ten minutes they count as if they had been written so at once."""

from dataclasses import replace
from datetime import datetime

from domain.chats import Chatter, Post, Purpose
from domain.draft import Draft
from domain.errors import Refusal
from domain.rights import Right
from domain.sheet import Report
from domain.spoken import by_message, together
from storage import cases, drafts, photo_rows
from storage.unit import Unit
from usecases.access import Actor, case_for
from usecases.gather import gather
from usecases.heed_danger import tells_of_danger
from usecases.late_item import is_kept
from usecases.read_again import read_again
from usecases.reply_about import TAKES_MORE, add_to_case, case_of_message
from usecases.report_for import for_whom
from usecases.reword_report import reword_report


def hear_edit(unit: Unit, actor: Actor, post: Post, now: datetime) -> None:
    """Take in the new words. Raises Chatter when they change nothing of ours."""
    if now > post.at + unit.rules.periods.caption_edit:
        raise Chatter
    here = actor.chat.id
    report = cases.report_of_message(unit, here, post.message_id)
    draft = drafts.of_message(unit, here, post.message_id)
    if post.album and report is None and draft is None:
        report = cases.report_of_album(unit, here, post.album)
        draft = drafts.of_album(unit, here, post.album)
    if report is not None:
        _reword(unit, actor, report, post, now)
    elif draft is not None:
        _redraft(unit, actor, draft, post, now)
    elif _may_be_new(unit, actor, post):
        gather(unit, actor, post, now)
    else:
        _heed_addition(unit, actor, post, now)


def _heed_addition(unit: Unit, actor: Actor, post: Post, now: datetime) -> None:
    """Words under a card were changed. Only of danger are they heard a second time. Raises Chatter for others."""
    case = case_of_message(unit, actor.chat.id, post.reply_to) if post.reply_to is not None else None
    if case is None or case.hazard or case.status not in TAKES_MORE or not tells_of_danger(unit, post.text):
        raise Chatter
    try:
        found = case_for(unit, actor, case.id, Right.SEE)
    except Refusal:
        raise Chatter from None
    add_to_case(unit, actor, found, replace(post, pictures=(), album=None), now)


def _may_be_new(unit: Unit, actor: Actor, post: Post) -> bool:
    """A photo that was nothing to us before. One that became an addition or a result is known by its picture."""
    if actor.chat.area_id is None or actor.chat.purpose is Purpose.STAFF or actor.chat.is_private or post.album:
        return False
    return bool(photo_rows.not_known(unit, post.pictures, person_id=actor.id))


def _redraft(unit: Unit, actor: Actor, draft: Draft, post: Post, now: datetime) -> None:
    if draft.person_id != actor.id:
        raise Chatter
    text, spoken = together(by_message(draft) | {post.message_id: post.text}, draft.message_id)
    more = replace(draft, text=text, spoken=spoken)
    drafts.save(unit, more)
    if draft.purpose == "report":
        read_again(unit, actor, more, now)


def _reword(unit: Unit, actor: Actor, report: Report, post: Post, now: datetime) -> None:
    told = for_whom(post.text) if report.on_behalf else None
    words = told[1] if told else post.text
    if report.person_id != actor.id or not report.stands or _says_already(unit, actor, report, words, post):
        raise Chatter
    reword_report(unit, actor, report, words, now, message_id=post.message_id)


def _says_already(unit: Unit, actor: Actor, report: Report, words: str, post: Post) -> bool:
    """Telegram tells of an edit also when only a photo was changed."""
    said = by_message(report)
    if post.message_id in said:
        return said[post.message_id] == words
    return not words or is_kept(unit, actor, report, words)
