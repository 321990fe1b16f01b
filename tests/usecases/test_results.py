"""The result, and who says whether it is solved."""

from datetime import timedelta

import pytest

from domain.people import Role
from tests.usecases.scene import Scene
from usecases.take_leave import take_leave

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_result_needs_a_photo_or_a_sentence(scene: Scene) -> None:
    """Neither is no result; the question stays open."""
    number = scene.reports()
    scene.does("chen", "accept", number)
    assert scene.does("chen", "done", number) is None
    assert scene.refused("chen", "done", 99) == "refusal.no_such_case"
    assert scene.said(scene.answers("chen", "换了个新桶")).startswith("收到")
    assert scene.status(number) == "resolved"
    result = scene.messages("b3")[-1]
    assert (result.view, result.labels) == ("card.result", ["解决了", "还没好"])
    assert result.text == "「换了个新桶」\n报的邻居，您看好了吗？"
    assert "修好了，待核查" in scene.card("b3", number, "card.group").text
    assert "等居民点头" in scene.card("chen", number).text


def test_the_reporter_confirms(scene: Scene) -> None:
    """The worker hears of it, the result thanks and asks for stars, and the second confirmation is friendly."""
    number = scene.reports()
    scene.does("chen", "done", number, "换了")
    scene.heard("chen")
    assert scene.said(scene.does("wang", "confirm", number, chat="b3")) == "确认了，谢谢您！"
    case = scene.sheet(number).case
    assert (case.status, case.closed_how) == ("closed", "resident")
    assert scene.heard("chen") == ["1 号居民说好了，谢谢您。"]
    assert "已经确认过了" in scene.said(scene.does("wang", "confirm", number, chat="b3"))
    result = next(one for one in scene.messages("b3") if one.view == "card.result")
    assert (result.text, result.labels) == ("确认了，谢谢您，也谢谢陈师傅 🙏", ["1", "2", "3", "4", "5"])
    card = scene.card("b3", number, "card.group").text
    assert "办完了 ✅\n居民 今天 9:00 确认\n用了 " in card


def test_neighbours_confirm_when_they_joined_before(scene: Scene) -> None:
    """Joining after the result gives no say; whoever is on duty or did the work never has one."""
    number = scene.reports("zhang")
    scene.does("wang", "same", number, chat="b3")
    scene.does("li", "same", number, chat="b3")
    scene.does("wu", "same", number, chat="b3")
    scene.passes(HOUR)
    scene.does("chen", "done", number, "换了")
    scene.passes(HOUR)
    scene.does("zhao", "same", number, chat="b3")
    for key in ("zhao", "chen", "wu", "li", "zhou", "stranger"):
        assert scene.refused(key, "confirm", number, chat="b3") in (
            "refusal.only_reporters", "refusal.fixer_never_confirms",
        )
    for key in ("chen", "wu", "li", "zhou"):
        assert scene.refused(key, "confirm", number, chat="b3") == "refusal.fixer_never_confirms"
    scene.does("wang", "confirm", number, chat="b3")
    assert scene.sheet(number).case.closed_how == "resident"


def test_a_reporters_no_beats_a_neighbours_yes(scene: Scene) -> None:
    """Also when the neighbour was faster; the other way round it does not work."""
    number = scene.reports("zhang")
    scene.does("wang", "same", number, chat="b3")
    scene.passes(HOUR)
    scene.does("chen", "done", number, "换了")
    scene.does("zhang", "reopen", number)
    scene.does("wang", "confirm", number, chat="b3")
    assert scene.status(number) == "closed"
    scene.heard("chen")
    assert scene.said(scene.answers("zhang", "盖子还是坏的", chat="b3")).startswith("好，1 号重新打开")
    assert (scene.status(number), scene.sheet(number).case.closed_how) == ("accepted", None)
    assert scene.heard("chen") == ["1 号邻居说还没好：「盖子还是坏的」。麻烦您再看看。"]
    assert scene.messages("chen")[-1].labels == ["办好了", "知道了"]
    assert "邻居说还没好：「盖子还是坏的」" in scene.card("chen", number, "card.work").text
    assert scene.refused("wang", "confirm", number, chat="b3") == "refusal.too_late"
    scene.does("chen", "done", number, "换了盖子")
    scene.does("zhang", "confirm", number)
    assert scene.refused("wang", "reopen", number, "我看不行", chat="b3") == "refusal.only_reporters"


def test_the_old_result_steps_back(scene: Scene) -> None:
    """After "not solved" the picture says that it does not count, and the next result is a new message."""
    number = scene.reports()
    scene.does("chen", "done", number, "换了")
    scene.does("wang", "reopen", number, "没换好", chat="b3")
    results = [one for one in scene.messages("b3") if one.view == "card.result"]
    assert [(one.text, one.labels) for one in results] == [("1 号还在办，这张先不算。", [])]
    scene.does("chen", "done", number, "这回换好了")
    results = [one for one in scene.messages("b3") if one.view == "card.result"]
    assert [one.text for one in results] == ["这是上一次的结果，新的在下面。", "「这回换好了」\n报的邻居，您看好了吗？"]


