"""What people post in a bound group: reports, their other halves, additions, answers; chatter leaves no trace."""

from dataclasses import replace
from datetime import datetime

from domain.chats import Chatter, Post, Purpose
from domain.deciding import Decision, decide
from domain.draft import Ask, Prompt
from domain.said import Said, say
from storage import drafts
from storage.unit import Unit
from usecases.access import Actor
from usecases.answer_draft import answered_in_words
from usecases.draft_case import consider
from usecases.gather import gather, half_waits, is_known, join_album, take_replied
from usecases.hear_reply import hear_reply, is_danger_of_its_own, replied_case
from usecases.heed_danger import tells_of_danger
from usecases.reply_about import add_to_case, case_of_message, take_answer, told_just_now
from usecases.which_building import place_alone


def hear_in_group(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """Take in a message of a group. Raises Chatter unless it is, or may become, part of a case."""
    if actor.chat.area_id is None and post.named_us:
        return say("group.unbound")
    if actor.chat.area_id is None or is_known(unit, actor, post):
        raise Chatter
    if post.album and join_album(unit, actor, post, now):
        return None
    if answered_in_words(unit, actor, post, now) is not None:
        return None  # our question goes, and a card comes or does not: that says enough here
    if (about := replied_case(unit, actor, post, now)) is not None:
        return hear_reply(unit, actor, about, post, now)
    if post.named_us:
        return report_in_group(unit, actor, post, now)
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    if prompt is not None and _answers(unit, prompt, post):
        return take_answer(unit, actor, prompt, post, now)
    if actor.chat.purpose is Purpose.STAFF:
        raise Chatter
    if (told := told_just_now(unit, actor, post, now)) is not None:
        return add_to_case(unit, actor, told, post, now)
    gather(unit, actor, post, now)
    return None


def report_in_group(unit: Unit, actor: Actor, post: Post, now: datetime, *, on_behalf: str = "") -> Said | None:
    """/report, or our name: alone, with words or a photo, or in reply to somebody's photo or words."""
    if actor.chat.area_id is None:
        return say("group.unbound")
    if post.album and join_album(unit, actor, post, now, on_behalf=on_behalf):
        return None
    for message_id in (post.reply_to, post.message_id):
        if message_id is not None and (known := case_of_message(unit, actor.chat.id, message_id)):
            if message_id != post.reply_to or not tells_of_danger(unit, post.text):
                return say("said.known_already", number=known.id)
            if not is_danger_of_its_own(unit, actor, known, post, now):
                return hear_reply(unit, actor, known, post, now)
    if replied := take_replied(unit, actor, post, now, on_behalf=on_behalf):
        consider(unit, actor, replied, now)
    elif post.text or post.pictures or half_waits(unit, actor, post, now):
        gather(unit, actor, replace(post, named_us=True), now, on_behalf=on_behalf)
    else:
        return say("report.how")
    return None


def only_say(unit: Unit, actor: Actor, post: Post, key: str, now: datetime) -> Said | None:
    """One sentence to a post that can't be filed as it came; in a group only where it reads like a report.

    Nothing to an item of an album that is known: its photos are answered. Raises Chatter for what is no report.
    """
    if post.album and join_album(unit, actor, post, now):
        return None
    if actor.chat.is_private:
        return say(key)
    if actor.chat.area_id is None or actor.chat.purpose is Purpose.STAFF:
        raise Chatter
    decision = decide(
        unit.rules.thresholds[actor.chat.mode], explicit=post.named_us, has_photo=True, text=post.text,
        is_report=unit.rules.classifier.read(post.text).is_report,
    )
    if decision not in (Decision.FILE, Decision.ASK):
        raise Chatter
    return say(key)


def _answers(unit: Unit, prompt: Prompt, post: Post) -> bool:
    """Whether the next word of a person is the answer. "Which building?" takes a building's name and nothing else."""
    if prompt.kind is Ask.PLACE:
        return not post.pictures and place_alone(unit, post.text) is not None
    return bool(post.text or post.pictures)
