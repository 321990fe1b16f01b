"""What people write to the bot alone: reports, answers, additions. "Which building?" comes before filing."""

from datetime import datetime

from domain.chats import Post
from domain.draft import Ask, Draft, Prompt, Stage
from domain.errors import Refusal
from domain.people import Area, Level
from domain.place import match_areas, nearest_area
from domain.rights import Right
from domain.said import Said, say
from storage import areas, cases, drafts, people, photo_rows
from storage.unit import Unit
from usecases.access import Actor, case_for
from usecases.ask_reporter import answer_question
from usecases.draft_case import CHOICES, Gathered, close_soon, file_gathered, gathered_from, keep
from usecases.hear_group import add_to_case, case_of_message, take_answer
from usecases.resolve_case import offer_result

SURELY_CHATTER = 0.12
"""Below this likelihood, words without a photo get a friendly explanation instead of a question."""


def hear_in_private(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """Take in a message of a private chat: an answer, an addition, or a new report."""
    if post.album and _joins_album(unit, actor, post, now):
        return None
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    if post.reply_to is not None and (said := _reply(unit, actor, prompt, post, now)):
        return said
    if prompt is not None and prompt.draft_id is not None:
        return _place_answer(unit, actor, prompt, post, now)
    if post.location is not None:
        return say("report.location_first")
    if prompt is not None and (post.text or post.pictures):
        return take_answer(unit, actor, prompt, post, now)
    return begin_report(unit, actor, post, now)


def report_in_private(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """/report in private: with words or a photo it begins a report, alone it says how."""
    if not post.text and not post.pictures:
        return say("report.how_private")
    return begin_report(unit, actor, post, now, explicit=True)


def begin_report(unit: Unit, actor: Actor, post: Post, now: datetime, *, on_behalf: str = "", explicit: bool = False) -> Said | None:
    """A photo or a text that may be a report: find out where, ask if need be, then file it."""
    held = drafts.held(unit, actor.chat.id, actor.id, now)
    if held is not None and held.stage in (Stage.PLACE, Stage.HELD) and not explicit and not on_behalf:
        return _add_to_draft(unit, actor, held, post, now)
    understood = unit.rules.classifier.read(post.text)
    if not post.pictures and not explicit and not on_behalf and understood.is_report < SURELY_CHATTER:
        return say("report.how_private")
    ids = tuple(photo_rows.add(unit, post.pictures, at=now, person_id=actor.id))
    gathered = Gathered(
        post.text, post.message_id, ids, post.album, explicit=explicit or bool(on_behalf), on_behalf=on_behalf
    )
    if post.album:
        close_soon(unit, keep(unit, actor, gathered, Stage.ALBUM, now), now)
        return None
    return ask_where(unit, actor, gathered, now)


def ask_where(unit: Unit, actor: Actor, gathered: Gathered, now: datetime) -> Said | None:
    """File it when the words name one building, else ask which. A photo without words is asked about first."""
    understood = unit.rules.classifier.read(gathered.text)
    if understood.hazard:
        unit.tell(actor.chat.id, "hazard.numbers", at=now, once=f"hazard:{actor.chat.id}:{gathered.message_id}")
    every = areas.buildings(unit)
    named = match_areas(gathered.text, [areas.as_name(one) for one in every]) if gathered.text else ()
    if not every:
        return say("report.no_areas")
    if len(named) == 1 and gathered.text:
        file_gathered(unit, actor, gathered, areas.area(unit, named[0].id), understood, now)
        return None
    draft = keep(unit, actor, gathered, Stage.PLACE, now)
    _ask_building(unit, actor, draft, _likely(unit, actor, every, {one.id for one in named}), now)
    return None


def file_draft_at(unit: Unit, actor: Actor, draft: Draft, area: Area, now: datetime) -> Said | None:
    """The person said where: the draft becomes a case there."""
    gathered = gathered_from(unit, draft)
    if not gathered.text and not gathered.photo_ids:
        raise Refusal("refusal.draft_gone")
    file_gathered(unit, actor, gathered, area, unit.rules.classifier.read(gathered.text), now)
    if actor.person.home_id is None and not draft.on_behalf and area.level is Level.BUILDING:
        people.change(unit, actor.id, home_id=area.id)
    return None


def _reply(unit: Unit, actor: Actor, prompt: Prompt | None, post: Post, now: datetime) -> Said | None:
    case = case_of_message(unit, actor.chat.id, post.reply_to or 0)
    if case is None:
        return None
    if prompt is not None and prompt.case_id == case.id:
        return take_answer(unit, actor, prompt, post, now)
    found = case_for(unit, actor, case.id, Right.SEE)
    one = found.standing
    if one.reporter and case.status == "waiting" and post.text:
        return answer_question(unit, actor, case, post.text, now)
    if (one.responsible or one.colleague) and post.pictures and case.is_open:
        ids = photo_rows.add(unit, post.pictures, at=now, person_id=actor.id)
        gathered = Gathered(post.text, post.message_id, tuple(ids), post.album)
        draft = keep(unit, actor, gathered, Stage.ASKED, now, purpose="result", case_id=case.id)
        offer_result(unit, actor, case, draft.id, now, post.message_id)
        return say("said.noted", number=case.id)
    return add_to_case(unit, actor, found, post, now)


def _joins_album(unit: Unit, actor: Actor, post: Post, now: datetime) -> bool:
    draft = drafts.of_album(unit, actor.chat.id, post.album or "")
    report = cases.report_of_album(unit, actor.chat.id, post.album or "")
    if draft is not None:
        photo_rows.add(unit, post.pictures, at=now, person_id=actor.id, draft_id=draft.id)
        if post.text:
            drafts.change(unit, draft.id, text=post.text)
        if draft.stage is Stage.ALBUM:
            close_soon(unit, draft, now)
        return True
    if report is not None:
        ids = photo_rows.add(unit, post.pictures, at=now, person_id=actor.id, case_id=report.case_id)
        for photo_id in ids:
            unit.later("fetch_photo", photo_id, now)
    return report is not None


def _place_answer(unit: Unit, actor: Actor, prompt: Prompt, post: Post, now: datetime) -> Said | None:
    draft = drafts.find(unit, prompt.draft_id or 0)
    if draft is None:
        drafts.close_prompt(unit, actor.id, actor.chat.id)
        return begin_report(unit, actor, post, now)
    every = areas.buildings(unit)
    names = [areas.as_name(one) for one in every]
    if post.location is not None:
        near = nearest_area(*post.location, names)
        if near is None:
            return say("report.no_coordinates")
        return file_draft_at(unit, actor, draft, areas.area(unit, near.id), now)
    if post.pictures:
        return _add_to_draft(unit, actor, draft, post, now)
    named = match_areas(post.text, names)
    if len(named) == 1:
        return file_draft_at(unit, actor, draft, areas.area(unit, named[0].id), now)
    if not draft.text:
        return _add_to_draft(unit, actor, draft, post, now)
    raise Refusal("refusal.which_building", text=post.text[:20])


def _add_to_draft(unit: Unit, actor: Actor, draft: Draft, post: Post, now: datetime) -> Said | None:
    photo_rows.add(unit, post.pictures, at=now, person_id=actor.id, draft_id=draft.id)
    words = "\n".join(part for part in (draft.text, post.text) if part)
    drafts.change(unit, draft.id, text=words)
    again = drafts.find(unit, draft.id)
    if again is not None and post.text:
        return ask_where(unit, actor, gathered_from(unit, again), now)
    return None


def _likely(unit: Unit, actor: Actor, every: list[Area], named: set[int]) -> list[Area]:
    """The buildings to offer: those the words may mean, the person's own, those of earlier reports, then the rest."""
    before = [one.area_id for one in cases.reported_by(unit, actor.id, limit=5)]
    held = {grant.area_id for grant in people.grants_of(unit, actor.id)}

    def rank(one: Area) -> tuple[int, int]:
        if one.id == actor.person.home_id:
            return (0, one.id)
        if one.id in named:
            return (1, one.id)
        if one.id in before:
            return (2, one.id)
        return (3 if held & set(one.path) else 4, one.id)

    return sorted(every, key=rank)[:CHOICES]


def _ask_building(unit: Unit, actor: Actor, draft: Draft, likely: list[Area], now: datetime) -> None:
    until = now + unit.rules.periods.prompt
    drafts.open_prompt(unit, actor.id, actor.chat.id, Ask.PLACE, at=now, until=until, draft_id=draft.id)
    unit.tell(
        actor.chat.id, "draft.which_building", at=now, draft_id=draft.id, person_id=actor.id,
        card=f"where:{draft.id}", areas=[[one.id, one.name] for one in likely],
    )
