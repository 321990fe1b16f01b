"""Text that is too long is shortened before Telegram could refuse it."""

from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posting import checked


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def shown(html: str) -> str:
    """What is left of our own little HTML on a screen."""
    return unescape(html.replace("<b>", "").replace("</b>", ""))


def test_what_fits_stays_as_it_is() -> None:
    assert checked("<b>陈师傅</b>\n1 &amp; 2", 1024) == "<b>陈师傅</b>\n1 &amp; 2"


def test_whole_lines_go_first() -> None:
    lines = [f"{n} <b>{'字' * 90}</b>" for n in range(30)]
    kept = checked("\n".join(lines), 1024).split("\n")
    assert kept == lines[: len(kept)]
    assert len(kept) == 11, "tags do not count: 10 lines of 92, one of 93, ten line ends are 1023"


@pytest.mark.parametrize("letter", ["a", "字", "😀", "&", "<"])
def test_one_long_line_is_cut(letter: str) -> None:
    kept = checked(f"<b>{escape(letter * 3000)}</b>", 1024)
    assert units(shown(kept)) <= 1024
    assert units(shown(kept)) >= 1020
    assert shown(kept).rstrip("…") == letter * (len(shown(kept)) - 1)


@given(st.lists(st.text(alphabet="a字😀&<>\"'", max_size=400), min_size=1, max_size=12), st.sampled_from([64, 1024]))
def test_nothing_is_ever_too_long(lines: list[str], limit: int) -> None:
    kept = checked("\n".join(f"<b>{escape(one)}</b>" for one in lines), limit)
    assert units(shown(kept)) <= limit
    assert kept.count("<b>") == kept.count("</b>")
