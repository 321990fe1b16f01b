"""Binds groups to areas, and follows what happens to the groups: modes, languages, leaving, moving."""

from datetime import datetime

from domain.case import Case, Status
from domain.chats import Mode, Purpose
from domain.errors import NotYours, Refusal
from domain.people import Area, Level
from domain.said import Said, say
from storage import areas, cases, chats, people
from storage.unit import Priority, Unit
from usecases import telling
from usecases.access import Actor, area_of_code, is_operator, must_cover
from usecases.route_case import give_back
from usecases.take_leave import back_on_duty

LANGUAGES = ("zh_CN", "en")


def bind_group(
    unit: Unit, actor: Actor, code: str, now: datetime, *, is_admin: bool, sees_all: bool, replace: bool = False,
    asked_in: int | None = None,
) -> Said | None:  # fmt: skip
    """/bind CODE by the operator, or by a secretary of the area who is an administrator of the group.

    `sees_all` is whether Telegram shows the bot ordinary messages there. A building that has another group, or a
    group that is bound elsewhere, is bound anew only with `replace`; without, the chat `asked_in` is asked first.
    """
    if actor.chat.is_private:
        raise Refusal("refusal.bind_in_group")
    area = area_of_code(unit, code)
    must_cover(unit, actor, area)
    if not is_admin and not is_operator(unit, actor.person):
        raise NotYours("refusal.bind_needs_admin")
    if actor.chat.area_id == area.id:
        return _greeting(area, sees_all, "group.bound_already")
    purpose = Purpose.BUILDING if area.level is Level.BUILDING else Purpose.STATION
    other = chats.of_building(unit, area.id) if purpose is Purpose.BUILDING else None
    if (other is not None or actor.chat.area_id is not None) and not replace:
        unit.tell(
            asked_in or actor.chat.id, "group.replace", at=now, person_id=actor.id, group=actor.chat.id,
            code=area.code, area=area.name,
        )  # fmt: skip
        return None
    if other is not None:
        chats.change(unit, other.id, area_id=None, purpose=Purpose.NONE)
        unit.tell(other.id, "say", at=now, key="group.replaced", values={"area": area.name})
    chats.change(unit, actor.chat.id, area_id=area.id, purpose=purpose, bound_by=actor.id, bound_at=now)
    return _greeting(area, sees_all, "group.bound" if purpose is Purpose.BUILDING else "group.bound_station")


def ask_privately(unit: Unit, actor: Actor, code: str, now: datetime) -> Said:
    """An anonymous administrator wants to bind: who they are they show in private."""
    area = area_of_code(unit, code)
    link = f"https://t.me/{unit.rules.bot_username}?start=b-{actor.chat.id}-{area.code}"
    return say("group.confirm_privately", area=area.name, link=link)


def bind_from_private(
    unit: Unit, actor: Actor, chat_id: int, code: str, now: datetime, *, is_admin: bool, sees_all: bool,
    replace: bool = False,
) -> Said | None:  # fmt: skip
    """The administrator showed who they are: the group is bound, and told so."""
    there = Actor(actor.person, chats.chat(unit, chat_id))
    said = bind_group(
        unit, there, code, now, is_admin=is_admin, sees_all=sees_all, replace=replace, asked_in=actor.chat.id
    )
    if said is None:
        return None
    unit.tell(chat_id, "say", at=now, key=said.key, values=said.values)
    return say("group.bound_from_private", title=there.chat.title)


def telegram_id_of(unit: Unit, chat_id: int) -> int | None:
    """Telegram's id of a chat of ours that is still open."""
    found = chats.find(unit, chat_id)
    return None if found is None or found.closed else found.telegram_id


def unbind_group(unit: Unit, actor: Actor, now: datetime) -> Said:
    """/unbind: the group is an ordinary one again; open cases stay."""
    area = _bound_area(unit, actor)
    must_cover(unit, actor, area)
    chats.change(unit, actor.chat.id, area_id=None, purpose=Purpose.NONE, bound_at=now)
    return say("group.unbound_now", area=area.name)


