"""A manhole on the footpath: its cover gone, marked by neighbours with what they had; then a new cover."""

from math import cos, pi, sin

from demo.photos.brush import Brush

PAVING, JOINT, KERB = "#ABA99D", "#97958A", "#C9C6BA"
X, Y, ACROSS, DOWN = 640, 560, 236, 150


def manhole_open() -> Brush:
    """A black hole with the first rungs in it, a branch stuck upright, one cone."""
    brush = _footpath()
    _frame(brush)
    brush.oval((X, Y, ACROSS - 22, DOWN - 16), "#4A4741")
    brush.oval((X, Y + 16, ACROSS - 30, DOWN - 28), "#131415")
    for step, wide in enumerate((64, 54, 44)):
        y = Y - 70 + step * 44
        brush.line([(X - wide, y), (X + wide, y)], 9 - step, "#6F6557")
        brush.line([(X - wide, y), (X - wide, y - 18)], 8 - step, "#5A5247")
        brush.line([(X + wide, y), (X + wide, y - 18)], 8 - step, "#5A5247")
    brush.poly([(420, 664), (520, 700), (470, 716)], "#8D8A7F")
    brush.poly([(786, 694), (850, 664), (838, 700)], "#8D8A7F")
    _branch(brush)
    _cone(brush.moved(930, 720, 1.25))
    return brush


def manhole_fixed() -> Brush:
    """A new iron cover lies flush in its frame."""
    brush = _footpath()
    brush.poly([(0, 330), (1280, 120), (1280, 330), (0, 720)], "#FFF6DC", 0.16)
    _frame(brush)
    brush.oval((X, Y, ACROSS - 22, DOWN - 16), "#2C2F30")
    brush.oval((X, Y - 3, ACROSS - 30, DOWN - 22), "#5D6467")
    brush.oval((X, Y - 3, ACROSS - 50, DOWN - 36), "#4C5356")
    brush.oval((X, Y - 3, ACROSS - 58, DOWN - 42), "#5D6467")
    for ring in (0.38, 0.62, 0.86):
        for step in range(round(ring * 26)):
            angle = 2 * pi * step / round(ring * 26)
            brush.moved(X + ring * 170 * cos(angle), Y - 3 + ring * 102 * sin(angle)).oval((0, 0, 13, 7), "#757D80")
    brush.oval((X, Y - 3, 54, 33), "#4C5356")
    brush.word(X, Y - 5, "雨水", 36, "#8E979A")
    for side in (-1, 1):
        brush.oval((X + side * 186, Y - 3, 13, 9), "#242728")
    return brush


def _footpath() -> Brush:
    """Paving seen from a standing person's height, a kerb and a lawn behind it."""
    brush = Brush(PAVING)
    for y in (248, 300, 372, 470, 606, 800):
        brush.line([(0, y), (1280, y)], 4, JOINT)
    for step in range(-9, 10):
        brush.line([(640 + step * 108, 210), (640 + step * 250, 960)], 4, JOINT)
    for x, y, wide, high, colour in (
        (330, 302, 132, 66, "#A3A195"),
        (790, 474, 214, 128, "#B2B0A5"),
        (130, 610, 250, 186, "#A5A398"),
    ):
        brush.rect((x, y, wide, high), colour, 0.5)
    brush.rect((0, 0, 1280, 176), "#6E9A62")
    for x in range(8, 1280, 46):
        brush.poly([(x, 176), (x + 10, 138 + x * 7 % 24), (x + 20, 176)], "#5E8A54")
        brush.poly([(x + 22, 120), (x + 30, 86 + x * 5 % 20), (x + 38, 120)], "#7DA870")
    brush.rect((0, 168, 1280, 44), KERB)
    brush.rect((0, 200, 1280, 14), "#96948A")
    for x in range(140, 1280, 300):
        brush.line([(x, 168), (x, 204)], 4, "#A8A599")
    return brush


def _frame(brush: Brush) -> None:
    brush.oval((X, Y + 6, ACROSS + 34, DOWN + 26), "#918F84")
    brush.oval((X, Y, ACROSS + 22, DOWN + 16), "#BAB7AA")
    brush.oval((X, Y, ACROSS, DOWN), "#3A3B3A")


def _branch(brush: Brush) -> None:
    """What people do in the first minute: so that nobody falls in."""
    brush.line([(600, 610), (560, 420), (520, 250)], 16, "#6A4E35")
    for start, end in (((560, 420), (660, 270)), ((546, 360), (450, 280)), ((620, 330), (690, 320))):
        brush.line([start, end], 10, "#6A4E35")
    for x, y, size in ((520, 232, 50), (468, 272, 44), (664, 262, 52), (700, 312, 40), (580, 268, 46), (610, 214, 38)):
        brush.blob(
            [
                (x - size, y),
                (x - size / 2, y - size * 0.7),
                (x + size / 2, y - size * 0.8),
                (x + size, y),
                (x, y + size * 0.7),
            ],
            "#4F8A4C",
        )
        brush.oval((x - 8, y - 8, size * 0.5, size * 0.36), "#67A05F")


def _cone(brush: Brush) -> None:
    """A traffic cone standing on the brush's origin, 220 high."""
    brush.oval((4, 4, 104, 24), "#2B2A26", 0.28)
    brush.slab((-88, -20, 176, 32), 8, "#B95F22")
    brush.poly([(-66, -14), (66, -14), (16, -214), (-16, -214)], "#E07A2E")
    brush.poly([(24, -14), (66, -14), (16, -214), (4, -214)], "#C66823")
    for low, high in ((-64, -104), (-140, -172)):
        wide = [66 - 50 * (-y - 14) / 200 for y in (low, high)]
        brush.poly([(-wide[0], low), (wide[0], low), (wide[1], high), (-wide[1], high)], "#F4F2EA")
