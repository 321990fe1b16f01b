"""Have we heard it before? The same thing joins, a doubtful one is one question, a different one is its own case."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.street.scene import Street, labels, open_street, picture, words


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """The neighbourhood as it is by default: reports about the same thing are joined."""
    async with open_street(tmp_path, joins=True) as street:
        yield street


async def test_a_neighbour_who_says_the_same_joins(street: Street) -> None:
    """No second case: counted, told where it stands, and asked about the result like the first."""
    await street.report("3栋楼下垃圾桶满了没人收")
    await street.says(street.zhang, street.group, photo=picture("navy"), caption="楼下的垃圾桶满了，没人收")
    told = words(street.last(street.group))
    assert "这件我们知道了：1 号" in told
    assert "陈师傅在办" in told
    await street.says(street.zhang, street.group, photo=picture("pink"), reply_to=street.last(street.group))
    assert len((await street.case(1)).photos) == 3
    sheet = await street.case(1)
    assert len(sheet.reports) == 2
    assert sheet.also == 1
    assert "我也遇到（1）" in labels(street.card(street.group, 1))
    assert await street.newest() == 1


async def test_a_doubtful_one_is_asked_and_joins(street: Street) -> None:
    """Same place and kind, other words: one tap."""
    await street.report("3栋楼下垃圾桶满了没人收")
    await street.says(street.zhang, street.group, photo=picture("navy"), caption="那边垃圾堆成山，臭得很")
    question = street.last(street.group)
    assert "和 1 号「楼下垃圾桶满了没人收」是一件事吗？" in words(question)
    assert labels(question) == ["是同一件", "不是，另记一件"]
    stranger = await street.press(street.wang, question, "是同一件")
    assert "这个要发的人自己点" in stranger.answer.text
    await street.press(street.zhang, question, "是同一件")
    assert len((await street.case(1)).reports) == 2
    assert await street.newest() == 1


async def test_a_doubtful_one_can_be_its_own(street: Street) -> None:
    """No, a new one."""
    await street.report("3栋楼下垃圾桶满了没人收")
    await street.says(street.zhang, street.group, photo=picture("navy"), caption="那边垃圾堆成山，臭得很")
    await street.press(street.zhang, street.last(street.group), "不是，另记一件")
    assert await street.newest() == 2
    assert len((await street.case(2)).reports) == 1


async def test_without_an_answer_it_is_filed(street: Street) -> None:
    """A report is never lost for want of a tap."""
    await street.report("3栋楼下垃圾桶满了没人收")
    await street.says(street.zhang, street.group, photo=picture("navy"), caption="那边垃圾堆成山，臭得很")
    street.clock.shift(timedelta(minutes=11))
    await street.settled()
    assert await street.newest() == 2


async def test_another_place_is_another_case(street: Street) -> None:
    """2单元 is not 3单元, and 5栋 is not 3栋."""
    await street.report("2单元楼道堆了杂物")
    await street.report("3单元楼道堆了杂物", street.zhang)
    await street.report("5栋 2单元楼道堆了杂物", street.zhang)
    assert await street.newest() == 3


async def test_the_same_photo_from_another_phone_is_found(street: Street) -> None:
    """Other words, another kind, the same picture at the same place: the photo's likeness tells."""
    same = picture("firebrick", (640, 480))
    await street.says(street.wang, street.group, photo=same, caption="楼下路灯不亮")
    await street.says(street.zhang, street.group, photo=same, caption="单元门关不上")
    assert (await street.case(2)).case.status == "merged"
    assert (await street.case(2)).case.merged_into_id == 1
    assert len((await street.case(1)).reports) == 2


async def test_a_danger_is_never_taken_for_something_else(street: Street) -> None:
    """Dark photos look alike: people trapped in a lift don't vanish into a leak."""
    same = picture("firebrick", (640, 480))
    await street.says(street.wang, street.group, photo=same, caption="楼下漏水了")
    await street.says(street.zhang, street.group, photo=same, caption="电梯困人，快来")
    assert (await street.case(2)).case.status == "dispatched"
    assert len((await street.case(1)).reports) == 1


