"""From the settings to what the use cases are told of them."""

from datetime import timedelta
from typing import Any

from bot.settings import Settings
from domain import taxonomy
from domain.calendar import PUBLIC, WorkCalendar
from domain.chats import Mode
from domain.classify import Classifier
from domain.deadlines import Climbing
from domain.deciding import DEFAULTS, NEVER, Thresholds
from domain.patience import Limits
from domain.points import PointRules
from domain.rules import Periods, Rules


def rules_of(settings: Settings) -> Rules:
    """What the community has decided, from the settings. Raises TaxonomyError for a bad taxonomy."""
    known = taxonomy.load(settings.taxonomy.file)
    waits, here = settings.deadlines, settings.community
    return Rules(
        taxonomy=known,
        classifier=Classifier(known),
        zone=here.timezone,
        language=here.language,
        operators=frozenset(settings.telegram.operators),
        periods=Periods(
            silence=timedelta(hours=waits.silence_hours),
            silence_reminder=timedelta(hours=waits.silence_reminder_hours),
            waiting=timedelta(days=waits.waiting_days),
            prompt=timedelta(minutes=waits.prompt_minutes),
            draft=timedelta(seconds=waits.draft_seconds),
            album=timedelta(seconds=waits.album_seconds),
            question=timedelta(minutes=waits.question_minutes),
            reopen=timedelta(days=waits.reopen_days),
        ),
        calendar=WorkCalendar(here.timezone, here.working_hours, PUBLIC[here.holidays]),
        digest_at=settings.digest.daily,
        public_weekly=settings.digest.public_weekly,
        climbing=Climbing(
            quiet=waits.quiet_hours,
            hours={
                "critical": timedelta(hours=waits.level_critical_hours),
                "urgent": timedelta(hours=waits.level_urgent_hours),
            },
            days={"normal": waits.level_normal_days, "low": waits.level_low_days},
            lead=timedelta(minutes=waits.remind_minutes),
        ),
        thresholds=DEFAULTS
        | {
            Mode.AUTO: Thresholds(**settings.understanding.auto.model_dump()),
            Mode.ASK: Thresholds(file=NEVER, **settings.understanding.ask.model_dump()),
        },
        joins_duplicates=here.joins_duplicates,
        photo_days=settings.privacy.photo_days,
        parked_days=settings.privacy.parked_days,
        points=_points(settings),
        limits=_limits(settings),
    )


def _limits(settings: Settings) -> Limits:
    written = settings.limits.model_dump()
    return Limits(rest=timedelta(minutes=written.pop("rest_minutes")), **written)


def _points(settings: Settings) -> PointRules:
    written: dict[str, Any] = settings.points.model_dump()
    for name in ("reverse_when", "paid_roles"):
        written[name] = frozenset(written[name])
    return PointRules(**written)
