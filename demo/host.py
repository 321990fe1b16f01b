"""What the page's addresses act on in one run. Until the bot has joined, it says that things are about to start."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from bot.clock import WallClock
from demo.cast import SPOKEN
from demo.looks import Looks
from demo.neighbourhood import Neighbourhood
from demo.site import Site
from simulator.events import Event
from simulator.street import Person
from views.catalog import Catalogs, Words

TOUCHES = frozenset({"message", "pressed", "edited", "deleted"})


class Life(Protocol):
    """The bot and the tour, once they are there."""

    def want(self, what: str) -> None:
        """The tour should do this."""

    def tour(self) -> dict[str, Any]:
        """Where the tour stands."""

    async def behind(self) -> dict[str, Any]:
        """What happens behind the scenes."""

    async def speak(self, words: Words) -> None:
        """The bot changes its language."""


class Host:
    """One run. `place` is the tour as it was kept, None in a new neighbourhood; `again` begins from the start."""

    def __init__(
        self, street: Neighbourhood, clock: WallClock, catalogs: Catalogs, language: str,
        place: dict[str, Any] | None, again: Callable[[], None],
    ) -> None:  # fmt: skip
        self.name = secrets.token_urlsafe(6)
        self.street = street
        self.clock = clock
        self.language = language
        self.place = place
        self.site = Site(self)
        self.life: Life | None = None
        self.joined = asyncio.Event()
        self.leaving = False
        self.touched = bool(place and place.get("touched"))
        self._looks = Looks(catalogs)
        self._catalogs = catalogs
        self._again = again

    def config(self) -> dict[str, Any]:
        """The chat page's config."""
        return self._looks.config(self.street, self.language)

    def words(self) -> Words:
        """The words everybody speaks now."""
        return self._catalogs(SPOKEN[self.language])

    def begin(self, life: Life) -> None:
        """The bot is there: from now on visitors can touch things."""
        self.life = life
        self.street.world.events.listeners.append(self._noticed)
        self.site.changed()

    async def news(self, *, behind: bool) -> dict[str, Any]:
        """Everything the panels show."""
        news: dict[str, Any] = {
            "run": self.name, "now": self.clock.now().timestamp() - time.time(), "language": self.language,
        }  # fmt: skip
        if self.life is None:
            return news | {"starting": True}
        news["tour"] = self.life.tour()
        return news | ({"behind": await self.life.behind()} if behind else {})

    def want(self, what: str) -> None:
        if self.life is not None:
            self.life.want(what)

    def let_pass(self, minutes: int) -> None:
        self.clock.shift(timedelta(minutes=minutes))
        self.touched = True
        self.site.changed()

    async def speak(self, language: str, *, only_untouched: bool) -> bool:
        """Another language; True when the neighbourhood is founded anew for it, for nobody has touched it yet."""
        if language not in SPOKEN:
            raise ValueError(f"not spoken here: {language}")
        if language == self.language or (only_untouched and self.touched):
            return False
        self.language = language
        if not self.touched:
            self._again()
        elif self.life is not None:
            await self.life.speak(self.words())
            self.site.changed()
        return not self.touched

    def start_again(self) -> None:
        self._again()

    def _noticed(self, event: Event) -> None:
        self.touched = self.touched or (event.kind in TOUCHES and isinstance(event.user, Person))
