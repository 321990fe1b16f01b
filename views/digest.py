"""A secretary's digest: one picture and a few lines, and behind its buttons the lists, in place."""

from functools import partial
from typing import Any

from domain.account import late_by
from domain.briefing import LISTS, Briefing, CaseLine, Fixer, Part
from domain.habits import Digests
from domain.people import Level
from views.catalog import Markup
from views.digest_lists import days_of, section_of, title_of, to_area, to_section
from views.moments import late
from views.outgoing import Outgoing, Rows, Shown, clip
from views.pictures.digest_facts import CategoryLine, DayFigures, DigestFacts, GridLine, OverdueLine, Thanks
from views.scene import Scene, joined
from views.values import found_by

MOST_GROUPS = 5
MOST_CHAMPIONS = 3


def digest(scene: Scene) -> Shown:
    """The picture with its lines, or the list that was asked for under it."""
    told: Briefing = scene.page.briefing
    text, rows = section_of(scene, told, str(scene.facts.get("section", "home"))) or _home(scene, told)
    return Outgoing(text, rows, drawn=partial(_drawn, picture_facts(scene, told), scene.words))


def public(scene: Scene) -> Shown:
    """The week in a group: what was reported and what came of it. Counts, and the names of those who did the work."""
    told: Briefing = scene.page.briefing
    one = told.figures
    if not one.reported and not one.resolved:
        return None
    lines = [scene.words("digest.public", n=one.reported, solved=one.resolved, confirmed=one.resolved_confirmed)]
    if one.coordinating:
        lines.append(scene.words("digest.public.coordinating", n=one.coordinating))
    if told.fixer is not None:
        who = f"{scene.role(told.fixer.role)} {_named(scene, told.fixer)}".strip()
        lines.append(scene.words("digest.public.fixer", who=who, n=told.fixer.cases))
    lines.append(scene.words("digest.public.thanks", n=told.reporters))
    return Outgoing(joined(*lines), silent=True)


def picture_facts(scene: Scene, told: Briefing) -> DigestFacts:
    """What the picture shows, with every name in the reader's language."""
    one, span = told.figures, told.span
    return DigestFacts(
        community=told.area.name,
        today=told.today,
        new=one.filed,
        solved=one.resolved,
        confirmed=one.resolved_confirmed,
        to_confirm=one.to_confirm,
        overdue=one.overdue,
        thanks=_thanks(scene, told),
        usual_new=_usual(told),
        overdue_lines=tuple(_overdue(scene, told, line) for line in scene.page.lines) if _on_top(scene) else (),
        window=tuple(DayFigures(day.on, day.new, day.solved) for day in told.window),
        responded=told.rates.responded,
        resolved=told.rates.solved,
        satisfied=told.rates.satisfied,
        grids=tuple(_grid(part) for part in told.parts),
        categories=_categories(scene, told),
        kind=span.kind,
        first=span.first,
        last=span.last,
        part=told.parts[0].area.level if told.parts else Level.GRID,
    )


def _drawn(facts: DigestFacts, words: Any) -> bytes:
    # Drawing needs the picture library, which a start without a digest need not load.
    from views.pictures.digest import draw_digest  # noqa: PLC0415

    return draw_digest(facts, words)


def _on_top(scene: Scene) -> bool:
    return str(scene.facts.get("section", "home")) not in LISTS


def _home(scene: Scene, told: Briefing) -> tuple[Markup, Rows]:
    words, one = scene.words, told.figures
    days = days_of(scene, told)
    name = scene.viewer.name if scene.viewer else ""
    early = scene.now.astimezone(scene.zone).hour < 10  # noqa: PLR2004  until ten it is morning
    greeting = words("digest.morning" if early else "digest.hello", name=name) if name else Markup("")
    if not one.filed and not one.overdue:
        done = words("digest.quiet_solved", n=one.resolved) if one.resolved else ""
        wait = words("digest.quiet_check", n=one.to_confirm) if one.to_confirm else ""
        return Markup((greeting + words("digest.quiet", when=days) + done + wait).lstrip()), _buttons(scene, told)
    lines = [
        greeting,
        _solved(scene, told, days),
        _against_before(scene, told),
        _overdue_sentence(scene, told),
        words("digest.unrouted", n=one.unrouted) if one.unrouted else None,
        words("digest.reopened_late", n=told.rates.reopened_late) if told.rates.reopened_late else None,
        *_people(scene, told),
    ]
    return joined(*lines), _buttons(scene, told)


def _solved(scene: Scene, told: Briefing, days: str) -> Markup:
    one = told.figures
    if not one.resolved:
        return scene.words("digest.none_solved" if one.filed else "digest.none_at_all", when=days, filed=one.filed)
    return scene.words(
        "digest.solved", when=days, solved=one.resolved, confirmed=one.resolved_confirmed, filed=one.filed
    )


