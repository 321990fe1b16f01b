"""One case, brought into a status by the people who bring cases there; everybody else stands around."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from domain import taxonomy
from domain.case import Status
from domain.chats import Where
from domain.classify import Classifier
from domain.people import Role, Who
from domain.press import Verb
from domain.rules import Rules
from storage import areas, cases, chats, people, tables
from storage.unit import Unit
from tests.rights.folk import AREAS, FOLK, GROUPS, NAMES, OPERATOR, Reported
from usecases.access import Actor, introduce
from usecases.act import act
from usecases.import_areas import import_areas
from usecases.invite_staff import remove_grant
from usecases.report_problem import Filing, file_report
from usecases.resolve_case import begin_silence

NOW = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)
CASE, OTHER = 1, 2
"""The case that everybody tries something with, and another open one of the same sort."""
TEXT = {False: "门口垃圾桶坏了", True: "楼上邻居和我吵架打人了"}


class _Deaf(Classifier):
    """What is only tried must teach nothing."""

    def learn(self, text: str, slug: str) -> None:
        """Passed over."""


@cache
def rules() -> Rules:
    """The project's own taxonomy, read once."""
    known = taxonomy.load(None)
    return Rules(
        taxonomy=known, classifier=_Deaf(known), zone=ZoneInfo("Asia/Shanghai"), operators=frozenset({OPERATOR}),
        bot_username="gridbee_bot",
    )  # fmt: skip


class State:
    """A neighbourhood in memory, with CASE in one status. What is tried in it is undone."""

    def __init__(self, known: Rules, status: Status, reported: Reported, *, private: bool) -> None:
        self.rules = known
        self.private = private
        engine = create_engine("sqlite://", poolclass=StaticPool)
        event.listen(engine, "connect", _by_hand)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        tables.metadata.create_all(engine)
        self._connection = engine.connect()
        with self._unit() as unit:
            _settle(unit)
        self._tell_the_story(status, reported)
        with self._unit() as unit:
            self.actors = {(one.key, one.chat): self._actor(unit, one.key, one.chat) for one in FOLK}

    @contextmanager
    def _unit(self) -> Iterator[Unit]:
        with self._connection.begin():
            unit = Unit(self._connection, self.rules)
            yield unit
            unit.flush()

    @contextmanager
    def undone(self) -> Iterator[Unit]:
        """A transaction of which nothing stays."""
        with self._connection.begin() as transaction:
            try:
                yield Unit(self._connection, self.rules)
            finally:
                transaction.rollback()

    def tries(self, key: str, chat: str, what: Callable[..., Any], *values: Any) -> None:
        """Somebody tries something five minutes later. Raises its refusal; whatever it did is undone."""
        with self.undone() as unit:
            what(unit, self.actors[key, chat], *values, NOW + timedelta(minutes=5))

    def does(self, key: str, what: Callable[..., Any], *values: Any, chat: str = "private") -> Any:
        """Somebody does something, and it stays."""
        with self._unit() as unit:
            return what(unit, self._actor(unit, key, chat), *values, NOW)

    def acts(self, key: str, verb: Verb, words: str = "", chat: str = "private", number: int = CASE) -> None:
        """A verb, which stays."""
        self.does(key, act, verb, number, words, chat=chat)

    def id_of(self, key: str) -> int:
        """Our id of a person."""
        with self._unit() as unit:
            found = people.by_telegram_id(unit, number_of(key))
        assert found is not None
        return found.id

    def _actor(self, unit: Unit, key: str, chat: str) -> Actor:
        return introduce(unit, Who(number_of(key), NAMES[key], "zh"), where(key, chat), NOW)

    def _tell_the_story(self, status: Status, reported: Reported) -> None:
        steward = Role.MEDIATOR if self.private else Role.PROPERTY
        for key, role, code in _grants(steward):
            self.does(key, _grant, role, code)
        if status is Status.FILED:
            self._everybody_away(away=True)
        self._reports(reported)
        self.does("zhou", _file, TEXT[self.private], "FHC-1-3", "")
        if status is Status.FILED:
            self._everybody_away(away=False)
        else:
            for key in ("gone", "before", "chen"):
                self.acts("zhou", Verb.ASSIGN, f"p{self.id_of(key)}")
        for key in ("gone", "fired"):
            self.does("operator", _take_away, self.id_of(key))
        self.does("away", _on_leave, NOW + timedelta(days=3))
        if not self.private:
            self.acts("zhang", Verb.SAME, chat="b3")
        if (status, reported) == (Status.WAITING, Reported.BY_FIXER):
            self.acts("zhou", Verb.ASK, "哪一层？")  # nobody asks themselves
        else:
            _WAY[status](self)
        self._afterwards(status)

    def _reports(self, reported: Reported) -> None:
        who = {Reported.BY_RESIDENT: "wang", Reported.BY_HELPER: "li", Reported.BY_FIXER: "chen"}[reported]
        behalf = "李奶奶" if reported is Reported.BY_HELPER else ""
        chat = "b3" if who == "wang" and not self.private else "private"
        self.does(who, _file, TEXT[self.private], "FHC-1-3", behalf, chat=chat)

    def _everybody_away(self, *, away: bool) -> None:
        for key in {one.key for one in FOLK if one.grants} | {"gone", "fired"}:
            self.does(key, _on_leave, NOW + timedelta(days=3) if away else None)

    def _afterwards(self, status: Status) -> None:
        if status in (Status.RESOLVED, Status.CLOSED) and not self.private:
            self.does("late", _joins_late)


