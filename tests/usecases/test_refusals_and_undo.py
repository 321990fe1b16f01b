"""Refusing with a reason, appealing, overruling; and taking one's own last step back."""

from datetime import timedelta

import pytest

from domain.people import Role
from tests.usecases.scene import Scene

TEN = timedelta(minutes=10)


def test_refusing_needs_a_reason_that_the_reporter_reads(scene: Scene) -> None:
    """In private; the group only sees that it was refused."""
    number = scene.reports(text="楼顶信号不好")
    worker = scene.keeper(number)
    scene.heard("wang")
    assert scene.does(worker, "refuse", number) is None
    assert "为什么不受理" in scene.heard(worker)[-1]
    scene.answers(worker, "基站归运营商管，可打 10086 反映")
    (told,) = scene.heard("wang")
    assert "为什么：基站归运营商管，可打 10086 反映" in told
    assert scene.messages("wang")[-1].labels == ["我不同意"]
    card = scene.card("b3", number)
    assert "没有受理" in card.text
    assert "10086" not in card.text


def test_refusing_in_a_group_only_nudges(scene: Scene) -> None:
    """Somebody without a private chat finds the reason behind a link that only they can open."""
    number = scene.reports("zhang")
    scene.heard("b3")
    scene.does("chen", "refuse", number, "不归我们")
    assert scene.heard("b3") == ["有句话要单独跟您说，点开就能看。"]
    nudge = scene.messages("b3")[-1]
    assert (nudge.labels, nudge.presses) == (["打开私聊"], ["https://t.me/gridbee_bot?start=c1"])


def test_appealing_once(scene: Scene) -> None:
    """The secretary sees the reason and may give it to somebody; the reporter hears so; a second appeal is refused."""
    number = scene.reports()
    scene.does("chen", "refuse", number, "不归我们")
    assert scene.refused("zhao", "appeal", number, chat="b3") == "refusal.only_reporters"
    scene.heard("zhou")
    scene.does("wang", "appeal", number)
    (asked,) = scene.heard("zhou")
    assert asked.startswith("报的邻居不同意不受理，请您看看。\n为什么：不归我们")
    assert scene.card("zhou", number).labels == ["重新派", "换个人", "我来领"]
    assert scene.refused("wang", "appeal", number) == "refusal.appealed_already"
    assert scene.refused("chen", "overrule", number) == "refusal.not_yours"
    scene.heard("wang")
    scene.does("zhou", "overrule", number)
    assert scene.status(number) == "dispatched"
    assert scene.heard("wang") == ["1 号重新派人了，您放心。"]
    assert scene.kinds(number)[-3:] == ["refused", "appealed", "overruled"]
    assert scene.refused("zhou", "overrule", number) == "refusal.too_late"
    scene.does("zhou", "refuse", number, "真的不归我们")
    assert scene.refused("wang", "appeal", number) == "refusal.appealed_already"


def test_an_appeal_goes_to_another_secretary(scene: Scene) -> None:
    """To the next one up when the nearest refused it; where there is no other, to the same one."""
    number = scene.reports()
    scene.does("zhou", "refuse", number, "不归我们")
    scene.heard("zhou")
    scene.does("wang", "appeal", number)
    assert len(scene.heard("zhou")) == 1
    scene.grant("zheng", Role.SECRETARY, "SY")
    other = scene.reports(text="楼道灯不亮")
    scene.does("zhou", "refuse", other, "不归我们")
    scene.heard("zhou")
    scene.does("wang", "appeal", other)
    assert (len(scene.heard("zheng")), scene.heard("zhou")) == (1, [])


@pytest.mark.parametrize(("verb", "words", "kind"), [("assign", "吴师傅", "assigned"), ("lead", "", "accepted")])
def test_a_refused_case_is_taken_up_again(scene: Scene, verb: str, words: str, kind: str) -> None:
    """Assigning or leading it overrules as well."""
    number = scene.reports()
    scene.does("chen", "refuse", number, "不归我们")
    scene.heard("wang")
    scene.does("zhou", verb, number, words)
    assert scene.kinds(number)[-1] == kind
    assert scene.heard("wang") == ["1 号重新派人了，您放心。"]


def test_a_secretary_refuses_for_the_worker(scene: Scene) -> None:
    """Whoever had it hears so."""
    number = scene.reports()
    scene.heard("chen")
    scene.does("zhou", "refuse", number, "不归我们")
    assert scene.heard("chen") == ["周书记把 1 号定为不受理，您不用管了。"]


