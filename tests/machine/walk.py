"""How a random walk is made: who may be anywhere, what was seen, and what a refusal must leave untouched."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import event
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select

from domain.case import Event
from domain.chats import Chatter, Post, Replied
from domain.draft import Ask
from domain.errors import Refusal
from domain.press import Verb
from domain.rules import Rules
from handlers.buttons import decode
from storage import cases, tables
from tests.machine.folk import FOLK
from tests.machine.post_office import PostOffice
from tests.machine.town import Town

CLEAR = ("门口垃圾桶坏了", "楼道灯不亮了 <3栋> & 楼梯", "5栋门口的路灯坏了")
"""With a photo, nobody could doubt that these are reports."""

ELSEWHERE = frozenset({Verb.QUEUE, Verb.CASE, Verb.STAFF, Verb.REVOKE, Verb.BIND, Verb.LANG, Verb.MODE})
"""Buttons that are no act on a case; the rules call their use cases by name."""


class Walk(RuleBasedStateMachine):
    """A town that people walk through. Its first day and its rules come from the test."""

    def __init__(self, first_day: Path, known: Rules) -> None:
        super().__init__()
        self.first_day, self.known = first_day, known
        self.posted: list[tuple[str, str, Post]] = []
        self.town: Town | None = None
        self.office: PostOffice
        self.seen = 0

    @property
    def here(self) -> Town:
        """The town, once the walk has begun."""
        assert self.town is not None
        return self.town

    def opens(self) -> None:
        """A fresh copy of the first day."""
        for leftover in self.first_day.parent.glob("walk.db*"):
            leftover.unlink()
        self.town = Town.copy(self.first_day, self.first_day.with_name("walk.db"), self.known)
        self.office = PostOffice(self.town)

    def says(self, key: str, chat: str, text: str, **how: Any) -> None:
        """Somebody writes; a photo with clear words in a group is never lost, unless it answers a question."""
        post = self.here.post(key, chat, text, **how)
        asked = self.asked(key, chat)
        self.posted.append((key, chat, post))
        heard = self.tries(key, chat, lambda who, there: self.here.hears(who, there, post))
        if text in CLEAR and post.pictures and not asked and post.reply_to is None and chat in FOLK[key].groups:
            assert heard, f"refused: {post}"
            assert self.kept(key, chat, post.message_id), f"lost: {post}"

    def replies_to(self, key: str, chat: str, pick: int) -> tuple[int, Replied | None] | None:
        """One of the messages that stand in a chat, with what it says if somebody wrote it."""
        theirs = {post.message_id: post for _, there, post in self.posted if there == chat}
        ours = [message for there, message in self.office.standing if there == self.here.chat_id(key, chat)]
        among = [*theirs, *ours]
        if not among:
            return None
        message = among[pick % len(among)]
        post = theirs.get(message)
        return message, Replied(message, post.text, post.pictures) if post else None

    def presses_one(self, key: str, chat: str, pick: int) -> None:
        """Somebody presses one of the buttons that stand in a chat."""
        chat_id = self.here.chat_id(key, chat)
        seen = [data for (there, _), shown in self.office.standing.items() if there == chat_id for data in shown[1]]
        buttons = [data for data in seen if not data.startswith("https://")]
        if buttons:
            press = decode(buttons[pick % len(buttons)])
            if press.verb not in ELSEWHERE:
                doing = (press.verb, press.number, press.argument)
                self.tries(key, chat, lambda who, there: self.here.acts(who, *doing, there))

    def tries(self, key: str, chat: str, doing: Callable[[str, str], Any]) -> bool:
        """Do it; what is refused has changed nothing, and is said politely; chatter leaves no trace at all."""
        if chat != "private" and chat not in FOLK[key].groups:
            return False
        with self.here.unit() as unit:
            self.here.meet(unit, key)
        before = self.everything()
        try:
            doing(key, chat)
        except (Refusal, Chatter) as no:
            assert self.everything() == before
            if isinstance(no, Refusal):
                event(f"refused: {no.key}")
                self.here.hears_no(key, chat, no)
            return False
        return True

    def kept(self, key: str, chat: str, message_id: int) -> bool:
        """Whether a message became a report, or a draft that somebody is asked about, or its photo is with one."""
        chat_id = self.here.chat_id(key, chat)
        photo = select(tables.photos.c.id).where(tables.photos.c.file_id == f"file-{message_id}")
        mine = [
            select(table.c.id).where(table.c.chat_id == chat_id, table.c.message_id == message_id)
            for table in (tables.reports, tables.drafts)
        ]
        return any(self.here.rows(query) for query in (*mine, photo))

    def asked(self, key: str, chat: str) -> bool:
        """Whether the next word of a person in a chat would be the answer to a question that takes a photo."""
        prompt = tables.prompts.c
        person_id, chat_id = self.here.id_of(key), self.here.chat_id(key, chat)
        mine = select(prompt.id).where(prompt.person_id == person_id, prompt.chat_id == chat_id)
        return bool(self.here.rows(mine.where(prompt.expires_at > self.here.now, prompt.kind != Ask.PLACE)))

    def prompts(self) -> list[tuple[str, str]]:
        """Who was asked something, and in which chat."""
        prompt, keys = tables.prompts.c, self.keys()
        found = []
        for row in self.here.rows(select(prompt.person_id, prompt.chat_id).where(prompt.expires_at > self.here.now)):
            if (key := keys.get(row.person_id)) is not None:
                places = (*FOLK[key].groups, "private")
                found += [(key, chat) for chat in places if self.here.chat_id(key, chat) == row.chat_id]
        return found

    def keys(self) -> dict[int, str]:
        """The people of the town by our ids of them, as they are now."""
        return {self.here.id_of(key): key for key in FOLK}

    def holder(self, number: int) -> str:
        """Who has a case; a steward when nobody has."""
        rows = self.here.rows(select(tables.cases.c.responsible_id).where(tables.cases.c.id == number))
        return self.keys().get(rows[0].responsible_id, "chen") if rows else "chen"

    def reporters(self, number: int) -> list[str]:
        """Who reported a case."""
        rows = self.here.rows(select(tables.reports.c.person_id).where(tables.reports.c.case_id == number))
        keys = self.keys()
        return [keys[row.person_id] for row in rows if row.person_id in keys]

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table, but those that remember who wrote last."""
        chosen = [table for table in tables.metadata.sorted_tables if table.name not in ("people", "chats", "inbox")]
        return {table.name: self.here.rows(select(table)) for table in chosen}

    def news(self) -> list[Event]:
        """The lines of history that were not there when this was last asked."""
        rows = self.here.rows(select(tables.events.c.id, tables.events.c.case_id).where(tables.events.c.id > self.seen))
        self.seen = max((row.id for row in rows), default=self.seen)
        fresh = {number: sum(row.case_id == number for row in rows) for number in {row.case_id for row in rows}}
        return [one for number, many in fresh.items() for one in self.here.ask(cases.history, number)[-many:]]
