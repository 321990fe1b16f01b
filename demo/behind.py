"""Behind the scenes: the latest cases with their history, and the messages the bot owes and owed."""

import html
from dataclasses import replace
from datetime import datetime
from typing import Any

from demo.neighbourhood import Neighbourhood
from domain.case import Event
from domain.chats import Chat
from domain.sheet import Sheet
from storage import cases, demonstration
from storage.demonstration import Promise
from storage.unit import Unit
from views.catalog import Words
from views.histories import history
from views.moments import clock, short_day
from views.outgoing import Outgoing
from views.scene import Scene

CASES = 4
PROMISES = 14


def look_behind(unit: Unit, street: Neighbourhood, words: Words, now: datetime) -> dict[str, Any]:
    """What the side panel shows, in these words: {cases: […], owed: […]}."""
    numbers = demonstration.newest_cases(unit, CASES)
    sheets = [cases.sheet(unit, number, with_history=True) for number in numbers]
    zone = unit.rules.zone
    onlooker = Chat(0, 0, "private", "", words.language)
    scene = Scene(words, zone, now, unit.rules.taxonomy, onlooker, facts={"everything": True})
    return {
        "cases": [_case(replace(scene, sheet=one), one) for one in sheets if one is not None],
        "owed": [
            _promise(one, street, words) | {"at": _when(one.told_at.astimezone(zone), now.astimezone(zone), words)}
            for one in demonstration.promises(unit, PROMISES)
        ],
    }


def _case(scene: Scene, sheet: Sheet) -> dict[str, Any]:
    case = sheet.case
    return {
        "number": case.id, "place": scene.place(sheet), "title": scene.title(case), "state": case.status.value,
        "status": scene.words.plain(f"status.{case.status.value}"), "who": scene.who(sheet),
        "due": scene.moment(case.resolve_by) if case.is_open else "", "also": sheet.also,
        "lines": [_line(scene, sheet, one) for one in sheet.events],
    }  # fmt: skip


def _line(scene: Scene, sheet: Sheet, event: Event) -> dict[str, str]:
    """One line of history in the bot's own words, with its time and who it was set apart."""
    shown = history(replace(scene, sheet=replace(sheet, events=(event,))))
    text = shown.text if isinstance(shown, Outgoing) else ""
    said = html.unescape(text.partition(f"{scene.words('history.title')}\n")[2])
    moment = scene.moment(event.at)
    today = event.at.astimezone(scene.zone).date() == scene.now.astimezone(scene.zone).date()
    actor = sheet.people.get(event.actor_id or 0)
    name = actor.name if actor else ""
    return {
        "at": clock(event.at.astimezone(scene.zone)) if today else moment,
        "who": name or scene.words.plain("bot.name"),
        "what": said.removeprefix(moment).strip().removeprefix(name).strip(),
    }


def _promise(promise: Promise, street: Neighbourhood, words: Words) -> dict[str, Any]:
    return {
        "id": promise.id, "to": _whose(promise.telegram_id, street), "what": called(promise.view, words),
        "case": promise.case, "state": promise.state, "word": words.plain(f"demo.state.{promise.state}"),
    }  # fmt: skip


def _when(at: datetime, now: datetime, words: Words) -> str:
    """The time of day, or the day where it was another one."""
    return clock(at) if at.date() == now.date() else short_day(at.date(), words)


def _whose(telegram_id: int, street: Neighbourhood) -> str:
    if telegram_id in street.world.chats:
        return street.world.chats[telegram_id].title or ""
    return street.world.users[telegram_id].first_name if telegram_id in street.world.users else ""


def called(view: str, words: Words) -> str:
    """What a message is, in a word or two."""
    for name in (view, view.partition(".")[0]):
        if words.has(f"demo.view.{name}"):
            return words.plain(f"demo.view.{name}")
    return view