def number_of(key: str) -> int:
    """Telegram's id of somebody."""
    return OPERATOR if key == "operator" else 2000 + list(NAMES).index(key)


def where(key: str, chat: str) -> Where:
    """Their private chat, or a group."""
    if chat == "private":
        return Where(number_of(key), "private")
    return Where(-1000 - list(GROUPS).index(chat), "supergroup", chat)


def _settle(unit: Unit) -> None:
    import_areas(unit, AREAS)
    for key, code in GROUPS.items():
        chat, area = chats.meet(unit, where("wang", key)), areas.by_code(unit, code)
        assert area is not None
        chats.change(unit, chat.id, area_id=area.id, purpose="building")
    for key in NAMES:
        introduce(unit, Who(number_of(key), NAMES[key], "zh"), where(key, "private"), NOW)


def _grants(steward: Role) -> list[tuple[str, Role, str]]:
    """Who holds what; whoever could have the case is a property steward, or a mediator for a private one."""
    held = [(one.key, role, code) for one in FOLK for role, code in one.grants] + [
        ("gone", Role.PROPERTY, "FHC"), ("fired", Role.SECRETARY, "FHC"),
    ]  # fmt: skip
    return [(key, steward if role is Role.PROPERTY else role, code) for key, role, code in held]


def _grant(unit: Unit, actor: Actor, role: Role, code: str, now: datetime) -> None:
    area = areas.by_code(unit, code)
    assert area is not None
    people.grant(unit, actor.id, role, area.id, None, now)


def _take_away(unit: Unit, actor: Actor, person: int, now: datetime) -> None:
    for grant in people.grants_of(unit, person):
        remove_grant(unit, actor, grant.id, now)


def _on_leave(unit: Unit, actor: Actor, until: datetime | None, now: datetime) -> None:  # noqa: ARG001  a use case's form
    people.change(unit, actor.id, away_until=until)


def _file(unit: Unit, actor: Actor, text: str, code: str, behalf: str, now: datetime) -> None:
    area = areas.by_code(unit, code)
    assert area is not None
    filing = Filing(area, text, unit.rules.classifier.read(text), on_behalf=behalf)
    file_report(unit, actor, filing, now)


def _joins_late(unit: Unit, actor: Actor, now: datetime) -> None:
    cases.support(unit, CASE, actor.id, now + timedelta(minutes=1))


def _accepted(state: State) -> None:
    state.acts("chen", Verb.ACCEPT)
    state.acts("chen", Verb.EXTEND, "6月1日 等配件")


def _resolved(state: State) -> None:
    state.acts("chen", Verb.DONE, "换好了")
    state.does("chen", lambda unit, _, now: begin_silence(unit, CASE, now))


def _closed(state: State) -> None:
    _resolved(state)
    with state._unit() as unit:
        case = cases.load(unit, CASE)
        reporter = cases.reports_of(unit, CASE)[0].person_id
        confirms = next(key for key in NAMES if people.person(unit, reporter).telegram_id == number_of(key))
    assert case.status is Status.RESOLVED
    state.acts("zhou" if confirms == "chen" else confirms, Verb.CONFIRM)


def _withdrawn(state: State) -> None:
    with state._unit() as unit:
        for person, _ in cases.supporters(unit, CASE):
            cases.stop_supporting(unit, CASE, person)
        reporter = cases.reports_of(unit, CASE)[0].person_id
        key = next(key for key in NAMES if people.person(unit, reporter).telegram_id == number_of(key))
    state.acts(key, Verb.WITHDRAW)


_WAY: dict[Status, Callable[[State], None]] = {
    Status.FILED: lambda _: None,
    Status.DISPATCHED: lambda _: None,
    Status.ACCEPTED: _accepted,
    Status.COORDINATING: lambda state: state.acts("chen", Verb.EXTERNAL, "下周五前 自来水公司"),
    Status.WAITING: lambda state: state.acts("chen", Verb.ASK, "哪一层？"),
    Status.RESOLVED: _resolved,
    Status.CLOSED: _closed,
    Status.REFUSED: lambda state: state.acts("chen", Verb.REFUSE, "不归我们管"),
    Status.MERGED: lambda state: state.acts("zhou", Verb.MERGE, str(OTHER)),
    Status.WITHDRAWN: _withdrawn,
}


def _by_hand(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")


