"""The lists behind a digest's buttons, in place; each case opens with the secretary's own buttons."""

from domain.briefing import LISTS, PAGE, Briefing, CaseLine, Share, Slice
from domain.digest import Figures
from domain.press import Press, Verb
from domain.rates import Rate, Spread
from views.catalog import Markup
from views.moments import duration, late, when
from views.outgoing import Button, Rows, clip
from views.scene import Scene, joined

_RATES = ("responded", "solved", "satisfied", "said_yes", "on_time", "rework")


def section_of(scene: Scene, told: Briefing, section: str) -> tuple[Markup, Rows] | None:
    """The text and the buttons of a section; None for one that there is not, which is the digest itself."""
    if section in LISTS:
        return _cases(scene, told, section)
    views = {"spots": _spots, "parts": _parts, "kinds": _kinds, "numbers": _numbers}
    return views[section](scene, told) if section in views else None


def to_section(told: Briefing, section: str, label: str, page: int = 0) -> Button:
    """A button that shows a section of this digest, in place."""
    return Button(label, Press(Verb.DIGEST, told.area.id, f"{told.span}.{section}.{page}"))


def to_area(told: Briefing, area_id: int, label: str) -> Button:
    """A button that shows the digest of another area for the same days, in place."""
    return Button(label, Press(Verb.DIGEST, area_id, f"{told.span}.home.0"))


def days_of(scene: Scene, told: Briefing) -> str:
    """How the days of the digest are called at the moment of reading."""
    today = scene.now.astimezone(scene.zone).date()
    return when(told.span.kind, told.span.first, told.span.last, today, scene.words)


def title_of(scene: Scene, line: CaseLine) -> str:
    """What a case is called."""
    return line.case.title or scene.category(line.case.category)


def _cases(scene: Scene, told: Briefing, section: str) -> tuple[Markup, Rows]:
    page, every = int(scene.facts.get("page", 0)), told.listed(section)
    if not every:
        return scene.words(f"digest.none.{section}"), (_back(scene, told),)
    shown = [_line(scene, told, section, line) for line in scene.page.lines]
    shares = [_share(scene, one) for one in told.shares[:PAGE]] if section == "silent" else []
    text = joined(scene.words(f"digest.list.{section}", n=len(every)), *shown, *shares)
    picks = [
        Button(scene.words.plain("button.case", number=line.case.id), Press(Verb.CASE, line.case.id))
        for line in scene.page.lines
    ]
    rows = [tuple(picks[start : start + 3]) for start in range(0, len(picks), 3)]
    turn = []
    if page:
        turn.append(to_section(told, section, scene.words.plain("button.earlier"), page - 1))
    if (page + 1) * PAGE < len(every):
        turn.append(to_section(told, section, scene.words.plain("button.later"), page + 1))
    return text, (*rows, *((tuple(turn),) if turn else ()), _back(scene, told))


def _line(scene: Scene, told: Briefing, section: str, line: CaseLine) -> Markup:
    case, since = line.case, {"check": line.case.resolved_at, "unrouted": line.case.filed_at}.get(section)
    due = next((one.due_at for one in told.late if one.id == case.id), case.due_at)
    if since is not None:
        what = scene.words.plain("digest.since", duration=duration(told.as_of - since, scene.words))
    elif due is not None and due < told.as_of:
        what = late(told.as_of - due, scene.words)
    else:
        what = scene.words.plain(f"status.{case.status.value}")
    who = f"{scene.role(case.role)} {line.who}".strip() if line.who else scene.words.plain("card.nobody")
    return scene.words(
        "digest.line", number=case.id, place=line.place, title=clip(title_of(scene, line), 24), who=who, what=what
    )


def _share(scene: Scene, one: Share) -> Markup:
    return scene.words("digest.share", name=one.name, unconfirmed=one.unconfirmed, closed=one.closed)


