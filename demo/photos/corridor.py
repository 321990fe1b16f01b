"""A corridor: stacked boxes, an old bicycle and a chair before the fire cabinet; then nothing but the corridor."""

from demo.photos.brush import Brush


def corridor_cluttered() -> Brush:
    """Whoever runs here at night falls."""
    brush = _corridor()
    _box(brush.moved(300, 800), 210, 170)
    _box(brush.moved(316, 634), 170, 150, ("#B98C57", "#987142", "#83603A"))
    _box(brush.moved(330, 488), 120, 104)
    _box(brush.moved(412, 700), 116, 96, ("#CBA771", "#AD8650", "#94703F"))
    _cabinet(brush.moved(520, 640))
    _bicycle(brush.moved(812, 806, 1.08))
    _chair(brush.moved(600, 900))
    brush.oval((716, 908, 34, 10), "#6F6C61")
    brush.slab((690, 846, 52, 64), 8, "#4F7FA6")
    brush.slab((684, 838, 64, 14), 6, "#3E6788")
    return brush


def corridor_cleared() -> Brush:
    """Swept, and the fire cabinet can be opened."""
    brush = _corridor()
    brush.poly([(470, 470), (810, 470), (1060, 960), (500, 960)], "#FFF6DC", 0.22)
    brush.poly([(480, 560), (640, 560), (560, 960), (180, 960)], "#FFFFFF", 0.1)
    return brush


def _corridor() -> Brush:
    """Seen along its length: a window at the end, doors on the right, the fire cabinet on the left."""
    brush = Brush("#D9D6C9")
    brush.poly([(0, 0), (470, 150), (810, 150), (1280, 0)], "#ECEAE0")
    brush.rect((470, 150, 340, 330), "#CFCBBB")
    brush.rect((540, 186, 200, 190), "#C2D6E2")
    brush.rect((550, 196, 86, 170), "#E6F0F4")
    brush.rect((644, 196, 86, 170), "#E6F0F4")
    brush.poly([(550, 300), (636, 220), (636, 366), (550, 366)], "#D2E5CF")
    brush.rect((532, 376, 216, 12), "#AFAB9B")
    brush.rect((470, 400, 340, 80), "#94B7A1")
    brush.poly([(0, 0), (470, 150), (470, 480), (0, 960)], "#E6E3D7")
    brush.poly([(1280, 0), (810, 150), (810, 480), (1280, 960)], "#CDC9BA")
    brush.poly([(0, 560), (470, 366), (470, 480), (0, 960)], "#A0C1AC")
    brush.poly([(1280, 560), (810, 366), (810, 480), (1280, 960)], "#86AA94")
    brush.line([(0, 556), (470, 364)], 9, "#4F8268")
    brush.line([(1280, 556), (810, 364)], 9, "#4F8268")
    brush.poly([(470, 480), (810, 480), (1280, 960), (0, 960)], "#A6A397")
    for near, far, y in ((380, 900, 572), (262, 1018, 694), (96, 1184, 862)):
        brush.line([(near, y), (far, y)], 3, "#918E83")
    brush.line([(640, 480), (640, 960)], 3, "#918E83")
    _flat_door(brush, 1010, 1150)
    _flat_door(brush, 866, 936)
    _fire_cabinet(brush)
    brush.poly([(560, 60), (720, 60), (690, 84), (590, 84)], "#F7F3E2")
    return brush


def _flat_door(brush: Brush, far: float, near: float) -> None:
    """A flat's door in the right wall between two places along it."""

    def on_wall(x: float, height: float) -> tuple[float, float]:
        along = (x - 810) / 470
        floor, ceiling = 480 + 480 * along, 150 - 150 * along
        return x, floor + (ceiling - floor) * height

    brush.poly([on_wall(far, 0), on_wall(near, 0), on_wall(near, 0.72), on_wall(far, 0.72)], "#6B5849")
    inner = (near - far) * 0.1
    brush.poly(
        [on_wall(far + inner, 0), on_wall(near - inner, 0), on_wall(near - inner, 0.69), on_wall(far + inner, 0.69)],
        "#846F5D",
    )
    knob = on_wall(far + 2 * inner, 0.33)
    brush.disc(*knob, (near - far) * 0.055, "#DCC681")


def _fire_cabinet(brush: Brush) -> None:
    brush.poly([(206, 330), (316, 316), (316, 530), (206, 594)], "#A5382B")
    brush.poly([(216, 344), (306, 331), (306, 424), (216, 450)], "#E9E5DA")
    brush.poly([(216, 462), (306, 435), (306, 524), (216, 576)], "#C2473A")
    brush.word(261, 390, "消火栓", 26, "#A5382B")


def _box(
    brush: Brush, wide: float, high: float, colours: tuple[str, str, str] = ("#C49B64", "#A88150", "#8F6D40")
) -> None:
    """A cardboard box, its lower left corner at the brush's origin."""
    face, side, deep = colours
    brush.rect((0, -high, wide, high), face)
    brush.rect((wide * 0.42, -high, wide * 0.16, high), "#DABF93")
    brush.poly([(0, -high), (wide, -high), (wide + 34, -high - 30), (34, -high - 30)], side)
    brush.poly([(wide, -high), (wide + 34, -high - 30), (wide + 34, -30), (wide, 0)], deep)
    brush.rect((wide * 0.08, -high * 0.3, wide * 0.24, high * 0.18), deep)


def _cabinet(brush: Brush) -> None:
    """A discarded bedside cabinet."""
    brush.rect((0, -150, 120, 150), "#8B6A50")
    brush.poly([(0, -150), (120, -150), (144, -172), (24, -172)], "#9E7C60")
    brush.poly([(120, -150), (144, -172), (144, -22), (120, 0)], "#6E523C")
    for y in (-138, -68):
        brush.rect((10, y, 100, 58), "#7B5C45")
        brush.disc(60, y + 28, 6, "#D6C28C")


def _bicycle(brush: Brush) -> None:
    frame = "#33474F"
    for x in (-96, 104):
        brush.ring(x, -78, 74, 10, "#2B2F31")
        brush.ring(x, -78, 64, 3, "#9AA0A2")
        for dx, dy in ((62, 0), (0, 62), (44, 44), (44, -44)):
            brush.line([(x - dx, -78 - dy), (x + dx, -78 + dy)], 1.5, "#9AA0A2")
    brush.line([(-96, -78), (-40, -186), (76, -186), (104, -78)], 11, frame)
    brush.line([(-40, -186), (0, -78), (76, -186)], 11, frame)
    brush.line([(-96, -78), (0, -78)], 9, frame)
    brush.line([(-40, -186), (-54, -222)], 9, frame)
    brush.slab((-90, -236, 70, 18), 8, "#26292B")
    brush.line([(76, -186), (68, -238), (110, -248)], 9, frame)
    brush.disc(0, -78, 17, "#4A4F52")
    brush.line([(0, -78), (16, -48)], 7, "#4A4F52")
    brush.poly([(66, -238), (130, -222), (126, -168), (74, -172)], "#8D7B5C")


def _chair(brush: Brush) -> None:
    """A stool on its side."""
    brush.moved(0, -30, 1, 14).slab((-66, -54, 34, 118), 8, "#A8483D")
    for y in (-44, 44):
        brush.moved(0, -30, 1, 14).line([(-34, y), (66, y + 10)], 11, "#8C3A31")
    brush.moved(0, -30, 1, 14).line([(20, -40), (20, 50)], 8, "#8C3A31")