def test_reopening_takes_a_reason_and_half_the_time(scene: Scene) -> None:
    """Within fourteen days of closing, not after; the first due time stays in the figures."""
    number = scene.reports()
    first = scene.sheet(number).case
    scene.does("chen", "beyond", number)
    scene.does("chen", "done", number, "换了")
    scene.does("wang", "confirm", number, chat="b3")
    scene.passes(14 * DAY - HOUR)
    assert scene.does("wang", "reopen", number) is None
    scene.does("wang", "reopen", number, "又坏了")
    again = scene.sheet(number).case
    assert again.resolve_by - scene.now == (first.resolve_by - first.filed_at) / 2
    assert (again.first_resolve_by, again.level, again.overseer_id) == (first.first_resolve_by, None, None)
    scene.does("chen", "done", number, "又换了")
    scene.does("wang", "confirm", number, chat="b3")
    scene.passes(14 * DAY + HOUR)
    assert scene.refused("wang", "reopen", number, "还是坏") == "refusal.reopen_too_late"
    assert scene.refused("zhou", "reopen", number, "还是坏") == "refusal.reopen_too_late"


def test_reopened_when_the_worker_is_gone(scene: Scene) -> None:
    """Somebody else gets it, as a new duty."""
    number = scene.reports()
    scene.does("chen", "done", number, "换了")
    scene.runs("chen", "private", take_leave, "until 5月30日")
    assert scene.has_it(number) == "陈师傅"
    scene.heard("wu")
    scene.does("wang", "reopen", number, "没好")
    assert (scene.status(number), scene.has_it(number)) == ("dispatched", "吴师傅")
    assert "邻居说还没好：「没好」" in scene.heard("wu")[0]


def test_rating(scene: Scene) -> None:
    """One to five, once it is closed; a second one takes the first one's place; only those with a say."""
    number = scene.reports()
    assert scene.refused("wang", "rate", number, "5") == "refusal.too_late"
    scene.does("chen", "done", number, "换了")
    scene.does("wang", "confirm", number, chat="b3")
    for stars in ("0", "6", "五", "55", ""):
        assert scene.refused("wang", "rate", number, stars) == "refusal.stars"
    for key in ("chen", "zhou", "li"):
        assert scene.refused(key, "rate", number, "5", chat="b3") == "refusal.fixer_never_confirms"
    scene.does("wang", "rate", number, "2", chat="b3")
    scene.does("wang", "rate", number, "4", chat="b3")
    assert scene.sheet(number).stars == (4,)
    assert "打分 4.0（1 位）" in next(one.text for one in scene.messages("b3") if one.view == "card.result")


@pytest.mark.parametrize("reporter", ["chen", "li"])
def test_where_only_staff_reported_the_secretary_confirms(scene: Scene, reporter: str) -> None:
    """The fixer's own find, or a patrol's: the secretary is asked, reminded, and confirms."""
    number = scene.reports(reporter)
    worker = scene.keeper(number)
    scene.heard("zhou")
    scene.does(worker, "done", number, "顺手修了")
    (asked,) = scene.heard("zhou")
    assert asked.startswith("修好了。报的是在岗的人，请您看看算不算办完。")
    assert scene.card("zhou", number).labels == ["解决了", "还没好"]
    assert scene.refused(reporter, "confirm", number, chat="b3") == "refusal.fixer_never_confirms"
    scene.passes(25 * HOUR)
    assert len(scene.heard("zhou")) == 1
    scene.heard(worker)
    scene.does("zhou", "confirm", number)
    assert scene.sheet(number).case.closed_how == "secretary"
    assert scene.heard(worker) == ["1 号书记看过了，办完了，谢谢您。"]
    assert "书记 明天" not in scene.card("b3", number, "card.group").text


def test_the_secretary_never_confirms_their_own_work(scene: Scene) -> None:
    """Led and done by the secretary: it closes by silence, or another secretary confirms."""
    scene.grant("zheng", Role.SECRETARY, "SY")
    number = scene.reports("li")
    scene.does("zhou", "lead", number)
    scene.heard("zhou")
    scene.heard("zheng")
    scene.does("zhou", "done", number, "修了")
    assert scene.heard("zhou") == []
    assert [one.partition("\n")[0] for one in scene.heard("zheng")] == [
        "修好了。报的是在岗的人，请您看看算不算办完。"
    ]
    assert scene.refused("zhou", "confirm", number) == "refusal.fixer_never_confirms"
    scene.does("zheng", "confirm", number)
    assert scene.sheet(number).case.closed_how == "secretary"


def test_the_helper_answers_for_the_reporter(scene: Scene) -> None:
    """Entered for somebody else: the helper confirms, unless they did the work themselves."""
    number = scene.reports("li", on_behalf="王大爷")
    worker = scene.keeper(number)
    scene.does(worker, "done", number, "修了")
    scene.does("li", "confirm", number)
    assert scene.sheet(number).case.closed_how == "resident"
    other = scene.reports("chen", "楼道灯不亮了", on_behalf="李大妈")
    scene.does("zhou", "assign", other, "陈师傅") if scene.has_it(other) != "陈师傅" else None
    scene.does("chen", "done", other, "修了")
    assert scene.refused("chen", "confirm", other) == "refusal.fixer_never_confirms"
    scene.does("zhou", "confirm", other)
    assert scene.sheet(other).case.closed_how == "secretary"
