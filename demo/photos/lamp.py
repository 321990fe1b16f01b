"""The lamp on the path at dusk: broken and dark; then alight again."""

from demo.photos.brush import Brush

LIT_WINDOWS = {(0, 1), (0, 4), (1, 2), (2, 0), (2, 5), (3, 3), (4, 1), (4, 4)}


def lamp_broken() -> Brush:
    """The head hangs by its cable, glass lies on the path."""
    brush = _path()
    _post(brush)
    brush.line([(640, 196), (664, 204), (690, 236), (700, 268)], 7, "#14191D")
    _head(brush.moved(704, 300, 1.05, 58), glass="#59646A")
    hanging = brush.moved(704, 300, 1.05, 58)
    hanging.line([(-30, 26), (0, 40), (-8, 58)], 5, "#12161A")
    hanging.line([(0, 40), (34, 30)], 5, "#12161A")
    for x, y, turn in ((560, 838, 10), (640, 862, -30), (716, 846, 40), (604, 884, 70), (690, 886, 15)):
        brush.moved(x, y, 1, turn).poly([(-17, -5), (15, -10), (20, 5), (-9, 10)], "#9FB0B8")
    brush.rect((0, 0, 1280, 960), "#0B1020", 0.3)
    return brush


def lamp_fixed() -> Brush:
    """Light on the path, and people see where they step."""
    brush = _path()
    for radius in (430, 310, 200):
        brush.disc(640, 250, radius, "#FFD98A", 0.1)
    brush.poly([(560, 260), (720, 260), (1010, 860), (270, 860)], "#FFE3A0", 0.3)
    brush.oval((640, 862, 372, 66), "#FFE9B5", 0.55)
    _post(brush)
    _head(brush.moved(640, 190, 1.05), glass="#FFF4CC")
    return brush


def _path() -> Brush:
    """Between the blocks a little after sunset."""
    brush = Brush("#40546F")
    brush.rect((0, 260, 1280, 200), "#566A82")
    brush.rect((0, 400, 1280, 250), "#7C7F8C")
    for x, top, wide, colour in (
        (20, 150, 330, "#26333F"),
        (930, 90, 330, "#222E3A"),
        (330, 330, 250, "#2F3C49"),
        (720, 300, 230, "#2C3946"),
    ):
        _block(brush, x, top, wide, colour)
    brush.rect((0, 640, 1280, 320), "#384A3E")
    brush.poly([(520, 640), (760, 640), (1180, 960), (100, 960)], "#6C6F70")
    for y in (700, 780, 884):
        spread = (y - 640) / 320
        brush.line([(520 - 420 * spread, y), (760 + 420 * spread, y)], 3, "#5C5F61")
    for x, y, size in ((90, 660, 96), (226, 690, 70), (1190, 664, 104), (1054, 694, 66)):
        brush.blob(
            [
                (x - size, y),
                (x - size * 0.6, y - size),
                (x + size * 0.5, y - size * 1.05),
                (x + size, y),
                (x, y + size * 0.4),
            ],
            "#2C4236",
        )
    return brush


def _block(brush: Brush, x: float, top: float, wide: float, colour: str) -> None:
    """A block of flats with some windows lit."""
    brush.rect((x, top, wide, 660 - top), colour)
    brush.rect((x - 8, top - 10, wide + 16, 12), colour)
    pitch = wide / 6
    for floor in range(int((620 - top) / 76)):
        for column in range(6):
            lit = (floor, column) in LIT_WINDOWS
            brush.rect(
                (x + pitch * (column + 0.26), top + 26 + floor * 76, pitch * 0.5, 40), "#D9A64A" if lit else "#3A4956"
            )


def _post(brush: Brush) -> None:
    brush.rect((622, 236, 36, 8), "#161C21")
    brush.rect((630, 190, 20, 660), "#1B2328")
    brush.rect((632, 240, 6, 600), "#36424A")
    brush.slab((604, 770, 72, 90), 8, "#1B2328")
    brush.slab((590, 846, 100, 24), 6, "#11171B")


def _head(brush: Brush, glass: str) -> None:
    """A lantern, its top at the brush's origin."""
    brush.poly([(-76, 4), (76, 4), (40, -34), (-40, -34)], "#161C21")
    brush.slab((-10, -56, 20, 26), 6, "#161C21")
    brush.poly([(-64, 4), (64, 4), (44, 84), (-44, 84)], glass)
    brush.line([(-22, 8), (-16, 80)], 5, "#161C21")
    brush.line([(22, 8), (16, 80)], 5, "#161C21")
    brush.slab((-50, 80, 100, 14), 5, "#161C21")
