"""The secretary's morning on the street: one digest, on the right phone, once; lists behind its buttons, in place."""

from datetime import timedelta

from tests.street.scene import OPERATOR, Street, labels, words

MONDAY, TUESDAY = "2026-12-07", "2026-12-08"


def digests(street: Street, person) -> list[str]:
    """The digests that a person has got, by their first words."""
    chat = street.chat_of(person)
    return [words(one) for one in chat.visible if one.sender is street.bot and one.photo and "号" not in words(one)[:3]]


async def solved(street: Street, at: str) -> int:
    """A case that was filed and solved at that moment."""
    await street.moves_to(at)
    number = await street.report()
    await street.press(street.chen, street.card(street.chen, number), "接单")
    await street.says(street.chen, street.bot, f"办好了 {number} 换了新桶")
    return number


async def test_a_day_passes_and_the_morning_brings_the_digest(street: Street) -> None:
    """Picture, greeting, figures and buttons; in private, to the secretary and nobody else; not before eight."""
    await solved(street, f"{MONDAY} 14:00")
    before = digests(street, street.zhou)
    await street.moves_to(f"{TUESDAY} 07:55")
    assert digests(street, street.zhou) == before
    await street.moves_to(f"{TUESDAY} 08:01")
    (text,) = digests(street, street.zhou)[len(before) :]
    assert text == "早，周书记。\n昨天解决 1 件（居民已确认 0），新增 1 件。\n没有超期的。"
    message = street.last(street.zhou)
    assert labels(message) == [
        "超期 0 ▸", "待核查 1 ▸", "等您的 0 ▸", "没派出 0 ▸", "各网格 ▸", "各类、各岗位 ▸", "常出问题的地方 ▸",
        "全部数字 ▸",
    ]  # fmt: skip
    assert message.photo.largest.height == 1280, "as large as Telegram keeps pictures"
    for person in (street.li, street.wang, street.operator):
        assert digests(street, person) == []


async def test_the_lists_open_in_place_and_lead_to_the_case(street: Street) -> None:
    """What is overdue, the way back, and a case with the secretary's own buttons."""
    await street.moves_to(f"{MONDAY} 14:00")
    number = await street.report()
    await street.moves_to("2026-12-14 08:01")
    digest = next(
        one for one in reversed(street.chat_of(street.zhou).visible) if one.photo and "昨天" in words(one) + "昨天"
    )
    count = len(street.chat_of(street.zhou).visible)
    await street.press(street.zhou, digest, "超期 1 ▸")
    assert len(street.chat_of(street.zhou).visible) == count, "in place"
    assert words(digest).startswith("超期 1 件，最久的在前：\n1 号 3栋 门口垃圾桶坏了，物管家 陈师傅，超 ")
    assert labels(digest) == ["1 号", "◂ 返回"]
    await street.press(street.zhou, digest, "1 号")
    assert labels(street.last(street.zhou))[:4] == ["催一下", "换个人", "我来领", "给延期"]
    await street.press(street.zhou, digest, "◂ 返回")
    assert words(digest).startswith("早，周书记。")
    await street.press(street.zhou, digest, "各网格 ▸")
    assert "第一网格：1 / 0 / 0 / 1" in words(digest)
    await street.press(street.zhou, digest, "第一网格 ▸")
    assert "◂ 上一级" in labels(digest)
    await street.press(street.zhou, digest, "等您的 1 ▸")
    assert "1 号 3栋" in words(digest)
    await street.press(street.zhou, digest, "◂ 返回")
    await street.press(street.zhou, digest, "全部数字 ▸")
    assert "样本太少（" in words(digest)
    assert number == 1


async def test_a_strangers_press_on_a_digest_changes_nothing(street: Street) -> None:
    """There is no authority in a button: the worker who forges one is told no."""
    await street.moves_to(f"{TUESDAY} 08:01")
    await street.says(street.zhou, street.bot, "/digest")
    digest = street.last(street.zhou)
    data = next(one["callback_data"] for one in digest.buttons)
    own, count = street.last(street.chen), len(street.chat_of(street.chen).visible)
    before = words(own)
    press = street.chen.presses_raw(own, data)
    await street.until(lambda: press.answer is not None)
    await street.settled()
    assert press.answer.text == "凤凰城 不归您管。"
    assert (words(own), len(street.chat_of(street.chen).visible)) == (before, count)


async def test_killed_and_started_again_around_eight(street: Street) -> None:
    """However often the program stops and starts, each digest comes once."""
    await street.moves_to(f"{MONDAY} 20:00")
    before = len(digests(street, street.zhou))
    await street.moves_to(f"{TUESDAY} 07:58")
    street.clock.shift(timedelta(minutes=2))
    for _ in range(3):
        await street.stop_bot()
        await street.start_bot()
        await street.gridbee.rounds.go()
        await street.settled()
    await street.moves_to(f"{TUESDAY} 08:05")
    assert len(digests(street, street.zhou)) == before + 1


async def test_the_time_and_the_kinds_are_ones_own_choice(street: Street) -> None:
    """/subscribe shows the choices; a tap switches, a time moves; a worker has nothing to choose."""
    await street.moves_to(f"{MONDAY} 20:00")
    await street.says(street.zhou, street.bot, "/subscribe")
    choice = street.last(street.zhou)
    assert labels(choice)[:3] == ["✓ 早报", "✓ 周报", "✓ 月报"]
    await street.press(street.zhou, choice, "9:00")
    assert "✓ 9:00" in labels(choice)
    await street.press(street.zhou, choice, "✓ 周报")
    assert labels(choice)[:3] == ["✓ 早报", "周报", "✓ 月报"]
    before = len(digests(street, street.zhou))
    await street.moves_to(f"{TUESDAY} 08:59")
    assert len(digests(street, street.zhou)) == before
    await street.moves_to(f"{TUESDAY} 09:01")
    assert len(digests(street, street.zhou)) == before + 1
    await street.says(street.zhou, street.bot, "/subscribe 25:00")
    assert words(street.last(street.zhou)).startswith("没有 25:00 这个时间")
    await street.says(street.chen, street.bot, "/subscribe")
    assert words(street.last(street.chen)) == "这个要书记才能看。"


async def test_a_digest_can_be_asked_for(street: Street) -> None:
    """/digest, of a week, of a date, of a part; the operator may read every area's."""
    await solved(street, f"{MONDAY} 14:00")
    await street.moves_to("2026-12-14 15:00")
    await street.says(street.zhou, street.bot, "/digest")
    assert words(street.last(street.zhou)).startswith("您好，周书记。")
    await street.says(street.zhou, street.bot, "/digest week")
    assert "上周解决 1 件" in words(street.last(street.zhou))
    for word, span in {"周报": "上周", "月报": "11月", "Weekly": "上周", "monthly": "11月", "日报": "昨天"}.items():
        await street.says(street.zhou, street.bot, word)
        assert span in words(street.last(street.zhou)), word
    await street.says(street.zhou, street.bot, "/digest 12月7日 FHC-1")
    assert "12月7日解决 1 件" in words(street.last(street.zhou))
    await street.says(street.zhou, street.bot, "/digest 13月1日")
    assert words(street.last(street.zhou)).startswith("这样发：/digest")
    await street.says(street.chen, street.bot, "/digest")
    assert words(street.last(street.chen)) == "这个要书记才能看。"
    await street.says(street.chen, street.bot, "/digest FHC")
    assert words(street.last(street.chen)) == "凤凰城 不归您管。"
    await street.says(street.operator, street.bot, "/digest week FHC")
    assert "上周解决 1 件" in words(street.last(street.operator))
    assert street.operator.id == OPERATOR
