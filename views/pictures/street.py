"""The street at dusk that ends a quiet digest. The lit windows are decoration, the same every time."""

from views.pictures.palette import HONEY
from views.pictures.sheet import Sheet

STREET_HEIGHT = 250
_HOUSES = (  # x, width, floors, windows in a row, facade, which windows are lit, counted from the upper left
    (56, 150, 4, 4, "#2C4A43", {1, 2, 6, 9, 15}),
    (236, 190, 5, 5, "#25413B", {0, 3, 4, 7, 11, 12, 18, 21}),
    (456, 130, 3, 3, "#2C4A43", {1, 5, 6}),
    (616, 210, 5, 6, "#25413B", {2, 3, 5, 8, 13, 14, 20, 22, 27}),
    (856, 168, 4, 4, "#2C4A43", {0, 3, 6, 11, 13}),
)
_TREES = (30, 221, 440, 601, 842, 1036)


def draw_street(sheet: Sheet, top: int) -> int:
    """Houses and trees standing on the dado. Returns where it begins."""
    base = top + STREET_HEIGHT
    for x, wide, floors, across, facade, lit in _HOUSES:
        roof = base - floors * 44 - 26
        sheet.rect((x, roof, x + wide, base), facade)
        sheet.rect((x - 8, roof - 10, x + wide + 8, roof + 2), facade)
        for place in range(floors * across):
            floor, column = divmod(place, across)
            left, upper = x + wide / across * (column + 0.24), roof + 20 + floor * 44
            sheet.rect((left, upper, left + wide / across * 0.52, upper + 24), HONEY if place in lit else "#3F6259")
    for x in _TREES:
        sheet.rect((x - 3, base - 54, x + 3, base), "#5B4A3C")
        sheet.disc((x, base - 72), 26, "#4E8268")
    return base
