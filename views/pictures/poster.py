"""The notice for the stairwell, A4 at 150 dpi: read from three metres, then from one, then from half a metre."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import segno

from views.catalog import Words
from views.pictures.lettering import drawable, fit, fit_place, width
from views.pictures.marks import hexagon, logo, plate, plate_width
from views.pictures.palette import CARD, DADO, HONEY, HONEY_TINT, INK, INK_2, JADE, LINE
from views.pictures.paragraph import broken, draw_lines, runs
from views.pictures.sheet import Sheet

WIDTH, HEIGHT, MARGIN = 1240, 1754, 84
RIGHT, DADO_TOP = WIDTH - MARGIN, 1128
BOX = (MARGIN, 534, MARGIN + 494, 1100)  # of the code
CODE = 360  # px: at 150 dpi more than 60 mm, so that it is read across a stairwell
LEAST_VERSION = 3  # coarser codes would not leave room for their margin
SECOND = BOX[2] + 48  # where the right column begins
STEPS = ((84, 362), (362, 794), (794, RIGHT))


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to, with a telephone or a place."""

    role: str
    name: str
    where: str


@dataclass(frozen=True)
class PosterFacts:
    """What the poster says. The first contact is the grid worker, printed large; two more find room.

    `link` is behind the code. `month` is what it is called, then how many cases were reported and solved in it.
    """

    place: str
    community: str
    link: str
    contacts: tuple[Contact, ...]
    month: tuple[str, int, int] | None = None
    desk: str | None = None  # where to go without a phone, and when


def draw_poster(facts: PosterFacts, words: Words, beneath: Words | None = None) -> bytes:
    """A PNG of 1240 × 1754 px, in the language of `words`, with small lines in the language of `beneath`."""
    sheet = Sheet(WIDTH, HEIGHT)
    _draw_top(sheet, facts, words, beneath)
    _draw_code(sheet, facts, words, beneath)
    _draw_people(sheet, facts, words, beneath)
    sheet.rect((0, DADO_TOP, WIDTH, HEIGHT), DADO)
    sheet.rect((0, DADO_TOP, WIDTH, DADO_TOP + 12), JADE)
    for number, (draw, (left, right)) in enumerate(zip((_phone, _camera, _hexagon), STEPS, strict=True), start=1):
        _draw_step(sheet, (number, left, right - left - 24), draw, words, beneath)
    _draw_foot(sheet, facts, words, beneath)
    return sheet.png(HEIGHT)


def _draw_top(sheet: Sheet, facts: PosterFacts, words: Words, beneath: Words | None) -> None:
    place = fit_place(facts.place, 88, 520)
    plate(sheet, (MARGIN, 56), place, 88)
    left = MARGIN + plate_width(place, 88) + 26
    sheet.text((left, 140), fit(facts.community, 40, RIGHT - 200 - left), 40)
    name = words.plain("bot.name")
    column = max(width(name, 36, bold=True), width("Gridbee", 26))
    sheet.text((RIGHT - column, 122), name, 36, bold=True)
    if name != "Gridbee":
        sheet.text((RIGHT - column, 156), "Gridbee", 26, INK_2)
    logo(sheet, (RIGHT - column - 88, 88), 72)
    size = 102 if words.language != "en" else 76
    end = draw_lines(
        sheet, (MARGIN, 325), broken(runs(_say(words, "headline"), bold=True), size, RIGHT - MARGIN, 2), size, 122
    )
    if beneath:
        sheet.text((MARGIN, round(end - 60)), _say(beneath, "headline").replace("\n", " "), 30, INK_2)


