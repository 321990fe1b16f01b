"""A danger to life that somebody tells of after the report: its points go to whom they belong, once for each case."""

from sqlalchemy import select

from storage import people, points_tables
from storage.unit import Unit
from tests.points.book import check_books
from tests.points.test_seen import evening
from tests.street.scene import Street, picture, words

SPARKS = "现在冒火花了"
_MOVES = select(points_tables.movements).order_by(points_tables.movements.c.id)


async def earned(street: Street) -> dict[str, list[str]]:
    """Who earned by which rules; the books are checked on the way."""

    def ask(unit: Unit) -> dict[str, list[str]]:
        check_books(unit)
        found: dict[str, list[str]] = {}
        for row in unit.execute(_MOVES):
            found.setdefault(people.person(unit, row.person_id).name, []).append(f"{row.kind}:{row.rule}")
        return {name: sorted(rules) for name, rules in found.items()}

    return await street.gridbee.database.run(ask)


async def mended(street: Street) -> None:
    """陈师傅 mends 1 号 and 王阿姨 says so."""
    await street.says(street.chen, street.bot, "接单 1")
    await street.says(street.chen, street.bot, "办好了 1 换了")
    await street.press(street.wang, street.last(street.group), "解决了")
    assert (await street.case(1)).case.status == "closed"


async def test_a_neighbours_words_are_the_neighbours_points(street: Street) -> None:
    """王阿姨 reported a bin, 张叔 saw the sparks. He hears of it in the evening, and not that he reported the bin."""
    street.zhang.starts(street.bot)
    await street.report("3栋门口垃圾桶坏了")
    await street.says(street.zhang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    await street.says(street.wang, street.group, "又冒火花了", reply_to=street.card(street.group, 1))
    await mended(street)
    assert await earned(street) == {
        "王阿姨": ["award:report", "award:resolved", "award:verify"], "张叔": ["award:hazard"]
    }
    await evening(street)
    assert words(street.last(street.zhang)).startswith("今天积分 +3：隐患 1 处 +3。")


async def test_the_reporters_own_words_are_the_reporters_points(street: Street) -> None:
    """By an edit; that 张叔 says it once more changes nothing."""
    posted = await street.says(street.wang, street.group, photo=picture(), caption="楼下的大树倒了")
    street.wang.edits(posted, "楼下的大树倒了，压到人了")
    await street.settled()
    await street.says(street.zhang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    await mended(street)
    assert await earned(street) == {"王阿姨": ["award:hazard", "award:report", "award:resolved", "award:verify"]}


async def test_paid_duty_tells_of_danger_for_nothing(street: Street) -> None:
    """陈师傅 sees the sparks at work: they are not what 王阿姨 told, and his duty."""
    await street.report("3栋门口垃圾桶坏了")
    await street.says(street.chen, street.group, SPARKS, reply_to=street.card(street.group, 1))
    assert (await street.case(1)).case.urgency == "critical"
    await mended(street)
    assert await earned(street) == {"王阿姨": ["award:report", "award:resolved", "award:verify"]}


async def test_the_words_that_stood_are_paid(street: Street) -> None:
    """The secretary said that there was no danger; who told of it after that, and was right, gets the points."""
    await street.report("3栋门口垃圾桶坏了")
    card = street.card(street.group, 1)
    await street.says(street.zhang, street.group, SPARKS, reply_to=card)
    await street.says(street.zhou, street.bot, "改分类 1 一般")
    await street.says(street.wang, street.group, "着火了", reply_to=card)
    await mended(street)
    assert await earned(street) == {"王阿姨": ["award:hazard", "award:report", "award:resolved", "award:verify"]}


async def test_a_danger_is_paid_once(street: Street) -> None:
    """The report told of one and was paid for it; what 张叔 says after it was reopened is not paid a second time."""
    await street.report("3栋门口垃圾桶着火了")
    await mended(street)
    await street.says(street.wang, street.group, "还没好 1 盖子没换")
    await street.says(street.zhou, street.bot, "改分类 1 一般")
    await street.says(street.zhang, street.group, SPARKS, reply_to=street.card(street.group, 1))
    assert (await street.case(1)).case.urgency == "critical"
    await street.says(street.chen, street.bot, "办好了 1 换了")
    await street.press(street.wang, street.last(street.group), "解决了")
    found = await earned(street)
    assert sum(rules.count("award:hazard") - rules.count("reversal:hazard") for rules in found.values()) == 1
