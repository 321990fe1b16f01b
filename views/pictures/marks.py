"""The shapes that stand for something: the door plate, the states, the clock of what is late, the logo."""

from collections.abc import Sequence
from math import sqrt

from views.pictures.lettering import drawable, width
from views.pictures.palette import BRICK, HONEY, INK, JADE, PLATE, WALL, WHITE
from views.pictures.sheet import Point, Sheet

_RIM = "#C7D3E4"  # white at 75 % on the plate's blue
_GRID = 64  # the marks are designed on 64 × 64
_HEXAGON = ((32.0, 5.0), (55.4, 18.5), (55.4, 45.5), (32.0, 59.0), (8.6, 45.5), (8.6, 18.5))


def plate_width(text: str, size: int) -> float:
    """How wide `plate` will be."""
    return width(drawable(text), size, bold=True) + 0.84 * size


def plate_height(size: int) -> int:
    """How high `plate` will be."""
    return round(1.53 * size)


def plate(sheet: Sheet, at: Point, text: str, size: int) -> float:
    """A door plate, blue with a white rim, its upper left corner at `at`. Returns its right edge."""
    x, y = at
    right, bottom = x + plate_width(text, size), y + plate_height(size)
    inset = 0.11 * size
    sheet.rounded((x, y, right, bottom), 0.22 * size, PLATE)
    sheet.framed(
        (x + inset, y + inset, right - inset, bottom - inset), 0.14 * size, PLATE, edge=_RIM, width=0.055 * size
    )
    sheet.text((x + 0.42 * size, round(y + 1.14 * size)), text, size, WHITE, bold=True)
    return right


def overdue_clock(sheet: Sheet, at: Point, size: float, colour: str = BRICK) -> None:
    """The clock that always comes with a word like overdue."""
    scale = size / _GRID
    thick = 7 * scale
    sheet.ring(_placed([(32, 32)], at, scale)[0], 26 * scale, thick, colour)
    sheet.line(_placed([(32, 17), (32, 33), (43, 40)], at, scale), thick, colour)


def hexagon(sheet: Sheet, at: Point, size: float, colour: str, *, full: bool, thick: float | None = None) -> None:
    """Hollow: just filed. Full: resolved, as the one responsible says. Its line grows with it unless `thick` says."""
    points = _placed(_HEXAGON, at, size / _GRID)
    if full:
        sheet.polygon(points, colour)
    sheet.line(points, thick or 6 * size / _GRID, colour, closed=True)


def tick(sheet: Sheet, at: Point, size: float, colour: str = JADE) -> None:
    """Full with a tick: a resident says so, or nothing is late. Never the fixer's own claim."""
    scale = size / _GRID
    hexagon(sheet, at, size, colour, full=True)
    sheet.line(_placed([(20, 33), (29, 42), (45, 24)], at, scale), 7 * scale, WHITE)


def logo(sheet: Sheet, at: Point, size: float, background: str = WALL) -> None:
    """A hexagon that is a building: honey roof, four windows, one of them lit, three bands."""
    scale = size / _GRID
    reach = 29.0
    side, half = reach * sqrt(3) / 2, reach / 2
    left, right, down, gap = (-side, -half), (side, -half), (0.0, reach), 0.055

    def face(u: Point, v: Point, low: Point, high: Point) -> list[Point]:
        corners = ((low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]))
        return _placed([(32 + s * u[0] + t * v[0], 32 + s * u[1] + t * v[1]) for s, t in corners], at, scale)

    sheet.polygon(face(left, right, (gap, gap), (1, 1)), HONEY)
    sheet.polygon(face(left, down, (gap, gap), (1, 1)), JADE)
    for along, depth in ((0.23, 0.24), (0.6, 0.24), (0.23, 0.62), (0.6, 0.62)):
        lit = (along, depth) == (0.6, 0.24)
        sheet.polygon(face(left, down, (along, depth), (along + 0.25, depth + 0.25)), HONEY if lit else background)
    for low, high in ((gap, 0.30), (0.41, 0.64), (0.75, 1)):
        sheet.polygon(face(right, down, (gap, low), (1, high)), INK)


def _placed(points: Sequence[Point], at: Point, scale: float) -> list[Point]:
    return [(at[0] + x * scale, at[1] + y * scale) for x, y in points]
