"""The guided tour as data: scenes of steps. Every step says in a line what goes on, whose turn it is and what to press.

Texts are `demo.tour.<step>.name`, `.line`, `.more` and `.short` (line and more in one, for narrow screens).
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.case import Happened, Status
from domain.sheet import Sheet

Reached = Callable[[Sheet], bool]


@dataclass(frozen=True)
class Types:
    """Somebody is seen typing for a moment (seconds)."""

    who: str
    where: str
    seconds: float = 0.9


@dataclass(frozen=True)
class Says:
    """A text, or a sample photo with it as its caption. `text` is a key of the catalogs."""

    who: str
    where: str
    text: str
    photo: str = ""


@dataclass(frozen=True)
class Presses:
    """The button of a verb of the scene's case, perhaps with an argument."""

    who: str
    where: str
    verb: str
    argument: str = ""


@dataclass(frozen=True)
class Reacts:
    """An emoji on the latest photo of a chat."""

    who: str
    where: str
    emoji: str


@dataclass(frozen=True)
class Passes:
    """Time passes (minutes)."""

    minutes: int


@dataclass(frozen=True)
class Waits:
    """Hours pass until the step is reached; where nothing says so, until the bot has something new to say there.

    With `view`, only that counts (a view of the outbox, such as `digest`).
    """

    who: str
    where: str
    view: str = ""


@dataclass(frozen=True)
class Looks:
    """Nothing but a moment to look (seconds)."""

    seconds: float


Act = Types | Says | Presses | Reacts | Passes | Waits | Looks

PHOTOS = "photos"
CARD = "card"
LATEST = "latest"
"""What may be pointed at besides a button: the way to photos, the card in the group, the bot's latest message."""


@dataclass(frozen=True)
class Step:
    """`points` are pressed one after another: a verb with perhaps `:argument`, or PHOTOS, CARD or LATEST.

    `reached` says that the step has been done, by the tour or by the visitor; without it, reading on is enough.
    `then` is what others do about it.
    """

    key: str
    who: str
    where: str
    points: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    reached: Reached | None = None
    then: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Scene:
    """Steps about one case, which `reporter` files at the area of this code."""

    key: str
    reporter: str
    area: str
    steps: tuple[Step, ...]


def _is_past(*statuses: Status) -> Reached:
    return lambda sheet: sheet.case.status in statuses


def _happened(kind: Happened) -> Reached:
    return lambda sheet: any(event.kind is kind for event in sheet.events)


_YOURS = Step("yours", "wang", "building", (PHOTOS,))
_ACCEPTED = _is_past(Status.ACCEPTED, Status.RESOLVED, Status.CLOSED)
_RESOLVED = _is_past(Status.RESOLVED, Status.CLOSED)
_CLOSED = _is_past(Status.CLOSED)

STORY = Scene("story", "wang", "WTL-1-3", (
    Step("photo", "wang", "building", (PHOTOS,), (
        Types("wang", "building"),
        Says("wang", "building", "demo.says.bin_broken", "bin_broken"),
    ), lambda _: True, (
        Reacts("liu", "building", "🙏"),
        Reacts("sun", "building", "🙏"),
    )),
    Step("card", "wang", "building", (CARD,)),
    Step("accept", "chen", "bot", ("accept",), (Presses("chen", "bot", "accept"),), _ACCEPTED),
    Step("same", "zhang", "building", ("same",), (Presses("zhang", "building", "same"),),
         lambda sheet: sheet.also > 0, (Presses("liu", "building", "same"),)),
    Step("done", "chen", "bot", ("done", PHOTOS), (
        Passes(200),
        Presses("chen", "bot", "done"),
        Looks(0.8),
        Types("chen", "bot"),
        Says("chen", "bot", "demo.says.bin_fixed", "bin_fixed"),
    ), _RESOLVED, (
        Types("zhang", "building"),
        Says("zhang", "building", "demo.says.passing"),
    )),
    Step("confirm", "wang", "building", ("confirm",), (Presses("wang", "building", "confirm"),), _CLOSED),
    Step("rate", "wang", "building", ("rate:5",), (Presses("wang", "building", "rate", "5"),),
         lambda sheet: bool(sheet.stars)),
    _YOURS,
))  # fmt: skip

HAZARD = Scene("hazard", "zhang", "WTL-1-3", (
    Step("spot", "zhang", "building", (PHOTOS,), (
        Types("zhang", "building"),
        Says("zhang", "building", "demo.says.manhole", "manhole_open"),
    ), lambda _: True),
    Step("safety", "zhang", "building", (CARD,)),
    Step("at_once", "chen", "bot", ("accept",), (Presses("chen", "bot", "accept"),), _ACCEPTED),
    Step("covered", "chen", "bot", ("done", PHOTOS), (
        Passes(40),
        Presses("chen", "bot", "done"),
        Types("chen", "bot"),
        Says("chen", "bot", "demo.says.manhole_fixed", "manhole_fixed"),
    ), _RESOLVED),
    Step("safe", "zhang", "building", ("confirm",), (Presses("zhang", "building", "confirm"),), _CLOSED),
    _YOURS,
))  # fmt: skip

LATE = Scene("late", "rider", "WTL-2-7", (
    Step("rider", "li", "station", (), (
        Types("rider", "station"),
        Says("rider", "station", "demo.says.dark", "stairwell_dark"),
    ), lambda _: True),
    Step("reminder", "li", "bot", ("accept",), (Waits("li", "bot"),)),
    Step("climb", "li", "bot", ("accept",), (Waits("zhou", "bot"),), lambda sheet: sheet.overseer is not None),
    Step("nudge", "zhou", "bot", ("nudge",), (Presses("zhou", "bot", "nudge"),), _happened(Happened.NUDGED)),
    Step("at_last", "li", "bot", ("accept",), (Presses("li", "bot", "accept"),), _ACCEPTED),
    _YOURS,
))  # fmt: skip

MORNING = Scene("morning", "wang", "WTL-1-3", (
    Step("tomorrow", "zhou", "bot", (), (Waits("zhou", "bot", "digest"),)),
    Step("digest", "zhou", "bot", (LATEST,)),
    _YOURS,
))  # fmt: skip

SCENES = {scene.key: scene for scene in (STORY, HAZARD, LATE, MORNING)}
