"""What people look up: /queue, /case and /mine, and who sees what of a case."""

from datetime import timedelta

import pytest

from domain.errors import Refusal
from domain.people import Role
from tests.usecases.scene import Scene
from usecases.look_up import open_matter, show_case, show_mine, show_queue


def _case(scene: Scene, key: str, number: int, chat: str = "private") -> list[str]:
    scene.heard(key if chat == "private" else chat)
    scene.runs(key, chat, show_case, number)
    return scene.heard(key if chat == "private" else chat)


def _a_long_life(scene: Scene) -> int:
    number = scene.reports()
    scene.does("zhang", "same", number)
    scene.does("zhao", "same", number, chat="b3")
    scene.does("chen", "ask", number, "哪一个桶？")
    scene.answers("wang", "我家501门口那个", "the-bin")
    scene.passes(timedelta(seconds=2))
    scene.does("chen", "done", number, "换了")
    scene.does("wang", "reopen", number, "盖子没换")
    return number


def test_a_worker_and_a_secretary_see_everything(scene: Scene) -> None:
    """The whole history with names and words, all photos, and the card with their own buttons."""
    number = _a_long_life(scene)
    history, photos, card = _case(scene, "chen", number)
    for line in (
        "王阿姨 报了", "派给 您", "张叔 也遇到", "您 问：「哪一个桶？」", "王阿姨 答：「我家501门口那个」",
        "您 办好了：「换了」", "王阿姨 说还没好：「盖子没换」",
    ):
        assert line in history
    assert photos == "1 号的照片：报的 2 张，修好的 0 张"
    assert "您在办" in card
    assert scene.messages("chen")[-1].labels[0] == "办好了"
    history, photos, card = _case(scene, "zhou", number)
    assert ("王阿姨 报了" in history, "派给 陈师傅" in history, "1 号，正在办" in card) == (True, True, True)
    assert scene.messages("zhou")[-1].labels[:4] == ["催一下", "换个人", "我来领", "给延期"]


def test_a_reporter_sees_no_neighbours(scene: Scene) -> None:
    """Staff by name, what staff wrote to them, their own words; other residents only as neighbours."""
    number = _a_long_life(scene)
    history, photos, card = _case(scene, "wang", number)
    for line in ("您 报了", "派给 陈师傅", "邻居 也遇到", "陈师傅 问：「哪一个桶？」", "您 答：「我家501门口那个」"):
        assert line in history
    assert "张叔" not in history
    assert photos.startswith("1 号的照片：报的 2 张")
    assert scene.messages("wang")[-1].view == "card.own"
    assert "1 号，正在办" in card


def test_another_reporter_sees_nobodys_words(scene: Scene) -> None:
    """A report that was merged into the case: the first reporter's answers and photos are not theirs to read."""
    number = _a_long_life(scene)
    second = scene.reports("zhao", "垃圾桶盖子掉了")
    scene.does("zhou", "merge", second, str(number))
    history, photos, _ = _case(scene, "zhao", number)
    assert [word in history for word in ("501", "王阿姨", "盖子没换", "换了")] == [False, False, False, True]
    assert photos == "1 号的照片：报的 1 张，修好的 0 张"


def test_a_neighbour_and_a_group_see_the_card(scene: Scene) -> None:
    """The public lines and nothing more; a stranger, or another building's group, not even that."""
    number = _a_long_life(scene)
    for key, chat in (("zhao", "private"), ("zhao", "b3"), ("chen", "b3"), ("stranger", "station")):
        (card,) = _case(scene, key, number, chat)
        assert card.startswith("<b>3栋 门口垃圾桶坏了</b>\n1 号，正在办\n负责：物管家 陈师傅\n最晚：")
        assert ("经过" in card, "王阿姨" in card) == (False, False)
    for key, chat in (("stranger", "b5"), ("li", "private"), ("he", "private")):
        with pytest.raises(Refusal, match="no_such_case"):
            scene.runs(key, chat, show_case, number)


def test_a_private_case_is_never_shown_in_a_group(scene: Scene) -> None:
    """Not even to those who may see it, who find it in their private chats."""
    number = scene.reports("wang", "邻居半夜吵架打人", chat="private")
    assert scene.sheet(number).case.private
    assert not [one for one in scene.messages("b3") if one.view == "card.group"]
    for key in ("wang", "zhou", "stranger"):
        with pytest.raises(Refusal, match="no_such_case"):
            scene.runs(key, "b3", show_case, number)
    assert len(_case(scene, "wang", number)) == 3
    assert len(_case(scene, "zhou", number)) == 3
    for key in ("zhao", "li" if scene.has_it(number) != "李〇晴" else "he"):
        with pytest.raises(Refusal, match="no_such_case"):
            scene.runs(key, "private", show_case, number)


def test_the_link_of_a_nudge_leads_to_what_is_to_be_read(scene: Scene) -> None:
    """Somebody opens the private chat for the first time: the reason, or the question that waits, is there."""
    number = scene.reports("zhang")
    scene.does("chen", "refuse", number, "不归我们")
    scene.runs("zhang", "private", open_matter, number)
    told = scene.heard("zhang")
    assert "为什么：不归我们" in told[-1]
    assert scene.messages("zhang")[-1].labels == ["我不同意"]
    other = scene.reports("stranger", "楼道灯不亮")
    worker = scene.keeper(other)
    scene.does(worker, "ask", other, "几楼的灯？")
    scene.runs("stranger", "private", open_matter, other)
    assert scene.heard("stranger")[-1] == f"{scene.has_it(other)}想问您（2 号）：几楼的灯？\n直接回我就行。"
    scene.answers("stranger", "三楼")
    assert scene.status(other) == "accepted"
    with pytest.raises(Refusal, match="no_such_case"):
        scene.runs("zhao", "private", open_matter, number)


