"""What people write to the bot alone: reports, answers, additions. "Which building?" comes before filing."""

from dataclasses import replace
from datetime import datetime

from domain.chats import Chatter, Post
from domain.deciding import Thresholds
from domain.draft import Ask, Draft, Prompt, Stage
from domain.place import read_place, short_title
from domain.said import Said, say
from storage import chats, drafts
from storage.unit import Unit
from usecases.access import Actor
from usecases.answer_draft import answered_in_words
from usecases.answer_prompt import answer_with
from usecases.draft_case import close_soon, keep
from usecases.gather import alone_from, is_known, join_album, take_replied
from usecases.hear_reply import hear_reply, replied_case
from usecases.reply_about import add_to_case, take_answer, told_just_now
from usecases.which_building import ask_where, building_named, file_draft_at, place_alone, place_answer

SURELY_CHATTER = 0.12
"""Below this likelihood, words without a photo get a friendly explanation instead of a question."""


def hear_in_private(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """Take in a message of a private chat: an answer, an addition, or a new report."""
    if is_known(unit, actor, post):
        raise Chatter
    if post.album and join_album(unit, actor, post, now):
        return None
    if (said := answered_in_words(unit, actor, post, now)) is not None:
        return said
    if (about := replied_case(unit, actor, post, now)) is not None:
        return hear_reply(unit, actor, about, post, now)
    if post.verb is not None and not post.pictures:
        return say("refusal.number_missing", verb=post.verb.value, word=post.text[:20])
    draft = _asked_about(unit, actor, post, now)
    if draft is not None and not (post.pictures and post.text and draft.text):
        return place_answer(unit, actor, draft, post, now)
    if post.location is not None:
        return say("report.location_first")
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    if prompt is not None and prompt.case_id is not None and (post.text or post.pictures):
        return take_answer(unit, actor, prompt, post, now)
    if prompt is None and (asked := _asked_in_group(unit, actor, post, now)) is not None:
        there = Actor(actor.person, chats.chat(unit, asked.chat_id))
        return answer_with(unit, there, asked, post.text, (), now)
    if (told := told_just_now(unit, actor, post, now)) is not None:
        return add_to_case(unit, actor, told, post, now)
    return begin_report(unit, actor, post, now)


def report_in_private(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """/report in private: with words or a photo, or in reply to one, it begins a report; alone it says how."""
    if is_known(unit, actor, post):
        raise Chatter
    if post.album and join_album(unit, actor, post, now):
        return None
    if not (post.text or post.pictures or post.replied):
        return say("report.how_private")
    return begin_report(unit, actor, replace(post, named_us=True), now)


def begin_report(unit: Unit, actor: Actor, post: Post, now: datetime, *, on_behalf: str = "") -> Said | None:
    """A photo or a text that may be a report: find out where, ask if need be, then file it."""
    explicit = post.named_us or bool(on_behalf)
    if not explicit and not post.pictures:
        held = drafts.held(unit, actor.chat.id, actor.id, now)
        here = place_alone(unit, post.text) if held is not None and held.stage is Stage.PLACE else None
        if held is not None and here is not None:
            file_draft_at(unit, actor, held, here, now)
            return None
        likely = unit.rules.classifier.read(post.text).is_report
        only_where = not short_title(post.text, read_place(post.text))  # "3栋", after the question was answered
        if likely < (Thresholds().ask if only_where else SURELY_CHATTER):
            return say("report.how_private")
    told = take_replied(unit, actor, post, now, on_behalf=on_behalf) if explicit else None
    told = told or alone_from(post, on_behalf=on_behalf)
    if post.album:
        close_soon(unit, keep(unit, actor, told, Stage.ALBUM, now), now)
    else:
        ask_where(unit, actor, told, now)
    return None


def _asked_in_group(unit: Unit, actor: Actor, post: Post, now: datetime) -> Prompt | None:
    """What we asked somebody in their group, when their words here may answer it: a report with its place does not."""
    if not post.text or post.pictures or post.named_us:
        return None
    if building_named(unit, post.text) is not None and place_alone(unit, post.text) is None:
        return None
    return drafts.asked_elsewhere(unit, actor.id, (Ask.ANSWER, Ask.REOPEN), now)


def _asked_about(unit: Unit, actor: Actor, post: Post, now: datetime) -> Draft | None:
    """The draft whose building we asked for, by the open prompt or by a reply to the question itself."""
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    draft_id = prompt.draft_id if prompt is not None else None
    if post.reply_to is not None and (ours := chats.message(unit, actor.chat.id, post.reply_to)):
        draft_id = ours.draft_id or draft_id
    draft = drafts.find(unit, draft_id) if draft_id else None
    return draft if draft is not None and draft.stage is Stage.PLACE else None
