"""Several people, one matter: joining, taking back, merging, splitting; and corrections of kind and place."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.case import Case
from domain.chats import Picture
from domain.people import Role
from domain.sameness import Sameness
from storage import areas, cases, duplicates, photo_rows
from storage.unit import Unit
from tests.usecases.scene import Scene
from usecases.access import Actor
from usecases.join_report import known_case
from usecases.report_problem import Filing


def test_me_too_is_counted_once_and_can_be_taken_back(scene: Scene) -> None:
    """By anybody in the group, but the reporter; nobody from outside."""
    number = scene.reports()
    scene.does("zhang", "same", number)
    scene.does("zhao", "same", number, chat="b3")
    assert scene.card("b3", number).labels == ["我也遇到（2）", "撤回"]
    assert "也遇到：2 位邻居" in scene.card("chen", number).text
    scene.does("zhao", "same", number, chat="b3")
    assert scene.card("b3", number).labels == ["我也遇到（1）", "撤回"]
    assert "就是您报的" in scene.said(scene.does("wang", "same", number, chat="b3"))
    assert scene.refused("zhao", "same", number, chat="b5") == "refusal.no_such_case"
    scene.does("chen", "refuse", number, "不归我们")
    assert scene.refused("zhao", "same", number, chat="b3") == "refusal.too_late"


def test_the_last_report_taken_back_ends_the_case(scene: Scene) -> None:
    """The worker hears of it; a stranger can't do it; what is done can't be taken back."""
    number = scene.reports()
    assert scene.refused("zhang", "withdraw", number) == "refusal.only_reporters"
    scene.does("chen", "accept", number)
    scene.heard("chen")
    scene.does("wang", "withdraw", number, chat="b3")
    assert scene.status(number) == "withdrawn"
    assert scene.heard("chen") == ["1 号报的邻居撤回了，您不用管了。"]
    assert "报的人撤回了" in scene.card("chen", number).text
    assert (scene.card("b3", number).labels, "已撤回" in scene.card("b3", number).text) == ([], True)
    assert scene.refused("wang", "withdraw", number, chat="b3") in ("refusal.too_late", "refusal.only_reporters")
    assert scene.refused("chen", "accept", number) == "refusal.too_late"
    done = scene.reports(text="楼道灯不亮")
    worker = scene.keeper(done)
    scene.does(worker, "done", done, "换了灯泡")
    assert scene.refused("wang", "withdraw", done, chat="b3") == "refusal.too_late"


def test_a_report_taken_back_while_neighbours_stand_by_it(scene: Scene) -> None:
    """The case goes on, and they say whether it is solved."""
    number = scene.reports(chat="station")
    scene.does("zhao", "same", number, chat="station")
    scene.passes(timedelta(minutes=1))
    assert "还有邻居遇到" in scene.said(scene.does("wang", "withdraw", number, chat="station"))
    assert scene.status(number) == "dispatched"
    scene.does("chen", "done", number, "换了")
    assert scene.messages("station")[-1].view == "card.result"
    assert scene.refused("wang", "confirm", number, chat="station") == "refusal.only_reporters"
    scene.does("zhao", "confirm", number, chat="station")
    assert scene.sheet(number).case.closed_how == "resident"


def _two(scene: Scene) -> tuple[int, int]:
    first = scene.reports("wang", "门口垃圾桶坏了")
    return first, scene.reports("zhao", "垃圾桶盖子掉了", chat="station")


def test_merging(scene: Scene) -> None:
    """Reports, photos and supporters move; people are told; the other group sees the case that goes on."""
    first, second = _two(scene)
    scene.does("li", "same", second, chat="station")
    worker = scene.keeper(second)
    scene.heard(worker)
    scene.heard("zhao")
    scene.does("zhou", "merge", second)
    assert scene.messages("zhou")[-1].presses == ["merge:1"]
    scene.does("zhou", "merge", second, str(first))
    assert scene.status(second) == "merged"
    assert scene.heard("zhao") == ["您报的 2 号和 1 号是一件事，并到一起办，有结果告诉您。"]
    assert scene.heard(worker) == ["2 号和 1 号是一件事，并过去了，您不用管了。"]
    one = scene.sheet(first)
    assert ([report.person_id for report in one.reports], len(one.photos), one.also) == (
        [scene.sheet(first).reports[0].person_id, one.reports[1].person_id], 2, 2,
    )
    assert "和 1 号是一件事，看那边就行" in scene.card("station", second).text
    assert scene.card("station", first).labels == ["我也遇到（2）", "撤回"]
    assert scene.card("b3", first).labels == ["我也遇到（2）", "撤回"]


def test_splitting_undoes_all_of_it(scene: Scene) -> None:
    """Each has its own reports, photos and neighbours again, and goes on where it was."""
    first, second = _two(scene)
    scene.does("li", "same", second, chat="station")
    scene.does("zhang", "same", first)
    scene.does("zhang", "same", second, chat="station")
    before = scene.sheet(first), scene.sheet(second)
    worker = scene.keeper(second)
    scene.does(worker, "merge", second, f"#{first}")
    scene.heard("zhao")
    scene.heard(worker)
    scene.does(worker, "split", second)
    after = scene.sheet(first), scene.sheet(second)
    for was, is_now in zip(before, after, strict=True):
        assert (was.reports, was.photos, set(was.supporters)) == (is_now.reports, is_now.photos, set(is_now.supporters))
        assert (was.case.status, was.case.responsible_id) == (is_now.case.status, is_now.case.responsible_id)
    assert scene.heard("zhao") == ["您报的 2 号和 1 号不是一件事，分开办了，有结果告诉您。"]
    assert ["等您接单" in one for one in scene.heard(worker)] == [True]
    assert scene.refused(worker, "split", second) == "refusal.too_late"


def test_what_cannot_be_merged(scene: Scene) -> None:
    """Another community, itself, what is done, what is private, what others were merged into; and by whom."""
    first, second = _two(scene)
    scene.grant("he", Role.PROPERTY, "LH")
    far = scene.reports("zhang", "单元门坏了", at="LH-1-1", chat="lake")
    private = scene.reports("zhang", "邻居半夜吵架打人")
    done = scene.reports("wang", "信报箱坏了")
    scene.does("zhou", "done", done, "修了")
    for into in (first, done):
        assert scene.refused("zhou", "merge", first, str(into)) == "refusal.cannot_merge"
    for into in (far, private, 99, 10**8):
        assert scene.refused("zhou", "merge", first, str(into)) == "refusal.no_such_case"
    for words in ("十二", "1 2", "9999999999"):
        assert scene.refused("zhou", "merge", first, words) == "refusal.merge_into_which"
    assert scene.refused("zhou", "merge", done, str(first)) == "refusal.too_late"
    assert scene.refused("zhou", "merge", done) == "refusal.too_late"
    assert scene.refused("li", "merge", first, str(second)) == "refusal.no_such_case"
    third = scene.reports("wang", "单元门关不上")
    scene.does("zhou", "merge", second, str(first))
    assert scene.refused("zhou", "merge", first, str(third)) == "refusal.merge_other_way"
    assert scene.refused("zhou", "assign", second, "李〇晴") == "refusal.too_late"
    scene.does("zhou", "merge", third, str(first))


def test_a_danger_is_not_merged_into_something_milder(scene: Scene) -> None:
    """It is not offered, and refused where it is typed; the other way round it goes."""
    mild, grave = scene.reports("wang", "楼下的大树倒了"), scene.reports("zhao", "楼下的大树倒了，压到人了")
    other = scene.reports("zhao", "燃气管漏气了，味道很大")
    scene.does("zhou", "merge", grave)
    assert scene.messages("zhou")[-1].presses == [f"merge:{other}"]
    assert scene.refused("zhou", "merge", grave, str(mild)) == "refusal.merge_graver"
    scene.does("zhou", "merge", mild, str(grave))
    assert (scene.status(mild), len(scene.sheet(grave).reports)) == ("merged", 2)


def test_another_kind_is_routed_and_timed_anew(scene: Scene) -> None:
    """By its reporter or whoever works on it, from two lists or in words; logged; the old worker hears of it."""
    number = scene.reports()
    scene.does("wang", "recat", number)
    groups = scene.messages("wang")[-1]
    assert {"recat:g.fire", "recat:g.safety", "place:"} <= set(groups.presses)
    scene.does("wang", "recat", number, "g.fire")
    assert "recat:fire.corridor_clutter" in scene.messages("wang")[-1].presses
    scene.heard("chen")
    scene.does("wang", "recat", number, "fire.flying_wire")
    case = scene.sheet(number).case
    assert (case.category, case.urgency, scene.has_it(number)) == ("fire.flying_wire", "urgent", "李〇晴")
    assert case.resolve_by - case.filed_at == timedelta(hours=12)
    assert scene.kinds(number)[-2:] == ["recategorised", "routed"]
    assert scene.heard("chen") == ["1 号由李〇晴接走了，您不用管了。"]
    assert "类别：飞线充电" in scene.card("li", number).text
    scene.does("li", "accept", number)
    scene.does("li", "recat", number, "楼道堆物")
    assert (scene.status(number), scene.has_it(number)) == ("accepted", "李〇晴")
    assert scene.refused("li", "recat", number, "sanitation.nothing") == "refusal.no_such_category"
    assert scene.refused("stranger", "recat", number, "fire.flying_wire") == "refusal.not_yours"
    scene.does("li", "done", number, "搬走了")
    assert scene.refused("wang", "recat", number, "fire.flying_wire") == "refusal.too_late"


def test_a_kind_that_is_private_leaves_the_group(scene: Scene) -> None:
    """The card there is emptied, neighbours see nothing of it any more."""
    number = scene.reports()
    scene.does("zhao", "same", number, chat="b3")
    private = next(slug for slug, one in scene.rules.taxonomy.categories.items() if one.private)
    scene.does("chen", "recat", number, private)
    assert scene.card_text("b3", number) == "1 号改成私下办了，群里不再显示"
    assert scene.refused("zhao", "same", number, chat="b3") == "refusal.no_such_case"
    scene.does("zhou", "recat", number, "fire.flying_wire")
    assert scene.sheet(number).case.private


def test_another_place(scene: Scene) -> None:
    """By button or in words: routed again if need be, shown in that building's group, logged."""
    number = scene.reports(text="楼道堆了旧沙发")
    assert scene.has_it(number) == "李〇晴"
    scene.does("wang", "place", number)
    where = scene.messages("wang")[-1]
    assert where.labels == ["3栋", "5栋", "12栋"]
    five = where.presses[1].partition(":")[2]
    scene.does("li", "accept", number)
    scene.does("wang", "place", number, five)
    assert (scene.sheet(number).area.name, scene.status(number), scene.has_it(number)) == ("5栋", "accepted", "李〇晴")
    assert "5栋 楼道堆了旧沙发" in scene.card("b5", number).text
    assert "5栋" in scene.card("b3", number).text
    scene.heard("li")
    scene.does("wang", "place", number)
    assert scene.said(scene.answers("wang", "12栋的")) == "1 号改到 12栋 了。"
    assert scene.has_it(number) in ("陈师傅", "吴师傅")
    assert len(scene.heard("li")) == 1
    assert scene.last_facts(number, "moved") == {"was": "FHC-1-5", "is": "FHC-2-12"}
    assert scene.refused("wang", "place", number, "柳湖1栋") == "refusal.which_building"


