"""Turns what was gathered (text, photos, a place) into a case, a question, a wait, or nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.case import Case
from domain.chats import Chat, Picture
from domain.classify import Understanding
from domain.deciding import Decision, decide
from domain.draft import Ask, Draft, Stage
from domain.people import Area, Level
from domain.place import match_areas, read_place
from domain.sameness import Sameness
from domain.spoken import Spoken, kept_as
from storage import areas, chats, drafts, photo_rows
from storage.unit import Priority, Unit, soon
from usecases.access import Actor
from usecases.join_report import join_report, known_case
from usecases.report_problem import Filing, category_of, file_report

CHOICES = 8
"""More buildings than this are typed, not picked."""


@dataclass(frozen=True)
class Gathered:
    """The halves of a possible report, brought together. `draft` is where they were kept until now, if anywhere.

    `message_id` and `album` are those of the chat in which it will be filed; None when it came from another one.
    `photo_ids` are photos that we have kept already, `pictures` those that came just now. `picked` is the category
    that its poster said it is.
    """

    text: str
    message_id: int | None
    photo_ids: tuple[int, ...] = ()
    pictures: tuple[Picture, ...] = ()
    album: str | None = None
    explicit: bool = False
    forwarded: bool = False
    on_behalf: str = ""
    anonymous: bool = False
    surely_new: bool = False
    picked: str = ""
    draft: Draft | None = None
    spoken: Spoken = ()
    sent_at: datetime | None = None

    @property
    def has_photos(self) -> bool:
        """Whether anything is to be seen."""
        return bool(self.photo_ids or self.pictures)


def gathered_from(unit: Unit, draft: Draft, here: Chat) -> Gathered:
    """What a draft holds, to be filed from the chat `here`."""
    is_here = draft.chat_id == here.id
    return Gathered(
        text=draft.text, message_id=draft.message_id if is_here else None, album=draft.album if is_here else None,
        photo_ids=tuple(photo_rows.of_draft(unit, draft.id)), explicit=draft.explicit, forwarded=draft.forwarded,
        on_behalf=draft.on_behalf, anonymous=draft.anonymous, draft=draft, spoken=draft.spoken if is_here else (),
        sent_at=draft.sent_at,
    )


def consider(unit: Unit, actor: Actor, gathered: Gathered, now: datetime) -> Decision:
    """In a group: file it, ask the poster, hold it for two minutes, or forget it."""
    understood, limits = understand(unit, gathered), unit.rules.thresholds[actor.chat.mode]
    decision = decide(
        limits, explicit=gathered.explicit, has_photo=gathered.has_photos, text=gathered.text,
        is_report=understood.is_report, confidence=understood.confidence, hazard=understood.hazard,
        forwarded=gathered.forwarded,
    )
    if decision is Decision.FILE:
        _file_in_group(unit, actor, gathered, understood, now)
    elif decision is Decision.ASK:
        if understood.hazard:
            tell_numbers(unit, actor, gathered, now)
        choices = () if understood.confidence >= limits.sure else understood.alternatives
        _ask_poster(unit, actor, keep(unit, actor, gathered, Stage.ASKED, now), [slug for slug, _ in choices], now)
    elif decision is Decision.HOLD:
        keep(unit, actor, gathered, Stage.HELD, now)
    else:
        _forget(unit, gathered, now)
    return decision


def understand(unit: Unit, gathered: Gathered) -> Understanding:
    """What it says; its poster's word on what it is about counts more than ours."""
    if gathered.picked:
        return unit.rules.classifier.read_as(gathered.text, gathered.picked)
    return unit.rules.classifier.read(gathered.text)