def set_mode(unit: Unit, actor: Actor, mode: str, now: datetime) -> Said:
    """/mode auto, ask or command; or the group as a staff group (`staff`)."""
    area = _bound_area(unit, actor)
    must_cover(unit, actor, area)
    if mode == "staff" and actor.chat.purpose is not Purpose.BUILDING:
        chats.change(unit, actor.chat.id, purpose=Purpose.STAFF)
        return say("group.mode_staff")
    if mode not in list(Mode):
        raise Refusal("refusal.no_such_mode", mode=mode[:20], now=actor.chat.mode.value)
    purpose = Purpose.STATION if actor.chat.purpose is Purpose.STAFF else actor.chat.purpose
    chats.change(unit, actor.chat.id, mode=mode, purpose=purpose)
    return say(f"group.mode_{mode}")


def set_language(unit: Unit, actor: Actor, language: str, now: datetime) -> Said:
    """/lang: in private one's own; in a group the group's, by somebody who covers it."""
    if language not in LANGUAGES:
        return say("lang.which")
    if actor.chat.is_private:
        people.change(unit, actor.id, own_language=language)
        chats.change(unit, actor.chat.id, language=language)
    else:
        must_cover(unit, actor, _bound_area(unit, actor))
        chats.change(unit, actor.chat.id, language=language)
    return say(f"lang.now_{language}")


def came_in(unit: Unit, actor: Actor, now: datetime) -> Said | None:
    """The bot was added to a group: it says how to begin; where it is bound already it brings its cards up to date."""
    chats.change(unit, actor.chat.id, closed=False, reactions=True)
    if actor.chat.area_id is None:
        return say("group.hello")
    _renew_cards(unit, actor.chat.id, now)
    return None


def came_back(unit: Unit, actor: Actor, now: datetime) -> None:
    """Let in again, or made an administrator: cards are brought up to date, and a worker can be given cases again."""
    chats.change(unit, actor.chat.id, closed=False, reactions=True)
    _renew_cards(unit, actor.chat.id, now)
    if actor.chat.is_private:
        back_on_duty(unit, actor.id, now)


def went_out(unit: Unit, actor: Actor, now: datetime) -> None:
    """Removed from a group, or blocked: nothing more is sent there, and a worker's cases go to others.

    A group's binding is kept in case the bot returns.
    """
    chats.change(unit, actor.chat.id, closed=True, wait_until=None)
    if actor.chat.is_private:
        give_back(unit, actor.id, now, why="blocked the bot")


def migrate_group(unit: Unit, actor: Actor, old: int, new: int, now: datetime) -> None:
    """A service message told that the group became a supergroup."""
    group_moved(unit, old, new, now)


def group_moved(unit: Unit, old: int, new: int, now: datetime) -> None:
    """The group `old` is the supergroup `new` now: the id changes everywhere, and living cards are sent anew.

    It is told more than once, in any order; only the first time changes anything.
    """
    for row in chats.migrate(unit, old, new):
        if _lives(cases.load(unit, row.case_id), row.card):
            unit.tell(row.chat_id, row.view, at=now, card=row.card, case_id=row.case_id, priority=Priority.CARD)


def _lives(case: Case, card: str) -> bool:
    if card.startswith("result:"):
        return case.status is Status.RESOLVED and card == telling.result_card(case)
    return case.is_open or case.status is Status.RESOLVED


def _renew_cards(unit: Unit, chat_id: int, now: datetime) -> None:
    for row in chats.cards_in(unit, chat_id, since=now - unit.rules.periods.reopen):
        unit.tell(chat_id, row.view, at=now, card=row.card, case_id=row.case_id, priority=Priority.EDIT)
    telling.owe_lost_cards(unit, chat_id, now)


def _bound_area(unit: Unit, actor: Actor) -> Area:
    if actor.chat.is_private or actor.chat.area_id is None:
        raise Refusal("refusal.not_a_bound_group")
    return areas.area(unit, actor.chat.area_id)


def _greeting(area: Area, sees_all: bool, key: str) -> Said:
    return say(key if sees_all else f"{key}_blind", area=area.name)
