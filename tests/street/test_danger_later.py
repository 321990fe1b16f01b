"""Words of danger to life that come after the report: heard at once by everybody who can do something about it."""

from datetime import timedelta

import pytest

from tests.street.scene import Street, labels, picture, words
from tests.street.traces import number_of_cases, spoken

SPARKS = "现在冒火花了"


def numbers_told(street: Street) -> int:
    """How often the group was told whom to call."""
    return sum("119" in one for one in spoken(street, street.group))


async def accepted(street: Street) -> None:
    """王阿姨's lamp is 陈师傅's, and he has said yes."""
    await street.report("3栋门口垃圾桶坏了")
    await street.press(street.chen, street.last(street.chen), "接单")


async def test_sparks_under_a_card(street: Street) -> None:
    """Critical with clocks of its own, the numbers once, the words and a new duty to the worker, who sees the sign."""
    await accepted(street)
    before, heard = (await street.case(1)).case, len(spoken(street, street.chen))
    card = street.card(street.group, 1)
    await street.says(street.wang, street.group, SPARKS, reply_to=card)
    after = (await street.case(1)).case
    assert (before.urgency, after.urgency) == ("normal", "critical")
    assert after.resolve_by < before.resolve_by
    assert (await street.kinds(1))[-2:] == ["added", "raised"]
    assert numbers_told(street) == 1
    news = spoken(street, street.chen)[heard:]
    assert len(news) == 2
    assert SPARKS in news[0]
    assert news[1].startswith("⚠️ 危急，先保安全")
    assert words(card).startswith("⚠️ 先绕开走，别靠近")
    await street.says(street.wang, street.group, "又冒火花了", reply_to=card)
    assert numbers_told(street) == 1
    assert (await street.kinds(1)).count("raised") == 1


async def test_somebody_passing_by_is_heard(street: Street) -> None:
    """张叔 has nothing to do with the case: what he remarks is his own affair, a danger is everybody's."""
    await accepted(street)
    card = street.card(street.group, 1)
    await street.says(street.zhang, street.group, "真是的", reply_to=card)
    await street.says(street.zhang, street.group, "有人被困", reply_to=card)
    assert (await street.case(1)).case.urgency == "critical"
    assert "有人被困" in "".join(spoken(street, street.chen))


async def test_a_danger_that_only_the_report_explains(street: Street) -> None:
    """压到人了 says nothing alone; under a fallen tree it does. Who is on duty may ask without making it one."""
    await street.report("楼下的大树倒了")
    card = street.card(street.group, 1)
    await street.says(street.zhou, street.group, "有没有人受伤", reply_to=card)
    assert (await street.case(1)).case.urgency == "urgent"
    await street.says(street.wang, street.group, "压到人了", reply_to=card)
    assert (await street.case(1)).case.urgency == "critical"


@pytest.mark.parametrize("said", ["没有着火", "谢谢", "怕着火，麻烦快点", "已经不漏气了，谢谢", "在北门那边"])
async def test_what_is_denied_feared_or_kind_does_nothing(street: Street, said: str) -> None:
    """It is an addition like any other."""
    await accepted(street)
    before = (await street.case(1)).case
    await street.says(street.wang, street.group, said, reply_to=street.card(street.group, 1))
    after = (await street.case(1)).case
    assert (after.urgency, after.resolve_by) == (before.urgency, before.resolve_by)
    assert (await street.kinds(1))[-1] == "added"
    assert numbers_told(street) == 0


async def test_one_more_photo_and_an_album_tell_of_it(street: Street) -> None:
    """The caption counts, of one photo and of several."""
    await street.report("3栋门口垃圾桶坏了")
    await street.says(
        street.wang, street.group, photo=picture("red"), caption=SPARKS, reply_to=street.card(street.group, 1)
    )
    assert (await street.case(1)).case.urgency == "critical"
    await street.report("楼道灯不亮了", street.zhang)
    two = [picture("red"), picture("gold")]
    await street.says(street.zhang, street.group, photo=two, caption="漏气了", reply_to=street.card(street.group, 2))
    assert (await street.case(2)).case.urgency == "critical"
    assert numbers_told(street) == 2


