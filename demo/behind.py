"""Behind the scenes: the latest cases with their history, and the messages the bot owes and owed."""

from datetime import datetime
from typing import Any

from demo.neighbourhood import Neighbourhood
from domain.case import Event
from domain.sheet import Sheet
from storage import cases, demonstration
from storage.demonstration import Promise
from storage.unit import Unit
from views.catalog import Words
from views.moments import clock, short_moment

CASES = 4
PROMISES = 14


def look_behind(unit: Unit, street: Neighbourhood, words: Words, now: datetime) -> dict[str, Any]:
    """What the side panel shows, in these words: {cases: […], owed: […]}."""
    numbers = demonstration.newest_cases(unit, CASES)
    sheets = [cases.sheet(unit, number, with_history=True) for number in numbers]
    zone = unit.rules.zone
    return {
        "cases": [_case(one, words, now.astimezone(zone)) for one in sheets if one is not None],
        "owed": [
            _promise(one, street, words) | {"at": clock(one.told_at.astimezone(zone))}
            for one in demonstration.promises(unit, PROMISES)
        ],
    }


def _case(sheet: Sheet, words: Words, now: datetime) -> dict[str, Any]:
    case, worker = sheet.case, sheet.responsible
    return {
        "number": case.id, "place": sheet.area.name, "title": case.title, "state": case.status.value,
        "status": words.plain(f"status.{case.status.value}"),
        "who": f"{words.plain(f'role.{case.role}')} {worker.name}" if worker and case.role else "",
        "due": short_moment(case.resolve_by.astimezone(now.tzinfo), now, words) if case.is_open else "",
        "also": sheet.also, "lines": [_line(sheet, one, words, now) for one in sheet.events],
    }  # fmt: skip


def _line(sheet: Sheet, event: Event, words: Words, now: datetime) -> dict[str, str]:
    actor, to = sheet.people.get(event.actor_id or 0), sheet.people.get(event.facts.get("to") or 0)
    what = words.plain(f"history.{event.kind.value}", to=to.name if to else "", into=event.facts.get("into", ""))
    return {
        "at": short_moment(event.at.astimezone(now.tzinfo), now, words) if event.at.date() != now.date()
        else clock(event.at.astimezone(now.tzinfo)),
        "who": actor.name if actor else words.plain("bot.name"), "what": what,
        "note": event.note if event.kind.value != "routed" else "",
    }  # fmt: skip


def _promise(promise: Promise, street: Neighbourhood, words: Words) -> dict[str, Any]:
    return {
        "id": promise.id, "to": _whose(promise.telegram_id, street), "what": _what(promise.view, words),
        "case": promise.case, "state": promise.state, "word": words.plain(f"demo.state.{promise.state}"),
    }  # fmt: skip


def _whose(telegram_id: int, street: Neighbourhood) -> str:
    if telegram_id in street.world.chats:
        return street.world.chats[telegram_id].title or ""
    return street.world.users[telegram_id].first_name if telegram_id in street.world.users else ""


def _what(view: str, words: Words) -> str:
    for name in (view, view.partition(".")[0]):
        if words.has(f"demo.view.{name}"):
            return words.plain(f"demo.view.{name}")
    return view
