"""The scenes of the guided tour, as data."""

from demo.cast import FIRST_NUMBER
from demo.tour import (
    CARD,
    LATEST,
    PHOTOS,
    Act,
    Looks,
    Passes,
    Presses,
    Reached,
    Reacts,
    Says,
    Scans,
    Scene,
    Step,
    Types,
    Waits,
)
from domain.case import Happened, Status


def _is_past(*statuses: Status) -> Reached:
    return lambda sheet: sheet.case.status in statuses


def _happened(kind: Happened) -> Reached:
    return lambda sheet: any(event.kind is kind for event in sheet.events)


def _is_about(category: str) -> Reached:
    return lambda sheet: sheet.case.category == category


def _anything(_: object) -> bool:
    """The case is there."""
    return True


def _shows(who: str, where: str, text: str, photo: str, *, upright: bool = False) -> tuple[Act, ...]:
    return Types(who, where), Says(who, where, f"demo.says.{text}", photo, upright)


def _mends(who: str, minutes: int, text: str, photo: str) -> tuple[Act, ...]:
    """After a while the result is handed in."""
    return Passes(minutes), Presses(who, "bot", "done"), Looks(0.8), *_shows(who, "bot", text, photo)


CLUTTER = "fire.corridor_clutter"
_YOURS = Step("yours", "wang", "building", (PHOTOS,))
_ACCEPTED = _is_past(Status.ACCEPTED, Status.RESOLVED, Status.CLOSED)
_RESOLVED = _is_past(Status.RESOLVED, Status.CLOSED)
_CLOSED = _is_past(Status.CLOSED)

STORY = Scene("story", "wang", "WTL-1-3", (
    Step("photo", "wang", "building", (PHOTOS,), _shows("wang", "building", "bin_broken", "bin_broken"), _anything, (
        Reacts("liu", "building", "🙏"),
        Reacts("sun", "building", "🙏"),
    )),
    Step("card", "wang", "building", (CARD,)),
    Step("accept", "chen", "bot", ("accept",), (Presses("chen", "bot", "accept"),), _ACCEPTED),
    Step("same", "zhang", "building", ("same",), (Presses("zhang", "building", "same"),),
         lambda sheet: sheet.also > 0, (Presses("liu", "building", "same"),)),
    Step("done", "chen", "bot", ("done", PHOTOS), _mends("chen", 200, "bin_fixed", "bin_fixed"), _RESOLVED, (
        Types("zhang", "building"),
        Says("zhang", "building", "demo.says.passing"),
    )),
    Step("confirm", "wang", "building", ("confirm",), (Presses("wang", "building", "confirm"),), _CLOSED),
    Step("rate", "wang", "building", ("rate:5",), (Presses("wang", "building", "rate:5"),),
         lambda sheet: bool(sheet.stars)),
    _YOURS,
))  # fmt: skip

TWICE = Scene("twice", "wang", "WTL-1-3", (
    Step("leak", "wang", "building", (PHOTOS,), _shows("wang", "building", "leak", "pipe_leaking"), _anything, (
        Presses("chen", "bot", "accept"),
    )),
    Step("again", "zhang", "building", (PHOTOS,), (
        Passes(55),
        *_shows("zhang", "building", "leak_too", "pipe_leaking", upright=True),
    ), lambda sheet: sheet.also > 0),
    Step("known", "zhang", "building", (LATEST,)),
    Step("one_card", "chen", "bot", ("done",)),
    Step("mended", "chen", "bot", ("done", PHOTOS), _mends("chen", 70, "leak_fixed", "pipe_fixed"), _RESOLVED),
    Step("both", "zhang", "building", ("confirm",), (Presses("zhang", "building", "confirm"),), _CLOSED),
    _YOURS,
))  # fmt: skip

