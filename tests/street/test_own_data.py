"""What is kept of a person: said in plain words, handed out whole, and deleted without a trace but the figures."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from simulator.street import Person
from storage import queues, tables
from storage.unit import Unit
from tests.street.heard import responsible, table, texts
from tests.street.scene import Street, picture, words

SHORT = "我只记报上来的事：照片、文字、地点、谁报的。平时聊天不记。"




async def test_the_first_word_in_private_is_answered_with_what_is_kept(street: Street) -> None:
    """In two lines, once, before the answer; /privacy says it all."""
    await street.says(street.wang, street.bot, "/help")
    await street.says(street.wang, street.bot, "/mine")
    assert [one.startswith(SHORT) for one in texts(street, street.wang)] == [True, False, False]
    await street.says(street.wang, street.bot, "/privacy")
    told = words(street.last(street.wang))
    assert told.startswith("记什么，不记什么\n记：您报的事")
    assert "照片在办完 180 天后删；出错没处理的消息最多留 7 天。" in told
    await street.says(street.wang, street.group, "/privacy")
    assert words(street.last(street.group)).startswith("记什么，不记什么")


async def a_life(street: Street) -> Person:
    """白芷 reported, met the same, rated, worked, wrote, drafted; her id and words are everywhere."""
    zhi = street.sim.world.add_user("白芷")
    zhi.joins(street.group)
    await street.invite(zhi, "property", "FHC-1-3", "白老师")
    await street.says(zhi, street.group, photo=picture("plum"), caption="紫藤花架边的垃圾桶坏了")
    await street.says(zhi, street.group, "紫藤都压坏了", reply_to=street.card(street.group, 1))
    await street.says(street.wang, street.group, photo=picture("olive"), caption="楼道灯不亮了")
    await street.press(zhi, street.card(street.group, 2), "我也遇到")
    await street.says(zhi, street.bot, photo=picture("navy"), caption="3栋紫藤旁边的井盖坏了")
    await street.says(zhi, street.bot, "问一问 2 紫藤在哪一边")
    await street.says(street.wang, street.bot, "在左边")
    await street.says(zhi, street.group, photo=picture("teal"))
    await street.gridbee.database.run(_parked_update, zhi.id, street.clock.now())
    return zhi


def _parked_update(unit: Unit, telegram_id: int, now: Any) -> None:
    said = json.dumps({"message": {"from": {"id": telegram_id, "first_name": "白芷"}, "text": "紫藤"}}, ensure_ascii=False)
    queues.take_in(unit, [queues.Taken(1, -1, said)], now)
    unit.execute(tables.inbox.update().where(tables.inbox.c.update_id == 1).values(state="parked", ended_at=now))


async def test_everything_that_is_kept_is_handed_out_as_a_file(street: Street) -> None:
    """Asked for in the group it comes in private; nobody else is in it."""
    zhi = await a_life(street)
    await street.says(zhi, street.group, "/export_me")
    assert words(street.last(street.group)) == "发到私聊里了。"
    sent = street.last(zhi)
    assert words(sent) == "这是我记着的、跟您有关的全部内容。"
    file = sent.content.file
    assert file is not None
    assert file.name == "gridbee-my-data.json"
    kept = json.loads(file.data)
    assert kept["people"][0]["telegram_id"] == zhi.id
    assert [one["text"] for one in kept["reports"]] == ["紫藤花架边的垃圾桶坏了", "3栋紫藤旁边的井盖坏了"]
    assert {"chats", "drafts", "events", "grants", "inbox", "invites", "photos", "supporters"} <= set(kept)
    assert len(kept["photos"]) == 3
    assert "王阿姨" not in file.data.decode()


async def dump(street: Street) -> str:
    """The whole database as text."""

    def every_row(unit: Unit) -> str:
        return "\n".join(repr(tuple(row)) for one in tables.metadata.sorted_tables for row in unit.execute(select(one)))

    return await street.gridbee.database.read(every_row)


def stored(street: Street) -> set[str]:
    """The pictures in the photo folder."""
    folder = Path(street.settings.storage.photos)
    return {str(one.relative_to(folder)) for one in folder.rglob("*.jpg")}


async def figures(street: Street) -> dict[str, int]:
    names = ("cases", "reports", "supporters", "ratings", "events")
    return {name: len(await table(street, name)) for name in names}


async def test_whoever_asks_to_be_deleted_is_found_nowhere_any_more(street: Street) -> None:
    """Not in a table, not in the photo folder, not on a card; the figures stay, and open cases go on."""
    zhi = await a_life(street)
    signs = (str(zhi.id), "白芷", "白老师", "紫藤")
    told = await dump(street)
    assert [one for one in signs if one not in told] == []
    photos = {row.person_id: row.path for row in await table(street, "photos") if row.path}
    before = await figures(street)

    await street.says(zhi, street.group, "/delete_me yes")
    assert words(street.last(street.group)) == "这个请在私聊里发。"
    await street.says(zhi, street.bot, "/delete_me")
    assert words(street.last(zhi)).startswith("删了就找不回来")
    assert "紫藤" in await dump(street)
    await street.says(zhi, street.bot, "/delete_me yes")
    assert words(street.last(zhi)) == "都删掉了。以后想回来，发张照片就行。"
    street.clock.shift(timedelta(minutes=11))
    await street.settled()

    left = [line for line in (await dump(street)).split("\n") if any(one in line for one in signs)]
    assert left == []
    hers = (await table(street, "photos"))[0].person_id
    assert [row.state for row in await table(street, "photos") if row.person_id == hers] == ["expired", "expired"]
    assert stored(street) == {path for person, path in photos.items() if person != hers}
    after = await figures(street)
    assert {name: after[name] for name in ("cases", "reports", "supporters", "ratings")} == {
        name: before[name] for name in ("cases", "reports", "supporters", "ratings")
    }
    assert not [one for one in _standing(street) if any(sign in one for sign in signs)]

    assert await responsible(street, 1) == "陈师傅"
    await street.press(street.chen, street.card(street.chen, 1), "接单")
    await street.press(street.chen, street.card(street.chen, 1), "办好了")
    await street.says(street.chen, street.bot, "换了个新桶")
    assert "您看好了吗" in words(street.last(street.group))
    assert not [row for row in await table(street, "outbox") if row.state == "failed"]
    assert not [row for row in await table(street, "inbox") if row.state == "parked" and row.raw]


def _standing(street: Street) -> list[str]:
    """What the bot's cards show now, to everybody but whoever left."""
    chats = (street.group, street.wang, street.chen, street.li, street.zhou)
    return [one for chat in chats for one in texts(street, chat) if "号，" in one]


