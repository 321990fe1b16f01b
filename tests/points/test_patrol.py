"""A patrol's sheet and lots of ground, in memory: who may tick what when, and that what is bad becomes a report."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.activity import Kind, read_plan
from domain.chats import Picture, Post
from domain.errors import Refusal
from domain.people import Role
from domain.points import PointRules
from storage import activities, ledger
from storage.unit import Unit
from tests.points.test_volunteering import NOW, ZONE
from tests.usecases.delivered import Shown
from tests.usecases.scene import Scene
from usecases.access import Actor
from usecases.attend import attend, confirm_hours, heard, touch_lot
from usecases.open_activity import open_activity
from usecases.walk_patrol import heard_bad, tick

PATROL = "/夜巡；2026-05-11 9:30-11:00；3栋；巡查点：楼道、消防通道、车棚"


@pytest.fixture
def town() -> Scene:
    """凤凰城 on Monday at nine."""
    scene = Scene()
    scene.rules = replace(scene.rules, points=PointRules())
    return scene


def opens(town: Scene, line: str = PATROL) -> None:
    """李〇晴 opens it in the group of 3栋."""
    town.runs("li", "b3", open_activity, line.removeprefix("/"))


def message(town: Scene, key: str, view: str) -> tuple[int, Shown]:
    """The latest message of a view in somebody's private chat, with its number."""
    there = town.chats[town._chat_id(key)]
    return [(number, one) for number, one in there.items() if one.view == view][-1]


def _numbers(town: Scene) -> dict[str, int]:
    """The places of the first patrol."""
    with town.unit() as unit:
        return {one.name: one.id for one in activities.checks(unit, 1)}


def shows(town: Scene, key: str, view: str, text: str, hear: Any) -> Any:
    """A photo in reply to a message of that view."""
    number, _ = message(town, key, view)

    def reply(unit: Unit, actor: Actor, now: Any) -> Any:
        where = town._where(key, "private")
        post = Post(town.who(key), where, 50_000 + number, now, text, (Picture("bad", "bad"),), reply_to=number)
        return hear(unit, actor, post, now)

    return town.said(town.runs(key, "private", reply))


def paid(town: Scene, key: str) -> int:
    """What somebody has in 凤凰城."""
    with town.unit() as unit:
        mine = ledger.account_of(unit, town._area(unit, "FHC"), town._person(unit, key))
        return mine.balance if mine else 0


def test_how_a_patrol_is_written() -> None:
    plan = read_plan("看一圈；明天 20:00-21:00；巡查点：楼道，车棚、楼道、 ", NOW, ZONE)
    assert (plan.kind, plan.checks, plan.plots) == (Kind.PATROL, ("楼道", "车棚"), ())
    assert read_plan("Round; tomorrow 20:00-21:00; check points: gate, shed", NOW, ZONE).checks == ("gate", "shed")
    many = "、".join(str(one) for one in range(40))
    assert len(read_plan(f"巡楼；明天 20:00-21:00；巡查点：{many}", NOW, ZONE).checks) == 24


def test_place_by_place(town: Scene) -> None:
    """Joined, ticked, one place bad with a photo: that is a case; the lead confirms, and the round is paid once."""
    opens(town)
    assert "巡查点看了 0/3" in town.messages("b3")[-1].text
    assert "私下发给您了" in town.said(town.runs("wang", "b3", attend, 1))
    _, sheet = message(town, "wang", "activity.sheet")
    assert sheet.labels == ["✓ 楼道", "有问题", "✓ 消防通道", "有问题", "✓ 车棚", "有问题"]
    numbers = _numbers(town)
    assert town.said(town.runs("wang", "private", tick, numbers["楼道"], "fine")) == "楼道没问题，记下了。"
    with pytest.raises(Refusal, match="looked_already"):
        town.runs("wang", "private", tick, numbers["楼道"], "fine")
    town.runs("wang", "private", tick, numbers["车棚"], "bad")
    assert shows(town, "wang", "activity.bad", "灯坏了，不亮", heard_bad) == "车棚的问题记下了，谢谢您。"
    town.passes(timedelta(seconds=5))
    case = town.sheet(1).case
    assert "灯坏了" in case.title
    _, sheet = message(town, "wang", "activity.sheet")
    assert "巡查点看了 2/3" in sheet.text
    assert "• 车棚 有问题，王阿姨" in sheet.text
    assert sheet.labels == ["✓ 消防通道", "有问题"]
    _, lead = message(town, "li", "activity.lead")
    assert "• 王阿姨 到了" in lead.text
    assert "• 消防通道 还没看" in lead.text
    town.now += timedelta(hours=3)
    assert paid(town, "wang") == 0
    town.runs("li", "private", confirm_hours, 1, "")
    assert paid(town, "wang") == 2


