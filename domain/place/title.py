"""A card's title: the reporter's own words for the thing, without the place before it and without politeness."""

import re
from functools import lru_cache

from domain.normalise import same_length
from domain.place.patterns import BUILDING, DASHED, UNIT
from domain.place.place import Place
from domain.place.private import hide_private
from domain.recent import RECENT
from domain.wording import any_of

_CLAUSE = re.compile(r"[,，。!！?？;；~～\n…]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|\.(?:\s|$)")
_TAG = re.compile(r"^[【\[(（#][^】\])）]{1,12}[】\])）#]\s*|^[^:：,，。]{1,14}(?:反馈|上报|报告|反映|报)[:：]\s*")
_GREETINGS = any_of(
    "你好 您好 大家好 在吗 物业你好 各位好 各位 请问一下 请问 那个 喂 我想反映一下 我反映一下 反映一下 "
    "我想反映 我反映 反映 想问一下 想问 问一下 问 说一下 上报 报告 投诉 举报 咨询 请求 恳请 求助 关于 建议 "
    "希望 hello_there hello please hey excuse_me dear hi_"
)
_PLEASE = any_of(
    "麻烦 请 谢谢 多谢 辛苦 拜托 帮忙 能不能 可以 看一下 看下 看看 处理一下 处理下 修一下 修下 派人 来人 尽快 "
    "赶紧 please thanks thank_you"
)
_NAMES = any_of("物业 师傅 网格员 书记 管家 居委会")
_CALLED = rf"{_NAMES}(?=[\s:：,，]|你好|您好)"
_GREETING = re.compile(rf"^(?:{_GREETINGS}|{_CALLED}|{_PLEASE})[\s:：,，]*", re.IGNORECASE)
_MATTER = any_of("问题 情况 投诉 诉求 请求 咨询 反映")
_ENDING = re.compile(rf"的?{_MATTER}?(?:(?<=\S)[,，]?\s*{_PLEASE}[^,，。!！?？]*)?[\s。.,，!！~～?？]*$", re.IGNORECASE)
_NOTHING = any_of(
    "谢谢 多谢 辛苦 麻烦 请 拜托 帮忙 快来人 快来 看看 看一下 处理一下 处理下 你好 您好 在吗 有人吗 急急急 急 "
    "求助 thanks thank please hi hello fyi 大家注意 注意 哎 唉 哈哈 天哪 我不是第一次说了 不知道该不该说 "
    "我们小区 咱们小区 我们这栋 我在 我住 怎么回事 咋回事 真是的 又来了 一期 二期 三期"
)
_EMPTY = re.compile(rf"^(?:{_NOTHING}.{{0,2}}|\d期|{_NAMES}(?:你好|您好|在吗)?)$", re.IGNORECASE)
_PARTICLES = re.compile(rf"^{any_of('的居民反映 居民反映 有人反映 业主反映 的 这边 这里 那边 那里 这儿 那儿')}+")
_EDGES = " ,，。、:：;；!！?？~～—·的"
_AT = re.compile(r"\b(?:at|in|on|of|by|near|outside|inside|from)\s+$", re.IGNORECASE)
_SHORTEST = 2


@lru_cache(maxsize=RECENT)
def short_title(text: str, place: Place, limit: int = 20) -> str:
    """The thing that `text` is about, at most `limit` characters; "" when nothing is left."""
    for clause in _CLAUSE.split(_TAG.sub("", hide_private(text).strip())):
        thing = _bare(clause, place)
        if len(thing) >= _SHORTEST and not _EMPTY.match(thing):
            return thing if len(thing) <= limit else thing[: limit - 1].rstrip(_EDGES) + "…"
    return ""


def _bare(clause: str, place: Place) -> str:
    """A clause without greeting, place and politeness."""
    rest = clause.strip(_EDGES)
    while (shorter := _GREETING.sub("", rest)) != rest:
        rest = shorter
    if place.estate:
        rest = rest.replace(place.estate, "", 1)
    named = place.building or place.unit
    for pattern in (DASHED, UNIT, BUILDING) if named else ():  # a unit may lean on the building before it
        match = pattern.search(same_length(rest))
        if match:
            rest = _AT.sub("", rest[: match.start()]) + rest[match.end() :].lstrip()
    return _ENDING.sub("", _PARTICLES.sub("", rest.strip(_EDGES))).strip(_EDGES)
