"""Asking the reporter, handing outside, saying "beyond me", asking for time."""

from datetime import timedelta

from domain.people import Role
from tests.usecases.scene import Scene


def test_a_question_and_its_answer(scene: Scene) -> None:
    """The clock stands still meanwhile; whoever has the case reads the answer."""
    number = scene.reports()
    due = scene.sheet(number).case.resolve_by
    scene.heard("wang")
    scene.does("chen", "ask", number)
    assert "想问报的邻居什么" in scene.heard("chen")[-1]
    assert scene.said(scene.answers("chen", "左边那个还是右边那个？")).startswith("问过去了")
    assert scene.kinds(number) == ["filed", "routed", "accepted", "asked"]
    assert scene.heard("wang") == ["陈师傅想问您（1 号）：左边那个还是右边那个？\n直接回我就行。"]
    assert "等报的邻居补充" in scene.card("b3", number).text
    scene.passes(timedelta(hours=5))
    scene.heard("chen")
    assert scene.said(scene.answers("wang", "左边", "left-bin")).startswith("谢谢")
    assert scene.heard("chen") == ["1 号邻居回话了，还拍了照片：左边"]
    assert scene.messages("chen")[-1].has_photo
    assert scene.status(number) == "accepted"
    assert scene.sheet(number).case.resolve_by - due == timedelta(hours=5)


def test_waiting_ends_itself(scene: Scene) -> None:
    """After three days, not before; the worker is told, and a late answer is added all the same."""
    number = scene.reports()
    scene.does("chen", "ask", number, "哪一个？")
    scene.heard("chen")
    scene.passes(timedelta(days=3, minutes=-5))
    assert scene.status(number) == "waiting"
    scene.passes(timedelta(minutes=6))
    assert scene.status(number) == "accepted"
    assert scene.sheet(number).events[-1].actor_id is None
    assert scene.heard("chen") == ["1 号三天没等到回话，时间接着走。您按知道的先办。"]


def test_only_a_secretary_stops_waiting(scene: Scene) -> None:
    """The worker has asked and waits; the secretary may say that it is enough, or give it to somebody else."""
    number = scene.reports()
    scene.does("chen", "ask", number, "哪一个？")
    assert scene.refused("chen", "back", number) == "refusal.wait_for_answer"
    assert scene.refused("chen", "pass", number, "吴师傅") == "refusal.too_late"
    assert scene.refused("chen", "done", number, "好了") == "refusal.too_late"
    scene.does("zhou", "back", number)
    assert scene.status(number) == "accepted"
    assert scene.refused("wang", "ask", number, "?") == "refusal.not_yours"
    scene.does("chen", "ask", number, "哪一个？")
    scene.does("zhou", "assign", number, "吴师傅")
    assert (scene.status(number), scene.has_it(number)) == ("dispatched", "吴师傅")
    scene.passes(timedelta(days=4))
    assert scene.status(number) == "dispatched"


def test_nobody_to_ask(scene: Scene) -> None:
    """Who reported it themselves is told so, and nothing waits."""
    number = scene.reports("chen")
    assert scene.keeper(number) == "chen"
    assert scene.refused("chen", "ask", number, "哪一个？") == "refusal.nobody_to_ask"
    assert scene.status(number) == "dispatched"


def test_a_question_in_the_group(scene: Scene) -> None:
    """Who never opened the private chat is asked under their own message there."""
    number = scene.reports("zhang")
    scene.heard("b3")
    scene.does("chen", "ask", number, "哪一个？")
    assert scene.heard("b3") == ["陈师傅想问您（1 号）：哪一个？\n直接回我就行。"]
    assert scene.said(scene.answers("zhang", "左边", chat="b3")).startswith("谢谢")
    assert scene.status(number) == "accepted"


def test_a_question_about_something_private(scene: Scene) -> None:
    """The group only sees that there is something to read, behind a link that only its owner can open."""
    number = scene.reports("zhang", "邻居半夜吵架打人", at="FHC-1-3")
    assert scene.sheet(number).case.private
    scene.heard("b3")
    scene.does(scene.keeper(number), "ask", number, "您还好吗？")
    assert scene.heard("b3") == ["有句话要单独跟您说，点开就能看。"]
    assert scene.messages("b3")[-1].presses == ["https://t.me/gridbee_bot?start=c1"]


