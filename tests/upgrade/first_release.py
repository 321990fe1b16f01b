"""Makes first_release.sql: a database as release 0.1.0 left it behind, with rows in every table.

`python -m tests.upgrade.first_release` plays a few days in the neighbourhood and keeps what schema 0001 has columns for.
The file stands for what is out there, so it is made again only while 0.1.0 itself is not out.
"""

import json
import sqlite3
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import MetaData, insert, select

from domain.people import Role
from storage import calendar_days, migrate, people, points_tables, queues, runs, shop, tables
from storage.unit import Unit
from tests.points.book import give
from tests.usecases.scene import Scene
from usecases.attend import attend
from usecases.choose_habits import choose_quiet
from usecases.invite_staff import make_invite
from usecases.keep_shop import keep_reward
from usecases.open_activity import open_activity
from usecases.redeem import redeem

FILE = Path(__file__).with_name("first_release.sql")
COMMUNITY = 2


def main() -> None:
    """Write the file."""
    scene = Scene()
    _cases(scene)
    _points(scene)
    _time(scene)
    _in_flight(scene)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "gridbee.db")
        at_the_first_step(f"sqlite:///{path}")
        _copy(scene, path)
        with closing(sqlite3.connect(path)) as connection:
            FILE.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")


def at_the_first_step(url: str) -> None:
    """An empty database of release 0.1.0."""
    with migrate._alone(url) as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


def _cases(scene: Scene) -> None:
    """One solved and rated, one refused, one merged, one private, one in hand, one with nobody."""
    solved = scene.reports("wang", "门口垃圾桶坏了")
    scene.does("zhang", "same", solved, chat="b3")
    keeper = scene.keeper(solved)
    scene.does(keeper, "accept", solved)
    scene.does(keeper, "done", solved)
    scene.answers(keeper, "换了个新的", "after")
    scene.does("wang", "confirm", solved, chat="b3")
    scene.does("wang", "rate", solved, "5", chat="b3")
    refused = scene.reports("zhao", "楼下太吵了")
    scene.does("zhou", "refuse", refused)
    scene.answers("zhou", "装修在白天，已经跟他们说过了")
    first, again = scene.reports("wang", "楼道灯不亮了"), scene.reports("zhao", "三楼的灯坏了")
    scene.does("zhou", "merge", again, str(first))
    scene.reports("zhao", "邻居总在楼道吵架，帮忙调解一下", chat="private", photo=False)
    scene.reports("zhao", "湖边栏杆松了", at="LH-1-1", chat="lake")
    scene.passes(timedelta(hours=1))
    scene.does(scene.keeper(first), "accept", first)
    scene.does(scene.keeper(first), "ask", first)


def _points(scene: Scene) -> None:
    """Earned, redeemed, proposed; a reward, an activity with lots, somebody in it."""
    with scene.unit() as unit:
        wang, zhou = scene._person(unit, "wang"), scene._person(unit, "zhou")
        give(unit, wang, 30, "hours:1", scene.now)
        proposal = {"account_id": 2, "person_id": wang, "points": 80, "reason": "雪天扫路", "proposed_by": zhou}
        unit.execute(insert(points_tables.proposals).values(**proposal, proposed_at=scene.now))
        flag = {"community_id": COMMUNITY, "person_id": wang, "kind": "again", "once": "again:1", "evidence": {"cases": [1]}}
        unit.execute(insert(points_tables.flags).values(**flag, found_at=scene.now))
    scene.runs("zhou", "private", keep_reward, "抽纸 1 提；2 分；10 件；每人每月 1；老王超市", ())
    with scene.unit() as unit:
        reward = shop.shelf(unit, COMMUNITY)[0].id
    scene.runs("wang", "private", redeem, reward)
    day = (scene.now + timedelta(days=3)).date()
    scene.runs("li", "private", open_activity, f"扫雪；{day} 9:00-11:00；3栋门口；分片：东门、南门")
    scene.runs("wang", "private", attend, 1)


def _time(scene: Scene) -> None:
    """A day of the operator's own, a digest that was sent, quiet hours, an open invitation, a leave."""
    scene.runs("zhou", "private", choose_quiet, "21:00-8:00")
    with scene.unit() as unit:
        calendar_days.put(unit, date(2026, 12, 25), works=False)
        runs.claim(unit, "digest", "9:2", date(2026, 5, 11), scene.now)
        make_invite(unit, "grid_worker", "FHC-2", scene.now, name="老马")
        people.grant(unit, scene._person(unit, "he"), Role.MEDIATOR, COMMUNITY, None, scene.now)
        people.change(unit, scene._person(unit, "wu"), away_until=scene.now + timedelta(days=2))
        unit.execute(insert(tables.rooms), [{"area_id": 4, "room": room} for room in ("101", "102")])


def _in_flight(scene: Scene) -> None:
    """What the last moment left: messages owed and one claimed, a draft, updates new, done and parked."""
    scene.offline = True
    number = scene.reports("wang", "单元门关不上了")
    with scene.unit() as unit:
        queues.claim(unit, queues.owed(unit, 0)[0].id)
        chat = unit.execute(select(tables.chats.c.id).where(tables.chats.c.title == "b3")).scalar_one()
        draft = {"chat_id": chat, "person_id": scene._person(unit, "zhao"), "purpose": "report", "stage": "held"}
        draft |= {"message_id": 88, "text": "这个", "made_at": scene.now, "expires_at": scene.now + timedelta(minutes=2)}
        unit.execute(insert(tables.drafts).values(draft))
        _updates(unit, scene, number)


def _updates(unit: Unit, scene: Scene, number: int) -> None:
    said = {"message_id": 7, "date": int(scene.now.timestamp()), "text": f"/case {number}"}
    said |= {"entities": [{"type": "bot_command", "offset": 0, "length": 5}]}
    said |= {"from": {"id": scene.who("wang").telegram_id, "is_bot": False, "first_name": "王阿姨"}}
    said |= {"chat": {"id": scene.who("wang").telegram_id, "type": "private", "first_name": "王阿姨"}}
    raw = json.dumps({"update_id": 503, "message": said}, ensure_ascii=False)
    queues.take_in(unit, [queues.Taken(one, 1, raw) for one in (501, 502, 503)], scene.now)
    done, parked, _ = queues.waiting(unit, 0)
    queues.mark_done(unit, done.id, scene.now)
    queues.park(unit, parked.id, "KeyError('x')", scene.now)


def _copy(scene: Scene, path: Path) -> None:
    engine = migrate.sync_engine(f"sqlite:///{path}")
    old = MetaData()
    old.reflect(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in tables.metadata.sorted_tables:
            if table.name in old.tables:
                rows = [_kept(row, old.tables[table.name].c) for row in scene.connection.execute(select(table)).mappings()]
                assert rows, f"nothing in {table.name}"
                connection.execute(insert(table), rows)
    engine.dispose()


def _kept(row: Any, columns: Any) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key in columns}


if __name__ == "__main__":
    main()
