"""A case with everything around it that a card, a list or a history shows."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.case import Case, Event, Happened
from domain.people import Area, Person
from domain.spoken import Spoken

MANY = 10
"""So many households with the same trouble are told to the secretary."""
SEVERAL = 3
"""What so many households have met comes before what one has."""
RECURRING = 3
"""The same thing so often at one place, within `RECENT`, is a hot spot."""
RECENT = timedelta(days=60)


_PLACED = (Happened.FILED, Happened.RECATEGORISED, Happened.MOVED)


@dataclass(frozen=True)
class Photo:
    """A picture of a case: `owed` until fetched, then `stored` under `path`, or `broken`, later `expired`."""

    id: int
    purpose: str
    round: int
    file_id: str
    as_file: bool
    state: str
    path: str | None
    taken_at: datetime
    person_id: int
    report_id: int | None


@dataclass(frozen=True)
class Report:
    """What one person sent about a case; `in_private` when nobody but the bot heard it.

    It was sent at `sent_at`, which may be long before it was handled (`made_at`); None: nobody knows.
    """

    id: int
    case_id: int
    person_id: int
    on_behalf: str
    chat_id: int | None
    message_id: int | None
    text: str
    anonymous: bool
    made_at: datetime
    withdrawn_at: datetime | None = None
    in_private: bool = False
    spoken: Spoken = ()
    sent_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it has not been taken back."""
        return self.withdrawn_at is None


@dataclass(frozen=True)
class Sheet:
    """A case, its place, people, reports, photos and history; `line` is its area and everything above, nearest first.

    `on_duty` holds any role there, `served` was ever responsible; they come with the history.
    """

    case: Case
    line: tuple[Area, ...]
    people: dict[int, Person]
    reports: tuple[Report, ...]
    photos: tuple[Photo, ...]
    supporters: tuple[tuple[int, datetime], ...]
    events: tuple[Event, ...] = ()
    stars: tuple[int, ...] = ()
    on_duty: frozenset[int] = frozenset()
    served: frozenset[int] = frozenset()

    @property
    def area(self) -> Area:
        """Where it is."""
        return self.line[0]

    @property
    def responsible(self) -> Person | None:
        """Who has it."""
        return self.people.get(self.case.responsible_id or 0)

    @property
    def overseer(self) -> Person | None:
        """The secretary it climbed to."""
        return self.people.get(self.case.overseer_id or 0)

    def public(self) -> "Sheet":
        """The same as a group may see it: without the photos of reports that were made in private."""
        hidden = {one.id for one in self.reports if one.in_private}
        return replace(self, photos=tuple(one for one in self.photos if one.report_id not in hidden))

    def pictures(self, purpose: str) -> tuple[Photo, ...]:
        """The usable photos of a purpose; results only of the present round."""
        return tuple(
            one
            for one in self.photos
            if one.purpose == purpose
            and one.state in ("owed", "stored")
            and (purpose != "after" or one.round == self.case.round)
        )

    @property
    def times(self) -> int:
        """For the how manieth time the same came up here lately; 0 where it is no hot spot."""
        told = [one.facts.get("times", 0) for one in self.events if one.kind in _PLACED]
        return int(told[-1]) if told else 0

    @property
    def also(self) -> int:
        """How many others met the same: neighbours who said so, and reports that joined."""
        reporters = {one.person_id for one in self.reports if one.stands}
        return max(0, len(reporters) - 1) + len({person for person, _ in self.supporters} - reporters)
