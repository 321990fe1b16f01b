"""The points passbook, rankings, and the lines that tell of points."""

from collections import Counter
from datetime import date
from functools import partial
from typing import Any

from domain.passbook import Line, Passbook, Ranked, Ranking
from domain.press import Press, Verb
from views.catalog import Markup, Words
from views.moments import short_day
from views.outgoing import Button, Outgoing, Rows, Shown, clip
from views.scene import Scene, joined
from views.values import found_by

TOLD = 5
"""So many of the newest entries are repeated in words beneath the picture."""
ABOUT = 40
"""Of what an entry was for."""


def passbook(scene: Scene) -> Shown:
    """The page as a picture, and the same in words: balance, boards, the last entries, what earns next."""
    page: Passbook | None = scene.page
    words = scene.words
    if page is None:
        return Outgoing(words("points.no_community"))
    year = scene.now.astimezone(scene.zone).year
    lines = [_entry(one, words, year) for one in page.lines[-TOLD:]]
    text = joined(
        words("points.balance", name=page.holder, n=page.balance),
        words("points.boards", reported=page.reported, served=page.served, spent=_signed(page.spent)),
        words("points.paused", why=page.paused_why) if page.paused_why else None,
        *(lines or [words("points.empty")]),
        words("points.next", report=scene.facts.get("report", 0), hour=scene.facts.get("hour", 0)),
    )
    buttons = (
        (
            Button(words.plain("button.shop"), Press(Verb.SHOP)),
            Button(words.plain("button.rank"), Press(Verb.RANK, 0, "week")),
        ),
    )
    return Outgoing(text, buttons, drawn=partial(_draw, page, words, year))


def rank(scene: Scene) -> Shown:
    """Places with points; names only of those who agreed. In private also one's own place, and the choice of a name."""
    page: Ranking = scene.page
    words = scene.words
    title = words(f"points.rank_{page.period}")
    alone = scene.chat.is_private
    buttons = _periods(scene) + (_names(scene, page) if alone else ())
    if not page.ranked:
        return Outgoing(joined(title, words("points.rank_empty")), buttons, silent=True)
    lines = [_place(one, words, mine=alone and one.mine) for one in page.ranked]
    own = None
    if alone and page.own is not None and page.own not in page.ranked:
        own = _place(page.own, words, mine=True)
    return Outgoing(joined(title, *lines, own), buttons, silent=True)


def champion(scene: Scene) -> Shown:
    """Monday's thanks, with the count that earned it; equals side by side, those without a name as a number."""
    words = scene.words
    best = [found_by(words, name, problems, suggestions) for name, problems, suggestions in scene.facts["best"] if name]
    shy = Counter((problems, suggestions) for name, problems, suggestions in scene.facts["best"] if not name)
    for (problems, suggestions), n in shy.items():
        who = words.plain("points.someone" if n == 1 else "points.someones", n=n)
        best.append(found_by(words, who, problems, suggestions, each=n > 1))
    return Outgoing(words("points.champion", best=words.plain("points.and").join(best)), silent=True)


def line(scene: Scene) -> Shown:
    """The day's line: what came, what was taken back, and what that makes."""
    words, facts = scene.words, scene.facts
    came = [one for one in facts["parts"] if one[0] == "award"]
    lines = [_came(came, facts, words)] if came else []
    for kind in ("reversal", "expired"):
        gone = [one for one in facts["parts"] if one[0] == kind]
        if gone:
            count, points = sum(n for _, _, n, _ in gone), -sum(points for *_, points in gone)
            lines.append(words(f"points.gone_{kind}", n=count, points=points))
    lines.append(words("points.now", n=facts["balance"]))
    button = Button(words.plain("button.passbook"), Press(Verb.POINTS))
    return Outgoing(joined(*lines), ((button,),), silent=True)


def warning(scene: Scene) -> Shown:
    """So many points expire on a day, and what they could still buy."""
    words, facts = scene.words, scene.facts
    day = short_day(date.fromisoformat(facts["on"]), words)
    key = "points.warning_reward" if facts["reward"] else "points.warning"
    text = words(key, n=facts["points"], day=day, reward=facts["reward"])
    return Outgoing(text, ((Button(words.plain("button.shop"), Press(Verb.SHOP)),),))


def in_group(scene: Scene) -> Shown:
    """For whoever has no private chat: something was earned here today. No figure and no name in the group."""
    link = f"https://t.me/{scene.bot}?start=points"
    button = Button(scene.words.plain("button.passbook"), url=link)
    return Outgoing(scene.words("points.in_group"), ((button,),), silent=True)


