"""The many ways in which people type."""

import pytest

from domain.normalise import normalise, same_length


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("３栋　路灯", "3栋 路灯"),
        ("樓道燈壞咗好耐，冇人整", "楼道灯坏了很久,没人修"),
        ("電梯又壞咗", "电梯又坏了"),
        ("拉圾桶坏了", "垃圾桶坏了"),
        ("楼倒里堆了东西", "楼道里堆了东西"),
        ("电屏车进电梯", "电瓶车进电梯"),
        ("道杂抬不起来", "道闸抬不起来"),
        ("diantihuaile", "电梯坏了"),
        ("lu deng bu liang le", "路灯不亮了"),
        ("3栋dianti坏了", "3栋电梯坏了"),
        ("8栋🔥", "8栋着火"),
        ("坏了了了了了了", "坏了了了"),
        ("The LIFT is Broken", "the lift is broken"),
    ],
)
def test_one_spelling(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "right",
    [
        "漏到楼下了",
        "楼上报案了",
        "地铁到站了",
        "从电动车上摔下来",
        "门进不去",
        "天然气味道",
        "突然起烟",
        "都塞着自行车",
        "the bin is full",
        "xiexie",
        "haode",
    ],
)
def test_what_is_right_stays(right: str) -> None:
    assert normalise(right) == right


def test_positions_stay_where_they_were() -> None:
    typed = "２號樓Ａ座，３單元"
    assert same_length(typed) == "2号楼A座，3单元"
    assert len(same_length(typed)) == len(typed)
