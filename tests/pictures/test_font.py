"""The fonts can draw whatever people write here."""

import unicodedata
from pathlib import Path

import pytest

from views.pictures.lettering import drawable, font, has_glyph

ROOT = Path(__file__).parents[2]
MARKS = "〇−×→▸•…¥°%℃+·（）【】《》“”‘’—、。，！？：；①ＡｚéÜāǎ"


def gb2312() -> set[str]:
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return {pair.decode("gb2312") for pair in pairs if pair.decode("gb2312", "ignore")}


def catalog_characters() -> set[str]:
    files = sorted((ROOT / "locales").glob("*/*.po"))
    assert files
    return {char for file in files for char in file.read_text("utf-8")}


def is_symbol(char: str) -> bool:
    """Emoji and their joiners: messages use them, pictures draw shapes instead (MARKS are checked by name)."""
    return unicodedata.category(char) in {"So", "Mn", "Cf"}


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_every_character_has_a_glyph(bold: bool) -> None:
    """The missing box is what a character that can never exist draws."""
    face = font(16, bold)
    missing = bytes(face.getmask("\U0010ffff"))
    assert any(missing)
    hanzi = gb2312()
    assert len(hanzi) == 6763
    names = set((ROOT / "views/fonts/names.txt").read_text("utf-8"))
    texts = {char for char in catalog_characters() if char.isprintable() and not is_symbol(char)}
    assert [char for char in sorted(hanzi | names | texts | set(MARKS)) if bytes(face.getmask(char)) == missing] == []


@pytest.mark.parametrize("bold", [False, True])
def test_digits_are_all_one_width(bold: bool) -> None:
    assert len({font(100, bold).getlength(digit) for digit in "0123456789"}) == 1


def test_latin_is_kerned_without_a_shaping_library() -> None:
    face = font(100)
    assert face.getlength("AV") < face.getlength("A") + face.getlength("V")


def test_what_the_font_lacks_never_shows_as_a_missing_glyph() -> None:
    assert drawable("桶坏了😡👨‍👩‍👧 快来⚠️") == "桶坏了 快来"
    assert drawable("名字\n叫𠮷\u202e的人") == "名字 叫□的人"
    assert has_glyph("镕")
    assert not has_glyph("𠮷")
