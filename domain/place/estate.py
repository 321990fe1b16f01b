"""The name of an estate in a caption: 广场花苑小区3栋 -> 广场花苑小区."""

import re

from domain.wording import any_of

_ENDS = any_of(
    "小区 花苑 花园 家园 名苑 书苑 雅苑 佳苑 嘉苑 丽苑 馨苑 新苑 景苑 翠苑 学苑 新村 公寓 名都 名城 新城 华府 "
    "华庭 豪庭 翠廷 庄园 山庄 国际 社区 大厦 花城 御府 别墅 公馆 府邸 里弄 苑 城 府 庭 廷 坊 湾 院 居 轩 邸 里 "
    "园"
)
_SURE_ENDS = any_of("小区 花苑 花园 家园 名苑 书苑 佳苑 新村 公寓 翠廷 大厦")
# What may stand before a name: the text's beginning, punctuation, or a word that leads to a place.
_LEAD_WORDS = "在 住 位于 反映 反馈 关于 投诉 请求 咨询 送到 送 到 是 举报 建议 希望 要求 我们 咱们 我在 我住 我是 贵"
_LEADS = rf"(?:^|[,，。:：;；!！、\s【\[\]】(（)）]|{any_of(_LEAD_WORDS)})"
# What may follow it: a building, a gate, a side.
_FOLLOWS = r"(?=[A-Za-z]?\d|[一二三四五六七八九十]+[栋幢号期座]|小区|的|东|西|南|北|内|里|门口|物业|[一二三]期)"
_NAMES = (
    re.compile(rf"{_LEADS}(?P<name>[\u4e00-\u9fff]{{2,8}}?{_ENDS}(?:小区|社区)?){_FOLLOWS}"),
    re.compile(rf"{_LEADS}(?P<name>[\u4e00-\u9fff]{{2,8}}?{_SURE_ENDS})"),
)
_LEADING = re.compile(rf"^{any_of(_LEAD_WORDS)}+")
# Not names: what stands for "our estate" or is a part of any estate.
_STANDS_FOR_OURS = (
    "我们 咱们 咱 本 这个 这 那个 那 整个 全 某某 某 一个 隔壁 你们 他们 贵 旧 老旧 老 新 每个 各 个 同 居民 "
    "我 周边 附近 对面 前后 中心 小 后 前 屋顶 空中 共享 口袋 街心 一进 楼下 这边 那边 门口 别的 有些 好多 什么"
)
_PARTS = "幼儿园 公园 医院 学院 法院 电影院 菜园 果园 校园 庭院 垃圾 电梯 楼里 家里 屋里 群里 池里 房里"
_NO_NAME = re.compile(rf"^{any_of(_STANDS_FOR_OURS)}.{{0,3}}$|{any_of(_PARTS)}")
_SHORTEST = 3  # characters of a name with its ending


def estate_in(plain: str) -> str:
    """The estate that a `same_length` text names, "" for none."""
    for pattern in _NAMES:
        for match in pattern.finditer(plain):
            name = _LEADING.sub("", match["name"])
            if len(name) >= _SHORTEST and not _NO_NAME.search(name):
                return name
    return ""
