"""The bins at the door: one tipped over, cracked and overflowing; then a new one."""

from demo.photos.brush import Brush
from demo.photos.scenery import entrance, rubbish_bag, shadow

GREEN, GREEN_SHADE = "#4C8A58", "#376945"
GREY, GREY_SHADE = "#667276", "#4A555A"
NEW, NEW_SHADE = "#75858A", "#56656A"


def bin_broken() -> Brush:
    """The grey bin leans on a lost wheel, its lid on the ground, rubbish all around."""
    brush = entrance(sun=False)
    shadow(brush, 452, 816, 150, 24)
    _bin(brush.moved(450, 812, 0.98), (GREEN, GREEN_SHADE), "厨余垃圾")
    _lid(brush.moved(450, 812, 0.98), GREEN, GREEN_SHADE)
    shadow(brush, 760, 858, 250, 34)
    tipped = brush.moved(736, 846, 1.12, 12)
    _overflow(tipped)
    _bin(tipped, (GREY, GREY_SHADE), "其他垃圾", wheels=1)
    tipped.line([(-104, -292), (-78, -214), (-94, -170), (-64, -112)], 7, "#2A3032")
    tipped.line([(-78, -214), (-52, -196)], 5, "#2A3032")
    _fallen_lid(brush.moved(928, 880, 1.1, -13))
    rubbish_bag(brush.moved(560, 890, 1.12))
    rubbish_bag(brush.moved(652, 922, 0.86), "#3A3E40")
    _litter(brush)
    return brush


def bin_fixed() -> Brush:
    """A new grey bin stands beside the green one, the ground is clean, the sun is out."""
    brush = entrance(sun=True)
    shadow(brush, 458, 816, 150, 24)
    _bin(brush.moved(450, 812, 0.98), (GREEN, GREEN_SHADE), "厨余垃圾")
    _lid(brush.moved(450, 812, 0.98), GREEN, GREEN_SHADE)
    shadow(brush, 772, 850, 170, 26)
    _bin(brush.moved(760, 844, 1.14), (NEW, NEW_SHADE), "其他垃圾")
    _lid(brush.moved(760, 844, 1.14), "#8798A0", NEW_SHADE)
    brush.line([(690, 520), (682, 560)], 6, "#B9C6CA")
    return brush


def _bin(brush: Brush, colours: tuple[str, str], label: str, wheels: int = 2) -> None:
    """A wheeled bin without its lid, standing on the brush's origin: 210 wide, 300 high."""
    face, shade = colours
    for x in (-72, 72)[:wheels]:
        brush.disc(x, -8, 25, "#292A2B")
        brush.disc(x, -8, 10, "#8C8C86")
    brush.poly([(-104, -300), (104, -300), (84, -6), (-84, -6)], face)
    brush.poly([(46, -300), (104, -300), (84, -6), (36, -6)], shade)
    for x in (-72, -34):
        brush.line([(x, -254), (x * 0.84, -30)], 6, shade)
    brush.slab((-110, -312, 220, 30), 8, shade)
    brush.slab((-58, -226, 106, 116), 9, "#F2F1EA")
    brush.line([(-5, -206), (21, -160), (-31, -160), (-5, -206)], 8, shade)
    brush.word(-5, -134, label, 23, "#303433")


def _lid(brush: Brush, face: str, shade: str) -> None:
    brush.poly([(-116, -312), (116, -312), (104, -356), (-104, -356)], face)
    brush.slab((-120, -322, 240, 18), 7, shade)
    brush.slab((-44, -370, 88, 18), 8, shade)


def _overflow(brush: Brush) -> None:
    """What sticks out over the rim."""
    for x, y, size in ((-44, -304, 0.86), (40, -308, 1.0)):
        rubbish_bag(brush.moved(x, y + 50, size), "#2C2F31")
    brush.moved(-30, -336, 1, -14).rect((-34, -34, 68, 56), "#BA8D58")
    brush.moved(-30, -336, 1, -14).rect((-6, -34, 12, 56), "#D8BB8C")
    brush.poly([(60, -340), (96, -372), (104, -330), (84, -300)], "#E7E2D0")


def _fallen_lid(brush: Brush) -> None:
    brush.slab((-116, -24, 232, 34), 10, GREY_SHADE)
    brush.slab((-104, -40, 208, 24), 9, GREY)
    brush.slab((-40, -50, 80, 14), 7, GREY_SHADE)


def _litter(brush: Brush) -> None:
    brush.poly([(366, 868), (436, 850), (450, 890), (384, 906)], "#ECE7D6")
    brush.poly([(376, 874), (420, 862), (424, 872), (380, 884)], "#D6D0BC")
    brush.poly([(782, 916), (852, 900), (858, 936), (796, 946)], "#C9A26A")
    brush.oval((500, 926, 34, 11), "#CB7A2E")
    brush.oval((742, 938, 46, 11), "#6A665A")
    brush.moved(316, 922, 1, -24).slab((-40, -11, 80, 22), 9, "#7FB0C4")
    brush.moved(316, 922, 1, -24).slab((36, -6, 16, 12), 3, "#2F6F91")
