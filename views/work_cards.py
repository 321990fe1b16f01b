"""The cards of people who work on cases: whoever has one, and the secretary who watches it."""

from domain.case import OPEN, Status
from domain.press import Press, Verb
from domain.sheet import Sheet
from views.catalog import Markup
from views.moments import late
from views.outgoing import Button, Outgoing, Rows, Shown, clip
from views.scene import Scene, joined

_WORK: dict[Status, tuple[tuple[Verb, ...], ...]] = {
    Status.DISPATCHED: ((Verb.ACCEPT,), (Verb.PASS, Verb.ASK), (Verb.REFUSE, Verb.BEYOND), (Verb.RECAT,)),
    Status.ACCEPTED: ((Verb.DONE,), (Verb.PASS, Verb.ASK), (Verb.EXTERNAL, Verb.BEYOND), (Verb.RECAT,)),
    Status.COORDINATING: ((Verb.DONE,), (Verb.BACK, Verb.PASS)),
    Status.WAITING: ((Verb.UNDO,),),
    Status.RESOLVED: ((Verb.UNDO,),),
}
_WATCH: dict[Status, tuple[tuple[Verb, ...], ...]] = {
    Status.FILED: ((Verb.ASSIGN, Verb.LEAD), (Verb.REFUSE,)),
    Status.DISPATCHED: ((Verb.NUDGE, Verb.ASSIGN), (Verb.LEAD, Verb.EXTEND)),
    Status.ACCEPTED: ((Verb.NUDGE, Verb.ASSIGN), (Verb.LEAD, Verb.EXTEND)),
    Status.COORDINATING: ((Verb.NUDGE, Verb.ASSIGN), (Verb.EXTEND,)),
    Status.WAITING: ((Verb.NUDGE, Verb.ASSIGN),),
    Status.RESOLVED: ((Verb.CONFIRM, Verb.REOPEN),),
    Status.REFUSED: ((Verb.OVERRULE, Verb.ASSIGN),),
}


def work_card(scene: Scene) -> Shown:
    """What the responsible person sees, with the reporter's photo and everything they can press."""
    sheet = scene.sheet
    if sheet is None:
        return None
    case = sheet.case
    if case.responsible_id != scene.chat.person_id or case.status in (Status.MERGED, Status.WITHDRAWN):
        return Outgoing(joined(scene.head(sheet), scene.words("work.not_yours_now", number=case.id)))
    return _with_photo(scene, sheet, _work_text(scene, sheet), _rows(scene, sheet, _WORK))


def watch_card(scene: Scene) -> Shown:
    """What a secretary sees of a case that climbed, that nobody has, or that was appealed against."""
    sheet = scene.sheet
    if sheet is None:
        return None
    words, case = scene.words, sheet.case
    lines = [_watch_reason(scene, sheet), scene.head(sheet), words(f"work.status.{case.status.value}", number=case.id)]
    if case.responsible_id:
        lines.append(words("card.who", who=scene.who(sheet)))
    lines += [_lateness(scene, sheet), _reported(scene, sheet)]
    return _with_photo(scene, sheet, joined(*lines), _rows(scene, sheet, _WATCH))


def _work_text(scene: Scene, sheet: Sheet) -> Markup:
    words, case = scene.words, sheet.case
    lines: list[Markup | None] = [words("card.hazard_staff") if case.hazard and case.is_open else None]
    lines += [scene.head(sheet), words(f"work.status.{case.status.value}", number=case.id)]
    lines += [words("work.category", category=scene.category(case.category)), _reported(scene, sheet)]
    if sheet.also:
        lines.append(words("work.also", n=sheet.also))
    if case.status is Status.DISPATCHED:
        lines.append(words("work.respond_by", at=scene.moment(case.respond_by)))
    if case.status in (Status.DISPATCHED, Status.ACCEPTED):
        lines.append(words("work.resolve_by", at=scene.moment(case.resolve_by)))
    if case.status is Status.COORDINATING and case.promised_by:
        lines += [
            words("card.outside", department=case.outside),
            words("card.promised", at=scene.moment(case.promised_by)),
        ]
    if sheet.overseer and case.is_open:
        lines.append(words("work.overseer", name=sheet.overseer.name))
    lines.append(_lateness(scene, sheet))
    if case.status is Status.DISPATCHED:
        lines.append(words("work.type_instead", number=case.id))
    return joined(*lines)


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
    if case.status is Status.REFUSED and case.appealed:
        return scene.words("watch.appeal")
    if case.status is Status.RESOLVED and case.delivered_at is None:
        return scene.words("watch.unheard")
    if case.overseer_id is not None and case.overseer_id == scene.chat.person_id and case.is_open:
        return scene.words("watch.climbed")
    return None


def _lateness(scene: Scene, sheet: Sheet) -> Markup | None:
    case = sheet.case
    due = case.respond_by if case.status is Status.DISPATCHED else case.resolve_by
    if case.status not in OPEN - {Status.WAITING, Status.COORDINATING} or scene.now <= due:
        return None
    return scene.words("work.late", late=late(scene.now - due, scene.words))


def _rows(scene: Scene, sheet: Sheet, table: dict[Status, tuple[tuple[Verb, ...], ...]]) -> Rows:
    case = sheet.case
    return tuple(
        tuple(Button(scene.words.plain(f"button.{verb.value}"), Press(verb, case.id)) for verb in row)
        for row in table.get(case.status, ())
    )


def _with_photo(scene: Scene, sheet: Sheet, text: Markup, buttons: Rows) -> Outgoing:
    shown = sheet.pictures("before") or sheet.pictures("more")
    if not shown:
        return Outgoing(text, buttons)
    return Outgoing(text, buttons, photo=shown[0].file_id, photo_as_file=shown[0].as_file)
