"""Everything that a view may look at, loaded in one read: a view never asks for more."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.chats import Chat
from domain.draft import Draft
from domain.people import Person
from domain.sheet import Sheet
from domain.taxonomy import Taxonomy
from views.catalog import Markup, Words
from views.moments import promised_day, short_moment
from views.outgoing import clip
from views.values import category_name, written_out


@dataclass(frozen=True)
class Scene:
    """The moment of sending: the state as it is now, the words of the reader, and the values of the intent."""

    words: Words
    zone: ZoneInfo
    now: datetime
    taxonomy: Taxonomy
    chat: Chat
    bot: str = ""
    sheet: Sheet | None = None
    viewer: Person | None = None
    draft: Draft | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    cases: tuple[Sheet, ...] = ()
    total: int = 0
    people: tuple[tuple[Any, ...], ...] = ()
    page: Any = None

    def moment(self, at: datetime) -> str:
        """A time in local words, relative to now."""
        return short_moment(at.astimezone(self.zone), self.now.astimezone(self.zone), self.words)

    def day(self, at: datetime) -> str:
        """A day in local words, without the time."""
        return promised_day(at.astimezone(self.zone).date(), self.words, this_year=self.now.astimezone(self.zone).year)

    def values(self, given: dict[str, Any]) -> dict[str, Any]:
        """The values of an intent, with times, categories and roles written out for this reader."""
        return written_out(given, self.words, self.zone, self.now, self.taxonomy)

    def role(self, slug: str) -> str:
        """A role's name."""
        return self.words.plain(f"role.{slug}") if slug else ""

    def category(self, slug: str) -> str:
        """A category's name."""
        return category_name(slug, self.words, self.taxonomy)

    def title(self, case: Case) -> str:
        """What a case is called: the reporter's own words, or the category."""
        return case.title or self.category(case.category)

    def place(self, sheet: Sheet) -> str:
        """Where a case is, as short as neighbours say it."""
        return sheet.area.name

    def who(self, sheet: Sheet) -> str:
        """Role and name of whoever has a case; empty when nobody has."""
        person = sheet.responsible
        return f"{self.role(sheet.case.role)} {person.name}".strip() if person else ""

    def head(self, sheet: Sheet) -> Markup:
        """The first line of every card: place and thing."""
        return self.words("card.head", place=self.place(sheet), title=clip(self.title(sheet.case), 60))


def joined(*lines: Markup | str | None) -> Markup:
    """Lines of markup under each other; empty ones are left out."""
    return Markup("\n".join(line for line in lines if line))
