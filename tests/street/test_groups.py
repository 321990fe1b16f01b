"""Groups: bound, bound anew, set up, moved, left and joined again."""

from simulator.chats import Chat
from simulator.messages import Message
from simulator.street import Person
from tests.street.heard import responsible, table, texts
from tests.street.scene import Street, labels, picture, words

BIN = "门口垃圾桶坏了"


def open_group(street: Street, title: str = "5栋邻居群", *admins: Person, sees: bool = True, basic: bool = False) -> Chat:
    """A group with the secretary and 王阿姨 in it; the bot is its administrator, or a plain member."""
    leads = [*admins, street.bot] if sees else list(admins)
    plain = [street.wang, street.zhou] if sees else [street.wang, street.zhou, street.bot]
    members = [one for one in plain if one not in leads]
    return street.sim.world.add_group(title, members, leads, supergroup=not basic)


async def asks(street: Street, person: Person, chat: Chat, text: str) -> str:
    """What the bot says to a command."""
    await street.says(person, chat, text)
    return words(street.last(chat))


async def photo(street: Street, chat: Chat, caption: str = BIN) -> Message:
    return await street.says(street.wang, chat, photo=picture(), caption=caption)


async def test_who_may_bind_a_group(street: Street) -> None:
    """The operator, and a secretary of the area who is an administrator there; nobody else."""
    group = open_group(street, "5栋邻居群", street.wang, street.li)
    assert await asks(street, street.wang, group, "/bind FHC-1-5") == "5栋 不归您管。"
    assert await asks(street, street.zhou, group, "/bind FHC-1-5") == "绑群要群管理员来。"
    street.wang.promotes(street.zhou, group)
    assert (await asks(street, street.zhou, group, "/bind FHC-9")).startswith("没有「FHC-9」这个编号")
    assert await asks(street, street.zhou, group, "/bind SY") == "山阳镇 不归您管。"
    assert await asks(street, street.zhou, group, "/bind") == "要带上楼栋编号，比如：/bind FHC-1-3"
    await street.says(street.zhou, street.bot, "/bind FHC-1-5")
    assert words(street.last(street.zhou)) == "这个要在群里发。"
    greeting = await asks(street, street.zhou, group, "/bind fhc-1-5")
    assert greeting.startswith("大家好，我是蜂格。哪里坏了，拍张照发群里，说一句在哪儿。")
    assert await asks(street, street.zhou, group, "/bind FHC-1-5") == "这个群已经绑在 5栋 了。"

    other = street.sim.world.add_group("12栋邻居群", [street.operator], [street.bot])
    assert "（12栋）" in await asks(street, street.operator, other, "/bind FHC-2-12")


async def test_the_bot_says_when_it_cannot_see_messages(street: Street) -> None:
    """Privacy mode and no administrator; made one, it sees."""
    group = open_group(street, "5栋邻居群", street.zhou, sees=False)
    blind = await asks(street, street.zhou, group, "/bind FHC-1-5")
    assert blind == "大家好，我是蜂格，绑到 5栋 了。不过我现在看不到大家发的照片：请群主把我设成管理员。"
    await photo(street, group)
    assert not await table(street, "cases")
    street.zhou.promotes(street.bot, group)
    await street.settled()
    assert await asks(street, street.zhou, group, "/bind FHC-1-5") == "这个群已经绑在 5栋 了。"
    await photo(street, group)
    assert "1 号，已派给" in words(street.card(group, 1))


async def test_a_second_group_takes_a_buildings_place_only_when_confirmed(street: Street) -> None:
    """The question has a button; others press it in vain; the old group reads that it is over."""
    group = open_group(street, "3栋新群", street.zhou)
    question = await asks(street, street.zhou, group, "/bind FHC-1-3")
    assert question.startswith("3栋 已经有群了")
    assert labels(street.last(group)) == ["换成这个群"]
    await photo(street, group)
    assert not await table(street, "cases")
    asked = street.last(group)
    press = await street.press(street.wang, asked, "换成这个群")
    assert press.answer.text == "3栋 不归您管。"
    assert street.last(group) is asked  # the group need not hear it
    press = await street.press(street.zhou, asked, "换成这个群")
    assert press.answer.text is None  # it stands in the group
    assert words(street.last(street.group)) == "3栋 换了新群，这里我就不记了。"
    assert words(street.last(group)).startswith("大家好，我是蜂格。")
    await photo(street, group)
    assert "1 号，已派给" in words(street.card(group, 1))
    heard = texts(street, street.group)
    await photo(street, street.group)
    assert texts(street, street.group) == heard
    assert await asks(street, street.zhou, group, "/bind FHC-1-5") == (
        "5栋 已经有群了，或者这个群绑在别处。确定换成这个群、绑到 5栋 吗？"
    )


