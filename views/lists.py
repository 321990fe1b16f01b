"""Lists and menus: what a worker has in hand, what a resident reported, who is on duty, whom to pass a case to."""

from collections import Counter

from domain.case import Case, Status
from domain.press import Press, Verb
from domain.sheet import SEVERAL, Sheet
from views.catalog import Markup
from views.moments import late
from views.outgoing import Button, Outgoing, Rows, Shown, clip
from views.scene import Scene, joined

PAGE = 6
MOST_PEOPLE = 12


def queue(scene: Scene) -> Shown:
    """What somebody has to see to, most urgent first, six a page; each opens with its own buttons."""
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
        for person, name, role in scene.people[:MOST_PEOPLE]
    ]
    held = Counter(role for _, _, role in scene.people)
    rows += [
        (Button(scene.words.plain("button.any_of_role", role=scene.role(role)), Press(verb, number, role)),)
        for role, holders in held.items()
        if holders > 1
    ]
    return Outgoing(scene.words("menu.pass", number=number, title=scene.title(scene.sheet.case)), tuple(rows))


def merge_menu(scene: Scene) -> Shown:
    """Which case it is the same as: the open ones that are most alike."""
    if scene.sheet is None:
        return None
    number = scene.sheet.case.id
    if not scene.cases:
        return Outgoing(scene.words("menu.merge_none", number=number))
    rows = tuple(
        (Button(_short(scene, one), Press(Verb.MERGE, number, str(one.case.id))),) for one in scene.cases
    )
    return Outgoing(scene.words("menu.merge", number=number), rows)


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
    return Outgoing(scene.words("menu.recat", number=number), (*_no_danger(scene, number), *rows, place))


def _no_danger(scene: Scene, number: int) -> Rows:
    milder = str(scene.facts.get("milder", ""))
    if not milder:
        return ()
    name = scene.words.plain(f"urgency.{milder}")
    return ((Button(scene.words.plain("button.no_danger", urgency=name), Press(Verb.RECAT, number, milder)),),)


def _queue_line(scene: Scene, sheet: Sheet) -> Markup:
    case = sheet.case
    key = "queue.line_hazard" if case.hazard else "queue.line"
    return scene.words(
        key,
        number=case.id,
        place=scene.place(sheet),
        title=clip(scene.title(case), 24),
        state=scene.words.plain(f"status.{case.status.value}"),
        when=_when(scene, case),
        also=scene.words("queue.also", n=sheet.also) if sheet.also + 1 >= SEVERAL else "",
    )


def _when(scene: Scene, case: Case) -> str:
    if case.status is Status.WAITING:
        return scene.words.plain("queue.paused")
    due = case.due_at or case.resolve_by
    return late(scene.now - due, scene.words) if scene.now > due else scene.moment(due)


def _short(scene: Scene, sheet: Sheet) -> str:
    number = scene.words.plain("button.case", number=sheet.case.id)
    return f"{number} {scene.place(sheet)} {clip(scene.title(sheet.case), 24)}"


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
        row.append(Button(scene.words.plain("button.earlier"), Press(Verb.QUEUE, page - 1, "turn")))
    if (page + 1) * PAGE < scene.total:
        row.append(Button(scene.words.plain("button.later"), Press(Verb.QUEUE, page + 1, "turn")))
    return (tuple(row),) if row else ()
