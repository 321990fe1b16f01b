"""The town in the middle of its life: a case in every status, drafts, open questions, points, a shop, an activity."""

from datetime import timedelta
from pathlib import Path

from domain.people import Role
from domain.press import Verb
from domain.rules import Rules
from storage import areas, cases, people
from tests.machine.folk import FOLK
from tests.machine.post_office import PostOffice
from tests.machine.town import Town, found
from usecases import give_points, keep_shop, open_activity
from usecases.bind_group import set_language
from usecases.invite_staff import make_invite


def lived(path: Path, rules: Rules) -> None:
    """Write the town to a file, with every message delivered."""
    found(path, rules)
    town = Town(path, rules)
    _cases(town)
    _shop(town)
    town.posts("wang", "private", "楼道里有怪声", photo=True)
    town.posts("rider", "station", photo=True)
    town.acts(keeper(town, 1), Verb.DONE, 1)
    with town.unit() as unit:
        make_invite(unit, Role.OWNERS, "FHC", town.now, by=people.by_telegram_id(unit, 1201).id)
    PostOffice(town).empty()
    town.close()


def keeper(town: Town, number: int) -> str:
    """The key of whoever has a case."""
    found = town.ask(lambda unit: cases.load(unit, number).responsible_id)
    return next(key for key in FOLK if town.id_of(key) == found)


def _cases(town: Town) -> None:
    accepted, outside, asked, resolved, closed, refused, merged, withdrawn = (
        town.reports("wang", text=f"{place}坏了")
        for place in ("门口垃圾桶", "水管", "楼道灯", "门禁", "路灯", "长椅", "井盖", "信箱")
    )
    town.reports("wang", "private", "隔壁天天打孩子")
    for number in (accepted, outside, asked, resolved, closed):
        town.acts(keeper(town, number), Verb.ACCEPT, number)
    town.acts("zhang", Verb.SAME, resolved, chat="b3")
    town.acts(keeper(town, outside), Verb.EXTERNAL, outside, "下周五前 自来水公司")
    town.acts(keeper(town, asked), Verb.ASK, asked, "哪一层？")
    for number in (resolved, closed):
        town.acts(keeper(town, number), Verb.DONE, number, "换好了")
    PostOffice(town).empty()
    town.acts("wang", Verb.CONFIRM, closed)
    town.acts(keeper(town, refused), Verb.REFUSE, refused, "不归我们管")
    town.acts("zhou", Verb.MERGE, merged, str(accepted))
    town.acts("wang", Verb.WITHDRAW, withdrawn)
    town.reports("liu", "lake", "没人管的水管爆了")
    town.reports("wang", text="新的")
    PostOffice(town).empty()
    town.passes(timedelta(minutes=5))


def _shop(town: Town) -> None:
    town.does("zhou", "private", keep_shop.keep_reward, "抽纸；20 分；10 件；每人每月 1；老王超市", ())
    town.does("zhou", "private", give_points.give, None, "王阿姨 40 陪老人看病")
    town.does("zhou", "private", give_points.give, None, "骑手小〇 90 扫雪")
    town.does("zhou", "b3", open_activity.open_activity, "扫雪；5月12日 9:00-11:00；3栋门口；20 人；分片：东段、西段")
    town.does("rider", "private", set_language, "en")
    assert town.ask(areas.by_code, "FHC") is not None
