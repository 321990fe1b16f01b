"""A secretary asks for a digest, or turns a page of one."""

import re
from datetime import date, datetime, timedelta

from domain.briefing import Span, month_of, week_before
from domain.errors import NotUnderstood, Refusal
from domain.habits import Digests
from domain.people import Area
from domain.said import Said, say
from storage import areas, chats
from storage.unit import Unit
from usecases.access import Actor, is_operator, must_cover
from usecases.digests import areas_of, digest_card

_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
_TURN = re.compile(r"([dwm]\.\d{8}\.\d{8})\.([a-z]{1,8})\.(\d{1,2})")
_WORDS = {
    "": "yesterday", "yesterday": "yesterday", "昨天": "yesterday", "today": "today", "今天": "today", "前天": "before",
    "week": "week", "last week": "week", "上周": "week", "周报": "week", "month": "month", "last month": "month",
    "上个月": "month", "上月": "month", "月报": "month",
}  # fmt: skip

_AGO = {"today": 0, "yesterday": 1, "before": 2}


def show_digest(unit: Unit, actor: Actor, words: str, now: datetime) -> Said | None:
    """/digest [yesterday|week|month|DATE] [CODE]: of the person's own area, or of one that they look after."""
    if not actor.chat.is_private:
        return say("queue.private_only")
    asked = words.split()
    area = next((found for word in asked if (found := areas.by_code(unit, word)) is not None), None)
    rest = " ".join(word for word in asked if area is None or word.upper() != area.code.upper())
    span = span_called(rest, now.astimezone(unit.rules.zone).date())
    area = area or _own(unit, actor)
    if area is None:
        return say("staff.only_secretaries")
    must_cover(unit, actor, area)
    card = digest_card(span, area.id)
    chats.retire_card(unit, actor.chat.id, card)
    unit.tell(actor.chat.id, "digest", at=now, card=card, person_id=actor.id, area=area.id, span=str(span))
    return None


def turn_digest(
    unit: Unit, actor: Actor, area_id: int, argument: str, message_id: int | None, now: datetime
) -> Said | None:
    """A button of a digest: another list, another page or a part of the area, in the same message.

    Digests stand in private chats alone, so a press elsewhere was made up. Raises NotUnderstood.
    """
    found = _TURN.fullmatch(argument)
    area = areas.several(unit, [area_id]).get(area_id)
    if found is None or area is None or not actor.chat.is_private:
        raise NotUnderstood("refusal.old_button")
    must_cover(unit, actor, area)
    span = Span.read(found[1])
    message = chats.message(unit, actor.chat.id, message_id) if message_id else None
    card = message.card if message is not None and message.card else digest_card(span, area_id)
    top = int(card.split(":")[2])
    unit.tell(
        actor.chat.id, "digest", at=now, card=card, person_id=actor.id, area=area_id, span=str(span), section=found[2],
        page=int(found[3]), up=area.parent_id if area_id != top else None,
    )
    return None


def span_called(words: str, today: date) -> Span:
    """The days that somebody calls yesterday, week (the last whole one), month, or by a date. Raises Refusal."""
    word = _WORDS.get(words.strip().lower())
    if word == "week":
        return week_before(today)
    if word == "month":
        return month_of(today.replace(day=1) - timedelta(days=1))
    day = today - timedelta(days=_AGO[word]) if word in _AGO else _date(words, today)
    return Span(Digests.DAILY, day, day)


def _date(words: str, today: date) -> date:
    found = _DATE.fullmatch(words.strip())
    try:
        day = date(int(found[1] or today.year), int(found[2]), int(found[3])) if found else None
        if day is not None and not (found and found[1]) and day > today:
            day = day.replace(year=day.year - 1)
    except ValueError:
        day = None
    if day is None or day > today:
        raise Refusal("refusal.digest_how")
    return day


def _own(unit: Unit, actor: Actor) -> Area | None:
    own = areas_of(unit, actor.id)
    if own:
        return own[0]
    every = areas.every(unit) if is_operator(unit, actor.person) else []
    return every[0] if every else None