def keep(
    unit: Unit, actor: Actor, gathered: Gathered, stage: Stage, now: datetime, *, purpose: str = "report",
    case_id: int | None = None,
) -> Draft:
    """Hold it for a while: two minutes for its other half, ten for an answer, a day for a private talk."""
    periods = unit.rules.periods
    spans = {Stage.HELD: periods.draft, Stage.ASKED: periods.question, Stage.ALBUM: periods.prompt}
    expires = now + spans.get(stage, periods.private_draft)
    if gathered.draft is not None:
        kept = replace(
            gathered.draft, stage=stage, text=gathered.text, explicit=gathered.explicit, forwarded=gathered.forwarded,
            on_behalf=gathered.on_behalf, expires_at=expires, spoken=gathered.spoken,
            sent_at=gathered.sent_at,
        )
        drafts.save(unit, kept)
    else:
        kept = drafts.add(
            unit, chat_id=actor.chat.id, person_id=actor.id, purpose=purpose, stage=stage, case_id=case_id,
            message_id=gathered.message_id, album=gathered.album, text=gathered.text, on_behalf=gathered.on_behalf,
            anonymous=gathered.anonymous, explicit=gathered.explicit, forwarded=gathered.forwarded, made_at=now,
            expires_at=expires, spoken=kept_as(gathered.spoken), sent_at=gathered.sent_at,
        )
    for photo_id in gathered.photo_ids:
        photo_rows.change(unit, photo_id, draft_id=kept.id)
    photo_rows.add(unit, gathered.pictures, at=now, person_id=actor.id, draft_id=kept.id)
    unit.later("drop_draft", kept.id, expires)
    return kept


def file_gathered(
    unit: Unit, actor: Actor, gathered: Gathered, area: Area, understood: Understanding, now: datetime
) -> Case | None:
    """It becomes a case at `area`, or joins the one that we know already; nothing stays behind as a draft.

    None when it joined, or when its poster is asked first whether it is the same.
    """
    filing = filing_of(gathered, area, understood)
    how, known = (Sameness.NO, None) if gathered.surely_new else known_case(unit, actor, filing, now)
    if known is not None and how is Sameness.LIKELY and not understood.hazard:
        _ask_whether_same(unit, actor, gathered, area, known, now)
        return None
    case = None
    if known is not None and how is Sameness.SURE:
        join_report(unit, actor, filing, known, now)
    else:
        case = file_report(unit, actor, filing, now)
    settle(unit, gathered, now)
    return case


def filing_of(gathered: Gathered, area: Area, understood: Understanding) -> Filing:
    """What was gathered, with its place and what was understood of it."""
    return Filing(
        area=area, text=gathered.text, understood=understood, photo_ids=gathered.photo_ids,
        pictures=gathered.pictures, message_id=gathered.message_id, album=gathered.album,
        on_behalf=gathered.on_behalf, anonymous=gathered.anonymous, surely_new=gathered.surely_new,
        picked=bool(gathered.picked), spoken=gathered.spoken, sent_at=gathered.sent_at,
    )


def settle(unit: Unit, gathered: Gathered, now: datetime) -> None:
    """It has become a case or part of one: its draft and our question about it are no longer wanted."""
    if gathered.draft is not None:
        forget_question(unit, gathered.draft, now)
        drafts.drop(unit, gathered.draft.id)


def forget_question(unit: Unit, draft: Draft, now: datetime) -> None:
    """Our question about a draft is deleted once it was answered, so that the group stays quiet."""
    for message in chats.questions_of(unit, draft.id):
        unit.tell(
            message.chat_id, "forget", at=now, reply_to=message.message_id, priority=Priority.EDIT,
            once=f"forget:{message.chat_id}:{message.message_id}",
        )


def tell_numbers(unit: Unit, actor: Actor, gathered: Gathered, now: datetime) -> None:
    """Lives may be at stake: the numbers to call, once for each message, before anything else."""
    reply_to = None if actor.chat.is_private else gathered.message_id
    once = f"hazard:{actor.chat.id}:{gathered.message_id}" if gathered.message_id else None
    unit.tell(actor.chat.id, "hazard.numbers", at=now, reply_to=reply_to, once=once)


