"""For somebody else, who walked in or rang up: same number, same loop; the helper answers for the reporter."""

from datetime import datetime

from domain.chats import Post
from domain.errors import NotYours, Refusal
from domain.place import match_areas
from domain.said import Said, say
from storage import areas, people, photo_rows
from storage.unit import Unit
from usecases.access import Actor, is_operator
from usecases.draft_case import Gathered, file_gathered, place_in
from usecases.hear_private import begin_report


def report_for(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """`/report for NAME what is broken`, by any grant holder. In private the building is asked for if need be."""
    if not people.grants_of(unit, actor.id) and not is_operator(unit, actor.person):
        raise NotYours("refusal.report_for_is_for_staff")
    name, _, words = post.text.partition(" ")
    if not name or (not words.strip() and not post.pictures):
        raise Refusal("refusal.report_for_how")
    told = Post(**{**post.__dict__, "text": words.strip()})
    if actor.chat.is_private:
        return begin_report(unit, actor, told, now, on_behalf=name[:64])
    if actor.chat.area_id is None:
        return say("group.unbound")
    every = areas.buildings(unit)
    named = match_areas(told.text, [areas.as_name(one) for one in every])
    here = areas.area(unit, named[0].id) if len(named) == 1 else place_in(unit, actor.chat, told.text)[0]
    ids = tuple(photo_rows.add(unit, told.pictures, at=now, person_id=actor.id))
    gathered = Gathered(told.text, told.message_id, ids, told.album, explicit=True, on_behalf=name[:64])
    file_gathered(unit, actor, gathered, here, unit.rules.classifier.read(told.text), now)
    return None
