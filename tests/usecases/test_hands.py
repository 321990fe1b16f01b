"""Into whose hands a case goes: accepting, taking over, passing on, assigning, leading; and who hears of it."""

from domain.people import Role
from tests.usecases.scene import Scene
from usecases.take_leave import take_leave


def test_the_first_to_accept_has_it(scene: Scene) -> None:
    """A colleague of the same role at the same node may take it; the one who had it hears so at once."""
    number = scene.reports()
    assert scene.has_it(number) == "陈师傅"
    scene.heard("chen")
    assert scene.said(scene.does("wu", "accept", number)).startswith("好，1 号归您了")
    assert (scene.status(number), scene.has_it(number)) == ("accepted", "吴师傅")
    assert scene.heard("chen") == ["1 号由吴师傅接走了，您不用管了。"]
    assert "不归您了" in scene.card("chen", number).text
    assert scene.card("chen", number).labels == []
    assert "您在办" in scene.card("wu", number).text
    late = scene.refused("chen", "accept", number)
    assert late == "refusal.taken_by"


def test_pressing_accept_twice_is_friendly(scene: Scene) -> None:
    """The same answer again, and nothing new in the history."""
    number = scene.reports()
    first, second = scene.does("chen", "accept", number), scene.does("chen", "accept", number)
    assert first == second
    assert scene.kinds(number) == ["filed", "routed", "accepted"]


def test_a_colleague_who_works_on_it_takes_it_over(scene: Scene) -> None:
    """Handing in the result of what somebody else had accepted makes it one's own."""
    number = scene.reports()
    scene.does("chen", "accept", number)
    scene.heard("chen")
    scene.does("wu", "done", number, "我顺手换了")
    assert (scene.status(number), scene.has_it(number)) == ("resolved", "吴师傅")
    assert scene.kinds(number) == ["filed", "routed", "accepted", "taken_over", "resolved"]
    assert scene.heard("chen") == ["1 号由吴师傅接走了，您不用管了。"]


def test_another_role_or_another_area_is_no_colleague(scene: Scene) -> None:
    """The grid worker sees nothing of a property case, nor does the property steward of another community."""
    number = scene.reports()
    scene.grant("he", Role.PROPERTY, "LH")
    for key in ("li", "he", "stranger"):
        for verb in ("accept", "done", "pass", "refuse", "ask", "external", "beyond", "undo", "merge", "extend"):
            assert scene.refused(key, verb, number, "3") in ("refusal.no_such_case", "refusal.not_yours")
    assert scene.kinds(number) == ["filed", "routed"]


def test_a_secretary_acts_without_taking_it(scene: Scene) -> None:
    """The worker stays responsible; only "accept" and "lead" bring it into the secretary's own hands."""
    number = scene.reports()
    scene.does("zhou", "ask", number, "哪一个桶？")
    assert (scene.status(number), scene.has_it(number), scene.sheet(number).case.role) == (
        "waiting", "陈师傅", "property",
    )  # fmt: skip
    other = scene.reports(text="路灯不亮")
    first = scene.keeper(other)
    scene.heard(first)
    scene.does("zhou", "accept", other)
    case = scene.sheet(other).case
    assert (case.status, case.role, case.led) == ("accepted", "secretary", True)
    assert scene.has_it(other) == "周书记"
    assert scene.heard(first) == ["2 号由周书记接走了，您不用管了。"]
    assert "书记领办" in scene.card("b3", other).text


def test_passing_on_to_a_person(scene: Scene) -> None:
    """By button, by name, by role and name; a new duty is a new message, and the old card says that it is gone."""
    number = scene.reports()
    scene.does("chen", "pass", number)
    menu = scene.messages("chen")[-1]
    assert menu.labels == ["网格员 李〇晴", "物管家 吴师傅", "书记 周书记"]
    press = menu.presses[0].partition(":")[2]
    scene.heard("li")
    assert scene.said(scene.does("chen", "pass", number, press)) == "1 号转给网格员 李〇晴了。"
    assert (scene.status(number), scene.has_it(number), scene.sheet(number).case.role) == (
        "dispatched", "李〇晴", "grid_worker",
    )
    assert ["等您接单" in one for one in scene.heard("li")] == [True]
    assert "不归您了" in scene.card("chen", number).text
    assert scene.does("li", "pass", number, "物管家 吴师傅")
    assert scene.has_it(number) == "吴师傅"
    assert scene.does("wu", "pass", number, "陈")
    assert scene.has_it(number) == "陈师傅"


def test_passing_on_to_a_role(scene: Scene) -> None:
    """The nearest holder of it who carries least; nobody there is said."""
    scene.grant("he", Role.GRID_WORKER, "FHC-1")
    busy = scene.reports(text="楼道堆了旧沙发")
    assert scene.has_it(busy) == "李〇晴"
    number = scene.reports()
    scene.does("chen", "pass", number)
    assert "网格员，谁空谁接" in scene.messages("chen")[-1].labels
    scene.does("chen", "pass", number, "网格员")
    assert scene.has_it(number) == "和大姐"
    scene.does("he", "pass", number, "grid_worker")
    assert scene.has_it(number) == "李〇晴"
    assert scene.refused("li", "pass", number, "和事佬") == "refusal.nobody_with_role"
    assert scene.refused("li", "pass", number, "没这个人") == "refusal.no_such_person"
    assert scene.refused("li", "pass", number, "p99999") == "refusal.no_such_person"


def test_a_secretary_assigns(scene: Scene) -> None:
    """Whoever had it hears who has it now; a worker may not assign."""
    number = scene.reports()
    scene.does("chen", "accept", number)
    scene.heard("chen")
    assert scene.refused("chen", "assign", number, "吴师傅") == "refusal.not_yours"
    scene.does("zhou", "assign", number, "吴师傅")
    assert (scene.status(number), scene.has_it(number)) == ("dispatched", "吴师傅")
    assert scene.heard("chen") == ["1 号由吴师傅接走了，您不用管了。"]
    assert scene.kinds(number)[-1] == "assigned"


def test_who_is_away_is_not_offered(scene: Scene) -> None:
    """People on leave are passed over, by name and by role."""
    number = scene.reports()
    scene.runs("wu", "private", take_leave, "until 5月20日")
    scene.does("chen", "pass", number)
    assert scene.messages("chen")[-1].labels == ["网格员 李〇晴", "书记 周书记"]
    assert scene.refused("chen", "pass", number, "吴师傅") == "refusal.no_such_person"
    assert scene.refused("chen", "pass", number, "物管家") == "refusal.nobody_with_role"


def test_who_leads_is_not_told_to_remind_themselves(scene: Scene) -> None:
    """The card from before goes on with what they can still press, and calls nobody else the one who has it."""
    number = scene.reports()
    scene.does("chen", "accept", number)
    scene.does("chen", "beyond", number)
    watching = scene.card("zhou", number)
    assert {"催一下", "我来领"} <= set(watching.labels)
    scene.does("zhou", "lead", number)
    watching = next(one for one in scene.messages("zhou") if "换个人" in one.labels)
    assert not {"催一下", "我来领"} & set(watching.labels)
    assert "还是原来那位" not in watching.text
    assert "也在跟着" not in scene.card("zhou", number, "card.work").text
