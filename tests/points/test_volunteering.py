"""Volunteering on the street: seats, the code on the spot, hours that somebody else confirms, lots of snow."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.activity import Kind, read_plan
from domain.errors import Refusal
from tests.points.test_seen import evening, moves
from tests.street.scene import Street, labels, picture, words

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 6, 10, 4, 0, tzinfo=UTC)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("line", "kind", "start", "end", "seats", "points"),
    [
        ("清洁日；6月14日 9:00-11:00；门口；20 人；5 分", Kind.ACTIVITY, (2026, 6, 14, 9), (2026, 6, 14, 11), 20, 5),
        ("夜间巡楼；明天 20:00到21:30", Kind.PATROL, (2026, 6, 11, 20), (2026, 6, 11, 21, 30), None, None),
        ("守夜；今天 22:00-2:00", Kind.ACTIVITY, (2026, 6, 10, 22), (2026, 6, 11, 2), None, None),
        ("除冰；1月3日 7:00-9:00；分片：东门、南门", Kind.PLOTS, (2027, 1, 3, 7), (2027, 1, 3, 9), None, None),
        ("清洁日，周日上午9点-11点半，门口，20 人", Kind.ACTIVITY, (2026, 6, 14, 9), (2026, 6, 14, 11, 30), 20, None),
        ("义诊；下周一 下午2点到4点", Kind.ACTIVITY, (2026, 6, 15, 14), (2026, 6, 15, 16), None, None),
        ("Cleaning; 2026-06-14 9:00-11:00; 8 seats", Kind.ACTIVITY, (2026, 6, 14, 9), (2026, 6, 14, 11), 8, None),
    ],
)
def test_how_an_activity_is_written(
    line: str, kind: Kind, start: tuple[int, ...], end: tuple[int, ...], seats: int | None, points: int | None
) -> None:
    """A day in any of its usual forms; over midnight it ends the next day; a day long past is next year's."""
    plan = read_plan(line, NOW, ZONE)
    assert (plan.kind, plan.starts_at, plan.ends_at) == (kind, at(*start), at(*end))
    assert (plan.seats, plan.points) == (seats, points)


@pytest.mark.parametrize(
    "line", ["清洁日", "清洁日；9:00-11:00", "清洁日；2月30日 9:00-11:00", "；6月14日 25:00-26:00", ""]
)
def test_without_title_or_time_it_is_none(line: str) -> None:
    """The way to write it is told instead."""
    with pytest.raises(Refusal, match=r"activity\.how"):
        read_plan(line, NOW, ZONE)


@pytest.mark.parametrize("line", ["清洁日；今天 6:00-7:00", "清洁日；昨天 6:00-7:00", "清洁日；6月9日 9:00-11:00"])
def test_what_has_passed_is_not_opened(line: str) -> None:
    with pytest.raises(Refusal, match=r"activity\.passed|activity\.how|refusal\.day_passed"):
        read_plan(line, NOW, ZONE)


async def open_now(street: Street, title: str = "清洁日", more: str = "；2 人；每小时 5 分") -> None:
    """李〇晴 opens one that begins in a quarter of an hour and lasts two hours."""
    local = street.clock.now().astimezone(ZONE) + timedelta(minutes=15)
    end = local + timedelta(hours=2)
    line = f"/activity {title}；{local:%Y-%m-%d} {local:%H:%M}-{end:%H:%M}；3栋门口{more}"
    await street.says(street.li, street.bot, line)


async def test_from_the_card_to_the_passbook(street: Street) -> None:
    """Joined by a button, checked in on the spot, confirmed by the lead, paid; who did not come is noted."""
    street.wang.starts(street.bot)
    await open_now(street)
    card, lead = street.last(street.group), street.last(street.li)
    assert "带队：李〇晴\n已有 0 人，名额 2\n每小时 5 分" in words(card)
    await street.press(street.wang, card, "我来（0）")
    await street.press(street.zhang, card, "我来（1）")
    full = await street.press(street.chen, card, "我来（2）")
    assert full.answer.text == "清洁日已经满了。有人让出来您再点。"
    await street.press(street.li, lead, "签到码")
    shown = street.last(street.li)
    assert shown.photo
    code = words(shown).split("签到码 ")[1][:8]
    street.wang.starts(street.bot, f"k-{code}")
    await street.settled()
    assert words(street.last(street.wang)) == "到啦，清洁日。谢谢您。"
    street.clock.shift(timedelta(hours=3))
    await street.settled()
    late = await street.says(street.zhang, street.bot, f"/checkin {code}")
    assert late is not None
    assert "过时了" in words(street.last(street.zhang))
    await street.press(street.li, lead, "都确认")
    assert await moves(street) == [("award", "hours", 10)]
    assert "王阿姨 2 小时，已确认" in words(lead)
    assert "张叔 没来" in words(lead)
    again = await street.press(street.li, lead, "都确认")
    assert "没有要确认的人" in again.answer.text
    await evening(street)
    assert words(street.last(street.wang)) == "今天积分 +10：志愿活动 1 次 +10。\n现在 10 分。"


async def test_a_patrol(street: Street) -> None:
    """Ticked place by place in private; what is bad takes a photo in reply and is a case of the group's building."""
    street.wang.starts(street.bot)
    await open_now(street, "夜巡", "；巡查点：楼道、车棚")
    await street.press(street.wang, street.last(street.group), "我来（0）")
    sheet = street.last(street.wang)
    assert labels(sheet) == ["✓ 楼道", "有问题", "✓ 车棚", "有问题"]
    await street.press(street.wang, sheet, "✓ 楼道")
    await street.press(street.wang, sheet, "有问题")
    question = street.last(street.wang)
    assert "车棚 哪儿不对？" in words(question)
    await street.says(street.wang, street.bot, photo=picture("white"), caption="灯坏了，不亮", reply_to=question)
    assert "• 车棚 有问题，王阿姨" in words(sheet)
    assert labels(sheet) == []
    case = (await street.case(1)).case
    assert "车棚灯坏了" in case.title
