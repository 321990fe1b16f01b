"""Finding words with gaps in a text, also those that an operator writes carelessly."""

import pytest

from domain.classify.clauses import Clauses
from domain.classify.lexicon import GAP, Lexicon

LEXICON = Lexicon([("门*坏", 1), ("漏水*", 2), ("*冒烟", 3), ("灯*一*闪", 4)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("门又坏了", ["门*坏"]),
        ("门" + "很" * GAP + "坏了", ["门*坏"]),
        ("门" + "很" * (GAP + 1) + "坏了", []),
        ("门开着,坏了", []),
        ("楼上漏水", ["漏水*"]),
        ("漏水很久了", ["漏水*"]),
        ("在冒烟", ["*冒烟"]),
        ("灯一直闪", ["灯*一*闪"]),
        ("灯闪", []),
    ],
    ids=[
        "a gap", "the widest gap", "too wide", "across clauses", "a gap at the end, at the text's end",
        "a gap at the end", "a gap at the beginning", "two gaps", "a part is missing",
    ],
)  # fmt: skip
def test_words_with_gaps(text: str, found: list[str]) -> None:
    """A gap stands for a few characters of the same clause; at the edge of a word it says nothing."""
    assert [hit.word for hit in LEXICON.find(Clauses(text))] == found
