"""Files a report: a numbered case, somebody responsible, and a receipt, all in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.case import Case, Event, Happened, Status
from domain.chats import Picture
from domain.classify import Understanding
from domain.clocks import FIXED, due
from domain.people import Area
from domain.place import hide_private, read_place, short_title
from domain.spoken import Spoken, kept_as
from domain.taxonomy import Category, Urgency
from storage import areas, cases, photo_rows
from storage.unit import Priority, Unit, soon
from usecases import telling
from usecases.access import Actor
from usecases.hot_spot import times_here
from usecases.route_case import find_someone, given_to, tell_routed

TITLE = 40
"""A title is one line on a card."""
BEGINNING = 10 * TITLE
"""Nobody comes to the point later than this."""


@dataclass(frozen=True)
class Filing:
    """What is filed: where, what the person wrote, and photos: a draft's, and pictures that came just now.

    `picked`: they said which category it is.
    """

    area: Area
    text: str
    understood: Understanding
    photo_ids: tuple[int, ...] = ()
    pictures: tuple[Picture, ...] = ()
    message_id: int | None = None
    album: str | None = None
    on_behalf: str = ""
    anonymous: bool = False
    surely_new: bool = False
    picked: bool = False
    spoken: Spoken = ()
    sent_at: datetime | None = None


def file_report(unit: Unit, actor: Actor, filing: Filing, now: datetime) -> Case:
    """Open a case for a report, route it, and owe the receipt: a card in the group, or one in private."""
    category = category_of(unit, filing.understood)
    line = areas.line(unit, filing.area)
    new = _new_case(unit, filing, category, now)
    given, routing = given_to(new, find_someone(unit, new, line, now), now)
    case = cases.open_case(unit, given)
    report_id = cases.add_report(
        unit, community_id=case.community_id, case_id=case.id, person_id=actor.id, on_behalf=filing.on_behalf,
        chat_id=actor.chat.id, message_id=filing.message_id, album=filing.album, text=filing.text,
        anonymous=filing.anonymous, made_at=now, spoken=kept_as(filing.spoken), sent_at=filing.sent_at,
    )
    take_photos(unit, actor, filing, case, now, report_id=report_id)
    facts = {"category": category.slug, "new": filing.surely_new, **times_here(unit, case, filing.area)}
    unit.record(Event(case.id, now, actor.id, Happened.FILED, facts=facts))
    if filing.picked:
        said = {"is": category.slug, "asked": True, **times_here(unit, case, filing.area)}
        unit.record(Event(case.id, now, actor.id, Happened.RECATEGORISED, facts=said))
    unit.record(replace(routing, case_id=case.id))
    tell_routed(unit, case, line, now)
    _receipt(unit, actor, case, filing, now)
    return case


def take_photos(
    unit: Unit, actor: Actor, filing: Filing, case: Case, now: datetime, *, report_id: int, purpose: str = "before"
) -> None:
    """The photos of what is filed, kept before or new, become part of a case."""
    attach_photos(unit, list(filing.photo_ids), case, now, report_id=report_id, purpose=purpose)
    about = {"case_id": case.id, "report_id": report_id, "purpose": purpose, "round": case.round}
    photo_rows.fetch(unit, photo_rows.add(unit, filing.pictures, at=now, person_id=actor.id, **about), soon(now, 0.02))


def attach_photos(
    unit: Unit, ids: list[int], case: Case, now: datetime, *, report_id: int | None = None, purpose: str = "before"
) -> None:
    """Photos become part of a case; a job fetches each, soon after the receipt."""
    photo_rows.give_to_case(unit, ids, case.id, report_id=report_id, purpose=purpose, round_=case.round)
    photo_rows.fetch(unit, ids, soon(now, 0.02))


def category_of(unit: Unit, understood: Understanding) -> Category:
    """The category that was understood, or "other"."""
    taxonomy = unit.rules.taxonomy
    return taxonomy.category(understood.category) if understood.category else taxonomy.fallback


def title_of(text: str, category: Category, language: str) -> str:
    """What a card calls it: the reporter's own words, or the category's name."""
    return own_words(text) or category.name(language)


def own_words(text: str) -> str:
    """The beginning of what somebody wrote, without the place and without anything private; "" if nothing is left."""
    shown = hide_private(text[:BEGINNING])
    return short_title(shown, read_place(shown), TITLE)


def clocks_of(
    unit: Unit, community_id: int, category: Category, urgency: Urgency, since: datetime
) -> dict[str, datetime]:
    """By when a case that is this and so urgent has to be answered and done, told at `since`."""
    respond_h, resolve_h = unit.rules.taxonomy.hours(category, urgency)
    calendar, fixed = unit.rules.calendar_of(community_id), urgency in FIXED
    resolve_by = due(since, resolve_h, calendar, hazard=fixed)
    respond_by = due(since, respond_h, calendar, hazard=fixed)
    return {"respond_by": respond_by, "resolve_by": resolve_by, "first_resolve_by": resolve_by}


def _new_case(unit: Unit, filing: Filing, category: Category, now: datetime) -> Case:
    """The case as it is filed, before it has a number."""
    urgency = Urgency(filing.understood.urgency or category.urgency)
    community = filing.area.community_id or filing.area.id
    clocks = clocks_of(unit, community, category, urgency, now)
    return Case(
        id=0,
        community_id=community,
        area_id=filing.area.id,
        kind=category.kind,
        category=category.slug,
        urgency=urgency,
        title=title_of(filing.text, category, unit.rules.language),
        private=category.private,
        status=Status.FILED,
        filed_at=now,
        respond_by=clocks["respond_by"],
        resolve_by=clocks["resolve_by"],
        first_resolve_by=clocks["first_resolve_by"],
    )


def _receipt(unit: Unit, actor: Actor, case: Case, filing: Filing, now: datetime) -> None:
    if actor.chat.is_private or case.private:
        telling.tell_person(unit, actor.person, case, now, "say.filed_privately", once=None)
    if actor.chat.is_private:
        unit.tell(actor.chat.id, "card.own", at=now, card=telling.own_card(case.id), case_id=case.id)
    for chat_id in telling.public_chats(unit, case):
        here = chat_id == actor.chat.id
        unit.tell(
            chat_id, "card.group", at=now, card=telling.group_card(case.id), case_id=case.id,
            priority=Priority.ANSWER if here else Priority.CARD, reply_to=filing.message_id if here else None,
        )
        if here and filing.message_id is not None:
            unit.tell(
                chat_id, "react", at=now, reply_to=filing.message_id, case_id=case.id,
                once=f"react:{case.id}", priority=Priority.REACTION, emoji="👀",
            )
