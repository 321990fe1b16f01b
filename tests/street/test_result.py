"""The result: one picture of before and after, and what the neighbourhood says to it."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from simulator.messages import Message
from tests.street.heard import texts
from tests.street.scene import Street, labels, picture, words
from tests.street.traces import rows


def _plain(colour: str) -> bytes:
    """A photo of one colour."""
    out = BytesIO()
    Image.new("RGB", (800, 1000), colour).save(out, "JPEG", quality=90)
    return out.getvalue()


def _image(message: Message) -> Image.Image:
    assert message.photo is not None
    return Image.open(BytesIO(message.photo.largest.data)).convert("RGB")


def _has(image: Image.Image, wanted: tuple[int, int, int], box: tuple[float, float, float, float]) -> bool:
    """Whether a colour fills a good part of a box, given in parts of the image."""
    width, height = image.size
    part = image.crop((int(box[0] * width), int(box[1] * height), int(box[2] * width), int(box[3] * height)))
    raw = part.resize((40, 40)).tobytes()
    dots = zip(raw[0::3], raw[1::3], raw[2::3], strict=True)
    return sum(all(abs(a - b) < 24 for a, b in zip(dot, wanted, strict=True)) for dot in dots) > 800


@pytest.mark.parametrize("how", ["photo", "text", "both", "album"])
async def test_one_picture_of_before_and_after(street: Street, how: str) -> None:
    """1200 px wide, the reporter's photo on the left, the result on the right; confirm and "not solved" below it."""
    await street.says(street.wang, street.group, photo=_plain("crimson"), caption="门口垃圾桶坏了")
    await street.press(street.chen, street.last(street.chen), "接单")
    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    if how == "photo":
        await street.says(street.chen, street.bot, photo=_plain("navy"))
    elif how == "both":
        await street.says(street.chen, street.bot, photo=_plain("navy"), caption="换了个新桶")
    elif how == "album":
        await street.says(street.chen, street.bot, photo=[_plain("navy"), picture("gold")])
    else:
        await street.says(street.chen, street.bot, "换了个新桶")
    assert words(street.last(street.chen)).startswith("收到，1 号的结果这就发到群里")
    result = street.last(street.group)
    image = _image(result)
    assert image.width == 1200
    assert image.height > 700
    assert _has(image, (220, 20, 60), (0.05, 0.2, 0.45, 0.5))
    assert _has(image, (0, 0, 128), (0.55, 0.2, 0.95, 0.5)) is (how != "text")
    note = "" if how in ("photo", "album") else "「换了个新桶」\n"
    assert words(result) == f"{note}报的邻居，您看好了吗？"
    assert labels(result) == ["解决了", "还没好"]
    assert not result.silent
    assert len([one for one in street.group.visible if one.photo and one.sender is street.bot]) == 1


async def test_who_may_say_that_it_is_solved(street: Street) -> None:
    """Not the fixer, not staff, not who joined later; the reporter, or a neighbour who joined before."""
    number = await street.report()
    await street.press(street.zhang, street.card(street.group, number), "我也遇到")
    street.clock.shift(timedelta(minutes=1))
    await street.says(street.chen, street.bot, f"办好了 {number} 换了")
    result, card = street.last(street.group), street.card(street.group, number)
    late = street.sim.world.add_user("新邻居")
    late.joins(street.group)
    await street.settled()
    street.clock.shift(timedelta(minutes=1))
    await street.press(late, street.card(street.group, number), "我也遇到（1）")
    for person in (street.chen, street.zhou, late):
        press = await street.press(person, result, "解决了")
        assert press.answer.text in ("修没修好，得让报的邻居说了算。", "这个要报的邻居自己点。")
        assert press.answer.alert
    assert (await street.case(number)).case.status == "resolved"
    press = await street.press(street.zhang, result, "解决了")
    assert press.answer.text == "确认了，谢谢您！"
    assert words(result) == "确认了，谢谢您，也谢谢陈师傅 🙏"
    assert "\n1 号，办完了 ✅\n居民 今天 " in words(card)
    await street.press(street.zhang, result, "4")
    await street.press(street.wang, result, "2")
    await street.press(street.wang, result, "3")
    assert sorted((await street.case(number)).stars) == [3, 4]
    assert "打分 3.5（2 位）" in words(result)
    await street.says(street.wang, street.group, f"还没好 {number} 盖子没换")
    assert (await street.case(number)).case.status == "accepted"
    assert words(result) == "1 号还在办，这张先不算。"
    await street.says(street.chen, street.bot, f"办好了 {number} 盖子也换了")
    assert labels(street.last(street.group)) == ["解决了", "还没好"]
    assert words(result) == "这是上一次的结果，新的在下面。"


