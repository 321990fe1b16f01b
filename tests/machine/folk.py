"""Who lives in the town, where, and with which roles."""

from dataclasses import dataclass
from datetime import UTC, datetime

from domain.people import Level, Role
from usecases.import_areas import Row

BEGINNING = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)
"""A Monday morning."""
OPERATOR = 900_001
BOT = "gridbee_bot"

AREAS = [
    Row("SY", Level.STREET, "山阳镇", ""),
    Row("FHC", Level.COMMUNITY, "凤凰城", "SY"),
    Row("FHC-1", Level.GRID, "第一网格", "FHC"),
    Row("FHC-1-3", Level.BUILDING, "3栋", "FHC-1"),
    Row("FHC-1-5", Level.BUILDING, "5栋", "FHC-1"),
    Row("LH", Level.COMMUNITY, "柳湖", "SY"),
    Row("LH-1", Level.GRID, "柳湖一网格", "LH"),
    Row("LH-1-1", Level.BUILDING, "柳湖1栋", "LH-1"),
]
"""In 凤凰城 everybody is there; in 柳湖 nobody has a role yet."""

GROUPS = {"b3": ("3栋邻居群", "FHC-1-3"), "station": ("蜂巢驿站", "FHC"), "lake": ("柳湖1栋", "LH-1-1")}

GRANTS = [
    ("chen", Role.PROPERTY, "FHC"), ("wu", Role.PROPERTY, "FHC"), ("li", Role.GRID_WORKER, "FHC-1"),
    ("he", Role.MEDIATOR, "FHC"), ("zhou", Role.SECRETARY, "FHC"), ("zheng", Role.SECRETARY, "SY"),
]  # fmt: skip


@dataclass(frozen=True)
class One:
    """Somebody of the town: the groups they are in, and whether they opened the private chat."""

    key: str
    name: str
    number: int
    groups: tuple[str, ...] = ()
    private: bool = True


FOLK = {
    one.key: one
    for one in (
        One("wang", "王阿姨", 1001, ("b3",)),
        One("zhang", "张叔 <b>&", 1002, ("b3",), private=False),
        One("rider", "骑手小〇", 1003, ("station",)),
        One("liu", "柳大爷", 1004, ("lake",)),
        One("chen", "陈师傅", 1101, ("b3", "station")),
        One("wu", "吴师傅", 1102),
        One("li", "李〇晴", 1103, ("b3",)),
        One("he", "和大姐", 1104),
        One("zhou", "周书记", 1201, ("b3", "station")),
        One("zheng", "郑书记", 1202),
        One("stranger", "路人", 1301),
        One("operator", "管事的", OPERATOR),
    )
}
