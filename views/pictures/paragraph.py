"""Lines of text with bold and coloured parts, broken as Chinese and English readers expect."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from views.pictures.lettering import cut, drawable, width
from views.pictures.palette import BRICK, INK, JADE
from views.pictures.sheet import Point, Sheet

_TAG = re.compile(r"<(b|jade|brick)>(.*?)</\1>", re.DOTALL)
_COLOURS = {"jade": JADE, "brick": BRICK}
_OPENING, _CLOSING = "（「『《“‘", "，。、！？；：）》」』”’…"
_LATIN = r"[\x21-\x7e\u00c0-\u017f]+"
_FIGURE_WITH_ITS_WORD = r"[+−]?\d+ [\u4e00-\u9fff]"
_PIECE = re.compile(rf"[{_OPENING}]*(?:{_FIGURE_WITH_ITS_WORD}|{_LATIN}|.)[{_CLOSING}]*")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight and colour. `whole` keeps it on one line, as a name should be."""

    text: str
    bold: bool = False
    colour: str = INK
    whole: bool = False


Line = list[Run]


def runs(text: str, *, bold: bool = False) -> list[Run]:
    """The parts of a catalog's text: `<b>…</b>` is a bold name or figure, `<jade>` and `<brick>` are colours."""
    parts: list[Run] = []
    end = 0
    for tag in _TAG.finditer(text):
        named = tag[1] == "b"
        parts.append(Run(text[end : tag.start()], bold))
        parts.append(Run(tag[2], bold or named, _COLOURS.get(tag[1], INK), whole=named))
        end = tag.end()
    return [part for part in (*parts, Run(text[end:], bold)) if part.text]


def broken(text: Sequence[Run], size: int, room: float, most: int) -> list[Line]:
    """`text` in at most `most` lines of `room` pixels, the last one cut with an ellipsis if it does not fit.

    A line feed ends a line. Latin words and a figure with its measure word stay together; no line begins with a closing
    mark.
    """
    lines: list[Line] = [[]]
    for group in _groups(text, size, room):
        if group[0].text == "\n":
            lines.append([])
            continue
        if lines[-1] and _width([*lines[-1], *group], size) > room:
            lines.append([])
        lines[-1] += group
    tidy = [line for line in map(_trimmed, lines) if line]
    return tidy if len(tidy) <= most else [*tidy[: most - 1], _squeezed(tidy[most - 1 :], size, room)]


def draw_lines(sheet: Sheet, at: Point, lines: Sequence[Line], size: int, leading: float) -> float:
    """Draw the lines `leading` pixels apart, the first on the baseline at `at`. Returns the baseline after the last."""
    x, baseline = at
    for line in lines:
        right = x
        for run in line:
            right = sheet.text((right, baseline), run.text, size, run.colour, bold=run.bold)
        baseline += leading
    return baseline


def _groups(text: Sequence[Run], size: int, room: float) -> Iterator[Line]:
    """What must stay on one line; a closing mark in another weight sticks to what it closes."""
    group: Line = []
    for run in text:
        for piece in _pieces(run, size, room):
            if group and piece.text[0] not in _CLOSING:
                yield group
                group = []
            group = [*group, piece]
    if group:
        yield group


def _pieces(run: Run, size: int, room: float) -> Iterator[Run]:
    for number, part in enumerate(run.text.split("\n")):
        if number:
            yield replace(run, text="\n")
        line = drawable(part)
        for piece in [line] if run.whole and line else _PIECE.findall(line):
            too_long = width(piece, size, run.bold) > room
            yield from (replace(run, text=char) for char in piece) if too_long else (replace(run, text=piece),)


def _width(line: Sequence[Run], size: int) -> float:
    return sum(width(run.text, size, run.bold) for run in _trimmed(line))


def _trimmed(line: Sequence[Run]) -> Line:
    """Without spaces at its ends, neighbours of one style joined."""
    joined: Line = []
    for run in line:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif joined or run.text.strip():
            joined.append(run)
    if joined:
        joined[0] = replace(joined[0], text=joined[0].text.lstrip())
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return [run for run in joined if run.text]


def _squeezed(lines: Sequence[Line], size: int, room: float) -> Line:
    """The first of `lines`, ending in an ellipsis."""
    *kept, last = lines[0]
    left = room - sum(width(run.text, size, run.bold) for run in kept)
    return [*kept, replace(last, text=cut(last.text, size, left, last.bold))]
