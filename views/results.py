"""The one result message: before and after side by side, and the question to those who reported it."""

from domain.case import ClosedHow, Status
from domain.press import Press, Verb
from domain.sheet import Sheet
from views.catalog import Markup
from views.outgoing import Button, Comparison, Outgoing, Rows, Shown, clip
from views.scene import Scene, joined


def result(scene: Scene) -> Shown:
    """Asks "is it solved?"; once answered the same message thanks, and offers one to five."""
    sheet = scene.sheet
    if sheet is None:
        return None
    case = sheet.case
    current = scene.facts.get("round", case.round) == case.round
    if not current and not scene.facts.get("stands"):
        return None
    if not current:
        known = case.status in (Status.RESOLVED, Status.CLOSED)
        return Outgoing(scene.words("result.old" if known else "result.taken_back", number=case.id))
    if case.status is Status.RESOLVED:
        return _picture(scene, sheet, joined(_note(scene, sheet), scene.words("result.ask")), _ask(scene, sheet))
    if case.status is Status.CLOSED:
        return _picture(scene, sheet, _thanks(scene, sheet), _stars(scene, sheet))
    return _picture(scene, sheet, scene.words("result.taken_back", number=case.id), ())


def _picture(scene: Scene, sheet: Sheet, text: Markup, buttons: Rows) -> Outgoing:
    shown = sheet if scene.chat.is_private else sheet.public()
    return Outgoing(text, buttons, before_after=Comparison(shown, scene.title(sheet.case), result_note(sheet)))


def _note(scene: Scene, sheet: Sheet) -> Markup | None:
    note = result_note(sheet)
    return scene.words("result.note", text=clip(note, 300)) if note else None


def result_note(sheet: Sheet) -> str:
    """What the worker wrote with the present result."""
    written = [
        one.note for one in sheet.events if one.kind == "resolved" and one.facts.get("round") == sheet.case.round
    ]
    return written[-1] if written else ""


def _ask(scene: Scene, sheet: Sheet) -> Rows:
    number = sheet.case.id
    return (
        (
            Button(scene.words.plain("button.confirm"), Press(Verb.CONFIRM, number)),
            Button(scene.words.plain("button.reopen"), Press(Verb.REOPEN, number)),
        ),
    )


def _thanks(scene: Scene, sheet: Sheet) -> Markup:
    if sheet.case.closed_how is ClosedHow.SILENCE:
        return scene.words("result.silence")
    worker = sheet.responsible
    thanks = scene.words("result.thanks", name=worker.name) if worker else scene.words("result.thanks_all")
    if sheet.stars:
        average = sum(sheet.stars) / len(sheet.stars)
        return joined(thanks, scene.words("result.stars", average=f"{average:.1f}", n=len(sheet.stars)))
    return thanks


def _stars(scene: Scene, sheet: Sheet) -> Rows:
    number = sheet.case.id
    if sheet.case.closed_how is not ClosedHow.RESIDENT:
        return ((Button(scene.words.plain("button.reopen"), Press(Verb.REOPEN, number)),),)
    return (tuple(Button(str(star), Press(Verb.RATE, number, str(star))) for star in range(1, 6)),)
