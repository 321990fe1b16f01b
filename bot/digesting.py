"""Makes a digest beside a running bot: the same questions and the same picture, without a reader."""

from datetime import date, datetime, timedelta

from bot.setting_up import in_one_unit
from bot.settings import Settings
from domain.briefing import Span, month_of, week_before
from domain.chats import Chat
from domain.habits import Digests
from storage.unit import Unit
from usecases.access import area_of_code
from usecases.brief_area import brief_page
from views.catalog import Catalogs
from views.digest import digest
from views.outgoing import Outgoing
from views.scene import Scene

NOBODY = Chat(0, 0, "private", "", "")
"""The digest of the command line is in nobody's chat."""


def digest_of(settings: Settings, code: str, kind: Digests, day: date, language: str, now: datetime) -> Outgoing:
    """The digest of an area for the day, or the week or month in which it lies. Raises Refusal for an unknown area."""

    def work(unit: Unit) -> Outgoing:
        facts = {"area": area_of_code(unit, code).id, "span": str(span_with(kind, day))}
        page = brief_page(unit, 0, facts, now)
        words, zone = Catalogs()(language), unit.rules.zone
        shown = digest(Scene(words, zone, now, unit.rules.taxonomy, NOBODY, facts=facts, page=page))
        assert isinstance(shown, Outgoing)  # noqa: S101  a digest always says something
        return shown

    return in_one_unit(settings, work)


def last_day(kind: Digests, today: date) -> date:
    """A day of the last day, week or month that is over."""
    if kind is Digests.WEEKLY:
        return week_before(today).last
    return today.replace(day=1) - timedelta(days=1) if kind is Digests.MONTHLY else today - timedelta(days=1)


def span_with(kind: Digests, day: date) -> Span:
    """The days of a digest that tells of this day."""
    if kind is Digests.WEEKLY:
        return week_before(day + timedelta(days=7))
    return month_of(day) if kind is Digests.MONTHLY else Span(kind, day, day)
