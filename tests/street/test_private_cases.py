"""Disputes and other private kinds: never in the group, from the report to the result."""

from tests.street.heard import texts
from tests.street.scene import Street, labels, picture, words


async def test_a_dispute_from_report_to_result(street: Street) -> None:
    """Told in private, worked on in private, confirmed in private; the group never hears a word of it."""
    quiet = texts(street, street.group)
    he = await street.quarrel()
    number = await street.newest()
    assert (await street.case(number)).case.private
    staff = (he, street.chen, street.li, street.zhou)
    worker = next(one for one in staff if f"{number} 号，等您接单" in words(street.last(one)))
    await street.says(worker, street.bot, f"问一问 {number} 哪一户？")
    assert words(street.last(street.wang)).endswith(f"想问您（{number} 号）：哪一户？\n直接回我就行。")
    await street.says(street.wang, street.bot, "楼上那户")
    await street.says(worker, street.bot, f"办好了 {number} 谈好了")
    result = street.last(street.wang)
    assert labels(result) == ["解决了", "还没好"]
    await street.press(street.wang, result, "解决了")
    assert (await street.case(number)).case.closed_how == "resident"
    for text in (f"/case {number}", f"我也遇到 {number}", f"还没好 {number} 又吵了"):
        await street.says(street.zhang, street.group, text)
        assert words(street.last(street.group)) == f"没有 {number} 号，或者您看不到。"
    assert texts(street, street.group)[: len(quiet)] == quiet
    assert not [one for one in texts(street, street.group) if "吵架" in one or "和大姐" in one]


async def test_a_kind_that_turns_out_private(street: Street) -> None:
    """Corrected to a private kind, the card in the group is emptied and the result goes to the reporter alone."""
    street.wang.starts(street.bot)
    await street.settled()
    number = await street.report()
    card = street.card(street.group, number)
    private = next(slug for slug, one in street.gridbee.database.rules.taxonomy.categories.items() if one.private)
    await street.says(street.chen, street.bot, f"分错了 {number} {private}")
    assert (words(card), labels(card)) == ("1 号改成私下办了，群里不再显示", [])
    await street.says(street.zhou, street.bot, f"我来领 {number}")
    await street.says(street.zhou, street.bot, f"办好了 {number}")
    await street.says(street.zhou, street.bot, photo=picture("navy"))
    assert labels(street.last(street.wang)) == ["解决了", "还没好"]
    assert street.last(street.wang).photo
    assert not [one for one in street.group.visible if one.photo and one.sender is street.bot]
