"""Who reads what of points: after the confirmation, in the evening, in the group, on Monday, and in the ranking."""

import pytest

from domain.errors import Refusal
from storage import ledger
from tests.points.town import Town
from usecases.give_points import give, pause, settle
from usecases.see_points import choose_shown, show_points, show_rank

MONDAY = 0


@pytest.fixture
def town() -> Town:
    """凤凰城 on Monday at nine."""
    return Town()


def test_points_come_after_the_confirmation(town: Town) -> None:
    """Nothing at posting; the first reporter, the neighbour who met the same and the look at the result are paid."""
    town.reports()
    assert town.moves() == []
    town.solved("楼道灯不亮了", same="zhao")
    assert town.moves() == [
        ("award", "report", 2), ("award", "resolved", 3), ("award", "verify", 1), ("award", "same", 1),
    ]  # fmt: skip


def test_refused_later_is_taken_back_and_both_stay(town: Town) -> None:
    """Reopened and then refused: reversals, visible; confirmed again it is paid again, once."""
    number = town.solved(same="zhao")
    town.does("wang", "reopen", number, "又坏了", chat="b3")
    assert "reversal" not in [kind for kind, _, _ in town.moves()]
    town.does(town.keeper(number), "refuse", number, "不是我们的")
    assert [one for one in town.moves() if one[0] == "reversal"] == [
        ("reversal", "report", -2), ("reversal", "resolved", -3), ("reversal", "verify", -1), ("reversal", "same", -1),
    ]  # fmt: skip
    assert (town.has("wang"), town.has("zhao")) == (0, 0)
    town.heard("wang")
    town.evening()
    (line,) = town.heard("wang")
    assert line.endswith("\n有 3 笔冲回，共 6 分。原来的和冲回的，两笔都留在存折里。\n现在 0 分。"), "one sentence"


def test_one_line_in_the_evening(town: Town) -> None:
    """Everything of the day in one line; nothing moved, nothing said; who was told is not told again."""
    town.solved()
    town.solved("楼道灯不亮了")
    town.heard("wang")
    town.evening()
    assert town.heard("wang") == ["今天积分 +12：上报 2 件 +4，办成 2 件 +6，看过结果 2 件 +2。\n现在 12 分。"]
    town.evening()
    assert town.heard("wang") == []


def test_who_has_no_private_chat_hears_in_the_group(town: Town) -> None:
    """A reaction under each report, and one line an evening in each group: no figure, no name, no second line."""
    town.solved(by="zhang")
    town.solved("楼道灯不亮了", by="zhang")
    town.heard("b3")
    town.evening()
    line = "今天办成的事，积分都记上了，谢谢各位。还没跟我私聊过的，点一下就能看自己的存折。"
    assert [one for one in town.heard("b3") if "积分" in one] == [line]
    assert [one for one in town.heard("b5") if "积分" in one] == []
    town.solved("下水道堵了", by="zhang")
    town.evening()
    assert [one for one in town.heard("b3") if "积分" in one] == [line], "another evening, another line"


def test_monday_thanks_the_best(town: Town) -> None:
    """Once in each group, with the count that earned it; equals together; a name only with consent; nobody hidden."""
    for key, shown in (("wang", "named"), ("he", "hidden")):
        town.solved(f"{town.who(key).name}家门口垃圾桶坏了", by=key)
        town.runs(key, "private", choose_shown, shown)
    town.solved("楼道灯不亮了", by="zhao")
    town.solved("单元门门禁坏了", by="he")
    town.gives("xu", 40)
    for group in ("b3", "station", "lake"):
        town.heard(group)
    town.until(MONDAY, 9)
    thanks = "上周报得最多的是王阿姨，1 件问题；一位邻居，1 件问题。谢谢 👏"
    for group in ("b3", "station"):
        assert [one for one in town.heard(group) if "上周" in one] == [thanks]
    assert [one for one in town.heard("lake") if "上周" in one] == [], "not theirs"
    town.until(MONDAY, 9)
    assert [one for one in town.heard("b3") if "上周" in one] == [], "a week without reports has no champion"