async def test_a_rating_edits_the_result_alone(street: Street) -> None:
    """No card shows stars, in the group or at the worker's: they are left as they are. The same star again owes nothing."""
    number = await street.report()
    await street.says(street.chen, street.bot, f"办好了 {number} 换了")
    result = street.last(street.group)
    await street.press(street.wang, result, "解决了")
    before = len(street.sim.world.calls)
    await street.press(street.wang, result, "5")
    assert "打分 5.0（1 位）" in words(result)
    made = [one.method for one in street.sim.world.calls[before:] if one.method != "getUpdates"]
    assert sorted(made) == ["answerCallbackQuery", "editMessageCaption"]
    before, owed = len(street.sim.world.calls), len(await rows(street, "outbox"))
    press = await street.press(street.wang, result, "5")
    assert press.answer.text
    made = [one.method for one in street.sim.world.calls[before:] if one.method != "getUpdates"]
    assert (made, len(await rows(street, "outbox"))) == (["answerCallbackQuery"], owed)
    assert (await street.kinds(number)).count("rated") == 1


async def test_silence_from_delivery_on(street: Street) -> None:
    """Telegram was away when the worker was done: a day later comes the reminder, three days later the end."""
    number = await street.report()
    report = next(one for one in street.group.visible if one.sender is street.wang)
    street.sim.faults.flood("sendPhoto", 1, retry_after=1)
    await street.says(street.chen, street.bot, f"办好了 {number} 换了")
    await street.until(lambda: labels(street.last(street.group)) == ["解决了", "还没好"])
    await street.settled()
    case = (await street.case(number)).case
    assert case.delivered_at - case.resolved_at > timedelta(seconds=0.9)
    street.clock.shift(case.delivered_at + timedelta(hours=24) - street.clock.now() - timedelta(seconds=20))
    await street.settled()
    before = len(texts(street, street.group))
    street.clock.shift(timedelta(seconds=21))
    await street.settled()
    reminder = street.last(street.group)
    assert (words(reminder), labels(reminder)) == ("1 号修好了，您看看行不行？", ["解决了", "还没好"])
    assert reminder.reply_to is report
    assert len(texts(street, street.group)) == before + 1
    street.clock.shift(case.delivered_at + timedelta(hours=72) - street.clock.now() - timedelta(seconds=20))
    await street.settled()
    assert (await street.case(number)).case.status == "resolved"
    street.clock.shift(timedelta(seconds=21))
    await street.settled()
    closed = (await street.case(number)).case
    assert (closed.status, closed.closed_how) == ("closed", "silence")
    card = next(one for one in street.group.visible if words(one).startswith("3栋 门口垃圾桶坏了"))
    assert "\n1 号，办完了（未确认）\n陈师傅 " in words(card)
    assert labels(card) == ["还没好"]
    assert len(texts(street, street.group)) == before + 1


async def test_taking_a_result_back(street: Street) -> None:
    """Within ten minutes; the picture says that it does not count, and the next result is a new picture."""
    number = await street.report()
    await street.says(street.chen, street.bot, f"办好了 {number} 换了")
    first = street.last(street.group)
    await street.press(street.chen, street.last(street.chen), "收回这一步")
    assert (words(first), labels(first)) == ("1 号还在办，这张先不算。", [])
    await street.press(street.chen, street.card(street.chen, number), "办好了")
    await street.says(street.chen, street.bot, photo=_plain("navy"))
    second = street.last(street.group)
    assert second is not first
    assert _has(_image(second), (0, 0, 128), (0.55, 0.2, 0.95, 0.5))
    assert words(first) == "这是上一次的结果，新的在下面。"


async def test_the_fixers_own_find(street: Street) -> None:
    """A worker reports and fixes it: the secretary is asked, and confirms from the card."""
    await street.says(street.chen, street.group, photo=picture(), caption="门口垃圾桶坏了")
    await street.says(street.chen, street.bot, "办好了 1 顺手换了")
    asked = street.last(street.zhou)
    assert words(asked).startswith("修好了。报的是在岗的人，请您看看算不算办完。")
    press = await street.press(street.chen, street.last(street.group), "解决了")
    assert press.answer.text == "修没修好，得让报的邻居说了算。"
    await street.press(street.zhou, asked, "解决了")
    assert (await street.case(1)).case.closed_how == "secretary"
    assert words(street.last(street.chen)) == "1 号书记看过了，办完了，谢谢您。"
