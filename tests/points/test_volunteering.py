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


async def test_a_lot_of_snow(street: Street) -> None:
    """Claimed by one, shown done with a photo in reply, confirmed by the lead, paid once."""
    street.wang.starts(street.bot)
    await open_now(street, "扫雪", "；分片：东门、南门")
    card = street.last(street.group)
    assert labels(card) == ["认领 东门", "认领 南门"]
    await street.press(street.wang, card, "认领 东门")
    assert labels(card) == ["认领 南门"]
    mine = street.last(street.wang)
    await street.says(street.wang, street.bot, photo=picture("white"), reply_to=mine)
    assert "东门辛苦了" in words(street.last(street.wang))
    done = street.last(street.li)
    assert done.photo
    await street.press(street.li, done, "确认")
    twice = await street.press(street.li, done, "确认")
    assert twice.answer.text == "这一片确认过了。"
    assert await moves(street) == [("award", "plot", 5)]


async def test_above_the_limit_a_second_person_taps(street: Street) -> None:
    """Fifty points at once; more only with the operator's yes, once; never without a reason, never to oneself."""
    street.wang.starts(street.bot)
    await street.settled()
    await street.says(street.zhou, street.bot, "/award 王阿姨 20")
    assert "理由一定要有" in words(street.last(street.zhou))
    await street.says(street.zhou, street.bot, "/award 周书记 20 辛苦")
    assert words(street.last(street.zhou)) == "给自己的分，请别人来给。"
    await street.says(street.zhou, street.bot, "/award 王阿姨 20 陪老人看病")
    await street.says(street.zhou, street.bot, "/award 王阿姨 80 救火")
    assert await moves(street) == [("given", "given", 20)]
    asked = street.last(street.operator)
    assert "周书记 想给 王阿姨 +80 分。\n理由：救火" in words(asked)
    await street.press(street.operator, asked, "同意")
    assert await moves(street) == [("given", "given", 20), ("given", "given", 80)]
    assert "已同意" in words(asked)


async def test_earning_is_paused_with_a_reason_they_see(street: Street) -> None:
    """Nothing new comes in, what is there stays; the passbook says why; lifted it goes on."""
    street.wang.starts(street.bot)
    await street.settled()
    await street.says(street.zhou, street.bot, "/pause 王阿姨 照片都一样，先聊聊")
    assert "照片都一样，先聊聊" in words(street.last(street.wang))
    await street.says(street.zhou, street.bot, "/award 王阿姨 5 试试")
    assert words(street.last(street.zhou)) == "王阿姨 的积分正停着，先恢复再给。"
    await street.says(street.wang, street.bot, "/points")
    assert "书记说：照片都一样，先聊聊" in words(street.last(street.wang))
    await street.says(street.zhou, street.bot, "/resume 王阿姨")
    await street.says(street.zhou, street.bot, "/award 王阿姨 5 试试")
    assert await moves(street) == [("given", "given", 5)]
