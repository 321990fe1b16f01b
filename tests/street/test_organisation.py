"""Who may do what, and where: invitations, roles, leave."""

from datetime import timedelta

from simulator.street import Person
from tests.street.heard import responsible, texts
from tests.street.scene import Street, labels, words


def newcomer(street: Street, name: str) -> Person:
    return street.sim.world.add_user(name)


def link_in(text: str) -> str:
    """The payload of the link that a message passes on."""
    return text.partition("?start=")[2].split()[0]


async def opens(street: Street, person: Person, payload: str) -> str:
    """Somebody follows a link to the bot; what they read last."""
    person.starts(street.bot, payload)
    await street.settled()
    return words(street.last(person))


async def invited(street: Street, by: Person, command: str) -> str:
    """A secretary asks for a link; its payload."""
    await street.says(by, street.bot, command)
    answer = words(street.last(by))
    assert "72 小时内有效，只能用一次" in answer
    return link_in(answer)


async def test_a_worker_comes_in_by_a_link_that_works_once(street: Street) -> None:
    """Greeted with what they are responsible for and what to do first; the inviter hears of it."""
    payload = await invited(street, street.zhou, "/invite property FHC-1 吴师傅")
    wu, other = newcomer(street, "吴大伟"), newcomer(street, "路人")
    greeting = await opens(street, wu, payload)
    assert greeting.startswith("吴师傅您好，从今天起 第一网格 的事会找您（物管家）。先把这条消息置顶")
    assert "等着派人的" not in greeting
    assert labels(street.last(wu)) == ["看我手上的事"]
    assert texts(street, wu)[0].startswith("我只记报上来的事")
    told = street.last(street.zhou)
    assert words(told) == "吴大伟 接受了邀请：第一网格 物管家。不是您请的人？点一下收回。"
    assert await opens(street, other, payload) == "这个链接已经用过了，请让请您的人再发一个。"
    assert await opens(street, wu, payload) == "您已经在了，不用再点一次。"

    number = await street.report()
    assert await responsible(street, number) == "吴师傅"
    await street.press(street.zhou, told, "收回")
    assert words(street.last(street.zhou)) == "收回了。"
    assert await responsible(street, number) == "陈师傅"
    assert await opens(street, wu, payload) == "这个链接不对，请让请您的人再发一个。"


async def test_links_that_let_nobody_in(street: Street) -> None:
    """Expired, invented, taken back unused, or made by somebody who may no longer invite."""
    stranger = newcomer(street, "路人")
    payload = await invited(street, street.zhou, "/invite mediator FHC 吴老师")
    orphan = await invited(street, street.zhou, "/invite mediator FHC-2 吴老师")
    street.clock.shift(timedelta(hours=72, seconds=1))
    assert "过期了（72 小时）" in await opens(street, stranger, payload)
    assert "链接不对" in await opens(street, stranger, "A" * 43)

    orphan = await invited(street, street.zhou, "/invite mediator FHC-2 吴老师")
    await street.says(street.operator, street.bot, "/staff FHC")
    remove = next(label for label in labels(street.last(street.operator)) if "周书记" in label)
    await street.press(street.operator, street.last(street.operator), remove)
    assert words(street.last(street.zhou)) == "您不再是 凤凰城 的书记了，辛苦了，谢谢您。"
    assert "链接不对" in await opens(street, stranger, orphan)


async def test_who_may_invite_whom(street: Street) -> None:
    """A secretary for areas below, never their own equal; residents and workers nobody; the operator everybody."""
    await street.says(street.wang, street.bot, "/invite property FHC-1 吴师傅")
    assert words(street.last(street.wang)) == "第一网格 不归您管。"
    await street.says(street.chen, street.bot, "/invite property FHC-1 吴师傅")
    assert words(street.last(street.chen)) == "第一网格 不归您管。"
    await street.says(street.zhou, street.bot, "/invite secretary FHC 吴书记")
    assert words(street.last(street.zhou)) == "凤凰城 的书记，要上一级书记或者管事的人来请、来撤。"
    await street.says(street.zhou, street.bot, "/invite king FHC-1")
    assert words(street.last(street.zhou)).startswith("没有「king」这个身份。可以用：grid_worker")
    await street.says(street.zhou, street.bot, "/invite 物管家 FHC-1 吴师傅")
    assert words(street.last(street.zhou)).endswith("（第一网格 物管家）")
    await street.says(street.zhou, street.bot, "/invite 书记 FHC 吴书记")
    assert "上一级书记" in words(street.last(street.zhou))
    await street.says(street.zhou, street.bot, "/invite property NOWHERE")
    assert words(street.last(street.zhou)).startswith("没有「NOWHERE」这个编号")
    await street.says(street.zhou, street.group, "/invite property FHC-1")
    assert words(street.last(street.group)).startswith("在私聊里这样发：/invite")

    wu = newcomer(street, "吴")
    payload = await invited(street, street.operator, "/invite secretary FHC 吴书记")
    assert "凤凰城 归您看着（书记）。先把我拉进楼栋群，发 /bind 编号" in await opens(street, wu, payload)
    await invited(street, wu, "/invite secretary FHC-1 赵书记")


async def test_who_has_nobody_gets_what_waited(street: Street) -> None:
    """A case that nobody could take goes to whoever arrives, and they read so."""
    for person in (street.chen, street.li, street.zhou):
        person.blocks(street.bot)
    await street.settled()
    number = await street.report()
    assert (await street.case(number)).case.status == "filed"
    wu = newcomer(street, "吴")
    await street.invite(wu, "property", "FHC-1-3", "吴师傅")
    assert any("现在有 1 件等着派人的已经派出去了" in one for one in texts(street, wu))
    assert await responsible(street, number) == "吴师傅"
    assert "1 号，等您接单" in words(street.card(wu, number))


