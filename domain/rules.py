"""What a community has decided, handed to every use case: never read from a file or the environment there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from domain.chats import Mode
from domain.classify import Classifier
from domain.clocks import WorkCalendar
from domain.deadlines import Climbing, Pace
from domain.deciding import DEFAULTS, Thresholds
from domain.patience import Limits
from domain.points import PointRules
from domain.taxonomy import Taxonomy


@dataclass(frozen=True)
class Periods:
    """How long each wait lasts."""

    silence: timedelta = timedelta(hours=72)
    silence_reminder: timedelta = timedelta(hours=24)
    waiting: timedelta = timedelta(days=3)
    prompt: timedelta = timedelta(minutes=30)
    draft: timedelta = timedelta(seconds=120)
    album: timedelta = timedelta(seconds=1.5)
    question: timedelta = timedelta(minutes=10)
    caption_edit: timedelta = timedelta(minutes=10)
    reopen: timedelta = timedelta(days=14)
    invite: timedelta = timedelta(hours=72)
    undo: timedelta = timedelta(minutes=10)
    nudge: timedelta = timedelta(hours=1)
    private_draft: timedelta = timedelta(days=1)
    picture_wait: timedelta = timedelta(seconds=60)


@dataclass(frozen=True)
class Rules:
    """The taxonomy, the classifier, the calendar, the waits and the operators of one deployment.

    `own_calendars` are those of communities with working hours of their own.
    """

    taxonomy: Taxonomy
    classifier: Classifier
    zone: ZoneInfo
    language: str = "zh_CN"
    operators: frozenset[int] = frozenset()
    periods: Periods = Periods()
    calendar: WorkCalendar | None = None
    own_calendars: Mapping[int, WorkCalendar] = field(default_factory=dict)
    climbing: Climbing = field(default_factory=Climbing)
    digest_at: time = time(8)
    public_weekly: bool = False
    thresholds: Mapping[Mode, Thresholds] = field(default_factory=lambda: dict(DEFAULTS))
    bot_username: str = ""
    joins_duplicates: bool = False
    photo_days: int = 180
    parked_days: int = 7
    points: PointRules = field(default_factory=PointRules)
    limits: Limits = field(default_factory=Limits)

    def calendar_of(self, community_id: int) -> WorkCalendar | None:
        """When a community works: at its own hours, where it keeps any."""
        return self.own_calendars.get(community_id, self.calendar)

    def pace_of(self, community_id: int) -> Pace:
        """When a case's clock has something to say in a community."""
        return Pace(self.zone, self.calendar_of(community_id), self.climbing)
