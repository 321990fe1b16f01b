"""Leads through the tour: knows the step, does it when asked, and notices when the visitor has done it already."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.app import Gridbee
from demo.acting import Actors
from demo.asking import ask
from demo.moving_in import quiet
from demo.neighbourhood import Neighbourhood
from demo.passing import let_pass
from demo.place import Place
from demo.pointing import Pointing
from demo.scenes import SCENES
from demo.tour import Act, Presses, Scene, Step, Waits
from domain.sheet import Sheet
from simulator.events import Event
from storage import cases, demonstration
from storage.unit import Unit
from views.catalog import Words

READING = 3.4
"""Seconds that a line is given when the tour plays by itself."""

SEEN = 1.2
"""Seconds for what came of it, then."""

PATIENCE = 12.0
SETTLES = 0.06
PRESSES = 20


class TurnedAwayError(Exception):
    """Another scene is wanted: what goes on is left as it is."""


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
        self._actors = Actors(street, gridbee, pace)
        self._pace = pace
        self._words = words
        self._changed = changed
        self._happened = asyncio.Event()
        self._wanted: asyncio.Queue[tuple[str, Place, int]] = asyncio.Queue()
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
        elif what in SCENES:
            self.place = Place(what, since=self._now(), step_since=self._now(), seen=self.place.seen)
            self.playing = self.stuck = self.busy = False
        self._changed()
        self._wanted.put_nowait((what, self.place, self.place.at))

    async def lead(self) -> None:
        """Do what is wanted, for ever."""
        if not self.place.since:
            self.place.since = self.place.step_since = self._now()
        while True:
            wanted, place, at = await self._next_wish()
            async with self._stepping:
                # What was wanted of a step that is done by now (a second press, a second window) is done.
                if wanted == "next" and place is self.place and at == place.at and not self.is_last:
                    await self._do_step()

    async def watch(self) -> None:
        """Notice what the visitor does, for ever."""
        while True:
            await self._happened.wait()
            await asyncio.sleep(SETTLES)
            self._happened.clear()
            async with self._stepping:
                with suppress(TurnedAwayError):
                    if await self._is_reached():
                        await self._advance(self.place)
            self._changed()

    def as_json(self) -> dict[str, Any]:
        """What the page shows: see demo/page/tour.js."""
        return {
            "scene": self.scene.key, "at": self.place.at, "busy": self.busy, "playing": self.playing,
            "stuck": self.stuck, "turn": self._pointing.where(self.step)["user"],
            "window": self._pointing.where(self.step)["chat"], "pointer": self._pointer(), "marks": self.place.marks,
            "seen": self.place.seen,
        }  # fmt: skip

    def _now(self) -> float:
        return self._gridbee.clock.now().timestamp()

    async def _next_wish(self) -> tuple[str, Place, int]:
        if not self.playing:
            return await self._wanted.get()
        try:
            return await asyncio.wait_for(self._wanted.get(), READING * self._pace)
        except TimeoutError:
            return "next", self.place, self.place.at

    async def _do_step(self) -> None:
        place, self.busy = self.place, True
        self._changed()
        try:
            if not await self._is_reached():
                await self._play(place, self.step.acts)
                await self._say_yes(place)
                await self._until_reached(place)
                await self._let_look()
            await self._advance(place)
        except TurnedAwayError:
            return
        except (LookupError, TimeoutError):
            self.stuck, self.playing = True, False
        finally:
            self.busy = False
            self._changed()

    async def _play(self, place: Place, acts: tuple[Act, ...]) -> None:
        for act in acts:
            self._go_on_with(place)
            if isinstance(act, Waits):
                await let_pass(self._street, self._gridbee, self._is_reached, lambda: self._go_on_with(place))
            else:
                await self._actors.play(act, self._words(), place.number)
            await quiet(self._street, self._gridbee)
            await self._is_reached()  # the scene's case has a number as soon as it is there

    async def _say_yes(self, place: Place) -> None:
        """Where the bot was not sure that it is a report, whoever posted it says that it is."""
        if place.number is None and self.step.acts:
            with suppress(LookupError):
                await self._play(place, (Presses(self.scene.reporter, self.step.where, "~file"),))

    async def _let_look(self) -> None:
        """Where nobody presses on, what came of a step stands a moment beside its line."""
        if self.playing and self.step.acts:
            await asyncio.sleep(SEEN * self._pace)

    async def _until_reached(self, place: Place) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self.step.is_read_only and not await self._is_reached():
                await asyncio.sleep(SETTLES)
                self._go_on_with(place)

    async def _advance(self, place: Place) -> None:
        step, self.busy = self.step, True
        with suppress(LookupError, TimeoutError):  # what others say about it is a nicety
            await quiet(self._street, self._gridbee)
            place.marks.append(self._pointing.mark(step, self._pointer()))
            await self._play(place, step.then)
        self._go_on_with(place)
        place.at += 1
        place.step_since = self._now()
        place.pressed.clear()
        if self.is_last and place.scene not in place.seen:
            place.seen.append(place.scene)
        self.playing = self.playing and not self.is_last
        self.busy = self.stuck = False
        self._wanted.put_nowait(("look", place, place.at))  # the next line gets its time, too
        self._changed()

    def _go_on_with(self, place: Place) -> None:
        if place is not self.place:
            raise TurnedAwayError

    async def _is_reached(self) -> bool:
        step, place = self.step, self.place
        sheet = await ask(self._gridbee, self._sheet, place)
        if step.reached is not None and sheet is not None and step.reached(sheet):
            return True
        chat = self._street.chat(step.who, step.where).id
        since = datetime.fromtimestamp(place.step_since, self._gridbee.clock.now().tzinfo)
        return bool(step.told) and await ask(self._gridbee, demonstration.was_told, chat, step.told, since)

    def _sheet(self, unit: Unit, place: Place) -> Sheet | None:
        if place.number is None:
            scene = SCENES[place.scene]
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