def test_handing_outside(scene: Scene) -> None:
    """A name, a note and a dated promise in one answer; the reporter reads who has it and when there is word."""
    number = scene.reports(text="自来水发黄")
    worker = "chen" if scene.has_it(number) == "陈师傅" else "wu"
    scene.heard("wang")
    said = scene.does(worker, "external", number, "自来水公司 5月13日 阀门已订")
    assert scene.said(said) == "1 号转给自来水公司，5月13日 周三 18:00 再回话。"
    case = scene.sheet(number).case
    assert (case.status, case.outside) == ("coordinating", "自来水公司")
    assert scene.sheet(number).events[-1].note == "阀门已订"
    who = f"物管家 {scene.has_it(number)}"
    assert scene.heard("wang") == [f"1 号这事归自来水公司管，{who}在跟。下次回话：5月13日 周三。"]
    card = scene.card("b3", number).text
    assert f"已转：自来水公司\n跟进：物管家 {scene.has_it(number)}\n下次回话：5月13日 周三" in card
    assert scene.refused(worker, "refuse", number, "不归我们") == "refusal.too_late"
    assert scene.said(scene.does(worker, "back", number)).startswith("好，1 号接着办")
    assert (scene.status(number), scene.sheet(number).case.promised_by) == ("accepted", None)


def test_handing_outside_needs_a_name(scene: Scene) -> None:
    """A day alone is not enough; without a day it is three days."""
    number = scene.reports()
    assert scene.refused("chen", "external", number, "5月13日") == "refusal.needs_department"
    assert scene.refused("chen", "external", number, "供电所 5月1日") == "refusal.day_passed"
    assert scene.kinds(number) == ["filed", "routed"]
    scene.does("chen", "external", number, "供电所，等配件")
    case = scene.sheet(number).case
    assert (case.outside, case.promised_by, scene.sheet(number).events[-1].note) == (
        "供电所", scene.now + timedelta(days=3), "等配件",
    )


def test_beyond_me_climbs_grid_community_street(scene: Scene) -> None:
    """One level a time; the secretary there is told, the worker stays attached, the top is said."""
    scene.grant("xu", Role.SECRETARY, "FHC-1")
    scene.grant("zheng", Role.SECRETARY, "SY")
    number = scene.reports()
    for name, key, level in (("徐书记", "xu", "grid"), ("周书记", "zhou", "community"), ("郑书记", "zheng", "street")):
        scene.heard(key)
        assert scene.said(scene.does("chen", "beyond", number)) == f"1 号报给{name}了，一起想办法。这事还是您办。"
        assert (scene.sheet(number).case.level, scene.sheet(number).overseer.name) == (level, name)
        (told,) = scene.heard(key)
        assert told.startswith("这件往上报了，请您一起想办法")
        assert (scene.has_it(number), f"{name} 也在跟着" in scene.card("chen", number).text) == ("陈师傅", True)
    assert scene.refused("chen", "beyond", number) == "refusal.nobody_above"
    assert scene.status(number) == "dispatched"


def test_a_street_department_hears_what_climbs(scene: Scene) -> None:
    """At the street there may be no secretary, but a department."""
    scene.grant("zheng", Role.STREET_DEPT, "SY")
    number = scene.reports()
    scene.does("chen", "beyond", number)
    scene.does("chen", "beyond", number)
    assert scene.sheet(number).overseer.name == "郑书记"


def test_nudging_once_an_hour(scene: Scene) -> None:
    """However often the button is pressed."""
    number = scene.reports()
    scene.heard("chen")
    assert scene.said(scene.does("zhou", "nudge", number)) == "提醒陈师傅了。（1 号）"
    scene.passes(timedelta(minutes=59))
    assert "一小时内提醒过陈师傅了" in scene.said(scene.does("zhou", "nudge", number))
    assert scene.heard("chen") == ["周书记提醒您：1 号「门口垃圾桶坏了」，麻烦看一下。"]
    scene.passes(timedelta(minutes=2))
    scene.does("zhou", "nudge", number)
    assert len(scene.heard("chen")) == 1
    assert scene.kinds(number).count("nudged") == 2
    assert scene.refused("chen", "nudge", number) == "refusal.not_yours"
