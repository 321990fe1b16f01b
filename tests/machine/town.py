"""A small town on a real SQLite file, played through the use cases: no event loop, no network, a clock that jumps."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, create_engine, event, select

from domain import taxonomy
from domain.chats import Picture, Post, Replied, Where
from domain.classify import Classifier
from domain.errors import Refusal
from domain.people import Level, Who
from domain.press import Verb
from domain.rules import Rules
from domain.said import Said
from schedules.due import ON_TIME
from storage import areas, chats, people, queues, tables
from storage.database import sqlite_engine
from storage.unit import Unit
from tests.machine.folk import AREAS, BEGINNING, BOT, FOLK, GRANTS, GROUPS, OPERATOR
from usecases import keep_photo
from usecases.access import Actor, introduce
from usecases.act import act
from usecases.hear_edit import hear_edit
from usecases.hear_group import hear_in_group, report_in_group
from usecases.hear_private import hear_in_private, report_in_private
from usecases.import_areas import import_areas
from views.catalog import Catalogs


def rules() -> Rules:
    """The project's own taxonomy with the usual waits."""
    known = taxonomy.load(None)
    return Rules(
        taxonomy=known, classifier=Classifier(known), zone=ZoneInfo("Asia/Shanghai"),
        operators=frozenset({OPERATOR}), bot_username=BOT,
    )


def found(path: Path, known: Rules) -> None:
    """Write the town's first day to a file: areas, groups, people and who holds which role."""
    town = Town(path, known)
    tables.metadata.create_all(town.connection)
    town.connection.commit()
    with town.unit() as unit:
        import_areas(unit, AREAS)
        for key in FOLK:
            town.meet(unit, key)
        for key, (title, code) in GROUPS.items():
            where = Where(-len(code) * 1000 - len(key), "supergroup", title)
            chat = chats.meet(unit, where)
            area = areas.by_code(unit, code)
            purpose = "building" if area.level is Level.BUILDING else "station"
            chats.change(unit, chat.id, area_id=area.id, purpose=purpose)
        for key, role, code in GRANTS:
            who = people.by_telegram_id(unit, FOLK[key].number)
            people.grant(unit, who.id, role, areas.by_code(unit, code).id, None, town.now)
    town.close()


