"""Somebody floods: they are asked kindly, once, to rest; their neighbours notice nothing, and a fire still gets through."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select

from domain.patience import Limits, Patience
from domain.rules import Rules
from simulator.entities import found_in
from simulator.people import Bot
from storage import people, tables
from tests.fuzz.conftest import Theatre
from tests.fuzz.here import Here
from tests.fuzz.program import TOKEN, Program
from tests.fuzz.updates import NOW, group_of
from tests.machine.folk import FOLK

Play = Callable[[Program], Awaitable[None]]
GROUP = group_of("b3")
LIMITS = Limits(at_once=6, a_minute=3, reports_at_once=4, reports_an_hour=2)
"""A tenth of the usual ones: the same floods, sooner over."""


def play(theatre: Theatre, plot: Play) -> None:
    """One play on a fresh town."""
    runner, on = theatre
    impatient = replace(on, rules=replace(on.rules, limits=LIMITS))

    async def playing() -> None:
        async with impatient.program() as program:
            await plot(program)

    runner.run(playing())


def message(key: str, text: str, number: int, *, private: bool = False, **more: Any) -> dict[str, Any]:
    """A message of somebody's, with its commands marked."""
    one = FOLK[key]
    author = {"id": one.number, "is_bot": False, "first_name": one.name, "language_code": "zh-hans"}
    chat = {"id": one.number, "type": "private", "first_name": one.name} if private else GROUP
    words = {"text": text, "entities": found_in(text)}
    return {"message": {"message_id": 30_000 + number, "date": NOW, "chat": chat, "from": author, **words, **more}}


def press(key: str, data: str, number: int) -> dict[str, Any]:
    """A press in somebody's private chat."""
    one = FOLK[key]
    chat = {"id": one.number, "type": "private", "first_name": one.name}
    card = {"message_id": 10_001, "date": NOW, "chat": chat, "from": {"id": 7, "is_bot": True, "first_name": "蜂格"}, "text": "…"}
    author = {"id": one.number, "is_bot": False, "first_name": one.name}
    return {"callback_query": {"id": str(number + 1), "from": author, "chat_instance": "1", "data": data, "message": card}}


def reports(program: Program, key: str) -> int:
    """How many reports somebody has made."""
    return count(program, tables.reports, tables.reports.c.person_id == id_of(program, key))


def count(program: Program, table: Any, *where: Any) -> int:
    """How many rows."""
    return int(program.rows(select(func.count()).select_from(table).where(*where))[0][0])


def id_of(program: Program, key: str) -> int:
    """Our id of somebody."""
    found = program.database.ask(people.by_telegram_id, FOLK[key].number)
    return int(found.id) if found is not None else 0


def told(program: Program, chat: int) -> list[str]:
    """What the bot has said in a chat since the play began."""
    bot: Bot = program.line.world.bots[TOKEN]
    where = program.line.world.chats.get(chat) or program.line.world.private[bot.id, chat]
    return [one.text for one in where.messages.values() if one.sender is bot and one.text != "…"]


@dataclass
class Counting:
    """The handlers' database, which counts what they ask of it."""

    database: Here
    statements: int = 0

    @property
    def rules(self) -> Rules:
        """The community's."""
        return self.database.rules

    async def run(self, use_case: Callable[..., Any], *values: Any) -> Any:
        """Do it and count."""
        self.database.driver.set_trace_callback(self._count)
        try:
            return await self.database.run(use_case, *values)
        finally:
            self.database.driver.set_trace_callback(None)

    def _count(self, _: str) -> None:
        self.statements += 1