def test_only_who_walks_it_and_in_its_time(town: Scene) -> None:
    """Not a day before, not without a seat, not after it was called off; a stranger's tick changes nothing."""
    opens(town, "/夜巡；2026-05-12 9:30-11:00；3栋；巡查点：楼道、车棚")
    numbers = _numbers(town)
    town.runs("wang", "b3", attend, 1)
    with pytest.raises(Refusal, match="not_yet"):
        town.runs("wang", "private", tick, numbers["楼道"], "fine")
    town.now += timedelta(days=1)
    for key in ("zhao", "chen"):
        with pytest.raises(Refusal, match="not_on_the_list"):
            town.runs(key, "private", tick, numbers["楼道"], "fine")
    town.runs("zhao", "b3", attend, 1)
    town.runs("zhao", "private", tick, numbers["楼道"], "fine")
    town.runs("wang", "private", tick, numbers["楼道"], "bad")
    assert shows(town, "wang", "activity.bad", "堆了纸箱", heard_bad) == "楼道的问题记下了，谢谢您。"
    _, sheet = message(town, "zhao", "activity.sheet")
    assert "• 楼道 有问题，王阿姨" in sheet.text, "bad beats fine"


def test_a_streets_secretary_hears_where_to_open_one(town: Scene) -> None:
    """郑书记 looks after every community of the street: it is opened in the group where it takes place."""
    town.grant("zheng", Role.SECRETARY, "SY")
    with pytest.raises(Refusal, match="say_it_there"):
        town.runs("zheng", "private", open_activity, PATROL.removeprefix("/"))
    with pytest.raises(Refusal, match="only_staff"):
        town.runs("wang", "private", open_activity, PATROL.removeprefix("/"))
    town.runs("zheng", "b3", open_activity, PATROL.removeprefix("/"))
    assert [one.view for one in town.messages("b3")] == ["activity.card"]


def test_without_a_private_chat_they_hear_where_to_look(town: Scene) -> None:
    """张叔 never opened it: he gets his seat and his lot, and the way to the rest."""
    opens(town)
    assert "/activity" in town.said(town.runs("zhang", "b3", attend, 1))
    opens(town, "/扫雪；2026-05-11 9:30-11:00；分片：东门、南门")
    assert "/activity" in town.said(town.runs("zhang", "b3", touch_lot, 1, ""))
    town.runs("zhang", "private", open_activity, "")
    assert message(town, "zhang", "activity.sheet")[1].labels[0] == "✓ 楼道"
    assert "东门" in message(town, "zhang", "activity.lot")[1].text
    assert "东门辛苦了" in shows(town, "zhang", "activity.lot", "", heard)


def test_a_lot_of_snow_is_claimed_shown_and_confirmed(town: Scene) -> None:
    """One takes it, nobody else can; given up it is free; done with a photo, seen by the lead, paid once."""
    opens(town, "/扫雪；2026-05-11 9:30-11:00；分片：东门、南门")
    town.runs("wang", "b3", touch_lot, 1, "")
    with pytest.raises(Refusal, match="lot_taken"):
        town.runs("zhao", "b3", touch_lot, 1, "")
    with pytest.raises(Refusal, match="lot_not_yours"):
        town.runs("zhao", "b3", touch_lot, 1, "free")
    town.runs("wang", "private", touch_lot, 1, "free")
    town.runs("zhao", "b3", touch_lot, 1, "")
    with pytest.raises(Refusal, match="lot_confirmed_already"):
        town.runs("li", "private", touch_lot, 1, "ok")
    shows(town, "zhao", "activity.lot", "", heard)
    assert message(town, "li", "activity.lot_done")[1].has_photo
    with pytest.raises(Refusal, match="not_your_lead"):
        town.runs("wang", "private", touch_lot, 1, "ok")
    town.runs("li", "private", touch_lot, 1, "ok")
    with pytest.raises(Refusal, match="lot_confirmed_already"):
        town.runs("li", "private", touch_lot, 1, "ok")
    assert (paid(town, "zhao"), paid(town, "wang")) == (5, 0)
    _, lead = message(town, "li", "activity.lead")
    assert "• 东门 赵姐，已确认" in lead.text
    assert "• 南门 没人" in lead.text