@dataclass
class Town:
    """The town in the middle of its life. Every act is a transaction, as the program's own are."""

    path: Path
    rules: Rules
    now: datetime = BEGINNING
    catalogs: Catalogs = field(default_factory=Catalogs)
    next_message: int = 100

    def __post_init__(self) -> None:
        self.engine = sqlite_engine(self.path)
        event.listen(self.engine, "connect", _hurry)
        self.connection: Connection = self.engine.connect()
        self.reader = create_engine(f"sqlite:///{self.path}", isolation_level="AUTOCOMMIT")
        self.looking: Connection = self.reader.connect()

    @classmethod
    def copy(cls, template: Path, to: Path, known: Rules) -> "Town":
        """The town as it was on its first day, in a file of its own."""
        shutil.copy(template, to)
        return cls(to, known)

    def close(self) -> None:
        """Let go of the file."""
        for connection, engine in ((self.connection, self.engine), (self.looking, self.reader)):
            connection.close()
            engine.dispose()

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One transaction, undone when something is raised."""
        with self.connection.begin():
            unit = Unit(self.connection, self.rules)
            yield unit
            unit.flush()

    def ask(self, question: Callable[..., Any], *values: Any) -> Any:
        """Look something up."""
        return question(Unit(self.looking, self.rules), *values)

    def rows(self, query: Any) -> list[Any]:
        """What a query finds."""
        return self.ask(lambda unit: list(unit.execute(query)))

    def where(self, key: str, chat: str) -> Where:
        """A group, or the private chat of a person (`chat` is "private")."""
        if chat == "private":
            return Where(FOLK[key].number, "private")
        title, code = GROUPS[chat]
        return Where(-len(code) * 1000 - len(chat), "supergroup", title)

    def who(self, key: str) -> Who:
        """A person as Telegram names them."""
        return Who(FOLK[key].number, FOLK[key].name, "zh-hans" if key != "rider" else "en")

    def meet(self, unit: Unit, key: str) -> None:
        """A person's first message; where they never opened the private chat, in a group."""
        one = FOLK[key]
        if one.private:
            introduce(unit, self.who(key), self.where(key, "private"), self.now)
        else:
            people.meet(unit, self.who(key), self.now)

    def id_of(self, key: str) -> int:
        """Our id of a person."""
        found_one = self.ask(people.by_telegram_id, FOLK[key].number)
        return int(found_one.id) if found_one is not None else 0

    def chat_id(self, key: str, chat: str) -> int:
        """Our id of a chat."""
        found_one = self.ask(chats.by_telegram_id, self.where(key, chat).telegram_id)
        return int(found_one.id) if found_one is not None else 0

    def does(self, key: str, chat: str, use_case: Callable[..., Said | None], *values: Any) -> Said | None:
        """A use case by a person in a chat, with its answer owed as a message. Raises its refusal, undone."""
        with self.unit() as unit:
            introduce(unit, self.who(key), self.where(key, chat), self.now)
        with self.unit() as unit:
            actor = introduce(unit, self.who(key), self.where(key, chat), self.now)
            said = use_case(unit, actor, *values, self.now)
            self._say(unit, actor, said)
        return said

    def hears_no(self, key: str, chat: str, refusal: Refusal) -> None:
        """The refusal is told, as the handlers do it."""
        with self.unit() as unit:
            actor = introduce(unit, self.who(key), self.where(key, chat), self.now)
            self._say(unit, actor, Said(refusal.key, refusal.values))

    def acts(self, key: str, verb: Verb | str, number: int, words: str = "", chat: str = "private") -> Said | None:
        """A press, or its words typed."""
        return self.does(key, chat, act, Verb(verb), number, words)

    def posts(self, key: str, chat: str, text: str = "", **how: Any) -> Post:
        """A message in a group or in private; what it was is returned. Raises a refusal, or Chatter."""
        post = self.post(key, chat, text, **how)
        self.hears(key, chat, post)
        return post

    def post(
        self, key: str, chat: str, text: str = "", *, photo: bool = False, reply_to: int | None = None,
        named: bool = False, command: bool = False, message_id: int | None = None, replied: Replied | None = None,
    ) -> Post:  # fmt: skip
        """A message that nobody has heard yet."""
        if message_id is None:
            self.next_message += 1
            message_id = self.next_message
        return Post(
            self.who(key), self.where(key, chat), message_id, self.now, text, pictures(message_id) if photo else (),
            reply_to=reply_to, named_us=named or command, by_command=command, replied=replied,
        )  # fmt: skip

    def hears(self, key: str, chat: str, post: Post) -> Said | None:
        """The program hears a message. Raises a refusal, or Chatter."""
        if chat == "private":
            return self.does(key, chat, report_in_private if post.by_command else hear_in_private, post)
        return self.does(key, chat, report_in_group if post.by_command else hear_in_group, post)

    def edits(self, key: str, chat: str, message_id: int, text: str, *, photo: bool) -> None:
        """A person changes the words of a message of theirs."""
        self.does(key, chat, hear_edit, self.post(key, chat, text, photo=photo, message_id=message_id))

    def passes(self, by: timedelta) -> None:
        """Time goes by, and whatever is due by then happens."""
        self.now += by
        for _ in range(200):
            due = self.ask(queues.due_jobs, self.now)
            if not due:
                return
            for row in due:
                self._run_job(row)
        raise AssertionError("the jobs never end")

    def reports(self, key: str, chat: str = "b3", text: str = "门口垃圾桶坏了") -> int:
        """A photo with words, filed for sure; the number of its case."""
        self.posts(key, chat, text, photo=True, command=True)
        if chat == "private":
            (draft,) = self.rows(select(tables.drafts.c.id).where(tables.drafts.c.stage == "place"))
            area = self.ask(areas.by_code, "FHC-1-3")
            self.acts(key, Verb.FILE, draft.id, str(area.id))
        return int(self.rows(select(tables.cases.c.id).order_by(tables.cases.c.id.desc()).limit(1))[0].id)

    def status(self, number: int) -> str:
        """A case's status."""
        return str(self.rows(select(tables.cases.c.status).where(tables.cases.c.id == number))[0].status)

    def _say(self, unit: Unit, actor: Actor, said: Said | None) -> None:
        if said is not None and said.key:
            unit.tell(actor.chat.id, "say", at=self.now, key=said.key, values=said.values, person_id=actor.id)

    def _run_job(self, row: Any) -> None:
        with self.unit() as unit:
            queues.end_job(unit, row.id)
            if row.kind == "fetch_photo":
                keep_photo.photo_stored(unit, row.subject, f"{row.subject}.jpg", 320, 240, row.subject, self.now)
            elif row.kind == "drop_photo":
                keep_photo.photo_expired(unit, row.subject, self.now)
            else:
                ON_TIME[row.kind](unit, row.subject, self.now)


def pictures(message_id: int) -> tuple[Picture, ...]:
    """The photo of a message."""
    return (Picture(f"file-{message_id}", f"unique-{message_id}"),)


def _hurry(connection: Any, _: Any) -> None:
    # The file lives as long as its test: nothing of it need survive a power cut.
    connection.execute("PRAGMA synchronous=OFF")
