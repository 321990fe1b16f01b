"""The answers to "is this a report?", "is this the result?" and "which building?", and what happens without one."""

from datetime import datetime

from domain.draft import Draft, Stage
from domain.errors import NotFound, NotYours, Refusal
from domain.said import Said, say
from storage import areas, chats, drafts, people, photo_rows
from storage.unit import Unit
from usecases import answer_prompt
from usecases.access import Actor
from usecases.draft_case import Gathered, consider, forget_question, gathered_from
from usecases.hear_private import ask_where, file_draft_at
from usecases.resolve_case import resolve_drafted


def file_draft(unit: Unit, actor: Actor, draft_id: int, argument: str, now: datetime) -> Said | None:
    """Yes, file it; `argument` may be an area's id, or `anon` to hide or show the name. Only its poster may say so.

    For a worker's photo it means: yes, that is the result.
    """
    draft = _own(unit, actor, draft_id)
    if argument == "anon":
        drafts.change(unit, draft.id, anonymous=not draft.anonymous)
        return _asked_again(unit, actor, draft, now)
    if draft.purpose == "result":
        forget_question(unit, draft, now)
        said = resolve_drafted(unit, actor, draft.case_id or 0, draft, now)
        drafts.drop(unit, draft.id)
        return said
    if argument.isdigit():
        return file_draft_at(unit, actor, draft, areas.area(unit, int(argument)), now) or say("said.filed")
    gathered = gathered_from(unit, draft)
    if chats.chat(unit, draft.chat_id).is_private or actor.chat.is_private:
        ask_where(unit, actor, gathered, now)
        return None
    consider(unit, actor, Gathered(**{**gathered.__dict__, "explicit": True}), now)
    return say("said.filed")


def ignore_draft(unit: Unit, actor: Actor, draft_id: int, now: datetime) -> Said:
    """No, it is nothing: it is forgotten, photo and all."""
    draft = _own(unit, actor, draft_id)
    forget_question(unit, draft, now)
    drafts.drop(unit, draft.id)
    return say("said.ignored")


def continue_in_private(unit: Unit, actor: Actor, draft_id: int, now: datetime) -> Said | None:
    """The poster came to the private chat with what does not belong into the group."""
    draft = _own(unit, actor, draft_id)
    if draft.stage is not Stage.PRIVATE:
        raise NotFound("refusal.draft_gone")
    source = chats.chat(unit, draft.chat_id)
    here = areas.area(unit, source.area_id) if source.area_id else None
    forget_question(unit, draft, now)
    if here is not None and here.level == "building":
        return file_draft_at(unit, actor, draft, here, now)
    ask_where(unit, actor, gathered_from(unit, draft), now)
    return None


def close_album(unit: Unit, draft_id: int, now: datetime) -> None:
    """The album is over: it is one report, one answer, or one result."""
    draft = drafts.find(unit, draft_id)
    if draft is None or draft.stage is not Stage.ALBUM:
        return
    actor = Actor(people.person(unit, draft.person_id), chats.chat(unit, draft.chat_id))
    if draft.purpose == "answer":
        _answer_album(unit, actor, draft, now)
    elif actor.chat.is_private:
        said = ask_where(unit, actor, gathered_from(unit, draft), now)
        if said is not None:
            unit.tell(actor.chat.id, "say", at=now, key=said.key, values=said.values)
    else:
        consider(unit, actor, gathered_from(unit, draft), now)


def drop_draft(unit: Unit, draft_id: int, now: datetime) -> None:
    """Nobody answered, or the other half never came: nothing of it stays, our question is deleted."""
    draft = drafts.find(unit, draft_id)
    if draft is None:
        return
    if draft.stage is Stage.ALBUM or draft.expires_at > now:
        unit.later("drop_draft", draft_id, max(draft.expires_at, now + unit.rules.periods.draft))
        return
    forget_question(unit, draft, now)
    drafts.drop(unit, draft.id)


def _answer_album(unit: Unit, actor: Actor, draft: Draft, now: datetime) -> None:
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    if prompt is None or prompt.case_id != draft.case_id:
        drafts.drop(unit, draft.id)
        return
    try:
        said = answer_prompt.answer_with(unit, actor, prompt, draft.text, photo_rows.pictures_of(unit, draft.id), now)
    except Refusal as refusal:
        unit.tell(actor.chat.id, "say", at=now, key=refusal.key, values=refusal.values)
        said = None
    drafts.drop(unit, draft.id)
    if said is not None:
        unit.tell(actor.chat.id, "say", at=now, key=said.key, values=said.values, reply_to=draft.message_id)


def _asked_again(unit: Unit, actor: Actor, draft: Draft, now: datetime) -> Said:
    hidden = not draft.anonymous
    card = chats.card(unit, actor.chat.id, f"where:{draft.id}")
    if card is not None:
        every = areas.buildings(unit)[:8]
        unit.tell(
            actor.chat.id, "draft.which_building", at=now, draft_id=draft.id, card=f"where:{draft.id}",
            areas=[[one.id, one.name] for one in every],
        )
    return say("said.name_hidden" if hidden else "said.name_shown")


def _own(unit: Unit, actor: Actor, draft_id: int) -> Draft:
    draft = drafts.find(unit, draft_id)
    if draft is None:
        raise NotFound("refusal.draft_gone")
    if draft.person_id != actor.id:
        raise NotYours("refusal.not_your_draft")
    return draft