def test_a_flood_of_reports(theatre: Theatre) -> None:
    """So many are written down, then a kind word, then nothing; the secretary sees how many were held back."""

    async def plot(program: Program) -> None:
        before = reports(program, "wang")
        await program.takes([message("wang", f"/report 灯坏了{number}", number) for number in range(6)])
        assert reports(program, "wang") - before == 5
        assert len([one for one in told(program, GROUP["id"]) if "已经替您记下很多件了" in one]) == 1
        card = next(one for one in told(program, FOLK["zhou"].number) if "先歇一会儿" in one)
        assert "一个人报得太多" in card
        await program.takes([message("zhang", "/report 水管漏了", 100)])
        assert reports(program, "zhang") == 1
        await program.passes(timedelta(hours=2))
        assert any("已经恢复。一共拦下 1 条" in one for one in told(program, FOLK["zhou"].number))
        await program.takes([message("wang", "/report 门坏了", 101)])
        assert reports(program, "wang") - before == 6

    play(theatre, plot)


def test_a_flood_of_presses(theatre: Theatre) -> None:
    """Six are heard; of the others not one costs a call of Telegram."""

    async def plot(program: Program) -> None:
        await program.takes([press("wang", "points:0", number) for number in range(30)])
        (row,) = program.rows(select(tables.rests))
        assert (row.why, row.held) == ("pace", 23)
        assert len(program.line.world.presses) == 24
        assert len([one for one in told(program, FOLK["wang"].number) if "您发得有点快" in one]) == 1

    play(theatre, plot)


def test_a_fire_still_gets_through(theatre: Theatre) -> None:
    """From somebody who rests; what is not urgent is held back, what neighbours say to each other is nobody's business."""

    async def plot(program: Program) -> None:
        await program.takes([press("wang", "points:0", number) for number in range(7)])
        before = reports(program, "wang")
        await program.takes([
            message("wang", "着火了快来人 3栋", 1), message("wang", "今晚一起吃饭吗", 2), message("wang", "/report 灯坏了", 3),
            message("wang", "/privacy", 4, private=True),
        ])  # fmt: skip
        assert reports(program, "wang") - before == 1
        assert count(program, tables.rests, tables.rests.c.held == 1) == 1
        assert count(program, tables.outbox, tables.outbox.c.view == "privacy") == 1

    play(theatre, plot)


def test_who_an_operator_muted(theatre: Theatre) -> None:
    """Nothing of theirs gets through but what is their right; a secretary cannot end it, the operator can."""

    async def plot(program: Program) -> None:
        await program.takes([message("operator", "/mute 王阿姨 3 造谣", 1, private=True)])
        before = reports(program, "wang")
        await program.takes([message("wang", "着火了快来人 3栋", 2), message("wang", "/export_me", 3, private=True)])
        assert reports(program, "wang") == before
        assert any("管理员请您先歇到" in one for one in told(program, FOLK["wang"].number))
        assert count(program, tables.outbox, tables.outbox.c.view == "own.export") == 1
        await program.takes([message("zhou", "/unmute 王阿姨", 4, private=True)])
        assert any("这一条要管这里的书记或管理员来恢复" in one for one in told(program, FOLK["zhou"].number))
        await program.takes([message("operator", "/unmute 王阿姨", 5, private=True)])
        await program.takes([message("wang", "/report 灯坏了", 6)])
        assert reports(program, "wang") - before == 1

    play(theatre, plot)


def test_who_a_secretary_muted(theatre: Theatre) -> None:
    """A fire gets through; people on duty cannot be muted by a secretary; one tap ends it."""

    async def plot(program: Program) -> None:
        for number, text in enumerate(("/mute 陈师傅 3 太慢", "/mute 王阿姨 乱发", "/mute 王阿姨 99 反复刷屏")):
            await program.takes([message("zhou", text, number, private=True)])
        (row,) = program.rows(select(tables.rests))
        assert (row.why, row.note, row.ends_at - row.began_at) == ("hand", "反复刷屏", timedelta(days=7))
        before = reports(program, "wang")
        await program.takes([message("wang", "/report 灯坏了", 10), message("wang", "着火了快来人 3栋", 11)])
        assert reports(program, "wang") - before == 1
        await program.takes([press("zheng", f"rest:{row.id}", 12)])
        await program.takes([message("wang", "/report 灯坏了", 13)])
        assert reports(program, "wang") - before == 2

    play(theatre, plot)