def place_in(unit: Unit, chat: Chat, text: str) -> tuple[Area, tuple[Area, ...]]:
    """Where something posted in a group is, and, when that is not sure, the buildings that it may be.

    The words win where they name one building of the community; else it is the group's own area.
    """
    own = areas.area(unit, chat.area_id or 0)
    named_one = bool(read_place(text).building)
    if own.level is Level.BUILDING and not named_one:
        return own, ()
    below = areas.buildings_of(unit, own.community_id) if own.community_id else areas.buildings(unit, own)
    named = match_areas(text, [areas.as_name(one) for one in below]) if named_one else ()
    by_id = {one.id: one for one in below}
    if len(named) == 1:
        return by_id[named[0].id], ()
    if own.level is Level.BUILDING:
        return own, ()
    maybe = tuple(by_id[one.id] for one in named) or tuple(below)
    return own, maybe[:CHOICES]


def close_soon(unit: Unit, draft: Draft, now: datetime) -> None:
    """An album has no end marker: it is over when nothing has come for a moment."""
    unit.later("close_album", draft.id, soon(now, unit.rules.periods.album.total_seconds()))


def _file_in_group(unit: Unit, actor: Actor, gathered: Gathered, understood: Understanding, now: datetime) -> None:
    if understood.hazard:
        tell_numbers(unit, actor, gathered, now)
    elif category_of(unit, understood).private:
        _continue_in_private(unit, actor, gathered, now)
        return
    area, maybe = place_in(unit, actor.chat, gathered.text)
    case = file_gathered(unit, actor, gathered, area, understood, now)
    if maybe and case is not None and not case.private:
        _ask_building(unit, actor, case, maybe, gathered, now)


def _continue_in_private(unit: Unit, actor: Actor, gathered: Gathered, now: datetime) -> None:
    if gathered.draft is not None:
        forget_question(unit, gathered.draft, now)
    kept = keep(unit, actor, gathered, Stage.PRIVATE, now)
    unit.tell(
        actor.chat.id, "draft.private", at=now, draft_id=kept.id, reply_to=gathered.message_id,
        once=f"private:{kept.id}",
    )


def _ask_building(
    unit: Unit, actor: Actor, case: Case, maybe: tuple[Area, ...], gathered: Gathered, now: datetime
) -> None:
    unit.tell(
        actor.chat.id, "case.which_building", at=now, case_id=case.id, reply_to=gathered.message_id,
        once=f"which:{case.id}", areas=[[one.id, one.name] for one in maybe],
    )
    until = now + unit.rules.periods.prompt
    drafts.open_prompt(unit, actor.id, actor.chat.id, Ask.PLACE, at=now, until=until, case_id=case.id)


def _ask_poster(unit: Unit, actor: Actor, draft: Draft, categories: list[str], now: datetime) -> None:
    unit.tell(
        actor.chat.id, "draft.is_report", at=now, draft_id=draft.id, person_id=actor.id, reply_to=draft.message_id,
        once=f"is_report:{draft.id}", categories=categories,
    )


def _ask_whether_same(
    unit: Unit, actor: Actor, gathered: Gathered, area: Area, known: Case, now: datetime
) -> None:
    if gathered.draft is not None:
        forget_question(unit, gathered.draft, now)
    kept = keep(unit, actor, gathered, Stage.ASKED, now)
    drafts.change(unit, kept.id, case_id=known.id, area_id=area.id)
    unit.tell(
        actor.chat.id, "draft.is_same", at=now, draft_id=kept.id, case_id=known.id, person_id=actor.id,
        reply_to=None if actor.chat.is_private else gathered.message_id, once=f"is_same:{kept.id}",
    )


def _forget(unit: Unit, gathered: Gathered, now: datetime) -> None:
    photo_rows.drop(unit, gathered.photo_ids)
    if gathered.draft is not None:
        forget_question(unit, gathered.draft, now)
        drafts.drop(unit, gathered.draft.id)
