"""What each view of time needs, by the view's key: loaded in one read when it is sent."""

from datetime import datetime
from typing import Any

from domain.habits import Habits
from storage import habits
from storage.unit import Unit
from usecases.brief_area import brief_page
from usecases.points_pages import Page


def habits_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Habits:
    """What a person has chosen, with the community's time where they have chosen none."""
    mine = habits.of(unit, person_id)
    return Habits(mine.quiet or unit.rules.climbing.quiet, mine.digest_at or unit.rules.digest_at, mine.kinds)


PAGES: dict[str, Page] = {"digest": brief_page, "digest.public": brief_page, "list.habits": habits_page}
"""(unit, who reads it, the intent's values, now) -> the page."""
