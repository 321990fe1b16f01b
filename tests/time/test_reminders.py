"""Time passes: reminders, climbing, more time, quiet nights, and a day on which the machine was off."""

from datetime import UTC, timedelta

import pytest

from domain.case import Status
from domain.people import Level, Role
from tests.time.book import at
from tests.time.clockwork import MINUTE, Clockwork, lines
from usecases.choose_habits import choose_quiet

TUESDAY = "2026-12-08 09:00"
FRIDAY = "2026-12-11 09:05"
"""Just after a case of Tuesday morning is due."""


@pytest.fixture
def town() -> Clockwork:
    """凤凰城, on the Monday before."""
    return Clockwork(now=at("2026-12-07 08:30").astimezone(UTC))


def test_before_anybody_says_yes_the_answer_is_what_is_due(town: Clockwork) -> None:
    """An assignment that nobody accepts is reminded of, and climbs when its answer is late; the secretary takes it."""
    town.goes_to(TUESDAY)
    number = town.reports()
    worker, case = town.keeper(number), town.case(number)
    town.heard(worker)
    town.goes_to(case.filed_at + (case.respond_by - case.filed_at) / 2 + MINUTE)
    assert "1 号还没接" in town.last(worker).text
    assert town.last(worker).labels == ["接单", "转给别人"]
    town.goes_to(case.respond_by + MINUTE)
    assert town.case(number).level is Level.COMMUNITY
    assert lines(town.heard("zhou"), "⏰ ")
    town.does("zhou", "lead", number)
    led = town.case(number)
    assert (led.status, led.led, led.level) == (Status.ACCEPTED, True, Level.COMMUNITY)


def test_a_case_that_nobody_has_climbs_too(town: Clockwork) -> None:
    """柳湖 has nobody: the street's secretary gets it when its answer is late, and hears that it has no worker."""
    town.goes_to(TUESDAY)
    number = town.reports(at="LH-1-1", chat="lake")
    assert (town.status(number), town.has_it(number)) == ("filed", "")
    town.grant("zheng", Role.SECRETARY, "SY")
    town.heard("zheng")
    town.goes_to(town.case(number).respond_by + MINUTE)
    assert town.case(number).level is Level.STREET
    (alarm,) = lines(town.heard("zheng"), "⏰ ")
    assert "柳湖1栋 门口垃圾桶坏了" in alarm
    assert "还没找到人" in alarm
    town.goes_to(town.case(number).respond_by + timedelta(days=2))
    assert lines(town.heard("zheng"), "⏰ ") == [], "nobody is higher: from now on it stands in the digest"


def test_every_mark_is_said_once(town: Clockwork) -> None:
    """Rounds that come again and a clock that goes back an hour say nothing twice."""
    number = town.accepted(TUESDAY)
    worker = town.keeper(number)
    town.goes_to("2026-12-09 21:05")
    town.goes_to(FRIDAY)
    assert len(town.heard(worker)) == 2
    town.heard("zhou")
    for moment in ("2026-12-11 09:06", "2026-12-11 08:06", "2026-12-11 08:59", "2026-12-11 09:07"):
        town.goes_to(moment)
        assert (town.heard(worker), lines(town.heard("zhou"), "⏰")) == ([], []), moment


def test_at_the_top_it_climbs_no_more(town: Clockwork) -> None:
    """After the community's secretary there is nobody else: said once, and every morning in the list."""
    number = town.accepted(TUESDAY)
    worker = town.keeper(number)
    town.goes_to(FRIDAY)
    town.goes_to("2026-12-14 09:10")
    assert town.case(number).level is Level.COMMUNITY
    assert len([one for one in town.heard(worker) if "上面没有别人了" in one]) == 1
    for day in (15, 16, 17):
        town.heard("zhou")
        town.goes_to(f"2026-12-{day} 09:10")
        assert [one for one in town.heard(worker) if "上面没有别人了" in one] == []
        assert any("超期 1 件" in one for one in town.heard("zhou")), "every morning"


