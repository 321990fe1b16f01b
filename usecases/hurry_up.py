"""A machine's clock that was set back leaves short waits a long way ahead: nobody's album waits for tomorrow."""

from datetime import datetime, timedelta

from storage import queues
from storage.unit import Unit

SHORT = ("fetch_photo", "locate_photo", "drop_photo", "close_album", "announce")
LONGEST = timedelta(hours=1)
"""None of these is ever owed so far ahead, tries after a failure included."""


def hurry_up(unit: Unit, now: datetime) -> None:
    """What was owed by a clock that ran ahead, and was to happen within seconds, happens now."""
    queues.hurry(unit, SHORT, now + LONGEST, now)