def test_ranking_names_only_who_agreed(town: Town) -> None:
    """A neighbour without a name, until she says so; ties share a place and the next is left out; who opts out is not there."""
    town.solved(same="zhang")
    town.solved("楼道灯不亮了", by="zhao")
    town.runs("wang", "private", show_rank, "week")
    assert "1. 您（一位邻居）  6 分\n1. 一位邻居  6 分\n3. 一位邻居  1 分" in town.latest("wang", "points.rank")
    town.runs("wang", "private", choose_shown, "named")
    town.runs("zhang", "b3", show_rank, "month")
    assert "1. 王阿姨  6 分" in town.latest("b3", "points.rank")
    assert "您" not in town.latest("b3", "points.rank"), "a group does not learn which place is whose"
    town.runs("wang", "private", choose_shown, "hidden")
    town.runs("zhang", "b3", show_rank, "week")
    assert "王阿姨" not in town.latest("b3", "points.rank")
    with pytest.raises(Refusal, match="choose_in_private"):
        town.runs("zhang", "b3", choose_shown, "named")


def test_above_the_limit_a_second_person_taps(town: Town) -> None:
    """Fifty points at once; more only with somebody else's yes, once; never without a reason, never to oneself."""
    with pytest.raises(Refusal, match="award_how"):
        town.gives("wang", 20, "")
    with pytest.raises(Refusal, match="award_how"):
        town.runs("zhou", "private", give, None, "王阿姨 1000000 一手滑")
    with pytest.raises(Refusal, match="not_to_yourself"):
        town.gives("zhou", 20)
    town.gives("wang", 50, "陪老人看病")
    town.gives("wang", 51, "救火")
    assert town.moves() == [("given", "given", 50)]
    asked = town.latest("operator", "points.proposal")
    assert "周书记 想给 王阿姨 +51 分。\n理由：救火" in asked
    for key in ("zhou", "wang", "chen"):
        with pytest.raises(Refusal):
            town.runs(key, "private", settle, 2, "yes")
    town.runs("operator", "private", settle, 2, "yes")
    with pytest.raises(Refusal, match="settled_already"):
        town.runs("operator", "private", settle, 2, "yes")
    assert town.has("wang") == 101
    town.gives("wang", 60, "再一次")
    town.runs("operator", "private", settle, 3, "no")
    with pytest.raises(Refusal, match="settled_already"):
        town.runs("operator", "private", settle, 3, "yes")
    assert town.has("wang") == 101


def test_earning_is_paused_with_a_reason_they_see(town: Town) -> None:
    """Nothing new comes in, what is there stays to be spent; the passbook says why; lifted it goes on."""
    town.gives("wang", 5)
    with pytest.raises(Refusal, match="pause_how"):
        town.runs("zhou", "private", pause, None, "王阿姨")
    with pytest.raises(Refusal, match="only_secretaries"):
        town.runs("chen", "private", pause, None, "王阿姨 不喜欢")
    town.runs("zhou", "private", pause, None, "王阿姨 照片都一样，先聊聊")
    assert "照片都一样，先聊聊" in town.heard("wang")[-1]
    town.solved()
    with pytest.raises(Refusal, match="is_paused"):
        town.gives("wang", 5)
    assert town.has("wang") == 5
    town.runs("wang", "private", show_points)
    assert "书记说：照片都一样，先聊聊" in town.latest("wang", "points.passbook")
    town.runs("zhou", "private", pause, None, "王阿姨", on=False)
    town.heard("wang")
    assert town.runs("zhou", "private", pause, None, "王阿姨", on=False).key == "points.not_paused"
    assert town.heard("wang") == [], "and nobody is told twice"
    with pytest.raises(Refusal, match=r"points\.whom"):
        town.runs("zhou", "private", pause, None, "", on=False)
    town.gives("wang", 5)
    assert town.has("wang") == 10
    with town.unit() as unit:
        assert ledger.account_of(unit, town._area(unit, "FHC"), town._person(unit, "wang")).paused_why == ""
