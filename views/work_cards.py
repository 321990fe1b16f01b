"""The cards of people who work on cases: whoever has one, and the secretary who watches it."""

from dataclasses import replace
from datetime import datetime

from domain.case import Case, Happened, Status
from domain.press import Press, Verb
from domain.rights import no_resident_reported
from domain.sheet import MANY, RECENT, Sheet
from views.cards import last_note
from views.catalog import Markup
from views.moments import late
from views.outgoing import Button, Outgoing, Rows, Shown, clip, with_photo
from views.scene import Scene, joined

Layout = dict[Status, tuple[tuple[Verb, ...], ...]]

_WORK: Layout = {
    Status.DISPATCHED: (
        (Verb.ACCEPT,), (Verb.PASS, Verb.ASK), (Verb.REFUSE, Verb.BEYOND), (Verb.RECAT, Verb.MERGE),
    ),
    Status.ACCEPTED: (
        (Verb.DONE,), (Verb.PASS, Verb.ASK, Verb.EXTEND), (Verb.EXTERNAL, Verb.BEYOND),
        (Verb.REFUSE, Verb.RECAT, Verb.MERGE),
    ),
    Status.COORDINATING: ((Verb.DONE,), (Verb.BACK, Verb.PASS), (Verb.EXTEND, Verb.BEYOND)),
    Status.WAITING: ((Verb.UNDO,),),
    Status.RESOLVED: ((Verb.UNDO,),),
    Status.MERGED: ((Verb.SPLIT,),),
}  # fmt: skip
_WATCH: Layout = {
    Status.FILED: ((Verb.ASSIGN, Verb.LEAD), (Verb.REFUSE, Verb.RECAT, Verb.MERGE)),
    Status.DISPATCHED: ((Verb.NUDGE, Verb.ASSIGN), (Verb.LEAD, Verb.EXTEND), (Verb.RECAT, Verb.MERGE)),
    Status.ACCEPTED: ((Verb.NUDGE, Verb.ASSIGN), (Verb.LEAD, Verb.EXTEND), (Verb.RECAT, Verb.MERGE)),
    Status.COORDINATING: ((Verb.NUDGE, Verb.ASSIGN), (Verb.LEAD, Verb.EXTEND)),
    Status.WAITING: ((Verb.BACK, Verb.ASSIGN), (Verb.LEAD,)),
    Status.RESOLVED: ((Verb.REOPEN,),),
    Status.CLOSED: ((Verb.REOPEN,),),
    Status.REFUSED: ((Verb.OVERRULE, Verb.ASSIGN), (Verb.LEAD,)),
    Status.MERGED: ((Verb.SPLIT,),),
}
_ANSWER = (Verb.GRANT, Verb.KEEP)
_NOT_ONESELF = {Verb.NUDGE, Verb.LEAD}
"""What a secretary who has the case already need not press."""
_LABELS = {("work", Verb.EXTEND): "button.more_time", ("watch", Verb.BACK): "button.no_wait"}
"""Where the same verb means a little less or more than elsewhere."""


def work_card(scene: Scene) -> Shown:
    """What the responsible person sees, with the reporter's photo and everything they can press."""
    sheet = scene.sheet
    if sheet is None:
        return None
    case = sheet.case
    if case.responsible_id != scene.chat.person_id:
        return Outgoing(joined(scene.head(sheet), scene.words("work.not_yours_now", number=case.id)))
    if case.status is Status.WITHDRAWN:
        return Outgoing(joined(scene.head(sheet), scene.words("work.status.withdrawn", number=case.id)))
    return _with_photo(sheet, _work_text(scene, sheet), _rows(scene, sheet, "work", _WORK))


def watch_card(scene: Scene) -> Shown:
    """What a secretary sees of a case that climbed, that nobody has, that waits for their word, or was looked up."""
    sheet = scene.sheet
    if sheet is None:
        return None
    words, case = scene.words, sheet.case
    lines = [_watch_reason(scene, sheet), scene.head(sheet), words(f"watch.status.{case.status.value}", number=case.id)]
    if case.responsible_id:
        lines.append(words("card.who", who=scene.who(sheet)))
    lines += [_recurring(scene, sheet), *_times(scene, case), _lateness(scene, sheet), _reported(scene, sheet)]
    layout = _WATCH
    if case.responsible_id == scene.chat.person_id:
        left = tuple(tuple(one for one in row if one not in _NOT_ONESELF) for row in _WATCH.get(case.status, ()))
        layout = {case.status: tuple(row for row in left if row)}
    rows = _rows(scene, sheet, "watch", layout)
    if _secretary_confirms(sheet):
        rows = ((Button(words.plain("button.confirm"), Press(Verb.CONFIRM, case.id)), *rows[0]), *rows[1:])
    if case.asked_until is not None:
        rows = (tuple(Button(words.plain(f"button.{verb}"), Press(verb, case.id)) for verb in _ANSWER), *rows)
    return _with_photo(sheet, joined(*lines), rows)


def unheard_card(scene: Scene) -> Shown:
    """The same for a result that could be delivered to nobody."""
    shown = watch_card(scene)
    if not isinstance(shown, Outgoing) or scene.sheet is None or scene.sheet.case.status is not Status.RESOLVED:
        return shown
    return replace(shown, text=joined(scene.words("watch.unheard"), shown.text))