def test_a_stranger_cannot_end_a_rest(theatre: Theatre) -> None:
    """Neither one's own nor another's; nor one that is over, nor one that never was."""

    async def plot(program: Program) -> None:
        await program.takes([press("wang", "points:0", number) for number in range(7)])
        (row,) = program.rows(select(tables.rests))
        await program.takes([press(key, f"rest:{row.id}", 100 + index) for index, key in enumerate(("wang", "stranger", "chen", "liu"))])
        await program.takes([press("zhou", "rest:999", 200)])
        assert program.rows(select(tables.rests.c.ends_at))[0].ends_at == row.ends_at
        assert program.rows(select(tables.people.c.rests_until).where(tables.people.c.id == row.person_id))[0].rests_until

    play(theatre, plot)


def test_it_holds_after_a_restart_and_on_every_process(theatre: Theatre) -> None:
    """The rest is a row: a process that has counted nothing keeps to it."""

    async def plot(program: Program) -> None:
        await program.takes([press("wang", "points:0", number) for number in range(7)])
        parts = theatre[1].application.bot_data["parts"]
        parts.patience = Patience(parts.database.rules.limits)
        before = reports(program, "wang")
        await program.takes([message("wang", f"/report 灯坏了{number}", number) for number in range(5)])
        assert reports(program, "wang") == before
        assert count(program, tables.rests) == 1

    play(theatre, plot)


def test_again_within_a_day(theatre: Theatre) -> None:
    """Three times as long; after a quiet day it is as short as before."""

    async def plot(program: Program) -> None:
        for number in range(3):
            await program.takes([press("wang", "points:0", 100 * number + one) for one in range(7)])
            await program.passes(timedelta(minutes=40) if number == 0 else timedelta(days=1, hours=2))
        lengths = [row.ends_at - row.began_at for row in program.rows(select(tables.rests).order_by(tables.rests.c.id))]
        assert lengths == [timedelta(minutes=10), timedelta(minutes=30), timedelta(minutes=10)]

    play(theatre, plot)


def test_people_on_duty_report_as_many_as_there_are(theatre: Theatre) -> None:
    """A grid worker on patrol; and an operator may do anything at any pace."""

    async def plot(program: Program) -> None:
        await program.takes([message("li", f"/report 灯坏了{number}", number) for number in range(6)])
        await program.takes([press("operator", "points:0", 1000 + number) for number in range(20)])
        assert reports(program, "li") == 6
        assert count(program, tables.rests) == 0

    play(theatre, plot)


def test_anonymous_administrators_are_many(theatre: Theatre) -> None:
    """Their shared account is never asked to rest, and one group's flood is none of another's."""

    async def plot(program: Program) -> None:
        group_bot = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        flood = [message("wang", "/mode", number) for number in range(12)]
        for one in flood:
            one["message"]["from"] = group_bot
        before = len(told(program, GROUP["id"]))
        await program.takes(flood)
        assert len(told(program, GROUP["id"])) - before == 6
        assert count(program, tables.rests) == 0

    play(theatre, plot)


def test_it_costs_the_database_nothing(theatre: Theatre) -> None:
    """An ordinary report takes as many statements with the limits as without."""
    taken: dict[bool, int] = {}

    async def plot(program: Program, *, enabled: bool) -> None:
        parts = theatre[1].application.bot_data["parts"]
        parts.database, parts.patience = counting, _ = Counting(program.database), Patience(Limits(enabled=enabled))
        await program.takes([message("zhang", "/report 灯坏了", 1)])
        taken[enabled] = counting.statements

    for enabled in (True, False):
        play(theatre, partial(plot, enabled=enabled))
    assert taken[True] == taken[False] > 10