async def test_they_can_come_back_as_somebody_new(street: Street) -> None:
    """Told again what is kept, with nothing of before."""
    zhi = await a_life(street)
    await street.says(zhi, street.bot, "/delete_me yes")
    await street.says(zhi, street.bot, "/mine")
    assert texts(street, zhi)[-2].startswith(SHORT)
    assert words(street.last(zhi)) == "您还没报过。哪里坏了，拍张照发给我。"
    street.clock.shift(timedelta(minutes=11))
    await street.settled()
    await street.says(zhi, street.group, photo=picture(), caption="门口垃圾桶坏了")
    number = len(await table(street, "cases"))
    assert f"{number} 号，已派给" in words(street.card(street.group, number))
    await street.says(zhi, street.bot, "/queue")
    assert words(street.last(zhi)) == "您手上没有事，歇会儿。"
    await street.says(zhi, street.bot, "/leave until 12月31日")
    assert words(street.last(zhi)) == "请假是给在岗的人用的。"


async def test_a_photo_that_is_being_fetched_when_its_owner_leaves(street: Street) -> None:
    """It does not stay in the folder."""
    street.sim.faults.delay(0.4, "getFile")
    street.wang.starts(street.bot)
    street.wang.sends(street.group, photo=picture(), caption="门口垃圾桶坏了")
    await street.until(lambda: any("1 号" in one for one in texts(street, street.group)))
    await street.says(street.wang, street.bot, "/delete_me yes")
    assert stored(street) == set()
    assert [row.state for row in await table(street, "photos")] == ["expired"]
