"""Time passes on the street: reminders, climbing, more time, quiet nights, and a day on which the machine was off."""

from datetime import timedelta

from domain.case import Status
from domain.people import Level
from tests.street.scene import Street, labels, words

TUESDAY = "2026-12-08 09:00"


def heard(street: Street, person) -> list[str]:
    """What the bot has said to a person, in order."""
    return [words(one) for one in street.chat_of(person).visible if one.sender is street.bot]


def last_with(street: Street, person, said: str):
    """The latest message to a person that says this; their digests stand between."""
    return [one for one in street.chat_of(person).visible if one.sender is street.bot and said in words(one)][-1]


async def filed(street: Street, at: str = TUESDAY, caption: str = "门口垃圾桶坏了") -> int:
    """A case that was filed at that moment; it has to be answered and solved within the category's hours."""
    await street.moves_to(at)
    return await street.report(caption)


async def accepted(street: Street, at: str = TUESDAY) -> int:
    """The same, with somebody who said yes."""
    number = await filed(street, at)
    await street.press(street.chen, street.card(street.chen, number), "接单")
    return number


async def test_half_time_nearly_due_late_and_up(street: Street) -> None:
    """Filed on Tuesday at 9, to be solved within 72 hours: half-time on Wednesday, due on Friday, then it climbs."""
    number = await accepted(street)
    case = (await street.case(number)).case
    assert case.resolve_by - case.filed_at == timedelta(hours=72)

    await street.moves_to("2026-12-09 21:05")
    assert words(street.last(street.chen)) == "1 号还有一半时间，12月11日 周五 9:00 前办好就行。"
    assert labels(street.last(street.chen)) == ["办好了", "要延期"]
    await street.moves_to("2026-12-11 08:05")
    assert words(street.last(street.chen)) == "1 号今天 9:00 到期，来不及就点「要延期」，不算您的错。"
    assert labels(street.last(street.chen)) == ["办好了", "要延期", "超出能力"]

    await street.moves_to("2026-12-11 09:05")
    assert words(street.last(street.chen)).startswith("1 号超 ")
    assert words(street.last(street.chen)).endswith("，已请周书记一起想办法。这事还是您办。")
    above = last_with(street, street.zhou, "⏰")
    assert words(above).startswith("⏰ 3栋 门口垃圾桶坏了 超 ")
    assert words(above).endswith("，1 号，物管家 陈师傅。请您看看。")
    assert labels(above)[:4] == ["催一下", "换个人", "我来领", "给延期"]
    after = (await street.case(number)).case
    assert (after.level, after.responsible_id) == (Level.COMMUNITY, case.responsible_id)
    assert after.first_resolve_by == case.first_resolve_by
    assert (await street.kinds(number))[-1] == "climbed"


async def test_before_anybody_says_yes_the_answer_is_what_is_due(street: Street) -> None:
    """An assignment that nobody accepts is reminded of, and climbs when its answer is late; the secretary reassigns."""
    number = await filed(street)
    case = (await street.case(number)).case
    half = case.filed_at + (case.respond_by - case.filed_at) / 2
    street.clock.shift(half + timedelta(minutes=1) - street.clock.now())
    await street.gridbee.rounds.go()
    await street.settled()
    assert "1 号还没接" in words(street.last(street.chen))
    assert labels(street.last(street.chen)) == ["接单", "转给别人"]
    street.clock.shift(case.respond_by + timedelta(minutes=1) - street.clock.now())
    await street.gridbee.rounds.go()
    await street.settled()
    assert (await street.case(number)).case.level is Level.COMMUNITY
    await street.press(street.zhou, last_with(street, street.zhou, "⏰"), "我来领")
    led = (await street.case(number)).case
    assert (led.status, led.led, led.level) == (Status.ACCEPTED, True, Level.COMMUNITY)


async def test_every_mark_is_said_once(street: Street) -> None:
    """Rounds that come again, a restart and a clock that goes back an hour say nothing twice."""
    await accepted(street)
    await street.moves_to("2026-12-09 21:05")
    await street.moves_to("2026-12-11 09:05")
    before = heard(street, street.chen), heard(street, street.zhou)
    await street.moves_to("2026-12-11 09:06")
    await street.moves_to("2026-12-11 08:06")
    await street.stop_bot()
    await street.start_bot()
    await street.moves_to("2026-12-11 09:07")
    assert (heard(street, street.chen), heard(street, street.zhou)) == before


