"""Lists: what a worker has in hand, what a resident reported, a case's whole history, who is on duty where."""

from domain.case import Event, Status
from domain.press import Press, Verb
from domain.sheet import Sheet
from views.cards import card_text
from views.catalog import Markup
from views.moments import late
from views.outgoing import TEXT, Button, Outgoing, Rows, Shown, clip
from views.scene import Scene, joined

PAGE = 6


def queue(scene: Scene) -> Shown:
    """A worker's cases, most urgent first, six a page; each opens with its own buttons."""
    page = int(scene.facts.get("page", 0))
    if not scene.cases:
        return Outgoing(scene.words("queue.empty"))
    lines = [scene.words("queue.title", n=scene.total), *(_queue_line(scene, one) for one in scene.cases)]
    return Outgoing(joined(*lines), (*_numbers(scene), *_pages(scene, page)))


def mine(scene: Scene) -> Shown:
    """A resident's own reports, the latest first."""
    if not scene.cases:
        return Outgoing(scene.words("mine.empty"))
    return Outgoing(
        joined(scene.words("mine.title"), *(_mine_line(scene, one) for one in scene.cases)), _numbers(scene)
    )


def history(scene: Scene) -> Shown:
    """A case with its whole history: who did what, when, and why."""
    sheet = scene.sheet
    if sheet is None:
        return None
    lines = [_event_line(scene, sheet, one) for one in sheet.events]
    body = joined(card_text(scene, sheet), "", scene.words("history.title"), *lines)
    while len(body.encode("utf-16-le")) // 2 > TEXT - 96 and len(lines) > 2:
        lines = [scene.words("history.more"), *lines[2:]]
        body = joined(card_text(scene, sheet), "", scene.words("history.title"), *lines)
    return Outgoing(body)


def public_case(scene: Scene) -> Shown:
    """What the area's own group may read of a case."""
    return None if scene.sheet is None else Outgoing(card_text(scene, scene.sheet), silent=True)


def staff(scene: Scene) -> Shown:
    """Who holds which role where, with a button to take each away. `people` are (grant id, name, role, area)."""
    if not scene.people:
        return Outgoing(scene.words("staff.none"))
    lines = [
        scene.words("staff.line", name=name, role=scene.role(role), area=area) for _, name, role, area in scene.people
    ]
    buttons = tuple(
        (Button(scene.words.plain("button.remove", name=name, area=area), Press(Verb.STAFF, int(grant))),)
        for grant, name, _, area in scene.people
    )
    return Outgoing(joined(scene.words("staff.title"), *lines), buttons[:20])


def people_menu(scene: Scene) -> Shown:
    """Whom to give a case to: people first, then whole roles. `people` are (person id, name, role)."""
    if scene.sheet is None:
        return None
    number = scene.sheet.case.id
    verb = Verb(scene.facts["verb"])
    if not scene.people:
        return Outgoing(scene.words("menu.nobody", number=number))
    rows = [
        (Button(f"{scene.role(role)} {name}", Press(verb, number, f"p{person}")),)
        for person, name, role in scene.people
    ]
    return Outgoing(scene.words("menu.pass", number=number, title=scene.title(scene.sheet.case)), tuple(rows[:12]))


def category_menu(scene: Scene) -> Shown:
    """The right category in two taps: first the group, then the category."""
    if scene.sheet is None:
        return None
    number, chosen = scene.sheet.case.id, str(scene.facts.get("group", ""))
    english = not scene.words.language.startswith("zh")
    if chosen not in scene.taxonomy.groups:
        picks = [
            Button(one.en if english else one.zh, Press(Verb.RECAT, number, f"g.{one.slug}"))
            for one in scene.taxonomy.groups.values()
        ]
    else:
        picks = [
            Button(one.name(scene.words.language), Press(Verb.RECAT, number, one.slug))
            for one in scene.taxonomy.categories.values()
            if one.group == chosen
        ]
    rows = tuple(tuple(picks[start : start + 2]) for start in range(0, len(picks), 2))
    place = (Button(scene.words.plain("button.wrong_place"), Press(Verb.PLACE, number)),)
    return Outgoing(scene.words("menu.recat", number=number), (*rows, place))


def _queue_line(scene: Scene, sheet: Sheet) -> Markup:
    case = sheet.case
    due = case.respond_by if case.status is Status.DISPATCHED else case.resolve_by
    counting = case.status in (Status.DISPATCHED, Status.ACCEPTED)
    when = late(scene.now - due, scene.words) if counting and scene.now > due else scene.moment(due)
    key = "queue.line_hazard" if case.hazard else "queue.line"
    return scene.words(
        key,
        number=case.id,
        place=scene.place(sheet),
        title=clip(scene.title(case), 24),
        state=scene.words.plain(f"status.{case.status.value}"),
        when=when,
    )


def _mine_line(scene: Scene, sheet: Sheet) -> Markup:
    case = sheet.case
    return scene.words(
        "mine.line",
        number=case.id,
        place=scene.place(sheet),
        title=clip(scene.title(case), 24),
        state=scene.words.plain(f"status.{case.status.value}"),
    )


def _numbers(scene: Scene) -> Rows:
    picks = [
        Button(scene.words.plain("button.case", number=one.case.id), Press(Verb.CASE, one.case.id))
        for one in scene.cases
    ]
    return tuple(tuple(picks[start : start + 3]) for start in range(0, len(picks), 3))


def _pages(scene: Scene, page: int) -> Rows:
    row = []
    if page > 0:
        row.append(Button(scene.words.plain("button.earlier"), Press(Verb.QUEUE, page - 1)))
    if (page + 1) * PAGE < scene.total:
        row.append(Button(scene.words.plain("button.later"), Press(Verb.QUEUE, page + 1)))
    return (tuple(row),) if row else ()


def _event_line(scene: Scene, sheet: Sheet, event: Event) -> Markup:
    actor = sheet.people.get(event.actor_id or 0)
    to = sheet.people.get(event.facts.get("to") or 0)
    shows_reporter = sheet.reports and event.actor_id == sheet.reports[0].person_id and sheet.reports[0].anonymous
    name = scene.words.plain("history.someone") if shows_reporter else (actor.name if actor else "")
    what = scene.words(f"history.{event.kind.value}", to=to.name if to else "", into=event.facts.get("into", ""))
    note = scene.words("history.note", text=clip(event.note, 120)) if event.note and event.kind != "routed" else ""
    return scene.words("history.line", at=scene.moment(event.at), name=name, what=what, note=note)