def test_undoing_a_result(scene: Scene) -> None:
    """Within ten minutes, by whoever gave it, even when a neighbour joined meanwhile; then it can be done again."""
    number = scene.reports()
    scene.does("chen", "done", number, "换了")
    scene.does("zhao", "same", number, chat="b3")
    assert scene.refused("zhou", "undo", number) == "refusal.nothing_to_undo"
    scene.passes(TEN - timedelta(seconds=5))
    assert scene.said(scene.does("chen", "undo", number)) == "收回了，1 号还在您手上。"
    assert (scene.status(number), scene.sheet(number).case.delivered_at) == ("accepted", None)
    assert scene.refused("chen", "undo", number) == "refusal.nothing_to_undo"
    scene.passes(timedelta(hours=80))
    assert scene.status(number) == "accepted"
    scene.does("chen", "done", number, "这回真换了")
    results = [one for one in scene.messages("b3") if one.view == "card.result"]
    assert [one.labels for one in results] == [[], ["解决了", "还没好"]]
    scene.passes(TEN + timedelta(seconds=1))
    assert scene.refused("chen", "undo", number) == "refusal.nothing_to_undo"


def test_undoing_a_refusal(scene: Scene) -> None:
    """The reporter hears that it goes on, and whoever refused it has it in hand."""
    number = scene.reports()
    scene.does("chen", "refuse", number, "不归我们")
    scene.heard("wang")
    assert scene.said(scene.does("chen", "undo", number)) == "收回了，1 号接着办。"
    assert (scene.status(number), scene.has_it(number)) == ("accepted", "陈师傅")
    assert scene.heard("wang") == ["1 号重新派人了，您放心。"]
    scene.does("zhou", "refuse", number, "不归我们")
    scene.heard("chen")
    scene.does("zhou", "undo", number)
    assert (scene.status(number), scene.has_it(number)) == ("dispatched", "陈师傅")
    assert scene.heard("chen") == ["1 号又归您了，麻烦接着看看。"]


def test_undoing_a_question(scene: Scene) -> None:
    """Nobody need answer any more: the next word is no answer, and nothing ends a wait later."""
    number = scene.reports()
    scene.does("chen", "ask", number, "哪一个？")
    scene.heard("wang")
    scene.does("chen", "undo", number)
    assert scene.status(number) == "accepted"
    assert scene.heard("wang") == ["1 号的问题收回了，您不用回了。"]
    with pytest.raises(AssertionError, match="nothing was asked"):
        scene.answers("wang", "左边")
    scene.passes(timedelta(days=4))
    assert "waiting_ended" not in scene.kinds(number)


def test_undoing_a_hand_over(scene: Scene) -> None:
    """The outside department never had it."""
    number = scene.reports()
    scene.does("chen", "external", number, "自来水公司 5月13日")
    scene.does("chen", "undo", number)
    case = scene.sheet(number).case
    assert (case.status, case.outside, case.promised_by) == ("accepted", "", None)
    assert "正在办" in scene.card("b3", number).text


def test_what_is_no_step_of_ones_own_stays(scene: Scene) -> None:
    """Accepting and passing on are not taken back this way, nor is what somebody else did."""
    number = scene.reports()
    scene.does("chen", "accept", number)
    assert scene.refused("chen", "undo", number) == "refusal.nothing_to_undo"
    scene.does("chen", "done", number, "换了")
    scene.does("wang", "reopen", number, "没好")
    assert scene.refused("chen", "undo", number) == "refusal.nothing_to_undo"


def test_an_answer_that_comes_too_late(scene: Scene) -> None:
    """It says how the case stands, once, and the question is closed: the next words are free again."""
    number = scene.reports()
    scene.does("chen", "accept", number)
    scene.does("chen", "done", number)
    scene.does("wang", "withdraw", number)
    said = scene.answers("chen", "换好了")
    assert scene.said(said) == "1 号现在是「已撤回」，这一步用不上了。"
    with pytest.raises(AssertionError, match="nothing was asked"):
        scene.answers("chen", "换好了")


def test_a_question_expires(scene: Scene) -> None:
    """After half an hour a plain message is no answer; a new question takes the old one's place."""
    number = scene.reports()
    scene.does("chen", "accept", number)
    scene.does("chen", "refuse", number)
    scene.does("chen", "done", number)
    scene.answers("chen", "换了")
    assert scene.status(number) == "resolved"
    other = scene.reports(text="楼道灯不亮")
    worker = scene.keeper(other)
    scene.does(worker, "done", other)
    scene.passes(timedelta(minutes=31))
    with pytest.raises(AssertionError, match="nothing was asked"):
        scene.answers(worker, "换了")
