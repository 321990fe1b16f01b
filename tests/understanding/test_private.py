"""What a group must not see, and what a card is called."""

import pytest

from domain.place import hide_private, read_place, short_title


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5栋2单元1502漏水", "5栋2单元漏水"),
        ("12号301室漏水", "12号漏水"),
        ("3-2-501 漏水到我家了", "漏水到我家了"),
        ("3栋2-501楼上太吵", "3栋楼上太吵"),
        ("3-1102的狗叫", "的狗叫"),
        ("401家的狗从早叫到晚", "狗从早叫到晚"),
        ("五零一室漏水", "漏水"),
        ("402、403室都没水", "都没水"),
        ("电话13812345678，4号楼路灯不亮", "4号楼路灯不亮"),
        ("灯坏了，联系 138-1234-5678", "灯坏了，联系"),
        ("打我021-62345678", "打我"),
        ("身份证310101199001011234丢了", "身份证丢了"),
        ("@张三 你家漏水 https://example.com/a?b=1", "你家漏水"),
        ("沪A12345停我车位", "停我车位"),
        ("灯坏了 看 evil.com/x 或 tg://resolve?domain=x", "灯坏了 看 或"),
        ("I live in room 1203, no water", "I live in , no water"),
    ],
)
def test_hidden(text: str, shown: str) -> None:
    assert hide_private(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "3栋5楼路灯坏了",
        "打12345没用",
        "打119",
        "扣了1000块",
        "2024年装的",
        "价格100-200元",
        "-1楼电梯口",
        "8:00-18:00停电",
    ],
)
def test_nothing_to_hide(text: str) -> None:
    assert hide_private(text) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("3栋门口垃圾桶坏了，麻烦看看", "门口垃圾桶坏了"),
        ("你好，请问物业在吗，3栋2单元电梯又坏了，能不能修一下谢谢", "电梯又坏了"),
        ("关于锦绣花园路灯不亮的投诉", "路灯不亮"),
        ("【随手拍】龙泽书苑5号楼北侧消防通道被杂物堵塞", "北侧消防通道被杂物堵塞"),
        ("蜂巢驿站小王反馈：广场花苑小区3栋的垃圾桶坏了", "垃圾桶坏了"),
        ("麻烦修一下3栋路灯", "路灯"),
        ("投诉物业不作为", "物业不作为"),
        ("3栋2单元101", ""),
        ("麻烦看看", ""),
        ("", ""),
        ("3-2-501 漏水到我家了", "漏水到我家了"),
        ("The lift in Bldg 7 is stuck", "The lift is stuck"),
        ("Bldg 3: the lift is stuck", "the lift is stuck"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert short_title(text, read_place(text)) == title


def test_a_long_title_is_cut() -> None:
    text = "楼下花坛旁边那条小路上的地砖全都翘起来了走路很容易绊倒人"
    title = short_title(text, read_place(text), 20)
    assert len(title) == 20
    assert title.endswith("…")
    assert text.startswith(title[:-1])
