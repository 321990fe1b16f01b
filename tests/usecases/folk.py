"""Who lives and works in the neighbourhood of these tests, and where."""

from datetime import UTC, datetime

from domain.people import Level, Role
from usecases.import_areas import Row

MONDAY = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)
OPERATOR = 900_001
AREAS = [
    Row("SY", Level.STREET, "山阳镇", ""),
    Row("FHC", Level.COMMUNITY, "凤凰城", "SY"),
    Row("FHC-1", Level.GRID, "第一网格", "FHC"),
    Row("FHC-1-3", Level.BUILDING, "3栋", "FHC-1"),
    Row("FHC-1-5", Level.BUILDING, "5栋", "FHC-1"),
    Row("FHC-2", Level.GRID, "第二网格", "FHC"),
    Row("FHC-2-12", Level.BUILDING, "12栋", "FHC-2"),
    Row("LH", Level.COMMUNITY, "柳湖", "SY"),
    Row("LH-1", Level.GRID, "柳湖一网格", "LH"),
    Row("LH-1-1", Level.BUILDING, "柳湖1栋", "LH-1"),
]
NAMES = {
    "wang": "王阿姨", "zhang": "张叔", "zhao": "赵姐", "chen": "陈师傅", "wu": "吴师傅", "li": "李〇晴", "he": "和大姐",
    "xu": "徐书记", "zhou": "周书记", "zheng": "郑书记", "stranger": "路人", "operator": "管事的",
}  # fmt: skip
NOT_IN_PRIVATE = ("zhang", "stranger")
GRANTS = [
    ("chen", Role.PROPERTY, "FHC"), ("wu", Role.PROPERTY, "FHC"), ("li", Role.GRID_WORKER, "FHC-1"),
    ("zhou", Role.SECRETARY, "FHC"),
]  # fmt: skip
GROUPS = {"b3": "FHC-1-3", "b5": "FHC-1-5", "station": "FHC", "lake": "LH-1-1"}
