"""What the clock says: half-time, nearly due, late, and many of them in one; pointless once the case moved on."""

from dataclasses import replace
from datetime import datetime

from domain.press import Press, Verb
from domain.sheet import Sheet
from views.moments import late
from views.outgoing import Button, Outgoing, Rows, Shown, clip
from views.scene import Scene, joined
from views.work_cards import watch_card

_BUTTONS: dict[str, tuple[tuple[Verb, ...], ...]] = {
    "time.half": ((Verb.DONE, Verb.EXTEND),),
    "time.half_answer": ((Verb.ACCEPT, Verb.PASS),),
    "time.due": ((Verb.DONE, Verb.EXTEND, Verb.BEYOND),),
    "time.due_answer": ((Verb.ACCEPT, Verb.PASS, Verb.BEYOND),),
    "time.due_promise": ((Verb.DONE, Verb.BACK, Verb.EXTEND),),
    "time.late_alone": ((Verb.DONE,),),
}
_LABELS = {Verb.EXTEND: "button.more_time"}


def reminder(view: str, scene: Scene) -> Shown:
    """A word before it is due, to whoever has the case; nothing when that is no longer what it is about."""
    sheet = scene.sheet
    if sheet is None or not _concerns(scene, sheet):
        return None
    due = sheet.case.due_at
    if due is None or due != datetime.fromisoformat(scene.facts["due"]) or scene.now > due:
        return None
    return Outgoing(
        scene.words(view, number=sheet.case.id, due=scene.moment(due), outside=sheet.case.outside),
        _rows(scene, view, sheet.case.id),
    )


def climbed(view: str, scene: Scene) -> Shown:
    """It was late and went one level up: who looks after it now, to whoever has it and whoever looked before."""
    sheet = scene.sheet
    if sheet is None or not _is_late(scene, sheet) or sheet.case.level != scene.facts["level"]:
        return None
    name = str(scene.facts["name"])
    return Outgoing(scene.words(view, number=sheet.case.id, late=_lateness(scene, sheet), name=name))


def late_alone(scene: Scene) -> Shown:
    """It is late and nobody is higher up."""
    sheet = scene.sheet
    if sheet is None or not _is_late(scene, sheet) or not _concerns(scene, sheet):
        return None
    text = scene.words("time.late_alone", number=sheet.case.id, late=_lateness(scene, sheet))
    return Outgoing(text, _rows(scene, "time.late_alone", sheet.case.id))


def late_card(scene: Scene) -> Shown:
    """To the secretary that a late case climbed to: place, what, how late, whose; it stays the case's card there."""
    sheet, shown = scene.sheet, watch_card(scene)
    if sheet is None or not isinstance(shown, Outgoing) or not _is_late(scene, sheet):
        return shown
    line = scene.words(
        "time.late_card", place=scene.place(sheet), title=clip(scene.title(sheet.case), 60), number=sheet.case.id,
        late=_lateness(scene, sheet), who=scene.who(sheet) or scene.words.plain("card.nobody"),
    )
    return replace(shown, text=line)


def summary(scene: Scene) -> Shown:
    """Many reminders in one, with the list behind a button. `cases` are those that still run."""
    if not scene.cases:
        return None
    overdue = sum(_is_late(scene, one) for one in scene.cases)
    mine = all(_concerns(scene, one) for one in scene.cases)
    key = "time.summary" if mine else "time.summary_above"
    opening = scene.words("time.stopped") if scene.facts.get("stopped") else None
    text = joined(opening, scene.words(key, n=len(scene.cases), late=overdue))
    press = Press(Verb.QUEUE)
    return Outgoing(text, ((Button(scene.words.plain("button.see_n", n=len(scene.cases)), press),),))


def _concerns(scene: Scene, sheet: Sheet) -> bool:
    return sheet.case.responsible_id == scene.chat.person_id


def _is_late(scene: Scene, sheet: Sheet) -> bool:
    return sheet.case.due_at is not None and scene.now > sheet.case.due_at


def _lateness(scene: Scene, sheet: Sheet) -> str:
    return late(scene.now - (sheet.case.due_at or scene.now), scene.words)


def _rows(scene: Scene, view: str, number: int) -> Rows:
    return tuple(
        tuple(Button(scene.words.plain(_LABELS.get(verb, f"button.{verb.value}")), Press(verb, number)) for verb in row)
        for row in _BUTTONS[view]
    )
