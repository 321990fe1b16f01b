"""Groups that do not let the bot write: what was reported meanwhile gets its card once they do."""

import pytest

from tests.street.heard import texts
from tests.street.scene import Street, picture

BIN, LIFT, LAMP = "门口垃圾桶坏了", "电梯门关不上了", "三楼楼道灯不亮了"


def cards(street: Street) -> list[str]:
    """The first two lines of every card in the group, in their order."""
    return ["\n".join(one.split("\n")[:2]) for one in texts(street, street.group) if " 号" in one]


async def photo(street: Street, caption: str) -> None:
    await street.says(street.wang, street.group, photo=picture(), caption=caption)


async def may_not_write(street: Street) -> None:
    """The bot is a plain member of a group whose members may not write; it still hears reports."""
    street.group.permissions["can_send_messages"] = False
    street.bot.can_read_all_group_messages = True
    street.zhou.demotes(street.bot, street.group)
    await street.settled()


async def test_a_card_that_was_refused_comes_when_the_bot_is_an_administrator_again(street: Street) -> None:
    """Once, under its report, with the state of now; the oldest first; none of a case that is over."""
    await may_not_write(street)
    for caption in (BIN, LIFT, LAMP):
        await photo(street, caption)
    assert cards(street) == []
    await street.press(street.chen, street.card(street.chen, 1), "接单")
    await street.says(street.zhou, street.bot, "不受理 2")
    await street.says(street.zhou, street.bot, "归电梯公司管")
    assert (await street.case(2)).case.status == "refused"
    street.zhou.promotes(street.bot, street.group)
    await street.settled()
    assert cards(street) == [f"3栋 {BIN}\n1 号，正在办", f"3栋 {LAMP}\n3 号，已派给"]
    assert street.card(street.group, 1).reply_to is not None
    street.zhou.promotes(street.bot, street.group)
    await street.settled()
    assert len(cards(street)) == 2


async def test_a_card_that_was_refused_comes_with_the_next_report(street: Street) -> None:
    """When members may write again no update tells of it."""
    await may_not_write(street)
    await photo(street, BIN)
    street.group.permissions["can_send_messages"] = True
    await photo(street, LIFT)
    assert sorted(cards(street), reverse=True) == [f"3栋 {BIN}\n1 号，已派给", f"3栋 {LIFT}\n2 号，已派给"]


async def test_a_card_that_was_on_its_way_when_the_bot_was_removed(street: Street) -> None:
    """It comes when the bot does."""
    street.sim.faults.fail("sendMessage", code=403, description="Forbidden: bot was kicked from the supergroup chat")
    await photo(street, BIN)
    street.zhou.removes(street.bot, street.group)
    await street.settled()
    assert cards(street) == []
    street.zhou.adds(street.bot, street.group)
    street.zhou.promotes(street.bot, street.group)
    await street.settled()
    assert cards(street) == [f"3栋 {BIN}\n1 号，已派给"]


@pytest.mark.parametrize("refusal", ["TOPIC_CLOSED", "CHAT_RESTRICTED"])
async def test_a_group_where_nobody_may_write_alarms_once(street: Street, refusal: str) -> None:
    """Not for each message; and what was reported meanwhile gets its card with the next report."""
    street.operator.starts(street.bot)
    await street.settled()
    street.sim.faults.fail(times=100, code=400, description=f"Bad Request: {refusal}", chat_id=street.group.id)
    await photo(street, BIN)
    await photo(street, LIFT)
    street.sim.faults.clear()
    assert cards(street) == []
    assert [one for one in texts(street, street.operator) if "发不出去" in one] == [
        f"有一条消息发不出去：card.group，{refusal.lower()}"
    ]
    await photo(street, LAMP)
    assert len(cards(street)) == 3


async def test_a_message_that_is_never_taken_alarms_once_a_day(street: Street) -> None:
    """For one chat and one kind of trouble."""
    street.operator.starts(street.bot)
    await street.settled()
    for caption in (BIN, LIFT):
        street.sim.faults.fail("sendMessage", code=400, description="Bad Request: something new")
        await photo(street, caption)
    assert len([one for one in texts(street, street.operator) if "发不出去" in one]) == 1