async def test_a_role_is_taken_away_from_the_list(street: Street) -> None:
    """/staff shows who is on duty; open cases go to others, and both sides read so."""
    number = await street.report()
    await street.says(street.wang, street.bot, "/staff")
    assert words(street.last(street.wang)) == "这个要书记才能看。"
    await street.says(street.zhou, street.bot, "/staff")
    listed = street.last(street.zhou)
    assert "凤凰城 · 物管家 陈师傅" in words(listed)
    assert "第一网格 · 网格员 李〇晴" in words(listed)
    remove = next(label for label in labels(listed) if "陈师傅" in label)
    await street.press(street.zhou, listed, remove)
    assert words(street.last(street.zhou)) == "陈师傅不再是 凤凰城 的物管家了，手上 1 件已经另派。"
    assert any("您不再是 凤凰城 的物管家了" in one for one in texts(street, street.chen))
    assert "1 号现在不归您了，您不用管了。" in words(street.card(street.chen, number))
    assert await responsible(street, number) != "陈师傅"
    press = await street.press(street.zhou, listed, remove)
    assert press.answer.text == "他已经不在岗了。"
    own = next(label for label in labels(listed) if "周书记" in label)
    street.zhou.presses(listed, own)
    await street.settled()
    assert words(street.last(street.zhou)).startswith("周书记不再是 凤凰城 的书记了")


async def test_a_forged_removal_changes_nothing(street: Street) -> None:
    """The number of a grant in a button is no authority."""
    await street.says(street.zhou, street.bot, "/staff")
    button = next(one for one in street.last(street.zhou).buttons if "陈师傅" in one["text"])
    street.wang.starts(street.bot)
    await street.settled()
    press = street.wang.presses_raw(street.last(street.wang), button["callback_data"])
    await street.until(lambda: press.answer is not None)
    assert await responsible(street, await street.report()) == "陈师傅"


async def test_leave_gives_the_cases_to_others_until_the_day(street: Street) -> None:
    """/leave until a day, longer, and back again by hand; who is no staff has no leave."""
    await street.says(street.wang, street.bot, "/leave until 12月31日")
    assert words(street.last(street.wang)) == "请假是给在岗的人用的。"
    await street.says(street.chen, street.bot, "/leave")
    assert words(street.last(street.chen)) == "请到哪天？比如：/leave until 6月20日"
    number = await street.report()
    day = (street.clock.now() + timedelta(days=3)).astimezone(street.gridbee.database.rules.zone)
    await street.says(street.chen, street.bot, f"/leave until {day.month}月{day.day}日")
    assert "新事不找您，手上 1 件已经另派" in words(street.last(street.chen))
    assert await responsible(street, number) != "陈师傅"
    assert "returned" in await street.kinds(number)
    second = await street.report("楼道里电线裸露冒火花了")
    assert await responsible(street, second) != "陈师傅"
    await street.says(street.chen, street.bot, "/leave back")
    assert words(street.last(street.chen)) == "欢迎回来，新事又会找您了。"
    assert await responsible(street, await street.report("3栋门口的垃圾桶盖子坏了")) == "陈师傅"


async def test_when_a_leave_ends_by_itself_what_waited_is_given_out(street: Street) -> None:
    """Everybody is away: the case waits, and goes to the first who is back."""
    zone = street.gridbee.database.rules.zone
    for days, person in ((2, street.chen), (9, street.li), (9, street.zhou)):
        day = (street.clock.now() + timedelta(days=days)).astimezone(zone)
        await street.says(person, street.bot, f"/leave until {day.year}-{day.month}-{day.day}")
    number = await street.report()
    assert (await street.case(number)).case.status == "filed"
    street.clock.shift(timedelta(days=3))
    await street.settled()
    assert await responsible(street, number) == "陈师傅"


async def test_who_blocks_the_bot_gives_the_cases_back_and_may_return(street: Street) -> None:
    """The card of what went to others says so when they are back, and new cases come again."""
    number = await street.report()
    sent = len(texts(street, street.chen))
    street.chen.blocks(street.bot)
    await street.settled()
    assert await responsible(street, number) not in ("陈师傅", "")
    second = await street.report("3栋电梯门关不上了")
    assert await responsible(street, second) != "陈师傅"
    assert len(texts(street, street.chen)) == sent
    street.chen.unblocks(street.bot)
    await street.settled()
    assert "等您接单" not in words(street.card(street.chen, number))
    assert await responsible(street, await street.report("3栋门口的垃圾桶盖子坏了")) == "陈师傅"


async def test_each_reads_their_own_language(street: Street) -> None:
    """In private one's own; in a group the group's, set by who covers it."""
    await street.says(street.chen, street.bot, "/lang en")
    assert words(street.last(street.chen)) == "Fine, English it is."
    await street.says(street.wang, street.group, "/lang en")
    assert words(street.last(street.group)) == "3栋 不归您管。"
    await street.says(street.zhou, street.group, "/lang")
    assert words(street.last(street.group)) == "选一个：/lang zh 中文 · /lang en English"
    await street.report()
    assert "No. 1" in words(street.last(street.chen))
    assert "1 号，已派给" in words(street.last(street.group))
    await street.says(street.zhou, street.group, "/lang en")
    assert words(street.last(street.group)) == "Fine, English it is."
