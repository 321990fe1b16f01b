"""A case's history and photos, as whoever asks may see them."""

from domain.case import Event, Happened
from domain.said import category as category_of
from domain.said import urgency as urgency_of
from domain.sheet import Photo, Sheet
from views.cards import card_text
from views.catalog import Markup
from views.outgoing import TEXT, Outgoing, Shown, as_read, clip, units
from views.scene import Scene, joined

NOTE = 120
_OPEN_NOTES = frozenset({Happened.REFUSED, Happened.ASKED, Happened.RESOLVED, Happened.HANDED_OUT})
"""What staff wrote for the reporters to read."""
_CODES = frozenset({Happened.ROUTED, Happened.RETURNED, Happened.UNROUTED, Happened.UNDONE})
"""Their notes are names of reasons, not words of people."""


def history(scene: Scene) -> Shown:
    """A case with its history: who did what, when, and why; for reporters without their neighbours' names and words."""
    sheet = scene.sheet
    if sheet is None:
        return None
    lines = [_event_line(scene, sheet, one) for one in sheet.events]
    if scene.page:
        seen = [f"{one.name} {one.times}" for one in scene.page]
        lines.append(scene.words("history.looked", who=scene.words.plain("points.comma").join(seen)))
    body = joined(card_text(scene, sheet), scene.words("history.title"), *lines)
    while units(as_read(body)) > TEXT - 96 and len(lines) > 2:  # noqa: PLR2004  the mark and one line
        lines = [scene.words("history.more"), *lines[2:]]
        body = joined(card_text(scene, sheet), scene.words("history.title"), *lines)
    return Outgoing(body)


def photos(scene: Scene) -> Shown:
    """All the photos of a case as one album; for a reporter their own and the results. Nothing when there are none."""
    sheet = scene.sheet
    if sheet is None:
        return None
    seen = [one for one in sheet.photos if _may_see(scene, one)]
    if not seen:
        return None
    after = sum(one.purpose == "after" for one in seen)
    text = scene.words("history.photos", number=sheet.case.id, before=len(seen) - after, after=after)
    return Outgoing(text, album=tuple(one.file_id for one in seen))


def public_case(scene: Scene) -> Shown:
    """What the area's own group, and neighbours who met the same, may read of a case."""
    return None if scene.sheet is None else Outgoing(card_text(scene, scene.sheet), silent=True)


def _may_see(scene: Scene, one: Photo) -> bool:
    if one.state not in ("owed", "stored") or one.as_file:
        return False
    return bool(scene.facts.get("everything")) or one.purpose == "after" or one.person_id == _viewer(scene)


def _viewer(scene: Scene) -> int:
    return scene.viewer.id if scene.viewer else 0


def _event_line(scene: Scene, sheet: Sheet, event: Event) -> Markup:
    note, name = _note(scene, event), _name(scene, sheet, event.actor_id)
    return scene.words(
        "history.line",
        at=scene.moment(event.at),
        name=f"{name} " if name else "",
        what=_what(scene, sheet, event),
        note=scene.words("history.note", text=clip(note, NOTE)) if note else "",
    )


def _name(scene: Scene, sheet: Sheet, person_id: int | None) -> str:
    """Staff by name; residents by name only where everything may be seen, and they did not ask to be left out."""
    person = sheet.people.get(person_id or 0)
    if person is None:
        return ""
    if person.id == _viewer(scene):
        return scene.words.plain("history.you")
    shy = any(one.anonymous for one in sheet.reports if one.person_id == person.id)
    staff = person.id in sheet.on_duty | sheet.served
    if shy or not (staff or scene.facts.get("everything")):
        return scene.words.plain("history.someone")
    return person.name


def _what(scene: Scene, sheet: Sheet, event: Event) -> Markup:
    facts, kind = event.facts, event.kind.value
    values = {
        "to": _name(scene, sheet, facts.get("to")) or scene.words.plain("card.nobody"),
        "into": facts.get("into") or facts.get("from") or "",
        "department": facts.get("department", ""),
        "stars": facts.get("stars", ""),
        "is": facts.get("is", ""),
        "photos": facts.get("photos", 0),
    }
    if event.kind is Happened.RECATEGORISED:
        values |= scene.values({"is": category_of(str(facts.get("is", "")))})
    if event.kind is Happened.LOWERED:
        values |= scene.values({"is": urgency_of(str(facts.get("is", "")))})
    if event.kind is Happened.RECATEGORISED and facts.get("asked"):
        kind = "chosen"
    if event.kind in (Happened.EXTENDED, Happened.ASKED_FOR_TIME) and facts.get("until"):
        values |= scene.values({"until": {"$at": facts["until"]}})
    if event.kind is Happened.WITHDRAWN and facts.get("stays"):
        kind = "withdrawn_stays"
    return scene.words(f"history.{kind}", **{"until": "", **values})


def _note(scene: Scene, event: Event) -> str:
    if event.kind in _CODES:
        key = f"history.why.{event.note.replace(' ', '_')}"
        return scene.words.plain(key) if event.note and scene.words.has(key) else ""
    shown = scene.facts.get("everything") or event.kind in _OPEN_NOTES or event.actor_id == _viewer(scene)
    return event.note if shown else ""
