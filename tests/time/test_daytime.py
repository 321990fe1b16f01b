"""Times of day as people say them, as the start and end of a span."""

import re
from datetime import time

import pytest

from domain.daytime import clock, read_clock
from domain.errors import Refusal
from tests.time.clockwork import Clockwork
from usecases.choose_habits import choose_quiet, subscribe

ANY = re.compile(clock(bare=True))


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("9:30", time(9, 30)),
        ("22", time(22)),
        ("24:00", time(0)),
        ("9点半", time(9, 30)),
        ("6点15分", time(6, 15)),
        ("早上7点", time(7)),
        ("中午12点", time(12)),
        ("下午2点", time(14)),
        ("下午14点", time(14)),
        ("晚上11点", time(23)),
        ("晚上12点", time(0)),
        ("夜里2点", time(2)),
    ],
)
def test_how_times_are_said(said: str, at: time) -> None:
    found = ANY.fullmatch(said)
    assert found is not None
    assert read_clock(found) == at


def test_quiet_hours_and_digests_as_people_say_them() -> None:
    """With hours alone, with 点, parted by a blank; kinds by their Chinese names; when none comes, that is said."""
    town = Clockwork()
    for words in ("22-7", "晚上10点到早上7点", "22:00 7:00", "22点-7点"):
        assert town.said(town.runs("zhou", "private", choose_quiet, words)) == "好，22:00 到 7:00 不打扰您（隐患除外）。"
    town.runs("zhou", "private", subscribe, "7点半")
    town.runs("zhou", "private", subscribe, "周报")
    with pytest.raises(Refusal, match="no_such_time"):
        town.runs("zhou", "private", subscribe, "25点")
    shown = town.messages("zhou")[-1]
    assert shown.labels[:3] == ["✓ 早报", "周报", "✓ 月报"]
    assert "✓ 7:30" in shown.labels
    town.runs("zhou", "private", subscribe, "off")
    assert town.messages("zhou")[-1].text == "现在哪样都不发。点一下就开，开了就 7:30 来。"
