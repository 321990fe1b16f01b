"""Brings the parts of a report together: an album's items, a photo and its words, what somebody replied to."""

from dataclasses import replace
from datetime import datetime

from domain.chats import Chatter, Post
from domain.deciding import Decision, Thresholds
from domain.draft import Draft, Stage, apart
from domain.errors import NotYours
from domain.spoken import by_message, together
from storage import cases, drafts, photo_rows
from storage.unit import Unit
from usecases.access import Actor
from usecases.draft_case import Gathered, close_soon, consider, forget_question, gathered_from, keep
from usecases.late_item import take_late_item
from usecases.read_again import read_again


def is_known(unit: Unit, actor: Actor, post: Post) -> bool:
    """Whether a message was taken in before: Telegram, or somebody's phone, may send one twice."""
    here, message_id = actor.chat.id, post.message_id
    return (
        cases.report_of_message(unit, here, message_id) is not None
        or drafts.of_message(unit, here, message_id) is not None
    )


def gather(unit: Unit, actor: Actor, post: Post, now: datetime, *, on_behalf: str = "") -> None:
    """A post of a group, joined with its other half when that waits. Raises Chatter when it is nothing to us."""
    alone = alone_from(post, on_behalf=on_behalf)
    if post.album:
        close_soon(unit, keep(unit, actor, alone, Stage.ALBUM, now), now)
        return
    half = _half_for(unit, actor, alone, now)
    if consider(unit, actor, _together(half, alone) if half else alone, now) is Decision.IGNORE:
        raise Chatter


def whole_album(unit: Unit, actor: Actor, draft: Draft, now: datetime) -> Gathered:
    """What an album that is over brings, with its other half when that waits: the two go on as one draft."""
    alone = gathered_from(unit, draft, actor.chat)
    half = _half_for(unit, actor, alone, now)
    if half is None or half.draft is None:
        return alone
    for photo_id in alone.photo_ids:
        photo_rows.change(unit, photo_id, draft_id=half.draft.id)
    drafts.drop(unit, draft.id)
    drafts.change(unit, half.draft.id, album=draft.album)
    return replace(_together(half, alone), album=draft.album)


def alone_from(post: Post, *, on_behalf: str = "") -> Gathered:
    """What one post brings by itself."""
    return Gathered(
        text=post.text, message_id=post.message_id, pictures=post.pictures, album=post.album, explicit=post.named_us,
        forwarded=post.forwarded, on_behalf=on_behalf, sent_at=post.at,
    )


def half_waits(unit: Unit, actor: Actor, post: Post, now: datetime) -> bool:
    """Whether somebody who only says /report can mean what they posted just before."""
    return _half_for(unit, actor, Gathered("", None, explicit=True, sent_at=post.at), now) is not None


def take_replied(unit: Unit, actor: Actor, post: Post, now: datetime, *, on_behalf: str = "") -> Gathered | None:
    """What /report under somebody's message is about: its photos, and its words where there are no own ones.

    What its poster was asked about it, or still held of it, is settled thereby. None when there is nothing to take.
    Raises NotYours for what its poster was invited to tell in private.
    """
    earlier = post.replied
    if earlier is None or post.pictures or not (earlier.pictures or (earlier.text and not post.text)):
        return None
    photo_ids = _taken_over(unit, actor, earlier.message_id, now)
    return Gathered(
        text=post.text or earlier.text, message_id=earlier.message_id, photo_ids=photo_ids,
        pictures=() if photo_ids else earlier.pictures, explicit=True, on_behalf=on_behalf,
    )


def join_album(unit: Unit, actor: Actor, post: Post, now: datetime, *, on_behalf: str = "") -> bool:
    """Whether an item belongs to an album that is known already, to which it was added."""
    album = post.album or ""
    draft = drafts.of_album(unit, actor.chat.id, album)
    if draft is not None and draft.person_id == actor.id:
        _add_to_album(unit, actor, draft, post, now, on_behalf)
        return True
    report = cases.report_of_album(unit, actor.chat.id, album)
    return report is not None and report.person_id == actor.id and take_late_item(unit, actor, report, post, now)


def _add_to_album(unit: Unit, actor: Actor, draft: Draft, post: Post, now: datetime, on_behalf: str) -> None:
    fresh = photo_rows.not_known(unit, post.pictures, draft_id=draft.id)
    photo_rows.add(unit, fresh, at=now, person_id=actor.id, draft_id=draft.id)
    text, spoken = together(by_message(draft) | {post.message_id: post.text}, draft.message_id)
    more = replace(
        draft, text=text, spoken=spoken, explicit=draft.explicit or post.named_us,
        on_behalf=draft.on_behalf or on_behalf,
    )
    drafts.save(unit, more)
    if draft.stage is Stage.ALBUM:
        close_soon(unit, draft, now)
    elif draft.purpose == "report" and more != draft:
        read_again(unit, actor, more, now)


def _half_for(unit: Unit, actor: Actor, alone: Gathered, now: datetime) -> Gathered | None:
    held = drafts.held(unit, actor.chat.id, actor.id, now)
    if held is None or held.stage not in (Stage.HELD, Stage.ASKED):
        return None
    if held.stage is Stage.HELD and apart(held.sent_at, alone.sent_at) > unit.rules.periods.draft:
        return None
    half = gathered_from(unit, held, actor.chat)
    if alone.explicit and not alone.has_photos:
        return None if half.text and _says_enough(unit, alone) else half
    return half if held.stage is Stage.HELD and _belong_together(half, alone) else None


def _says_enough(unit: Unit, alone: Gathered) -> bool:
    return unit.rules.classifier.read(alone.text).is_report >= Thresholds().ask


def _belong_together(half: Gathered, other: Gathered) -> bool:
    """A photo without words and words without a photo, or photos that come one after another."""
    if half.has_photos and not half.text:
        return not other.has_photos or not other.text
    return not half.has_photos and other.has_photos and not other.text


def _together(half: Gathered, other: Gathered) -> Gathered:
    text, spoken = together(by_message(half) | by_message(other), half.message_id)
    return replace(
        half, text=text, spoken=spoken, photo_ids=half.photo_ids + other.photo_ids,
        pictures=half.pictures + other.pictures, explicit=half.explicit or other.explicit,
        on_behalf=half.on_behalf or other.on_behalf,
        forwarded=(half.forwarded and bool(half.text)) or (other.forwarded and bool(other.text)),
        sent_at=other.sent_at,
    )


def _taken_over(unit: Unit, actor: Actor, message_id: int, now: datetime) -> tuple[int, ...]:
    draft = drafts.of_message(unit, actor.chat.id, message_id)
    if draft is None or draft.purpose != "report":
        return ()
    if draft.stage is Stage.PRIVATE and draft.person_id != actor.id:
        raise NotYours("refusal.not_your_draft")
    ids = tuple(photo_rows.of_draft(unit, draft.id))
    for photo_id in ids:
        photo_rows.change(unit, photo_id, draft_id=None)
    forget_question(unit, draft, now)
    drafts.drop(unit, draft.id)
    return ids