WRONG = Scene("wrong", "zhang", "WTL-1-3", (
    Step("boxes", "zhang", "building", (PHOTOS,), _shows("zhang", "building", "boxes", "corridor_cluttered"),
         _anything),
    # Whoever plays this again finds that the bot has learnt it.
    Step("not_mine", "chen", "bot", ("recat",), (Presses("chen", "bot", "recat"),), _is_about(CLUTTER),
         told="menu.category"),
    Step("right_kind", "chen", "bot", ("recat:g.fire", f"recat:{CLUTTER}"), (
        Presses("chen", "bot", "recat:g.fire"),
        Looks(0.8),
        Presses("chen", "bot", f"recat:{CLUTTER}"),
    ), _is_about(CLUTTER)),
    Step("new_hands", "li", "bot", ("accept",), (Presses("li", "bot", "accept"),), _ACCEPTED, (
        Types("rider", "station"),
        Says("rider", "station", "demo.says.boxes_too", "corridor_cluttered", upright=True),
    )),
    Step("learnt", "li", "bot", (LATEST,), then=(
        *_mends("li", 60, "boxes_fixed", "corridor_cleared"),
        Presses("zhang", "building", "confirm"),
    )),
    _YOURS,
))  # fmt: skip

HAZARD = Scene("hazard", "zhang", "WTL-1-3", (
    Step("spot", "zhang", "building", (PHOTOS,), _shows("zhang", "building", "manhole", "manhole_open"), _anything),
    Step("safety", "zhang", "building", (CARD,)),
    Step("at_once", "chen", "bot", ("accept",), (Presses("chen", "bot", "accept"),), _ACCEPTED),
    Step("covered", "chen", "bot", ("done", PHOTOS), _mends("chen", 40, "manhole_fixed", "manhole_fixed"), _RESOLVED),
    Step("safe", "zhang", "building", ("confirm",), (Presses("zhang", "building", "confirm"),), _CLOSED),
    _YOURS,
))  # fmt: skip

LATE = Scene("late", "rider", "WTL-2-7", (
    Step("rider", "li", "station", (), _shows("rider", "station", "dark", "stairwell_dark"), _anything, (
        Presses("li", "bot", f"~accept:{FIRST_NUMBER}"),  # she has her hands full with this morning's
    )),
    Step("reminder", "li", "bot", ("accept",), (Waits(),), told="time.half_answer"),
    Step("climb", "li", "bot", ("accept",), (Waits(),), lambda sheet: sheet.overseer is not None),
    Step("nudge", "zhou", "bot", ("nudge",), (Presses("zhou", "bot", "nudge"),), _happened(Happened.NUDGED)),
    Step("at_last", "li", "bot", ("accept",), (Presses("li", "bot", "accept"),), _ACCEPTED),
    Step("lit", "li", "bot", ("done", PHOTOS), _mends("li", 150, "dark_fixed", "stairwell_lit"), _RESOLVED, (
        Presses("rider", "station", "confirm"),
    )),
    _YOURS,
))  # fmt: skip

MORNING = Scene("morning", "wang", "WTL-1-3", (
    Step("tomorrow", "zhou", "bot", (), (Waits(),), told="digest"),
    Step("digest", "zhou", "bot", (LATEST,)),
    Step("overdue", "zhou", "bot", ("~digest:late",), (Presses("zhou", "bot", "~digest:late"),), told="digest"),
    Step("open_one", "zhou", "bot", ("~case",), (Presses("zhou", "bot", "~case"),), told="card.watch"),
    _YOURS,
))  # fmt: skip

POINTS = Scene("points", "wang", "WTL-1-3", (
    Step("earned", "wang", "building", (PHOTOS,), (
        *_shows("wang", "building", "lamp", "lamp_broken"),
        Presses("chen", "bot", "accept"),
        *_mends("chen", 90, "lamp_fixed", "lamp_fixed"),
        Presses("wang", "building", "confirm"),
    ), _CLOSED),
    Step("evening", "wang", "bot", (), (Waits(),), told="points.line"),
    Step("book", "wang", "bot", ("~points",), (Presses("wang", "bot", "~points"),), told="points.passbook"),
    Step("rank", "wang", "bot", ("~rank:week",), (Presses("wang", "bot", "~rank:week"),), told="points.rank"),
    Step("shop", "wang", "bot", ("~shop",), (Presses("wang", "bot", "~shop"),), told="shop.shelf"),
    Step("redeem", "wang", "bot", ("~redeem",), (Presses("wang", "bot", "~redeem"),), told="shop.coupon"),
    Step("pickup", "chen", "bot", ("~hand",), (
        Scans("chen", "wang"),
        Looks(0.8),
        Presses("chen", "bot", "~hand"),
    ), told="shop.pickup"),
    _YOURS,
))  # fmt: skip

SCENES = {scene.key: scene for scene in (STORY, TWICE, WRONG, HAZARD, LATE, MORNING, POINTS)}