async def test_a_danger_in_nearly_the_same_words_is_its_own_case(street: Street) -> None:
    """A fallen tree is known; that somebody lies under it is not, and the next who says so joins that."""
    await street.report("楼下的大树倒了")
    await street.report("楼下的大树倒了，压到人了", street.zhang)
    danger = (await street.case(2)).case
    assert (danger.status, danger.urgency) == ("dispatched", "critical")
    assert "2 号，等您接单" in words(street.last(street.chen))
    neighbour = street.sim.world.add_user("赵姐")
    neighbour.joins(street.group)
    await street.says(neighbour, street.group, photo=picture("navy"), caption="楼下大树倒了，压到人了！")
    assert [len((await street.case(number)).reports) for number in (1, 2)] == [1, 2]
    assert await street.newest() == 2


async def test_ten_households_tell_the_secretary(street: Street) -> None:
    """Me too raises it: the tenth is told, once."""
    await street.report("3栋电梯坏了")
    for number in range(10):
        neighbour = street.sim.world.add_user(f"邻居{number}")
        neighbour.joins(street.group)
        await street.press(neighbour, street.card(street.group, 1), labels(street.card(street.group, 1))[0])
    told = [words(one) for one in street.chat_of(street.zhou).visible if "户人家说了" in words(one)]
    assert len(told) == 1


async def test_a_correction_teaches(street: Street) -> None:
    """The next caption like the one that was mended is understood at once."""
    await street.says(street.wang, street.group, "/report 那个东西又在那里了，请处理")
    classifier = street.gridbee.database.rules.classifier
    before = classifier.read("那个东西又在那里了，请处理").category
    await street.says(street.wang, street.bot, "分错了 1 safety.falling_object")
    assert (await street.case(1)).case.category == "safety.falling_object"
    assert before != "safety.falling_object"
    assert classifier.read("那个东西又在那里了，请处理").category == "safety.falling_object"


async def test_the_same_file_from_the_same_person_is_one_report(street: Street) -> None:
    """Forwarded again, here or from the private chat: nothing is added, and they hear where it stands."""
    posted = await street.says(street.wang, street.group, photo=picture(), caption="楼下垃圾桶满了没人收")
    street.wang.forwards(posted, street.group)
    await street.settled()
    await street.press(street.wang, street.last(street.group), "记下来")
    street.wang.starts(street.bot)
    street.wang.forwards(posted, street.bot)
    await street.settled()
    sheet = await street.case(1)
    assert (len(sheet.reports), len(sheet.photos), sheet.also) == (1, 1, 0)
    assert await street.newest() == 1
    assert "这件我们知道了：1 号" in words(street.last(street.wang))


async def test_the_same_picture_uploaded_again_by_the_same_person(street: Street) -> None:
    """Telegram knows it by another name, and the words say another building: its look gives it away."""
    same = picture("firebrick", (640, 480))
    await street.says(street.wang, street.group, photo=same, caption="楼下路灯不亮")
    await street.says(street.wang, street.group, photo=same, caption="5栋门口路灯不亮")
    assert (await street.case(2)).case.merged_into_id == 1
    assert (await street.case(1)).also == 0


async def test_who_joined_hears_the_end(street: Street) -> None:
    """Told in private, so asked in private about the result; and the case is theirs in /mine."""
    await street.report("3栋楼下垃圾桶满了没人收")
    street.zhang.starts(street.bot)
    await street.says(street.zhang, street.bot, photo=picture("navy"), caption="3栋楼下的垃圾桶满了，没人收")
    assert "陈师傅在办" in words(street.last(street.zhang)) or "1 号" in words(street.card(street.zhang, 1))
    await street.says(street.chen, street.bot, "办好了 1 清掉了")
    heard = " ".join(words(one) for one in street.chat_of(street.zhang).visible)
    assert "这件我们知道了：1 号" in heard
    assert "清掉了" in heard
    assert any("解决" in label or "好了" in label for label in labels(street.last(street.zhang)))
