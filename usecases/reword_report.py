"""A report has other words than it had: as if they had been written so at once."""

from datetime import datetime

from domain.case import Case, Happened, Status
from domain.sheet import Report
from domain.spoken import by_message, kept_as, together
from storage import cases
from storage.unit import Unit
from usecases import telling
from usecases.access import Actor
from usecases.correct_case import change_category, change_place
from usecases.heed_danger import heed_danger, tells_of_danger
from usecases.report_problem import category_of, title_of
from usecases.which_building import building_named

YOUNG = (Status.FILED, Status.DISPATCHED)
"""Nobody has begun: other words may still make it another matter."""


def reword_report(unit: Unit, actor: Actor, report: Report, own: str, now: datetime, *, message_id: int) -> None:
    """Its text, and with the first report the case's title, its kind and its place; a danger is heard at once.

    `own` are the words that stand under `message_id` now; what other messages of the report say is kept.
    """
    words, spoken = together(by_message(report) | {message_id: own}, report.message_id)
    cases.change_report(unit, report.id, text=words, spoken=kept_as(spoken))
    case = cases.load(unit, report.case_id)
    if cases.reports_of(unit, case.id)[0].id == report.id:
        category = unit.rules.taxonomy.category(case.category)
        cases.change_text(unit, case.id, title_of(words, category, unit.rules.language))
        if case.status in YOUNG:
            _understand_anew(unit, actor, cases.load(unit, case.id), words, now)
    if not case.hazard and tells_of_danger(unit, words) and not tells_of_danger(unit, report.text):
        heed_danger(unit, actor, case, words, now, message_id=message_id)
    telling.refresh_cards(unit, cases.load(unit, case.id), now)


def _was_told(unit: Unit, case: Case) -> bool:
    """Whether a person said what it is: then other words change nothing about that."""
    latest = cases.latest(unit, case.id, {Happened.RECATEGORISED})
    return latest is not None and not latest.facts.get("reworded")


def _understand_anew(unit: Unit, actor: Actor, case: Case, words: str, now: datetime) -> None:
    """What and where it is now. Nothing is said about it, so that a private one may be changed from a group as well."""
    understood = unit.rules.classifier.read(words)
    category = category_of(unit, understood)
    if understood.category is not None and category.slug != case.category and not _was_told(unit, case):
        case = change_category(unit, actor, case, category.slug, now, by_person=False)
    named = building_named(unit, words, under=case.community_id)
    if named is not None:
        change_place(unit, actor, case, named, now)
