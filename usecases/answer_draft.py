"""The answers to "is this a report?", "is this the result?" and "which building?", and what happens without one."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from domain.chats import Post
from domain.deciding import Decision
from domain.draft import Draft, Stage
from domain.errors import NotFound, NotYours, Refusal
from domain.people import Area, Level
from domain.rights import Right
from domain.said import Said, say
from storage import areas, cases, chats, drafts, people, photo_rows, queues
from storage.unit import Unit
from usecases import answer_prompt
from usecases.access import Actor, case_for
from usecases.draft_case import (
    consider,
    file_gathered,
    filing_of,
    forget_question,
    gathered_from,
    settle,
    understand,
)
from usecases.gather import whole_album
from usecases.join_report import join_report
from usecases.reply_about import add_photos, told_before
from usecases.resolve_case import resolve_drafted
from usecases.which_building import ask_where, file_draft_at, show_question

LONGEST_ALBUM = timedelta(minutes=1)
"""So long an album waits at most for what else comes from its chat."""
_PICKED_AREA = re.compile(r"\d{1,12}", re.ASCII)


def file_draft(unit: Unit, actor: Actor, draft_id: int, argument: str, now: datetime) -> Said | None:
    """Yes, file it; `argument` may be a building's id, a category's slug, or `anon` to hide or show the name.

    Only its poster may say so.

    For a worker's photo it means: yes, that is the result.
    """
    draft = _own(unit, actor, draft_id)
    if draft.purpose == "result":
        forget_question(unit, draft, now)
        said = resolve_drafted(unit, actor, draft.case_id or 0, draft, now)
        drafts.drop(unit, draft.id)
        return said
    if draft.purpose != "report":
        raise NotFound("refusal.draft_gone")
    if argument == "anon":
        return _hide_name(unit, actor, draft, now)
    if draft.case_id is not None and argument in ("same", "new"):
        return _same_or_new(unit, actor, draft, now, same=argument == "same")
    if argument in unit.rules.taxonomy.categories:
        _file_as(unit, actor, draft, argument, now)
    elif argument:
        file_draft_at(unit, actor, draft, _building(unit, argument), now)
    elif actor.chat.is_private:
        ask_where(unit, actor, gathered_from(unit, draft, actor.chat), now)
    else:
        consider(unit, actor, replace(gathered_from(unit, draft, actor.chat), explicit=True), now)
    return say("said.filed")


def ignore_draft(unit: Unit, actor: Actor, draft_id: int, now: datetime) -> Said:
    """No, it is nothing: it is forgotten, photo and all."""
    draft = _own(unit, actor, draft_id)
    forget_question(unit, draft, now)
    drafts.drop(unit, draft.id)
    return say("said.ignored")


def answered_in_words(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """"Yes" or "no" typed instead of pressed, to our newest question about something that the person posted here.

    None when it is no such word, or they answer something else.
    """
    if post.yes is None:
        return None
    draft, prompt = drafts.asked(unit, actor.chat.id, actor.id), drafts.prompt(unit, actor.id, actor.chat.id, now)
    if draft is None or (prompt is not None and prompt.draft_id != draft.id):
        return None
    if post.reply_to is not None:
        ours = chats.message(unit, actor.chat.id, post.reply_to)
        if ours is None or ours.draft_id != draft.id:
            return None
    either = draft.purpose == "report" and draft.case_id is not None
    if post.yes and draft.stage is Stage.ASKED:
        return file_draft(unit, actor, draft.id, "same" if either else "", now)
    if post.yes:
        return None
    return file_draft(unit, actor, draft.id, "new", now) if either else ignore_draft(unit, actor, draft.id, now)


def continue_in_private(unit: Unit, actor: Actor, draft_id: int, now: datetime) -> Said | None:
    """The poster came to the private chat with what does not belong into the group."""
    draft = _own(unit, actor, draft_id)
    if draft.stage is not Stage.PRIVATE:
        raise NotFound("refusal.draft_gone")
    source = chats.chat(unit, draft.chat_id)
    here = areas.area(unit, source.area_id) if source.area_id else None
    forget_question(unit, draft, now)
    if here is not None and here.level is Level.BUILDING:
        file_draft_at(unit, actor, draft, here, now)
    else:
        ask_where(unit, actor, gathered_from(unit, draft, actor.chat), now)
    return None


def close_album(unit: Unit, draft_id: int, now: datetime) -> None:
    """The album is over: it is one report, one answer, or one addition.

    While something from its chat waits to be handled, as it does in a burst, that may be the rest of it.
    """
    seen = drafts.look_at(unit, draft_id)
    if seen is not None and now < seen.made_at + LONGEST_ALBUM and queues.are_coming(unit, seen.chat_id):
        unit.later("close_album", draft_id, now + unit.rules.periods.album)
        return
    draft = drafts.find(unit, draft_id)
    if draft is None or draft.stage is not Stage.ALBUM:
        return
    actor = Actor(people.person(unit, draft.person_id), chats.chat(unit, draft.chat_id))
    try:
        said = _album_is_over(unit, actor, draft, now)
    except Refusal as refusal:
        said = Said(refusal.key, refusal.values)
        drafts.drop(unit, draft.id)
    if said is not None:
        reply_to = None if actor.chat.is_private else draft.message_id
        unit.tell(
            actor.chat.id, "say", at=now, key=said.key, values=said.values, reply_to=reply_to, case_id=said.about
        )


def drop_draft(unit: Unit, draft_id: int, now: datetime) -> None:
    """Nobody answered, or the other half never came: nothing of it stays, our question is deleted.

    Photos without words go to what their poster had reported in words just before, if anything.
    """
    draft = drafts.find(unit, draft_id)
    if draft is None:
        return
    if draft.stage is Stage.ALBUM or draft.expires_at > now:
        unit.later("drop_draft", draft_id, max(draft.expires_at, now + unit.rules.periods.draft))
        return
    actor = Actor(people.person(unit, draft.person_id), chats.chat(unit, draft.chat_id))
    if draft.purpose == "report" and draft.case_id is not None:
        # It was a report; only whether it is the same was left open. Nobody said so, so it is one of its own.
        _same_or_new(unit, actor, draft, now, same=False)
    elif draft.stage is Stage.ASKED and _only_its_kind_was_asked(unit, actor, draft):
        consider(unit, actor, replace(gathered_from(unit, draft, actor.chat), explicit=True), now)
    else:
        if photos := photo_rows.of_draft(unit, draft.id):
            told = told_before(unit, actor, draft)
            if told is not None:
                add_photos(unit, actor, told, "", photos, draft.message_id, now)
        forget_question(unit, draft, now)
        drafts.drop(unit, draft.id)


def _file_as(unit: Unit, actor: Actor, draft: Draft, slug: str, now: datetime) -> None:
    """Its poster picked what it is: filed as that, and the next caption like it is understood."""
    unit.rules.classifier.learn(draft.text, slug)
    gathered = gathered_from(unit, draft, chats.chat(unit, draft.chat_id))
    consider(unit, actor, replace(gathered, explicit=True, picked=slug), now)


def _only_its_kind_was_asked(unit: Unit, actor: Actor, draft: Draft) -> bool:
    """Whether it surely was a report, which is not lost for want of a tap."""
    limits, likely = unit.rules.thresholds[actor.chat.mode], unit.rules.classifier.read(draft.text).is_report
    return draft.purpose == "report" and likely >= limits.file and not draft.forwarded


def _album_is_over(unit: Unit, actor: Actor, draft: Draft, now: datetime) -> Said | None:
    if draft.purpose == "answer":
        return _answered_by_album(unit, actor, draft, now)
    if actor.chat.is_private:
        ask_where(unit, actor, gathered_from(unit, draft, actor.chat), now)
        return None
    gathered = whole_album(unit, actor, draft, now)
    waits = consider(unit, actor, gathered, now) is Decision.HOLD
    return say("report.photo_helps_most") if waits and not gathered.has_photos else None


def _answered_by_album(unit: Unit, actor: Actor, draft: Draft, now: datetime) -> Said | None:
    prompt = answer_prompt.asked_about(unit, actor, draft.case_id or 0, now)
    if prompt is not None:
        pictures = photo_rows.pictures_of(unit, draft.id)
        said = answer_prompt.answer_with(unit, actor, prompt, draft.text, pictures, now)
    else:
        found = case_for(unit, actor, draft.case_id or 0, Right.SEE)
        add_photos(unit, actor, found, draft.text, photo_rows.of_draft(unit, draft.id), draft.message_id, now)
        said = say("said.added", number=found.case.id) if actor.chat.is_private else None
    drafts.drop(unit, draft.id)
    return said


def _same_or_new(unit: Unit, actor: Actor, draft: Draft, now: datetime, *, same: bool) -> Said:
    gathered = replace(gathered_from(unit, draft, chats.chat(unit, draft.chat_id)), surely_new=True)
    area = areas.area(unit, draft.area_id or 0)
    understood = understand(unit, gathered)
    known = cases.find(unit, draft.case_id or 0)
    if same and known is not None and known.is_open:
        join_report(unit, actor, filing_of(gathered, area, understood), known, now)
        settle(unit, gathered, now)
    else:
        file_gathered(unit, actor, gathered, area, understood, now)
    return say("said.filed")


def _hide_name(unit: Unit, actor: Actor, draft: Draft, now: datetime) -> Said:
    drafts.change(unit, draft.id, anonymous=not draft.anonymous)
    if draft.stage is Stage.PLACE and actor.chat.is_private:
        show_question(unit, actor, draft, now)
    return say("said.name_shown" if draft.anonymous else "said.name_hidden")


def _building(unit: Unit, argument: str) -> Area:
    found = areas.find(unit, int(argument)) if _PICKED_AREA.fullmatch(argument) else None
    if found is None or found.level is not Level.BUILDING:
        raise NotFound("refusal.draft_gone")
    return found


def _own(unit: Unit, actor: Actor, draft_id: int) -> Draft:
    draft = drafts.find(unit, draft_id)
    if draft is None:
        raise NotFound("refusal.draft_gone")
    if draft.person_id != actor.id:
        raise NotYours("refusal.not_your_draft")
    return draft
