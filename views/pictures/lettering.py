"""Text in pictures: one family, two weights, measured in pixels, never with a missing glyph."""

import re
import unicodedata
from functools import lru_cache
from importlib import resources

from PIL import ImageFont

ELLIPSIS = "…"
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
    """How far `text` advances, in pixels."""
    return font(size, bold).getlength(drawable(text))


@lru_cache(maxsize=8192)
def has_glyph(char: str) -> bool:
    """Whether the font can draw this one character."""
    face = font(20)
    return bytes(face.getmask(char)) != bytes(face.getmask(_NO_CHARACTER))


@lru_cache(maxsize=1024)
def drawable(text: str) -> str:
    """One line that the font can draw: emoji and controls are left out, an unknown letter becomes a small box."""
    letters = (_one(char) for char in unicodedata.normalize("NFC", text))
    return " ".join("".join(letters).split())


def _one(char: str) -> str:
    if char.isspace():
        return " " if char != "\u3000" else char
    if char.isprintable() and has_glyph(char):
        return char
    return _SUBSTITUTE if unicodedata.category(char)[0] in "LN" else ""


def fit(text: str, size: int, room: float, bold: bool = False) -> str:
    """`text` made to fit `room` pixels: first without the unit, then without the street, then cut with an ellipsis."""
    text = drawable(text)
    for shorter in (text, _UNIT.sub("", text), _STREET.sub("", _UNIT.sub("", text))):
        if shorter.strip() and width(shorter, size, bold) <= room:
            return shorter.strip()
    shortest = _STREET.sub("", _UNIT.sub("", text)).strip() or text
    return _cut(shortest, size, room, bold)


def _cut(text: str, size: int, room: float, bold: bool) -> str:
    while text and width(text + ELLIPSIS, size, bold) > room:
        text = text[:-1].rstrip("，、。,. ")
    return text + ELLIPSIS


_BREAK = re.compile(r"[\x21-\x7e\u00c0-\u017f’]+[，。、！？；：）》」』”…]*|.[，。、！？；：）》」』”…]*", re.DOTALL)


def wrap(text: str, size: int, room: float, lines: int, bold: bool = False) -> list[str]:
    """`text` in at most `lines` lines of `room` pixels; Latin words stay whole, no line begins with a closing mark."""
    done: list[str] = []
    line = ""
    for piece in _pieces(drawable(text), size, room, bold):
        if line and width((line + piece).rstrip(), size, bold) > room:
            done.append(line.rstrip())
            line = ""
        line = line + piece if line else piece.lstrip()
    done.append(line.rstrip())
    if len(done) > lines:
        rest = " ".join(done[lines - 1 :]) if " " in text else "".join(done[lines - 1 :])
        done[lines - 1 :] = [_cut(rest, size, room, bold)]
    return done


def _pieces(text: str, size: int, room: float, bold: bool) -> list[str]:
    """What may not be broken; a single word that is wider than a line is broken all the same."""
    pieces: list[str] = []
    for piece in _BREAK.findall(text):
        pieces += list(piece) if width(piece, size, bold) > room else [piece]
    return pieces
