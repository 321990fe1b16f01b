"""A flight of stairs at night: pitch dark under a dead lamp; then lit."""

from demo.photos.brush import Brush

STEPS = 9


def stairwell_dark() -> Brush:
    """Only the moon through the landing's window, and the green sign."""
    brush = _stairs()
    _lamp(brush, lit=False)
    brush.rect((0, 0, 1280, 960), "#0A0F18", 0.84)
    brush.poly([(560, 170), (720, 170), (720, 330), (560, 330)], "#30435E")
    brush.line([(640, 170), (640, 330)], 8, "#111A26")
    brush.line([(560, 250), (720, 250)], 8, "#111A26")
    brush.poly([(560, 420), (720, 420), (800, 640), (600, 640)], "#5A7699", 0.16)
    _exit_sign(brush)
    return brush


def stairwell_lit() -> Brush:
    """The new lamp reaches every step."""
    brush = _stairs()
    for radius in (620, 480, 350, 230):
        brush.disc(640, 96, radius, "#FFE9B0", 0.13)
    brush.poly([(560, 120), (720, 120), (980, 960), (300, 960)], "#FFF3CF", 0.18)
    brush.rect((560, 170, 160, 160), "#26364B")
    brush.line([(640, 170), (640, 330)], 8, "#C2BDAA")
    brush.line([(560, 250), (720, 250)], 8, "#C2BDAA")
    _exit_sign(brush)
    _lamp(brush, lit=True)
    return brush


def _stairs() -> Brush:
    """Looking up from the ground floor: walls left and right, the landing with its window ahead."""
    brush = Brush("#DDD9CB")
    brush.rect((400, 0, 480, 470), "#D3CFC0")
    brush.rect((560, 170, 160, 160), "#1E2B3C")
    brush.rect((552, 330, 176, 12), "#B5B1A1")
    brush.rect((400, 350, 480, 90), "#94B7A1")
    brush.rect((400, 344, 480, 8), "#4F8268")
    brush.poly([(0, 0), (400, 0), (400, 440), (0, 960)], "#E5E2D5")
    brush.poly([(1280, 0), (880, 0), (880, 440), (1280, 960)], "#CECABB")
    brush.poly([(0, 560), (400, 344), (400, 440), (0, 960)], "#A2C2AE")
    brush.poly([(1280, 560), (880, 344), (880, 440), (1280, 960)], "#88AC96")
    for side in ((0, 400), (1280, 880)):
        brush.line([(side[0], 556), (side[1], 344)], 9, "#4F8268")
    for step in range(STEPS):
        _step(brush, step)
    _handrail(brush)
    brush.rect((160, 250, 74, 96), "#C9C4B2")
    brush.word(197, 298, "1F", 44, "#4C5A55")
    return brush


def _step(brush: Brush, step: int) -> None:
    """Counted from the top; nearer ones are wider and higher."""
    near, nearer = (step / STEPS) ** 1.25, ((step + 1) / STEPS) ** 1.25
    top, bottom = 432 + 528 * near, 432 + 528 * nearer
    left, right = 400 - 400 * near, 880 + 400 * near
    far_left, far_right = 400 - 400 * nearer, 880 + 400 * nearer
    edge = top + (bottom - top) * 0.4
    brush.poly([(left, top), (right, top), (far_right, edge), (far_left, edge)], "#BDBAAD")
    brush.poly([(far_left, edge), (far_right, edge), (far_right, bottom), (far_left, bottom)], "#96938A")
    brush.line([(far_left, edge), (far_right, edge)], 4 + 4 * near, "#7A5F4A")


def _handrail(brush: Brush) -> None:
    for x, y, high in ((866, 430, 116), (944, 545, 156), (1048, 700, 212), (1186, 905, 286)):
        brush.line([(x, y), (x, y - high)], 9, "#5B6B66")
    brush.line([(866, 314), (944, 389), (1048, 488), (1186, 619), (1290, 718)], 18, "#7A5238")


def _lamp(brush: Brush, *, lit: bool) -> None:
    brush.rect((632, 0, 16, 40), "#8A877B")
    brush.poly([(596, 40), (684, 40), (712, 82), (568, 82)], "#6F7672")
    brush.oval((640, 84, 62, 20), "#FFF6D6" if lit else "#4B4B47")
    if lit:
        brush.oval((640, 88, 46, 12), "#FFFFFF")


def _exit_sign(brush: Brush) -> None:
    """It has its own battery."""
    brush.slab((786, 236, 74, 40), 6, "#1F7A4D")
    brush.word(823, 256, "出口", 26, "#E6FFF0")