async def test_at_the_top_it_climbs_no_more(street: Street) -> None:
    """Nobody holds the street: after the community's secretary there is nobody else, and nothing is repeated."""
    number = await accepted(street)
    await street.moves_to("2026-12-11 09:05")
    await street.moves_to("2026-12-14 09:10")
    assert (await street.case(number)).case.level is Level.COMMUNITY
    said = [one for one in heard(street, street.chen) if "上面没有别人了" in one]
    assert len(said) == 1
    await street.moves_to("2026-12-16 09:10")
    assert [one for one in heard(street, street.chen) if "上面没有别人了" in one] == said


async def test_it_climbs_level_by_level_and_everybody_hears_of_it(street: Street) -> None:
    """Grid, community, street, one working day apart; whoever looked before hears who looks now."""
    world = street.sim.world
    branch, top = world.add_user("支部"), world.add_user("郑")
    await street.invite(branch, "secretary", "FHC-1", "李支书")
    await street.invite(top, "secretary", "SY", "郑书记")
    number = await accepted(street)
    await street.moves_to("2026-12-11 09:05")
    assert (await street.case(number)).case.level is Level.GRID
    assert "已请李支书一起想办法" in words(street.last(street.chen))
    await street.moves_to("2026-12-12 09:10")
    assert (await street.case(number)).case.level is Level.GRID, "Saturday is no working day"
    await street.moves_to("2026-12-14 09:10")
    assert (await street.case(number)).case.level is Level.COMMUNITY
    assert last_with(street, branch, "又请了周书记一起看。")
    assert last_with(street, street.zhou, "⏰ ")
    await street.moves_to("2026-12-15 09:15")
    assert (await street.case(number)).case.level is Level.STREET
    assert "郑书记" in words(street.last(street.chen))
    assert (await street.kinds(number)).count("climbed") == 3


async def test_a_hazard_climbs_every_hour_and_in_the_night(street: Street) -> None:
    """One hour to answer, whatever the time; nobody's quiet hours hold it back."""
    number = await filed(street, "2026-12-08 23:30", "配电箱漏电冒火花，有人触电")
    assert (await street.case(number)).case.hazard
    await street.moves_to("2026-12-09 00:35")
    assert (await street.case(number)).case.level is Level.COMMUNITY
    assert last_with(street, street.zhou, "⏰ ")


async def test_at_night_nobody_is_disturbed(street: Street) -> None:
    """A half-time at ten in the evening is said in the morning, at the hour that its reader chose."""
    await street.says(street.chen, street.bot, "/quiet 21:30-8")
    assert words(street.last(street.chen)) == "好，21:30 到 8:00 不打扰您（隐患除外）。"
    await accepted(street, "2026-12-08 10:00")
    before = heard(street, street.chen)
    await street.moves_to("2026-12-09 22:05")
    await street.moves_to("2026-12-10 07:55")
    assert heard(street, street.chen) == before
    await street.moves_to("2026-12-10 08:01")
    assert heard(street, street.chen)[len(before) :] == ["1 号还有一半时间，明天（周五）10:00 前办好就行。"]


async def test_what_was_done_in_the_night_is_not_said_in_the_morning(street: Street) -> None:
    """A reminder that waited for the morning is dropped when the case is done by then."""
    await accepted(street, "2026-12-08 10:30")
    await street.moves_to("2026-12-09 22:35")
    await street.says(street.chen, street.bot, "办好了 1 换了新桶")
    before = heard(street, street.chen)
    await street.moves_to("2026-12-10 07:05")
    assert heard(street, street.chen) == before


async def test_the_reporters_silence_stops_the_clock(street: Street) -> None:
    """While a question is open nothing is due; three days later the clock runs on, and the first promise is kept."""
    number = await accepted(street)
    await street.says(street.chen, street.bot, "问一问 1 是哪一个桶？")
    due = (await street.case(number)).case.resolve_by
    await street.moves_to("2026-12-11 08:55")
    waiting = (await street.case(number)).case
    assert (waiting.status, waiting.level, waiting.due_at) == (Status.WAITING, None, None)
    await street.moves_to("2026-12-11 21:00")
    after = (await street.case(number)).case
    assert after.status is Status.ACCEPTED
    assert after.resolve_by == due + timedelta(days=3), "at most three days are given back, however late we notice"
    assert after.first_resolve_by == due


