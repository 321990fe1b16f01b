"""Short messages: one sentence about a case, a question, a hint; with a button or two where they help."""

import json

from domain.people import Level
from domain.press import Press, Verb
from domain.sheet import Photo, Sheet
from views.outgoing import Button, Outgoing, Rows, Shown, with_photo
from views.scene import Scene, joined

_BUTTONS: dict[str, tuple[Verb, ...]] = {
    "case.refused": (Verb.APPEAL,),
    "case.please_look": (Verb.CONFIRM, Verb.REOPEN),
    "case.reopened": (Verb.DONE, Verb.OK),
    "case.reopened_with_photo": (Verb.DONE, Verb.OK),
    "case.answered": (Verb.DONE,),
    "case.answered_with_photo": (Verb.DONE,),
    "case.no_answer": (Verb.DONE, Verb.REFUSE),
    "case.back_to_you": (Verb.CASE,),
    "case.extended": (Verb.DONE,),
    "case.lowered": (Verb.DONE,),
    "case.nudged": (Verb.DONE, Verb.BEYOND),
    "said.resolved": (Verb.UNDO,),
    "said.resolved_privately": (Verb.UNDO,),
    "said.refused": (Verb.UNDO,),
    "said.asked": (Verb.UNDO,),
    "said.handed_out": (Verb.UNDO,),
}


def say(scene: Scene) -> Shown:
    """The answer to somebody's command: a key of the catalogs with its values."""
    key = scene.facts["key"]
    values = scene.values(scene.facts.get("values", {}))
    return Outgoing(scene.words(key, **values), _about(scene, key, values.get("number")))


def line(view: str, scene: Scene) -> Shown:
    """A sentence about the case of the intent, in the words of the catalog's key of the same name."""
    values = scene.values(scene.facts)
    number = 0
    if scene.sheet is not None:
        number = scene.sheet.case.id
        values |= _of_case(scene, scene.sheet)
    shown = [one for one in sheet_photos(scene) if one.id == scene.facts.get("photo")]
    text, buttons = scene.words(view, **values), _about(scene, view, number)
    return with_photo(shown[0] if shown else None, text, buttons)



def sheet_photos(scene: Scene) -> tuple[Photo, ...]:
    """The photos of the case that Telegram can still show."""
    if scene.sheet is None:
        return ()
    return tuple(one for one in scene.sheet.photos if one.state in ("owed", "stored"))


def prompt(view: str, scene: Scene) -> Shown:
    """The question that waits for an answer; pointless once the case moved on."""
    if scene.sheet is None:
        return None
    return Outgoing(scene.words(view, **_of_case(scene, scene.sheet)))


def is_report(scene: Scene) -> Shown:
    """拿不准是不是上报: the poster decides. When it is not clear what it is about either, one tap says both."""
    draft, slugs = scene.draft, [one for one in scene.facts.get("categories", ()) if one in scene.taxonomy.categories]
    if draft is None or not slugs:
        return _draft_question(scene, "draft.is_report", "button.file", "button.ignore")
    picks = tuple((Button(scene.category(slug), Press(Verb.FILE, draft.id, slug)),) for slug in slugs)
    last = (
        Button(scene.words.plain("button.file_other"), Press(Verb.FILE, draft.id)),
        Button(scene.words.plain("button.ignore"), Press(Verb.IGNORE, draft.id)),
    )
    return Outgoing(scene.words("draft.what_is_it"), (*picks, last), silent=True)


def is_result(scene: Scene) -> Shown:
    """A worker showed a photo under the case."""
    return _draft_question(scene, "draft.is_result", "button.is_result", "button.not_result")


def is_same(scene: Scene) -> Shown:
    """We may know this already: its poster says whether it is the same."""
    draft, sheet = scene.draft, scene.sheet
    if draft is None or sheet is None:
        return None
    buttons = (
        (
            Button(scene.words.plain("button.is_same"), Press(Verb.FILE, draft.id, "same")),
            Button(scene.words.plain("button.is_new"), Press(Verb.FILE, draft.id, "new")),
        ),
    )
    text = scene.words("draft.is_same", number=sheet.case.id, title=scene.title(sheet.case))
    return Outgoing(text, buttons, silent=True)


def which_building(scene: Scene) -> Shown:
    """Where is it? The likely buildings as buttons; anything else is typed or shared as a location."""
    draft = scene.draft
    if draft is None:
        return None
    picks = [Button(name, Press(Verb.FILE, draft.id, str(area_id))) for area_id, name in scene.facts.get("areas", [])]
    hide = scene.words.plain("button.show_name" if draft.anonymous else "button.hide_name")
    last = (
        Button(hide, Press(Verb.FILE, draft.id, "anon")),
        Button(scene.words.plain("button.ignore"), Press(Verb.IGNORE, draft.id)),
    )
    return Outgoing(scene.words("draft.which_building"), (*_in_twos(picks), last))


