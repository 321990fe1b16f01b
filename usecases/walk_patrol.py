"""A patrol's sheet: place by place fine, or bad with a photo, which becomes a report like any other."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.chats import Post
from domain.errors import NotYours, Refusal, TooLate
from domain.said import Said, say
from storage import activities, chats
from storage.unit import Unit
from usecases.access import Actor
from usecases.attend import EARLY
from usecases.hear_private import begin_report
from usecases.open_activity import refresh


def tick(unit: Unit, actor: Actor, check_id: int, what: str, now: datetime) -> Said:
    """A place was looked at: `fine`, or `bad`, which asks for a photo. Only who has a seat walks, and in its time."""
    point, row = _walked(unit, actor, check_id, now)
    if what == "bad":
        unit.tell(
            actor.chat.id, "activity.bad", at=now, card=f"bad:{check_id}", person_id=actor.id, check=check_id,
            name=point.name, title=row.title,
        )
        return say("activity.show_it", name=point.name)
    if not activities.look_at(unit, check_id, actor.id, "fine", now):
        raise TooLate("activity.looked_already", name=point.name)
    _is_here(unit, actor, row, now)
    return say("activity.fine", name=point.name)


def heard_bad(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """A photo in reply to "show me": the place is bad, and the photo is a report. None for any other post."""
    message = chats.message(unit, actor.chat.id, post.reply_to) if post.reply_to is not None else None
    if message is None or message.view != "activity.bad" or not post.pictures:
        return None
    point, row = _walked(unit, actor, int((message.card or "bad:0").split(":")[1]), now)
    activities.look_at(unit, point.id, actor.id, "bad", now)
    _is_here(unit, actor, row, now)
    thing = f"{point.name}: {post.text}" if point.name.isascii() else f"{point.name}{post.text}"
    begin_report(unit, actor, replace(post, text=f"{thing} {row.place}".strip(), reply_to=None, replied=None), now)
    return say("activity.bad_noted", name=point.name)


def _walked(unit: Unit, actor: Actor, check_id: int, now: datetime) -> tuple[Any, Any]:
    """The place and its patrol, while it is walked, by somebody who walks it. Raises TooLate, Refusal, NotYours."""
    point = activities.check_point(unit, check_id)
    row = activities.find(unit, point.activity_id, locked=True) if point is not None else None
    if row is None or row.state != "open":
        raise TooLate("activity.over")
    if now < row.starts_at - EARLY:
        raise Refusal("activity.not_yet")
    state = next((one.state for one in activities.takers(unit, row.id) if one.person_id == actor.id), "left")
    if state in ("left", "absent"):
        raise NotYours("activity.not_on_the_list")
    return point, row


def _is_here(unit: Unit, actor: Actor, row: Any, now: datetime) -> None:
    """Who looks at a place is there: that counts as the check-in."""
    mine = next(one for one in activities.takers(unit, row.id) if one.person_id == actor.id)
    if mine.state == "joined":
        activities.sign_up(unit, row.id, actor.id, "here", now, here_at=now)
    refresh(unit, row.id, now, first=actor.chat.id)
