"""Which building? Read from the words where they tell, else asked: buttons, a typed name, a shared location."""

from dataclasses import replace
from datetime import datetime

from domain.chats import Post
from domain.deciding import Thresholds
from domain.draft import Ask, Draft, Stage
from domain.errors import NotFound, Refusal
from domain.people import Area, Level
from domain.place import match_areas, nearest_area
from domain.said import Said, say
from domain.spoken import by_message, together
from storage import areas, cases, chats, drafts, duplicates, people, photo_rows
from storage.unit import Unit, soon
from usecases.access import Actor
from usecases.draft_case import (
    CHOICES,
    Gathered,
    file_gathered,
    forget_question,
    gathered_from,
    keep,
    tell_numbers,
)


def building_named(unit: Unit, text: str, *, under: int | None = None) -> Area | None:
    """The one building (of the community `under`) that the words name; None when they name none, or several."""
    every = areas.buildings_of(unit, under) if under else areas.buildings(unit)
    named = match_areas(text, [areas.as_name(one) for one in every]) if text else ()
    return areas.area(unit, named[0].id) if len(named) == 1 else None


def place_alone(unit: Unit, text: str, *, under: int | None = None) -> Area | None:
    """The building that the words name when they say nothing else: the answer to "which building?"."""
    if unit.rules.classifier.read(text).is_report >= Thresholds().ask:
        return None
    return building_named(unit, text, under=under)


def ask_where(unit: Unit, actor: Actor, gathered: Gathered, now: datetime) -> None:
    """In private: file it when the words name one building, else ask which. Raises Refusal where none was imported."""
    every = areas.buildings(unit)
    if not every:
        raise Refusal("report.no_areas")
    understood = unit.rules.classifier.read(gathered.text)
    if understood.hazard:
        tell_numbers(unit, actor, gathered, now)
    if here := building_named(unit, gathered.text) or _known_place(unit, actor, gathered, now):
        file_gathered(unit, actor, gathered, here, understood, now)
        return
    if gathered.draft is not None:
        _question_moves_down(unit, actor, gathered.draft, now)
    draft = keep(unit, actor, gathered, Stage.PLACE, now)
    until = now + unit.rules.periods.prompt
    drafts.open_prompt(unit, actor.id, actor.chat.id, Ask.PLACE, at=now, until=until, draft_id=draft.id)
    show_question(unit, actor, draft, now)
    for photo_id in photo_rows.files_of(unit, draft.id):
        unit.later("locate_photo", photo_id, soon(now, 0.02))


def _known_place(unit: Unit, actor: Actor, gathered: Gathered, now: datetime) -> Area | None:
    """Where the case is about which the same person has sent the very same photo: nobody is asked that twice."""
    files = duplicates.telegram_names(unit, gathered.photo_ids, gathered.pictures)
    number = duplicates.shown_before(unit, actor.id, files, now) if files and unit.rules.joins_duplicates else None
    return areas.area(unit, cases.load(unit, number).area_id) if number else None


def place_answer(unit: Unit, actor: Actor, draft: Draft, post: Post, now: datetime) -> Said | None:
    """The answer, or more of the report. Raises Refusal for words that name no building."""
    if post.location is not None:
        near = nearest_area(*post.location, [areas.as_name(one) for one in areas.buildings(unit)])
        if near is None:
            return say("report.no_coordinates")
        file_draft_at(unit, actor, draft, areas.area(unit, near.id), now)
        return None
    if not post.text and not post.pictures:
        return None
    here = building_named(unit, post.text)
    if here is None and post.text and draft.text and not post.pictures:
        raise Refusal("refusal.which_building", text=post.text[:20])
    more = _with_more(unit, actor, draft, post, now)
    if here is not None:
        file_draft_at(unit, actor, more, here, now)
    elif post.text:
        ask_where(unit, actor, gathered_from(unit, more, actor.chat), now)
    return None


def file_draft_at(unit: Unit, actor: Actor, draft: Draft, area: Area, now: datetime) -> None:
    """The person said where: the draft becomes a case there. Raises NotFound when nothing is left of it."""
    gathered = gathered_from(unit, draft, actor.chat)
    if not gathered.text and not gathered.has_photos:
        raise NotFound("refusal.draft_gone")
    file_gathered(unit, actor, gathered, area, unit.rules.classifier.read(gathered.text), now)
    if actor.person.home_id is None and not draft.on_behalf and area.level is Level.BUILDING:
        people.change(unit, actor.id, home_id=area.id)


def show_question(unit: Unit, actor: Actor, draft: Draft, now: datetime, *, near: int = 0) -> None:
    """The question as it is now, buildings of the area `near` first; the same message is edited where it stands."""
    unit.tell(
        actor.chat.id, "draft.which_building", at=now, draft_id=draft.id, person_id=actor.id, card=_card(draft),
        areas=[[one.id, one.name] for one in _likely(unit, actor, draft.text, near)],
    )


def _with_more(unit: Unit, actor: Actor, draft: Draft, post: Post, now: datetime) -> Draft:
    photo_rows.add(unit, post.pictures, at=now, person_id=actor.id, draft_id=draft.id)
    more = draft
    if post.text and (not draft.text or not place_alone(unit, post.text)):
        text, spoken = together(by_message(draft) | {post.message_id: post.text}, draft.message_id)
        more = replace(draft, text=text, spoken=spoken)
        drafts.save(unit, more)
    return more


def _question_moves_down(unit: Unit, actor: Actor, draft: Draft, now: datetime) -> None:
    if chats.card(unit, actor.chat.id, _card(draft)) is not None:
        forget_question(unit, draft, now)
        chats.retire_card(unit, actor.chat.id, _card(draft))


def _likely(unit: Unit, actor: Actor, text: str, near: int) -> list[Area]:
    """The buildings to offer: those the words may mean, the person's own, those of earlier reports, then the rest."""
    every = areas.buildings(unit)
    named = {one.id for one in match_areas(text, [areas.as_name(one) for one in every])} if text else set()
    before = [one.area_id for one in cases.reported_by(unit, actor.id, limit=5)]
    held = {grant.area_id for grant in people.grants_of(unit, actor.id)}

    def rank(one: Area) -> tuple[bool, int, int]:
        away = bool(near) and near not in one.path
        if one.id in named:
            return (away, 0, one.id)
        if one.id == actor.person.home_id:
            return (away, 1, one.id)
        if one.id in before:
            return (away, 2 + before.index(one.id), one.id)
        return (away, 8 if held & set(one.path) else 9, one.id)

    return sorted(every, key=rank)[:CHOICES]


def _card(draft: Draft) -> str:
    return f"where:{draft.id}"
