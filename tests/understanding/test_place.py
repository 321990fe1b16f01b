"""Where: a truth table of places as people write them."""

import pytest

from domain.place import Place, read_place


@pytest.mark.parametrize(
    ("text", "building", "unit", "floor", "room"),
    [
        ("3栋楼下垃圾满了", "3", "", "", ""),
        ("12幢路灯不亮", "12", "", "", ""),
        ("5号楼2单元3楼灯坏", "5", "2", "3", ""),
        ("十二栋三单元二楼", "12", "3", "2", ""),
        ("２棟３單元", "2", "3", "", ""),
        ("A座1803漏水", "A", "", "", "1803"),
        ("B座5层空调滴水", "B", "", "5", ""),
        ("T3栋大堂", "T3", "", "", ""),
        ("3#2单元", "3", "2", "", ""),
        ("3-2-501漏水到我家", "3", "2", "", "501"),
        ("3#2-501楼上太吵", "3", "2", "", "501"),
        ("3-1102的狗一直叫", "3", "", "", "1102"),
        ("5栋2单元1502没水", "5", "2", "", "1502"),
        ("12号301室漏水", "12", "", "", "301"),
        ("12号楼道灯坏了", "12", "", "", ""),
        ("88弄12号501室", "12", "", "", "501"),
        ("3号楼2门5楼", "3", "2", "5", ""),
        ("B1停车场灯全灭", "", "", "-1", ""),
        ("负二层积水", "", "", "-2", ""),
        ("地下一层水管爆了", "", "", "-1", ""),
        ("-1楼电梯口", "", "", "-1", ""),
        ("B2栋门口", "B2", "", "", ""),
        ("2楼到3楼之间窗户碎了", "", "", "2", ""),
        ("4-5层楼道灯", "", "", "4", ""),
        ("二十三楼消防门", "", "", "23", ""),
        ("12F corridor light is out", "", "", "12", ""),
        ("5th floor of building 12, room 503", "12", "", "5", "503"),
        ("Block B unit 2, third floor", "B", "2", "3", ""),
        ("between 4th and 5th floor", "", "", "4", ""),
        ("12 hao lou dianti huai le", "12", "", "", ""),
        ("302室改成了仓库", "", "", "", "302"),
        ("401家的狗太吵", "", "", "", "401"),
    ],
)
def test_places(text: str, building: str, unit: str, floor: str, room: str) -> None:
    place = read_place(text)
    assert (place.building, place.unit, place.floor, place.room) == (building, unit, floor, room)


@pytest.mark.parametrize(
    "text",
    [
        "爬了22楼腿都废了",
        "臭味飘三层楼",
        "台阶上一层灰",
        "车窗上一层冰",
        "垃圾都快堆到二楼了",
        "3号电梯坏了",
        "1号线停运",
        "12号晚上停电",
        "7月3日8:00-18:00停电",
        "打了12345没人管",
        "扣了1000块",
        "2024年就坏了",
        "一栋楼都没水",
        "整栋都黑了",
        "每层都有烟头",
        "两座垃圾桶",
        "废纸壳堆了一楼道",
        "价格100-200元",
    ],
)
def test_numbers_that_are_no_place(text: str) -> None:
    place = read_place(text)
    assert (place.building, place.unit, place.floor, place.room) == ("", "", "", "")


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("广场花苑小区3栋的垃圾桶坏了", "estate", "广场花苑小区"),
        ("蜂巢驿站小王反馈：龙西小区12栋井盖破了", "estate", "龙西小区"),
        ("关于锦绣花园路灯不亮的投诉", "estate", "锦绣花园"),
        ("我们小区3栋", "estate", ""),
        ("老旧小区3栋", "estate", ""),
        ("中心花园里的灯", "estate", ""),
        ("南门快递柜打不开", "spot", "南门快递柜"),
        ("垃圾房旁边有老鼠", "spot", "垃圾房旁边"),
        ("2号门堵车", "gate", "2号门"),
        ("西门道闸坏了", "gate", "西门"),
        ("地库潮湿", "garage", "地库"),
    ],
)
def test_the_rest_of_a_place(text: str, field: str, said: str) -> None:
    assert getattr(read_place(text), field) == said


def test_nothing_said_is_an_empty_place() -> None:
    assert read_place("路灯坏了") == Place()
    assert read_place("") == Place()
