"""A report about something that we know already joins the case: counted, told where it stands, told of the end."""

from datetime import datetime

from domain.case import Case, Event, Happened
from domain.people import Area, Level, Person
from domain.said import moment, status
from domain.sameness import SAME_WORDS, Sameness, Told, best, same_words
from domain.sheet import MANY
from domain.spoken import kept_as
from domain.taxonomy import Urgency
from storage import areas, cases, duplicates, people, photo_rows
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor
from usecases.report_problem import Filing, category_of, take_photos


def known_case(unit: Unit, actor: Actor, filing: Filing, now: datetime) -> tuple[Sameness, Case | None]:
    """The open case that a report seems to be about, and how sure that is. Private cases are never shown to others.

    A danger to life joins nothing milder: whoever is on the way for that must hear of it, and its clocks are shorter.
    """
    if not unit.rules.joins_duplicates:
        return Sameness.NO, None
    files = duplicates.telegram_names(unit, filing.photo_ids, filing.pictures)
    own = _shown_before(unit, actor, filing, files, now)
    if own is not None or filing.area.level is not Level.BUILDING:
        return (Sameness.SURE if own else Sameness.NO), own
    heard = duplicates.open_cases(unit, filing.area.id, now)
    if not heard:
        return Sameness.NO, None
    slug, hazard = category_of(unit, filing.understood).slug, _is_hazard(unit, filing)
    told = Told(filing.area.id, slug, now, filing.text, hazard=hazard)
    how, which = best(told, heard)
    case = cases.load(unit, which.case_id) if which else None
    if case is None or case.private:
        return Sameness.NO, None
    return how, case


def join_report(unit: Unit, actor: Actor, filing: Filing, case: Case, now: datetime) -> None:
    """The report becomes one more about `case`, unless it was told before; its sender hears where that stands."""
    if _was_told_before(unit, actor, filing, case):
        photo_rows.drop(unit, filing.photo_ids)
        _say_where_it_stands(unit, actor, case, filing, now)
        return
    report_id = cases.add_report(
        unit, community_id=case.community_id, case_id=case.id, person_id=actor.id, on_behalf=filing.on_behalf,
        chat_id=actor.chat.id, message_id=filing.message_id, album=filing.album, text=filing.text,
        anonymous=filing.anonymous, made_at=now, spoken=kept_as(filing.spoken), sent_at=filing.sent_at,
    )
    take_photos(unit, actor, filing, case, now, report_id=report_id, purpose="more")
    unit.record(Event(case.id, now, actor.id, Happened.JOINED, facts={"report": report_id}))
    telling.refresh_cards(unit, case, now)
    _say_where_it_stands(unit, actor, case, filing, now)
    if actor.chat.is_private:
        unit.tell(actor.chat.id, "card.own", at=now, card=telling.own_card(case.id), case_id=case.id)
    tell_if_many(unit, case, now)


def _shown_before(unit: Unit, actor: Actor, filing: Filing, files: frozenset[str], now: datetime) -> Case | None:
    """The case of the same community that this person has sent the very same photo about."""
    number = duplicates.shown_before(unit, actor.id, files, now) if files else None
    case = cases.load(unit, number) if number else None
    if case is None or case.community_id != (filing.area.community_id or filing.area.id):
        return None
    if _is_hazard(unit, filing) and not case.hazard:
        return None
    return None if case.private and not actor.chat.is_private else case


def _is_hazard(unit: Unit, filing: Filing) -> bool:
    """Whether a case of its own would be one of danger to life."""
    urgency = filing.understood.urgency or category_of(unit, filing.understood).urgency
    return urgency is Urgency.CRITICAL


def _was_told_before(unit: Unit, actor: Actor, filing: Filing, case: Case) -> bool:
    """Whether the same person says the same with the same photos: that is one report, however often it is sent."""
    files = duplicates.telegram_names(unit, filing.photo_ids, filing.pictures)
    if not files or not files <= duplicates.files_of(unit, case.id, actor.id):
        return False
    told = [one.text for one in cases.reports_of(unit, case.id) if one.person_id == actor.id and one.stands]
    return bool(told) and (not filing.text or any(same_words(filing.text, one) >= SAME_WORDS for one in told))


def tell_if_many(unit: Unit, case: Case, now: datetime) -> None:
    """The tenth household to say so is told to the secretary, once."""
    households = {one.person_id for one in cases.reports_of(unit, case.id) if one.stands}
    households |= {person for person, _ in cases.supporters(unit, case.id)}
    if len(households) >= MANY:
        telling.tell_secretaries(
            unit, case, _line_of(unit, case), now, "card.many", once=f"many:{case.id}", n=len(households)
        )


def _line_of(unit: Unit, case: Case) -> tuple[Area, ...]:
    """A case's area and everything above it, nearest first."""
    return areas.line_from(unit, case.area_id)


def _say_where_it_stands(unit: Unit, actor: Actor, case: Case, filing: Filing, now: datetime) -> None:
    worker: Person | None = people.person(unit, case.responsible_id) if case.responsible_id else None
    unit.tell(
        actor.chat.id, "say", at=now, key="said.we_know" if worker else "said.we_know_unrouted", person_id=actor.id,
        case_id=case.id, reply_to=None if actor.chat.is_private else filing.message_id,
        values={
            "number": case.id, "title": case.title, "status": status(case.status),
            "name": worker.name if worker else "", "due": moment(case.resolve_by),
        },
    )