def _against_before(scene: Scene, told: Briefing) -> Markup | None:
    if told.span.kind is Digests.DAILY:
        return None
    more = told.figures.filed - told.before.filed
    key = "digest.as_many" if not more else "digest.more" if more > 0 else "digest.fewer"
    return scene.words(f"{key}.{told.span.kind}", n=abs(more))


def _overdue_sentence(scene: Scene, told: Briefing) -> Markup:
    if not told.late:
        return scene.words("digest.in_time")
    first = next((line for line in scene.page.lines if line.case.id == told.late[0].id), None)
    what = f"{first.place} {title_of(scene, first)}" if first else ""
    lateness = late(late_by(told.late[0], told.as_of), scene.words)
    return scene.words("digest.overdue", n=len(told.late), what=clip(what, 60), late=lateness)


def _people(scene: Scene, told: Briefing) -> list[Markup]:
    """Who did most, in a weekly or monthly digest; a secretary knows these names."""
    if told.span.kind is Digests.DAILY:
        return []
    lines = []
    if told.champions:
        lines.append(_champions(scene, told))
    if told.fixer is not None:
        who = f"{scene.role(told.fixer.role)} {_named(scene, told.fixer)}".strip()
        lines.append(scene.words("digest.fixer", who=who, n=told.fixer.cases))
    return lines


def _champions(scene: Scene, told: Briefing) -> Markup:
    """Who reported most, with what it was; more equals than fit a line are only counted."""
    shown = [
        found_by(scene.words, name, one.problems + one.others, one.suggestions)
        for name, one in told.champions[:MOST_CHAMPIONS]
    ]
    if (rest := len(told.champions) - len(shown)) > 0:
        shown.append(scene.words.plain("digest.champion.more", n=rest))
    return scene.words("digest.champion", who=scene.words.plain("points.and").join(shown))


def _buttons(scene: Scene, told: Briefing) -> Rows:
    counts = {
        "late": len(told.late),
        "check": len(told.to_confirm),
        "mine": len(told.mine),
        "unrouted": len(told.unrouted),
    }
    lists = [to_section(told, name, scene.words.plain(f"digest.button.{name}", n=n)) for name, n in counts.items()]
    rows = [tuple(lists[:2]), tuple(lists[2:])]
    if told.silent and told.span.kind is not Digests.DAILY:
        label = scene.words.plain("digest.button.silent", n=len(told.silent))
        rows.append((to_section(told, "silent", label),))
    if told.parts:
        level = told.parts[0].area.level
        parts = to_section(told, "parts", scene.words.plain(f"digest.button.parts.{level}"))
        rows.append((parts, to_section(told, "kinds", scene.words.plain("digest.button.kinds"))))
    rows.append(
        tuple(to_section(told, name, scene.words.plain(f"digest.button.{name}")) for name in ("spots", "numbers"))
    )
    if scene.facts.get("up"):
        rows.append((to_area(told, int(scene.facts["up"]), scene.words.plain("digest.button.up")),))
    return tuple(rows)


def _overdue(scene: Scene, told: Briefing, line: CaseLine) -> OverdueLine:
    due = next((one.due_at for one in told.late if one.id == line.case.id), None) or told.as_of
    who = f"{_role(scene, line.case.role)} {line.who}".strip() if line.who else scene.words.plain("card.nobody")
    return OverdueLine(line.place, title_of(scene, line), line.case.id, who, told.as_of - due, line.who)


def _thanks(scene: Scene, told: Briefing) -> Thanks:
    if told.fixer is None:
        return Thanks(told.reporters)
    return Thanks(told.reporters, _named(scene, told.fixer), _role(scene, told.fixer.role), told.fixer.cases)


def _role(scene: Scene, slug: str) -> str:
    """A role inside a sentence, where English begins it small."""
    name = scene.role(slug)
    return name[:1].lower() + name[1:]


def _named(scene: Scene, fixer: Fixer) -> str:
    return scene.words.plain("digest.names").join(fixer.names)


def _usual(told: Briefing) -> float | None:
    return None if told.span.kind is Digests.DAILY and told.span.days > 1 else told.usual


def _grid(part: Part) -> GridLine:
    return GridLine(part.area.name, part.figures.solved.whole, part.figures.solved.part, part.figures.overdue)


def _categories(scene: Scene, told: Briefing) -> tuple[CategoryLine, ...]:
    """The groups that came up most; the others, with what fits nowhere, stand last."""
    groups = scene.taxonomy.groups
    english = not scene.words.language.startswith("zh")
    known = [(slug, count) for slug, count in told.groups if slug in groups and slug != "other"]
    first = [
        CategoryLine(groups[slug].en if english else groups[slug].zh, count) for slug, count in known[:MOST_GROUPS]
    ]
    rest = sum(count for _, count in told.groups) - sum(line.count for line in first)
    return (*first, CategoryLine(scene.words.plain("digest.other"), rest, is_rest=True)) if rest else tuple(first)
