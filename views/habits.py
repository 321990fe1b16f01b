"""What a secretary has chosen: which digests come, and when; each choice is a button."""

from datetime import time

from domain.habits import Digests, Habits
from domain.press import Press, Verb
from views.outgoing import Button, Outgoing, Shown
from views.scene import Scene

TIMES = (time(7), time(7, 30), time(8), time(8, 30), time(9))


def subscription(scene: Scene) -> Shown:
    """The digests with a tick where they come, and the times to choose from."""
    chosen: Habits = scene.page
    at = chosen.digest_at or TIMES[2]
    kinds = tuple(_kind(scene, kind, on=kind in chosen.kinds) for kind in Digests)
    times = tuple(
        Button(f"{'✓ ' if one == at else ''}{one.hour}:{one.minute:02}", Press(Verb.SUBSCRIBE, 0, f"{one:%H%M}"))
        for one in TIMES
    )
    key = "habits.digests" if chosen.kinds else "habits.no_digests"
    return Outgoing(scene.words(key, time=f"{at.hour}:{at.minute:02}"), (kinds, times))


def _kind(scene: Scene, kind: Digests, *, on: bool) -> Button:
    label = scene.words.plain(f"habits.{kind}")
    return Button(f"✓ {label}" if on else label, Press(Verb.SUBSCRIBE, 0, kind.value))
