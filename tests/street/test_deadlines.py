"""Time passes on the street: a reminder, a climb and more time, on the right phones. The rest: tests/time."""

from datetime import timedelta

from domain.people import Level
from tests.street.scene import Street, labels, words

TUESDAY = "2026-12-08 09:00"


def last_with(street: Street, person, said: str):
    """The latest message to a person that says this; their digests stand between."""
    return [one for one in street.chat_of(person).visible if one.sender is street.bot and said in words(one)][-1]


async def accepted(street: Street) -> int:
    """A case of Tuesday morning, with somebody who said yes; it has to be solved within the category's hours."""
    await street.moves_to(TUESDAY)
    number = await street.report()
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
    assert "办好：今天 9:00 前" in words(asked), "what it is due now, beside what is asked for"
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
