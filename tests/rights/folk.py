"""Everybody who could try something with a case: who they are to it, where they stand, and what they hold."""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.people import Level, Role
from usecases.import_areas import Row

AREAS = [
    Row("SY", Level.STREET, "山阳镇", ""),
    Row("FHC", Level.COMMUNITY, "凤凰城", "SY"),
    Row("FHC-1", Level.GRID, "第一网格", "FHC"),
    Row("FHC-1-3", Level.BUILDING, "3栋", "FHC-1"),
    Row("FHC-1-4", Level.BUILDING, "4栋", "FHC-1"),
    Row("FHC-1-5", Level.BUILDING, "5栋", "FHC-1"),
    Row("FHC-2", Level.GRID, "第二网格", "FHC"),
    Row("LH", Level.COMMUNITY, "柳湖", "SY"),
    Row("LH-1", Level.GRID, "柳湖一网格", "LH"),
    Row("LH-1-1", Level.BUILDING, "柳湖1栋", "LH-1"),
    Row("QT", Level.STREET, "前塘街道", ""),
]
GROUPS = {"b3": "FHC-1-3", "b5": "FHC-1-5", "lake": "LH-1-1"}


class Reported(StrEnum):
    """By whom the case was reported: it changes who may say that it is solved."""

    BY_RESIDENT = "a resident"
    BY_HELPER = "a grant holder, for somebody who walked in"
    BY_FIXER = "the fixer"


@dataclass(frozen=True)
class One:
    """Somebody, as the document calls them; `chat` is where they try things ("private" or a group)."""

    key: str
    called: str
    chat: str = "private"
    grants: tuple[tuple[Role, str], ...] = ()
    reported: frozenset[Reported] = field(default_factory=lambda: frozenset({Reported.BY_RESIDENT}))


FOLK = (
    One("wang", "reporter 报的人"),
    One("wang", "reporter, in the group", "b3"),
    One("zhang", "neighbour who joined before the result 也遇到的邻居", "b3"),
    One("late", "neighbour who joined after the result", "b3"),
    One("zhao", "anybody in the building's group", "b3"),
    One("zhao", "the same person, in private"),
    One("far", "somebody in another building's group", "b5"),
    One("stranger", "stranger 外人"),
    One("chen", "responsible 负责人", grants=((Role.PROPERTY, "FHC"),)),
    One("wu", "colleague: same role, same place 同岗位", grants=((Role.PROPERTY, "FHC"),)),
    One("away", "colleague on leave", grants=((Role.PROPERTY, "FHC"),)),
    One("before", "had it before, still on duty", grants=((Role.PROPERTY, "FHC"), (Role.OWNERS, "FHC-1"))),
    One("gone", "had it before, role taken away"),
    One("li", "another role in the area 网格员", grants=((Role.GRID_WORKER, "FHC-1"),)),
    One("other", "the same role elsewhere", grants=((Role.PROPERTY, "LH"),)),
    One("branch", "branch secretary 支部书记", grants=((Role.SECRETARY, "FHC-1"),)),
    One("zhou", "community secretary 社区书记", grants=((Role.SECRETARY, "FHC"),)),
    One("street", "street secretary 街道书记", grants=((Role.SECRETARY, "SY"),)),
    One("second", "branch secretary of another grid", grants=((Role.SECRETARY, "FHC-2"),)),
    One("lake", "secretary of another community", grants=((Role.SECRETARY, "LH"),)),
    One("qian", "secretary of another street", grants=((Role.SECRETARY, "QT"),)),
    One("fired", "secretary whose role was taken away"),
    One("operator", "operator 管理员"),
    One("li", "helper who entered it for somebody 代报的人", grants=(), reported=frozenset({Reported.BY_HELPER})),
    One("chen", "responsible, who reported it too", reported=frozenset({Reported.BY_FIXER})),
    One("zhou", "community secretary, where only the fixer reported", reported=frozenset({Reported.BY_FIXER})),
)
NAMES = {
    "wang": "王阿姨", "zhang": "张叔", "late": "晚到的", "zhao": "赵姐", "far": "远邻", "stranger": "路人", "chen": "陈师傅", "wu": "吴师傅",
    "away": "休假的", "before": "前一位", "gone": "离职的", "li": "李〇晴", "other": "别处的", "branch": "徐书记", "zhou": "周书记",
    "street": "郑书记", "second": "二网格书记", "lake": "柳湖书记", "qian": "前塘书记", "fired": "卸任的", "operator": "管事的",
}  # fmt: skip
OPERATOR = 900_001
FIXERS = frozenset({"chen", "before", "gone"})
"""Who ever had the case in hand."""
OUTSIDE = frozenset({"stranger", "far", "other", "second", "lake", "qian", "fired"})
"""Who has nothing to do with it."""
