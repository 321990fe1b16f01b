"""Leads through the tour: knows the step, does it when asked, and notices when the visitor has done it already."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.app import Gridbee
from demo.acting import Actors
from demo.moving_in import quiet
from demo.neighbourhood import Neighbourhood
from demo.pointing import Pointing
from demo.tour import SCENES, STORY, Act, Scene, Step, Waits
from domain.sheet import Sheet
from simulator.events import Event
from storage import cases, demonstration
from storage.unit import Unit
from views.catalog import Words

READING = 3.4
"""Seconds that a line is given when the tour plays by itself."""

PATIENCE = 12.0
SETTLES = 0.06
PRESSES = 20
MOST_HOURS = 96


@dataclass
class Place:
    """Where the tour stands; `marks` are what each finished step was about, for looking back."""

    scene: str = STORY.key
    at: int = 0
    number: int | None = None
    since: float = 0.0
    marks: list[dict[str, Any] | None] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)


class Guide:
    """One tour, shared by every window. `words()` gives those of the present language; `changed` is told of news."""

    def __init__(
        self, street: Neighbourhood, gridbee: Gridbee, place: Place, words: Callable[[], Words],
        changed: Callable[[], None], pace: float = 1.0,
    ) -> None:  # fmt: skip
        self.place = place
        self.playing = False
        self.busy = False
        self.stuck = False
        self._street = street
        self._gridbee = gridbee
        self._pointing = Pointing(street)
        self._actors = Actors(street, gridbee.clock, pace)
        self._pace = pace
        self._words = words
        self._changed = changed
        self._happened = asyncio.Event()
        self._wanted: asyncio.Queue[tuple[str, int]] = asyncio.Queue()
        self._stepping = asyncio.Lock()
        street.world.events.listeners.append(self._notice)

    @property
    def scene(self) -> Scene:
        return SCENES[self.place.scene]

    @property
    def step(self) -> Step:
        return self.scene.steps[self.place.at]

    @property
    def is_last(self) -> bool:
        return self.place.at == len(self.scene.steps) - 1

    def want(self, what: str) -> None:
        """`next`, `play`, `pause`, or a scene's key."""
        if what in ("play", "pause"):
            self.playing = what == "play" and not self.is_last
            self._changed()
        elif what in SCENES:
            self.place = Place(what, since=self._gridbee.clock.now().timestamp())
            self.stuck = False
            self._changed()
        self._wanted.put_nowait((what, self.place.at))

    async def lead(self) -> None:
        """Do what is wanted, for ever."""
        if not self.place.since:
            self.place.since = self._gridbee.clock.now().timestamp()
        while True:
            wanted, at = await self._next_wish()
            async with self._stepping:
                # What was wanted of a step that is done by now (a second press, a second window) is done.
                if wanted == "next" and at == self.place.at and not self.is_last:
                    await self._do_step()

    async def watch(self) -> None:
        """Notice what the visitor does, for ever."""
        while True:
            await self._happened.wait()
            await asyncio.sleep(SETTLES)
            self._happened.clear()
            async with self._stepping:
                if await self._is_reached():
                    await self._advance()
            self._changed()

    def as_json(self) -> dict[str, Any]:
        """What the page shows: see demo/page/tour.js."""
        return {
            "scene": self.scene.key, "at": self.place.at, "busy": self.busy, "playing": self.playing,
            "stuck": self.stuck, "turn": self._pointing.where(self.step)["user"],
            "window": self._pointing.where(self.step)["chat"], "pointer": self._pointer(), "marks": self.place.marks,
        }  # fmt: skip

    async def _next_wish(self) -> tuple[str, int]:
        if not self.playing:
            return await self._wanted.get()
        try:
            return await asyncio.wait_for(self._wanted.get(), READING * self._pace)
        except TimeoutError:
            return "next", self.place.at

    async def _do_step(self) -> None:
        step, self.busy = self.step, True
        self._changed()
        try:
            if not await self._is_reached():
                await self._play(step.acts)
            await self._until_reached()
            await self._advance()
        except (LookupError, TimeoutError):
            self.stuck, self.playing = True, False
        finally:
            self.busy = False
            self._changed()

    async def _play(self, acts: tuple[Act, ...]) -> None:
        for act in acts:
            if isinstance(act, Waits):
                await self._let_hours_pass(act)
            else:
                await self._actors.play(act, self._words(), self.place.number)
            await quiet(self._street, self._gridbee)

    async def _let_hours_pass(self, act: Waits) -> None:
        began, chat = self._gridbee.clock.now(), self._street.chat(act.who, act.where)
        newest = chat.last.id
        for _ in range(MOST_HOURS):
            self._gridbee.clock.shift(timedelta(hours=1))
            await self._gridbee.rounds.go()
            await quiet(self._street, self._gridbee)
            news = self.step.reached is None and not act.view and chat.last.id > newest
            if news or await self._was_told(act, began) or await self._is_reached():
                return

    async def _was_told(self, act: Waits, since: datetime) -> bool:
        if not act.view:
            return False
        who = self._street.people[act.who].id
        return await self._gridbee.database.read(demonstration.was_told, who, act.view, since)

    async def _until_reached(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.step.reached is not None and not await self._is_reached():  # noqa: ASYNC110 - asks the database
                await asyncio.sleep(SETTLES)

    async def _advance(self) -> None:
        step, self.busy = self.step, True
        with suppress(LookupError, TimeoutError):  # what others say about it is a nicety
            await quiet(self._street, self._gridbee)
            self.place.marks.append(self._pointing.mark(step, self._pointer()))
            await self._play(step.then)
        self.place.at += 1
        self.place.pressed.clear()
        self.playing = self.playing and not self.is_last
        self.busy = self.stuck = False
        self._wanted.put_nowait(("look", self.place.at))  # the next line gets its time, too
        self._changed()

    async def _is_reached(self) -> bool:
        reached = self.step.reached
        if reached is None:
            return False
        sheet = await self._gridbee.database.read(self._sheet)
        return sheet is not None and reached(sheet)

    def _sheet(self, unit: Unit) -> Sheet | None:
        place, scene = self.place, self.scene
        if place.number is None:
            reporter = self._street.people[scene.reporter].id
            since = datetime.fromtimestamp(place.since, self._gridbee.clock.now().tzinfo)
            place.number = demonstration.first_reported(unit, reporter, scene.area, since)
        return None if place.number is None else cases.sheet(unit, place.number, with_history=True)

    def _notice(self, event: Event) -> None:
        if event.press is not None and event.kind == "pressed":
            self.place.pressed = [*self.place.pressed, event.press.data][-PRESSES:]
        self._happened.set()

    def _pointer(self) -> dict[str, Any] | None:
        return self._pointing.pointer(self.step, self.place.number, self.place.pressed)