def test_it_climbs_level_by_level_and_everybody_hears_of_it(town: Clockwork) -> None:
    """Grid, community, street, one working day apart; whoever looked before hears who looks now."""
    town.grant("xu", Role.SECRETARY, "FHC-1")
    town.grant("zheng", Role.SECRETARY, "SY")
    number = town.accepted(TUESDAY)
    worker = town.keeper(number)
    town.goes_to(FRIDAY)
    assert town.case(number).level is Level.GRID
    assert "已请徐书记一起想办法" in town.heard(worker)[-1]
    town.goes_to("2026-12-12 09:10")
    assert town.case(number).level is Level.GRID, "Saturday is no working day"
    town.heard("xu")
    town.goes_to("2026-12-14 09:10")
    assert town.case(number).level is Level.COMMUNITY
    assert any("又请了周书记一起看。" in one for one in town.heard("xu"))
    assert lines(town.heard("zhou"), "⏰ ")
    town.goes_to("2026-12-15 09:15")
    assert town.case(number).level is Level.STREET
    assert "郑书记" in town.heard(worker)[-1]
    assert town.kinds(number).count("climbed") == 3


def test_a_hazard_climbs_every_hour_and_in_the_night(town: Clockwork) -> None:
    """One hour to answer, whatever the time; nobody's quiet hours hold it back."""
    town.grant("zheng", Role.SECRETARY, "SY")
    town.goes_to("2026-12-08 23:30")
    number = town.reports(text="配电箱漏电冒火花，有人触电")
    assert town.case(number).hazard
    town.heard("zhou")
    town.goes_to("2026-12-09 00:35")
    assert town.case(number).level is Level.COMMUNITY
    assert lines(town.heard("zhou"), "⏰ ")
    town.goes_to("2026-12-09 01:36")
    assert town.case(number).level is Level.STREET


def test_at_night_nobody_is_disturbed(town: Clockwork) -> None:
    """A half-time at ten in the evening is said in the morning, at the hour that its reader chose."""
    number = town.accepted("2026-12-08 10:00")
    worker = town.keeper(number)
    told = town.runs(worker, "private", choose_quiet, "21:30-8")
    assert town.said(told) == "好，21:30 到 8:00 不打扰您（隐患除外）。"
    for moment in ("2026-12-09 22:05", "2026-12-10 07:55"):
        town.goes_to(moment)
        assert town.heard(worker) == []
    town.goes_to("2026-12-10 08:01")
    assert town.heard(worker) == ["1 号还有一半时间，明天（周五）10:00 前办好就行。"]


def test_what_was_done_in_the_night_is_not_said_in_the_morning(town: Clockwork) -> None:
    """A reminder that waited for the morning is dropped when the case is done by then."""
    number = town.accepted("2026-12-08 10:30")
    worker = town.keeper(number)
    town.goes_to("2026-12-09 22:35")
    town.does(worker, "done", number, "换了新桶")
    town.heard(worker)
    town.goes_to("2026-12-10 07:05")
    assert town.heard(worker) == []


def test_the_reporters_silence_stops_the_clock(town: Clockwork) -> None:
    """While a question is open nothing is due; three days later the clock runs on, and the first promise is kept."""
    number = town.accepted(TUESDAY)
    town.does(town.keeper(number), "ask", number, "是哪一个桶？")
    due = town.case(number).resolve_by
    town.goes_to("2026-12-11 08:55")
    waiting = town.case(number)
    assert (waiting.status, waiting.level, waiting.due_at) == (Status.WAITING, None, None)
    town.goes_to("2026-12-11 21:00")
    after = town.case(number)
    assert after.status is Status.ACCEPTED
    assert due + timedelta(days=3) <= after.resolve_by <= due + timedelta(days=5), "and the weekend after it"
    assert after.first_resolve_by == due