def test_a_queue_is_most_urgent_first(scene: Scene) -> None:
    """Hazards, then what is due first, then what waits for somebody else; what is done is not in it."""
    texts = (
        "小广告贴满了", "门口垃圾桶坏了", "窨井盖没了有人差点掉下去", "楼道灯不亮", "下水道堵了冒污水", "信报箱坏了",
    )  # fmt: skip
    numbers = [scene.reports(text=text) for text in texts]
    for number in numbers:
        if scene.has_it(number) != "陈师傅":
            scene.does("zhou", "assign", number, "陈师傅")
    scene.does("chen", "accept", numbers[0])
    scene.does("chen", "done", numbers[5], "修了")
    scene.does("chen", "ask", numbers[4], "几号楼？")
    scene.runs("chen", "private", show_queue, 0)
    lines = scene.messages("chen")[-1].text.split("\n")
    assert lines[0] == "<b>您手上 5 件，急的在前：</b>"
    assert [line.removeprefix("⚠️ ").partition(" ")[0] for line in lines[1:]] == ["3", "2", "4", "1", "5"]
    assert lines[1].startswith("⚠️ 3 号 3栋 窨井盖")
    assert lines[-1].endswith("等补充，时间先停着")
    scene.passes(timedelta(days=9))
    scene.runs("chen", "private", show_queue, 0)
    assert "超" in scene.messages("chen")[-1].text.split("\n")[1]


def test_a_long_queue_is_turned_over_in_place(scene: Scene) -> None:
    """Six a page; the buttons edit the list that stands, a new /queue is a new message."""
    for place in range(8):
        scene.reports(text=f"楼道堆了旧沙发{place}", photo=False)
    scene.runs("li", "private", show_queue, 0)
    scene.heard("li")
    first = scene.messages("li")[-1]
    assert (len(first.text.split("\n")), first.labels[-1]) == (7, "后面 ▸")
    assert first.presses[-1] == "queue:turn"
    scene.runs("li", "private", show_queue, 1, turn=True)
    assert scene.heard("li") == []
    second = scene.messages("li")[-1]
    assert (len(second.text.split("\n")), second.labels[-1], second.edits) == (3, "◂ 前面", 1)
    scene.runs("li", "private", show_queue, 99, turn=True)
    assert scene.messages("li")[-1].text == second.text
    scene.runs("li", "private", show_queue, 0)
    assert len(scene.heard("li")) == 1


def test_a_secretarys_queue(scene: Scene) -> None:
    """What climbed to them, and what nobody has in their areas; not what others have in hand."""
    scene.grant("zheng", Role.SECRETARY, "SY")
    climbed, other = scene.reports(), scene.reports(text="楼道灯不亮")
    scene.does("zhou", "beyond", climbed)
    lost = scene.reports("zhao", "单元门坏了", at="LH-1-1", chat="lake")
    scene.runs("zhou", "private", show_queue, 0)
    assert "您手上 1 件" in scene.messages("zhou")[-1].text
    assert f"{climbed} 号" in scene.messages("zhou")[-1].text
    scene.runs("zheng", "private", show_queue, 0)
    assert f"{lost} 号" in scene.messages("zheng")[-1].text
    scene.runs("operator", "private", show_queue, 0)
    assert f"{lost} 号" in scene.messages("operator")[-1].text
    scene.runs("zhao", "private", show_queue, 0)
    assert scene.messages("zhao")[-1].text == "您手上没有事，歇会儿。"
    assert scene.said(scene.runs("zhou", "b3", show_queue, 0)) == "这个请在私聊里问我。"
    assert other


def test_ones_own(scene: Scene) -> None:
    """What one reported or joined, the latest first; from a group it is shown in private."""
    first = scene.reports()
    second = scene.reports("zhao", "楼道灯不亮")
    scene.does("wang", "same", second, chat="b3")
    taken_back = scene.reports("wang", "信报箱坏了")
    scene.does("wang", "withdraw", taken_back)
    assert scene.said(scene.runs("wang", "b3", show_mine)) == "发到私聊里了。"
    mine = scene.messages("wang")[-1]
    assert mine.text.split("\n")[1:] == ["2 号 3栋 楼道灯不亮，已派人", "1 号 3栋 门口垃圾桶坏了，已派人"]
    assert mine.labels == ["2 号", "1 号"]
    assert scene.said(scene.runs("stranger", "b3", show_mine)) == "先点开我的私聊，再说一遍。"
    scene.runs("he", "private", show_mine)
    assert scene.messages("he")[-1].text.startswith("您还没报过")
    assert first == 1


def test_who_had_it_or_whose_report_moved_hears_where_it_is(scene: Scene) -> None:
    """An old button of a former worker, or the number of a report that was merged: a kind word, no riddle."""
    number = scene.reports()
    scene.does("chen", "pass", number, "李〇晴")
    scene.grant("zhao", Role.PROPERTY, "LH")
    assert scene.refused("zhao", "accept", number) == "refusal.no_such_case"
    scene.does("li", "pass", number, "吴师傅")
    assert scene.refused("li", "done", number, "修了") == "refusal.no_longer_yours"
    other = scene.reports("zhang", "垃圾桶盖子掉了", chat="station")
    scene.does("zhou", "merge", other, str(number))
    assert scene.refused("zhang", "withdraw", other, chat="b5") == "refusal.is_merged"
