"""Nobody to send it to: said honestly, alarmed, and routed by itself when somebody comes."""

from sqlalchemy import select, update

from storage import tables
from storage.unit import Unit
from tests.street.heard import responsible
from tests.street.scene import Street, labels, words


def _nobody(unit: Unit) -> None:
    unit.execute(update(tables.grants).where(tables.grants.c.role != "street_dept").values(ended_at=unit.execute(
        select(tables.people.c.met_at).limit(1)
    ).scalar()))  # fmt: skip


async def test_a_case_that_nobody_can_take(street: Street) -> None:
    """The group reads it, secretary of the street and operator are alarmed; a newcomer gets it at once."""
    zheng = street.sim.world.add_user("郑")
    await street.invite(zheng, "street_dept", "SY", "郑科长")
    await street.gridbee.database.run(_nobody)
    await street.invite(zheng, "secretary", "SY", "郑书记")
    number = await street.report()
    card = street.card(street.group, number)
    assert words(card) == "3栋 门口垃圾桶坏了\n1 号，已记下\n负责：正在找，已告诉管事的人"
    for person in (zheng, street.operator):
        alarm = street.last(person)
        assert words(alarm).startswith("这件还没找到人，请您派一下。\n3栋 门口垃圾桶坏了\n1 号，还没派出去")
        assert labels(alarm) == ["换个人", "我来领", "不受理", "分错了", "报重了"]
    wu = street.sim.world.add_user("吴")
    await street.invite(wu, "property", "FHC", "吴师傅")
    assert await responsible(street, number) == "吴师傅"
    assert "1 号，已派给\n负责：物管家 吴师傅" in words(card)
    assert "1 号，等您接单" in words(street.card(wu, number))
    assert "1 号，等人接单\n负责：物管家 吴师傅" in words(street.card(zheng, number))
    assert await street.kinds(number) == ["filed", "unrouted", "routed"]


async def test_a_worker_on_leave(street: Street) -> None:
    """Their cases go to others, in the end to nobody; they come back, and so does the case."""
    number = await street.report()
    await street.press(street.chen, street.last(street.chen), "接单")
    for person in (street.li, street.zhou, street.chen):
        await street.says(person, street.bot, "/leave until 12月30日")
    assert (await street.case(number)).case.status == "filed"
    assert "1 号现在不归您了" in words(street.card(street.chen, number))
    assert "1 号，还没派出去" in words(street.card(street.operator, number))
    await street.says(street.chen, street.bot, "/leave back")
    assert await responsible(street, number) == "陈师傅"
    assert "1 号，等您接单" in words(street.card(street.chen, number))


async def test_each_alarm_rings(street: Street) -> None:
    """Nobody has it, then somebody, then nobody again: the operator gets a new message, not an old one's edit."""
    number = await street.report()
    for person in (street.li, street.zhou, street.chen):
        await street.says(person, street.bot, "/leave until 12月30日")
    first = street.card(street.operator, number)
    await street.says(street.chen, street.bot, "/leave back")
    await street.says(street.chen, street.bot, "/leave until 12月30日")
    assert (await street.case(number)).case.status == "filed"
    second = street.card(street.operator, number)
    assert second.id > first.id
    assert "还没派出去" in words(second)
