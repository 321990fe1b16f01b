"""The heavy part of a run: the real bot beside the pretend Telegram, the tour, and the state that goes to the disk."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.app import Gridbee, running
from bot.settings import Settings
from demo.asking import ask
from demo.behind import look_behind
from demo.cast import TOKEN
from demo.guide import Guide
from demo.host import Host
from demo.moving_in import move_in, quiet, speak
from demo.neighbourhood import Neighbourhood
from demo.place import Place
from demo.storing import DATABASE, PHOTOS, keep_all
from simulator.events import Event
from storage.unit import Unit
from views.catalog import Words

KEEP_AFTER = 1.0
"""Seconds after which a change is on the disk."""


class Living:
    """The bot and the tour of one run, as its host uses them."""

    def __init__(self, host: Host, gridbee: Gridbee, guide: Guide, folder: Path) -> None:
        self.guide = guide
        self._host = host
        self._gridbee = gridbee
        self._folder = folder
        self._dirty = asyncio.Event()
        host.street.world.events.listeners.append(self._changed)

    @property
    def street(self) -> Neighbourhood:
        return self._host.street

    def want(self, what: str) -> None:
        self.guide.want(what)

    async def step(self) -> None:
        """Take the tour's next step, and wait until it has been taken. Raises LookupError when it is stuck."""
        at = self.guide.place.at
        self.want("next")
        while self.guide.place.at == at or self.guide.busy:
            await asyncio.sleep(0.02)
            if self.guide.stuck:
                raise LookupError(self.guide.step.key)

    async def quiet(self) -> None:
        """Wait until the bot has done and said everything."""
        await quiet(self.street, self._gridbee)

    def tour(self) -> dict[str, Any]:
        return self.guide.as_json()

    async def behind(self) -> dict[str, Any]:
        return await ask(self._gridbee, self._look_behind)

    async def speak(self, words: Words) -> None:
        await speak(self._host.street, self._gridbee, words)

    async def keep_up(self) -> None:
        """Every change is on the disk within moments, for ever."""
        while True:
            await self._dirty.wait()
            await asyncio.sleep(KEEP_AFTER)
            self._dirty.clear()
            self.put_away(properly=False)

    def put_away(self, *, properly: bool) -> None:
        host = self._host
        place = asdict(self.guide.place) | {"language": host.language, "touched": host.touched}
        keep_all(self._folder, host.street.world, place, properly=properly)

    def _look_behind(self, unit: Unit) -> dict[str, Any]:
        return look_behind(unit, self._host.street, self._host.words(), self._gridbee.clock.now())

    def _changed(self, _event: Event) -> None:
        self._dirty.set()


async def live(host: Host, folder: Path, url: str, pace: float, ready: asyncio.Event) -> None:
    """Until cancelled: then the bot stops in order and everything is put away."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    living: Living | None = None
    try:
        async with running(settings_for(folder, url, host.language), host.clock) as gridbee:
            host.joined.set()
            if host.place is None:
                await move_in(host.street, gridbee, host.words())
            guide = Guide(host.street, gridbee, _place(host), host.words, host.site.changed, pace)
            living = Living(host, gridbee, guide, folder)
            host.begin(living)
            ready.set()
            async with asyncio.TaskGroup() as tasks:
                loops = [tasks.create_task(loop()) for loop in (guide.lead, guide.watch, living.keep_up)]
                await gridbee.stop.wait()  # only a bot that broke stops by itself: leaving tells why
                for loop in loops:
                    loop.cancel()
    finally:
        if living is not None:
            living.put_away(properly=True)


def settings_for(folder: Path, url: str, language: str) -> Settings:
    """The bot's settings: as an operator would write them, but for the pretend Telegram's address."""
    return Settings.model_validate({
        "telegram": {"token": TOKEN, "api_url": url, "flood_limits": False},
        "storage": {"database": f"sqlite:///{folder / DATABASE}", "photos": str(folder / PHOTOS)},
        "community": {"language": "en" if language == "en" else "zh_CN"},
        "deadlines": {"album_seconds": 0.8},
    })  # fmt: skip


def _place(host: Host) -> Place:
    if host.place is None:
        return Place()
    return Place(**{name: host.place[name] for name in asdict(Place()) if name in host.place})