def danger_card(scene: Scene) -> Shown:
    """The same, below words of danger that have just come; once it is edited they are no news any more."""
    shown, told = watch_card(scene), str(scene.facts.get("text", ""))
    if not isinstance(shown, Outgoing) or not told:
        return shown
    return replace(shown, text=joined(scene.words("watch.danger", text=clip(told, 300)), shown.text))


def _work_text(scene: Scene, sheet: Sheet) -> Markup:
    words, case = scene.words, sheet.case
    lines: list[Markup | None] = [words("card.hazard_staff") if case.hazard and case.is_open else None]
    lines += [scene.head(sheet), words(f"work.status.{case.status.value}", number=case.id)]
    reason = last_note(sheet, Happened.REOPENED) if case.round else ""
    if reason and case.status in (Status.DISPATCHED, Status.ACCEPTED):
        lines.append(words("work.reopened", text=clip(reason, 200)))
    lines += [words("work.category", category=scene.category(case.category)), _reported(scene, sheet)]
    if sheet.also:
        lines.append(words("work.also", n=sheet.also))
    lines += [_recurring(scene, sheet), *_times(scene, case)]
    if sheet.overseer and case.is_open and case.overseer_id != case.responsible_id:
        lines.append(words("work.overseer", name=sheet.overseer.name))
    lines.append(_lateness(scene, sheet))
    if case.asked_until is not None:
        lines.append(words("work.asked_until", until=scene.moment(case.asked_until)))
    if case.status is Status.DISPATCHED:
        lines.append(words("work.type_instead", number=case.id))
    return joined(*lines)


def _times(scene: Scene, case: Case) -> list[Markup]:
    """By when somebody has to say yes, and to have it done; with an outside department by when they promised."""
    lines = []
    if case.status is Status.DISPATCHED and case.responded_at is None:
        lines.append(scene.words("work.respond_by", at=scene.moment(case.respond_by)))
    if case.status in (Status.DISPATCHED, Status.ACCEPTED):
        lines.append(scene.words("work.resolve_by", at=scene.moment(case.resolve_by)))
    if case.status is Status.COORDINATING and case.promised_by:
        lines.append(scene.words("card.outside", department=case.outside))
        lines.append(scene.words("card.promised", at=scene.day(case.promised_by)))
    return lines


def _reported(scene: Scene, sheet: Sheet) -> Markup | None:
    told = [one for one in sheet.reports if one.stands and one.text]
    if not told:
        return None
    first = told[0]
    reporter = sheet.people.get(first.person_id)
    name = first.on_behalf or (reporter.name if reporter and not first.anonymous else "")
    text = clip(first.text, 300)
    return scene.words("work.reported_by", name=name, text=text) if name else scene.words("work.reported", text=text)


def _watch_reason(scene: Scene, sheet: Sheet) -> Markup | None:
    case = sheet.case
    if case.status is Status.FILED:
        return scene.words("watch.unrouted")
    if case.status is Status.REFUSED:
        reason = scene.words("card.reason", reason=clip(last_note(sheet, Happened.REFUSED), 300))
        return joined(scene.words("watch.appeal") if case.appealed else None, reason)
    if _secretary_confirms(sheet):
        return scene.words("watch.to_confirm")
    if case.asked_until is not None:
        return _wants_time(scene, sheet, case.asked_until)
    follows = case.overseer_id == scene.chat.person_id != case.responsible_id
    if case.overseer_id is not None and follows and case.is_open:
        return scene.words("watch.climbed")
    if sheet.also + 1 >= MANY and case.is_open:
        return scene.words("watch.many", n=sheet.also + 1)
    return None


def _secretary_confirms(sheet: Sheet) -> bool:
    return sheet.case.status is Status.RESOLVED and no_resident_reported(sheet.reports, sheet.served, sheet.on_duty)


def _wants_time(scene: Scene, sheet: Sheet, until: datetime) -> Markup:
    reason = clip(last_note(sheet, Happened.ASKED_FOR_TIME), 200)
    return scene.words("watch.wants_time", name=scene.who(sheet), until=scene.moment(until), reason=reason)


def _recurring(scene: Scene, sheet: Sheet) -> Markup | None:
    return scene.words("work.recurring", n=sheet.times, days=RECENT.days) if sheet.times else None


def _lateness(scene: Scene, sheet: Sheet) -> Markup | None:
    due = sheet.case.due_at
    if due is None or scene.now <= due:
        return None
    return scene.words("work.late", late=late(scene.now - due, scene.words))


def _rows(scene: Scene, sheet: Sheet, card: str, layout: Layout) -> Rows:
    number = sheet.case.id
    return tuple(
        tuple(
            Button(scene.words.plain(_LABELS.get((card, verb), f"button.{verb.value}")), Press(verb, number))
            for verb in row
        )
        for row in layout.get(sheet.case.status, ())
    )


def _with_photo(sheet: Sheet, text: Markup, buttons: Rows) -> Outgoing:
    shown = sheet.pictures("before") or sheet.pictures("more")
    return with_photo(shown[0] if shown else None, text, buttons)