def _draw_code(sheet: Sheet, facts: PosterFacts, words: Words, beneath: Words | None) -> None:
    """Ink on white with nothing inside it; the box is its margin of four modules and more."""
    left, top, right, bottom = BOX
    sheet.framed(BOX, 26, CARD, edge=INK, width=5)
    code = segno.make_qr(facts.link, error="m", boost_error=False)
    if int(code.version) < LEAST_VERSION:
        code = segno.make_qr(facts.link, error="m", boost_error=False, version=LEAST_VERSION)
    modules = [list(row) for row in code.matrix]
    cell = -(-CODE // len(modules))
    start = ((left + right) // 2 - cell * len(modules) // 2, top + 57)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                corner = (start[0] + x * cell, start[1] + y * cell)
                sheet.rect((*corner, corner[0] + cell, corner[1] + cell), INK)
    middle, room = (left + right) / 2, right - left - 40
    scan = _fitting(words, "scan", facts.place, 38, room, bold=True)
    sheet.text((middle, bottom - 44), scan, 38, bold=True, side="middle")
    if beneath:
        small = _fitting(beneath, "scan", facts.place, 25, room)
        sheet.text((middle, bottom - 15), small, 25, INK_2, side="middle")


def _fitting(words: Words, name: str, place: str, size: int, room: float, *, bold: bool = False) -> str:
    """The sentence with as much of the place as there is room for."""
    empty = width(drawable(_say(words, name, place="")), size, bold)
    return _say(words, name, place=fit_place(place, size, room - empty, bold))


def _draw_people(sheet: Sheet, facts: PosterFacts, words: Words, beneath: Words | None) -> None:
    top, room = BOX[1], RIGHT - SECOND
    if facts.contacts:
        first, *others = facts.contacts
        end = sheet.text((SECOND, top + 34), fit(first.role, 32, room), 32, INK_2)
        also = _say(beneath, "grid_worker") if beneath else ""
        if end + 32 + width(also, 32) <= RIGHT:
            sheet.text((end + 32, top + 34), also, 32, INK_2)
        sheet.text((SECOND, top + 126), fit(first.name, 80, room, bold=True), 80, bold=True)
        sheet.text((SECOND, top + 186), fit(first.where, 46, room), 46)
        sheet.rect((SECOND, top + 226, RIGHT, top + 230), LINE)
        for place, other in enumerate(others[:2]):
            x, half = SECOND + place * (room + 24) / 2, (room - 24) / 2
            sheet.text((x, top + 278), fit(other.role, 32, half), 32, INK_2)
            sheet.text((x, top + 334), fit(other.name, 46, half, bold=True), 46, bold=True)
            sheet.text((x, top + 378), fit(other.where, 32, half), 32)
    if facts.month:
        name, reported, solved = facts.month
        sheet.rounded((SECOND, top + 412, RIGHT, BOX[3]), 18, HONEY_TINT)
        left = max(0, reported - solved)
        text = _say(words, "month", month=name, reported=reported, solved=solved, left=left)
        draw_lines(sheet, (SECOND + 26, top + 468), broken(runs(text), 38, room - 52, 2), 38, 53)


def _draw_step(
    sheet: Sheet,
    place: tuple[int, int, int],
    draw: Callable[[Sheet, int, int], None],
    words: Words,
    beneath: Words | None,
) -> None:
    number, left, room = place
    end = sheet.text((left, DADO_TOP + 162), str(number), 112, JADE, bold=True)
    draw(sheet, round(end + 18), DADO_TOP + 48)
    head = broken(runs(_say(words, f"step{number}"), bold=True), 44 if words.language != "en" else 38, room + 24, 1)
    draw_lines(sheet, (left, DADO_TOP + 236), head, 44 if words.language != "en" else 38, 0)
    lines = broken(runs(_say(words, f"step{number}.how")), 31, room + 24, 3 if beneath is None else 2)
    y = draw_lines(sheet, (left, DADO_TOP + 286), lines, 31, 44)
    if beneath:
        small = broken(runs(_say(beneath, f"step{number}.how")), 25, room, 2)
        draw_lines(sheet, (left, y - 2), [[replace(run, colour=INK_2) for run in line] for line in small], 25, 34)


def _draw_foot(sheet: Sheet, facts: PosterFacts, words: Words, beneath: Words | None) -> None:
    """What to do in an emergency, and the way without a phone."""
    top = 1560
    sheet.rect((MARGIN, top, RIGHT, top + 4), "#9CC3B0")
    columns = [(MARGIN, 480, "emergency", "")]
    if facts.desk:
        columns.append((585, RIGHT - 585, "desk", facts.desk))
    for left, room, name, where in columns:
        sheet.text((left, top + 60), _say(words, f"{name}.head"), 32, bold=True)
        size = 32 if words.language != "en" else 28
        sheet.text((left, top + 106), fit(_say(words, name, where=where), size, room), size)
        if beneath:
            sheet.text((left, top + 144), fit(_say(beneath, f"{name}.short"), 24, room), 24, INK_2)


def _say(words: Words, name: str, **values: object) -> str:
    return words.plain(f"picture.poster.{name}", **values)


def _phone(sheet: Sheet, x: int, y: int) -> None:
    sheet.rounded((x + 27, y + 6, x + 97, y + 118), 14, INK)
    sheet.rounded((x + 33, y + 12, x + 91, y + 112), 9, CARD)
    for side, turn in ((x + 44, 1), (x + 80, -1)):
        for height, down in ((y + 30, 1), (y + 84, -1)):
            sheet.line([(side, height + 12 * down), (side, height), (side + 12 * turn, height)], 5, JADE)
    sheet.line([(x + 42, y + 57), (x + 82, y + 57)], 7, HONEY)
    sheet.line([(x + 55, y + 102), (x + 69, y + 102)], 5, INK)


def _camera(sheet: Sheet, x: int, y: int) -> None:
    outline = ((15, 42), (42, 42), (50, 22), (75, 22), (83, 42), (109, 42), (109, 105), (15, 105))
    points = [(x + a, y + b) for a, b in outline]
    sheet.polygon(points, CARD)
    sheet.line(points, 6, INK, closed=True)
    sheet.ring((x + 62, y + 70), 22, 6, JADE)
    sheet.disc((x + 62, y + 70), 9, HONEY)
    sheet.line([(x + 93, y + 54), (x + 97, y + 54)], 6, INK)


def _hexagon(sheet: Sheet, x: int, y: int) -> None:
    hexagon(sheet, (x + 2, y + 2), 120, CARD, full=True)
    hexagon(sheet, (x + 2, y + 2), 120, INK, full=False, thick=6)
    sheet.line([(x + 40, y + 62), (x + 57, y + 79), (x + 87, y + 44)], 11, JADE)
