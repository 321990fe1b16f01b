"""What people write, press and are called in these plays: what the program understands, and everything else."""

from typing import Any

from hypothesis import strategies as st

from domain.press import Verb
from handlers.register import COMMANDS

BIN = "门口垃圾桶坏了"


def mostly(*weighed: tuple[int, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """One of the strategies, each as often as its weight says; `one_of` would count equal ones once."""
    return st.sampled_from([strategy for weight, strategy in weighed for _ in range(weight)]).flatmap(lambda chosen: chosen)


SAYINGS = (
    BIN, "3栋电梯又停了，困住人了", "着火了快来人", "楼道灯不亮了 3栋", "柳湖1栋 水管爆了", "隔壁天天打孩子，求求你们管管",
    "建议在门口加一张长椅", "独居老人需要送药上门 13800001111", "物业收钱不办事", "3栋", "5 栋", "是的，就是这个", "换好了",
    "不归我们管", "下周五前修好 自来水公司", "明天", "今晚一起吃饭吗", "谢谢", "@gridbee_bot 灯坏了", "还没修好",
    "办好了 3 换了新的", "接单 1", "done 4 new bulb", "还没好 6 盖子没换", "撤回 2", "转 1 吴师傅", "退回 1", "/accept 5",
    "/done", "接单", "办好了 99999999999999999999", "for 王阿姨 3栋水管漏了", "代 李奶奶",
)  # fmt: skip
ODD = (
    "", " ", "\n", "\u200b", "\u202e倒过来", "a\x00b", "<b>粗</b> & <a href='tg://user?id=1'>x</a> </b>", "&lt;&amp;&#0;",
    "👨‍👩‍👧‍👦" * 40, "𓀀" * 200, "灯坏了" * 700, "ﷺ" * 300, "{name} {0} %s %(x)s", "=cmd|' /C calc'!A0", "'; DROP TABLE cases;--",
    "\ud83d", "电梯\ud83d停了", "e\u0301" * 50, "1" * 4000, "/" * 60, "@" * 60, "https://t.me/gridbee_bot?start=x" * 10,
)  # fmt: skip
"""Empty, unseen, endless, and what other programs would take for their own."""

NAMES = ("王阿姨", "Иван", "<i>Eve</i> & *Co*", "\u202e\u200b", "", "\x00", "𓀀" * 64, "=1+1", "a\nb", "\ud83d", "陈师傅")
_ARGUMENTS = (
    "", "1", "7", "999999999999", "-1", "x", "FHC", "FHC-1-3", "LH", "auto", "staff", "zh", "en", "week", "month", "yesterday",
    "22-7", "off", "7:30", "until 明天", "back", "yes", "王阿姨 5 陪老人看病", "王阿姨 200 好", "property FHC 新来的",
    "secretary SY x", "抽纸；20 分；10 件", "3 +10", "1 停", "2026-05", "9999-99", "b-1-FHC-1-3", "b-99-LH", "c1", "c9", "d1",
    "k-ABCDEFGH", "g-ABCDEFGH", "points", "0" * 48, "扫雪；5月12日 9:00-11:00；北门；分片：东、西", "1 王阿姨 1.5", "--", "②", "١٢",
)  # fmt: skip

_REPORT = st.sampled_from(SAYINGS).map(lambda words: f"/report {words}")
_BOT = st.sampled_from(("", "", "", "@gridbee_bot", "@GridBee_Bot", "@other_bot"))
_COMMAND = st.builds(
    lambda name, bot, words: f"/{name}{bot} {words}".strip(), st.sampled_from(sorted(COMMANDS)), _BOT,
    st.sampled_from(_ARGUMENTS),
)  # fmt: skip
texts = mostly(
    (6, st.sampled_from(SAYINGS)), (2, _REPORT), (3, _COMMAND), (1, st.sampled_from(ODD)), (1, st.text(max_size=30)),
    (1, st.builds(str.__add__, st.sampled_from(SAYINGS), st.sampled_from(ODD))),
)  # fmt: skip
names = st.one_of(st.sampled_from(NAMES), st.text(max_size=10))

_PRESS_ARGUMENTS = (
    "", "", "", "1", "5", "a4", "a7", "p3", "p11", "yes", "no", "same", "new", "anon", "g.env", "property", "zh", "en", "auto",
    "d.20260510.20260510.open.0", "d.20260510.20260510.late.99", "FHC-1-3", "named", "hidden", "off", "daily", "week", "x" * 40,
)  # fmt: skip
_PRESS = st.builds(
    lambda verb, number, words: f"{verb}:{number}" + (f":{words}" if words else ""),
    st.sampled_from(sorted(Verb)), st.integers(0, 14) | st.just(999_999_999_999), st.sampled_from(_PRESS_ARGUMENTS),
)  # fmt: skip
presses = mostly((8, _PRESS), (1, st.sampled_from(ODD)), (1, st.text(max_size=64)))
"""Callback data: nearly always what one of our buttons could hold."""
