"""Forgets what need not be kept: parked updates after a week, finished rows after two days, photos after 180 days."""

from datetime import datetime, timedelta

from storage import activities, lanes, looks, photo_rows, queues
from storage.unit import Unit

REPEATS_END = timedelta(days=2)
"""Telegram keeps an update for 24 hours at most, so after two days none can come a second time."""
IDLE_LANES_END = timedelta(minutes=15)
"""A worker that left its lanes so long ago does not come back to them."""


def keep_house(unit: Unit, now: datetime) -> None:
    """One round. Photos are removed from the store by jobs."""
    queues.erase_parked(unit, now - timedelta(days=unit.rules.parked_days))
    queues.forget_done(unit, now - REPEATS_END)
    lanes.forget_idle(unit, IDLE_LANES_END)
    long_ago = now - timedelta(days=unit.rules.photo_days)
    activities.forget_photos(unit, long_ago)
    looks.forget(unit, long_ago)
    for photo_id in photo_rows.expired(unit, long_ago):
        unit.later("drop_photo", photo_id, now)
