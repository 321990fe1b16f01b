"""How places are written. All patterns work on `same_length` text: half-width, simplified, positions unchanged."""

import re

from domain.place.numbers import CHINESE, COUNTED, ENGLISH
from domain.wording import any_of

NUMBER = rf"(?:\d{{1,3}}|[{CHINESE}]{{1,4}})"
_NO_DIGIT_BEFORE = r"(?<![\d.-])"
_NOT_A_COUNT = r"(?<![这那整每同另哪几各某两])"
_STAIRS_FOLLOW = r"(?=\s*(?:单元|楼道|楼梯|门洞|门口|楼下))"
_SIDE = r"(?:东南|东北|西南|西北|东|西|南|北|正|前|后|侧|左|右)"

# 3-2-501, 3#2-501, 3栋2-501 (building, unit, room), 3-501 (building, room) and 6-2楼道 (building, unit); no dates,
# prices or spans.
DASHED = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?P<b>[A-Za-z]?\d{{1,3}})(?:-|#|栋|幢|号楼|座)(?P<u>\d{{1,2}})-(?P<r>\d{{3,4}})(?![\d-])"
    rf"|{_NO_DIGIT_BEFORE}(?P<b2>[A-Za-z]?\d{{1,2}})-(?P<r2>\d{{3,4}})(?![\d-]|\s*(?:元|块|人|年|斤|号|米|伏|度))"
    rf"|{_NO_DIGIT_BEFORE}(?P<b4>\d{{1,2}})-(?P<u4>\d{{1,2}}){_STAIRS_FOLLOW}"
    rf"|(?<![\d.])(?P<b3>\d{{1,2}})弄(?P<u3>\d{{1,3}})号(?P<r3>\d{{3,4}})?"
)
BUILDING = re.compile(
    rf"{_NO_DIGIT_BEFORE}{_NOT_A_COUNT}(?!一[栋幢]楼(?![下上道梯顶前后旁门]))(?P<b>[A-Za-z]?\d{{1,3}}|(?<![{CHINESE}])[{CHINESE}]{{1,4}})\s*(?:栋|幢|号楼|#楼|号院)"
    r"|(?<![\dA-Za-z.-])(?P<b2>[A-Za-z]?\d{1,3}|[A-Za-z])\s*(?:座(?!位|椅|谈)|#(?!\d{4}))"
    r"|(?<![A-Za-z])(?P<b6>[A-Ha-hTt])\s*栋"
    # 12号 is a stairwell in Shanghai; a date, a metro line, a gate or a lift is none.
    rf"|(?<![\d月.-])(?P<b3>\d{{1,3}}|[{CHINESE}]{{1,3}})\s*号(?=\s*(?:\d{{3,4}}(?!\d)|楼|门洞|楼下|楼上|楼道|楼梯|{NUMBER}(?:单元|楼|层)|居民楼"
    r"|漏|渗|堵|下水|着火|冒烟|垃圾|门禁|路灯|[东西南北前后]面|[东西南北]侧|旁边|对面|底楼|底下|后头|前头|家楼))"
    r"|(?<![\d月.-])(?P<b4>\d{2,3})\s*号(?=门[前口])"
    r"|\b(?:buildings?|bldg\.?|blocks?|blk\.?|towers?)\s*(?:no\.?\s*|number\s*|#\s*)?(?P<b5>[A-Za-z]?\d{1,3}|(?-i:[B-Z]|A(?!\s+[a-z])))\b"
    rf"|\b(?:buildings?|block|tower)\s+(?P<b8>{COUNTED})\b|\bno\.?\s*(?P<b9>\d{{1,3}})\s+(?:building|block)\b"
    r"|(?<![\d.])(?P<b7>\d{1,3})\s*(?:hao\s*lou|haolou|dong\b(?!\s*men))",
    re.IGNORECASE,
)
UNIT = re.compile(
    rf"(?<![\d.])(?<!\d-){_NOT_A_COUNT}(?P<u>\d{{1,2}}|[{CHINESE}]{{1,3}}|[甲乙丙丁])\s*单元"
    r"|(?<=[栋幢座楼#])\s*(?P<u2>\d{1,2})\s*(?:号)?门(?![口禁卫前外洞])"
    rf"|(?<=[栋幢座楼#])\s*(?P<u6>{NUMBER})\s*号?门洞"
    r"|单元\s*(?P<u3>\d{1,2})(?![\d-]|\s*(?:楼|层|F\b))"
    r"|\b(?:unit|stairwell|staircase|stair|entrance)\s*(?:no\.?\s*|#\s*)?(?P<u4>\d{1,2})\b"
    r"|(?<![\d.])(?P<u5>\d{1,2})\s*dan\s*yuan",
    re.IGNORECASE,
)
_UNDER = rf"(?:负|地下|[Bb](?=[1-9])|(?<!\d)-)\s*(?P<under>[1-9]|[{CHINESE}]{{1,2}})"
# 一层 is a floor where a place stands before or after it, elsewhere a layer: 水积一层, 一层压一层, 长高了一层.
_NO_LAYER = (
    r"(?!(?<=[^\s,，。、在从到的栋幢座楼元下住号])[一两]层(?!大厅|大堂|住户|业主|楼道|走廊|过道|厕所|电梯|门口))"
    r"(?![一两]层[一两压又])"
)
FLOOR = re.compile(
    rf"{_UNDER}\s*(?:楼|层|F\b|f\b)|负(?P<under4>[一二三123])(?=车库|地库|停车|电梯)"
    r"|(?<![A-Za-z\d])[Bb](?P<under2>[1-9])(?![\dA-Za-z]|\s*(?:栋|幢|座|号|单元|#))"
    r"|\bbasement\s*(?:level\s*)?(?P<under3>[1-9])\b"
    r"|(?<![爬共总高按隔飘差])(?<!总共|一共|爬了|走了|堆到|垒到|按了|去了|加了|盖了|住了|高达|漫到|快到|加盖|赶上|好几|排到)"
    rf"{_NO_DIGIT_BEFORE}(?<![每几{CHINESE}])(?<!第(?=.{{1,3}}楼)){_NO_LAYER}(?P<f>\d{{1,2}}|[{CHINESE}]{{1,3}})(?:\s*[-~～到至和、与]\s*(?:\d{{1,2}}|[{CHINESE}]{{1,3}}))?"
    r"\s*(?:楼(?!盘|市|房|宇|书|栋|组|长|道|梯(?!口|间))|层(?!无|没|的?老楼|的?小楼|的?住宅|的?别墅|的?洋房|的?高楼)(?![灰冰油土皮雪膜薄厚水霜漆纱泥布次级面黏白黑])(?!高|楼(?![道梯顶上下]))|F\b(?!\s*\d))"
    r"|\b(?P<f2>\d{1,2})(?:st|nd|rd|th)(?:\s*(?:and|to|or|&|-)\s*\d{1,2}(?:st|nd|rd|th)?)?[\s-]*(?:floors?|flr|fl)\b"
    r"|\b(?:floor|level|flr)\s*(?P<f3>\d{1,2})\b"
    r"|\b(?P<f4>\d{1,2})/?[Ff]\b"
    rf"|\b(?P<f5>{ENGLISH})[\s-]floors?\b|\b(?:floor|level)\s+(?P<f6>{COUNTED})\b",
    re.IGNORECASE,
)
_HOME = r"(?=\s*(?:家|窗|阳台|业主|住户|邻居|装修|门口|漏|租户|租客|的(?:狗|人|住户|业主|租)))"
ROOM = re.compile(
    r"(?<![\d.:-])(?P<r>\d{3,4})\s*(?:室|房(?![价租]))"
    rf"|(?<=[栋幢座#楼元号层])\s*(?P<r2>\d{{3,4}})(?![\d年元块米度伏%-])"
    rf"|(?<![\d.:-])(?P<r3>\d{{3,4}}){_HOME}"
    r"|\b(?:room|rm\.?|apt\.?|apartment|flat)\s*#?\s*(?P<r4>\d{2,4}[A-Za-z]?)\b"
    r"|(?P<r5>[零〇一二三四五六七八九]{3,4})室",
    re.IGNORECASE,
)
GATE = re.compile(
    rf"(?P<g>{_SIDE}(?:\d号)?(?:大|小)?门|\d{{1,2}}号门(?!牌|洞)|(?<!单元)(?:小区)?大门(?!口的)|侧门|后门|边门)"
    r"|\b(?P<g2>(?:north|south|east|west|main|front|back|side)\s+(?:gate|entrance)|gate\s*\d{1,2})\b",
    re.IGNORECASE,
)
GARAGE = re.compile(
    r"(?P<g>地下车库|地下停车场|地下室|地库|车库|停车场)|\b(?P<g2>basement|garage|car park|parking garage)\b",
    re.IGNORECASE,
)
_THING = any_of(
    "快递柜 丰巢 菜鸟驿站 驿站 信报箱 垃圾房 垃圾站 垃圾亭 垃圾箱房 投放点 垃圾桶 车棚 充电桩 充电棚 充电站 "
    "儿童乐园 游乐场 滑梯 健身区 健身广场 中心广场 篮球场 广场 凉亭 喷泉 水景池 花园 花坛 绿化带 草坪 电梯厅 "
    "电梯口 电梯间 电梯 楼梯间 楼梯口 楼梯拐角 楼道 过道 走廊 连廊 架空层 天台 楼顶 屋顶 大堂 大厅 门厅 "
    "单元门口 单元门 岗亭 门岗 保安亭 停车场 地下车库 地库 车库 坡道 台阶 通道 围墙 步道 河边 水池 人行道 "
    "配电房 水泵房 物业办公室 物业中心 活动室 活动中心 居委会 幼儿园 小学 超市 便利店 公交站"
)
_WHERE = any_of(
    "旁边 门口 后面 前面 后门 背后 对面 附近 边上 旁 门前 下面 上面 入口 出口 转角 拐角 北侧 南侧 东侧 西侧 "
    "左侧 右侧 里"
)
SPOT = re.compile(
    rf"(?P<s>(?:{_SIDE}(?:大|小)?门|\d{{1,2}}号门|{_SIDE}[侧面边]|{_SIDE})?(?:的)?{_THING}(?:{_WHERE})?"
    rf"|{_SIDE}(?:大|小)?门(?:口|外|里|旁边|进来)?|门口|门前|楼下|楼前|楼后|路口)"
)