async def test_an_anonymous_administrator_shows_in_private_who_they_are(street: Street) -> None:
    """By a link that only those who may bind can use; taking another group's place is asked there."""
    group = open_group(street, "5栋邻居群", street.zhou)
    street.zhou.sends(group, "/bind FHC-1-5", anonymously=True)
    await street.settled()
    asked = words(street.last(group))
    assert asked.startswith("要绑到 5栋，请点这里让我认一下您：https://t.me/gridbee_bot?start=b-")
    payload = asked.partition("?start=")[2]
    street.wang.starts(street.bot, payload)
    await street.settled()
    assert words(street.last(street.wang)) == "5栋 不归您管。"
    street.zhou.starts(street.bot, payload)
    await street.settled()
    assert words(street.last(street.zhou)) == "好，「5栋邻居群」绑好了。"
    assert words(street.last(group)).startswith("大家好，我是蜂格。")

    second = open_group(street, "5栋新群", street.zhou)
    street.zhou.sends(second, "/bind FHC-1-5", anonymously=True)
    await street.settled()
    street.zhou.starts(street.bot, words(street.last(second)).partition("?start=")[2])
    await street.settled()
    assert labels(street.last(street.zhou)) == ["换成这个群"]
    assert words(street.last(group)).startswith("大家好，我是蜂格。")
    await street.press(street.zhou, street.last(street.zhou), "换成这个群")
    assert words(street.last(street.zhou)) == "好，「5栋新群」绑好了。"
    assert words(street.last(group)) == "5栋 换了新群，这里我就不记了。"
    street.zhou.sends(second, "/unbind", anonymously=True)
    await street.settled()
    assert words(street.last(second)).startswith("您现在是用群的身份发的")


async def test_unbound_the_group_is_an_ordinary_one_and_open_cases_go_on(street: Street) -> None:
    """And it can be bound again."""
    await photo(street, street.group)
    assert await asks(street, street.wang, street.group, "/unbind") == "3栋 不归您管。"
    assert await asks(street, street.zhou, street.group, "/unbind") == "好，这个群不再绑 3栋，没办完的事接着办。"
    heard = texts(street, street.group)
    await photo(street, street.group)
    assert texts(street, street.group) == heard
    assert await asks(street, street.zhou, street.group, "/unbind") == "这里不是绑好的群。"
    await street.press(street.chen, street.card(street.chen, 1), "接单")
    assert "1 号，正在办" in words(street.card(street.group, 1))
    assert (await asks(street, street.zhou, street.group, "/bind FHC-1-3")).startswith("大家好")
    await photo(street, street.group, "电梯门关不上了")
    assert "2 号，已派给" in words(street.card(street.group, 2))


async def test_a_group_says_how_its_photos_are_taken(street: Street) -> None:
    """/mode auto, ask, command; a station may be a staff group for a while."""
    assert await asks(street, street.wang, street.group, "/mode ask") == "3栋 不归您管。"
    assert (await asks(street, street.zhou, street.group, "/mode loud")).startswith("现在是 auto。可以选：/mode auto")
    assert await asks(street, street.zhou, street.group, "/mode ask") == "好，每次先问一句再记。"
    await photo(street, street.group)
    assert labels(street.last(street.group)) == ["记下来", "不用"]
    assert await asks(street, street.zhou, street.group, "/mode command") == "好，只有 /report 或者叫我，我才记。"
    heard = texts(street, street.group)
    await photo(street, street.group, "电梯门关不上了")
    assert texts(street, street.group) == heard
    assert not await table(street, "cases")

    assert await asks(street, street.zhou, street.station, "/mode staff") == "好，这是工作群，我不主动记。"
    await street.says(street.rider, street.station, photo=picture(), caption="5栋门口垃圾桶坏了")
    assert not await table(street, "cases")
    assert await asks(street, street.zhou, street.station, "/mode auto") == "好，看着像问题的照片直接记下来。"
    await street.says(street.rider, street.station, photo=picture(), caption="5栋门口垃圾桶坏了")
    assert "1 号，已派给" in words(street.card(street.station, 1))


