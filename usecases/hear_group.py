"""What people post in a bound group: reports, their other halves, additions, answers; chatter is not kept."""

from datetime import datetime

from domain.case import Case, Status
from domain.chats import Post, Purpose
from domain.draft import Prompt, Stage
from domain.errors import Refusal
from domain.rights import Right
from domain.said import Said, say
from storage import cases, chats, drafts, photo_rows
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor, Found, case_for
from usecases.answer_prompt import answer_with
from usecases.ask_reporter import answer_question
from usecases.draft_case import Gathered, close_soon, consider, gathered_from, keep
from usecases.report_problem import attach_photos, title_of
from usecases.resolve_case import note_added, offer_result


def hear_in_group(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """Take in a message of a group. Nothing of it is kept unless it is, or may become, part of a case."""
    if actor.chat.area_id is None:
        return say("group.unbound") if post.named_us else None
    if post.album and _joins_album(unit, actor, post, now):
        return None
    if post.reply_to is not None and (about := case_of_message(unit, actor.chat.id, post.reply_to)):
        return _reply_about(unit, actor, about, post, now)
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    if prompt is not None and not post.named_us and (post.text or post.pictures):
        return take_answer(unit, actor, prompt, post, now)
    if actor.chat.purpose is Purpose.STAFF and not post.named_us:
        return None
    _gather(unit, actor, post, now)
    return None


def report_in_group(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """/report, alone, with a photo, or in reply to somebody's photo (whose pictures `post` then carries)."""
    if actor.chat.area_id is None:
        return say("group.unbound")
    held = drafts.held(unit, actor.chat.id, actor.id, now)
    if not post.text and not post.pictures and held is None:
        return say("report.how")
    if known := case_of_message(unit, actor.chat.id, post.message_id):
        return say("said.known_already", number=known.id)
    _gather(unit, actor, post, now)
    return None


def hear_edit(unit: Unit, actor: Actor, post: Post, now: datetime) -> None:
    """A caption changed within ten minutes counts as if it had been written so at once."""
    if now > post.at + unit.rules.periods.caption_edit or actor.chat.area_id is None:
        return
    report = cases.report_of_message(unit, actor.chat.id, post.message_id)
    if report is not None:
        if report.person_id == actor.id and report.text != post.text:
            _reword(unit, report.id, report.case_id, post.text, now)
        return
    draft = drafts.of_message(unit, actor.chat.id, post.message_id)
    if draft is not None and draft.stage is not Stage.ALBUM:
        drafts.change(unit, draft.id, text=post.text)
        if draft.stage is Stage.HELD:
            gathered = gathered_from(unit, draft)
            consider(unit, actor, Gathered(**{**gathered.__dict__, "text": post.text}), now)
    elif draft is not None:
        drafts.change(unit, draft.id, text=post.text)
    elif post.pictures and not post.album:
        _gather(unit, actor, post, now)


def take_answer(unit: Unit, actor: Actor, prompt: Prompt, post: Post, now: datetime) -> Said | None:
    """The next word after a question is its answer; an album is one answer, so it is waited for."""
    if post.album:
        ids = photo_rows.add(unit, post.pictures, at=now, person_id=actor.id)
        draft = keep(
            unit, actor, Gathered(post.text, post.message_id, tuple(ids), post.album), Stage.ALBUM, now,
            purpose="answer", case_id=prompt.case_id,
        )
        close_soon(unit, draft, now)
        return None
    return answer_with(unit, actor, prompt, post.text, post.pictures, now)


def case_of_message(unit: Unit, chat_id: int, message_id: int) -> Case | None:
    """The case that a message is about: its report, or a message of ours."""
    report = cases.report_of_message(unit, chat_id, message_id)
    if report is not None:
        return cases.find(unit, report.case_id)
    ours = chats.message(unit, chat_id, message_id)
    return cases.find(unit, ours.case_id) if ours is not None and ours.case_id is not None else None


def add_to_case(unit: Unit, actor: Actor, found: Found, post: Post, now: datetime) -> Said | None:
    """More words or photos from somebody who has to do with the case."""
    ids = photo_rows.add(unit, post.pictures, at=now, person_id=actor.id)
    attach_photos(unit, ids, found.case, now, purpose="before" if found.standing.reporter else "more")
    note_added(unit, actor, found.case, post.text, ids, now)
    return say("said.added", number=found.case.id) if actor.chat.is_private else None


def _reply_about(unit: Unit, actor: Actor, case: Case, post: Post, now: datetime) -> Said | None:
    prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
    if prompt is not None and prompt.case_id == case.id:
        return take_answer(unit, actor, prompt, post, now)
    try:
        found = case_for(unit, actor, case.id, Right.SEE)
    except Refusal:
        return None
    one = found.standing
    if one.reporter and case.status is Status.WAITING and post.text:
        return answer_question(unit, actor, case, post.text, now)
    if (one.responsible or one.colleague) and post.pictures and case.is_open:
        ids = photo_rows.add(unit, post.pictures, at=now, person_id=actor.id)
        draft = keep(
            unit, actor, Gathered(post.text, post.message_id, tuple(ids), post.album), Stage.ASKED, now,
            purpose="result", case_id=case.id,
        )
        offer_result(unit, actor, case, draft.id, now, post.message_id)
        return None
    if post.pictures or ((one.reporter or one.neighbour or one.responsible) and post.text):
        return add_to_case(unit, actor, found, post, now)
    return None


def _joins_album(unit: Unit, actor: Actor, post: Post, now: datetime) -> bool:
    album = post.album or ""
    draft = drafts.of_album(unit, actor.chat.id, album)
    if draft is not None and draft.person_id == actor.id:
        photo_rows.add(unit, post.pictures, at=now, person_id=actor.id, draft_id=draft.id)
        if post.text:
            drafts.change(unit, draft.id, text=post.text)
        if draft.stage is Stage.ALBUM:
            close_soon(unit, draft, now)
        return True
    report = cases.report_of_album(unit, actor.chat.id, album)
    if report is not None and report.person_id == actor.id:
        ids = photo_rows.add(unit, post.pictures, at=now, person_id=actor.id)
        attach_photos(unit, ids, cases.load(unit, report.case_id), now, report_id=report.id)
        return True
    return False


def _gather(unit: Unit, actor: Actor, post: Post, now: datetime) -> None:
    ids = tuple(photo_rows.add(unit, post.pictures, at=now, person_id=actor.id))
    alone = Gathered(post.text, post.message_id, ids, post.album, explicit=post.named_us)
    if post.album:
        close_soon(unit, keep(unit, actor, alone, Stage.ALBUM, now), now)
        return
    held = drafts.held(unit, actor.chat.id, actor.id, now)
    if held is None or held.stage is not Stage.HELD:
        consider(unit, actor, alone, now)
        return
    half = gathered_from(unit, held)
    if _belong_together(half, alone):
        consider(unit, actor, _together(half, alone), now)
    else:
        consider(unit, actor, alone, now)


def _belong_together(half: Gathered, other: Gathered) -> bool:
    """A photo without words and words without a photo, or photos that come one after another."""
    if other.explicit and not other.photo_ids:
        return True
    if half.photo_ids and not half.text:
        return not other.photo_ids or not other.text
    return bool(not half.photo_ids and other.photo_ids and not other.text)


def _together(half: Gathered, other: Gathered) -> Gathered:
    words = "\n".join(part for part in (half.text, other.text) if part)
    return Gathered(
        text=words, message_id=half.message_id, photo_ids=half.photo_ids + other.photo_ids, album=half.album,
        explicit=other.explicit, draft=half.draft,
    )


def _reword(unit: Unit, report_id: int, case_id: int, text: str, now: datetime) -> None:
    cases.change_report(unit, report_id, text=text)
    case = cases.load(unit, case_id)
    first = cases.reports_of(unit, case_id)[0]
    if first.id == report_id:
        category = unit.rules.taxonomy.category(case.category)
        cases.change_text(unit, case_id, title_of(text, category, unit.rules.language))
    telling.refresh_cards(unit, case, now)

