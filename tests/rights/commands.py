"""Commands and buttons that are about no case, sent through the real handlers by people of every kind."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from telegram import Update

from domain.case import Status
from domain.chats import Where
from domain.errors import NotFound, NotYours, Refusal
from domain.people import Role, Who
from domain.press import Verb
from handlers.context import Delivery, GridbeeApplication, Parts
from handlers.register import COMMANDS
from handlers.typed import TypedActs
from simulator.entities import found_in
from simulator.world import World
from storage import activities, areas, drafts, people, points_tables, proposals, rests, shop
from storage.unit import Unit, Wakes
from tests.fuzz.program import TOKEN, stage
from tests.fuzz.wire import Line
from tests.rights.folk import GROUPS, NAMES, Reported
from tests.rights.matrix import CASE_VERBS
from tests.rights.states import NOW, State, number_of, rules, where
from usecases import give_points, keep_shop, open_activity, redeem
from usecases.access import introduce
from usecases.invite_staff import make_invite
from views.catalog import Catalogs

WHO = {
    "wang": "resident", "stranger": "stranger", "fired": "former secretary", "li": "on duty 网格员", "branch": "branch secretary",
    "zhou": "community secretary", "street": "street secretary", "lake": "secretary elsewhere", "operator": "operator",
    "nobody": "anonymous administrator",
}  # fmt: skip
NOBODY = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Telegram's account behind which an administrator posts as the group; it writes in groups only, and presses nothing."""
_NEW_GROUP = "new"
LINES: tuple[tuple[str, str, str], ...] = (
    ("/start", "/start", "private"), ("/help", "/help", "private"), ("/report", "/report 3栋楼道灯坏了", "private"),
    ("/report in a group", "/report 楼道灯坏了", "b3"), ("/report for 李奶奶", "/report for 李奶奶 3栋楼道灯坏了", "private"),
    ("/mine", "/mine", "private"), ("/case", "/case 1", "b3"), ("/queue", "/queue", "private"),
    ("/privacy", "/privacy", "private"), ("/export_me", "/export_me", "private"), ("/delete_me", "/delete_me yes", "private"),
    ("/bind a building", "/bind FHC-1-4", _NEW_GROUP), ("/bind a community", "/bind FHC", _NEW_GROUP),
    ("/unbind", "/unbind", "b3"), ("/mode", "/mode ask", "b3"), ("/lang", "/lang en", "private"), ("/lang in a group", "/lang en", "b3"),
    ("/staff", "/staff", "private"), ("/staff of the community", "/staff FHC", "private"), ("/staff of the street", "/staff SY", "private"),
    *((f"/invite {role}", f"/invite {role} FHC-1 某某", "private") for role in (Role.GRID_WORKER, Role.SECRETARY)),
    *((f"/invite {role} for the community", f"/invite {role} FHC 某某", "private") for role in (Role.PROPERTY, Role.SECRETARY)),
    ("/invite secretary for the street", "/invite secretary SY 某某", "private"), ("/leave", "/leave until 5月20日", "private"),
    ("/quiet", "/quiet 22-7", "private"), ("/subscribe", "/subscribe 7:30", "private"), ("/digest", "/digest", "private"),
    ("/digest of the grid", "/digest FHC-1", "private"), ("/digest of the community", "/digest FHC", "private"),
    ("/points", "/points", "private"), ("/rank", "/rank", "b3"), ("/award", "/award 王阿姨 5 扶老人过马路", "private"),
    ("/pause", "/pause 王阿姨 照片对不上", "private"), ("/resume", "/resume 王阿姨", "private"),
    ("/activity", "/activity 扫雪；5月12日 9:00-11:00；3栋门口", "private"), ("/checkin", "/checkin CHECKIN2", "private"),
    ("/hours", "/hours 2", "private"), ("/shop", "/shop", "private"), ("/redeem", "/redeem 1", "private"),
    ("/pickup", "/pickup {coupon}", "private"), ("/reward", "/reward 抽纸；20 分；10 件", "private"),
    ("/statement", "/statement 2026-05", "private"), ("/start with a case's link", "/start c1", "private"), ("/start with a private matter's link", "/start d{draft}", "private"),
    ("/start with a group's link", "/start b-{group}-FHC-1-4", "private"), ("/start with a check-in code", "/start k-CHECKIN2", "private"),
    ("/start with a pick-up code", "/start g-{coupon}", "private"), ("/start with an invitation", "/start {token}", "private"),
    ("/start with a guess", "/start " + "0" * 48, "private"), ("/mute", "/mute 张叔 3 刷屏", "private"), ("/unmute", "/unmute 王阿姨", "private"),
)  # fmt: skip
"""What is typed, and where."""
PRESSES: dict[Verb, str] = {
    Verb.QUEUE: "queue:1:0", Verb.STAFF: "staff:{grant}", Verb.REVOKE: "revoke:1", Verb.LANG: "lang:0:en", Verb.MODE: "mode:0:ask",
    Verb.BIND: "bind:{group}:FHC-1-4", Verb.DIGEST: "digest:{community}:d.20260510.20260510.open.0", Verb.SUBSCRIBE: "subscribe:0:daily",
    Verb.FILE: "file:{draft}:{building}", Verb.IGNORE: "ignore:{draft}", Verb.OK: "ok:1", Verb.POINTS: "points:0", Verb.RANK: "rank:0:named",
    Verb.SHOP: "shop:0", Verb.REDEEM: "redeem:1", Verb.CANCEL: "cancel:1", Verb.HAND: "hand:1", Verb.ATTEND: "attend:1",
    Verb.CHECKIN: "checkin:2", Verb.HOURS: "hours:2", Verb.PLOT: "plot:1", Verb.CHECK: "check:1:fine", Verb.AGREE: "agree:3:yes", Verb.PAUSE: "pause:1",
    Verb.REST: "rest:1",
}  # fmt: skip
_ANSWERS = {
    "report.how_private": "○", "queue.private_only": "○", "staff.only_secretaries": "✘", "points.no_community": "✘",
    "activity.none_coming": "✔", "report.as_yourself": "○", "group.confirm_privately": "○", "points.only_secretaries": "✘", "said.open_private_first": "○", "lang.which": "○",
}  # fmt: skip
"""What some answers mean that are no refusals."""


