"""The story of one case in a terminal: the real bot on the simulator, and what each person sees."""

import asyncio
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from bot import logs
from bot.app import Gridbee, running
from bot.settings import Settings
from demo.moving_in import area_rows
from demo.photos import sample
from simulator.chats import Chat
from simulator.events import Event
from simulator.messages import Message, Press
from simulator.people import Bot
from simulator.server import Simulator
from simulator.street import Person
from storage import queues
from storage.unit import Unit
from usecases.import_areas import import_areas
from usecases.invite_staff import make_invite
from views.catalog import Catalogs, Words

TOKEN = "6100000001:AAH-the-demo-needs-no-real-token-at-all"  # noqa: S105  the simulator takes any

async def play(language: str | None = None, out: TextIO | None = None) -> None:
    """Play it from photo to confirmed, printing every message as its reader sees it. Takes a few seconds."""
    words = Catalogs()(language)
    logs.set_up("ERROR")
    with tempfile.TemporaryDirectory(prefix="gridbee-story-") as folder:
        async with Simulator() as sim:
            bot = sim.world.add_bot(TOKEN, "gridbee_bot", words.plain("bot.name"))
            async with running(_settings(Path(folder), sim.url, words)) as gridbee:
                await _Story(sim, bot, gridbee, words, out or sys.stdout).tell()


def _settings(folder: Path, url: str, words: Words) -> Settings:
    written: dict[str, Any] = {
        "telegram": {"token": TOKEN, "api_url": url, "flood_limits": False},
        "community": {"language": words.language},
        "storage": {"database": f"sqlite:///{folder / 'story.db'}", "photos": str(folder / "photos")},
    }
    return Settings(**written)


class _Story:
    def __init__(self, sim: Simulator, bot: Bot, gridbee: Gridbee, words: Words, out: TextIO) -> None:
        self._sim = sim
        self._bot = bot
        self._gridbee = gridbee
        self._out = out
        self._words = words
        code = words.language.split("_", maxsplit=1)[0]
        world = sim.world
        self.wang, self.zhang, self.chen, self.zhou = (
            world.add_user(words.plain(f"program.demo.name.{name}"), language_code=code)
            for name in ("wang", "zhang", "chen", "zhou")
        )
        self.group = world.add_group(words.plain("program.demo.group"), [self.wang, self.zhang], [self.zhou, bot])

    async def tell(self) -> None:
        """One step after another; each waits until the bot has done everything that follows."""
        await self._furnish()
        self._sim.world.events.listeners.append(self._show)
        self._step("photo")
        caption = self._words.plain("picture.sample.bin_broken")
        await self._after(self.wang.sends(self.group, photo=sample("bin_broken"), caption=caption))
        self._step("accept")
        await self._press(self.chen, self._chat(self.chen), self._words.plain("button.accept"))
        self._step("same")
        await self._press(self.zhang, self.group, self._words.plain("button.same"))
        self._step("done")
        await self._press(self.chen, self._chat(self.chen), self._words.plain("button.done"))
        caption = self._words.plain("picture.sample.bin_fixed")
        await self._after(self.chen.sends(self._bot, photo=sample("bin_fixed"), caption=caption))
        self._step("confirm")
        await self._press(self.wang, self.group, self._words.plain("button.confirm"))
        await self._press(self.wang, self.group, "5")
        self._step("end")

    async def _furnish(self) -> None:
        database, now = self._gridbee.database, self._gridbee.clock.now()
        await database.run(lambda unit: import_areas(unit, area_rows(self._words)))
        staff = [(self.zhou, "secretary", "WTL"), (self.chen, "property", "WTL")]
        for person, role, code in staff:
            token = await database.run(make_invite, role, code, now, name=person.first_name)
            await self._after(person.starts(self._bot, token))
        await self._after(self.zhou.sends(self.group, "/bind WTL-1-3"))

    async def _press(self, person: Person, chat: Chat, label: str) -> None:
        message = await self._sim.until(lambda: _with_button(chat, label))  # it may wait for a photo
        press = person.presses(message, label)
        self._line(person.first_name, f"[ {label} ]")
        await self._sim.until(lambda: press.answer)
        await self._after(press)
        if press.answer is not None and press.answer.text:
            self._line(self._words.plain("bot.name"), f"→ {person.first_name}: {press.answer.text}")

    async def _after(self, _: Message | Press) -> None:
        for _turn in range(600):
            await asyncio.sleep(0.02)
            if len(self._bot.queue):
                continue
            if not await self._gridbee.database.read(_is_busy, self._gridbee.clock.now()):
                return
        raise TimeoutError("the bot has not finished")

    def _chat(self, person: Person) -> Chat:
        return person.chat_with(self._bot)

    def _show(self, event: Event) -> None:
        if event.kind not in ("message", "edited"):
            return
        message = event.message
        if message is None:
            return
        place = message.chat.title or f"{self._bot.first_name} ↔ {self._reader(message.chat)}"
        mark = "✎ " if event.kind == "edited" else ""
        sender = message.sender.first_name if message.sender else ""
        photo = self._words.plain("program.demo.a_photo") if message.photo else ""
        self._line(f"{place} | {mark}{sender}", f"{photo}{message.text or ''}", message)

    def _reader(self, chat: Chat) -> str:
        return chat.person.first_name if chat.person else ""

    def _step(self, name: str) -> None:
        self._out.write(f"\n{self._words.plain(f'program.demo.{name}')}\n")

    def _line(self, who: str, text: str, message: Message | None = None) -> None:
        lines = text.splitlines() or [""]
        self._out.write(f"  {who}: {lines[0]}\n")
        for line in lines[1:]:
            self._out.write(f"      {line}\n")
        if message is not None and message.buttons:
            self._out.write("      " + " ".join(f"[ {one['text']} ]" for one in message.buttons) + "\n")


def _is_busy(unit: Unit, now: datetime) -> bool:
    """Whether anything is to be handled, done or said, all at one moment: work moves on from one to the other."""
    waits = queues.counts(unit)
    return bool(waits["inbox"] or waits["outbox"] or queues.due_jobs(unit, now))


def _with_button(chat: Chat, label: str) -> Message | None:
    """The latest message of a chat that has such a button, once there is one."""
    having = (one for one in reversed(list(chat.visible)) if any(button["text"] == label for button in one.buttons))
    return next(having, None)
