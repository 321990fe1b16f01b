"""From a row of the outbox to what is said now: loads what the view needs in one read, and asks the view."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.chats import Chat
from domain.lease import Hold
from domain.people import Person
from storage import areas, cases, chats, drafts, people, personal, queues
from storage.unit import Unit
from usecases.keep_pace import PAGES as PACE
from usecases.look_up import PAGES as LOOKS
from usecases.look_up import queue_of
from usecases.merge_cases import mergeable_into
from usecases.pass_case import choices
from usecases.points_pages import PAGES as POINTS
from usecases.time_pages import PAGES as TIME
from views import lists
from views.catalog import Catalogs, Words
from views.outgoing import Deletion, Outgoing, Reaction, Shown
from views.registry import WATCHING, view
from views.scene import Scene

PAGES = {**POINTS, **TIME, **PACE, **LOOKS}
"""What views show beside a case, by their keys."""


LONG = frozenset({"digest", "digest.public", "own.export", "shop.statement"})
"""What these views show takes long to count: not on the event loop."""


@dataclass(frozen=True)
class Prepared:
    """What to send, to which chat (Telegram's id), instead of which message (None: a new one).

    `closed` when the bot is not wanted in the chat any more, or not for now.
    """

    shown: Shown
    words: Words
    telegram_id: int
    is_group: bool
    closed: bool = False
    edits: int | None = None
    edited_has_photo: bool = False


_ASKS_MUCH = {*POINTS, *TIME, "own.export"}
"""Views that may ask for hundreds of rows: they read apart from the writer."""


def take(
    unit: Unit, row_id: int, under: Hold | None, catalogs: Catalogs, now: datetime
) -> tuple[Any, Prepared | None]:
    """Claim a message and, unless it asks much, prepare it in the same transaction; (None, None) if it is not owed."""
    owed = queues.claim(unit, row_id, under)
    if owed is None or owed.view in _ASKS_MUCH:
        return owed, None
    unit.shared = False  # from here on it only looks: whoever changes the case may be waiting for this message
    return owed, prepare(unit, owed, catalogs, now)


def prepare(unit: Unit, owed: Any, catalogs: Catalogs, now: datetime) -> Prepared:
    """The present text of an intent, in the language of the chat it goes to."""
    chat = chats.chat(unit, owed.chat_id)
    standing = chats.card(unit, chat.id, owed.card) if owed.card else None
    scene = _scene(unit, owed, chat, catalogs, now, stands=standing is not None)
    shown = view(owed.view)(scene)
    if isinstance(shown, Outgoing) and owed.facts.get("no_photo"):
        shown = replace(shown, photo="", kept="", before_after=None, drawn=None, album=())
    if isinstance(shown, Reaction | Deletion) and (owed.reply_to or 0) <= 0:
        shown = None  # the group has moved, and the ids of its messages with it
    if isinstance(shown, Reaction) and not chat.reactions:
        shown = None
    return Prepared(
        shown=shown,
        words=scene.words,
        telegram_id=chat.telegram_id,
        is_group=not chat.is_private,
        closed=chat.closed,
        edits=standing.message_id if standing else None,
        edited_has_photo=bool(standing and standing.has_photo),
    )


def _scene(unit: Unit, owed: Any, chat: Chat, catalogs: Catalogs, now: datetime, *, stands: bool) -> Scene:
    viewer = _viewer(unit, owed, chat)
    language = viewer.language if viewer and chat.is_private else chat.language
    facts = dict(owed.facts)
    if owed.card and owed.card.startswith("result:"):
        facts |= {"round": int(owed.card.split(":")[2]), "stands": stands}
    scene = Scene(
        words=catalogs(language),
        zone=unit.rules.zone,
        now=now,
        taxonomy=unit.rules.taxonomy,
        chat=chat,
        bot=unit.rules.bot_username,
        sheet=cases.sheet(unit, owed.case_id, with_history=_needs_history(owed.view)) if owed.case_id else None,
        viewer=viewer,
        draft=drafts.find(unit, owed.draft_id) if owed.draft_id else None,
        facts=facts,
    )
    return _with_lists(unit, owed, scene)


def _needs_history(key: str) -> bool:
    return key in ("list.history", "card.result", "card.own", "card.work") or key in WATCHING


def _viewer(unit: Unit, owed: Any, chat: Chat) -> Person | None:
    person_id = chat.person_id or owed.person_id
    return people.person(unit, person_id) if person_id else None


def _with_lists(unit: Unit, owed: Any, scene: Scene) -> Scene:
    person_id = scene.chat.person_id or owed.person_id or 0
    if (page_of := PAGES.get(owed.view)) is not None:
        return _changed(scene, page=page_of(unit, person_id, scene.facts, scene.now))
    if owed.view in ("list.queue", "queue.new"):
        waiting = queue_of(unit, people.person(unit, person_id))
        page = min(int(scene.facts.get("page", 0)), max(0, len(waiting) - 1) // lists.PAGE)
        found = waiting[page * lists.PAGE : (page + 1) * lists.PAGE]
        facts = {**scene.facts, "page": page}
        return _changed(scene, cases=_sheets(unit, found), total=len(waiting), facts=facts)
    if owed.view == "menu.merge" and scene.sheet is not None:
        return _changed(scene, cases=_sheets(unit, mergeable_into(unit, scene.sheet.case)))
    if owed.view == "time.summary":
        numbers = [one for one in scene.facts["cases"] if (case := cases.find(unit, one)) and case.due_at is not None]
        return _changed(scene, cases=tuple(sheet for one in numbers if (sheet := cases.sheet(unit, one)) is not None))
    if owed.view == "list.mine":
        return _changed(scene, cases=_sheets(unit, cases.reported_by(unit, person_id, limit=9)))
    if owed.view == "menu.people" and scene.sheet is not None:
        found_people = choices(unit, scene.sheet.line, scene.sheet.case, scene.now)
        return _changed(scene, people=tuple((one.id, one.name, role.value) for one, role in found_people))
    if owed.view == "own.export":
        return _changed(scene, facts={**scene.facts, "rows": personal.rows_of(unit, person_id)})
    if owed.view == "list.staff":
        return _changed(scene, people=_staff(unit, int(scene.facts["area"])))
    return scene


def _staff(unit: Unit, area_id: int) -> tuple[tuple[int, str, str, str], ...]:
    top = areas.area(unit, area_id)
    below = {one.id: one for one in areas.every(unit) if top.covers(one)}
    return tuple(
        (grant.id, person.name, grant.role.value, below[grant.area_id].name)
        for grant, person in people.holders(unit, list(below))
    )


def _sheets(unit: Unit, found: list[Any]) -> tuple[Any, ...]:
    return tuple(sheet for one in found if (sheet := cases.sheet(unit, one.id)) is not None)


def _changed(scene: Scene, **changes: Any) -> Scene:
    return Scene(**{**scene.__dict__, **changes})