def proposal(scene: Scene) -> Shown:
    """Points by hand above the limit: who gives whom how many and why, and the second person's two buttons."""
    row, whom, by = scene.page
    words = scene.words
    text = words("points.proposal", by=by, name=whom, points=row.points, why=row.reason)
    if row.state != "waiting":
        return Outgoing(joined(text, words(f"points.proposal_{row.state}")))
    buttons = tuple(
        Button(words.plain(f"button.second_{one}"), Press(Verb.AGREE, row.id, one)) for one in ("yes", "no")
    )
    return Outgoing(text, (buttons,))


def flag(scene: Scene) -> Shown:
    """What looks unfair, with the cases to look at; nothing has happened to anybody."""
    row, names = scene.page
    words = scene.words
    if not row.evidence or not names:
        return Outgoing(words("points.flag_gone"))
    numbers = row.evidence["cases"]
    text = joined(
        words(f"points.flag_{row.kind}", name=names[0], other=names[-1], n=len(numbers)),
        words("points.flag_cases", numbers=words.plain("points.comma").join(str(one) for one in numbers[:12])),
        words("points.flag_looked") if row.looked_at else words("points.flag_what", who=f"p{row.person_id}"),
    )
    looks = [Button(words.plain("button.case", number=one), Press(Verb.CASE, one)) for one in numbers[:6]]
    rows = [tuple(looks[start : start + 3]) for start in range(0, len(looks), 3)]
    if row.looked_at is None:
        rows.append((Button(words.plain("button.all_fine"), Press(Verb.PAUSE, row.id)),))
    return Outgoing(text, tuple(rows))


def reason(one: Line, words: Words) -> str:
    """What an entry was for, as a bank prints it."""
    title = clip(one.about, ABOUT)
    hours = _hours(one.minutes or 0)
    key = f"points.reason.{one.rule}" if one.kind in ("award", "given") else f"points.reason.{one.kind}"
    if one.number is None and one.kind == "reversal":
        key = "points.reason.reversal_other"
    return words.plain(key, title=title, number=one.number or 0, hours=hours).strip()


def _draw(page: Passbook, words: Words, this_year: int) -> bytes:
    # The picture library is loaded with the first picture, not with the program.
    from views.pictures.passbook import PassbookEntry, PassbookFacts, Reward, draw_passbook  # noqa: PLC0415

    entries = tuple(
        PassbookEntry(one.on, _board(one), reason(one, words), one.points, one.balance, clip(one.about, ABOUT))
        for one in page.lines
    )
    goal = Reward(page.goal.name, page.goal.price) if page.goal else None
    facts = PassbookFacts(
        page.community, page.holder, page.place, page.balance, page.reported, page.served, page.spent, entries, goal,
        this_year,
    )  # fmt: skip
    return draw_passbook(facts, words)


def _board(one: Line) -> Any:
    return {"reversal": "reversed", "expired": "expired", "closed": "expired"}.get(one.kind, one.board)


def _entry(one: Line, words: Words, this_year: int) -> Markup:
    day = short_day(one.on, words, this_year=this_year)
    return words("points.entry", day=day, why=reason(one, words), points=_signed(one.points))


def _came(came: list[Any], facts: dict[str, Any], words: Words) -> Markup:
    total = sum(points for _, _, _, points in came)
    rules = {rule for _, rule, _, _ in came}
    if len(facts["numbers"]) == 1 and "report" in rules <= {"report", "resolved", "hazard"}:
        return words("points.came_case", number=facts["numbers"][0], points=total)
    parts = [words.plain(f"points.came.{rule}", n=n, points=points) for _, rule, n, points in came]
    return words("points.came_today", points=total, parts=words.plain("points.comma").join(parts))


def _place(one: Ranked, words: Words, *, mine: bool) -> Markup:
    key = "points.place_mine" if mine else "points.place"
    return words(key, place=one.place, name=one.name or words.plain("points.someone"), n=one.points)


def _periods(scene: Scene) -> Rows:
    return (
        tuple(
            Button(scene.words.plain(f"button.rank_{one}"), Press(Verb.RANK, 0, one)) for one in ("week", "month")
        ),
    )


def _names(scene: Scene, page: Ranking) -> Rows:
    others = [one for one in ("named", "unnamed", "hidden") if one != page.shown]
    return (tuple(Button(scene.words.plain(f"button.shown_{one}"), Press(Verb.RANK, 0, one)) for one in others),)


def _signed(points: int) -> str:
    return f"−{-points}" if points < 0 else f"+{points}" if points else "0"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")