def case_building(key: str, scene: Scene) -> Shown:
    """Where is a case really? Asked of a report in a station's group, and of whoever says that the place is wrong.

    The first is pointless once the building is known.
    """
    if scene.sheet is None or (key == "case.which_building" and scene.sheet.area.level is Level.BUILDING):
        return None
    number = scene.sheet.case.id
    picks = [Button(name, Press(Verb.PLACE, number, f"a{one}")) for one, name in scene.facts.get("areas", [])]
    return Outgoing(scene.words(key, number=number), _in_twos(picks), silent=True)


def private_matter(scene: Scene) -> Shown:
    """Something with a person in it: one neutral line in the group, the rest in private."""
    if scene.draft is None:
        return None
    link = f"https://t.me/{scene.bot}?start=d{scene.draft.id}"
    return Outgoing(
        scene.words("draft.private"), ((Button(scene.words.plain("button.tell_privately"), url=link),),), silent=True
    )


def open_private(scene: Scene) -> Shown:
    """There is something to read in the private chat, which only its owner can open; the link leads to it."""
    link = f"https://t.me/{scene.bot}?start=c{scene.facts['number']}"
    return Outgoing(
        scene.words("nudge.open_private"), ((Button(scene.words.plain("button.open_private"), url=link),),), silent=True
    )


def hazard(scene: Scene) -> Shown:
    """Make safe first: the numbers to call, before anything else."""
    name = "zh" if scene.words.language.startswith("zh") else "en"
    numbers = "\n".join(f"{one.number}  {getattr(one, name)}" for one in scene.taxonomy.emergency)
    return Outgoing(scene.words("hazard.numbers", numbers=numbers))


def replace_group(scene: Scene) -> Shown:
    """The building has another group, or the group another building: once more, before anything changes."""
    press = Press(Verb.BIND, int(scene.facts["group"]), str(scene.facts["code"]))
    values = scene.values(scene.facts)
    return Outgoing(scene.words("group.replace", **values), ((Button(scene.words.plain("button.replace"), press),),))


def joined_staff(scene: Scene) -> Shown:
    """Somebody took an invitation; one tap takes it back."""
    values = scene.values(scene.facts)
    press = Press(Verb.REVOKE, int(scene.facts["invite"]))
    return Outgoing(scene.words("staff.joined", **values), ((Button(scene.words.plain("button.revoke"), press),),))


def privacy(scene: Scene) -> Shown:
    """What is kept, for how long, and what one can do about it."""
    return Outgoing(joined(scene.words("privacy.title"), scene.words("privacy.body", **scene.values(scene.facts))))


def export(scene: Scene) -> Shown:
    """Everything that we keep of a person, as a file that any editor opens."""
    rows = json.dumps(scene.facts["rows"], ensure_ascii=False, indent=2)
    return Outgoing(scene.words("own.export"), document=("gridbee-my-data.json", rows.encode()))


def _draft_question(scene: Scene, key: str, yes: str, no: str) -> Shown:
    draft = scene.draft
    if draft is None:
        return None
    buttons = (
        (
            Button(scene.words.plain(yes), Press(Verb.FILE, draft.id)),
            Button(scene.words.plain(no), Press(Verb.IGNORE, draft.id)),
        ),
    )
    number = scene.sheet.case.id if scene.sheet else 0
    return Outgoing(scene.words(key, number=number), buttons, silent=True)


def _about(scene: Scene, key: str, number: object) -> Rows:
    if key in ("staff.welcome", "staff.welcome_secretary"):
        return ((Button(scene.words.plain("button.queue"), Press(Verb.QUEUE)),),)
    verbs = _BUTTONS.get(key, ())
    if not verbs or not isinstance(number, int) or not number:
        return ()
    return (tuple(Button(_label(scene, verb, number), Press(verb, number)) for verb in verbs),)


def _label(scene: Scene, verb: Verb, number: int) -> str:
    return scene.words.plain(f"button.{verb.value}", number=number)


def _of_case(scene: Scene, sheet: Sheet) -> dict[str, object]:
    case = sheet.case
    return {
        "number": case.id,
        "title": scene.title(case),
        "place": scene.place(sheet),
        "who": scene.who(sheet) or scene.words.plain("card.nobody"),
        "due": scene.moment(case.resolve_by),
        "outside": case.outside,
        "promised": scene.day(case.promised_by) if case.promised_by else "",
        "head": scene.head(sheet),
    }


def _in_twos(picks: list[Button]) -> Rows:
    return tuple(tuple(picks[start : start + 2]) for start in range(0, len(picks), 2))
