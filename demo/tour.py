"""The words in which the guided tour is told: acts, steps and scenes; the scenes themselves are in demo/scenes.py.

Every step says in a line what goes on, whose turn it is and what to press. Texts are `demo.tour.<step>.name`, `.line`,
`.more` and `.short` (line and more in one, for narrow screens).
"""

from collections.abc import Callable
from dataclasses import dataclass

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
    """A text, or a sample photo with it as its caption, upright where `upright`. `text` is a key of the catalogs."""

    who: str
    where: str
    text: str
    photo: str = ""
    upright: bool = False


@dataclass(frozen=True)
class Presses:
    """The latest button of a verb: of the scene's case, or of whatever number for one with `~` before it."""

    who: str
    where: str
    button: str


@dataclass(frozen=True)
class Scans:
    """Somebody scans the code of the slip that somebody else shows."""

    who: str
    whose: str


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
    """Time passes until the step is reached."""


@dataclass(frozen=True)
class Looks:
    """Nothing but a moment to look (seconds)."""

    seconds: float


Act = Types | Says | Presses | Scans | Reacts | Passes | Waits | Looks

PHOTOS = "photos"
WRITE = "write"
CARD = "card"
LATEST = "latest"
"""What may be pointed at besides buttons: the camera, the field, the card in the group, the bot's latest word."""


@dataclass(frozen=True)
class Step:
    """`points` are pressed one after another: buttons as in Presses, or PHOTOS, WRITE, CARD or LATEST.

    `reached`, or a view that was `told` in this chat since the step began, says that the step has been done, by the
    tour or by the visitor; without either, reading on is enough. `then` is what others do about it.
    """

    key: str
    who: str
    where: str
    points: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    reached: Reached | None = None
    then: tuple[Act, ...] = ()
    told: str = ""

    @property
    def is_read_only(self) -> bool:
        """Whether there is nothing to do but to read on."""
        return self.reached is None and not self.told


@dataclass(frozen=True)
class Scene:
    """Steps about one case, which `reporter` files at the area of this code."""

    key: str
    reporter: str
    area: str
    steps: tuple[Step, ...]