async def test_in_private_under_the_acknowledgement(street: Street) -> None:
    """The numbers are said where it was told; the group sees the sign on its card and no word of it."""
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, photo=picture(), caption="3栋楼道灯不亮了")
    await street.says(street.wang, street.bot, photo=picture("red"), reply_to=street.card(street.wang, 1))
    assert words(street.last(street.wang)) == "补充上了。（1 号）"
    await street.says(street.wang, street.bot, SPARKS, reply_to=street.last(street.wang))
    assert (await street.case(1)).case.urgency == "critical"
    assert any("119" in one for one in spoken(street, street.wang))
    assert SPARKS not in "".join(spoken(street, street.group))


async def test_a_private_case_stays_private(street: Street) -> None:
    """A quarrel that gets dangerous is told to whoever has it; no group reads of it."""
    quiet = spoken(street, street.group)
    he = await street.quarrel()
    assert (await street.case(1)).case.private
    before = (await street.case(1)).case.urgency
    await street.says(street.wang, street.bot, "着火了", reply_to=street.card(street.wang, 1))
    assert (before, (await street.case(1)).case.urgency) == ("urgent", "critical")
    assert "着火了" in "".join(spoken(street, he))
    assert spoken(street, street.group) == quiet


async def test_a_danger_does_not_wait_for_an_answer(street: Street) -> None:
    """A neighbour sees sparks while the worker waits for the reporter: the clock runs, and on the shorter promise."""
    await accepted(street)
    await street.says(street.chen, street.bot, "问一问 1 哪个桶？")
    assert (await street.case(1)).case.status == "waiting"
    await street.says(street.zhang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    case = (await street.case(1)).case
    assert (case.status, case.urgency) == ("accepted", "critical")
    assert case.due_at is not None
    assert case.due_at - street.clock.now() < timedelta(hours=7)


async def test_an_answer_tells_of_danger(street: Street) -> None:
    """It was only asked which bin."""
    await accepted(street)
    await street.says(street.chen, street.bot, "问一问 1 哪个桶？")
    await street.says(street.wang, street.group, "门口那个，现在冒火花了", reply_to=street.last(street.group))
    case = (await street.case(1)).case
    assert (case.status, case.urgency) == ("accepted", "critical")
    assert (await street.kinds(1))[-2:] == ["answered", "raised"]
    assert numbers_told(street) == 1


async def test_no_department_has_days_for_it(street: Street) -> None:
    """The promise of an outside department was made for something else; the edited caption says so."""
    posted = await street.says(street.wang, street.group, photo=picture(), caption="楼下的大树倒了")
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.says(street.chen, street.bot, "转外单位 1 园林所 三天")
    assert (await street.case(1)).case.status == "coordinating"
    heard = len(spoken(street, street.chen))
    street.wang.edits(posted, "楼下的大树倒了，压到人了")
    await street.settled()
    case = (await street.case(1)).case
    assert (case.status, case.urgency) == ("coordinating", "critical")
    assert case.due_at is not None
    assert case.due_at - street.clock.now() < timedelta(hours=7)
    assert len(spoken(street, street.chen)) == heard + 1


async def test_a_result_and_then_sparks(street: Street) -> None:
    """Nobody reopens it but who may: the worker and the secretary hear of it at once, and she has the button."""
    await accepted(street)
    await street.says(street.chen, street.bot, "办好了 1 换了")
    worker, secretary = len(spoken(street, street.chen)), len(spoken(street, street.zhou))
    await street.says(street.zhang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    case = (await street.case(1)).case
    assert (case.status, case.urgency) == ("resolved", "critical")
    assert numbers_told(street) == 1
    assert any("请马上去看" in one and SPARKS in one for one in spoken(street, street.chen)[worker:])
    (told,) = spoken(street, street.zhou)[secretary:]
    assert told.startswith(f"⚠️ 刚有人说有危险：「{SPARKS}」")
    alarm = street.last(street.zhou)
    assert labels(alarm) == ["还没好"]
    await street.press(street.zhou, alarm, "还没好")
    await street.says(street.zhou, street.bot, "还在冒火花")
    assert words(alarm).startswith("3栋 门口垃圾桶坏了")
    case = (await street.case(1)).case
    assert case.status == "accepted"
    assert case.resolve_by - street.clock.now() < timedelta(hours=4)


async def test_not_solved_and_dangerous(street: Street) -> None:
    """Who may reopen it says why: sparks. Half of the usual time is too long for that."""
    await accepted(street)
    await street.says(street.chen, street.bot, "办好了 1 换了")
    await street.says(street.wang, street.group, "还没好 1 现在冒火花了")
    case = (await street.case(1)).case
    assert (case.status, case.urgency) == ("accepted", "critical")
    assert case.resolve_by - street.clock.now() < timedelta(hours=7)


async def test_a_danger_under_a_case_that_is_over(street: Street) -> None:
    """There is nothing to add it to: it is a report of its own, and not overheard."""
    await accepted(street)
    await street.says(street.chen, street.bot, "办好了 1 换了")
    await street.press(street.wang, street.last(street.group), "解决了")
    await street.says(street.zhang, street.group, "谢谢", reply_to=street.card(street.group, 1))
    assert await number_of_cases(street) == 1
    told = await street.says(
        street.zhang, street.group, photo=picture("red"), caption=SPARKS, reply_to=street.card(street.group, 1)
    )
    case = (await street.case(2)).case
    assert case.urgency == "critical"
    assert (await street.case(2)).reports[0].message_id == told.id
    assert (await street.case(1)).case.status == "closed"
    assert numbers_told(street) == 1


async def test_an_addition_that_is_edited_to_tell_of_it(street: Street) -> None:
    """北门那边 becomes 北门那边，冒火花了; any other change of it is not kept twice."""
    await accepted(street)
    said = await street.says(street.wang, street.group, "在北门那边", reply_to=street.card(street.group, 1))
    street.wang.edits(said, "在北门这边")
    await street.settled()
    assert (await street.kinds(1)).count("added") == 1
    street.wang.edits(said, "在北门那边，冒火花了")
    await street.settled()
    assert (await street.case(1)).case.urgency == "critical"
    assert "在北门那边，冒火花了" in "".join(spoken(street, street.chen))


async def test_a_report_command_under_a_card_is_heard(street: Street) -> None:
    """It is known already, but not that it is dangerous."""
    await accepted(street)
    await street.says(street.zhang, street.group, f"/report {SPARKS}", reply_to=street.card(street.group, 1))
    assert (await street.case(1)).case.urgency == "critical"
    assert await number_of_cases(street) == 1


async def test_what_was_late_stays_late(street: Street) -> None:
    """A danger gives nobody more time, and hides no lateness from the figures."""
    await accepted(street)
    before = (await street.case(1)).case
    street.clock.shift(before.resolve_by - street.clock.now() + timedelta(hours=1))
    await street.settled()
    await street.says(street.wang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    after = (await street.case(1)).case
    assert after.urgency == "critical"
    assert (after.resolve_by, after.first_resolve_by) == (before.resolve_by, before.first_resolve_by)
    assert after.respond_by == before.respond_by


async def test_nobody_has_it_yet(street: Street) -> None:
    """Whoever was alarmed because nobody could be found is alarmed once more, with the words."""
    await street.report("3栋门口垃圾桶坏了")
    for person in (street.li, street.zhou, street.chen):
        await street.says(person, street.bot, "/leave until 12月30日")
    assert (await street.case(1)).case.status == "filed"
    before = {one.first_name: len(spoken(street, one)) for one in (street.zhou, street.operator)}
    await street.says(street.wang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    assert (await street.case(1)).case.urgency == "critical"
    for person in (street.zhou, street.operator):
        (told,) = spoken(street, person)[before[person.first_name] :]
        assert SPARKS in told
        assert "1 号，还没派出去" in told


async def test_another_kind_of_danger_counts_from_when_it_was_told(street: Street) -> None:
    """What is put into the right category a day later was no danger yesterday."""
    await accepted(street)
    street.clock.shift(timedelta(days=1))
    await street.settled()
    await street.says(street.wang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    await street.says(street.zhou, street.bot, "改分类 1 楼道堆物")
    case = (await street.case(1)).case
    assert (case.category, case.urgency) == ("fire.corridor_clutter", "critical")
    assert street.clock.now() < case.resolve_by < street.clock.now() + timedelta(hours=7)


async def test_the_secretary_knows_better(street: Street) -> None:
    """没有危险: as urgent as before and by when it was promised before; the worker hears it, the history keeps it."""
    await accepted(street)
    before = (await street.case(1)).case
    await street.says(street.wang, street.group, "有火花", reply_to=street.card(street.group, 1))
    await street.says(street.zhou, street.bot, "/case 1")
    await street.press(street.zhou, street.last(street.zhou), "分错了")
    await street.press(street.zhou, street.last(street.zhou), "没有危险，按「一般」办")
    after = (await street.case(1)).case
    assert (after.urgency, after.resolve_by) == (before.urgency, before.resolve_by)
    assert (after.respond_by, after.first_resolve_by) == (before.respond_by, before.first_resolve_by)
    assert (await street.kinds(1))[-1] == "lowered"
    assert words(street.last(street.chen)).startswith("1 号书记看过了，没有危险")
    assert not words(street.card(street.group, 1)).startswith("⚠️")


async def test_only_who_oversees_lowers_it(street: Street) -> None:
    """The worker is not offered it, and typed it is refused; the reporter too. In words the secretary may say it."""
    await accepted(street)
    await street.says(street.wang, street.group, "有火花", reply_to=street.card(street.group, 1))
    await street.press(street.chen, street.card(street.chen, 1), "分错了")
    assert "没有危险，按「一般」办" not in labels(street.last(street.chen))
    for person in (street.chen, street.wang):
        await street.says(person, street.bot if person is street.chen else street.group, "改分类 1 一般")
        assert (await street.case(1)).case.urgency == "critical"
    await street.says(street.zhou, street.bot, "改分类 1 不急")
    assert (await street.case(1)).case.urgency == "low"
    await street.says(street.zhou, street.bot, "改分类 1 一般")
    assert "不是最急的" in words(street.last(street.zhou))


async def test_what_the_secretary_decided_stays_decided(street: Street) -> None:
    """The report reads like a danger still: neither a slip of the pen in it nor where it is makes it one again."""
    posted = await street.says(street.wang, street.group, photo=picture(), caption="楼下的大树倒了，压到人了")
    await street.says(street.zhou, street.bot, "改分类 1 紧急")
    assert (await street.case(1)).case.urgency == "urgent"
    await street.says(street.wang, street.group, "在北门那边", reply_to=street.card(street.group, 1))
    street.wang.edits(posted, "楼下的大树倒了，压到人了！")
    await street.settled()
    assert (await street.case(1)).case.urgency == "urgent"
    await street.says(street.wang, street.group, "有人受伤了", reply_to=street.card(street.group, 1))
    assert (await street.case(1)).case.urgency == "critical"


async def test_the_right_category_ends_the_danger_of_the_wrong_one(street: Street) -> None:
    """What was critical for its category alone is as urgent as the one that it is put into."""
    await street.report("闻到煤气味")
    assert (await street.case(1)).case.urgency == "critical"
    await street.says(street.zhou, street.bot, "改分类 1 sanitation.odor")
    assert (await street.case(1)).case.urgency != "critical"


async def test_what_waits_for_the_morning_holds_no_danger_back(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case was late, and its card waited for the secretary to wake up: with the words it goes when next looked at."""
    monkeypatch.setattr("bot.sender.AFRESH", 0.3)
    await street.says(street.zhou, street.bot, "/quiet 20-11")
    await accepted(street)
    later = (street.clock.now() + timedelta(days=12)).astimezone(street.gridbee.database.rules.zone)
    await street.moves_to(f"{later:%Y-%m-%d} 09:30")
    assert (await street.case(1)).case.overseer_id is not None
    heard = len(spoken(street, street.zhou))
    await street.says(street.wang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    await street.until(lambda: SPARKS in "".join(spoken(street, street.zhou)[heard:]))


async def test_a_danger_in_private_under_a_case_that_is_over(street: Street) -> None:
    """It is taken for the report that it is: the numbers, and where it is."""
    street.wang.starts(street.bot)
    await street.says(street.wang, street.bot, photo=picture(), caption="3栋楼道灯不亮了")
    card = street.card(street.wang, 1)
    await street.says(street.chen, street.bot, "办好了 1 换了")
    await street.says(street.wang, street.bot, "解决了 1")
    assert (await street.case(1)).case.status == "closed"
    await street.says(street.wang, street.bot, "又冒火花了", reply_to=card)
    assert any("119" in one for one in spoken(street, street.wang))
    await street.press(street.wang, street.last(street.wang), "3栋")
    assert (await street.case(2)).case.urgency == "critical"