def test_more_time_is_asked_for_and_granted_with_one_tap(town: Clockwork) -> None:
    """A day and a reason; the secretary's yes moves the due time, the history keeps both, the figures the first."""
    number = town.accepted(TUESDAY)
    worker, first = town.keeper(number), town.case(number).resolve_by
    town.goes_to("2026-12-11 08:05")
    town.does(worker, "extend", number)
    assert town.heard(worker)[-1].startswith("1 号想延到哪天、为什么？")
    assert town.refused(worker, "extend", number, "12月12日") == "refusal.day_and_reason"
    town.heard("zhou")
    town.answers(worker, "12月12日 等配件到货")
    (asked,) = [one for one in town.messages("zhou") if "物管家" in one.text and "等配件到货" in one.text]
    assert "想延到 明天（周六）18:00：「等配件到货」" in asked.text
    assert asked.labels[:2] == ["同意", "不同意"]
    assert "延到" in town.said(town.does("zhou", "grant", number))
    case = town.case(number)
    assert (case.first_resolve_by, case.asked_until) == (first, None)
    assert case.resolve_by > first
    assert town.kinds(number)[-2:] == ["asked_for_time", "extended"]
    assert any("1 号延到" in one for one in town.heard(worker))
    assert town.refused("zhou", "grant", number) == "refusal.too_late"


def test_a_day_that_was_not_understood_is_not_guessed(town: Clockwork) -> None:
    """A secretary who names one gets it, or is asked again; only without any the case gets a day more."""
    number = town.accepted("2026-12-08 10:00")
    due = town.case(number).due_at
    assert town.refused("zhou", "extend", number, "延到 20.5.") == "refusal.day_and_reason"
    assert town.case(number).due_at == due
    town.does("zhou", "extend", number, "20 December")
    assert town.case(number).due_at == at("2026-12-20 18:00")
    town.does("zhou", "extend", number, "等配件")
    assert town.case(number).due_at == at("2026-12-21 18:00")


def test_more_time_can_be_refused_and_is_asked_for_in_time(town: Clockwork) -> None:
    """No: it stays due when it was. After it was due nobody asks any more."""
    number = town.accepted(TUESDAY)
    worker, due = town.keeper(number), town.case(number).resolve_by
    assert town.refused(worker, "extend", number, "12月9日 明天有空") == "refusal.not_later"
    town.does(worker, "extend", number, "12月15日 等配件")
    town.does("zhou", "keep", number)
    case = town.case(number)
    assert (case.resolve_by, case.asked_until) == (due, None)
    assert "还是" in town.heard(worker)[-1]
    assert town.kinds(number)[-1] == "kept_time"
    town.goes_to(FRIDAY)
    assert town.refused(worker, "extend", number, "12月15日 等配件") == "refusal.due_already"


def test_beyond_me_climbs_at_once(town: Clockwork) -> None:
    """超出能力 needs no clock."""
    number = town.accepted(TUESDAY)
    town.does(town.keeper(number), "beyond", number)
    assert town.case(number).level is Level.COMMUNITY


def test_after_a_day_off_there_is_one_message_instead_of_many(town: Clockwork) -> None:
    """Cases came due while the machine was off: each climbs, and everybody reads one list, not one by one."""
    town.goes_to(TUESDAY)
    count = 12
    for place in range(count):
        number = town.reports(text=f"门口第{place}个垃圾桶坏了", photo=False)
        town.does(town.keeper(number), "accept", number)
    for key in ("chen", "wu", "zhou"):
        town.heard(key)
    town.now += timedelta(days=3, hours=2)
    town.round()
    late = {key: lines(town.heard(key), "前面我停了一会儿。") for key in ("chen", "wu", "zhou")}
    assert {key: len(told) for key, told in late.items()} == {"chen": 1, "wu": 1, "zhou": 1}
    assert f"有 {count} 件要您看看，其中超期 {count} 件，都在这里：" in late["zhou"][0]
    assert all(town.case(number).level is Level.COMMUNITY for number in range(1, count + 1))