async def basic_group(street: Street) -> Chat:
    """A basic group of 5栋 with one open case."""
    group = open_group(street, "5栋邻居群", street.zhou, basic=True)
    await street.says(street.zhou, group, "/bind FHC-1-5")
    await photo(street, group)
    return group


async def goes_on_in(street: Street, group: Chat) -> None:
    """The case's card stands in the supergroup and is kept true; later reports work; nothing was parked."""
    assert "1 号，已派给" in words(street.card(group, 1))
    await street.press(street.chen, street.card(street.chen, 1), "接单")
    assert "1 号，正在办" in words(street.card(group, 1))
    await photo(street, group, "电梯门关不上了")
    assert street.card(group, 2).reply_to is not None
    assert "2 号，已派给" in words(street.card(group, 2))
    assert not [row for row in await table(street, "inbox") if row.state != "done"]
    assert [row.purpose for row in await table(street, "chats") if row.telegram_id == group.id] == ["building"]


async def test_a_group_becomes_a_supergroup(street: Street) -> None:
    """Living cards are sent anew, message numbers begin at one again, and everything goes on."""
    old = await basic_group(street)
    new = street.zhou.migrates(old)
    await street.settled()
    await goes_on_in(street, new)
    assert old.id not in [row.telegram_id for row in await table(street, "chats")]


async def test_a_message_is_on_its_way_when_the_group_moves(street: Street) -> None:
    """Telegram's refusal tells of the move before the service messages do; they come late and change nothing."""
    old = await basic_group(street)
    (ours,) = [row.id for row in await table(street, "chats") if row.telegram_id == old.id]
    street.sim.faults.fail("getUpdates")
    street.wang.sends(old, "早上好")
    await street.until(lambda: not street.sim.faults.as_json()["plan"])
    new = street.zhou.migrates(old)
    await street.gridbee.database.run(
        lambda unit: unit.tell(ours, "say", at=street.clock.now(), key="lang.which", values={})
    )
    await street.until(lambda: "选一个：/lang zh 中文 · /lang en English" in texts(street, new))
    await street.settled()
    await goes_on_in(street, new)


async def test_the_bot_is_removed_and_added_again(street: Street) -> None:
    """Meanwhile nothing is sent there; afterwards the card is brought up to date and reports work."""
    await photo(street, street.group)
    street.wang.starts(street.bot)
    await street.settled()
    street.zhou.removes(street.bot, street.group)
    await street.settled()
    calls = len(street.sim.world.calls)
    await street.press(street.chen, street.card(street.chen, 1), "接单")
    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    await street.says(street.chen, street.bot, "换了个新桶")
    there = [one for one in street.sim.world.calls[calls:] if one.params.get("chat_id") == str(street.group.id)]
    assert there == []
    assert any("您看好了吗" in one for one in texts(street, street.wang))
    assert "1 号，已派给" in words(street.card(street.group, 1))

    street.zhou.adds(street.bot, street.group)
    street.zhou.promotes(street.bot, street.group)
    await street.settled()
    assert "1 号，修好了" in words(street.card(street.group, 1))
    assert "group.hello" not in " ".join(texts(street, street.group))
    await photo(street, street.group, "电梯门关不上了")
    assert "2 号，已派给" in words(street.card(street.group, 2))
    assert await responsible(street, 2) == "陈师傅"


async def test_an_unbound_group_that_the_bot_is_added_to(street: Street) -> None:
    """It says how to begin, once."""
    group = street.sim.world.add_group("12栋邻居群", [street.wang], [street.zhou])
    street.zhou.adds(street.bot, group)
    await street.settled()
    assert texts(street, group) == ["大家好，我是蜂格。请书记发「/bind 楼栋编号」，我就开始干活。"]
    street.zhou.promotes(street.bot, group)
    await street.settled()
    assert len(texts(street, group)) == 1
