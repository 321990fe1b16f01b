"""A neighbourhood in memory: use cases on a real database, messages shown as the sender would, without a network."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import or_, select

from domain import taxonomy
from domain.chats import Picture, Where
from domain.classify import Classifier
from domain.errors import Refusal
from domain.people import Role, Who
from domain.press import Verb
from domain.rules import Rules
from domain.said import Said
from domain.sheet import Sheet
from schedules.due import ON_TIME
from storage import areas, cases, chats, drafts, people, queues, tables
from storage.unit import Unit
from tests.memory import memory_engine
from tests.usecases.delivered import Shown, send
from tests.usecases.folk import AREAS, GRANTS, GROUPS, MONDAY, NAMES, NOT_IN_PRIVATE, OPERATOR
from usecases import keep_photo
from usecases.access import Actor, introduce
from usecases.act import act
from usecases.answer_prompt import answer_with
from usecases.import_areas import import_areas
from usecases.report_problem import Filing, file_report
from views.catalog import Catalogs
from views.values import written_out


@dataclass
class Scene:
    """People act, messages are delivered at once (unless `offline`), time passes when told."""

    now: datetime = MONDAY
    offline: bool = False
    chats: dict[int, dict[int, Shown]] = field(default_factory=dict)
    _read: dict[int, int] = field(default_factory=dict)
    _next: int = 1000

    def __post_init__(self) -> None:
        known = taxonomy.load(None)
        self.rules = Rules(
            taxonomy=known, classifier=Classifier(known), zone=ZoneInfo("Asia/Shanghai"),
            operators=frozenset({OPERATOR}), bot_username="gridbee_bot",
        )  # fmt: skip
        self.catalogs = Catalogs()
        self.connection = memory_engine().connect()
        with self.unit() as unit:
            import_areas(unit, AREAS)
            for key, code in GROUPS.items():
                chat = chats.meet(unit, self._where("wang", key))
                purpose = "station" if key == "station" else "building"
                chats.change(unit, chat.id, area_id=self._area(unit, code), purpose=purpose, bound_at=self.now)
            for key in NAMES:
                self._actor(unit, key, "b3" if key in NOT_IN_PRIVATE else "private")
        for key, role, code in GRANTS:
            self.grant(key, role, code)

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One transaction, undone when something is raised."""
        with self.connection.begin():
            unit = Unit(self.connection, self.rules)
            yield unit
            unit.flush()

    def who(self, key: str) -> Who:
        """A person as Telegram names them."""
        return Who(OPERATOR if key == "operator" else 1000 + list(NAMES).index(key), NAMES[key], "zh-hans")

    def grant(self, key: str, role: Role, code: str) -> None:
        """Somebody comes on duty."""
        with self.unit() as unit:
            people.grant(unit, self._person(unit, key), role, self._area(unit, code), None, self.now)

    def runs(self, key: str, chat: str, use_case: Any, *values: Any, **named: Any) -> Any:
        """Any use case by a person in a chat; what it owes is delivered. Raises its refusal, with nothing done."""
        with self.unit() as unit:
            result = use_case(unit, self._actor(unit, key, chat), *values, self.now, **named)
        self.deliver()
        return result

    def does(self, key: str, verb: str, number: int, words: str = "", *, chat: str = "private") -> Said | None:
        """A button pressed, or typed in words."""
        if key in NOT_IN_PRIVATE and chat == "private":
            chat = "b3"
        return self.runs(key, chat, act, Verb(verb), number, words)

    def refused(self, key: str, verb: str, number: int, words: str = "", *, chat: str = "private") -> str:
        """The key of the refusal that a press meets."""
        with pytest.raises(Refusal) as refusal:
            self.does(key, verb, number, words, chat=chat)
        return refusal.value.key

    def answers(self, key: str, text: str = "", photo: str = "", *, chat: str = "private") -> Said | None:
        """The next word after a question."""

        def answer(unit: Unit, actor: Actor, now: datetime) -> Said | None:
            prompt = drafts.prompt(unit, actor.id, actor.chat.id, now)
            assert prompt is not None, "nothing was asked"
            return answer_with(unit, actor, prompt, text, _pictures(photo), now)

        return self.runs(key, chat, answer)

    def reports(
        self, key: str = "wang", text: str = "门口垃圾桶坏了", *, at: str = "FHC-1-3", chat: str = "b3",
        on_behalf: str = "", photo: bool = True,
    ) -> int:
        """A report at a building; the number of its case. Its photo is in the store by the end."""
        self._next += 1
        message_id = self._next

        def file(unit: Unit, actor: Actor, now: datetime) -> int:
            filing = Filing(
                areas.area(unit, self._area(unit, at)), text, unit.rules.classifier.read(text),
                pictures=_pictures(f"before{message_id}" if photo else ""), message_id=message_id, on_behalf=on_behalf,
            )
            return file_report(unit, actor, filing, now).id

        number = self.runs(key, chat, file)
        self.passes(timedelta(seconds=1))
        return int(number)

    def passes(self, by: timedelta) -> None:
        """Time goes by, and whatever is due by then happens."""
        end = self.now + by
        while due := self._due_before(end):
            self.now = max(self.now, due.due_at)
            with self.unit() as unit:
                queues.end_job(unit, due.id)
                if due.kind == "fetch_photo":
                    keep_photo.photo_stored(unit, due.subject, f"{due.subject}.jpg", 320, 240, due.subject, self.now)
                elif due.kind in ON_TIME:
                    ON_TIME[due.kind](unit, due.subject, self.now)
            self.deliver()
        self.now = end

    def sheet(self, number: int) -> Sheet:
        """A case with everything around it."""
        with self.unit() as unit:
            found = cases.sheet(unit, number, with_history=True)
        assert found is not None
        return found

    def status(self, number: int) -> str:
        """Where a case stands."""
        return self.sheet(number).case.status.value

    def has_it(self, number: int) -> str:
        """The name of whoever has the case."""
        person = self.sheet(number).responsible
        return person.name if person else ""

    def keeper(self, number: int) -> str:
        """The key of whoever has the case."""
        return next(key for key, name in NAMES.items() if name == self.has_it(number))

    def kinds(self, number: int) -> list[str]:
        """The history, as kinds of lines."""
        return [one.kind.value for one in self.sheet(number).events]

    def last_facts(self, number: int, kind: str) -> dict[str, Any]:
        """What the latest event of a kind tells."""
        return [one.facts for one in self.sheet(number).events if one.kind == kind][-1]

    def heard(self, where: str) -> list[str]:
        """What is new in a person's private chat, or in a group, since this was last asked."""
        chat_id = self._chat_id(where)
        news = {key: one for key, one in self.chats.get(chat_id, {}).items() if key > self._read.get(chat_id, 0)}
        self._read[chat_id] = max(news, default=self._read.get(chat_id, 0))
        return [one.text for one in news.values()]

    def messages(self, where: str) -> list[Shown]:
        """All that stands in a chat."""
        return list(self.chats.get(self._chat_id(where), {}).values())

    def card(self, where: str, number: int, view: str = "") -> Shown:
        """The latest card of a case in a chat."""
        return [one for one in self.messages(where) if f"\n{number} 号" in one.text and view in one.view][-1]

    def card_text(self, where: str, number: int) -> str:
        """The text of a case's card in a group, whatever became of it."""
        return [one.text for one in self.messages(where) if one.view == "card.group" and f"{number} 号" in one.text][-1]

    def said(self, said: Said | None) -> str:
        """An answer in words."""
        assert said is not None
        words = self.catalogs("zh_CN")
        return words.plain(said.key, **written_out(said.values, words, self.rules.zone, self.now, self.rules.taxonomy))

    def deliver(self) -> None:
        """Everything owed goes out, most urgent first."""
        out = tables.outbox.c
        while not self.offline:
            waits = or_(out.not_before.is_(None), out.not_before <= self.now)
            query = select(out.id).where(out.state == "owed", waits)
            with self.unit() as unit:
                row_id = unit.execute(query.order_by(out.priority, out.id)).scalar()
            if row_id is None:
                return
            with self.unit() as unit:
                send(unit, row_id, self.catalogs, self.now, self.chats)

    def _due_before(self, end: datetime) -> Any:
        query = select(tables.jobs).where(tables.jobs.c.state == "owed", tables.jobs.c.due_at <= end)
        with self.unit() as unit:
            return unit.execute(query.order_by(tables.jobs.c.due_at, tables.jobs.c.id).limit(1)).first()

    def _actor(self, unit: Unit, key: str, chat: str) -> Actor:
        return introduce(unit, self.who(key), self._where(key, chat), self.now)

    def _where(self, key: str, chat: str) -> Where:
        if chat == "private":
            return Where(self.who(key).telegram_id, "private")
        return Where(-1000 - list(GROUPS).index(chat), "supergroup", chat)

    def _chat_id(self, where: str) -> int:
        place = self._where("wang", where) if where in GROUPS else self._where(where, "private")
        with self.unit() as unit:
            found = chats.by_telegram_id(unit, place.telegram_id)
        assert found is not None, f"{where} never opened the private chat"
        return found.id

    def _person(self, unit: Unit, key: str) -> int:
        found = people.by_telegram_id(unit, self.who(key).telegram_id)
        assert found is not None
        return found.id

    def _area(self, unit: Unit, code: str) -> int:
        found = areas.by_code(unit, code)
        assert found is not None
        return found.id


def _pictures(name: str) -> tuple[Picture, ...]:
    return (Picture(f"file-{name}", f"unique-{name}"),) if name else ()
