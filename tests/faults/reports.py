"""Courses of the intake: reports as photos with words, in two halves, as plain commands, and as albums."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from simulator.contents import Sent, said
from simulator.messages import Message
from simulator.street import Person
from tests.faults.course import Course, once
from tests.faults.pictures import snapshot

TROUBLES = ("门口垃圾桶坏了", "楼道灯不亮了", "楼下井盖破了", "单元门关不上了")
MOST_WAITING = 24
"""People are patient with a program that dies all the time: so much is not said on top of what waits."""
FILED = "SELECT c.telegram_id, r.message_id, r.text FROM reports r JOIN chats c ON c.id = r.chat_id"


@dataclass
class Reports(Course):
    """Residents report in their groups. `sent` are the reports by chat and message, with their words."""

    sent: dict[tuple[int, int], str] = field(default_factory=dict)
    pictures: int = 0

    halves = True
    """Whether some come in two halves."""
    name = "a burst of reports: intake, use case, sender, photos"

    async def step(self) -> None:
        """A report, or several at once."""
        if len(self.town.bot.queue) < MOST_WAITING:
            for _ in range(self.chance.choice((1, 1, 1, 4))):
                self.report()

    def report(self, *, whole: bool = False) -> Message:
        """A photo with words; or the photo first and the words after it; or /report and the words.

        `whole` ones are one message.
        """
        group = self.chance.choice(self.town.groups)
        resident = self.chance.choice([one for one in self.town.residents if group.has(one)])
        words, way = f"{self.chance.choice(TROUBLES)}（第{len(self.sent) + 1}张）", self.chance.random()
        if way < 0.15:
            message = resident.sends(group, f"/report {words}")
        elif way < 0.35 and self.halves and not whole:
            message = resident.sends(group, photo=self._snapshot())
            resident.sends(group, words)
        else:
            message = resident.sends(group, photo=self._snapshot(), caption=words)
        self.sent[group.id, message.id] = words
        return message

    def accepted(self) -> int:
        """Reports that people sent."""
        return len(self.sent)

    def done(self) -> int:
        """Those that were filed."""
        return len(set(self.sent) & {(chat, message) for chat, message, _ in self.rows(FILED)})

    def check(self) -> None:
        """Each report is one case, with its words, one true card in its group, and its photo in the store."""
        once(self.rows(FILED), [(chat, message, text) for (chat, message), text in self.sent.items()])
        once(self.rows("SELECT case_id FROM reports"), self.rows("SELECT id FROM cases"))
        self._check_cards()
        self._check_photos()

    def _check_cards(self) -> None:
        cards = self.rows(
            "SELECT c.telegram_id, m.message_id, m.case_id FROM messages m JOIN chats c ON c.id = m.chat_id"
            " WHERE m.view = 'card.group' AND m.card IS NOT NULL"
        )
        once([number for _, _, number in cards], [number for (number,) in self.rows("SELECT id FROM cases")])
        groups = {one.id: one for one in self.town.groups}
        for chat_id, message_id, number in cards:
            assert f"{number} 号，" in (groups[chat_id].messages[message_id].text or "")

    def _check_photos(self) -> None:
        photos = self.rows("SELECT state, path FROM photos")
        assert Counter(state for state, _ in photos) == Counter({"stored": self.pictures} if self.pictures else {})
        store = self.town.program.folder / "photos"
        once([str(one.relative_to(store)) for one in store.rglob("*") if one.is_file()], [path for _, path in photos])

    def _snapshot(self) -> bytes:
        self.pictures += 1
        return snapshot(self.pictures)


@dataclass
class Albums(Reports):
    """Albums of two to four photos whose items arrive one by one; the words ride on any of them."""

    items: dict[tuple[int, int], int] = field(default_factory=dict)

    name = "albums, whose items arrive one by one: the wait for the rest of them"

    async def step(self) -> None:
        """One album, which takes its time to arrive."""
        if len(self.town.bot.queue) >= MOST_WAITING:
            return
        group = self.chance.choice(self.town.groups)
        resident = self.chance.choice([one for one in self.town.residents if group.has(one)])
        album, count = self.town.sim.world.new_album_id(), self.chance.randint(2, 4)
        speaks, words = self.chance.randrange(count), f"{self.chance.choice(TROUBLES)}（第{len(self.sent) + 1}册）"
        for number in range(count):
            message = self._item(resident, group, album, words if number == speaks else None)
            if number == 0:
                self.sent[group.id, message.id] = words
                self.items[group.id, message.id] = count
            await asyncio.sleep(self.chance.choice((0, 0, 0.02, 0.1)))

    def check(self) -> None:
        """Each album is one report with all of its photos."""
        super().check()
        found = self.rows(
            "SELECT c.telegram_id, r.message_id, count(p.id) FROM reports r JOIN chats c ON c.id = r.chat_id"
            " JOIN photos p ON p.report_id = r.id GROUP BY r.id"
        )
        once(found, [(chat, message, count) for (chat, message), count in self.items.items()])

    def _item(self, resident: Person, group: "object", album: str, caption: str | None) -> Message:
        content = said(self.town.sim.world, Sent(photo=self._snapshot(), caption=caption))
        return resident._post(group, content, album=album)  # type: ignore[arg-type]
