"""The building's fire exit: shut in by parked e-bikes; then free, with the ground marked."""

from demo.photos.brush import Brush
from demo.photos.scenery import DADO, DADO_LINE, HORIZON, PAVING, SKIRTING, WALL, name_plate, shadow

YELLOW = "#E8B93A"
CROSSES = (
    ((0.0, 0.0), (1.0, 1.0)),
    ((1.0, 0.0), (0.0, 1.0)),
    ((0.5, 0.0), (0.0, 0.5)),
    ((0.5, 0.0), (1.0, 0.5)),
    ((0.0, 0.5), (0.5, 1.0)),
    ((1.0, 0.5), (0.5, 1.0)),
)


def ebikes_blocking() -> Brush:
    """Four e-bikes across the doors; nobody gets out in a hurry."""
    brush = _exit(cleared=False)
    _ebike(brush.moved(400, 770, 0.94), "#C8473B", "#8F2F27")
    _ebike(brush.moved(880, 774, 0.94), "#3F73A8", "#2B5079")
    _ebike(brush.moved(600, 852, 1.06), "#E3E1D8", "#A9A79C")
    _ebike(brush.moved(1000, 884, 1.12), "#E0A63A", "#A87620")
    _cable(brush)
    return brush


def ebikes_cleared() -> Brush:
    """The doors open onto an empty, marked place."""
    brush = _exit(cleared=True)
    corners = [_on_ground(0, 0), _on_ground(1, 0), _on_ground(1, 1), _on_ground(0, 1)]
    brush.poly(corners, YELLOW, 0.2)
    brush.line([*corners, corners[0]], 11, YELLOW)
    for start, end in CROSSES:
        brush.line([_on_ground(*start), _on_ground(*end)], 8, YELLOW)
    brush.slab((478, 786, 324, 84), 10, PAVING)
    brush.word(640, 828, "禁止停放", 68, "#D9A41E")
    return brush


def _on_ground(across: float, near: float) -> tuple[float, float]:
    """A point of the marked place: (0, 0) is its far left corner, (1, 1) its near right one."""
    return 640 + (across - 0.5) * (376 + 304 * near), HORIZON + 14 + 276 * near


def _exit(*, cleared: bool) -> Brush:
    brush = Brush(WALL)
    brush.rect((0, 400, 1280, HORIZON - 400), DADO)
    brush.rect((0, 394, 1280, 10), DADO_LINE)
    brush.rect((0, HORIZON, 1280, 960 - HORIZON), PAVING)
    for y in (704, 790, 892):
        brush.line([(0, y), (1280, y)], 3, "#95938A")
    brush.rect((0, HORIZON - 10, 1280, 12), SKIRTING)
    brush.rect((440, 100, 400, HORIZON - 96), "#4D5A5E")
    for x in (456, 644):
        _leaf(brush, x, is_open=cleared)
    brush.slab((540, 26, 200, 58), 8, "#1F7A4D")
    brush.word(640, 54, "安全出口", 40, "#EAFBF1")
    name_plate(brush.moved(320, 170), "5栋")
    brush.slab((946, 130, 150, 210), 8, "#C9CFCB")
    brush.slab((962, 146, 118, 178), 6, "#B63C2E")
    brush.word(1021, 216, "消防", 42, "#FFF3EE")
    brush.word(1021, 268, "通道", 42, "#FFF3EE")
    return brush


def _leaf(brush: Brush, x: float, *, is_open: bool) -> None:
    if is_open:
        brush.rect((x, 116, 180, HORIZON - 112), "#EFE6C8")
        brush.rect((x, 470, 180, 174), "#C9C2AA")
        brush.rect((x + (0 if x < 600 else 144), 116, 36, HORIZON - 112), "#6D7E84")  # noqa: PLR2004  # the left leaf folds left
        return
    brush.rect((x, 116, 180, HORIZON - 112), "#6D7E84")
    brush.rect((x + 20, 140, 140, 220), "#A9BEC6")
    brush.poly([(x + 20, 300), (x + 110, 140), (x + 150, 140), (x + 40, 360), (x + 20, 360)], "#C3D4DA", 0.7)
    brush.slab((x + 20, 430, 140, 18), 8, "#C7CDCF")


def _ebike(brush: Brush, colour: str, shade: str) -> None:
    """An e-bike from its side, its wheels on the brush's origin line: 400 wide, 310 high."""
    shadow(brush, 0, 2, 210, 20)
    for x in (-138, 140):
        brush.disc(x, -62, 62, "#222527")
        brush.disc(x, -62, 40, "#8E9497")
        brush.disc(x, -62, 28, "#2F3436")
        brush.disc(x, -62, 10, "#B9BEC0")
    brush.line([(140, -62), (112, -226), (100, -282)], 15, "#4A5053")
    brush.blob([(-196, -150), (-150, -186), (-40, -176), (-16, -92), (-60, -68), (-150, -108)], shade)
    brush.poly([(-60, -100), (60, -100), (88, -74), (-60, -62)], shade)
    brush.blob([(64, -76), (72, -150), (98, -232), (128, -224), (122, -150), (112, -84)], colour)
    brush.blob([(-204, -164), (-160, -190), (-60, -184), (-34, -164), (-70, -142), (-170, -140)], colour)
    brush.blob([(100, -92), (140, -136), (196, -120), (206, -96), (150, -110)], colour)
    brush.blob([(-210, -196), (-190, -222), (-60, -214), (-30, -196), (-70, -182), (-190, -182)], "#2A2D2F")
    brush.line([(100, -282), (66, -292)], 13, "#26292B")
    brush.oval((126, -246, 22, 18), "#F6EFC9")
    brush.line([(92, -276), (78, -318)], 6, "#43494C")
    brush.oval((72, -326, 20, 13), "#43494C")
    brush.slab((-214, -176, 20, 16), 5, "#D8432F")
    brush.line([(-70, -66), (-92, -8)], 9, "#3A3F42")


def _cable(brush: Brush) -> None:
    """Charging from a window above, which is a matter of its own."""
    brush.line([(1180, 0), (1172, 240), (1188, 470), (1150, 640), (1090, 700)], 7, "#D9D3C2")
    brush.slab((1062, 690, 62, 30), 7, "#F1EEE4")
