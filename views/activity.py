"""Cards of activities: for everybody without names, for the lead with names; a lot of ground; the code on the spot."""

from functools import partial

from domain.activity import Kind, Lot, Sheet, Taker
from domain.press import Press, Verb
from views.catalog import Markup
from views.moments import clock
from views.outgoing import Button, Outgoing, Rows, Shown
from views.scene import Scene, joined

_STATES = {"joined": "joined", "here": "here", "done": "done", "absent": "absent"}


def card(scene: Scene) -> Shown:
    """What, when, where, how many seats; one button to come, or one for each free lot. No names."""
    page: Sheet | None = scene.page
    if page is None:
        return None
    rows: Rows = ()
    if page.state == "open" and scene.now < page.ends_at:
        rows = _lots(scene, page) if page.kind is Kind.PLOTS else ((_come(scene, page),),)
    return Outgoing(joined(*_facts(scene, page)), rows, silent=True)


def lead(scene: Scene) -> Shown:
    """The same with who comes and what they did, and everything that the lead can press."""
    page: Sheet | None = scene.page
    if page is None:
        return None
    words = scene.words
    lines = [*_facts(scene, page), *(_taker(scene, one) for one in page.takers if one.state in _STATES)]
    lines += [_lot(scene, one) for one in page.lots]
    lines += [scene.words(f"activity.check_{one.state}_line", name=one.name, who=one.who) for one in page.checks]
    rows: list[tuple[Button, ...]] = []
    if page.state == "open":
        if page.kind is not Kind.PLOTS:
            rows.append(
                (
                    Button(words.plain("button.checkin"), Press(Verb.CHECKIN, page.id)),
                    Button(words.plain("button.hours"), Press(Verb.HOURS, page.id)),
                )
            )
        rows.append((Button(words.plain("button.cancel_activity"), Press(Verb.HOURS, page.id, "off")),))
    return Outgoing(joined(*lines), tuple(rows))


def sheet(scene: Scene) -> Shown:
    """A patrol's places for who walks it: what was looked at, and two buttons for each that was not."""
    page: Sheet | None = scene.page
    if page is None:
        return None
    words, walking = scene.words, page.state == "open"
    lines = [words(f"activity.check_{one.state}_line", name=one.name, who=one.who) for one in page.checks]
    over = page.looked == len(page.checks)
    how = words("activity.all_looked") if over else words("activity.walk") if walking else None
    looked = words("activity.looked", n=page.looked, all=len(page.checks))
    rows = tuple(
        (
            Button(words.plain("button.check_fine", name=one.name), Press(Verb.CHECK, one.id, "fine")),
            Button(words.plain("button.check_bad"), Press(Verb.CHECK, one.id, "bad")),
        )
        for one in page.checks
        if walking and one.state == "open"
    )
    return Outgoing(joined(words("activity.head", title=page.title), looked, *lines, how), rows)


def bad(scene: Scene) -> Shown:
    """Something is wrong at one of the patrol's places: how to show it."""
    return Outgoing(scene.words("activity.bad", name=scene.facts["name"], title=scene.facts["title"]))


def code(scene: Scene) -> Shown:
    """The check-in code for the lead to show on the spot, as a picture to scan and eight letters to type."""
    page: Sheet | None = scene.page
    if page is None or not page.code:
        return None
    text = scene.words("activity.code", title=page.title, code=page.code)
    return Outgoing(text, drawn=partial(_draw, page, scene))


def lot(scene: Scene) -> Shown:
    """A lot is somebody's: how they show that it is done, and a way back."""
    facts, words = scene.facts, scene.words
    button = Button(words.plain("button.lot_free"), Press(Verb.PLOT, int(facts["lot"]), "free"))
    return Outgoing(words("activity.lot", name=facts["name"], title=facts["title"]), ((button,),))


def lot_done(scene: Scene) -> Shown:
    """The lead sees the photo of a lot that is done, and confirms it."""
    facts, words = scene.facts, scene.words
    text = words("activity.lot_done", name=facts["name"], title=facts["title"], who=facts["who"])
    button = Button(words.plain("button.lot_ok"), Press(Verb.PLOT, int(facts["lot"]), "ok"))
    return Outgoing(text, ((button,),), photo=str(facts["photo"]))


def _facts(scene: Scene, page: Sheet) -> list[Markup | None]:
    words = scene.words
    end = clock(page.ends_at.astimezone(scene.zone))
    worth = words(f"activity.worth_{page.kind}", n=page.points)
    if page.kind is Kind.PLOTS:
        free = sum(not one.taken for one in page.lots)
        seats = words("activity.lots_free", free=free, all=len(page.lots))
    elif page.seats is None:
        seats = words("activity.coming", n=page.coming)
    else:
        seats = words("activity.seats", n=page.coming, seats=page.seats)
    return [
        words("activity.head", title=page.title),
        words("activity.state_cancelled") if page.state == "cancelled" else None,
        words("activity.when", start=scene.moment(page.starts_at), end=end),
        words("activity.where", place=page.place) if page.place else None,
        words("activity.lead_is", name=page.lead),
        seats,
        words("activity.looked", n=page.looked, all=len(page.checks)) if page.checks else None,
        worth,
    ]


def _come(scene: Scene, page: Sheet) -> Button:
    return Button(scene.words.plain("button.attend", n=page.coming), Press(Verb.ATTEND, page.id))


def _lots(scene: Scene, page: Sheet) -> Rows:
    free = [
        Button(scene.words.plain("button.claim", name=one.name), Press(Verb.PLOT, one.id))
        for one in page.lots
        if not one.taken
    ]
    return tuple(tuple(free[start : start + 2]) for start in range(0, len(free), 2))


def _taker(scene: Scene, one: Taker) -> Markup:
    hours = f"{(one.minutes or 0) / 60:.1f}".removesuffix(".0")
    return scene.words(f"activity.taker_{one.state}", name=one.name, hours=hours)


def _lot(scene: Scene, one: Lot) -> Markup:
    state = "confirmed" if one.confirmed else "done" if one.done else "taken" if one.taken else "free"
    return scene.words(f"activity.lot_{state}_line", name=one.name, who=one.holder)


def _draw(page: Sheet, scene: Scene) -> bytes:
    # The picture library is loaded with the first picture, not with the program.
    from views.pictures.coupon import CouponFacts, draw_coupon  # noqa: PLC0415

    facts = CouponFacts(page.community, page.title, 0, page.code, page.link, kind="checkin")
    return draw_coupon(facts, scene.words)
