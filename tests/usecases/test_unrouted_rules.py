"""Nobody to send it to: who is told, and how it finds its way when somebody comes."""

from types import SimpleNamespace

import pytest

from domain.people import Role
from storage import people
from tests.usecases.scene import Scene
from usecases.delivery import chat_refused
from usecases.invite_staff import accept_invite, make_invite, remove_grant
from usecases.take_leave import take_leave


def _lost(scene: Scene) -> int:
    return scene.reports("zhao", "单元门坏了", at="LH-1-1", chat="lake")


def test_everybody_is_told_honestly(scene: Scene) -> None:
    """The group sees that nobody was found yet; the secretary above and the operator are alarmed."""
    scene.grant("zheng", Role.SECRETARY, "SY")
    number = _lost(scene)
    assert (scene.status(number), scene.kinds(number)) == ("filed", ["filed", "unrouted"])
    card = scene.card("lake", number)
    assert card.text == "<b>柳湖1栋 单元门坏了</b>\n1 号，已记下\n负责：正在找，已告诉管事的人"
    assert card.labels == ["我也遇到", "撤回"]
    for key in ("zheng", "operator"):
        (alarm,) = scene.heard(key)
        assert alarm.startswith("这件还没找到人，请您派一下。\n<b>柳湖1栋 单元门坏了</b>\n1 号，还没派出去")
        assert scene.messages(key)[-1].labels[:2] == ["换个人", "我来领"]
    assert scene.heard("zhou") == []


def test_a_private_report_hears_it_too(scene: Scene) -> None:
    """In private the reporter reads that nobody was found yet."""
    scene.reports("zhao", "单元门坏了", at="LH-1-1", chat="private")
    assert "还没找到人" in scene.heard("zhao")[0]


@pytest.mark.parametrize("role", [Role.PROPERTY, Role.GRID_WORKER, Role.SECRETARY])
def test_it_is_routed_by_itself(scene: Scene, role: Role) -> None:
    """When somebody with the first role, the second role or the secretary's arrives; the alarm's card is true again."""
    number = _lost(scene)
    scene.heard("operator")
    with scene.unit() as unit:
        token = make_invite(unit, role, "LH", scene.now, name="何师傅")
    said = scene.runs("he", "private", accept_invite, token)
    assert "1 件" in scene.said(said)
    assert (scene.status(number), scene.has_it(number), scene.sheet(number).case.role) == ("dispatched", "何师傅", role)
    assert [one for one in scene.heard("he") if "等您接单" in one]
    assert "已派给\n负责：" in scene.card("lake", number).text
    assert not [one for one in scene.heard("operator") if "这件还没找到人" in one]
    assert "等人接单" in scene.card("operator", number).text


def test_a_role_that_is_no_help_changes_nothing(scene: Scene) -> None:
    """Nor does one in another community."""
    number = _lost(scene)
    for role, code in ((Role.MEDIATOR, "LH"), (Role.PROPERTY, "FHC")):
        with scene.unit() as unit:
            token = make_invite(unit, role, code, scene.now)
        scene.runs("he", "private", accept_invite, token)
    assert scene.status(number) == "filed"


def test_an_operator_or_secretary_gives_it_to_somebody(scene: Scene) -> None:
    """Leading it, or refusing it, is possible as well."""
    scene.grant("zheng", Role.SECRETARY, "SY")
    number = _lost(scene)
    scene.does("zheng", "lead", number)
    assert (scene.status(number), scene.has_it(number)) == ("accepted", "郑书记")
    other = scene.reports("zhao", "楼道灯不亮", at="LH-1-1", chat="lake")
    scene.does("operator", "refuse", other, "不归社区")
    assert scene.status(other) == "refused"
    scene.does("operator", "undo", other)
    assert (scene.status(other), scene.kinds(other)[-1]) == ("filed", "unrouted")


def test_those_who_leave_give_their_cases_back(scene: Scene) -> None:
    """On leave or without the role: the next one has it, and in the end nobody; what is resolved stays theirs."""
    scene.runs("zhou", "private", take_leave, "until 5月30日")
    number, done = scene.reports(), scene.reports(text="楼道灯不亮")
    for one, key in ((number, scene.has_it(number)), (done, scene.has_it(done))):
        assert key in ("陈师傅", "吴师傅")
        scene.does("zhou", "assign", one, "陈师傅") if key != "陈师傅" else None
    scene.does("chen", "accept", number)
    scene.does("chen", "done", done, "修了")
    scene.runs("chen", "private", take_leave, "until 5月20日")
    assert (scene.status(number), scene.has_it(number), scene.kinds(number)[-1]) == ("dispatched", "吴师傅", "returned")
    assert (scene.status(done), scene.has_it(done)) == ("resolved", "陈师傅")
    assert "不归您了" in scene.card("chen", number).text
    with scene.unit() as unit:
        grants = [row.id for row in unit.connection.exec_driver_sql("SELECT id FROM grants WHERE role = 'property'")]
    scene.runs("operator", "private", remove_grant, grants[1])
    assert (scene.status(number), scene.has_it(number)) == ("dispatched", "李〇晴")
    scene.runs("li", "private", take_leave, "until 5月20日")
    assert (scene.status(number), scene.kinds(number)[-1]) == ("filed", "unrouted")
    scene.runs("chen", "private", take_leave, "back")
    assert (scene.status(number), scene.has_it(number)) == ("dispatched", "陈师傅")


def test_who_blocked_the_bot_gets_nothing(scene: Scene) -> None:
    """Their cases go to somebody else, as soon as a message can't be delivered."""
    number = scene.reports()
    with scene.unit() as unit:
        chen = people.by_telegram_id(unit, scene.who("chen").telegram_id)
        owed = SimpleNamespace(id=0, chat_id=chen.chat_id, case_id=number, view="card.work", priority=2)
        chat_refused(unit, owed, "Forbidden: bot was blocked by the user", scene.now)
    scene.deliver()
    assert scene.has_it(number) == "吴师傅"
    scene.reports(text="楼道灯不亮")
    assert scene.has_it(2) == "吴师傅"