async def test_more_time_is_asked_for_and_granted_with_one_tap(street: Street) -> None:
    """A day and a reason; the secretary's yes moves the due time, the history keeps both, the figures the first."""
    number = await accepted(street)
    first = (await street.case(number)).case.resolve_by
    await street.moves_to("2026-12-11 08:05")
    await street.press(street.chen, street.last(street.chen), "要延期")
    assert words(street.last(street.chen)).startswith("1 号想延到哪天、为什么？")
    await street.says(street.chen, street.bot, "12月12日")
    assert words(street.last(street.chen)).startswith("写上哪天、为什么")
    await street.says(street.chen, street.bot, "12月12日 等配件到货")
    assert words(street.last(street.chen)).startswith("好，请书记看了，想延到 明天（周六）18:00。")
    asked = street.last(street.zhou)
    assert "物管家 陈师傅想延到 明天（周六）18:00：「等配件到货」" in words(asked)
    assert labels(asked)[:2] == ["同意", "不同意"]
    press = await street.press(street.zhou, asked, "同意")
    assert "延到" in press.answer.text
    case = (await street.case(number)).case
    assert case.resolve_by > first
    assert case.first_resolve_by == first
    assert case.asked_until is None
    assert (await street.kinds(number))[-2:] == ["asked_for_time", "extended"]
    assert "1 号延到" in words(street.last(street.chen))
    late = await street.press(street.zhou, street.card(street.zhou, number), "催一下")
    assert late.answer is not None


async def test_more_time_can_be_refused_and_is_asked_for_in_time(street: Street) -> None:
    """No: it stays due when it was. After it was due nobody asks any more."""
    number = await accepted(street)
    due = (await street.case(number)).case.resolve_by
    await street.says(street.chen, street.bot, "要延期 1 12月9日 明天有空")
    assert words(street.last(street.chen)).startswith("1 号现在是")
    await street.says(street.chen, street.bot, "要延期 1 12月15日 等配件")
    await street.press(street.zhou, street.last(street.zhou), "不同意")
    case = (await street.case(number)).case
    assert (case.resolve_by, case.asked_until) == (due, None)
    assert "还是" in words(street.last(street.chen))
    assert (await street.kinds(number))[-1] == "kept_time"
    await street.moves_to("2026-12-11 09:05")
    await street.says(street.chen, street.bot, "要延期 1 12月15日 等配件")
    assert words(street.last(street.chen)).startswith("1 号已经到期了")


async def test_after_a_day_off_there_is_one_message_instead_of_many(street: Street) -> None:
    """Eight cases came due while the machine was off: each climbs, the worker and the secretary read one list each."""
    await street.moves_to(TUESDAY)
    for place in range(8):
        number = await street.report(f"门口第{place}个垃圾桶坏了")
        await street.says(street.chen, street.bot, f"接单 {number}")
    await street.stop_bot()
    street.clock.shift(timedelta(days=3))
    before = len(heard(street, street.chen)), len(heard(street, street.zhou))
    await street.start_bot()
    await street.gridbee.rounds.go()
    await street.settled()
    chen, zhou = heard(street, street.chen)[before[0] :], heard(street, street.zhou)[before[1] :]
    assert chen == ["前面我停了一会儿。\n您手上有 8 件到点了，其中超期 8 件，都在这里："]
    assert "前面我停了一会儿。\n有 8 件要您看看，其中超期 8 件，都在这里：" in zhou
    assert len(zhou) <= 2
    for number in range(1, 9):
        assert (await street.case(number)).case.level is Level.COMMUNITY
    await street.press(street.chen, street.last(street.chen), "看 8 件")
    assert "您手上 8 件" in words(street.last(street.chen))


async def test_beyond_me_climbs_at_once(street: Street) -> None:
    """超出能力 needs no clock."""
    number = await accepted(street)
    await street.press(street.chen, street.card(street.chen, number), "超出能力")
    assert (await street.case(number)).case.level is Level.COMMUNITY
