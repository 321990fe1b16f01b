"""Cards: messages that are kept true. Each is a pure function of the state."""

from domain.case import Case, ClosedHow, Happened, Status
from domain.press import Press, Verb
from domain.sheet import Sheet
from views.catalog import Markup
from views.moments import duration
from views.outgoing import Button, Outgoing, Rows, Shown
from views.scene import Scene, joined

_LIVING = (Status.FILED, Status.DISPATCHED, Status.ACCEPTED, Status.COORDINATING, Status.WAITING, Status.RESOLVED)


def group_card(scene: Scene) -> Shown:
    """The card in a group: place and thing, number and state, who and by when. Never who reported it."""
    sheet = scene.sheet
    if sheet is None:
        return None
    if sheet.case.private:
        return Outgoing(scene.words("card.gone_private", number=sheet.case.id))
    return Outgoing(card_text(scene, sheet), _group_buttons(scene, sheet), silent=not sheet.case.hazard)


def own_card(scene: Scene) -> Shown:
    """The same card in its reporter's private chat, with what only they may press."""
    sheet = scene.sheet
    if sheet is None:
        return None
    case = sheet.case
    buttons: list[tuple[Button, ...]] = []
    if case.status in (Status.FILED, Status.DISPATCHED, Status.ACCEPTED, Status.WAITING):
        buttons.append((_button(scene, "withdraw", Verb.WITHDRAW, case), _button(scene, "recat", Verb.RECAT, case)))
    if case.status in (Status.RESOLVED, Status.CLOSED):
        buttons.append((_button(scene, "reopen", Verb.REOPEN, case),))
    if case.status is Status.REFUSED and not case.appealed:
        buttons.append((_button(scene, "appeal", Verb.APPEAL, case),))
    reason = last_note(sheet, Happened.REFUSED) if case.status is Status.REFUSED else ""
    why = scene.words("card.reason", reason=reason) if reason else None
    return Outgoing(joined(card_text(scene, sheet), why), tuple(buttons), silent=True)


def last_note(sheet: Sheet, kind: Happened) -> str:
    """What was written with the latest event of a kind; empty when there was none. Needs the history."""
    return next((one.note for one in reversed(sheet.events) if one.kind is kind), "")


def card_text(scene: Scene, sheet: Sheet) -> Markup:
    """The lines that everybody may read."""
    words, case = scene.words, sheet.case
    # "stay away" is about things; who lies in the stairwell, or is beaten, needs neighbours
    hazard = words("card.hazard") if case.hazard and case.is_open and not case.private else None
    return joined(
        hazard, scene.head(sheet), words(f"card.status.{_state(case)}", number=case.id), *_details(scene, sheet)
    )


def spent(scene: Scene, case: Case) -> str:
    """How long it took from filing to the result."""
    return duration((case.resolved_at or scene.now) - case.filed_at, scene.words)


def _state(case: Case) -> str:
    if case.status is Status.CLOSED and case.closed_how is ClosedHow.SILENCE:
        return "closed_silently"
    return case.status.value


def _details(scene: Scene, sheet: Sheet) -> list[Markup]:
    words, case = scene.words, sheet.case
    if case.status is Status.FILED:
        return [words("card.searching")]
    if case.status is Status.REFUSED:
        return [words("card.refused_how")]
    if case.status is Status.MERGED:
        return [words("card.merged_into", into=case.merged_into_id or 0)]
    if case.status is Status.WITHDRAWN:
        return []
    if case.status is Status.CLOSED:
        return _closed(scene, sheet)
    who = words("card.who", who=scene.who(sheet))
    if case.status is Status.COORDINATING:
        follows = words("card.follows", who=scene.who(sheet))
        promised = words("card.promised", at=scene.day(case.promised_by)) if case.promised_by else None
        return [words("card.outside", department=case.outside), follows, *([promised] if promised else [])]
    if case.status is Status.RESOLVED:
        return [who, words("card.took", took=spent(scene, case))]
    lines = [who, words("card.due", at=scene.moment(case.resolve_by))]
    if case.led:
        lines.append(words("card.led"))
    return lines


def _closed(scene: Scene, sheet: Sheet) -> list[Markup]:
    words, case = scene.words, sheet.case
    if case.closed_how is ClosedHow.SILENCE:
        name = sheet.responsible.name if sheet.responsible else ""
        fixed = words("card.fixed_by", name=name, day=scene.day(case.resolved_at or scene.now))
        return [fixed, words("card.unconfirmed")]
    key = "card.confirmed_by_secretary" if case.closed_how is ClosedHow.SECRETARY else "card.confirmed"
    confirmed = words(key, at=scene.moment(case.closed_at or scene.now))
    return [confirmed, words("card.took", took=spent(scene, case))]


def _group_buttons(scene: Scene, sheet: Sheet) -> Rows:
    case = sheet.case
    if case.status is Status.CLOSED and case.closed_how is ClosedHow.SILENCE:
        return ((_button(scene, "reopen", Verb.REOPEN, case),),)
    if case.status not in _LIVING:
        return ()
    label = scene.words.plain("button.same_n", n=sheet.also) if sheet.also else scene.words.plain("button.same")
    row = [Button(label, Press(Verb.SAME, case.id))]
    if case.status in (Status.FILED, Status.DISPATCHED):
        row.append(_button(scene, "withdraw", Verb.WITHDRAW, case))
    return (tuple(row),)


def _button(scene: Scene, name: str, verb: Verb, case: Case, argument: str = "") -> Button:
    return Button(scene.words.plain(f"button.{name}"), Press(verb, case.id, argument))
