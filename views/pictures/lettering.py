"""Text in pictures: one family, two weights, measured in pixels, never with a missing glyph."""

import re
import unicodedata
from functools import lru_cache
from importlib import resources

from PIL import ImageFont

_NO_CHARACTER = "\U0010ffff"  # never assigned, so it always draws the font's "missing" box
_SUBSTITUTE = "□"
_UNIT = re.compile(r"[\dA-Za-z一二三四五六七八九十甲乙丙丁]{1,3}\s*单元\s*|,?\s*\bunit\s+\w{1,3}\b", re.IGNORECASE)
_STREET = re.compile(
    r"\w{1,8}?(?:路|街|大道|胡同|巷|弄)\s*\d+\s*[号弄]\s*|\b\d*\s?(?:[A-Z]\w+\s)+(?:Road|Street|Lane|Avenue)\b,?\s*"
)


@lru_cache(maxsize=128)
def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The face at `size` pixels per em; basic layout, so that a picture is the same on every machine."""
    file = resources.files("views") / "fonts" / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, size: int, bold: bool = False) -> float:
    """How far `text`, which must be drawable, advances in pixels."""
    return font(size, bold).getlength(text)


@lru_cache(maxsize=8192)
def has_glyph(char: str) -> bool:
    """Whether the font can draw this one character."""
    face = font(20)
    return bytes(face.getmask(char)) != bytes(face.getmask(_NO_CHARACTER))


@lru_cache(maxsize=1024)
def drawable(text: str) -> str:
    """One line that the font can draw: emoji and controls are left out, an unknown letter becomes a small box."""
    letters = (_one(char) for char in unicodedata.normalize("NFC", text))
    return re.sub(r" +", " ", "".join(letters))


def _one(char: str) -> str:
    if char.isspace():
        return char if char == "\u3000" else " "
    if char.isprintable() and has_glyph(char):
        return char
    return _SUBSTITUTE if unicodedata.category(char)[0] in "LN" else ""


def fit(text: str, size: int, room: float, bold: bool = False) -> str:
    """`text` made to fit `room` pixels: first without the unit, then without the street, then cut with an ellipsis."""
    text = drawable(text).strip()
    without_unit = _UNIT.sub("", text).strip() or text
    without_street = _STREET.sub("", without_unit).strip() or without_unit
    for shorter in (text, without_unit, without_street):
        if width(shorter, size, bold) <= room:
            return shorter
    return cut(without_street, size, room, bold)


def fit_place(text: str, size: int, room: float, bold: bool = True) -> str:
    """A place made to fit `room` pixels from its front: the building stands last and is what people look for."""
    text = drawable(text).strip()
    while width(text, size, bold) > room and (part := re.search(r"[,，]\s*", text) or re.search(r"\s+", text)):
        text = text[part.end() :]
    if width(text, size, bold) <= room:
        return text
    while text and width("…" + text, size, bold) > room:
        text = text[1:]
    return "…" + text


def cut(text: str, size: int, room: float, bold: bool = False) -> str:
    """As much of `text` as fits `room` with an ellipsis after it; English ends with a whole word and three dots."""
    while text and width(text + _dots(text), size, bold) > room:
        text = text[:-1]
    words = text.rpartition(" ")[0]
    if text.isascii() and len(words) > len(text) / 2:
        text = words
    text = text.rstrip(" ，、。；,.;")
    return text + _dots(text)


def _dots(text: str) -> str:
    return "..." if text[-1:].isascii() and text else "…"  # this family's own ellipsis is a Chinese one, of full width
