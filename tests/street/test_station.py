"""A couriers' station: its group belongs to the whole community, so the building has to be found out."""

from datetime import timedelta

from tests.street.scene import Street, labels, picture, words
from tests.street.traces import left, number_of_cases, rows, spoken


async def unplaced(street: Street) -> None:
    """A rider reports something without saying where."""
    await street.says(street.rider, street.station, photo=picture(), caption="楼道灯不亮了")


async def test_the_words_name_the_building(street: Street) -> None:
    """Filed there; its own group sees the card too, nobody is asked."""
    await street.says(street.rider, street.station, photo=picture(), caption="3栋楼道灯不亮了")
    assert (await street.case(1)).area.name == "3栋"
    assert "1 号" in words(street.card(street.station, 1))
    assert "1 号" in words(street.card(street.group, 1))
    assert street.card(street.group, 1).reply_to is None
    assert not any("是哪栋" in one for one in spoken(street, street.station))


async def test_the_building_is_picked(street: Street) -> None:
    """Filed at once for the community, then moved by the rider's tap; the question goes away."""
    await unplaced(street)
    assert (await street.case(1)).area.name == "凤凰城"
    question = street.last(street.station)
    assert "1 号记下了。是哪栋的？" in words(question)
    assert labels(question) == ["3栋", "5栋", "12栋"]
    await street.press(street.rider, question, "12栋")
    assert (await street.case(1)).area.name == "12栋"
    assert "12栋" in words(street.card(street.station, 1))
    assert question.deleted
    await street.says(street.rider, street.station, "3栋")
    assert (await street.case(1)).area.name == "12栋"


async def test_the_building_is_typed(street: Street) -> None:
    """The next word is the answer; the card tells that it was understood."""
    await unplaced(street)
    question = street.last(street.station)
    before = len(spoken(street, street.station))
    await street.says(street.rider, street.station, "12栋的")
    assert (await street.case(1)).area.name == "12栋"
    assert question.deleted
    assert len(spoken(street, street.station)) == before - 1


async def test_the_building_is_told_in_a_reply(street: Street) -> None:
    """To the question or the card; a word that is no building is said so."""
    await unplaced(street)
    question = street.last(street.station)
    await street.says(street.rider, street.station, "就那边", reply_to=question)
    assert "没认出是哪栋" in words(street.last(street.station))
    await street.says(street.rider, street.station, "5栋", reply_to=street.card(street.station, 1))
    assert (await street.case(1)).area.name == "5栋"


async def test_chatter_is_not_the_answer(street: Street) -> None:
    """While the question is open the rider may talk, and may report the next thing."""
    await unplaced(street)
    before = spoken(street, street.station)
    await street.says(street.rider, street.station, "今晚一起吃饭吗")
    assert spoken(street, street.station) == before
    await street.says(street.rider, street.station, photo=picture("red"), caption="12栋门口垃圾桶坏了")
    assert [(await street.case(number)).area.name for number in (1, 2)] == ["凤凰城", "12栋"]


async def test_only_whoever_may_correct_it_answers(street: Street) -> None:
    """A colleague of the station is told that it is not theirs."""
    other = street.sim.world.add_user("别的骑手")
    other.joins(street.station)
    await unplaced(street)
    press = await street.press(other, street.last(street.station), "12栋")
    assert press.answer.alert
    await street.says(other, street.station, "12栋")
    assert (await street.case(1)).area.name == "凤凰城"


async def test_nobody_answers(street: Street) -> None:
    """It stays with the community; the prompt is over after half an hour."""
    await unplaced(street)
    street.clock.shift(timedelta(minutes=31))
    await street.settled()
    await street.says(street.rider, street.station, "12栋")
    assert (await street.case(1)).area.name == "凤凰城"
    assert await number_of_cases(street) == 1
    assert "drafts" not in await left(street)
    assert [one.state for one in await rows(street, "photos")] == ["stored"]