def _spots(scene: Scene, told: Briefing) -> tuple[Markup, Rows]:
    if not told.spots:
        return scene.words("digest.none.spots"), (_back(scene, told),)
    shown = told.spots[:PAGE]
    lines = [
        scene.words("digest.spot", place=spot.place, category=scene.category(spot.category), n=spot.times)
        for spot in shown
    ]
    picks = [Button(scene.words.plain("button.case", number=spot.last), Press(Verb.CASE, spot.last)) for spot in shown]
    rows = tuple(tuple(picks[start : start + 3]) for start in range(0, len(picks), 3))
    return joined(scene.words("digest.list.spots"), *lines), (*rows, _back(scene, told))


def _parts(scene: Scene, told: Briefing) -> tuple[Markup, Rows]:
    page = int(scene.facts.get("page", 0))
    shown = told.parts[page * PAGE : (page + 1) * PAGE]
    lines = [
        scene.words(
            "digest.part", name=part.area.name, filed=part.figures.filed, solved=part.figures.solved.part,
            check=part.figures.to_confirm, late=part.figures.overdue,
        )
        for part in shown
    ]  # fmt: skip
    rows: list[tuple[Button, ...]] = [
        (to_area(told, part.area.id, scene.words.plain("digest.button.part", name=part.area.name)),) for part in shown
    ]
    if (page + 1) * PAGE < len(told.parts):
        rows.append((to_section(told, "parts", scene.words.plain("button.later"), page + 1),))
    title = scene.words("digest.list.parts", n=len(told.window))
    return joined(title, *lines), (*rows, _back(scene, told))


def _kinds(scene: Scene, told: Briefing) -> tuple[Markup, Rows]:
    """By category and by responsible role: what came, what was solved, what waits, what is late."""
    kinds = [_slice(scene, scene.category(one.slug), one) for one in told.categories[: 2 * PAGE]]
    roles = [_slice(scene, scene.role(one.slug), one) for one in told.roles]
    title = scene.words("digest.list.parts", n=len(told.window))
    return joined(title, *kinds, scene.words("digest.list.roles"), *roles), (_back(scene, told),)


def _slice(scene: Scene, name: str, one: Slice) -> Markup:
    return scene.words(
        "digest.part", name=name, filed=one.figures.filed, solved=one.figures.solved.part,
        check=one.figures.to_confirm, late=one.figures.overdue,
    )  # fmt: skip


def _numbers(scene: Scene, told: Briefing) -> tuple[Markup, Rows]:
    """Every figure, each rate with its counts; docs/figures.md has the formulas."""
    words, one, rates = scene.words, told.figures, told.rates
    counts = {name: getattr(one, name) for name in Figures.__dataclass_fields__ if isinstance(getattr(one, name), int)}
    lines = [words("digest.numbers.title", when=days_of(scene, told)), words("digest.numbers.flow", **counts)]
    before = told.before
    lines.append(words("digest.numbers.before", reported=before.reported, filed=before.filed, solved=before.resolved))
    lines.append(words("digest.numbers.stock", **counts))
    lines.append(words("digest.numbers.window", n=len(told.window)))
    lines += [words(f"digest.rate.{name}", rate=_rate(scene, getattr(rates, name))) for name in _RATES]
    lines.append(words("digest.numbers.response", **_spread(scene, rates.first_response)))
    lines.append(words("digest.numbers.resolution", **_spread(scene, rates.resolution)))
    if rates.reopened_late:
        lines.append(words("digest.reopened_late", n=rates.reopened_late))
    return joined(*lines), (_back(scene, told),)


def _rate(scene: Scene, rate: Rate) -> str:
    counts = f"{rate.part}/{rate.whole}"
    if not rate.enough:
        return scene.words.plain("digest.too_few", counts=counts)
    return f"{rate.percent}% ({counts})"


def _spread(scene: Scene, spread: Spread) -> dict[str, object]:
    return {
        "n": spread.count,
        "median": duration(spread.median, scene.words) if spread.count else "–",
        "p90": duration(spread.p90, scene.words) if spread.count else "–",
    }


def _back(scene: Scene, told: Briefing) -> tuple[Button, ...]:
    return (to_section(told, "home", scene.words.plain("digest.button.back")),)
