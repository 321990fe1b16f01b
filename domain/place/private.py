"""What must not be shown in a group: rooms, telephone numbers, identity numbers, mentions, links, plates."""

import re
from functools import lru_cache

from domain.normalise import same_length
from domain.recent import RECENT

_ROOMS = re.compile(
    r"(?<![\d.-])[A-Za-z]?\d{1,3}(?:-|#)\d{1,2}-\d{3,4}(?:室|房)?(?![\d-])"
    r"|(?<![\d.-])[A-Za-z]?\d{1,2}-\d{3,4}(?:室|房)?(?![\d-]|\s*(?:元|块|人|年|斤|号|米|伏|度))"
    r"|(?<=[栋幢座楼#])\s*\d{1,2}-\d{3,4}(?:室|房)?(?!\d)"
    r"|(?<![\d.:-])\d{3,4}(?:\s*[、,，和/]\s*\d{3,4})*\s*(?:室|房(?![价租]))(?:的)?"
    r"|(?<=[栋幢座#楼元号层])\s*\d{3,4}(?![\d年元块米度伏%-])(?:家(?![里中门])的?)?"
    r"|(?<![\d.:-])\d{3,4}(?:家(?![里中门])的?|业主|住户|租户|租客)|(?<![\d.:-])\d{3,4}(?=(?:窗|阳台|装修|漏))"
    r"|(?<=[到跟和])\s*(?!110|119|120|122)\d{3,4}(?![\d年元块米度伏%个人名户号])"
    r"|\b(?:room|rm\.?|apt\.?|apartment|flat)\s*#?\s*\d{2,4}[A-Za-z]?\b"
    r"|[零〇一二三四五六七八九]{3,4}室",
    re.IGNORECASE,
)
_CONTACTS = re.compile(
    r"(?:(?:https?|ftp|tg|ton)://|www\.)[^\s，。！？]+|\bt\.me/\S+"
    r"|(?<![\w.@])(?:[A-Za-z0-9-]+\.)+(?:com|cn|net|org|top|xyz|vip|info|cc|io|me|co|ru|app|site|club|shop|link|live|icu|tk)"
    r"(?![A-Za-z0-9-])(?:/[^\s，。！？]*)?|[\w.+-]+@[\w-]+\.[\w.]+|(?<![\w.])@\w+"
    r"|(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)|(?<!\d)[48]00[-\s]?\d{3}[-\s]?\d{4}(?!\d)"
    r"|(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)"
    r"|(?:微信号?|[vV][xX]|[wW][xX]|[qQ]{2})\s*[:：号]?\s*[A-Za-z0-9_-]{5,}|(?<!\d)\d{7,11}(?!\d)"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][·\s]?[A-Za-z0-9]{5,6}(?![A-Za-z0-9])"
)
_LABELS = re.compile(r"(?:我的?|联系)?(?:电话|手机号?|身份证号?|微信)(?:号码?)?(?:是|为)?[:：]?\s*(?=$|[,，。;；!！])")
_DOUBLED = re.compile(r"([,，。;；、:：])\s*[,，。;；、]+")


@lru_cache(maxsize=RECENT)
def hide_private(text: str) -> str:
    """`text` without room numbers, telephone and identity numbers, number plates, mentions and links."""
    for pattern in (_CONTACTS, _ROOMS):
        text = _cut(text, pattern)
    text = _DOUBLED.sub(r"\1", _LABELS.sub("", text))
    return " ".join(text.split()).strip(" ,，、;；:：")


def _cut(text: str, pattern: re.Pattern[str]) -> str:
    """`text` without what `pattern` finds in its half-width, simplified shape."""
    kept, at = [], 0
    for match in pattern.finditer(same_length(text)):
        kept.append(text[at : match.start()])
        at = match.end()
    return "".join([*kept, text[at:]])