@dataclass(frozen=True)
class CommandTry:
    """What came of a command or a button for somebody."""

    command: str
    who: str
    sign: str


@dataclass
class Undone:
    """The state's database, which forgets whatever is done; it remembers the first thing that came of an update."""

    state: State
    on_commit: Callable[[Wakes], None] = lambda _: None
    came: list[Any] = field(default_factory=list)

    @property
    def rules(self) -> Any:
        """The community's."""
        return self.state.rules

    async def run(self, use_case: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """Do it, note what came of it, undo it."""
        with self.state.undone() as unit:
            try:
                result = use_case(unit, *values, **named)
            except Refusal as refusal:
                self.came.append(refusal)
                raise
            self.came.append(result[0])
            return result

    async def read(self, question: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """Ask."""
        with self.state.undone() as unit:
            return question(unit, *values, **named)

    async def close(self) -> None:
        """Nothing to close."""


def tried() -> list[CommandTry]:
    """Every line and every press by everybody in WHO."""
    assert {line.split()[0].strip("/") for line, _, _ in LINES} == set(COMMANDS)
    assert set(CASE_VERBS) | set(PRESSES) == set(Verb)
    with asyncio.Runner() as runner:
        return runner.run(_tried())


async def _tried() -> list[CommandTry]:
    state = State(rules(), Status.DISPATCHED, Reported.BY_RESIDENT, private=False)
    facts = furnish(state)
    with tempfile.TemporaryDirectory() as folder:
        on = stage(Path("unused"), state.rules, Path(folder))
        on.wire.line = Line(_world(), TOKEN)
        await on.application.initialize()
        trier = _Trier(state, on.application)
        return [one async for one in trier.everything(facts)]


@dataclass
class _Trier:
    state: State
    application: GridbeeApplication
    updates: int = 0

    async def everything(self, facts: dict[str, Any]) -> Any:
        """Line by line and press by press."""
        for called, text, chat in LINES:
            for key, who in WHO.items():
                there = key != "nobody" or chat != "private"
                yield CommandTry(called, who, await self._sends(key, chat, text.format(**facts)) if there else "–")
        for verb, data in PRESSES.items():
            for key, who in WHO.items():
                chat = "b3" if verb in (Verb.MODE, Verb.LANG) else "private"
                there = key != "nobody"
                yield CommandTry(
                    f"{verb} (button)", who, await self._presses(key, chat, data.format(**facts)) if there else "–"
                )

    async def _sends(self, key: str, chat: str, text: str) -> str:
        message = {"message_id": 70_000, "date": int(NOW.timestamp()), "chat": _chat(key, chat), "from": _user(key), "text": text}
        return await self._goes({"message": {**message, "entities": found_in(text)}})

    async def _presses(self, key: str, chat: str, data: str) -> str:
        bot = {"id": 7_000_000_001, "is_bot": True, "first_name": "蜂格"}
        card = {"message_id": 60_000, "date": int(NOW.timestamp()), "chat": _chat(key, chat), "from": bot, "text": "…"}
        query = {"id": "5", "from": _user(key), "chat_instance": "1", "data": data, "message": card}
        return await self._goes({"callback_query": query})

    async def _goes(self, update: dict[str, Any]) -> str:
        self.updates += 1
        database = Undone(self.state)
        catalogs = Catalogs()
        parts = Parts(database, catalogs, lambda: NOW + timedelta(minutes=5), TypedActs(catalogs))
        self.application.bot_data["parts"] = parts
        read = Update.de_json({"update_id": self.updates, **update}, self.application.bot)
        delivery = Delivery(0, 0, "", update_id=self.updates, closed=True)
        await self.application.deliver(read, delivery)
        if delivery.error is not None:
            raise delivery.error
        return _sign(database.came)


def _sign(came: list[Any]) -> str:
    first = came[0]
    if isinstance(first, NotYours | NotFound):
        return "✘"
    if isinstance(first, Refusal):
        return "✘" if first.key in ("points.only_secretaries", "activity.only_staff") else "○"
    key = first.key if first is not None else ""
    return _ANSWERS.get(key, "○" if key.startswith("refusal.") or key.endswith("_how") else "✔")


def _user(key: str) -> dict[str, Any]:
    if key == "nobody":
        return NOBODY
    return {"id": number_of(key), "is_bot": False, "first_name": NAMES[key], "language_code": "zh"}


def _chat(key: str, chat: str) -> dict[str, Any]:
    if chat == _NEW_GROUP:
        return {"id": -7777, "type": "supergroup", "title": "新群"}
    there = where("wang" if key == "nobody" else key, chat)
    return {"id": there.telegram_id, "type": there.kind, "title": there.title, "first_name": "x"}


def _world() -> World:
    """A Telegram in which everybody is an administrator of every group."""
    world = World(lambda: NOW)
    bot = world.add_bot(TOKEN, "gridbee_bot", "蜂格")
    everybody = [world.add_user(NAMES[key], user_id=number_of(key)) for key in WHO if key != "nobody"]
    for chat_id in [-7777, *(where("wang", key).telegram_id for key in GROUPS)]:
        group = world.add_group("群", admins=[*everybody, bot])
        world.chats[chat_id] = group
        group.id = chat_id
    return world


def furnish(state: State) -> dict[str, Any]:
    """Rewards, activities, an invitation, a proposal, a draft: something for every button."""
    state.does("zhou", keep_shop.keep_reward, "抽纸；20 分；10 件", ())
    for name, points in (("王阿姨", 45), ("李〇晴", 45), ("张叔", 90)):
        state.does("zhou", give_points.give, None, f"{name} {points} 扫雪")
    state.does("wang", redeem.redeem, 1)
    state.does("li", open_activity.open_activity, "扫雪；5月12日 9:00-11:00；3栋门口；分片：东段")
    state.does("li", open_activity.open_activity, "清洁；5月11日 9:00-10:00；3栋门口；巡查点：楼道")
    return state.does("wang", _more)


def _more(unit: Unit, actor: Any, now: Any) -> dict[str, Any]:
    zhou = people.by_telegram_id(unit, number_of("zhou"))
    community, building = areas.by_code(unit, "FHC"), areas.by_code(unit, "FHC-1-3")
    assert zhou is not None
    assert community is not None
    assert building is not None
    token = make_invite(unit, Role.OWNERS, "FHC-1", now, by=zhou.id)
    until = now + timedelta(hours=1)
    draft = drafts.add(
        unit, chat_id=actor.chat.id, person_id=actor.id, purpose="report", stage="private", message_id=5, text="灯坏了", made_at=now,
        expires_at=until,
    )  # fmt: skip
    unit.execute(points_tables.activities.update().where(points_tables.activities.c.id == 2).values(code="CHECKIN2", code_until=until, starts_at=now))
    activities.sign_up(unit, 2, actor.id, "here", now, here_at=now)
    rests.give(unit, actor.id, until, why="pace", area_id=building.id, given_by=None, began_at=now)
    people.change(unit, actor.id, rests_until=None)  # so that they can try everything
    proposals.raise_flag(
        unit, "x", community_id=community.id, person_id=actor.id, kind="alike", found_at=now, evidence={"cases": [1], "other": None}
    )
    group = introduce(unit, Who(number_of("zhou"), "周书记", "zh"), Where(-7777, "supergroup", "新群"), now).chat.id
    held = people.holders(unit, [areas.by_code(unit, "FHC-1").id], [Role.GRID_WORKER])
    coupon = shop.redemption(unit, redemption_id=1)
    return {
        "grant": held[0][0].id, "group": group, "community": community.id, "building": building.id, "draft": draft.id,
        "coupon": coupon.code, "token": token,
    }  # fmt: skip