@pytest.mark.parametrize(("argument", "key"), [
    ("a99999", "refusal.no_such_building"), ("a1", "refusal.no_such_building"), ("99栋", "refusal.which_building"),
])  # fmt: skip
def test_places_that_are_none(scene: Scene, argument: str, key: str) -> None:
    """A forged or stale button, or a building that is not there."""
    number = scene.reports()
    assert scene.refused("wang", "place", number, argument) == key


@pytest.mark.parametrize(("text", "how"), [
    ("楼下的大树倒了", Sameness.SURE), ("", Sameness.SURE), ("大树压到人了，快来", Sameness.NO),
])  # fmt: skip
def test_the_same_file_is_the_same_report_until_it_tells_of_danger(scene: Scene, text: str, how: Sameness) -> None:
    """Sent again by the same person: known by the file alone, unless the words now speak of a danger to life."""
    scene.rules = replace(scene.rules, joins_duplicates=True)
    number = scene.reports(text="楼下的大树倒了")

    def ask(unit: Unit, actor: Actor, now: datetime) -> tuple[Sameness, Case | None]:
        name = next(iter(duplicates.files_of(unit, number, actor.id)))
        ids = photo_rows.add(unit, (Picture("again", name),), at=now, person_id=actor.id)
        here = areas.area(unit, cases.load(unit, number).area_id)
        return known_case(unit, actor, Filing(here, text, unit.rules.classifier.read(text), tuple(ids)), now)

    assert scene.runs("wang", "b3", ask)[0] is how
